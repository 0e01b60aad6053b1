"""How much faster than real time the built-in engine renders.

    python tests/benchmarks/bench_animatic.py [--seconds 8] [--rounds 3]

Prints the median of some rounds for each case, after one round that nobody counts.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.demo.animatic import Animatic, Reference, render

_SIZES = {"720p": (1280, 720), "720p portrait": (720, 1280), "1080p": (1920, 1080)}
_PROMPT = "Golden hour waves on a quiet beach, slow dolly forward. 金色的海浪，缓缓推近。"


def _still(width: int, height: int) -> bytes:
    """A PNG with broad shapes and fine grain, which is about as hard to encode as a photograph."""
    import numpy as np
    from PIL import Image

    chance = np.random.default_rng(1)
    coarse = Image.fromarray(chance.integers(0, 255, (9, 16, 3), dtype=np.uint8))
    broad = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), np.float32)
    grain = chance.normal(0, 6, (height, width, 1))
    file = io.BytesIO()
    Image.fromarray(np.clip(broad + grain, 0, 255).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def _sound(seconds: float) -> bytes:
    """An MP4 with sound alone."""
    from core.demo.encode import audio
    from core.demo.sound import pad

    return audio(pad(seconds, 1))


def _cases(folder: Path, size: tuple[int, int], seconds: float) -> Iterator[tuple[str, Animatic]]:
    """What is drawn: with nothing given, and with each kind of input."""
    width, height = size
    still = _still(width, height)
    picture, clip, sound = (folder / name for name in ("p.png", "source.mp4", "sound.mp4"))
    picture.write_bytes(still)
    sound.write_bytes(_sound(seconds))
    bare = Animatic(width, height, seconds, _PROMPT)
    render(dataclasses.replace(bare, start_frame=still), clip)
    pictures, clips, sounds = (
        tuple(Reference(file, f"@{name}{n}") for n in range(1, count + 1))
        for name, file, count in (("Image", picture, 9), ("Video", clip, 3), ("Audio", sound, 3))
    )
    changes: dict[str, dict[str, Any]] = {
        "scene": {},
        "camera": {"start_frame": still},
        "both ends": {"start_frame": still, "end_frame": still},
        "9 pictures": {"pictures": pictures},
        "15 cards": {"pictures": pictures, "clips": clips, "sounds": sounds},
        "sound": {"start_frame": still, "audio": sound},
        "edit": {"source": clip},
    }
    for kind, change in changes.items():
        yield kind, dataclasses.replace(bare, **change)


def _timed(animatic: Animatic, folder: Path) -> float:
    begun = time.perf_counter()
    render(animatic, folder / "clip.mp4")
    return animatic.seconds / (time.perf_counter() - begun)


def main() -> None:
    """Render every case and print its ratio to real time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, size in _SIZES.items():
            for kind, animatic in _cases(Path(folder), size, asked.seconds):
                ratios = [_timed(animatic, Path(folder)) for _ in range(asked.rounds + 1)][1:]
                spread = f"{min(ratios):.1f}..{max(ratios):.1f}"
                middle = statistics.median(ratios)
                sys.stdout.write(f"{kind:10} {name:14} {middle:5.1f}x real time ({spread})\n")


if __name__ == "__main__":
    main()
