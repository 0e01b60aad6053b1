"""The settings: every change is in force at once, and what cannot be used never gets out."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
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
from ui.dialogs.pages.library import LibraryPage
from ui.dialogs.pages.limits import LimitsPage
from ui.dialogs.pages.names import NamesPage
from ui.dialogs.pages.page import Page
from ui.theme import SPACE, text_scale

PAGES = (
    *(("connection", "globe"), ("clips", "folder"), ("names", "tag"), ("library", "folder-input")),
    *(("limits", "hourglass"), ("appearance", "sun-moon"), ("about", "info")),
)
"""The pages and their icons, in the order of the list."""
SIZE = QSize(760, 560)

_AnyPage = TypeVar("_AnyPage", bound=Page)


class SettingsDialog(Dialog):
    """The pages of the settings, with a list of them at the left. There is nothing to save.

    ``wrong_models`` returns what keeps files of a person's own models from being used.
    """

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
    diagnostics_wanted = Signal()
    """A person wants diagnostics on the clipboard; ``show_copied`` says that they are there."""
    import_wanted = Signal(str)
    """The clips in this folder are to be in the list."""

    def __init__(
        self,
        settings: Settings,
        home: Home,
        parent: QWidget | None = None,
        environ: Mapping[str, str] = os.environ,
        wrong_models: Callable[[], Sequence[str]] = list,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self._home, self._environ = home, environ
        self._wrong_models = wrong_models
        self._made: dict[str, Page] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self._balance = ""
        self.list = QListWidget()
        self.stack = QStackedWidget()
        self.done_button = push_button(self.accept)
        self._lay_out()
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._show_page)
        self.set_first(self.list)
        self.retranslate()

    # The pages: each is made when it is shown first, so that the dialog opens at once

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, in the order of the list."""
        return tuple(getattr(self, name) for name, _ in PAGES)

    @cached_property
    def connection(self) -> ConnectionPage:
        """The host and the key."""
        fixed = bool(self._environ.get("FOXAPI_BASE_URL", "").strip())
        page = ConnectionPage(self.settings.base_url, fixed=fixed, environ=self._environ)
        page.set_balance(self._balance)
        page.address_chosen.connect(lambda address: self._change(base_url=address))
        page.given.connect(self.key_given)
        page.kept_anyway.connect(self.kept_anyway)
        page.check_wanted.connect(self.check_wanted)
        page.forgotten.connect(self.key_forgotten)
        return self._put("connection", page)

    @cached_property
    def clips(self) -> ClipsPage:
        """Where clips go."""
        own = {"tags": self.settings.tags, "tag_prompt": self.settings.tag_prompt}
        page = ClipsPage(self.settings.output, str(self._home.clips), **own)
        page.chosen.connect(lambda folder: self._change(output=folder))
        page.tags_chosen.connect(lambda tags, words: self._change(tags=tags, tag_prompt=words))
        page.folder_opened.connect(self.folder_opened)
        return self._put("clips", page)

    @cached_property
    def names(self) -> NamesPage:
        """What clips are called."""
        page = NamesPage(self.settings.name_template, self._clips_folder())
        page.chosen.connect(lambda template: self._change(name_template=template))
        return self._put("names", page)

    @cached_property
    def library(self) -> LibraryPage:
        """Clips that come back into the list."""
        page = LibraryPage(self._clips_folder(), self._wrong_models)
        page.folder_chosen.connect(self.import_wanted)
        page.models_opened.connect(lambda: self.folder_opened.emit(str(self._home.models)))
        return self._put("library", page)

    @cached_property
    def limits(self) -> LimitsPage:
        """How much happens at once."""
        page = LimitsPage(self.settings.limits)
        page.chosen.connect(lambda limits: self._change(limits=limits))
        return self._put("limits", page)

    @cached_property
    def appearance(self) -> AppearancePage:
        """Language and theme."""
        fixed = self._environ.get("FOXREEL_LANG", "").strip()
        page = AppearancePage(self.settings.language, self.settings.theme, fixed)
        page.language_chosen.connect(lambda name: self._change(language=name))
        page.theme_chosen.connect(lambda name: self._change(theme=name))
        return self._put("appearance", page)

    @cached_property
    def about(self) -> AboutPage:
        """Versions, folders and licences."""
        page = AboutPage(self._home, self._clips_folder())
        page.folder_opened.connect(self.folder_opened)
        page.diagnostics_wanted.connect(self.diagnostics_wanted)
        return self._put("about", page)

    def _put(self, name: str, page: _AnyPage) -> _AnyPage:
        self._made[name] = page
        self._places[name].addWidget(scrolled(page))
        return page

    def _show_page(self, row: int) -> None:
        getattr(self, PAGES[row][0])  # makes it
        self.stack.setCurrentIndex(row)

    def _clips_folder(self) -> str:
        return self.settings.output or str(self._home.clips)

    @while_open
    def set_key_source(self, source: KeySource) -> None:
        """Show where the key for the base URL in use comes from."""
        self.connection.set_key_source(source)

    @while_open
    def set_balance(self, amount: str) -> None:
        """Show the balance of the key, an amount with its currency; nothing where it is empty."""
        self._balance = amount
        if "connection" in self._made:
            self.connection.set_balance(amount)

    @while_open
    def set_theme(self, theme: str) -> None:
        """Mark the theme that was chosen elsewhere."""
        self.settings = dataclasses.replace(self.settings, theme=theme)
        if "appearance" in self._made:
            self.appearance.set_theme(theme)

    @while_open
    def show_checking(self) -> None:
        """Show that the host is being asked about the key."""
        self.connection.show_checking()

    @while_open
    def show_result(self, outcome: KeyOutcome) -> None:
        """Say what came of a key."""
        self.connection.show_result(outcome)

    @while_open
    def show_copied(self) -> None:
        """Say that the diagnostics are on the clipboard."""
        self.about.show_copied()

    @while_open
    def show_wrong_models(self) -> None:
        """Say anew what keeps files of a person's own models from being used."""
        if "library" in self._made:
            self.library.show_wrong()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.setWindowTitle(translate("Settings", "Settings"))
        self.setAccessibleName(self.windowTitle())
        self.list.setAccessibleName(translate("Settings", "Pages"))
        self.done_button.setText(translate("Settings", "Done"))
        names = (
            translate("Settings", "Connection"),
            translate("Settings", "Clips"),
            translate("Settings", "Names"),
            translate("Settings", "Library"),
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
        QTimer.singleShot(0, self, lambda: self._show_page(self.list.currentRow()))

    def _change(self, **values: Any) -> None:
        self.settings = dataclasses.replace(self.settings, **values)
        folder = self._clips_folder()
        if "about" in self._made:
            self.about.set_clips(folder)
        if "names" in self._made:
            self.names.set_folder(folder)
        if "library" in self._made:
            self.library.set_folder(folder)
        self.changed.emit(self.settings)

    def _lay_out(self) -> None:
        self.list.setProperty("role", "pages")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name, icon in PAGES:
            self.list.addItem(QListWidgetItem(icons.icon(icon, "muted"), ""))
            place = QWidget()
            self._places[name] = QVBoxLayout(place)
            self._places[name].setContentsMargins(0, 0, 0, 0)
            self.stack.addWidget(place)
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
