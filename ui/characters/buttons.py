"""Buttons with an icon and words."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from ui import icons


def icon_button(icon: str, role: str = "quiet") -> QPushButton:
    """Return a button with an icon; ``set_words`` says what it does."""
    button = QPushButton(icons.icon(icon, "muted"), "")
    button.setProperty("role", role)
    button.setAutoDefault(False)
    return button


def set_words(button: QPushButton, words: str, name: str = "") -> None:
    """Show ``words`` beside the icon; ``name`` is read aloud where that says more."""
    button.setText(f" {words}")  # styles leave next to no room beside an icon
    button.setAccessibleName(name or words)
