"""Telling a held key from one that is pressed again."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent


class HeldKey:
    """Knows the repeats of a held key, also those that are not marked as such.

    X11 sends a release with each repeat, and Qt marks them only if the press is already there when
    it reads the release. Both bear the same time, which no finger can do.
    """

    def __init__(self) -> None:
        self._key = 0
        self._at = 0

    def released(self, event: QKeyEvent) -> None:
        """Remember which key was released, and when."""
        self._key, self._at = event.key(), event.timestamp()

    def is_repeat(self, event: QKeyEvent) -> bool:
        """Tell whether a press comes from a key that is held down."""
        same = event.key() == self._key and event.timestamp() == self._at
        return event.isAutoRepeat() or (same and self._at > 0)
