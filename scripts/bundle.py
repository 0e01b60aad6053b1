"""What the frozen program holds and what stays out of it; pyinstaller.spec asks here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path, PurePosixPath
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
Entry: TypeAlias = tuple[str, str, str]
"""A file of the bundle, as PyInstaller has it: its place there, where it comes from, its kind."""

QT = "PySide6/Qt"
UNWANTED = (
    # Screens without a desktop, and the devices beside them.
    *(f"{QT}/plugins/{name}/*" for name in ("egldeviceintegrations", "generic")),
    *(f"{QT}/plugins/platforms/libq{name}.so" for name in ("eglfs", "linuxfb", "minimalegl")),
    *(f"{QT}/plugins/platforms/libq{name}.so" for name in ("vkkhrdisplay", "vnc")),
    # Brings the whole of GTK; desktops speak to the portal's theme as well.
    f"{QT}/plugins/platformthemes/libqgtk3.so",
    # A keyboard on the screen, made of Qt Quick.
    f"{QT}/plugins/platforminputcontexts/*virtualkeyboard*",
    # Start frames are read by Pillow; Qt reads the icons and the thumbnails.
    *(f"{QT}/plugins/imageformats/*q{name}.*" for name in ("pdf", "tga", "wbmp", "icns", "tiff")),
    # All calls are made by requests; the player plays files alone.
    *(f"{QT}/plugins/{name}/*" for name in ("networkinformation", "tls")),
)
TRANSLATIONS = f"{QT}/translations/*"
LOADED_LATE = ("libpython*", "libfribidi.so.0")
"""Libraries that no other one links to, but that are loaded by their name."""


def development_only() -> list[str]:
    """Return the modules that only the tools and tests have: the program must run without them."""
    run, everything = (
        {line.partition("==")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    tools = everything - run
    return [
        module
        for module, owners in packages_distributions().items()
        if all(owner.lower().replace("_", "-") in tools for owner in owners)
    ]


def wanted(entries: Iterable[Entry], languages: Iterable[str]) -> list[Entry]:
    """Return the entries without the parts of Qt that nothing here uses.

    Qt's own texts stay in ``languages``. Nothing that is left may be stripped of its symbols: Qt's
    player then plays no frames, and says nothing.
    """
    texts = {f"qtbase_{language}.qm" for language in languages}
    return [entry for entry in entries if _is_wanted(entry[0], texts)]


def _is_wanted(place: str, texts: set[str]) -> bool:
    place = PurePosixPath(place.replace("\\", "/")).as_posix()
    if fnmatch(place, TRANSLATIONS):
        return place.rpartition("/")[2] in texts
    return not any(fnmatch(place, pattern) for pattern in UNWANTED)


def linked(entries: Iterable[Entry], needed_by: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the entries without shared libraries that only dropped ones linked to.

    ``needed_by`` gives the names of the libraries that a file links to.
    """
    entries = list(entries)
    libraries = {_name(entry): entry for entry in entries if _is_library(entry)}
    asking = [entry for entry in entries if entry[2] != "SYMLINK" and not _is_library(entry)]
    asking += [each for name, each in libraries.items() if _loaded_late(name)]
    found = {_name(each) for each in asking if _is_library(each)}
    while asking:
        _, source, kind = asking.pop()
        names = needed_by(source) if kind in ("BINARY", "EXTENSION") else ()
        for name in {Path(each).name for each in names} & libraries.keys() - found:
            found.add(name)
            asking.append(libraries[name])
    dropped = libraries.keys() - found
    return [entry for entry in entries if not (_is_loose(entry) and _name(entry) in dropped)]


def _is_library(entry: Entry) -> bool:
    return entry[2] == "BINARY" and _is_loose(entry)


def _is_loose(entry: Entry) -> bool:
    """Whether it lies where only the linker looks for it: at the top, or among Qt's libraries."""
    folder = PurePosixPath(entry[0]).parent.as_posix()
    return folder in (".", f"{QT}/lib") and entry[2] in ("BINARY", "SYMLINK")


def _name(entry: Entry) -> str:
    return PurePosixPath(entry[0]).name


def _loaded_late(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in LOADED_LATE)


def licences(entries: Iterable[Entry]) -> Iterator[tuple[Path, str]]:
    """Yield the licence texts that must go along: each file, and its place in the bundle."""
    entries = list(entries)
    yield ROOT / "LICENSE", "LICENSE.txt"
    yield ROOT / "docs" / "licences.md", "licences.md"
    for text in sorted((ROOT / "docs" / "licences").glob("*.txt")):
        yield text, text.name
    lucide = ROOT / "resources" / "icons" / "lucide" / "LICENSE"
    yield lucide, "lucide/LICENSE"
    python = Path(subprocess.__file__).with_name("LICENSE.txt")
    if python.is_file():
        yield python, "python/LICENSE.txt"
    for package in _packages(Path(source).resolve() for _, source, _ in entries):
        for file in _licence_files(package):
            yield file, f"{package.name}-{package.version}/{file.name}"
    yield from _debian(Path(source) for _, source, kind in entries if kind == "BINARY")


def _packages(files: Iterable[Path]) -> list[Distribution]:
    """Return the installed Python packages that any of ``files`` belongs to."""
    used = set(files)
    return [
        package
        for package in distributions()
        if any(
            Path(str(package.locate_file(file))).resolve() in used for file in package.files or []
        )
    ]


def _licence_files(package: Distribution) -> list[Path]:
    names = ("licen[cs]e*", "copying*", "notice*", "authors*")
    return [
        Path(str(package.locate_file(file)))
        for file in package.files or []
        if ".dist-info" in str(file.parent)
        and file.suffix not in (".py", ".pyc")
        and any(fnmatch(file.name.lower(), name) for name in names)
    ]


def _debian(libraries: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield what Debian says of the rights in its packages that ``libraries`` were taken from."""
    own = {Path(sys.prefix), Path(sys.base_prefix)} - {Path("/usr")}  # /usr is Debian's own Python
    names = {
        f"*/{library.resolve().name}"
        for library in libraries
        if not any(library.is_relative_to(folder) for folder in own)
    }
    try:
        query = ["dpkg-query", "--search", *sorted(names)]
        said = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    except OSError:
        return  # Not a Debian.
    packages = {line.partition(":")[0] for line in said.splitlines() if ": /" in line}
    for package in sorted(packages):
        text = Path("/usr/share/doc", package, "copyright")
        if text.is_file():
            yield text, f"debian/{package}.txt"
