"""Foxreel among this user's programs: a launcher and its icons, as freedesktop.org has them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from running import ROOT, Stop, say

ICONS = ROOT / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ENTRY = """\
[Desktop Entry]
Type=Application
Version=1.4
Name=Foxreel
GenericName=Video Studio
GenericName[zh_CN]=视频工作室
Comment=Make video clips from a prompt or a picture
Comment[zh_CN]=用提示词或图片生成视频
Keywords=video;clip;prompt;Sora;FoxAPI;
Keywords[zh_CN]=视频;短片;提示词;生成;Sora;FoxAPI;
Exec=/bin/sh {run} %F
TryExec={try_exec}
Icon=foxreel
Terminal=false
Categories=AudioVideo;Video;AudioVideoEditing;
MimeType=image/png;image/jpeg;image/webp;image/bmp;image/gif;image/tiff;image/heic;image/heif;image/avif;
StartupNotify=true
StartupWMClass=Foxreel
"""


def install_launcher() -> None:
    """Put the launcher and the icons in place; raises Stop where this desktop has no such thing."""
    _only_freedesktop()
    run = str(ROOT / "scripts" / "run")
    entry = ENTRY.format(run=exec_argument(run), try_exec=run.replace("\\", r"\\"))
    data = data_folder()
    try:
        for source, target in icons(data).items():
            _put(source.read_bytes(), target)
        _put(entry.encode(), launcher(data))
    except OSError as error:
        raise Stop(f"can't put the launcher in place: {error}") from error
    _tell_desktop(data)
    say(f"Foxreel is among your programs now: {launcher(data)}")


def remove_launcher() -> None:
    """Take the launcher and the icons away again; your clips and settings stay."""
    _only_freedesktop()
    data = data_folder()
    try:
        for file in (*icons(data).values(), launcher(data)):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise Stop(f"can't take the launcher away: {error}") from error
    _tell_desktop(data)
    say("Foxreel is no longer among your programs; clips and settings stay")


def exec_argument(text: str) -> str:
    """Quote one argument for an Exec line: for the desktop's shell-like quotes, then as a string.

    /bin/sh stands before the path because some desktops look for a program of the quoted name.
    """
    if any(ord(character) < 32 for character in text):
        raise Stop(f"no launcher can name this folder: {text!r}")
    quoted = "".join("\\" + each if each in '"`$\\' else each for each in text)
    return '"' + quoted.replace("\\", r"\\").replace("%", "%%") + '"'


def data_folder() -> Path:
    """The folder of this user's programs and icons."""
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


def launcher(data: Path) -> Path:
    """Where the launcher lies."""
    return data / "applications" / "foxreel.desktop"


def icons(data: Path) -> dict[Path, Path]:
    """Where each of the icons comes from, and where it goes."""
    theme = data / "icons" / "hicolor"
    found = {
        ICONS / f"foxreel-{size}.png": theme / f"{size}x{size}" / "apps" / "foxreel.png"
        for size in SIZES
    }
    return {**found, ICONS / "foxreel.svg": theme / "scalable" / "apps" / "foxreel.svg"}


def _only_freedesktop() -> None:
    if sys.platform in ("win32", "darwin"):
        raise Stop("a launcher is not available on this system yet; start Foxreel by scripts/run")


def _put(content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_bytes(content)
    fresh.replace(target)


def _tell_desktop(data: Path) -> None:
    """Let the desktop look again; whether icons are new, it sees by their folder's time."""
    theme = data / "icons" / "hicolor"
    if theme.is_dir():
        os.utime(theme)
    program = shutil.which("update-desktop-database")
    if program and (data / "applications").is_dir():
        subprocess.run([program, data / "applications"], capture_output=True, check=False)
