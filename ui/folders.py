"""The folders that a person chose files from last, by kind of file: the next dialog opens there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QSettings, QStandardPaths

Kind: TypeAlias = Literal["image", "video", "audio", "table", "pictures", "clips"]
"""Single files by their medium, a storyboard's tables; folders of pictures, and of clips."""

_Places = QStandardPaths.StandardLocation
_USUAL = {
    **dict.fromkeys(("image", "pictures"), _Places.PicturesLocation),
    **dict.fromkeys(("video", "clips"), _Places.MoviesLocation),
    "audio": _Places.MusicLocation,
    "table": _Places.DocumentsLocation,
}

_kept: list[QSettings] = []
"""Where it is kept while the window is open: one, or none."""


def keep_in(settings: QSettings | None) -> None:
    """Remember folders in ``settings`` from now on, with None no more."""
    _kept[:] = [settings] if settings is not None else []


def remember(kind: Kind, folder: str | Path) -> None:
    """Begin in ``folder`` when the next file of this kind is asked for."""
    for settings in _kept:
        settings.setValue(f"folders/{kind}", str(folder))


def start_folder(kind: Kind, otherwise: str = "") -> str:
    """Return where to begin: the folder of the last choice, ``otherwise``, the usual one, or home.

    Folders that are gone are passed over.
    """
    last = [str(settings.value(f"folders/{kind}", "")) for settings in _kept]
    wanted = (*last, otherwise, QStandardPaths.writableLocation(_USUAL[kind]))
    # Not Path.is_dir alone: it raises for a name that is too long to be one.
    return next((each for each in wanted if each and _is_there(each)), str(Path.home()))


def _is_there(folder: str) -> bool:
    try:
        return Path(folder).is_dir()
    except (OSError, ValueError):
        return False
