"""A window in a process of its own, in which somebody types a prompt and presses Ctrl+Return.

``python -m tests.promises.composing BASE_URL PROMPT`` on the home that the environment names; it
stays open until it is ended.
"""

from __future__ import annotations

import asyncio
import sys

from core.home import find_home
from tests.window.opening import drive, window_on


async def _compose(base_url: str, prompt: str) -> None:
    async with window_on(find_home(), base_url=base_url) as hands:
        await hands.type(prompt)
        await hands.generate()
        await asyncio.Event().wait()


if __name__ == "__main__":
    drive(lambda: _compose(*sys.argv[1:3]))
