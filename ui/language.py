"""The window's language: our texts and Qt's own, switched while the window is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core import language


class Linguist(QTranslator):
    """Answers Qt from the same Linguist file that the core reads."""

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask for, in every language."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return the translation, and nothing where there is none, so that Qt asks others."""
        found = language.translate(context, source)
        return found if found != source else None  # type: ignore[return-value]


class WindowLanguage:
    """The language in use. Switching it sends ``LanguageChange`` to every widget."""

    def __init__(self) -> None:
        self._installed: list[QTranslator] = []

    def use(self, name: str) -> None:
        """Switch to ``name``, one of ``core.language.LANGUAGES``."""
        language.use(name)
        QLocale.setDefault(QLocale(name))
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed = [translator for translator in (_qt_texts(name), Linguist()) if translator]
        for translator in self._installed:
            QCoreApplication.installTranslator(translator)


def _qt_texts(name: str) -> QTranslator | None:
    """Return Qt's own texts, for example of a text field's menu; English needs none."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    texts = QTranslator()
    return texts if name != "en" and texts.load(f"qtbase_{name}", folder) else None
