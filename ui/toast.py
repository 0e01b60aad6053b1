"""Short messages at the bottom of the window, which go away by themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.message import Toast

MOST = 3
"""How many messages are shown at once; the oldest goes first."""


def announce(widget: QObject, words: str) -> None:
    """Let a screen reader say ``words`` when it has finished what it is saying."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


class Toasts(QWidget):
    """The messages over the lower edge of ``over``. None of them takes the focus by itself.

    They stay while the pointer or the focus is on one of them. Esc closes the one with the focus.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._toasts: list[Toast] = []
        self._before: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE[1])
        over.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.hide()

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """Return what is shown, the oldest first."""
        return tuple(self._toasts)

    def show_message(
        self, words: str, action: str = "", do: Callable[[], object] | None = None
    ) -> Toast:
        """Show ``words`` for a few seconds, with a button called ``action`` that calls ``do``."""
        for shown in [each for each in self._toasts if each.accessibleName() == words]:
            self.drop(shown)  # the same once more is said once
        toast = Toast(words, action, self)
        if do is not None:
            toast.acted.connect(lambda: do())
        self.show_toast(toast)
        return toast

    def show_toast(self, toast: Toast) -> None:
        """Show a message that was made as this one's child; one that stays is never pushed out."""
        passing = [each for each in self._toasts if not each.stays]
        while len(self._toasts) >= MOST and passing:
            self.drop(passing.pop(0))
        toast.gone.connect(lambda: self.drop(toast))
        self._toasts.append(toast)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        toast.appear()
        self._place()
        announce(self, toast.accessibleName())
        self._hold_or_go()

    def say(self, toast: Toast, words: str, action: str) -> None:
        """Let a message that is shown say something else."""
        toast.set_words(words, action)
        self._place()

    def dismiss(self) -> bool:
        """Close the newest message, and tell whether there was one."""
        if self._toasts:
            self.drop(self._toasts[-1])
            return True
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Let nothing go that is being read."""
        self._hold_or_go()

    def leaveEvent(self, event: QEvent) -> None:
        """Let time go on."""
        self._hold_or_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def drop(self, toast: Toast) -> None:
        """Close a message, if it is shown."""
        if toast not in self._toasts:
            return
        focused = _has_focus(toast)
        self._toasts.remove(toast)
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        if focused and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place()
        self._hold_or_go()

    def _place(self) -> None:
        over = self.parentWidget()
        if not self._toasts or over is None:
            self.hide()
            return
        room = over.width() - 2 * theme.SPACE[4]
        for toast in self._toasts:
            toast.fit(room)
        self._column.activate()
        size = self._column.totalSizeHint()
        left = (over.width() - size.width()) // 2
        self.setGeometry(
            left, over.height() - size.height() - theme.SPACE[4], size.width(), size.height()
        )
        self.show()
        self.raise_()

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        entered = now is not None and self.isAncestorOf(now)
        if entered and old is not None and not self.isAncestorOf(old):
            self._before = old
            old.destroyed.connect(self._forget)
        self._hold_or_go()

    def _forget(self) -> None:
        self._before = None

    def _hold_or_go(self) -> None:
        held = self.underMouse() or _has_focus(self)
        for toast in self._toasts:
            toast.hold(held)
