"""Why Foxreel's own records or folder cannot be used, and what to do about it, in words."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

from core.language import QT_TRANSLATE_NOOP, current, translate

WAITS_FOR = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
"""What the system says of a folder that is in order but for room or rights."""

_FULL, _LOCKED, _DISK, _BUSY, _FOLDER = "full", "locked", "disk", "busy", "folder"

_WHY = {
    _FULL: QT_TRANSLATE_NOOP("Unwritable", "the disk is full"),
    _LOCKED: QT_TRANSLATE_NOOP("Unwritable", "nothing may be written there"),
    _DISK: QT_TRANSLATE_NOOP("Unwritable", "the disk does not read or write"),
    _BUSY: QT_TRANSLATE_NOOP("Unwritable", "another program keeps them locked"),
    _FOLDER: QT_TRANSLATE_NOOP("Unwritable", "it is a folder"),
}

_STEPS = {
    _FULL: QT_TRANSLATE_NOOP("Unwritable", "Make room on that disk."),
    _LOCKED: QT_TRANSLATE_NOOP("Unwritable", "Make it writable."),
    _DISK: QT_TRANSLATE_NOOP("Unwritable", "Check that disk."),
    _BUSY: QT_TRANSLATE_NOOP("Unwritable", "Close what else has them open."),
    _FOLDER: QT_TRANSLATE_NOOP("Unwritable", "Move that folder away."),
}

_SQLITE = {
    "database or disk is full": _FULL,
    "attempt to write a readonly database": _LOCKED,
    "disk i/o error": _DISK,
    "database is locked": _BUSY,
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _LOCKED,
    errno.EACCES: _LOCKED,
    errno.EPERM: _LOCKED,
    errno.EIO: _DISK,
    errno.EISDIR: _FOLDER,
}


def why_words(reason: str) -> str:
    """Return what SQLite or the system said in the person's language, as far as it is known."""
    code = _code(reason)
    return translate("Unwritable", _WHY[code]) if code else reason


def step_words(reason: str) -> str:
    """Return what a person can do about ``reason``, empty where nothing is known."""
    code = _code(reason)
    return translate("Unwritable", _STEPS[code]) if code else ""


def records_words(reason: str) -> str:
    """Return that a running program's records cannot be written, and what ends that."""
    words = translate("Unwritable", "Foxreel's own records cannot be written: {reason}.")
    on = translate("Unwritable", "{step} Foxreel goes on by itself then.")
    step = step_words(reason)
    return joined(words.format(reason=why_words(reason)), on.format(step=step) if step else "")


def unopened_words(reason: str) -> str:
    """Return what to do about records that cannot be opened; nothing is sent without them."""
    return joined(step_words(reason), translate("Unwritable", "Nothing was sent."))


def home_words(error: OSError, folder: object) -> str:
    """Return that Foxreel's own folder cannot be written, and what to do."""
    words = translate("Unwritable", "Foxreel's own folder {folder} cannot be written: {reason}.")
    until = translate("Unwritable", "{step} Nothing is sent until then.")
    reason = error.strerror or str(error)
    first = words.format(folder=folder, reason=why_words(reason))
    return joined(first, until.format(step=step_words(reason)))


def joined(*sentences: str) -> str:
    """Return sentences one after the other, as the person's language is written."""
    between = "" if current() == "zh_CN" else " "
    return between.join(each for each in sentences if each)


def is_home_s(error: OSError, folder: object) -> bool:
    """Tell whether ``error`` says that Foxreel's own folder lacks room, or may not be written."""
    if error.errno not in WAITS_FOR:
        return False
    file = error.filename
    inside = isinstance(file, str) and (file == str(folder) or file.startswith(f"{folder}{os.sep}"))
    return inside or (file is None and error.errno in (errno.ENOSPC, errno.EDQUOT))


def _code(reason: str) -> str:
    text = reason.lower()
    known: Mapping[str, str] = {
        **_SQLITE,
        **{os.strerror(each).lower(): code for each, code in _SYSTEM.items()},
    }
    return next((code for said, code in known.items() if said in text), "")
