"""Two clips that play in step, to the frame.

Two players are never quite together, so no frame is shown when it comes, but when the other clip
has come as far: what is seen is always a pair. The one that nobody hears runs a little faster or
slower until they are together again.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.stage.comparetrack import Track
from ui.stage.playback import Playback

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

NUDGE = 0.1
"""How much faster or slower a clip runs that is not together with the other."""
TRIES = 3
"""How often a clip that stands still is sent to its frame: players may go one too far."""
FAR = 400_000
"""Microseconds apart from which a clip jumps instead."""
LEFT, RIGHT = 0, 1


class Pair(QObject):
    """Plays two clips together. The shorter one holds its last frame. Times are in milliseconds."""

    shown = Signal()
    """Other frames are to be seen: see ``frames``."""
    changed = Signal()
    """``playing``, ``position`` or ``duration`` has changed."""

    def __init__(self, left: Playback, right: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.frames: list[QVideoFrame | None] = [None, None]
        self.position = 0
        self.loop = True
        self._time = 0.0  # of the frames that are shown, in microseconds
        self._tracks = (Track(left), Track(right))
        self._heard, self._speed = LEFT, 1.0
        self._rates = [1.0, 1.0]
        self._playing, self._waiting, self._aim = False, False, -1
        for side, track in enumerate(self._tracks):
            track.playback.set_loop(False)  # they begin again together
            track.playback.frame_changed.connect(lambda side=side: self._on_frame(side))
            track.playback.changed.connect(self._on_changed)

    @property
    def playing(self) -> bool:
        """Tell whether the clips run, or will as soon as they are there."""
        return self._playing

    @property
    def duration(self) -> int:
        """How long the longer clip is, 0 while that is not known."""
        return max(track.playback.duration for track in self._tracks)

    @property
    def apart(self) -> float:
        """How many microseconds the left clip is ahead of what has come of the right one."""
        left, right = (track.reach for track in self._tracks)
        return 0.0 if inf in (left, right) or -1.0 in (left, right) else left - right

    def begin(self) -> None:
        """Forget where the clips were: others will be shown from their beginning."""
        self._playing, self._aim = False, -1
        self._time, self.position = 0.0, 0

    def expect(self, side: int) -> None:
        """Wait for another clip at one side; both go on from where they are once it is there."""
        track = self._tracks[side]
        track.loaded, self._waiting = False, True
        track.playback.clear()
        self.frames[side] = None
        self.shown.emit()
        for each in self._tracks:
            each.playback.pause()

    def play(self) -> None:
        """Run; from the beginning where the end was reached."""
        self._playing, self._aim = True, -1
        if all(track.playback.ended or not track.there for track in self._tracks):
            self._begin_anew()
        elif self._ready:
            self._run()
        self.changed.emit()

    def pause(self) -> None:
        """Stand still at the frames that are shown."""
        self._playing = False
        for track in self._tracks:
            track.playback.pause()
        self._aim = self._number_at(self._here)
        self._go_to(self._here)

    def seek(self, position: int) -> None:
        """Go to ``position``, or as far as each clip goes."""
        self._aim = self._number_at(max(0, min(position, self.duration)))
        self._go_to(position if self._aim < 0 else self._middle_of(self._aim))
        if self._playing:
            self._run()

    def release(self) -> None:
        """Stand still, and hear nothing more of the players: they are about to go."""
        self._playing = False
        for track in self._tracks:
            track.frames.clear()
            track.playback.disconnect(self)

    def step(self, count: int) -> None:
        """Stand still ``count`` frames further on, or back."""
        rate = self._longer.playback.frame_rate
        if not rate:
            return
        self._playing = False
        for track in self._tracks:
            track.playback.pause()
        shown = round(self._time * rate / 1e6) if self._aim < 0 else self._aim
        self._aim = max(0, min(shown + count, self._last))
        self._go_to(self._middle_of(self._aim))

    def hear(self, side: int) -> None:
        """Take one clip's sound for the measure of time."""
        self._heard = side
        self._set_rates(0.0)

    def set_speed(self, speed: float) -> None:
        """Run ``speed`` times as fast as the clips are meant to."""
        self._speed = speed
        self._set_rates(0.0)

    @property
    def _last(self) -> int:
        """The number of the last frame of the longer clip."""
        return max(round(self.duration * self._longer.playback.frame_rate / 1000) - 1, 0)

    def _number_at(self, position: int) -> int:
        """Return the number of the frame at a position, -1 while that cannot be said."""
        rate = self._longer.playback.frame_rate
        return min(int(position * rate / 1000 + 0.01), self._last) if rate else -1

    def _middle_of(self, number: int) -> int:
        """Return the middle of a frame: its edges are not whole milliseconds, and two clips may
        fall to either side of one.
        """
        return round((number + 0.5) * 1000 / self._longer.playback.frame_rate)

    @property
    def _here(self) -> int:
        """The middle of the frames that are shown; their edges are not whole milliseconds."""
        return round((self._time + min(track.lasts for track in self._tracks) / 2) / 1000)

    @property
    def _ready(self) -> bool:
        return all(track.loaded or not track.there for track in self._tracks)

    @property
    def _longer(self) -> Track:
        return max(self._tracks, key=lambda track: track.playback.duration)

    def _run(self) -> None:
        for track in self._tracks:
            if not track.playback.ended:
                track.playback.play()

    def _begin_anew(self) -> None:
        self._go_to(0)
        for track in self._tracks:
            track.playback.play()

    def _go_to(self, position: int) -> None:
        for track in self._tracks:
            track.frames.clear()
            track.tries = 0
            track.playback.seek(position)
        self.position = position
        self._set_rates(0.0)
        self.changed.emit()

    # What the players say

    def _on_frame(self, side: int) -> None:
        track = self._tracks[side]
        frame = track.playback.frame
        if frame is None:
            track.frames.clear()
            return
        if not track.loaded:
            track.loaded = True
            self._start_once_ready()
            return
        if track.frames and frame.startTime() < track.frames[-1].startTime():
            track.frames.clear()
        track.frames.append(frame)
        if not self._playing and self._goes_wrong(track, frame):
            return
        self._show()
        if self._playing:
            self._keep_together()

    def _goes_wrong(self, track: Track, frame: QVideoFrame) -> bool:
        """Send a clip that stands still to its frame again, if it shows another one."""
        if self._aim < 0 or track.tries >= TRIES:
            return False
        aim = self._middle_of(self._aim)
        if track.covers(frame, aim * 1000):
            return False
        track.tries += 1
        track.frames.clear()
        track.playback.seek(aim)
        return True

    def _start_once_ready(self) -> None:
        """Go on from where the clips were, once what was waited for is there, or cannot be."""
        if self._waiting and self._ready:
            self._waiting = False
            self.seek(self._here)

    def _on_changed(self) -> None:
        self._start_once_ready()
        ended = [track.playback.ended or not track.there for track in self._tracks]
        if self._playing and self._ready and all(ended) and any(t.there for t in self._tracks):
            self._on_end()
        elif any(ended):
            self._show()
        self.changed.emit()

    def _on_end(self) -> None:
        self._show()
        if self.loop:
            QTimer.singleShot(0, self, self._go_round)  # not while the player tells of its end
            return
        self._playing = False
        self.position = self.duration
        self.changed.emit()

    def _go_round(self) -> None:
        if self._playing and self._ready:
            self._begin_anew()

    def _show(self) -> None:
        """Show the frames of the moment that both clips have come to, if it is another one."""
        there = [track for track in self._tracks if track.there]
        time = min((track.reach for track in there), default=-1.0)
        if time == inf:
            time = max(track.frames[-1].startTime() if track.frames else 0 for track in there)
        if time < 0:
            return
        about = not self._playing
        found = [track.at(time, about=about) if track.there else None for track in self._tracks]
        pairs = list(zip(self._tracks, found, strict=True))
        if any(track.there and frame is None for track, frame in pairs):
            return
        for track, frame in pairs:
            while frame is not None and track.frames[0] is not frame:
                track.frames.popleft()
        if found != self.frames:
            self.frames = found
            self._aim = self._aim if not self._playing else -1
            self._time = time
            self.position = min(int(time / 1000), self.duration)
            self.shown.emit()
            self.changed.emit()

    def _keep_together(self) -> None:
        """Let the clip that nobody hears catch up, or wait."""
        apart = self.apart if self._heard == RIGHT else -self.apart  # of the one not heard
        follower = self._tracks[1 - self._heard]
        if abs(apart) > FAR:
            follower.frames.clear()
            follower.playback.seek(self._tracks[self._heard].playback.position)
            follower.playback.play()
        elif abs(apart) > 1.5 * follower.lasts:
            self._set_rates(-NUDGE if apart > 0 else NUDGE)
        elif abs(apart) < 0.75 * follower.lasts:
            self._set_rates(0.0)

    def _set_rates(self, nudge: float) -> None:
        rates = [self._speed, self._speed]
        rates[1 - self._heard] *= 1 + nudge
        if rates != self._rates:
            self._rates = rates
            for track, rate in zip(self._tracks, rates, strict=True):
                track.playback.set_rate(rate)
