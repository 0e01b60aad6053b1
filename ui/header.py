"""The bar on top: which connection is in use, its balance, the theme and the settings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from core.language import translate
from ui import icons, theme
from ui.controls import IconButton

CHARACTERS = "Ctrl+Shift+P"
"""The keys that open the characters."""


class Header(QFrame):
    """The window's top bar."""

    demo_chosen = Signal(bool)
    """A person wants the built-in engine (True) or FoxAPI (False)."""
    theme_toggled = Signal()
    settings_wanted = Signal()
    characters_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._host = ""
        self._demo = False
        mark = QLabel()
        mark.setPixmap(icons.app_icon().pixmap(QSize(20, 20)))
        name = QLabel("Foxreel")
        name.setProperty("role", "heading")
        self.connection = QPushButton()
        self.connection.setProperty("role", "quiet")
        self.balance = QLabel()
        self.balance.setProperty("role", "secondary")
        self.characters = IconButton("users-round")
        self.theme = IconButton("sun-moon")
        self.settings = IconButton("settings")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(name)
        row.addStretch(1)
        for widget in (self.balance, self.connection, self.characters, self.theme, self.settings):
            row.addWidget(widget)
        self._make_menu()
        self.theme.clicked.connect(self.theme_toggled)
        self.characters.clicked.connect(self.characters_wanted)
        self.characters.setShortcut(CHARACTERS)
        self.settings.clicked.connect(self.settings_wanted)
        self.settings.setShortcut("Ctrl+,")
        theme.current().changed.connect(self._show_theme)
        self.retranslate()

    def set_connection(self, host: str, *, demo: bool) -> None:
        """Show what jobs are sent to: ``host``, or the built-in engine."""
        self._host, self._demo = host, demo
        self.retranslate()

    def set_balance(self, words: str) -> None:
        """Show the key's balance, nothing where it is not known."""
        self.balance.setText(words)
        self.balance.setVisible(bool(words))

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        engine = translate("Header", "Built-in engine")
        self.connection.setText(engine if self._demo else self._host)
        self.connection.setIcon(icons.icon("clapperboard" if self._demo else "globe", "muted"))
        self.connection.setToolTip(translate("Header", "Where clips are made"))
        self.connection.setAccessibleName(
            translate("Header", "Where clips are made: {where}").format(
                where=self.connection.text()
            )
        )
        self._foxapi.setText(self._host or "FoxAPI")
        self._engine.setText(translate("Header", "Built-in engine (no key, no cost)"))
        (self._engine if self._demo else self._foxapi).setChecked(True)
        self.characters.set_name(translate("Header", "Characters"), CHARACTERS)
        self.settings.set_name(translate("Header", "Settings"), "Ctrl+,")
        self._show_theme()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _make_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(self)
        self._foxapi = menu.addAction("")
        self._engine = menu.addAction("")
        for action in (self._foxapi, self._engine):
            action.setCheckable(True)
            group.addAction(action)
        group.triggered.connect(lambda action: self.demo_chosen.emit(action is self._engine))
        self.connection.setMenu(menu)
        self.connection.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _show_theme(self) -> None:
        dark = theme.current().name == "dark"
        self.theme.set_icon("sun" if dark else "moon")
        self.theme.set_name(
            translate("Header", "Light theme") if dark else translate("Header", "Dark theme")
        )
