"""What a person is told of a mistake of this program's: once, calmly, and with what helps us."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal

from core.hooks import Hooks, loop_failed
from core.language import translate
from core.logs import MaskingFormatter
from ui.message import Toast
from ui.toast import Toasts

REST = 60.0
"""Seconds for which a mistake that was put away is not told of again; it is in the log."""

KEPT = 5
"""How many different mistakes' stacks are kept to be copied."""

Copy = Callable[[str, Callable[[], object]], object]
"""Copies diagnostics: given what goes before them, and what to call once they are copied."""


@dataclass(frozen=True)
class Surprise:
    """An unexpected exception: its stack as masked text, and by what it is known again."""

    place: str
    text: str


class Unexpected(QObject):
    """Shows one message for whatever goes wrong unexpectedly, for as long as somebody listens.

    It stays until it is closed, holds nothing up, and counts what comes meanwhile.
    """

    _happened = Signal(object)

    def __init__(self, toasts: Toasts, copy: Copy) -> None:
        super().__init__()
        self.notice: Notice | None = None
        self._toasts, self._copy = toasts, copy
        self._stacks: dict[str, str] = {}
        self._count = 0
        self._put_away: dict[str, float] = {}
        self._happened.connect(self._show)  # from any thread, to this one

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Hear of what nobody catches, on the running loop, in slots and in other threads."""
        loop, hooks, ears = asyncio.get_running_loop(), Hooks(), _Ears(self._tell)
        logging.getLogger().addHandler(ears)
        loop.set_exception_handler(loop_failed)
        hooks.install()
        try:
            yield
        finally:
            hooks.remove()
            loop.set_exception_handler(None)
            logging.getLogger().removeHandler(ears)

    def _tell(self, surprise: Surprise) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._happened.emit(surprise)

    def _show(self, surprise: Surprise) -> None:
        if self.notice is None:
            if time.monotonic() - self._put_away.get(surprise.place, -REST) < REST:
                return
            self._stacks, self._count = {}, 0
        self._count += 1
        if surprise.place in self._stacks or len(self._stacks) < KEPT:
            self._stacks[surprise.place] = surprise.text
        if self.notice is None:
            self.notice = Notice(self._toasts)
            self.notice.acted.connect(self._copy_details)
            self.notice.gone.connect(self._on_gone)
            self._toasts.show_toast(self.notice)
        self.notice.tell(self._count)

    def _copy_details(self) -> None:
        heading = f"Unexpected, {self._count} in all:"
        notice = self.notice

        def copied() -> None:
            if self.notice is not None and self.notice is notice:
                notice.tell(self._count, copied=True)

        self._copy("\n\n".join((heading, *self._stacks.values())), copied)

    def _on_gone(self) -> None:
        self.notice = None
        now = time.monotonic()
        self._put_away = dict.fromkeys(self._stacks, now)


class Notice(Toast):
    """The one message, which says how often."""

    def __init__(self, toasts: Toasts) -> None:
        self._toasts, self._said = toasts, (1, False)
        super().__init__(_words(1), _action(copied=False), toasts, stays=True)

    def tell(self, count: int, *, copied: bool = False) -> None:
        """Say that something unexpected happened ``count`` times."""
        self._said = (count, copied)
        self._toasts.say(self, _words(count), _action(copied=copied))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            count, copied = self._said
            self.tell(count, copied=copied)


class _Ears(logging.Handler):
    """Hears errors that have an exception: what was foreseen is logged without one."""

    def __init__(self, tell: Callable[[Surprise], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell
        self.setFormatter(MaskingFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of a record."""
        if not record.exc_info or record.exc_info[1] is None:
            return
        error, trace = record.exc_info[1], record.exc_info[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        self._tell(Surprise(f"{type(error).__name__} {where}", self.format(record)))

    def handleError(self, record: logging.LogRecord) -> None:
        """Do without: a mistake in telling of a mistake is told to nobody."""


def _words(count: int) -> str:
    if count == 1:
        return translate(
            "Unexpected",
            "Something unexpected happened. Your clips and jobs go on, and nothing is sent again.",
        )
    words = translate(
        "Unexpected",
        "Something unexpected happened, {count} times by now. Your clips and jobs go on, and"
        " nothing is sent again.",
    )
    return words.format(count=count)


def _action(*, copied: bool) -> str:
    if copied:
        return translate("Unexpected", "Copied")
    return translate("Unexpected", "Copy details")
