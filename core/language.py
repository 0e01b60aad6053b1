"""Texts in the person's language, from the same Qt Linguist files that the window uses.

Every text is written in English in the code, as ``translate("Context", "text")``, where Qt's
``lupdate`` finds it; the translations live in ``resources/translations/foxreel_<language>.ts``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "zh_CN")
TRANSLATIONS = Path(__file__).parent.parent / "resources" / "translations"

_texts: dict[tuple[str, str], str] = {}
_language = "en"


def translate(context: str, source: str) -> str:
    """Return ``source`` in the language in use; the English text where no translation exists."""
    return _texts.get((context, source), source)


def current() -> str:
    """Return the language in use, one of ``LANGUAGES``."""
    return _language


def use(language: str) -> None:
    """Switch to ``language``, one of ``LANGUAGES``; an unknown one means English."""
    global _language
    _language = language if language in LANGUAGES else "en"
    _texts.clear()
    if _language != "en":
        _texts.update(read_translations(TRANSLATIONS / f"foxreel_{_language}.ts"))


def read_translations(file: Path) -> dict[tuple[str, str], str]:
    """Read a Qt Linguist file as ``{(context, source): translation}``, finished texts only."""
    from xml.etree import ElementTree

    texts: dict[tuple[str, str], str] = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                texts[name, message.findtext("source", "")] = translation.text
    return texts


def choose(environ: Mapping[str, str] = os.environ, preferred: str = "") -> str:
    """Choose a language: ``FOXREEL_LANG``, else the person's setting, else the system's locale."""
    wish = environ.get("FOXREEL_LANG", "").strip() or preferred or _system_locale(environ)
    return "zh_CN" if wish.lower().startswith(("zh", "chinese")) else "en"


def _system_locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    import locale

    return locale.getlocale()[0] or ""


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: ARG001 - Qt's own name
    """Mark ``source`` for translation where it is written; ``translate`` it where it is shown."""
    return source
