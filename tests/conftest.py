"""What every test has: a world of its own, and logs that must have been announced."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from core import masking
from core.home import Home
from tests.faulty import Authority, FoxServer
from tests.promises.tally import TALLY, Tally

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no failure, and the same tests run everywhere.
hypothesis.settings.register_profile("foxreel", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("foxreel")

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
NETRC_LOGIN = "netrc-login"
"""The login in the fake home's netrc, for every host of loopback: it must never be sent."""


RESET_BEFORE_HANDSHAKE = (
    r"ignore:unclosed <ssl\.SSLSocket fd=\d+, family=\d+, type=1, proto=6, laddr=\([^)]*\)>"
    ":ResourceWarning"
)
"""Python's ssl leaves a socket to the garbage whose peer resets it before the handshake begins:
one without a ``raddr``. The collector may meet it in any later test."""


@pytest.fixture(scope="session")
def fake_user(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder of nobody, with a netrc that tempts."""
    folder = tmp_path_factory.mktemp("user")
    hosts = ("127.0.0.1", "localhost", "[::1]")
    lines = "".join(f"machine {host} login {NETRC_LOGIN} password leaked\n" for host in hosts)
    for name in (".netrc", "_netrc"):
        netrc = folder / name
        netrc.write_text(lines, encoding="utf-8")
        netrc.chmod(0o600)
    return folder


@pytest.fixture(autouse=True)
def _own_world(fake_user: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's user, keys, proxies and keychain out of the tests."""
    for name in ("FOXAPI_API_KEY", "FOXAPI_BASE_URL", "NETRC", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    for name in [each for each in os.environ if each.lower() in PROXIES]:
        monkeypatch.delenv(name)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(fake_user))
    monkeypatch.setenv("USERPROFILE", str(fake_user))
    monkeypatch.setenv("FOXREEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FOXREEL_LANG", "en")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(masking, "_known", {})  # other tests' keys
    _forget_proxies()


def _forget_proxies() -> None:
    """Let the transport look at the environment again, which it does once for each host."""
    transport = sys.modules.get("core.foxapi.transport")
    if transport is not None:
        transport._proxies.cache_clear()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home, prepared; it is also the one that the program finds."""
    found = Home(tmp_path / "home", tmp_path / "home" / "clips")
    found.prepare()
    return found


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return the run's own certificate authority."""
    return Authority.create(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway over plain HTTP."""
    with FoxServer() as running:
        yield running


@pytest.fixture
def untrusted_server(authority: Authority) -> Iterator[FoxServer]:
    """Yield a gateway over TLS whose certificate nobody trusts."""
    with FoxServer(tls=authority) as running:
        yield running


@pytest.fixture
def tls_server(
    untrusted_server: FoxServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> FoxServer:
    """Return a gateway over TLS that this process and its children trust."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.bundle))
    return untrusted_server


# Logs.


class _Warnings(logging.Handler):
    """Gathers what was logged at WARNING or above during one test."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.announced: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def check(self) -> None:
        """Fail the test over a line that it did not announce."""
        lines, self.lines = self.lines, []
        surprises = [
            line for line in lines if not any(re.search(each, line) for each in self.announced)
        ]
        if surprises:
            pytest.fail("logged, but not announced:\n" + "\n".join(surprises), pytrace=False)


_WARNINGS = pytest.StashKey[_Warnings]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for the whole matrix of faults, kills and examples."""
    words = "the whole matrix of the promises' tests, not only a seeded part of it"
    parser.addoption("--long", action="store_true", help=words)


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker, and begin to count."""
    config.stash[TALLY] = Tally()
    marker = "expected_logs(*patterns): warnings and errors that this test may log (regular ones)"
    config.addinivalue_line("markers", marker)
    config.addinivalue_line("filterwarnings", RESET_BEFORE_HANDSHAKE)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add what a worker process has tried."""
    for kind, count in getattr(node, "workeroutput", {}).get("tally", {}).items():
        node.config.stash[TALLY].add(kind, count)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the run that started this worker process what was tried here."""
    told = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["tally"] = session.config.stash[TALLY].counts()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Say what was tried, and whether the promises held."""
    tried = config.stash[TALLY].line()
    if tried:
        held = "no promise broken" if exitstatus == 0 else "NOT ALL IS WELL: see the failures above"
        terminalreporter.write_sep("-", f"{tried}: {held}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Begin to gather what is logged."""
    handler = item.stash[_WARNINGS] = _Warnings()
    for marker in item.iter_markers("expected_logs"):
        handler.announced.extend(marker.args)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    yield


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that logged what it did not announce."""
    yield
    item.stash[_WARNINGS].check()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Look at what the fixtures' ends logged, and stop gathering."""
    handler = item.stash[_WARNINGS]
    try:
        yield
        handler.check()
    finally:
        logging.getLogger().removeHandler(handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep lone surrogates out of what was captured: no worker process could hand them on."""
    report = yield
    sections = [(name, text.encode(errors="replace").decode()) for name, text in report.sections]
    report.sections = sections
    return report


@pytest.fixture
def expected_logs(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Return a function that announces warnings by regular expressions, as the marker does.

    They are searched in ``LEVEL logger: message``.
    """
    announced = request.node.stash[_WARNINGS].announced

    def announce(*patterns: str) -> None:
        announced.extend(patterns)

    return announce
