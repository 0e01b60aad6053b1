"""What is known of the models beside their data: callable, prices, favourites, used last."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QSettings, Signal

from core.catalog import Model
from ui.account import Account, usd_words

Prices = Callable[[Model], str]
"""Returns in words what a usual clip of a model costs, empty where it is not known."""

MOST_USED = 4
"""Models that are offered as those used last."""
_FAVOURITES, _USED = "models/favourites", "models/used"


@dataclass(frozen=True)
class Known:
    """What is known now: by the models' ids what the key can call, and a person's own order.

    ``demo`` says that the built-in engine makes the clips. ``used`` begins with the last one.
    """

    marks: Mapping[str, bool | None] = field(default_factory=dict)
    demo: bool = False
    favourites: tuple[str, ...] = ()
    used: tuple[str, ...] = ()

    def lacks(self, model_id: str) -> bool:
        """Tell whether the key is known not to call a model."""
        return not self.demo and self.marks.get(model_id) is False


class Shelf(QObject):
    """Holds what is known of the models. Without ``state`` it lasts as long as the program."""

    changed = Signal()
    refreshed = Signal()
    """The catalogue holds other models; whoever loads it anew says so."""

    def __init__(self, state: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._prices: Prices | None = None
        self._words: dict[str, str] = {}
        self.known = Known(favourites=self._kept(_FAVOURITES), used=self._kept(_USED))

    def set_callable(self, marks: Mapping[str, bool | None], *, demo: bool = False) -> None:
        """Tell what the key can call, cannot call, or what is not known."""
        self._words.clear()
        self._become(replace(self.known, marks=dict(marks), demo=demo))

    def set_prices(self, prices: Prices) -> None:
        """Tell what clips cost; whatever was known before is asked for anew."""
        self._prices = prices
        self._words.clear()
        self.changed.emit()

    def price(self, model: Model) -> str:
        """Return what a usual clip of a model costs, in words; empty where it is not known."""
        if model.id not in self._words:
            self._words[model.id] = self._prices(model) if self._prices is not None else ""
        return self._words[model.id]

    def toggle_favourite(self, model_id: str) -> None:
        """Make a model a favourite, the last of them, or take it from them."""
        others = tuple(each for each in self.known.favourites if each != model_id)
        was = len(others) < len(self.known.favourites)
        favourites = others if was else (*others, model_id)
        self._keep(_FAVOURITES, favourites)
        self._become(replace(self.known, favourites=favourites))

    def note_used(self, model_id: str) -> None:
        """Remember that a clip was asked for with a model."""
        used = (model_id, *(each for each in self.known.used if each != model_id))[:MOST_USED]
        if used != self.known.used:
            self._keep(_USED, used)
            self._become(replace(self.known, used=used))

    def _become(self, known: Known) -> None:
        self.known = known
        self.changed.emit()

    def _kept(self, name: str) -> tuple[str, ...]:
        """Return the ids under a name; what is odd in the settings counts as nothing."""
        try:
            found = json.loads(str(self._state.value(name, "[]"))) if self._state else []
        except ValueError:
            return ()
        if not isinstance(found, list):
            return ()
        return tuple(dict.fromkeys(each for each in found if isinstance(each, str)))

    def _keep(self, name: str, ids: tuple[str, ...]) -> None:
        if self._state is not None:
            self._state.setValue(name, json.dumps(ids))


def usual_prices(account: Account) -> Prices:
    """Return what says the price of a clip with a model's own defaults, as an account knows it."""

    def words(model: Model) -> str:
        price = account.price(model, model.with_defaults({}))
        return "" if price is None else usd_words(price)

    return words
