"""What is said of the picture that a clip begins with, and of the one that it ends with."""

from __future__ import annotations

from core.language import translate


def wish_words(role: str, *, short: bool = False) -> str:
    """Return what an empty well asks for; ``short`` where there is little room."""
    if role == "end_frame":
        words = translate("Compose", "Drop an end frame, paste, or browse")
        return translate("Compose", "Drop an end frame") if short else words
    words = translate("Compose", "Drop a start frame, paste, or browse")
    return translate("Compose", "Drop a start frame") if short else words


def remove_words(role: str) -> str:
    """Return what the button does that empties a well."""
    if role == "end_frame":
        return translate("Compose", "Remove the end frame")
    return translate("Compose", "Remove the start frame")


def choose_words(role: str) -> str:
    """Return the title of the dialog in which a picture is chosen."""
    if role == "end_frame":
        return translate("Compose", "Choose an end frame")
    return translate("Compose", "Choose a start frame")


def coming_words(role: str) -> str:
    """Return why a picture that is being fetched cannot be sent."""
    if role == "end_frame":
        return translate("Compose", "The end frame is still on its way.")
    return translate("Compose", "The start frame is still on its way.")
