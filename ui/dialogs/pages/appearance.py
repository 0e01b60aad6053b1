"""Language and theme, both in force at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from core.language import translate
from core.settings import THEMES
from ui.controls import Segments
from ui.dialogs.note import Note
from ui.dialogs.pages.page import Page

LANGUAGES = ("", "en", "zh_CN")
ENGLISH, CHINESE = "English", "简体中文"
"""Languages have their own names in every language."""


class AppearancePage(Page):
    """``language`` and ``theme`` as in the settings. ``fixed`` is the language that the environment
    demands, or empty."""

    language_chosen = Signal(str)
    """``en``, ``zh_CN``, or empty for the system's language."""
    theme_chosen = Signal(str)
    """One of ``THEMES``."""

    def __init__(self, language: str, theme: str, fixed: str = "") -> None:
        super().__init__()
        self._fixed = bool(fixed)
        self.language_name, self.theme_name = QLabel(), QLabel()
        self.language, self.theme = Segments(), Segments()
        self.language.set_choices(
            [(each, "") for each in LANGUAGES], language_choice(fixed or language)
        )
        self.theme.set_choices([(each, "") for each in THEMES], theme)
        self.language.setEnabled(not fixed)
        self.note = Note()
        self.add(self.language_name, self.language, self.note)
        self.add(self.theme_name, self.theme)
        self.column.addStretch(1)
        self.language.chosen.connect(lambda value: self.language_chosen.emit(str(value)))
        self.theme.chosen.connect(lambda value: self.theme_chosen.emit(str(value)))
        self.retranslate()

    def set_theme(self, theme: str) -> None:
        """Mark the theme that was chosen elsewhere."""
        self.theme.set_value(theme)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.heading.setText(translate("Appearance", "Appearance"))
        self.language_name.setText(translate("Appearance", "Language"))
        self.theme_name.setText(translate("Appearance", "Theme"))
        self.language.setAccessibleName(self.language_name.text())
        self.theme.setAccessibleName(self.theme_name.text())
        system = translate("Appearance", "System")
        light, dark = translate("Appearance", "Light"), translate("Appearance", "Dark")
        _name(self.language, (system, ENGLISH, CHINESE))
        _name(self.theme, (system, light, dark))
        if self._fixed:
            self.note.say("secondary", _fixed_words, aloud=False)


def _name(segments: Segments, words: Sequence[str]) -> None:
    """Give the choices their words; the buttons, and the focus on one of them, stay."""
    for button, text in zip(segments.buttons(), words, strict=True):
        button.setText(text)


def language_choice(language: str) -> str:
    """Return which of the choices ``language`` is, as the core understands it."""
    if not language:
        return ""
    return "zh_CN" if language.lower().startswith(("zh", "chinese")) else "en"


def _fixed_words() -> str:
    return translate(
        "Appearance", "FOXREEL_LANG sets the language; it counts for more than this choice."
    )
