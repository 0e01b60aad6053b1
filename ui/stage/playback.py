"""Playing one clip: QtMultimedia with exact frames, a true end, and words for what cannot play."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot

from ui.stage.sound import Sound

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

PATIENCE = 3000
"""Milliseconds for which the first frame of a clip that has opened is waited for."""
TRIES = 3
"""How often a step is taken to its frame: a player that has come to its end may go one too far."""


class Playback(QObject):
    """One clip: where it is, whether it plays, and its frames. Local files only.

    Call ``ui.stage.multimedia.prepare`` before the first ``load``. Times are in milliseconds.
    """

    frame_changed = Signal()
    """There is another ``frame``, or none any more."""
    moved = Signal(int)
    """The position has changed."""
    changed = Signal()
    """Something else has: ``playing``, ``duration``, ``audible`` or ``broken``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.frame: QVideoFrame | None = None
        self.position = 0
        self.broken = False
        self._file: Path | None = None
        self._loop, self._rate = True, 1.0
        self._ended = False
        self._aim: int | None = None
        self._tries = 0
        self._player: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self.sound = Sound(self)
        self.sound.changed.connect(self.changed)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)

    @property
    def available(self) -> bool:
        """Tell whether clips can be played here, as far as is known: QtMultimedia has a backend."""
        return self._player is None or self._player.isAvailable()

    @property
    def duration(self) -> int:
        """How long the clip is, 0 while that is not known."""
        return self._player.duration() if self._player and self._file else 0

    @property
    def playing(self) -> bool:
        """Tell whether the clip runs."""
        return self._player is not None and self._player.isPlaying() and not self._ended

    @property
    def ended(self) -> bool:
        """Tell whether the clip has come to its end, and stays there."""
        return self._ended

    @property
    def audible(self) -> bool:
        """Tell whether the clip has sound, and this machine something to play it with."""
        return self.sound.there and self._player is not None and self._player.hasAudio()

    @property
    def frame_rate(self) -> float:
        """Frames a second, 0.0 while that is not known."""
        if self._player is None or self.frame is None:
            return 0.0
        from PySide6.QtMultimedia import QMediaMetaData

        said = self._player.metaData().value(QMediaMetaData.Key.VideoFrameRate)
        if isinstance(said, float) and said > 0:
            return said
        lasts = self.frame.endTime() - self.frame.startTime()
        return 1e6 / lasts if lasts > 0 else 0.0

    def load(self, file: Path) -> None:
        """Open ``file`` and show its first frame, paused."""
        self.clear()
        player = self._ready_player()
        self._file = file
        if not player.isAvailable():
            self._give_up()
            return
        player.setSource(QUrl.fromLocalFile(str(file)))
        player.pause()

    def clear(self) -> None:
        """Let go of the file: afterwards it may be moved or deleted."""
        self._patience.stop()
        self._file, self.frame, self._aim = None, None, None
        self.position, self.broken, self._ended = 0, False, False
        if self._player is not None:
            self._player.setLoops(1)
            self._player.setSource(QUrl())
        self.frame_changed.emit()
        self.changed.emit()

    def fail(self) -> None:
        """Show nothing, as there is no file to be played."""
        self.clear()
        self._give_up()

    def release(self) -> None:
        """Let go of the file and of every thread and device."""
        self.clear()
        self.sound.release()
        for each in (self._player, self._sink):
            if each is not None:
                each.disconnect(self)
                each.deleteLater()
        self._player = self._sink = None

    def play(self) -> None:
        """Run; from the beginning where the end was reached."""
        if self._player is None or self._file is None or self.broken:
            return
        if self._ended:
            self.seek(0)
        self._aim = None
        self._player.play()

    def pause(self) -> None:
        """Stand still at the frame that is shown."""
        if self._player is not None and self.playing:
            self._player.pause()

    def seek(self, position: int) -> None:
        """Go to ``position``, as near as the clip has it."""
        if self._player is None or self._file is None or self.broken:
            return
        self._aim, self._ended = None, False
        self.position = max(0, min(position, self._last_start()))
        self._player.setPosition(self.position)
        self.moved.emit(self.position)

    def step(self, count: int) -> None:
        """Stand still ``count`` frames further on, or back."""
        rate = self.frame_rate
        if not rate or self.frame is None:
            return
        self.pause()
        shown = round(self.frame.startTime() * rate / 1e6)
        number = max(0, (shown if self._aim is None else self._aim) + count)
        number = min(number, max(round(self.duration * rate / 1000) - 1, 0))
        self.seek(_middle(number, rate))
        self._aim, self._tries = number, 0

    def set_rate(self, rate: float) -> None:
        """Run ``rate`` times as fast as the clip is meant to."""
        self._rate = rate
        if self._player is not None:
            self._player.setPlaybackRate(rate)

    def set_loop(self, loop: bool) -> None:
        """Begin again at the end, or not."""
        self._loop = loop
        if self._player is None or self.frame is None:
            return
        from PySide6.QtMultimedia import QMediaPlayer

        loops = QMediaPlayer.Loops
        self._player.setLoops(loops.Infinite.value if loop else loops.Once.value)
        if not self._ended:
            self._player.setPosition(self._player.position())  # the backend minds it from now on

    # What the backend says

    @Slot(object)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if not frame.isValid() or self._file is None or self._goes_astray(frame):
            return
        first = self.frame is None
        self.frame = frame
        if first:
            self._patience.stop()
            self.broken = False
            # Not before: the backend goes round and round, at full speed, where no frame comes.
            self.set_loop(self._loop)
            self.changed.emit()
        if not self._ended:
            self.position = frame.startTime() // 1000
            self.moved.emit(self.position)
        self.frame_changed.emit()

    def _goes_astray(self, frame: QVideoFrame) -> bool:
        """Go to the frame of a step again, if another one came."""
        rate = self.frame_rate
        if self._aim is None or self._player is None or self.playing or not rate:
            self._aim = None
            return False
        if round(frame.startTime() * rate / 1e6) == self._aim or self._tries >= TRIES:
            return False
        self._tries += 1
        self._player.setPosition(_middle(self._aim, rate))
        return True

    def _on_status(self) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        if self._player is None or self._file is None:
            return
        match self._player.mediaStatus():
            case QMediaPlayer.MediaStatus.LoadedMedia if self.frame is None:
                if self._player.duration() <= 0 or not self._player.hasVideo():
                    self._give_up()
                else:
                    self._patience.start()
            case QMediaPlayer.MediaStatus.EndOfMedia:
                self._on_end()
        self.changed.emit()

    def _on_end(self) -> None:
        """Stay at the last frame, from where a person may step back; without one it is broken."""
        if self._player is None or self._ended:
            return
        if self.frame is None:
            self._give_up()
            return
        self._ended = True
        self.position = self.duration
        self._player.setPosition(self._last_start())
        self._player.pause()
        self.moved.emit(self.position)

    def _on_error(self) -> None:
        if self.frame is None and self._file is not None:
            self._give_up()

    def _give_up(self) -> None:
        self._patience.stop()
        if not self.broken:
            self.broken = True
            self.changed.emit()

    # The backend

    def _ready_player(self) -> QMediaPlayer:
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        if self._player is None:
            self._player, self._sink = QMediaPlayer(self), QVideoSink(self)
            self._player.setVideoSink(self._sink)
            self._sink.videoFrameChanged.connect(self._on_frame)
            self._player.mediaStatusChanged.connect(self._on_status)
            self._player.playbackStateChanged.connect(self.changed)
            self._player.hasAudioChanged.connect(self.changed)
            self._player.errorOccurred.connect(self._on_error)
            self._player.setPlaybackRate(self._rate)
            self.sound.attach(self._player)
        return self._player

    def _last_start(self) -> int:
        """Return a position within the last frame."""
        rate = self.frame_rate
        half = 500 / rate if rate else 1
        return max(round(self.duration - half), 0)


def _middle(number: int, rate: float) -> int:
    """Return the middle of a frame in milliseconds: its edges are not whole ones."""
    return round((number + 0.5) * 1000 / rate)
