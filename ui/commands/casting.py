"""Characters that a command calls by their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.characters import ids_of
from core.model import Model

if TYPE_CHECKING:
    from core.asking import Ask
    from core.ledger import Ledger


def with_characters(ask: Ask, model: Model, ledger: Ledger, base_url: str) -> Ask:
    """Return ``ask`` with ids instead of the names of characters; raises ``InvalidAsk``."""
    field = model.field_for("characters")
    wanted = ask.values.get(field.name) if field is not None else None
    if field is None or not wanted:
        return ask
    ids = ids_of(wanted, ledger.characters(), base_url)
    return replace(ask, values={**ask.values, field.name: ids})
