"""The popup that offers something: found by words, chosen by click or key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ui import theme
from ui.compose.words import Words
from ui.offered import ITEM, Offered, OfferedDelegate, OfferedModel

MOST_ROWS = 6
"""Rows that are in view at once."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class OfferPopup(QFrame):
    """A search, and the rows of ``model`` below it, which ``delegate`` paints.

    What can be found, and what is said where nothing is, is for its kinds to say. ``width`` is in
    device-independent pixels at the usual text size. It is gone once it is closed.
    """

    chosen = Signal(object)
    """What a person wants of what is ``Offered``."""
    closed = Signal()

    def __init__(
        self, model: OfferedModel, delegate: OfferedDelegate, width: int, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.model, self._delegate = model, delegate
        self._wanted: QPoint | None = None
        self.search, self.list, self.empty = QLineEdit(), QListView(), Words("secondary")
        self.column = QVBoxLayout(self)
        self._lay_out(width)
        self._connect()

    # What its kinds say

    def look(self, text: str) -> None:
        """Find what ``text`` means, and call ``show_found``."""
        raise NotImplementedError

    def empty_words(self, search: str) -> str:
        """Return what is said where ``search`` finds nothing."""
        raise NotImplementedError

    # What its kinds use

    def set_names(self, own: str, search: str, listed: str) -> None:
        """Say what the popup, its search and its list are called."""
        self.setAccessibleName(own)
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.list.setAccessibleName(listed)

    def show_found(self, found: Sequence[Offered]) -> None:
        """Show what is found, the first of it that can be used marked."""
        self.model.show_items(found)
        usable = self._usable_rows()
        self._mark(usable[0] if usable else -1)
        rows = min(len(found), MOST_ROWS)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(rows * self._delegate.height + 2)
        self.empty.say("" if found else self.empty_words(self.search.text().strip()))
        self._fit()

    # For everybody

    def open_at(self, place: QPoint) -> None:
        """Open with the upper left corner at ``place`` on the screen, or where there is room."""
        self._wanted = place
        self.ensurePolished()
        self._fit()
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the search."""
        super().showEvent(event)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell of the end."""
        super().closeEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Return in the search go to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                self._step(_STEPS[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self._pick(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    # Inside

    def _lay_out(self, width: int) -> None:
        self.model.setParent(self)
        self._delegate.setParent(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.column.setContentsMargins(*(theme.SPACE[1],) * 4)
        self.column.setSpacing(theme.SPACE[1])
        for widget in (self.search, self.list, self.empty):
            self.column.addWidget(widget)
        self.setFixedWidth(round(width * theme.text_scale()))

    def _connect(self) -> None:
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self.look)
        self.list.clicked.connect(self._pick)
        self.list.entered.connect(self.list.setCurrentIndex)

    def _fit(self) -> None:
        """Be as high as what is found, and on the screen as a whole."""
        self.adjustSize()
        if self._wanted is None:
            return
        place, room = self._wanted, self.screen().availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - self.width())
        y = min(max(place.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)

    def _usable_rows(self) -> list[int]:
        return [row for row in range(self.model.rowCount()) if self._usable(self.model.index(row))]

    def _usable(self, index: QModelIndex) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)

    def _mark(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())

    def _step(self, by: int) -> None:
        rows = self._usable_rows()
        if not rows:
            return
        now = self.list.currentIndex().row()
        place = rows.index(now) + by if now in rows else 0
        self._mark(rows[min(max(place, 0), len(rows) - 1)])

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid() and self._usable(index):
            self.chosen.emit(index.data(ITEM))
            self.close()
