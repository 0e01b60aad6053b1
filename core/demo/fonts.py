"""Which fonts this computer has, and which of them can set a given character.

Fontconfig is asked where it exists; elsewhere the usual folders of Linux, macOS and Windows are
read. Pillow has no fallback between fonts, so a text is set in the first face of `faces()` that
covers each character.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

# Families in order of preference, reduced to lower-case letters and digits. A key matches a family
# name, or the stem of a file where there is no fontconfig to give family names.
_LATIN = (
    *("inter", "intervariable", "interregular", "sfprodisplay", "sfns", "segoeui"),
    *("helveticaneue", "sourcesans3", "sourcesanspro", "notosans", "notosansregular"),
    *("opensans", "roboto", "robotoregular", "cantarell", "ubuntu", "lato"),
    *("notosanscjksc", "notosanscjkregular", "liberationsans", "liberationsansregular"),
    *("arial", "dejavusans", "nimbussans"),
)
_CJK = (
    *("pingfangsc", "pingfang", "notosanscjksc", "notosanssc", "notosanscjkregular"),
    *("sourcehansanssc", "sourcehansanscn", "hiraginosansgb", "microsoftyahei", "msyh"),
    *("microsoftyaheiui", "wenquanyimicrohei", "wqymicrohei", "wenquanyizenhei", "wqyzenhei"),
    *("heitisc", "stheitilight", "stheiti", "droidsansfallback", "droidsansfallbackfull"),
    *("simhei", "simsun", "notoserifcjksc", "arialunicodems", "arialunicode"),
)
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
# A noncharacter, so whatever is drawn for it is the font's "missing glyph" box.
_NOTHING = "\U0010ffff"
_MOST_PROBES = 160


@dataclass(frozen=True)
class Face:
    """One face of a font file; `index` counts the faces inside a .ttc."""

    path: str
    index: int = 0
    family: str = ""

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The face at `size` pixels; raises OSError when the file cannot be read as a font."""
        return _opened(self.path, self.index, round(size * 4) / 4, shaped=True)

    def covers(self, char: str) -> bool:
        """Whether the face has a glyph of its own for the character (False if unreadable)."""
        return _covers(self.path, self.index, char)


@lru_cache(maxsize=64)
def _opened(path: str, index: int, size: float, *, shaped: bool) -> ImageFont.FreeTypeFont:
    # Shaping kerns, but also hides some missing glyphs, so coverage is asked without it. Pillow
    # falls back to the basic layout by itself where it was built without raqm.
    layout = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, index=index, layout_engine=layout)


@lru_cache(maxsize=4096)
def _covers(path: str, index: int, char: str) -> bool:
    try:
        return _drawn(path, index, char) != _drawn(path, index, _NOTHING)
    except OSError:
        return False


def _drawn(path: str, index: int, char: str) -> tuple[float, bytes]:
    font = _opened(path, index, 24, shaped=False)
    return font.getlength(char), bytes(font.getmask(char))


def _key(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _asked(*command: str) -> list[str]:
    """Lines that a fontconfig command prints; none when it is absent, fails or hangs."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=10,
            creationflags=hidden,
            check=True,
            env=_system_environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", "replace").splitlines()


def _system_environment() -> dict[str, str]:
    """The environment without the library path of a frozen app, whose libraries differ."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        environment.pop("LD_LIBRARY_PATH", None)
        original = environment.pop("LD_LIBRARY_PATH_ORIG", "")
        if original:
            environment["LD_LIBRARY_PATH"] = original
    return environment


def _from_fontconfig() -> list[Face]:
    """Upright faces of normal width and regular weight, as fontconfig lists them."""
    layout = "%{file}\t%{index}\t%{slant}\t%{width}\t%{weight}\t%{family}\n"
    found = []
    for line in _asked("fc-list", "--format", layout):
        parts = line.split("\t")
        if len(parts) != 6 or not parts[0].lower().endswith(_SUFFIXES):
            continue
        path, index, slant, width, weight, families = parts
        # A variable font has ranges in brackets; its default instance is the regular one.
        regular = weight.startswith("[") or 75 <= _number(weight) <= 100
        upright = "[" in slant + width or (slant in ("0", "") and width in ("100", ""))
        if not (regular and upright):
            continue
        for family in families.split(","):
            # The upper half of the index names an instance of a variable font.
            found.append(Face(path, int(_number(index)) & 0xFFFF, _key(family)))
    return sorted(found, key=lambda face: (face.path, face.index, face.family))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        return [windows / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        system = Path("/System/Library")
        return [system / "Fonts", Path("/Library/Fonts"), home / "Library/Fonts"]
    share = os.environ.get("XDG_DATA_HOME", str(home / ".local/share"))
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path(share) / "fonts"]


def _from_folders() -> list[Face]:
    """Font files of the usual folders; inside a collection, the face for Simplified Chinese."""
    found = []
    for folder in _folders():
        for top, _, names in os.walk(folder):
            for name in names:
                if name.lower().endswith(_SUFFIXES):
                    path = str(Path(top) / name)
                    found.append(Face(path, 0, _key(Path(name).stem)))
    wanted = {*_LATIN, *_CJK}
    found.sort(key=lambda face: (face.family not in wanted, face.path))
    return [_simplified(face) if face.family in _CJK else face for face in found]


def _simplified(face: Face) -> Face:
    if not face.path.lower().endswith("c"):
        return face
    for index in range(16):
        try:
            family = ImageFont.truetype(face.path, 16, index=index).getname()[0] or ""
        except OSError:
            break
        if family.endswith((" SC", " GB", " CN")) and "Mono" not in family:
            return Face(face.path, index, face.family)
    return face


@lru_cache(maxsize=1)
def installed() -> tuple[Face, ...]:
    """Every face worth trying, in a stable order; empty when the computer has no font."""
    return tuple(_from_fontconfig() or _from_folders())


def _first(preferred: tuple[str, ...], sample: str) -> Iterator[Face]:
    known = installed()
    ranked = [face for key in preferred for face in known if face.family == key]
    # Whatever else is there comes last, and only so much of it: probing reads each file.
    for face in [*ranked, *known[:_MOST_PROBES]]:
        if all(face.covers(char) for char in sample):
            yield face
            return


def faces() -> tuple[Face, ...]:
    """The face for Latin text, then the one for Chinese; those which the computer has."""
    return tuple(dict.fromkeys([*_first(_LATIN, "Aag0"), *_first(_CJK, "中的，")]))
