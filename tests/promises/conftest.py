"""The promises' tests: what they tried is counted, and no key may be left in a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faulty import FoxServer
from tests.promises.leaks import search
from tests.promises.programs import Programs
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


@pytest.fixture(scope="session")
def programs(tally: Tally) -> Iterator[Programs]:
    """Yield the starter of programs."""
    if not hasattr(os, "fork"):
        pytest.skip("programs are forked")
    with Programs(tally) as running:
        yield running


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a start frame."""
    from PIL import Image

    file = tmp_path_factory.mktemp("pictures") / "frame.png"
    Image.new("RGB", (1280, 720), "teal").save(file)
    return str(file)


@pytest.fixture
def long(pytestconfig: pytest.Config) -> bool:
    """Tell whether the whole matrix is to run, and not only its seeded part."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(autouse=True)
def _no_key_in_any_file(tmp_path: Path) -> Iterator[None]:
    """Search whatever a test has written for the key, in every form."""
    yield
    assert search(tmp_path, KEY) == []
