"""Whom new jobs are sent to, and what is known of that account: models, prices, balance."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

from core.catalog import Catalog, Model
from core.connections import Connections, NoClient
from core.foxapi.address import host_of
from core.foxapi.errors import FoxApiError
from core.foxapi.messages import Prices
from core.job import DEMO, Connection, Job
from core.language import translate
from core.price import balance_usd, price_of
from core.studio import Studio
from ui.background import Background
from ui.wording import locale

KEPT = "account/models"
"""Where the state keeps what keys could call when they were asked last."""
MOST_KEPT = 4
"""Keys of which that is kept."""

log = logging.getLogger(__name__)


class Account(QObject):
    """The connection in use. Everything beyond the key is optional: None where it is not known."""

    changed = Signal()
    """The connection, or what is known of it, is another."""

    def __init__(
        self,
        connections: Connections,
        catalog: Catalog,
        background: Background,
        state: QSettings,
        base_url: str,
    ) -> None:
        super().__init__()
        self._catalog = catalog
        self._connections = connections
        self._background = background
        self._state = state
        self.base_url = base_url
        self.demo = False
        self.has_key = False
        self.models: tuple[str, ...] | None = None
        self._models_of = ""
        self.balance: Decimal | None = None
        self._prices: Prices | None = None

    @property
    def host(self) -> str:
        """Return the host that the key is for."""
        return host_of(self.base_url)

    @property
    def address(self) -> str:
        """Return the base URL for new jobs, ``DEMO`` for the built-in engine."""
        return DEMO if self.demo else self.base_url

    @property
    def chosen_before(self) -> str:
        """Return what the person used last: ``demo``, ``foxapi`` or nothing."""
        return str(self._state.value("account/source", ""))

    async def look(self) -> None:
        """Find out whether there is a key for the base URL; a keychain may ask the person.

        The models that this key could call when it was asked last are known at once.
        """
        connection = await self._background.run(self._connections.freeze, self.base_url)
        self.has_key = bool(connection.key_mark)
        self._recall(connection)

    async def freeze(self) -> Connection:
        """Return the connection that a job of now is asked for with."""
        return await self._background.run(self._connections.freeze, self.address)

    def use(self, *, demo: bool, remember: bool = True) -> None:
        """Send new jobs to the built-in engine, or to the base URL."""
        self.demo = demo
        if remember:
            self._state.setValue("account/source", "demo" if demo else "foxapi")
        self.changed.emit()

    def use_base_url(self, base_url: str) -> None:
        """Use another gateway; nothing is known of it yet."""
        self.base_url = base_url
        self.models = self.balance = self._prices = None
        self.changed.emit()

    async def refresh(self, studio: Studio) -> None:
        """Ask for models, balance and prices; what cannot be had stays unknown."""
        if self.demo or not self.has_key:
            self.models = self.balance = self._prices = None
        else:
            connection = await self.freeze()
            known = self.models
            self._recall(connection)
            if self.models != known:
                self.changed.emit()
            answered = await _known(studio.models(connection))
            if answered is not None:
                self.models = answered
                self._keep_models(connection, answered)
            if self._prices is None:
                self._prices = await _known(studio.prices(connection))
            await self.refresh_balance(studio)
        self.changed.emit()

    def marks(self) -> dict[str, bool | None]:
        """Mark the models that can be called now; None where that is not known."""
        return self._catalog.callable_with(None if self.demo else self.models)

    def _recall(self, connection: Connection) -> None:
        """Know what the connection's key could call when it was asked last."""
        key = _kept_as(connection)
        if self.models is None or key != self._models_of:
            self._models_of, self.models = key, self._kept_models().get(key)

    def _kept_models(self) -> dict[str, tuple[str, ...]]:
        """Return what keys could call when they were asked last, as far as it can be read."""
        try:
            kept = json.loads(str(self._state.value(KEPT, "{}")))
            return {str(mark): tuple(map(str, ids)) for mark, ids in kept.items()}
        except (ValueError, TypeError, AttributeError, RecursionError):
            return {}

    def _keep_models(self, connection: Connection, models: Iterable[str]) -> None:
        """Keep what a key can call, with that of a few others."""
        others = self._kept_models()
        others.pop(_kept_as(connection), None)
        newest = [*others.items(), (_kept_as(connection), tuple(models))][-MOST_KEPT:]
        self._state.setValue(KEPT, json.dumps(dict(newest)))

    async def refresh_balance(self, studio: Studio) -> None:
        """Ask what is left, as something may have been charged."""
        if self.demo or not self.has_key:
            return
        usage = await _known(studio.usage(await self.freeze()))
        self.balance = None if usage is None else balance_usd(usage)
        self.changed.emit()

    def price(self, model: Model, values: Mapping[str, Any]) -> Decimal | None:
        """Return what one clip costs in US dollars, None where it is not known."""
        if self.demo or self._prices is None:
            return None
        return price_of(model, values, self._prices, "")

    def price_line(self, model: Model, values: Mapping[str, Any], takes: int) -> str:
        """Return what asking for ``takes`` clips costs, as far as it can be known before."""
        if model.billing == "free":
            return translate("Account", "Free")
        if model.billing == "afterwards":
            return translate("Account", "Billed by the clip's real length once it is done")
        price = self.price(model, values)
        if price is None:
            return translate("Account", "FoxAPI does not say the price beforehand.")
        return translate("Account", "About {price}").format(price=usd_words(price * takes))

    def price_of_job(self, job: Job) -> Decimal | None:
        """Return what a job that waits will cost in US dollars, None where it is not known."""
        model = self._catalog.get(job.model)
        return None if model is None else self.price(model, job.values)

    def price_words(self, job: Job) -> str:
        """Return what asking for the same again costs, empty where it is not known."""
        price = self.price_of_job(job)
        return "" if price is None or job.connection.demo else usd_words(price)


def usd_words(amount: Decimal) -> str:
    """Return an amount of US dollars as the person writes figures."""
    digits = 2 if amount >= Decimal("0.1") or amount == 0 else 4
    return f"${locale().toString(float(amount), 'f', digits)}"


def _kept_as(connection: Connection) -> str:
    """Return what stands for a key of a host: its salted mark, never the key."""
    return f"{host_of(connection.base_url)} {connection.key_mark}"


async def _known(call: Any) -> Any:
    """Await an optional call of the account; None if it cannot be had."""
    try:
        return await call
    except (FoxApiError, NoClient) as error:
        log.info("not known: %s", error)
        return None
