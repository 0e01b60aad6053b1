"""The core's words name the window's buttons as the buttons name themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core import language
from core.windowhelp import names
from ui.actions import Action, label


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def each_language(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def test_the_buttons_that_words_name_are_there() -> None:
    assert names(held=False) == {
        "resume": label(Action.RESUME),
        "retry": label(Action.RETRY),
        "fetch": label(Action.FETCH),
        "reuse": label(Action.REUSE),
        "resolve": label(Action.RESOLVE).removesuffix("…"),
    }
    assert names(held=True)["resume"] == label(Action.SEND)
