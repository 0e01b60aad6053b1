"""Take a picture of the window in every state: `.venv/bin/python scripts/screenshots.py FOLDER`.

Each state comes in both themes and both languages, at 1280×800 and at 2560×1440 with scale 2.
`--state NAME` takes one state only, `--quick` one theme and one language. Nothing is sent: the jobs
are written straight into a ledger of their own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts" / "screens")]

SIZES = {"1280x800": (1280, 800, 1), "2560x1440@2": (1280, 720, 2)}


def main() -> int:
    """Take the pictures, one process for each scale, as Qt knows only one in its life."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--state", action="append")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--size", choices=list(SIZES))
    chosen = parser.parse_args()
    if chosen.size:
        return _take(chosen)
    with tempfile.TemporaryDirectory() as clips:
        for size, (_, _, scale) in SIZES.items():
            if chosen.quick and scale != 1:
                continue
            environ = {
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": str(scale),
                "FOXREEL_CLIPS": clips,
            }
            command = [sys.executable, __file__, *sys.argv[1:], "--size", size]
            code = subprocess.run(command, env=environ, check=False).returncode
            if code != 0:
                return code
    return 0


def _take(chosen: argparse.Namespace) -> int:
    from taking import take

    width, height, _ = SIZES[chosen.size]
    themes = ("dark",) if chosen.quick else ("dark", "light")
    languages = ("en",) if chosen.quick else ("en", "zh_CN")
    clips = Path(os.environ["FOXREEL_CLIPS"])
    chosen.folder.mkdir(parents=True, exist_ok=True)
    take(chosen.folder, chosen.size, (width, height), themes, languages, chosen.state, clips)
    return 0


if __name__ == "__main__":
    sys.exit(main())
