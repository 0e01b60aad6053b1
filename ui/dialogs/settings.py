"""The settings: every change is in force at once, and what cannot be used never gets out."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.home import Home
from core.language import translate
from core.settings import Settings
from ui import icons
from ui.dialogs.dialog import Dialog, push_button, scrolled, while_open
from ui.dialogs.keys import KeyOutcome
from ui.dialogs.pages.about import AboutPage
from ui.dialogs.pages.appearance import AppearancePage
from ui.dialogs.pages.clips import ClipsPage
from ui.dialogs.pages.connection import ConnectionPage, KeySource
from ui.dialogs.pages.limits import LimitsPage
from ui.theme import SPACE, text_scale

ICONS = ("globe", "folder", "hourglass", "sun-moon", "info")
SIZE = QSize(760, 560)


class SettingsDialog(Dialog):
    """The pages of the settings, with a list of them at the left. There is nothing to save."""

    changed = Signal(object)
    """The ``Settings`` that are to be in force from now on."""
    key_given = Signal(str, str)
    """Key and base URL: to be checked and kept; ``show_result`` takes what comes of it."""
    kept_anyway = Signal(str, str)
    """Key and base URL: to be kept although the host could not be asked."""
    check_wanted = Signal(str)
    """The key in use for this base URL is to be checked; ``show_result`` takes what comes of it."""
    key_forgotten = Signal(str)
    """The key for this base URL is to be forgotten; ``set_key_source`` takes what is left."""
    folder_opened = Signal(str)
    """A person wants to see this folder."""

    def __init__(
        self,
        settings: Settings,
        home: Home,
        parent: QWidget | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.connection = ConnectionPage(
            settings.base_url, fixed=bool(environ.get("FOXAPI_BASE_URL", "").strip())
        )
        self.clips = ClipsPage(settings.output, str(home.clips))
        self.limits = LimitsPage(settings.limits)
        self.appearance = AppearancePage(
            settings.language, settings.theme, environ.get("FOXREEL_LANG", "").strip()
        )
        self.about = AboutPage(home, self.clips.path)
        self.pages = (self.connection, self.clips, self.limits, self.appearance, self.about)
        self.list = QListWidget()
        self.stack = QStackedWidget()
        self.done_button = push_button(self.accept)
        self._lay_out()
        self._connect()
        self.set_first(self.list)
        self.retranslate()

    @while_open
    def set_key_source(self, source: KeySource) -> None:
        """Show where the key for the base URL in use comes from."""
        self.connection.set_key_source(source)

    @while_open
    def set_balance(self, amount: str) -> None:
        """Show the balance of the key, an amount with its currency; nothing where it is empty."""
        self.connection.set_balance(amount)

    @while_open
    def set_theme(self, theme: str) -> None:
        """Mark the theme that was chosen elsewhere."""
        self.settings = dataclasses.replace(self.settings, theme=theme)
        self.appearance.set_theme(theme)

    @while_open
    def show_checking(self) -> None:
        """Show that the host is being asked about the key."""
        self.connection.show_checking()

    @while_open
    def show_result(self, outcome: KeyOutcome) -> None:
        """Say what came of a key."""
        self.connection.show_result(outcome)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.setWindowTitle(translate("Settings", "Settings"))
        self.setAccessibleName(self.windowTitle())
        self.list.setAccessibleName(translate("Settings", "Pages"))
        self.done_button.setText(translate("Settings", "Done"))
        names = (
            translate("Settings", "Connection"),
            translate("Settings", "Clips"),
            translate("Settings", "Limits"),
            translate("Settings", "Appearance"),
            translate("Settings", "About"),
        )
        for row, name in enumerate(names):
            self.list.item(row).setText(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as the person's text size asks for, within the screen."""
        self.ensurePolished()
        larger = text_scale()
        room = self.screen().availableGeometry().size() - QSize(SPACE[5], 2 * SPACE[5])
        self.resize((SIZE * larger).boundedTo(room))
        self.list.setIconSize(QSize(16, 16) * larger)
        self.list.setFixedWidth(round(172 * larger))
        super().showEvent(event)

    def _change(self, **values: Any) -> None:
        self.settings = dataclasses.replace(self.settings, **values)
        self.about.set_clips(self.clips.path)
        self.changed.emit(self.settings)

    def _connect(self) -> None:
        connection, clips = self.connection, self.clips
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        connection.address_chosen.connect(lambda address: self._change(base_url=address))
        clips.chosen.connect(lambda folder: self._change(output=folder))
        self.limits.chosen.connect(lambda limits: self._change(limits=limits))
        self.appearance.language_chosen.connect(lambda name: self._change(language=name))
        self.appearance.theme_chosen.connect(lambda name: self._change(theme=name))
        connection.given.connect(self.key_given)
        connection.kept_anyway.connect(self.kept_anyway)
        connection.check_wanted.connect(self.check_wanted)
        connection.forgotten.connect(self.key_forgotten)
        clips.folder_opened.connect(self.folder_opened)
        self.about.folder_opened.connect(self.folder_opened)

    def _lay_out(self) -> None:
        self.list.setProperty("role", "pages")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for icon, page in zip(ICONS, self.pages, strict=True):
            self.list.addItem(QListWidgetItem(icons.icon(icon, "muted"), ""))
            self.stack.addWidget(scrolled(page))
        self.list.setCurrentRow(0)
        line = QFrame()
        line.setProperty("role", "line")
        bottom = QHBoxLayout()
        bottom.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        bottom.addStretch(1)
        bottom.addWidget(self.done_button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(line)
        right.addLayout(bottom)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(right, 1)
