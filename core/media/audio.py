"""Sound that a model is given: checked, and kept as it is or as a WAV that every model takes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from core import frames
from core.job import Input
from core.problems import InvalidAsk, Problem
from core.unread import why_unreadable

if TYPE_CHECKING:
    from av.container import InputContainer

SUFFIXES = (".mp3", ".wav", ".m4a", ".aac", ".ogg", ".flac", ".opus")
"""How the names of files end that are sound."""

_FORMATS = "mp3,wav,mov,aac,ogg,flac,matroska"
_MEDIA_TYPES = {"mp3": "audio/mpeg", "wav": "audio/wav", "aac": "audio/aac", "ogg": "audio/ogg"}
_SLACK = 0.1
"""Seconds that sound may be longer than the rule says: encoders fill their last frame up."""


@dataclass(frozen=True)
class AudioRules:
    """What a model takes, as its field's ``media`` say it.

    Sound of ``least_seconds`` to ``seconds``, in a file of ``megabytes`` at most that is one of
    ``types``; 0 and empty are no rule. ``called`` is how a prompt refers to it; all sounds of a
    list have ``max_total_seconds`` at most.
    """

    seconds: float = 0.0
    least_seconds: float = 0.0
    megabytes: float = 0.0
    types: tuple[str, ...] | list[str] = ()
    called: str = ""
    max_total_seconds: float = 0.0


def check_audio(source: Path, role: str, rules: AudioRules) -> tuple[bytes, str, float]:
    """Return the bytes of sound that a model takes, of what kind it is, and its seconds. Blocking.

    Raises ``InvalidAsk`` for what the model does not take.
    """
    try:
        data = frames.read_picture(source)  # any ordinary file, no larger than a gateway takes
    except InvalidAsk as error:
        raise InvalidAsk(*(_of_sound(each, role, source) for each in error.problems)) from error
    kind, seconds = _looked_at(data, role, source)
    low, high = rules.least_seconds, rules.seconds
    if seconds < low - _SLACK or (high and seconds > high + _SLACK):
        facts = {"source": str(source), "seconds": f"{seconds:.1f}"}
        code = "sound_too_short" if seconds < low - _SLACK else "sound_too_long"
        limit = low if seconds < low - _SLACK else high
        raise InvalidAsk(Problem(role, code, {**facts, "limit": f"{limit:g}"}))
    return data, kind, seconds


def sound_seconds(file: Path) -> float:
    """Return how long sound is, in seconds. Blocking; raises OSError and ``InvalidAsk``."""
    return _looked_at(file.read_bytes(), "audio", file)[1]


def freeze_audio(source: Path, role: str, rules: AudioRules, folder: Path) -> Input:
    """Keep sound in ``folder``, and return what a job freezes. Blocking.

    Raises ``InvalidAsk`` for what the model does not take, and OSError if nothing can be written.
    """
    data, kind, _ = check_audio(source, role, rules)
    if kind not in _MEDIA_TYPES or (rules.types and kind not in rules.types):
        data, kind = _as_wav(data, role, source), "wav"
    if rules.megabytes and len(data) > rules.megabytes * (1 << 20):
        facts = {"source": str(source), "limit": f"{rules.megabytes:g}"}
        raise InvalidAsk(Problem(role, "file_too_large", facts))
    media_type = _MEDIA_TYPES[kind]
    sha256 = frames.keep(folder, data, media_type)
    return Input(role, str(source), sha256=sha256, media_type=media_type)


def _looked_at(data: bytes, role: str, source: Path) -> tuple[str, float]:
    """Return of what kind sound is, and how many seconds it has."""
    import av

    try:
        with _opened(data) as container:
            if not container.streams.audio:
                raise InvalidAsk(Problem(role, "not_sound", {"source": str(source)}))
            stream = container.streams.audio[0]
            length = Fraction(container.duration or 0, 1_000_000)
            if stream.duration and stream.time_base:
                length = stream.duration * stream.time_base
            return container.format.name.split(",")[0], float(length)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise InvalidAsk(Problem(role, "not_sound", {"source": str(source)})) from error


def _as_wav(data: bytes, role: str, source: Path) -> bytes:
    import av

    target = io.BytesIO()
    try:
        with _opened(data) as container, av.open(target, "w", format="wav") as made:
            read = container.streams.audio[0]
            written = made.add_stream("pcm_s16le", rate=read.rate)
            for frame in container.decode(read):
                frame.pts = None
                made.mux(written.encode(frame))
            made.mux(written.encode(None))
    except (av.FFmpegError, OSError, ValueError) as error:
        raise InvalidAsk(Problem(role, "not_sound", {"source": str(source)})) from error
    return target.getvalue()


def _opened(data: bytes) -> InputContainer:
    import av

    options = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
    return av.open(io.BytesIO(data), "r", options=options)


def _of_sound(problem: Problem, role: str, source: Path) -> Problem:
    """Return the problem of a file that could not be read, as that of sound."""
    if problem.code == "image_too_large":
        return Problem(role, "file_too_large", {"source": str(source), **problem.facts})
    reason = problem.facts.get("reason", why_unreadable(OSError()))
    return Problem(role, "file_unreadable", {"source": str(source), "reason": reason})
