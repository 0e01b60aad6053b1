"""The window's language: our texts and Qt's own, switched while the window is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator

from core import language


class Linguist(QTranslator):
    """Answers Qt from the same Linguist file that the core reads, and of Qt's own texts from Qt's.

    It is installed once and stays: installing and removing wait for every thread that asks for a
    text just then, and a thread that asks waits for the interpreter, which the caller has.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.qt_texts: QTranslator | None = None

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask for, in every language."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return the translation, and nothing where there is none, so that Qt uses ``source``."""
        found = language.translate(context, source)
        if found != source:
            return found
        texts = self.qt_texts
        answer = texts.translate(context, source, disambiguation, n) if texts is not None else ""
        return answer or None  # type: ignore[return-value]


class WindowLanguage:
    """The language in use. Switching it sends ``LanguageChange`` to every widget."""

    def __init__(self) -> None:
        application = QCoreApplication.instance()
        assert application is not None
        self._application = application
        self._linguist = application.findChild(Linguist) or _installed(application)

    def use(self, name: str) -> None:
        """Switch to ``name``, one of ``core.language.LANGUAGES``."""
        language.use(name)
        QLocale.setDefault(QLocale(name))
        self._linguist.qt_texts = _qt_texts(name)
        QCoreApplication.sendEvent(self._application, QEvent(QEvent.Type.LanguageChange))


def _installed(application: QCoreApplication) -> Linguist:
    linguist = Linguist(application)
    application.installTranslator(linguist)
    return linguist


def _qt_texts(name: str) -> QTranslator | None:
    """Return Qt's own texts, for example of a text field's menu; English needs none."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    texts = QTranslator()
    return texts if name != "en" and texts.load(f"qtbase_{name}", folder) else None
