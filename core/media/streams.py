"""What is in the streams of a clip, as hashes: proof that a copy is the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from core.media.reading import OPTIONS


class TagsRefused(Exception):
    """A file whose tags cannot be written without a risk for the rest of it.

    ``code`` is ``fragmented``, ``signed`` (its content credentials would not be valid any more), or
    ``odd`` for everything else.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


@dataclass(frozen=True)
class Stream:
    """What must not change of a stream: its head, and hashes of its packets and their times."""

    head: tuple[object, ...]
    packets: str
    times: str


def stream_hashes(file: Path) -> tuple[str, ...]:
    """Return a SHA-256 of the packets of each stream of a clip; raises ``TagsRefused``."""
    return tuple(each.packets for each in streams_of(file))


def streams_of(file: Path) -> list[Stream]:
    """Read a whole file and return what it holds; raises ``TagsRefused``."""
    import av

    try:
        with av.open(str(file.absolute()), options=OPTIONS) as container:
            packets = [hashlib.sha256() for _ in container.streams]
            times = [hashlib.sha256() for _ in container.streams]
            for packet in container.demux():
                packets[packet.stream_index].update(bytes(packet))
                said = (packet.pts, packet.dts, packet.duration, packet.is_keyframe)
                line = repr((*said, packet.is_discard, packet.is_corrupt, packet.size))
                times[packet.stream_index].update(line.encode())
            return [
                Stream(_head(stream), packets[i].hexdigest(), times[i].hexdigest())
                for i, stream in enumerate(container.streams)
            ]
    except Exception as error:  # whatever a damaged file leads the demuxer to
        raise TagsRefused("odd", type(error).__name__) from error


def _head(stream: object) -> tuple[object, ...]:
    names = ("type", "id", "time_base", "start_time", "duration", "frames", "metadata")
    context = getattr(stream, "codec_context", None)
    said = tuple(repr(getattr(stream, name, None)) for name in names)
    return *said, getattr(context, "name", None), getattr(context, "extradata", None)
