"""The popup that offers clips: found by words, chosen by click or key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.job import Job
from core.language import translate
from ui import theme
from ui.characters.face import paint_poster
from ui.characters.listing import paint_two_lines
from ui.compose.remixables import Remixables
from ui.compose.words import Words
from ui.wording import title, when_words

Index = QModelIndex | QPersistentModelIndex
CLIP = Qt.ItemDataRole.UserRole
"""What a row offers: a ``Job``, or a video id as text that no clip here has."""
WIDTH, ROW = 340, 52
"""Device-independent pixels at the usual text size."""
MOST_ROWS = 6
"""Rows that are in view at once."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ClipPicker(QFrame):
    """Offers clips. What it is called, and which ones there are, is for its kinds to say.

    It is gone once it is closed.
    """

    chosen = Signal(object)
    """A ``Job``, or a video id as text."""
    closed = Signal()

    def __init__(self, clips: Remixables, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self._clips, self._turn = clips, 0
        self._wanted: QPoint | None = None
        self.search, self.list, self.empty = QLineEdit(), QListView(), Words("secondary")
        self.model = ClipModel(clips, self)
        self._lay_out()
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._look)
        self.list.clicked.connect(self._pick)
        self.list.entered.connect(self.list.setCurrentIndex)
        clips.pictured.connect(self.list.viewport().update)
        self._show_found([])
        self._look("")

    def open_at(self, place: QPoint) -> None:
        """Open with the upper left corner at ``place`` on the screen, or where there is room."""
        self._wanted = place
        self.ensurePolished()
        self._fit()
        self.show()

    def _fit(self) -> None:
        """Be as high as what is found, and on the screen as a whole."""
        self.adjustSize()
        if self._wanted is None:
            return
        place = self._wanted
        room = self.screen().availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - self.width())
        y = min(max(place.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)

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

    # What its kinds say

    def look_for(self, search: str, then: Callable[[list[Job]], None]) -> None:
        """Call ``then`` with the clips that ``search`` finds."""
        raise NotImplementedError

    def names(self) -> tuple[str, str, str]:
        """Return what the popup, its search and its list are called."""
        raise NotImplementedError

    def empty_words(self, search: str) -> str:
        """Return what is said where ``search`` finds nothing."""
        raise NotImplementedError

    def more(self, search: str, found: Sequence[Job]) -> list[str]:
        """Return what can be chosen beside the clips: video ids."""
        return []

    # Inside

    def _lay_out(self) -> None:
        own, search, listed = self.names()
        self.setAccessibleName(own)
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.list.setAccessibleName(listed)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_ClipDelegate(self._clips, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE[1],) * 4)
        column.setSpacing(theme.SPACE[1])
        for widget in (self.search, self.list, self.empty):
            column.addWidget(widget)
        self.setFixedWidth(round(WIDTH * theme.text_scale()))

    def _look(self, text: str) -> None:
        """Ask for what ``text`` finds; answers to earlier texts are not shown any more."""
        self._turn += 1
        self.look_for(text, partial(self._on_found, self._turn))

    def _on_found(self, turn: int, found: list[Job]) -> None:
        if turn == self._turn:
            self._show_found(found)

    def _show_found(self, found: Sequence[Job]) -> None:
        search = self.search.text().strip()
        items: list[Job | str] = [*found, *self.more(search, found)]
        self.model.show_items(items)
        self.list.setCurrentIndex(self.model.index(0) if items else QModelIndex())
        rows = min(len(items), MOST_ROWS)
        self.list.setVisible(bool(items))
        self.list.setFixedHeight(round(rows * ROW * theme.text_scale()) + 2)
        self.empty.say("" if items else self.empty_words(search))
        self._fit()

    def _step(self, by: int) -> None:
        last = self.model.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + by, 0), last)
        self.list.setCurrentIndex(self.model.index(row) if last >= 0 else QModelIndex())

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(CLIP))
            self.close()


class ClipModel(QAbstractListModel):
    """Some clips, and perhaps a video id that none of them has."""

    def __init__(self, clips: Remixables, parent: QObject) -> None:
        super().__init__(parent)
        self._clips = clips
        self.items: list[Job | str] = []

    def show_items(self, items: Sequence[Job | str]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row offers, or its words for those who have them read aloud."""
        item = self.items[index.row()]
        if role == CLIP:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(words_of(item, self._clips))
        return None


def words_of(item: Job | str, clips: Remixables) -> tuple[str, str]:
    """Return the two lines of a row: what the clip shows, and when and how it was made."""
    if isinstance(item, str):
        words = translate("Compose", "Use “{id}” as a video ID").format(id=item)
        return words, translate("Compose", "A clip that was made elsewhere")
    return title(item), " · ".join((when_words(item.created_at), clips.settings(item)))


class _ClipDelegate(QStyledItemDelegate):
    """Paints a row: the clip's picture, what it shows, and a line below that."""

    def __init__(self, clips: Remixables, parent: QWidget) -> None:
        super().__init__(parent)
        self._clips = clips

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height."""
        return QSize(120, round(ROW * theme.text_scale()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item, color = index.data(CLIP), theme.current().color
        room = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("raised"))
            painter.drawRoundedRect(QRectF(room), theme.CORNER, theme.CORNER)
            painter.setPen(QPen(color("accent"), 2))
            painter.drawLine(room.left() + 1, room.top() + 8, room.left() + 1, room.bottom() - 8)
        high = room.height() - 14
        poster = QRectF(room.left() + 10, room.top() + 7, high * 16 / 9, high)
        job = item if isinstance(item, Job) else None
        picture = QImage() if job is None else self._clips.poster(job)
        paint_poster(painter, poster, "#" if job is None else title(job), picture, theme.CORNER)
        words = room.adjusted(round(poster.right()) - room.left() + 10, 4, -8, -4)
        paint_two_lines(painter, words, words_of(item, self._clips))
        painter.restore()
