"""What a clip costs, as far as it is known: never a figure that nobody gave."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import load_catalog
from core.foxapi.messages import Prices, Usage, read_prices, read_usage
from core.price import balance_usd, price_of

PRO, PLAIN = load_catalog().find("sora-2-pro"), load_catalog().find("sora-2")
ROW = {"model_name": "sora-2-pro", "quota_type": 1, "model_price": 0.8, "model_ratio": 37.5}
NAMES = st.sampled_from([*ROW, "data", "group_ratio", "default", "vip", "sora-2-pro"])
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["sora-2-pro", "1", "0.8", 1, 0.8, 10**400, "nan", "1e999", -1]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(), inner, max_size=6)
    ),
    max_leaves=20,
)


def prices(*rows: Any, **ratios: Any) -> Prices:
    read = read_prices({"data": list(rows), "group_ratio": ratios or {"default": 1}})
    assert read is not None
    return read


def price(*rows: Any, group: str = "", ratios: Any = None, **values: Any) -> Decimal | None:
    return price_of(PRO, values, prices(*rows, **(ratios or {})), group)


def test_a_fixed_price_is_known_to_the_cent() -> None:
    assert price(ROW) == Decimal("0.8")
    assert price(ROW, duration=12, aspect_ratio="9:16", resolution="720p") == Decimal("0.8")


def test_it_is_multiplied_by_the_ratio_of_the_key_s_group() -> None:
    ratios = {"default": 1.2, "vip": 0.9}
    assert price(ROW, ratios=ratios) == Decimal("0.96")
    assert price(ROW, ratios=ratios, group="default") == Decimal("0.96")
    assert price(ROW, ratios=ratios, group="vip") == Decimal("0.72")


def test_the_ratio_of_an_unknown_group_is_not_made_up() -> None:
    assert price(ROW, group="gold") is None
    assert price(ROW, ratios={"vip": 1}) is None
    assert price(ROW, ratios={"default": "cheap"}) is None


def test_a_higher_resolution_costs_more_and_nobody_says_how_much() -> None:
    assert price(ROW, resolution="1080p") is None
    plain = prices({**ROW, "model_name": "sora-2"})
    assert price_of(PLAIN, {"resolution": "1080p"}, plain, "") is None
    assert price_of(PLAIN, {}, plain, "") == Decimal("0.8")


@pytest.mark.parametrize(
    "row",
    [
        *({**ROW, "quota_type": kind} for kind in (0, 2, None, True, "per token", [])),
        *({**ROW, "model_price": usd} for usd in (None, -1, "free", True, [], float("nan"))),
        {"model_name": "sora-2-pro"},
        {**ROW, "model_name": "sora-2-pro-remix"},
        {**ROW, "model_name": "SORA-2-PRO"},
    ],
)
def test_what_is_no_fixed_price_is_unknown(row: dict[str, Any]) -> None:
    assert price(row) is None


def test_prices_that_contradict_each_other_are_unknown() -> None:
    assert price(ROW, {**ROW, "model_price": 0.9}) is None
    assert price(ROW, {**ROW, "quota_type": 0}) is None
    assert price(ROW, ROW) == Decimal("0.8")


def test_what_costs_nothing_costs_nothing_in_every_group() -> None:
    free = {**ROW, "model_price": 0}
    assert price(free, group="gold", resolution="1080p") == 0


def test_an_empty_list_knows_no_price() -> None:
    assert price() is None
    assert price_of(PRO, {}, Prices(()), "") is None


@pytest.mark.parametrize("body", [None, [], {}, {"data": None}, {"data": {"x": 1}}, "no", 5])
def test_what_is_no_price_list_is_none(body: Any) -> None:
    assert read_prices(body) is None


@given(rows=st.lists(JUNK | st.builds(lambda more: {**ROW, **more}, st.dictionaries(NAMES, JUNK))))
def test_no_list_breaks_the_reading_or_gives_an_impossible_price(rows: Any) -> None:
    for ratios in ({"default": 1}, {"default": rows}, rows):
        read = read_prices({"data": rows, "group_ratio": ratios})
        assert read is not None
        for group in ("", "vip", "\0"):
            found = price_of(PRO, {"resolution": "720p"}, read, group)
            assert found is None or (found >= 0 and found.is_finite())


@given(junk=JUNK)
def test_a_price_is_one_that_was_given(junk: Any) -> None:
    read = read_prices({"data": [{**ROW, "model_price": junk}], "group_ratio": {"default": 1}})
    assert read is not None
    found = price_of(PRO, {}, read, "")
    assert found is None or float(found) == float(junk)


# What is left


@given(quota=st.integers(-(10**12), 10**12))
def test_a_balance_is_exact(quota: int) -> None:
    usage = read_usage({"data": {"total_available": quota}})
    assert usage is not None
    assert balance_usd(usage) == Decimal(quota) / 500_000


def test_a_balance_that_is_not_limited_or_not_said_is_unknown() -> None:
    assert balance_usd(Usage()) is None
    assert balance_usd(Usage(available=3.0, unlimited=True)) is None
    assert balance_usd(Usage(available=8.0)) == 8
    assert balance_usd(Usage(available=0.0)) == 0
