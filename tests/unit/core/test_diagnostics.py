"""Diagnostics: what helps is there, and nothing secret, whatever state the home is in."""

from __future__ import annotations

import dataclasses
import getpass
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import diagnostics, logs
from core.diagnostics import any_program, gather, key_source, nameless
from core.home import Home
from core.job import Connection, Fault, Job, State, new_id
from core.ledger import Ledger
from core.masking import remember
from core.program import Program
from tests.promises import leaks

KEY = "sk-0123456789abcdefghij"
FACTS = {"Face": "test"}


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    logs.end()


@pytest.fixture
def program(home: Home) -> Program:
    return any_program({"FOXREEL_HOME": str(home.root), "FOXREEL_LANG": "en"})


def job(state: State, **changes: object) -> Job:
    made = Job(new_id(), 1e9, Connection("https://api.example"), "sora-2", "a secret fox", {}, "/c")
    return dataclasses.replace(made, state=state, **changes)  # type: ignore[arg-type]


def fill(home: Home, jobs: list[Job]) -> None:
    ledger = Ledger(home.ledger)
    ledger.add(jobs)
    ledger.close()


def test_a_new_home_has_diagnostics_and_nothing_is_made(tmp_path: Path) -> None:
    program = any_program({"FOXREEL_HOME": str(tmp_path / "none")})
    text = gather(program, FACTS)
    assert "Face: test" in text
    assert "Jobs: no records yet" in text
    assert "not there yet" in text
    assert not (tmp_path / "none").exists()


def test_jobs_are_counted_and_what_is_not_well_is_named(home: Home, program: Program) -> None:
    failed = job(State.FAILED, error=Fault("task_failed", code="content_policy", message="secret"))
    key = Fault("no_key", status=401, request_id="r1", needs_person=True)
    stuck = job(State.PENDING, task_id="task-1", reason=key)
    late = job(State.PENDING, task_id="task-2", reason=Fault("unreachable"))
    fill(home, [failed, stuck, late, job(State.WAITING), job(State.WAITING)])
    text = gather(program, FACTS)
    assert "failed 1, pending 2, waiting 2" in text
    assert f"  {failed.id} · failed · task_failed, content_policy · api.example · 2001-" in text
    assert f"  {stuck.id} · pending · no_key, HTTP 401, request r1, needs a person" in text
    assert late.id not in text
    assert "secret" not in text


def test_no_more_than_twenty_are_named(home: Home, program: Program) -> None:
    jobs = [job(State.FAILED, error=Fault("invalid_request")) for _ in range(25)]
    fill(home, jobs)
    text = gather(program, FACTS)
    assert sum(each.id in text for each in jobs) == diagnostics.UNWELL


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_records_that_cannot_be_read_are_said_to_be_so(
    home: Home, program: Program, content: bytes
) -> None:
    home.ledger.write_bytes(content)
    assert "the records cannot be read" in gather(program, FACTS)
    assert home.ledger.read_bytes() == content
    assert {path.name for path in home.root.iterdir() if path.is_file()} == {home.ledger.name}


def test_a_ledger_is_only_read(home: Home, program: Program) -> None:
    fill(home, [job(State.WAITING)])
    before = {path: path.stat().st_mtime_ns for path in home.root.rglob("*")}
    gather(program, FACTS)
    assert {path: path.stat().st_mtime_ns for path in home.root.rglob("*")} == before


def test_what_another_program_has_just_written_is_counted(home: Home, program: Program) -> None:
    ledger = Ledger(home.ledger)
    ledger.add([job(State.WAITING)])
    assert "waiting 1" in gather(program, FACTS)
    ledger.close()


def test_unusable_settings_are_named_and_no_hindrance(home: Home) -> None:
    home.settings.write_text('{"theme": "pink", "base_url": "https://me:secret@host.example/"}')
    environ = {"FOXREEL_HOME": str(home.root), "QT_IM_MODULE": "fcitx", "HTTPS_PROXY": "secret"}
    text = gather(any_program(environ), FACTS)
    assert "Settings that cannot be used: theme" in text
    assert "Host: host.example" in text
    assert "FOXREEL_HOME, HTTPS_PROXY, QT_IM_MODULE=fcitx" in text
    assert "secret" not in text


@pytest.mark.expected_logs("core.tests")
def test_the_log_s_end_is_there_masked(home: Home, program: Program) -> None:
    remember(KEY)
    logs.begin(home, "first")
    for number in range(300):
        logging.getLogger("core.tests").info("line %d", number)
    logging.getLogger("core.tests").error("odd", exc_info=ValueError(KEY))
    text = gather(program, FACTS, f"Told: {KEY} https://a.b/c?sig=secret")
    assert "line 299" in text
    assert "ValueError: •••" in text
    assert "line 50\n" not in text
    assert not leaks.found(text, KEY)
    assert text.startswith("Told: ••• https://a.b/c?sig=•••\n\nFoxreel ")


def test_the_logs_of_several_runs_are_told_in_their_order(home: Home, program: Program) -> None:
    home.logs.mkdir()
    for day in (1, 2, 3):
        (home.logs / f"foxreel-2026010{day}T000000Z-1.log").write_text(f"head\nday {day}\n")
    (home.logs / "foxreel-20260101T000000Z-1.crash").write_text("Fatal Python error: odd\n")
    text = gather(program, FACTS)
    assert text.index("day 1") < text.index("day 2") < text.index("day 3")
    assert "Fatal Python error: odd" in text


def test_the_person_s_name_is_not_in_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/jane")
    monkeypatch.setenv("USERPROFILE", "/home/jane")
    monkeypatch.setattr(getpass, "getuser", lambda: "jane")
    told = "/home/jane/clips '/media/jane/usb' /home/janet/x jane"
    assert nameless(told) == "~/clips '/media/~/usb' /home/janet/x jane"
    assert logs.tilde("/home/jane/x") == "~/x"
    assert logs.tilde("/home/janet/x") == "/home/janet/x"


def test_where_the_key_comes_from_is_told(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert key_source(program) == "none"
    monkeypatch.setattr(diagnostics, "keychain_key", lambda _: KEY)
    assert key_source(program) == "keychain"
    own = dataclasses.replace(program, environ={"FOXAPI_API_KEY": KEY})
    assert key_source(own) == "environment"
    odd = dataclasses.replace(program, environ={"FOXAPI_API_KEY": "schlüssel"})
    assert key_source(odd).startswith("not known")
    assert "schl" not in key_source(odd)


def test_a_keychain_that_asks_is_not_waited_for(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "keychain_key", lambda _: time.sleep(3600))
    monkeypatch.setattr(diagnostics, "KEY_SECONDS", 0.01)
    assert "does not answer" in key_source(program)
