"""What goes into the frozen program, decided on lists."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
QT = "PySide6/Qt"


@pytest.fixture(scope="module")
def bundle() -> ModuleType:
    """Return the script's module."""
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "scripts" / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry(place: str, kind: str = "BINARY") -> tuple[str, str, str]:
    return (place, f"/from/{place}", kind)


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        (f"{QT}/plugins/platforms/libqxcb.so", True),
        (f"{QT}/plugins/platforms/libqwayland.so", True),
        (f"{QT}/plugins/platforms/libqoffscreen.so", True),
        (f"{QT}/plugins/platforms/libqeglfs.so", False),
        (f"{QT}/plugins/platformthemes/libqgtk3.so", False),
        (f"{QT}/plugins/platformthemes/libqxdgdesktopportal.so", True),
        (f"{QT}/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        (f"{QT}/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        (f"{QT}/plugins/multimedia/libffmpegmediaplugin.so", True),
        (f"{QT}/plugins/imageformats/libqjpeg.so", True),
        (f"{QT}/plugins/imageformats/libqsvg.so", True),
        (f"{QT}/plugins/imageformats/libqpdf.so", False),
        (f"{QT}/translations/qtbase_zh_CN.qm", True),
        (f"{QT}/translations/qtbase_de.qm", False),
        (f"{QT}/translations/qt_zh_CN.qm", False),
        ("resources/translations/foxreel_zh_CN.ts", True),
        ("av.libs/libx264-1.so.165", True),
    ],
)
def test_parts_of_qt_that_nothing_uses_stay_out(
    bundle: ModuleType, place: str, stays: bool
) -> None:
    assert bool(bundle.wanted([entry(place)], ["en", "zh_CN"])) is stays


def test_what_only_a_dropped_part_linked_to_goes_with_it(bundle: ModuleType) -> None:
    needs = {
        f"/from/{QT}/plugins/platforms/libqxcb.so": ["libQt6XcbQpa.so.6", "libX11.so.6"],
        f"/from/{QT}/lib/libQt6XcbQpa.so.6": ["libQt6Gui.so.6"],
        "/from/libcairo.so.2": ["libpixman-1.so.0"],
        "/from/libpixman-1.so.0": ["libcairo.so.2"],
    }
    kept = [
        entry(f"{QT}/plugins/platforms/libqxcb.so"),
        entry(f"{QT}/lib/libQt6XcbQpa.so.6"),
        entry(f"{QT}/lib/libQt6Gui.so.6"),
        entry("libQt6Gui.so.6", "SYMLINK"),
        entry("libX11.so.6"),
        entry("libfribidi.so.0"),
        entry("libpython3.11.so.1.0"),
        entry("av.libs/libx264-1.so.165"),
        entry("_cffi_backend.so", "EXTENSION"),
        entry("resources/icons/foxreel.svg", "DATA"),
    ]
    dropped = [
        entry("libcairo.so.2"),
        entry("libpixman-1.so.0"),
        entry(f"{QT}/lib/libQt6Pdf.so.6"),
        entry("libQt6Pdf.so.6", "SYMLINK"),
    ]
    entries = [*dropped, *kept]
    assert bundle.linked(entries, lambda file: needs.get(file, [])) == kept


def test_licences_come_from_the_packages_that_are_inside(bundle: ModuleType) -> None:
    import qasync

    entries = [("qasync", str(Path(qasync.__file__)), "PYMODULE")]
    places = [place for _, place in bundle.licences(entries)]
    assert any(place.startswith("qasync-") and place.endswith("/LICENSE") for place in places)
    assert not any(place.startswith("numpy-") for place in places)
    assert {"LICENSE.txt", "licences.md", "GPL-3.0.txt", "LGPL-3.0.txt"} <= set(places)


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="Debian's own records")
def test_debian_s_libraries_come_with_debian_s_words(bundle: ModuleType) -> None:
    libraries = sorted(Path("/usr/lib").glob(f"{sys.implementation._multiarch}/libfribidi.so.0"))
    entries = [("libfribidi.so.0", str(each), "BINARY") for each in libraries]
    found = {place: text for text, place in bundle.licences(entries)}
    assert found["debian/libfribidi0.txt"] == Path("/usr/share/doc/libfribidi0/copyright")


def test_the_licence_page_has_every_package_in_its_locked_version() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|")]
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name, version in re.findall(r"^(\S+?)==(\S+)", locked, re.MULTILINE):
        words = re.compile(name.replace("-", "[-_.]"), re.IGNORECASE)
        assert any(words.search(row) and version in row for row in rows), (name, version)
