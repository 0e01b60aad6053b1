"""What a key could call when it was asked last is known at the next start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from core.catalog import load_catalog
from core.foxapi.errors import Answer, FoxApiError
from core.job import Connection
from ui.account import KEPT, MOST_KEPT, Account

HOST = "https://a.b"


class Keys:
    """Connections of one key after the other."""

    def __init__(self) -> None:
        self.mark = "mark-1"

    def freeze(self, base_url: str) -> Connection:
        return Connection(base_url, self.mark)


class Now:
    """Background work that is done at once."""

    async def run(self, function: Any, *args: Any) -> Any:
        return function(*args)


class Host:
    """A studio whose host answers with what a test wants; nothing else is known there."""

    def __init__(self, *models: str) -> None:
        self.answer: tuple[str, ...] | None = models

    async def models(self, _: Connection) -> tuple[str, ...]:
        if self.answer is None:
            await self.usage(_)
        return self.answer or ()

    async def usage(self, _: Connection) -> Any:
        raise FoxApiError(Answer())

    prices = usage


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def start(tmp_path: Path, keys: Keys) -> Callable[[], Account]:
    """Return what begins anew, with what was kept before."""

    def begin() -> Account:
        state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        parts: Any = (keys, load_catalog(), Now(), state)
        account = Account(*parts, HOST)
        asyncio.run(account.look())
        return account

    return begin


def refresh(account: Account, host: Any) -> None:
    asyncio.run(account.refresh(host))


def test_it_is_known_at_once_at_the_next_start(start: Callable[[], Account]) -> None:
    first = start()
    assert first.models is None
    refresh(first, Host("sora-2", "veo-3.1"))
    assert start().models == ("sora-2", "veo-3.1")


def test_it_stays_known_while_the_host_does_not_answer(start: Callable[[], Account]) -> None:
    refresh(start(), Host("sora-2"))
    again, host = start(), Host()
    host.answer = None
    refresh(again, host)
    assert again.models == ("sora-2",)
    refresh(again, Host("veo-3.1"))
    assert again.models == start().models == ("veo-3.1",)


def test_what_one_key_could_call_says_nothing_of_another(
    start: Callable[[], Account], keys: Keys
) -> None:
    account = start()
    refresh(account, Host("sora-2"))
    keys.mark = "mark-2"
    asyncio.run(account.look())
    assert account.models is None
    assert start().models is None
    keys.mark = "mark-1"
    assert start().models == ("sora-2",)


def test_only_a_few_keys_are_remembered(start: Callable[[], Account], keys: Keys) -> None:
    for number in range(MOST_KEPT + 1):
        keys.mark = f"key-{number}"
        refresh(start(), Host(f"model-{number}"))
    assert start().models == (f"model-{MOST_KEPT}",)
    keys.mark = "key-0"
    assert start().models is None


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"a": 1}', "[" * 100_000, "null"])
def test_odd_memories_are_none(start: Callable[[], Account], kept: str, tmp_path: Path) -> None:
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    state.setValue(KEPT, kept)
    state.sync()
    account = start()
    assert account.models is None
    refresh(account, Host("sora-2"))
    assert start().models == ("sora-2",)


def test_without_a_key_and_on_the_engine_nothing_is_known(
    start: Callable[[], Account], keys: Keys
) -> None:
    refresh(start(), Host("sora-2"))
    account = start()
    account.use(demo=True, remember=False)
    assert set(account.marks().values()) == {None}
    keys.mark = ""
    assert start().models is None
