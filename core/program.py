"""The parts that every face of the program needs, put together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from core import language, settings
from core.catalog import Catalog, load_catalog
from core.connections import Connections, Engine
from core.foxapi.address import BadAddress, base_url
from core.home import Home, find_home
from core.job import DEMO
from core.ledger import Ledger
from core.problems import InvalidAsk, Problem
from core.schema import LedgerUnusable
from core.secrets import environment_lookup, keychain_key
from core.settings import WHOLE_FILE, Settings
from core.unread import why_no_folder


@dataclass(frozen=True)
class Program:
    """What is known before any job is touched."""

    home: Home
    settings: Settings
    catalog: Catalog
    environ: Mapping[str, str]

    def address(self, *, demo: bool) -> str:
        """Return the base URL in use, ``DEMO`` for the engine; raises ``InvalidAsk``."""
        if demo:
            return DEMO
        try:
            return base_url(self.settings.base_url)
        except BadAddress as error:
            raise InvalidAsk(Problem("base_url", error.code, {"url": error.url})) from error

    def prepare_home(self) -> None:
        """Make the home's folders; raises ``InvalidAsk`` if they cannot be."""
        try:
            self.home.prepare()
        except OSError as error:
            facts = {"folder": str(self.home.root), "reason": why_no_folder(error)}
            raise InvalidAsk(Problem("FOXREEL_HOME", "folder_unusable", facts)) from error

    def open_ledger(self) -> Ledger:
        """Open the home's ledger; raises ``LedgerUnusable``, or ``InvalidAsk`` without a home.

        A damaged one is set aside first and made anew, and so is one that is gone; the result's
        ``rebuilt`` tells of it.
        """
        self.prepare_home()
        if not self._is_lost():
            try:
                return Ledger(self.home.ledger)
            except LedgerUnusable as error:
                if error.code != "damaged":
                    raise
        from core.rebuilding import rebuild

        rebuilt = rebuild(self.home, self.settings.output)
        ledger = Ledger(self.home.ledger)
        ledger.rebuilt = rebuilt
        return ledger

    def _is_lost(self) -> bool:
        if self.home.ledger.exists() or not self.home.clips.is_dir():
            return False  # at nearly every start, and at the very first one
        from core.rebuilding import is_lost

        return is_lost(self.home)

    def connections(self, ledger: Ledger) -> Connections:
        """Return the connections that this program may use."""
        try:
            current = self.address(demo=False)
        except InvalidAsk:
            current = ""
        environment = environment_lookup(current, self.environ)
        return Connections(keychain_key, ledger.salt, self._start_engine, environment)

    def _start_engine(self) -> Engine:
        from core.demo.process import engine_command, start_engine_process

        return start_engine_process(self.home.demo, engine_command())


def load_program(environ: Mapping[str, str] = os.environ) -> Program:
    """Find home and settings, read the catalogue, and speak the person's language.

    Raises ``InvalidAsk`` if the settings cannot be used: a key must not go to a default host when
    another one was meant.
    """
    home = find_home(environ)
    chosen = settings.load(home.settings, environ)
    language.use(language.choose(environ, chosen.language))
    facts = {"file": str(home.settings), "entries": chosen.unusable, "reason": chosen.unread}
    if chosen.unread:
        raise InvalidAsk(Problem("settings", "settings_unread", facts))
    if WHOLE_FILE in chosen.unusable:
        raise InvalidAsk(Problem("settings", "settings_no_json", facts))
    if chosen.unusable:
        raise InvalidAsk(Problem("settings", "settings_unusable", facts))
    return Program(home, chosen, load_catalog(home.models), environ)


def speak(environ: Mapping[str, str] = os.environ) -> None:
    """Speak the person's language as far as it is known, whatever is wrong with the settings."""
    try:
        preferred = settings.load(find_home(environ).settings, environ).language
    except InvalidAsk:
        preferred = ""
    language.use(language.choose(environ, preferred))
