"""How a person likes clips to be played: remembered from one clip, and one start, to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal


class Habits(QObject):
    """Volume, silence and loop. Without ``settings`` they last as long as the program."""

    changed = Signal()

    def __init__(self, settings: QSettings | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.volume, self.muted, self.loop = 1.0, False, True
        if settings is not None:
            volume = settings.value("player/volume", 1.0, float)
            self.volume = min(max(float(str(volume)), 0.0), 1.0)
            self.muted = bool(settings.value("player/muted", False, bool))
            self.loop = bool(settings.value("player/loop", True, bool))

    def set_volume(self, volume: float) -> None:
        """Play as loud as ``volume`` to the ear, 0.0 to 1.0; turning it up ends silence."""
        volume = min(max(volume, 0.0), 1.0)
        if volume > self.volume and self.muted:
            self.set_muted(False)
        self.volume = volume
        self._keep("player/volume", volume)

    def set_muted(self, muted: bool) -> None:
        """Switch the sound off or on."""
        self.muted = muted
        self._keep("player/muted", muted)

    def set_loop(self, loop: bool) -> None:
        """Begin again at the end, or not."""
        self.loop = loop
        self._keep("player/loop", loop)

    def _keep(self, name: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(name, value)
        self.changed.emit()
