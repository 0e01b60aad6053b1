"""What the roles of a request's files are called, in the person's language."""

from __future__ import annotations

from core.language import QT_TRANSLATE_NOOP, translate

_NAMES = {
    "start_frame": QT_TRANSLATE_NOOP("Role", "Start frame"),
    "end_frame": QT_TRANSLATE_NOOP("Role", "End frame"),
    "reference_images": QT_TRANSLATE_NOOP("Role", "Reference picture"),
    "source_clip": QT_TRANSLATE_NOOP("Role", "Source clip"),
    "reference_clips": QT_TRANSLATE_NOOP("Role", "Reference clip"),
    "audio": QT_TRANSLATE_NOOP("Role", "Sound"),
    "reference_audio": QT_TRANSLATE_NOOP("Role", "Reference sound"),
}


def file_words(role: str) -> str:
    """Return what a file of this role is called; an unknown role's own name."""
    return translate("Role", _NAMES[role]) if role in _NAMES else role
