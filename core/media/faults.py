"""Why media work cannot be done, and the words for it."""

from __future__ import annotations

from pathlib import Path

from core.language import QT_TRANSLATE_NOOP, translate

_CLIP = {
    "gone": QT_TRANSLATE_NOOP("Media", "The clip {name} is not there any more."),
    "forbidden": QT_TRANSLATE_NOOP("Media", "You are not allowed to open the clip {name}."),
    "unreadable": QT_TRANSLATE_NOOP("Media", "{name} is not a clip that Foxreel can read."),
    "no_picture": QT_TRANSLATE_NOOP("Media", "{name} has no picture, only sound."),
    "damaged": QT_TRANSLATE_NOOP("Media", "The clip {name} is damaged or cut off."),
}
_DISK = {
    "disk_full": QT_TRANSLATE_NOOP("Media", "The disk is full. Make room and try again."),
    "folder_gone": QT_TRANSLATE_NOOP("Media", "The folder to write to is not there any more."),
    "folder_locked": QT_TRANSLATE_NOOP("Media", "Nothing may be written in that folder."),
}


class ClipFault(Exception):
    """A clip that cannot be used. ``code`` chooses the words: one of ``_CLIP``."""

    def __init__(self, file: Path, code: str, detail: str = "") -> None:
        super().__init__(f"{file.name}: {code}" + (f": {detail}" if detail else ""))
        self.file = file
        self.code = code


def media_words(error: Exception) -> str:
    """Return a sentence or more about what ended media work, empty for what was not foreseen."""
    from core.download import DownloadFailed
    from core.problems import InvalidAsk, Problem
    from core.unread import why_unreadable
    from core.unwritable import why_words
    from core.wording import ask_words, fact_texts

    if isinstance(error, ClipFault):
        return translate("Media", _CLIP[error.code]).format(name=error.file.name)
    if isinstance(error, InvalidAsk):
        return ask_words(error)
    if isinstance(error, FileExistsError):
        return translate("Media", "A file of that name is there already. Choose another name.")
    if isinstance(error, DownloadFailed) and error.code in _DISK:
        return translate("Media", _DISK[error.code])
    if isinstance(error, DownloadFailed):
        words = translate("Media", "The disk does not take the file: {reason}.")
        return words.format(reason=why_words(error.detail))
    if isinstance(error, OSError):
        words = translate("Media", "A file cannot be used: {reason}.")
        problem = Problem(field="", code="", facts={"reason": why_unreadable(error)})
        return words.format(reason=fact_texts(problem)["reason"])
    return ""
