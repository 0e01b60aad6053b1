"""What all dialogs share: opened over the window, closed by Esc, answered by Return."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.dialogs.note import text_label
from ui.theme import SPACE, TEXT_PX, text_scale

_P = ParamSpec("_P")


def while_open(method: Callable[_P, None]) -> Callable[_P, None]:
    """Let ``method`` of a dialog do nothing once it is closed: an answer may come too late."""

    @wraps(method)
    def guarded(*args: _P.args, **kwargs: _P.kwargs) -> None:
        if isValid(args[0]):
            method(*args, **kwargs)

    return guarded


class Dialog(QDialog):
    """A dialog that is opened with ``open()``, reports by signals and is gone once closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Foxreel")
        self._default: QPushButton | None = None
        self._first: QWidget | None = None
        self.note_focus()
        self.finished.connect(self._give_focus_back)

    def note_focus(self) -> None:
        """Remember where the focus is now: there it goes back to."""
        self._before = QApplication.focusWidget()

    def set_default(self, button: QPushButton | None) -> None:
        """Let Return press ``button`` where no other button has the focus."""
        self._default = button

    def set_first(self, widget: QWidget) -> None:
        """Let ``widget`` have the focus when the dialog opens."""
        self._first = widget

    def retranslate(self) -> None:
        """Show every text in the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the right field."""
        super().showEvent(event)
        if self._first is not None and not event.spontaneous():
            self._first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _give_focus_back(self) -> None:
        """Leave the focus where it was before the dialog."""
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press a button by Return, once for each press of the key."""
        if not pressed_by_return(event, self.focusWidget(), self._default):
            super().keyPressEvent(event)


class Sheet(Dialog):
    """A dialog as high as what it holds: a heading, a body, and a row of buttons.

    ``width`` is in device-independent pixels at the usual text size. What finds no room on the
    screen is scrolled.
    """

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = width
        self.heading = text_label("heading")
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE[2])
        self._scroll = scrolled(self._content)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE[1])
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[4])
        column.setSpacing(SPACE[3])
        column.addWidget(self.heading)
        column.addWidget(self._scroll, 1)
        column.addLayout(self.buttons)
        self._content.installEventFilter(self)

    def set_title(self, words: str) -> None:
        """Show and read aloud what the dialog is about."""
        self.heading.setText(words)
        self.setAccessibleName(words)

    def add_button(self, pressed: Callable[[], object], role: str = "") -> QPushButton:
        """Add a button to the row at the bottom, from left to right."""
        button = push_button(pressed, role)
        self.buttons.addWidget(button)
        return button

    def fit(self) -> None:
        """Take as much height as the content needs, as far as the screen has it."""
        self.ensurePolished()
        screen = self.screen().availableGeometry()
        width = min(round(self._wanted * text_scale()), screen.width() - SPACE[5])
        column, body = self.layout(), self.body
        if column is None:
            return
        inner = width - column.contentsMargins().left() - column.contentsMargins().right()
        content = body.totalHeightForWidth(inner) if body.hasHeightForWidth() else -1
        content = content if content >= 0 else body.totalSizeHint().height()
        self._scroll.setFixedHeight(0)
        around = column.totalHeightForWidth(width)
        room = max(screen.height() - 2 * SPACE[5] - around, 6 * TEXT_PX["body"])
        # Where all has room there is no bar: a line that just fits would break beside it.
        policy = Qt.ScrollBarPolicy
        fits = content <= room
        bar = policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        self._scroll.setVerticalScrollBarPolicy(bar)
        self._scroll.setFixedHeight(min(content, room))
        self.setFixedSize(width, around + min(content, room))
        self._stay_on_screen()

    def reveal(self, widget: QWidget) -> None:
        """Scroll to ``widget``, a part of the body."""
        self._scroll.ensureWidgetVisible(widget, 0, SPACE[1])

    def _stay_on_screen(self) -> None:
        """Move up as far as the bottom would be off the screen: the dialog may have grown."""
        screen, frame = self.screen().availableGeometry(), self.frameGeometry()
        beyond = frame.bottom() - screen.bottom()
        if self.isVisible() and beyond > 0:
            self.move(self.x(), self.y() - min(beyond, max(frame.top() - screen.top(), 0)))

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as needed from the first moment."""
        self.fit()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the content."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return super().eventFilter(watched, event)


def pressed_by_return(
    event: QKeyEvent, focused: QWidget | None, default: QPushButton | None = None
) -> bool:
    """Press the button with the focus, else ``default``, and tell whether the key was Return.

    A held key presses once. Qt leaves Return to dialogs and their default buttons, and chooses one
    by itself where nobody has.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    button = focused if isinstance(focused, QAbstractButton) else default
    if button is not None and button.isVisible() and not event.isAutoRepeat():
        button.click()
    event.accept()
    return True


def push_button(pressed: Callable[[], object], role: str = "") -> QPushButton:
    """Return a button for a dialog: Return presses it where it has the focus."""
    button = QPushButton()
    button.setAutoDefault(False)
    button.setProperty("role", role)
    button.setProperty("compact", True)
    button.clicked.connect(lambda: pressed())
    return button


def scrolled(content: QWidget) -> QScrollArea:
    """Return a frame that scrolls ``content`` up and down where there is no room for it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def pick_folder(parent: QWidget, title: str, start: str, chosen: Callable[[str], object]) -> None:
    """Let the person choose a folder, from ``start`` on, and call ``chosen`` with it."""
    picker = QFileDialog(parent, title, start)
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.setFileMode(QFileDialog.FileMode.Directory)
    picker.setOption(QFileDialog.Option.ShowDirsOnly)
    picker.fileSelected.connect(chosen)
    picker.open()
