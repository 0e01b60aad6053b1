"""A clip's sound: the default device, if there is one, its volume, and silence on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.stage.multimedia import media_devices

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer


class Sound(QObject):
    """The way from a player to the loudspeakers. Without a device a clip plays by the clock."""

    changed = Signal()
    """A device has come or gone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._muted, self._volume = False, 1.0
        self._player: QMediaPlayer | None = None
        self._devices: QMediaDevices | None = None
        self._output: QAudioOutput | None = None

    @property
    def there(self) -> bool:
        """Tell whether this machine has something to play sound with, as far as is known."""
        return self._output is not None

    def attach(self, player: QMediaPlayer) -> None:
        """Play the sound of ``player``, now or once a device is plugged in."""
        self._player = player
        self._devices = media_devices()
        self._devices.audioOutputsChanged.connect(self._find_device)
        self._find_device()

    def release(self) -> None:
        """Let go of the device."""
        if self._player is not None:
            self._drop_output()
        if self._devices is not None:
            self._devices.deleteLater()
        self._player = self._devices = None

    def set_volume(self, volume: float) -> None:
        """Set how loud clips are to the ear, 0.0 to 1.0."""
        self._volume = volume
        self._apply()

    def set_muted(self, muted: bool) -> None:
        """Switch the sound off or on."""
        self._muted = muted
        self._apply()

    def _find_device(self) -> None:
        from PySide6.QtMultimedia import QAudioOutput

        if self._player is None or self._devices is None:
            return
        if not self._devices.audioOutputs():
            self._drop_output()
        elif self._output is not None:
            self._output.setDevice(self._devices.defaultAudioOutput())
        else:
            self._output = QAudioOutput(self)
            self._apply()
            self._player.setAudioOutput(self._output)
        self.changed.emit()

    def _drop_output(self) -> None:
        if self._output is not None and self._player is not None:
            # Qt takes a null pointer, which its stubs don't know.
            self._player.setAudioOutput(None)  # type: ignore[arg-type]
            self._output.deleteLater()
            self._output = None

    def _apply(self) -> None:
        if self._output is not None:
            from PySide6.QtMultimedia import QtAudio

            scales = QtAudio.VolumeScale
            ear, wire = scales.LogarithmicVolumeScale, scales.LinearVolumeScale
            self._output.setVolume(QtAudio.convertVolume(self._volume, ear, wire))
            self._output.setMuted(self._muted)
