"""What the operating system must have, and Debian's packages that bring it."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

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


def has_program(name: str) -> Callable[[], bool]:
    """A check for a program on PATH."""
    return lambda: shutil.which(name) is not None


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


RUN_NEEDS = (
    Need(
        "Python's ensurepip",
        has_ensurepip,
        (f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",),
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
TEST_NEEDS = (
    Need("ffprobe", has_program("ffprobe"), ("ffmpeg",)),
    Need(
        "what pyside6-lupdate links to",
        has_libraries("libglib-2.0.so.0", "libbrotlidec.so.1", "libgssapi_krb5.so.2"),
        ("libglib2.0-0", "libbrotli1", "libgssapi-krb5-2"),
    ),
    Need(
        "a keychain, for the tests of it",
        lambda: has_program("gnome-keyring-daemon")() and has_program("dbus-run-session")(),
        ("gnome-keyring", "dbus"),
        required=False,
    ),
)
NEEDS = {"run": RUN_NEEDS, "test": RUN_NEEDS + TEST_NEEDS}


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
