"""The popup that offers characters: found by name or id, chosen by a click or a key."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from core.characters import name_of, plain
from core.job import Job
from core.language import translate
from ui import theme
from ui.characters.buttons import icon_button, set_words
from ui.characters.cast import Cast
from ui.characters.listing import JOB, ROW, CastModel, RowDelegate
from ui.compose.words import Words
from ui.dialogs.dialog import pressed_by_return

WIDTH = 300
"""Device-independent pixels at the usual text size."""
MOST_ROWS = 6
"""Rows that are in view at once."""


class CharacterPicker(QFrame):
    """Offers the characters that are not ``chosen`` yet. It is gone once it is closed."""

    chosen = Signal(str)
    """The id of a character that a person wants."""
    closed = Signal()

    def __init__(self, cast: Cast, chosen: Collection[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self._cast, self._taken = cast, frozenset(chosen)
        self.search = QLineEdit()
        self.model = CastModel(cast, self, strict=True)
        self.list = QListView()
        self.empty = Words("secondary")
        self.make, self.all = icon_button("film"), icon_button("users-round")
        self._lay_out()
        self._connect()
        self._show_found("")
        self._name()

    def open_at(self, place: QPoint) -> None:
        """Open with the upper left corner at ``place`` on the screen, or above if there is room."""
        self.ensurePolished()
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - self.width())
        y = min(max(place.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the search."""
        super().showEvent(event)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell of the end."""
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus by Return."""
        if not pressed_by_return(event, self.focusWidget()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Return in the search go to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self._pick(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self._cast, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.make)
        foot.addStretch(1)
        foot.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE[1],) * 4)
        column.setSpacing(theme.SPACE[1])
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addWidget(self.empty)
        column.addLayout(foot)
        self.setFixedWidth(round(WIDTH * theme.text_scale()))

    def _connect(self) -> None:
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._show_found)
        self.list.clicked.connect(self._pick)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.make.clicked.connect(lambda: self._leave_for(self._cast.make_wanted))
        self.all.clicked.connect(lambda: self._leave_for(self._cast.library_wanted))
        self._cast.pictured.connect(self.list.viewport().update)
        self._cast.changed.connect(lambda: self._show_found(self.search.text()))

    def _show_found(self, text: str) -> None:
        """Show whom ``text`` finds; what is nobody's name may be an id."""
        found: list[Job | str] = [
            job for job in self._cast.search(text) if job.character_id not in self._taken
        ]
        wanted = text.strip()
        exact = (
            plain(name_of(j)) for j in found if not isinstance(j, str) and self._cast.is_here(j)
        )
        could_be_id = wanted and len(wanted.split()) == 1 and wanted not in self._taken
        known = self._cast.find(wanted) is not None
        if could_be_id and not known and plain(wanted) not in exact:
            found.append(wanted)
        self.model.show_items(found)
        self._mark_first()
        rows = min(len(found), MOST_ROWS)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(round(rows * ROW * theme.text_scale()) + 2)
        self.empty.say("" if found else self._empty_words())
        self.adjustSize()

    def _empty_words(self) -> str:
        if self._taken or self._cast.here or self._cast.elsewhere:
            return translate("Characters", "Nobody else. Type an ID, or make one from a clip.")
        return translate(
            "Characters",
            "No characters yet. Make one from a clip, and it can appear in every clip after that.",
        )

    def _mark_first(self) -> None:
        rows = range(self.model.rowCount())
        first = next((row for row in rows if self._usable(row)), -1)
        self.list.setCurrentIndex(self.model.index(first) if first >= 0 else QModelIndex())

    def _usable(self, row: int) -> bool:
        return bool(self.model.flags(self.model.index(row)) & Qt.ItemFlag.ItemIsEnabled)

    def _step(self, by: int) -> None:
        rows = [row for row in range(self.model.rowCount()) if self._usable(row)]
        if not rows:
            return
        now = self.list.currentIndex().row()
        place = rows.index(now) + by if now in rows else 0
        self.list.setCurrentIndex(self.model.index(rows[min(max(place, 0), len(rows) - 1)]))

    def _pick(self, index: QModelIndex) -> None:
        if not index.isValid() or not self._usable(index.row()):
            return
        item = index.data(JOB)
        self.chosen.emit(item if isinstance(item, str) else item.character_id)
        self.close()

    def _leave_for(self, signal: object) -> None:
        self.close()
        signal.emit()  # type: ignore[attr-defined]

    def _name(self) -> None:
        words = translate("Characters", "Name, or an ID from elsewhere")
        self.setAccessibleName(translate("Characters", "Choose a character"))
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.list.setAccessibleName(translate("Characters", "Characters"))
        set_words(self.make, translate("Characters", "From a clip…"))
        set_words(self.all, translate("Characters", "All characters…"))
