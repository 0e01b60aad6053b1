"""Whether a balance is worth a try, and what is said of each pause."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.job import Fault, State
from core.pauses import SHARED, Pause
from tests.queues import REMOTE, job
from ui.pauses import pause_words, suffices


@pytest.mark.parametrize(
    ("balance", "before", "prices", "worth"),
    [
        ("1.00", "0.50", [], True),
        ("0.50", "0.50", ["0.30"], False),
        ("0.40", "0.50", ["0.30"], False),
        (None, "0.50", ["0.30"], False),
        ("1.00", None, [], False),
        ("1.00", None, [None], False),
        ("1.00", None, [None, "2.00", "0.80"], True),
        ("0.50", None, ["0.80"], False),
    ],
)
def test_a_balance_is_tried_once_it_has_grown_or_covers_the_cheapest(
    balance: str | None, before: str | None, prices: list[str | None], worth: bool
) -> None:
    def dollars(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    assert suffices(dollars(balance), dollars(before), map(dollars, prices)) is worth


@pytest.mark.parametrize("kind", sorted(SHARED))
def test_every_pause_has_words_with_its_host_and_its_count(kind: str) -> None:
    jobs = tuple(job(State.WAITING) for _ in range(3))
    words = pause_words(Pause(Fault(kind, needs_person=True), REMOTE.base_url, jobs))
    assert "api.foxapi.cc" in words
    assert "3" in words
    assert "{" not in words
