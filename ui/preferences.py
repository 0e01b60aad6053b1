"""What a person chooses for good: settings, key, where clips are made, theme and language."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from core import language, settings
from core.connections import KeySource
from core.foxapi.address import BadAddress, base_url
from core.keycheck import KeyCheck, check_key
from core.language import translate
from core.modelwords import unusable_words
from core.problems import Problem
from core.secrets import clean_key, forget_key, keep_key, key_problem
from core.settings import Settings
from core.wording import problem_words
from ui import theme
from ui.account import Account, usd_words
from ui.diagnostics import copy_diagnostics
from ui.dialogs.keys import KeyOutcome
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.welcome import Welcome
from ui.filemanager import open_folder
from ui.language import WindowLanguage
from ui.window import MainWindow

if TYPE_CHECKING:
    from ui.controller import Parts

Asker: TypeAlias = "Welcome | SettingsDialog"
"""Who asks for a key, and is told what came of it."""


class Preferences(QObject):
    """The settings in use, and the dialogs that change them."""

    import_wanted = Signal(str)
    """The clips in this folder are to be in the list."""

    def __init__(
        self, parts: Parts, account: Account, window: MainWindow, window_language: WindowLanguage
    ) -> None:
        super().__init__()
        self._parts = parts
        self._account = account
        self._window = window
        self._language = window_language
        self.welcome: Welcome | None = None
        self._dialog: SettingsDialog | None = None
        self.settings = parts.program.settings
        account.changed.connect(self._show_balance)

    @property
    def output(self) -> Path:
        """Return the folder for new clips."""
        return (
            Path(self.settings.output) if self.settings.output else self._parts.program.home.clips
        )

    # Where clips are made

    async def choose_source(self, *, demo: bool) -> None:
        """Begin with the built-in engine, with FoxAPI, or with the question which."""
        account = self._account
        await account.look()
        if demo:
            account.use(demo=True, remember=False)
        elif account.has_key and account.chosen_before != "demo":
            account.use(demo=False, remember=False)
        elif account.chosen_before == "demo":
            account.use(demo=True, remember=False)
        else:
            account.use(demo=True, remember=False)
            self.ask_for_key()
            return
        self._start(account.refresh(self._parts.studio))

    def change_source(self, demo: bool) -> None:
        """Use the built-in engine or FoxAPI; without a key, ask for one first."""
        if not demo and not self._account.has_key:
            self.ask_for_key()
            self._account.changed.emit()
            return
        self._account.use(demo=demo)
        self._start(self._account.refresh(self._parts.studio))

    def use_engine(self) -> None:
        """Make new clips with the built-in engine, for this time, and say so."""
        before = self._account.demo
        self._account.use(demo=True, remember=False)
        self._start(self._account.refresh(self._parts.studio))
        if self.welcome is not None and self._window.pages.currentWidget() is self.welcome:
            self._leave_welcome()
        if not before:
            words = translate(
                "Preferences", "New clips are made by the built-in engine now. They cost nothing."
            )
            self._window.toasts.show_message(words)

    def ask_for_key(self) -> None:
        """Show the two doors."""
        if self.welcome is None:
            self.welcome = Welcome(self._account.base_url)
            self.welcome.key_given.connect(partial(self._give_key, self.welcome))
            self.welcome.kept_anyway.connect(partial(self._keep_unchecked, self.welcome))
            self.welcome.demo_chosen.connect(self._choose_demo)
            self.welcome.finished.connect(self._leave_welcome)
        else:
            self.welcome.begin()
        self._window.show_page(self.welcome)

    def _choose_demo(self) -> None:
        self._account.use(demo=True)
        self._leave_welcome()

    def _leave_welcome(self) -> None:
        self._window.show_page(None)
        self._window.compose.focus_prompt()

    # The key

    def _give_key(self, asker: Asker, text: str, address: str) -> None:
        asker.show_checking()
        self._start(self._take_key(asker, text, address, check=True))

    def _keep_unchecked(self, asker: Asker, text: str, address: str) -> None:
        asker.show_checking()
        self._start(self._take_key(asker, text, address, check=False))

    async def _take_key(self, asker: Asker, text: str, address: str, *, check: bool) -> None:
        """Keep a key, checked with one call that costs nothing unless a person wants it without."""
        run, key = self._parts.background.run, clean_key(text)
        problem = key_problem(key)
        if problem is not None:
            asker.show_result(KeyOutcome("bad", problem_words(problem)))
            return
        try:
            url = base_url(address or self._account.base_url)
        except BadAddress as error:
            wrong = Problem("base_url", error.code, {"url": error.url})
            asker.show_result(KeyOutcome("bad", problem_words(wrong)))
            return
        works = False
        if check:
            checked = await self._parts.background.run(check_key, url, key)
            works = checked.kind == "ok"
            if (refused := _refusal(checked)) is not None:
                asker.show_result(refused)
                return
        kept = await run(keep_key, url, key)
        self._parts.connections.use_key(url, key, kept=kept)
        if url != self._account.base_url:
            self._apply(dataclasses.replace(self.settings, base_url=url))
        await self._account.look()
        self._account.use(demo=False)
        asker.show_result(KeyOutcome("kept" if kept else "session", checked=works))
        self._show_key_source()
        await self._parts.studio.want_unkeyed(url)
        await self._account.refresh(self._parts.studio)

    async def _check_present_key(self, dialog: SettingsDialog, url: str) -> None:
        key = await self._parts.background.run(self._parts.connections.key, url)
        checked = await self._parts.background.run(check_key, url, key)
        works = KeyOutcome("works", checked.detail, checked=checked.kind == "ok")
        dialog.show_result(_refusal(checked) or works)

    async def _forget_key(self, url: str) -> None:
        await self._parts.background.run(forget_key, url)
        self._parts.connections.use_key(url, "")
        await self._account.look()
        self._account.use(demo=self._account.demo or not self._account.has_key)
        self._show_key_source()
        await self._account.refresh(self._parts.studio)

    # Settings

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        other = "light" if theme.current().name == "dark" else "dark"
        self._apply(dataclasses.replace(self.settings, theme=other))

    def open_settings(self) -> None:
        """Show the settings; every change is in force at once."""
        dialog = self._dialog = SettingsDialog(
            self.settings,
            self._parts.program.home,
            self._window,
            wrong_models=self._wrong_models,
        )
        dialog.changed.connect(self._apply)
        dialog.key_given.connect(partial(self._give_key, dialog))
        dialog.kept_anyway.connect(partial(self._keep_unchecked, dialog))
        dialog.check_wanted.connect(lambda url: self._start(self._check_present_key(dialog, url)))
        dialog.key_forgotten.connect(lambda url: self._start(self._forget_key(url)))
        dialog.folder_opened.connect(lambda folder: open_folder(Path(folder)))
        dialog.diagnostics_wanted.connect(
            lambda: copy_diagnostics(self._parts, self._account.base_url, dialog.show_copied)
        )
        dialog.import_wanted.connect(partial(self._import_from, dialog))
        dialog.finished.connect(self._settings_closed)
        self._show_key_source()
        self._show_balance()
        dialog.open()

    def show_wrong_models(self) -> None:
        """Let the open settings say what is wrong with files of models now."""
        if self._dialog is not None:
            self._dialog.show_wrong_models()

    def _wrong_models(self) -> list[str]:
        return [unusable_words(each) for each in self._parts.program.catalog.unusable]

    def _import_from(self, dialog: SettingsDialog, folder: str) -> None:
        dialog.accept()  # how far it is, is shown in the window
        self.import_wanted.emit(folder)

    def _settings_closed(self) -> None:
        self._dialog = None

    def _show_key_source(self) -> None:
        """Let the open settings say where the key comes from; a keychain may ask the person."""
        find = partial(self._parts.connections.key_source, self._account.base_url)
        self._parts.background.call(find, self._show_found_source)

    def _show_found_source(self, source: KeySource) -> None:
        if self._dialog is not None:
            self._dialog.set_key_source(source)

    def _show_balance(self) -> None:
        balance = self._account.balance
        if self._dialog is not None:
            self._dialog.set_balance("" if balance is None else usd_words(balance))

    def _apply(self, chosen: Settings) -> None:
        """Put settings in force, and on the disk."""
        before, self.settings = self.settings, chosen
        if chosen.theme != before.theme:
            theme.current().choose(chosen.theme)
        if chosen.language != before.language:
            self.use_language(language.choose(os.environ, chosen.language))
        if chosen.base_url != before.base_url:
            self._account.use_base_url(base_url(chosen.base_url))
            self._start(self._look_again())
        if chosen.limits != before.limits:
            self._parts.studio.set_limits(chosen.limits)
        self._parts.studio.set_delivery(chosen.delivery)
        save = partial(settings.save, self._parts.program.home.settings, chosen)
        self._parts.background.call(save, failed=self._not_saved)

    async def _look_again(self) -> None:
        """See whether there is a key for the base URL of now."""
        await self._account.look()
        self._account.use(demo=self._account.demo or not self._account.has_key)
        self._show_key_source()
        await self._account.refresh(self._parts.studio)

    def _not_saved(self, error: Exception) -> None:
        words = translate("Preferences", "The settings could not be saved: {reason}")
        self._window.toasts.show_message(words.format(reason=error))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._parts.bridge.start(work)

    def use_language(self, name: str) -> None:
        """Switch the window to ``name``, one of ``core.language.LANGUAGES``."""
        self._language.use(name)
        self._account.changed.emit()  # its words stand in several places

    # The draft

    def draft(self) -> dict[str, object]:
        """Return what was in the form when the window was closed."""
        try:
            draft = json.loads(str(self._parts.state.value("compose/draft", "{}")))
        except ValueError:
            return {}
        return draft if isinstance(draft, dict) else {}

    def keep_draft(self, draft: dict[str, object]) -> None:
        """Keep what is in the form for the next start."""
        self._parts.state.setValue("compose/draft", json.dumps(draft))


def _refusal(checked: KeyCheck) -> KeyOutcome | None:
    """Return what is to be said of a key that is not to be kept as it is."""
    if checked.kind == "ok" or checked.kind == "unknown":
        return None
    return KeyOutcome(checked.kind, checked.detail)
