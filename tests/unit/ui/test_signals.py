"""Ending in order when the system asks for it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading

import pytest

from ui.signals import ended_by_signals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def test_a_signal_that_another_thread_gets_ends_a_loop_that_sleeps() -> None:
    held = threading.Event()
    other = threading.Thread(target=held.wait)
    other.start()

    async def work() -> None:
        ended = asyncio.Event()
        with ended_by_signals(ended.set):
            assert other.ident is not None
            asyncio.get_running_loop().call_soon(signal.pthread_kill, other.ident, signal.SIGTERM)
            await ended.wait()

    try:
        asyncio.run(asyncio.wait_for(work(), 60))
    finally:
        held.set()
        other.join()


def test_afterwards_everything_is_as_before() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}

    async def work() -> None:
        with ended_by_signals(lambda: None):
            assert signal.getsignal(signal.SIGTERM) != before[signal.SIGTERM]

    asyncio.run(work())
    assert {number: signal.getsignal(number) for number in before} == before


def test_a_second_signal_is_not_caught_any_more() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: seen.append(number))

    async def work() -> None:
        ended = asyncio.Event()
        with ended_by_signals(ended.set):
            os.kill(os.getpid(), signal.SIGTERM)
            await ended.wait()
            assert seen == []
            os.kill(os.getpid(), signal.SIGTERM)
            while not seen:
                await asyncio.sleep(0)

    try:
        asyncio.run(asyncio.wait_for(work(), 60))
    finally:
        signal.signal(signal.SIGTERM, before)
