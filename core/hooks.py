"""Where unexpected exceptions end that nobody has caught: in the log, with their stacks."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import Any

log = logging.getLogger("unexpected")


class Hooks:
    """Python's own last resorts, for the main thread, other threads, and what cannot be raised.

    Interruptions are passed on: they are no mistakes.
    """

    def __init__(self) -> None:
        self._before: tuple[Any, Any, Any] | None = None

    def install(self) -> None:
        """Log what would be printed, from now on."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._raised
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable

    def remove(self) -> None:
        """Put back what was there before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def _raised(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, Exception):
            log.error("nobody caught this", exc_info=(kind, error, trace))
        elif self._before is not None:
            self._before[0](kind, error, trace)

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if error is not None and not issubclass(args.exc_type, SystemExit):
            name = args.thread.name if args.thread is not None else "a thread"
            facts = (args.exc_type, error, args.exc_traceback)
            log.error("nobody caught this in %s", name, exc_info=facts)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        where = type(args.object).__name__
        facts = (args.exc_type, error, args.exc_traceback)
        log.error("%s (%s)", args.err_msg or "this could not be raised", where, exc_info=facts)


def loop_failed(_loop: object, context: dict[str, Any]) -> None:
    """Log what an asyncio loop was left with; for ``set_exception_handler``."""
    error = context.get("exception")
    words = context.get("message") or "a loop was left with an exception"
    if isinstance(error, Exception):
        log.error("%s", words, exc_info=error)
    elif error is None:
        log.warning("%s", words)
