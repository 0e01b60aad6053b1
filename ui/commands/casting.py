"""Characters that a command calls by their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.characters import ids_of

if TYPE_CHECKING:
    from core.asking import Ask
    from core.ledger import Ledger


def with_characters(ask: Ask, ledger: Ledger, base_url: str) -> Ask:
    """Return ``ask`` with ids instead of the names of characters; raises ``InvalidAsk``."""
    wanted = ask.values.get("character_ids")
    if not wanted:
        return ask
    ids = ids_of(wanted, ledger.characters(), base_url)
    return replace(ask, values={**ask.values, "character_ids": ids})
