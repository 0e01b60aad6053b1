"""What can be dropped onto the storyboard, or pasted into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.frames import is_picture_name
from core.storyboardfiles import TABLES
from ui.compose.offers import Offer, is_picture_offered, offered_picture


@dataclass(frozen=True)
class Dropped:
    """Pictures that are files, one picture of any kind, or a ``source`` of shots: a path of a table
    or of a folder."""

    pictures: tuple[str, ...] = ()
    offer: Offer | None = None
    source: str = ""

    @property
    def is_one_picture(self) -> bool:
        """Tell whether it is a single picture."""
        return self.offer is not None


def clipboard_data() -> QMimeData | None:
    """Return what the clipboard holds; None where the window system has nothing to say."""
    return cast("QMimeData | None", QGuiApplication.clipboard().mimeData())


def is_dropped(data: QMimeData) -> bool:
    """Tell whether ``data`` holds something for a storyboard, without fetching it."""
    return bool(_files(data)) or is_picture_offered(data)


def goes_onto(data: QMimeData) -> bool:
    """Tell whether ``data`` is one picture, which a shot may take."""
    files = _files(data)
    return len(files) < 2 and all(is_picture_name(file) for file in files)


def dropped(data: QMimeData) -> Dropped | None:
    """Return what ``data`` holds, None for nothing that a storyboard takes."""
    files = _files(data)
    pictures = tuple(file for file in files if is_picture_name(file))
    if len(pictures) > 1:
        return Dropped(pictures=pictures)
    if files and not pictures:
        return Dropped(source=files[0])
    offer = offered_picture(data)
    return Dropped(pictures=pictures, offer=offer) if offer is not None else None


def _files(data: QMimeData) -> list[str]:
    """Return the local files that may be pictures or tables, and what has no ending: folders."""
    local = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [file for file in local if is_picture_name(file) or _is_source(file)]


def _is_source(file: str) -> bool:
    suffix = PurePath(file).suffix.lower()
    return suffix in TABLES or Path(file).is_dir()
