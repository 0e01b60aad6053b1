"""How long media work tells how far it is, and learns that nobody wants it any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class MediaCancelled(Exception):
    """A person stopped the work; what it had written is gone."""


def _nobody_listens(_share: float) -> None:
    """Take a share that nobody wants to see."""


def _never() -> bool:
    """Work that cannot be cancelled."""
    return False


@dataclass(frozen=True)
class Watch:
    """The two lines between media work and whoever started it, called on the work's thread.

    `progress` gets the share that is done, 0 to 1; `cancelled` is asked often and must be quick.
    """

    progress: Callable[[float], None] = _nobody_listens
    cancelled: Callable[[], bool] = _never

    def at(self, share: float) -> None:
        """Tell how far the work is; raise MediaCancelled if it is to end."""
        self.check()
        self.progress(min(max(share, 0.0), 1.0))

    def check(self) -> None:
        """Raise MediaCancelled if the work is to end."""
        if self.cancelled():
            raise MediaCancelled

    def part(self, start: float, end: float) -> Watch:
        """A watch for one step of the work, which is the part of it from `start` to `end`."""
        return Watch(lambda share: self.progress(start + (end - start) * share), self.cancelled)


UNWATCHED = Watch()
"""Work that nobody follows, and that is not cancelled."""
