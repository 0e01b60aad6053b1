"""What setup asks of the operating system."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
import system
from system import NEEDS, Need, has_libraries, has_program, libraries, missing_needs, packages_for

QT = Path(PySide6.__file__).parent
LIBC = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "libresolv.so.2", "librt.so.1"}
COMPILER = {"libstdc++.so.6", "libgcc_s.so.1"}
USED = (
    *("Core", "DBus", "Gui", "Multimedia", "Network", "OpenGL", "Qml", "Quick", "Svg", "Widgets"),
    *("WaylandClient", "XcbQpa"),
)
"""The parts of Qt that the window uses, and those that its player links to."""
PLUGINS = (
    *("platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so"),
    *("multimedia/libffmpegmediaplugin.so", "iconengines/libqsvgicon.so"),
    *("xcbglintegrations/libqxcb-egl-integration.so", "platforminputcontexts/*.so"),
    *("xcbglintegrations/libqxcb-glx-integration.so", "imageformats/libqjpeg.so"),
)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's own linker")
@pytest.mark.skipif(shutil.which("objdump") is None, reason="needs objdump")
def test_every_library_that_the_window_links_to_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [QT / "Qt" / "lib" / f"libQt6{name}.so.6" for name in USED]
    for pattern in PLUGINS:
        found = list((QT / "Qt" / "plugins").glob(pattern))
        assert found, pattern
        files += found
    files += (QT / "Qt" / "lib").glob("libav*.so.*")
    linked = set().union(*map(needed, files)) - LIBC - COMPILER
    own = {file.name for file in (QT / "Qt" / "lib").iterdir()}
    others = {name for name in linked - own if not name.startswith("ld-linux")}
    assert others == asked_for(monkeypatch)


def needed(file: Path) -> set[str]:
    """Return the names of the libraries that a file itself asks the linker for."""
    said = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True)
    lines = [line.split() for line in said.stdout.splitlines()]
    return {words[1] for words in lines if words[:1] == ["NEEDED"]}


def asked_for(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the names that the needs of the window ask the linker for."""
    names: set[str] = set()
    monkeypatch.setattr(system.ctypes, "CDLL", names.add)
    for need in system.WINDOW_NEEDS:
        need.found()
    return names


def test_a_library_is_looked_for_by_the_linker() -> None:
    assert has_libraries("libc.so.6")()
    assert has_libraries("libc.so.6", "libno-such-thing.so.1")() is (sys.platform != "linux")


def test_all_programs_must_be_there() -> None:
    assert has_program("sh")()
    assert not has_program("sh", "no-such-program")()


def test_a_command_needs_nothing_of_a_window_s() -> None:
    window = {need.what for need in NEEDS["window"]} - {need.what for need in NEEDS["run"]}
    assert {"what Qt's widgets link to", "what Qt's player links to"} <= window
    assert {need.what for need in NEEDS["window"]} <= {need.what for need in NEEDS["test"]}


def test_packages_are_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    need = libraries("glib", {"libno-1.so": "libglib2.0-0", "libno-2.so": "libglib2.0-0"})
    monkeypatch.setitem(NEEDS, "run", (need, Need("nothing", lambda: True, ("never",))))
    assert missing_needs("run") == [need]
    assert packages_for(missing_needs("run")) == ["libglib2.0-0"]


def test_only_what_is_required_stops(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "may_use_apt", lambda: False)
    wish = Need("a wish", lambda: False, ("wish",), required=False)
    monkeypatch.setitem(NEEDS, "run", (wish,))
    system.install_system("run")
    assert "a wish" in capsys.readouterr().err
    monkeypatch.setitem(NEEDS, "run", (wish, Need("a must", lambda: False, ("must",))))
    with pytest.raises(system.Stop, match="a must") as stop:
        system.install_system("run")
    assert stop.value.code == 2
