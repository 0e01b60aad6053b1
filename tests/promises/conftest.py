"""The promises' tests: what they tried is counted, and no key may be left in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faulty import FoxServer
from tests.promises.leaks import search
from tests.promises.tally import TALLY, Tally
from tests.studios import KEY


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key."""
    with FoxServer(key=KEY) as running:
        yield running


@pytest.fixture(scope="session")
def tally(pytestconfig: pytest.Config) -> Tally:
    """Return the counts of this run."""
    return pytestconfig.stash[TALLY]


@pytest.fixture
def long(pytestconfig: pytest.Config) -> bool:
    """Tell whether the whole matrix is to run, and not only its seeded part."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(autouse=True)
def _no_key_in_any_file(tmp_path: Path) -> Iterator[None]:
    """Search whatever a test has written for the key, in every form."""
    yield
    assert search(tmp_path, KEY) == []
