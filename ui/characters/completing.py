"""Names of characters completed while a prompt is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QListView, QTextEdit, QVBoxLayout, QWidget

from core.characters import begun, name_of, plain
from core.job import Job
from core.language import translate
from ui import theme
from ui.characters.cast import Cast
from ui.characters.listing import ROW, CastModel, cast_delegate
from ui.offered import ITEM
from ui.toast import announce

WIDTH = 240
"""Device-independent pixels at the usual text size."""
MOST_OFFERED = 4
LONGEST = 100
"""Characters before the caret that are looked at: no name is longer."""

_ACCEPT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NameCompletion(QObject):
    """Offers characters below the caret of ``edit`` while the beginning of a name stands there.

    The field keeps the focus: arrows choose, Return or Tab takes, Esc goes on without.
    """

    accepted = Signal(str)
    """The id of a character whose name a person has taken."""

    def __init__(self, edit: QTextEdit, cast: Cast) -> None:
        super().__init__(edit)
        self._edit, self._cast = edit, cast
        self._on = True
        self._declined = ""
        self.offers = _Offers(cast, edit)
        self._look_soon = QTimer(self, singleShot=True, interval=0)
        self._look_soon.timeout.connect(self._look)
        edit.installEventFilter(self)
        edit.viewport().installEventFilter(self)
        edit.textChanged.connect(self._look_soon.start)
        edit.cursorPositionChanged.connect(self._on_caret)
        edit.verticalScrollBar().valueChanged.connect(lambda _: self.offers.hide())
        cast.pictured.connect(self.offers.list.viewport().update)
        self.offers.list.clicked.connect(lambda _: self._accept())

    def set_on(self, on: bool) -> None:
        """Offer names, or none: not every model knows characters."""
        self._on = on
        if not on:
            self.offers.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are meant for what is offered; go away with the focus."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut and watched is self._edit:
            self.offers.hide()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._wants(event):
                event.accept()  # Esc must not close a sheet
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._wants(event):
            self._on_key(Qt.Key(event.key()))
            return True
        return False

    def _wants(self, event: QKeyEvent) -> bool:
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = (*_ACCEPT, *_STEPS, Qt.Key.Key_Escape)
        return self.offers.isVisible() and plain_key and event.key() in keys

    def _on_key(self, key: Qt.Key) -> None:
        if key in _STEPS:
            self.offers.step(_STEPS[key])
        elif key in _ACCEPT:
            self._accept()
        else:
            self._declined = self._before()
            self.offers.hide()

    def _on_caret(self) -> None:
        """Put the offer away once the caret is moved and nothing was typed."""
        if self.offers.isVisible():
            self._look_soon.start()

    def _look(self) -> None:
        """Offer whoever's name begins with what stands before the caret."""
        text = self._before()
        fits = self._on and self._edit.hasFocus() and not self._edit.textCursor().hasSelection()
        found = self._found(text) if fits and text and text != self._declined else []
        if not found:
            self.offers.hide()
            return
        caret = self._edit.cursorRect()
        caret.moveTopLeft(self._edit.viewport().mapTo(self._edit.window(), caret.topLeft()))
        self.offers.show_at(caret, found)

    def _found(self, text: str) -> list[Job]:
        """Return the characters whose names are begun, the most of it first.

        One that is written out already is offered only after an ``@``.
        """
        lengths = {job.id: begun(text, name_of(job)) for job in self._cast.here}
        jobs = [job for job in self._cast.here if lengths[job.id]]
        jobs = [job for job in jobs if plain(text[-lengths[job.id] :]) != plain(name_of(job))]
        return sorted(jobs, key=lambda job: -lengths[job.id])[:MOST_OFFERED]

    def _before(self) -> str:
        """Return what stands before the caret in its paragraph."""
        caret = self._edit.textCursor()
        return caret.block().text()[: caret.positionInBlock()][-LONGEST:]

    def _accept(self) -> None:
        """Write the whole name instead of its beginning."""
        job = self.offers.current()
        self.offers.hide()
        if job is None:
            return
        length = begun(self._before(), name_of(job))
        cursor = self._edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, length)
        cursor.insertText(name_of(job))
        self._edit.setTextCursor(cursor)
        self._look_soon.stop()
        self.accepted.emit(job.character_id)


class _Offers(QFrame):
    """The short list below the caret: a part of the window, so that the field keeps the focus."""

    def __init__(self, cast: Cast, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = CastModel(cast, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(cast_delegate(cast, self.model))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE[0],) * 4)
        column.addWidget(self.list)
        self.hide()

    def show_at(self, caret: QRect, jobs: list[Job]) -> None:
        """Offer ``jobs`` below ``caret``, which is in the window's own places, or above it."""
        window = self._over.window()
        if self.parent() is not window:
            self.setParent(window)
        if jobs != self.model.items:
            self.model.show_items(jobs)
            self.list.setCurrentIndex(self.model.index(0))
        scale = theme.text_scale()
        height = round(len(jobs) * ROW * scale) + 2 * theme.SPACE[0] + 2
        self.setFixedSize(round(WIDTH * scale), height)
        below = caret.bottom() + 4
        y = below if below + height <= window.height() else caret.top() - height - 4
        x = min(caret.left(), window.width() - self.width() - 4)
        self.move(QPoint(max(x, 4), max(y, 4)))
        appears = not self.isVisible()
        self.show()
        self.raise_()
        if appears:
            self._announce()

    def current(self) -> Job | None:
        """Return the character that is marked."""
        found = self.list.currentIndex().data(ITEM)
        return found if isinstance(found, Job) else None

    def step(self, by: int) -> None:
        """Mark the next one, or the one before; after the last comes the first."""
        row = (self.list.currentIndex().row() + by) % max(self.model.rowCount(), 1)
        self.list.setCurrentIndex(self.model.index(row))
        self._announce()

    def _announce(self) -> None:
        job = self.current()
        if job is not None:
            words = translate("Characters", "{name}: Return takes the name")
            announce(self._over, words.format(name=name_of(job)))
