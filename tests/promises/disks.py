"""Disks that fill up and turn read-only: real ones, where the tests may make them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

Maker = Callable[[Path], contextlib.AbstractContextManager["Disk"]]
"""Makes a disk of a folder."""


@dataclass(frozen=True)
class Disk:
    """A disk on which ``folder`` lies, that can be made to take no more, and to take more again."""

    folder: Path
    fill: Callable[[], None]
    clear: Callable[[], None]


def _mount(*args: str) -> None:
    subprocess.run(["mount", *args], check=True, capture_output=True)


@contextlib.contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of ``size`` at ``folder``; skips the test where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a disk of its own")
    try:
        _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder: Path, option: str) -> None:
    """Change a mounted disk: ``ro``, ``rw`` or ``size=…``."""
    _mount("-o", f"remount,{option}", str(folder))


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Make a disk of 8 MiB of ``folder``, which another file can fill."""
    with mounted(folder, "8m"):
        filler = folder / "filler"

        def fill() -> None:
            with contextlib.suppress(OSError), filler.open("ab", buffering=0) as stream:
                while stream.write(bytes(4096)):
                    pass

        yield Disk(folder, fill, lambda: filler.unlink(missing_ok=True))


@contextlib.contextmanager
def limited_files(folder: Path) -> Iterator[Disk]:
    """Let ``folder`` take no more by the system's limit on the size of files, which needs no root.

    No file of this process may grow beyond the largest of the folder's while it is full.
    """
    resource = pytest.importorskip("resource")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill() -> None:
        largest = max(each.stat().st_size for each in folder.rglob("*") if each.is_file())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, usual[1]))

    def clear() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield Disk(folder, fill, clear)
    finally:
        clear()


@contextlib.contextmanager
def read_only_at_will(folder: Path) -> Iterator[Disk]:
    """Make ``folder`` read-only by ``fill``: by the mount if root, who minds no modes."""
    if os.geteuid() == 0:
        with mounted(folder, "8m"):
            yield Disk(folder, lambda: remount(folder, "ro"), lambda: remount(folder, "rw"))
        return
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield Disk(folder, lambda: folder.chmod(0o500), lambda: folder.chmod(0o700))
    finally:
        folder.chmod(0o700)
