"""What the operating system must have, and Debian's packages that bring it."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from running import Stop, only_one, quietly, say


@dataclass(frozen=True)
class Need:
    """One thing of the operating system's, looked for by what it does, not by a package's name."""

    what: str
    found: Callable[[], bool]
    packages: tuple[str, ...]
    """Debian's packages that bring it."""
    required: bool = True
    """Whether nothing works without it; else its lack is only mentioned."""


def has_ensurepip() -> bool:
    """Debian splits Python: without this part it makes no virtual environment."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese; Windows and macOS ship one."""
    if shutil.which("fc-list") is None:
        return sys.platform != "linux"
    answer = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, check=False)
    return bool(answer.stdout.strip())


def has_program(*names: str) -> Callable[[], bool]:
    """A check that all these programs are on PATH."""
    return lambda: all(shutil.which(name) for name in names)


def has_libraries(*names: str) -> Callable[[], bool]:
    """A check that the dynamic linker finds all these; a question for Linux only."""

    def check() -> bool:
        try:
            for name in names:
                ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return check if sys.platform == "linux" else lambda: True


def libraries(what: str, packages: dict[str, str], *, required: bool = True) -> Need:
    """A need of the dynamic linker's: names of libraries, and the package that brings each."""
    return Need(what, has_libraries(*packages), tuple(packages.values()), required)


def has_python_library() -> bool:
    """Whether Python's shared library is there, of which frozen programs are made.

    Debian's Python is built with one, but has it in a package of its own.
    """
    if sys.platform != "linux" or not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return True
    folder, name = sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME")
    return Path(folder, name).exists() or has_libraries(name)()


PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"
RUN_NEEDS = (
    Need(
        "Python's ensurepip",
        has_ensurepip,
        (f"{PYTHON}-venv",),
    ),
    Need(
        "a font with Chinese",
        has_chinese_font,
        ("fontconfig", "fonts-wqy-microhei"),
        required=False,
    ),
    Need(
        # Pillow's wheels leave it out; without it, right-to-left text is drawn left to right.
        "FriBidi, for text that runs from right to left",
        has_libraries("libfribidi.so.0"),
        ("libfribidi0",),
        required=False,
    ),
)
# What the parts of Qt that Foxreel uses link to and PySide6's wheels leave to the system.
WINDOW_NEEDS = (
    libraries(
        "what Qt's widgets link to",
        {
            "libEGL.so.1": "libegl1",
            "libGL.so.1": "libgl1",
            "libX11.so.6": "libx11-6",
            "libdbus-1.so.3": "libdbus-1-3",
            "libfontconfig.so.1": "libfontconfig1",
            "libfreetype.so.6": "libfreetype6",
            "libglib-2.0.so.0": "libglib2.0-0",
            "libgthread-2.0.so.0": "libglib2.0-0",
            "libxkbcommon.so.0": "libxkbcommon0",
            "libz.so.1": "zlib1g",
            "libzstd.so.1": "libzstd1",
        },
    ),
    libraries(
        # Without libpulse it fails to load; without libXrandr it plays nothing, and says nothing.
        "what Qt's player links to",
        {
            "libXext.so.6": "libxext6",
            "libXrandr.so.2": "libxrandr2",
            "libbrotlicommon.so.1": "libbrotli1",
            "libbrotlidec.so.1": "libbrotli1",
            "libbz2.so.1": "libbz2-1.0",
            "libdrm.so.2": "libdrm2",
            "libgssapi_krb5.so.2": "libgssapi-krb5-2",
            "libpulse.so.0": "libpulse0",
        },
    ),
    libraries(
        "what Qt needs to speak to an X server",
        {
            "libX11-xcb.so.1": "libx11-xcb1",
            "libxcb.so.1": "libxcb1",
            "libxcb-cursor.so.0": "libxcb-cursor0",
            "libxcb-glx.so.0": "libxcb-glx0",
            "libxcb-icccm.so.4": "libxcb-icccm4",
            "libxcb-image.so.0": "libxcb-image0",
            "libxcb-keysyms.so.1": "libxcb-keysyms1",
            "libxcb-randr.so.0": "libxcb-randr0",
            "libxcb-render.so.0": "libxcb-render0",
            "libxcb-render-util.so.0": "libxcb-render-util0",
            "libxcb-shape.so.0": "libxcb-shape0",
            "libxcb-shm.so.0": "libxcb-shm0",
            "libxcb-sync.so.1": "libxcb-sync1",
            "libxcb-util.so.1": "libxcb-util1",
            "libxcb-xfixes.so.0": "libxcb-xfixes0",
            "libxcb-xkb.so.1": "libxcb-xkb1",
            "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        },
    ),
    libraries(
        "what Qt needs to speak to Wayland",
        {
            "libwayland-client.so.0": "libwayland-client0",
            "libwayland-cursor.so.0": "libwayland-cursor0",
        },
        required=False,
    ),
)
TEST_NEEDS = (
    Need("ffprobe", has_program("ffprobe"), ("ffmpeg",)),
    Need("an X server without a screen", has_program("Xvfb", "xvfb-run"), ("xvfb", "xauth")),
    Need("a window manager", has_program("openbox"), ("openbox",)),
    Need("hands for the mouse and the keyboard", has_program("xdotool"), ("xdotool",)),
    Need("pictures of a screen", has_program("import", "convert"), ("imagemagick",)),
    Need("objdump and objcopy", has_program("objdump", "objcopy"), ("binutils",)),
    Need(
        "desktop-file-validate",
        has_program("desktop-file-validate"),
        ("desktop-file-utils",),
        required=False,
    ),
    Need(
        "Python as a shared library, to freeze it",
        has_python_library,
        (f"lib{PYTHON}",),
        required=False,
    ),
    Need(
        "a keychain, for the tests of it",
        has_program("gnome-keyring-daemon", "dbus-run-session"),
        ("gnome-keyring", "dbus"),
        required=False,
    ),
)
NEEDS = {
    "run": RUN_NEEDS,
    "window": RUN_NEEDS + WINDOW_NEEDS,
    "test": RUN_NEEDS + WINDOW_NEEDS + TEST_NEEDS,
}


def install_system(job: str) -> None:
    """Bring what the operating system lacks for a job, or say how to and stop."""
    missing = missing_needs(job)
    if missing and not may_use_apt():
        report_missing(missing)
    elif missing:
        with only_one():
            # Another run may have brought it meanwhile.
            apt_install(packages_for(missing_needs(job)))
        if still := missing_needs(job):
            names = ", ".join(need.what for need in still)
            raise Stop(f"apt installed {' '.join(packages_for(still))}, but still missing: {names}")


def missing_needs(job: str) -> list[Need]:
    """What the operating system lacks for a job."""
    return [need for need in NEEDS[job] if not need.found()]


def packages_for(needs: list[Need]) -> list[str]:
    """Debian's packages that bring all these."""
    return sorted({package for need in needs for package in need.packages})


def may_use_apt() -> bool:
    """Whether this is root on a system with apt."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def report_missing(missing: list[Need]) -> None:
    """Name the exact line to run; stop if nothing works before it was run."""
    names = ", ".join(need.what for need in missing)
    if shutil.which("apt-get"):
        line = f"sudo apt-get install --no-install-recommends {' '.join(packages_for(missing))}"
        message = f"missing: {names}. To install it, run:\n  {line}"
    else:
        message = f"missing: {names}. Install it with this system's package manager."
    if any(need.required for need in missing):
        raise Stop(message)
    say(message)


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, asking nothing; refresh apt's lists only if it fails without."""
    if not packages:
        return
    say(f"installing with apt: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
    apt = ["apt-get", "install", *options]
    # Completes an installation that was cut short; else apt refuses to start another one.
    quietly(["dpkg", "--configure", "-a"], environment)
    if quietly([*apt, *packages], environment).code == 0:
        return
    update = quietly(["apt-get", "update"], environment)
    # Brings what half-installed packages need of each other; takes nothing away.
    quietly([*apt, "--fix-broken", "--no-remove"], environment)
    result = quietly([*apt, *packages], environment)
    if result.code != 0:
        raise Stop(f"apt-get failed:\n{update.output}{result.output.rstrip()}", result.code)
