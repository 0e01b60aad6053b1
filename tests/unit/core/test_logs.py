"""The log: whole, private, masked, rotated, swept, and never in anybody's way."""

from __future__ import annotations

import dataclasses
import faulthandler
import logging
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import hooks, logs
from core.desk import JobChanged, Trouble
from core.home import Home
from core.job import Clip, Connection, Fault, Job, State
from core.journal import Journal
from core.lock import FileLock
from core.masking import remember
from tests.promises import leaks

KEY = "sk-0123456789abcdefghij"
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
core_log, other_log = logging.getLogger("core.tests"), logging.getLogger("urllib3.tests")


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    """Return a home that is not there yet."""
    return Home(tmp_path / "bare", tmp_path / "bare" / "clips")


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    logs.end()


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_there_is_no_file_before_there_is_a_line(bare: Home) -> None:
    file = logs.begin(bare, "test")
    assert not file.exists()
    core_log.info("a line")
    head, line = text_of(file).splitlines()
    assert head.startswith("Foxreel ")
    assert "· test ·" in head
    assert f"Python {sys.version_info.major}." in head
    assert line.endswith("INFO MainThread core.tests: a line")


def test_only_what_is_wrong_is_taken_from_libraries(bare: Home) -> None:
    file = logs.begin(bare, "test")
    other_log.info("GET /clip?sig=1")
    core_log.debug("nothing")
    assert not file.exists()


@pytest.mark.expected_logs("urllib3.tests")
def test_warnings_of_libraries_are_taken(bare: Home) -> None:
    file = logs.begin(bare, "test")
    other_log.warning("retrying %s", "/clip?sig=abc")
    assert text_of(file).splitlines()[1].endswith("retrying /clip?sig=•••")


@pytest.mark.expected_logs("it failed")
def test_message_arguments_exception_and_stack_are_masked(bare: Home) -> None:
    remember(KEY)
    file = logs.begin(bare, "test")

    def fail() -> None:
        raise ValueError(f"no {KEY}")  # the line itself is in the stack too

    core_log.info("told %s and %r", KEY, {"key": KEY})
    try:
        fail()
    except ValueError:
        core_log.exception("it failed with %s", KEY, stack_info=True)
    text = text_of(file)
    assert "in fail" in text
    assert "Stack (most recent call last)" in text
    assert not leaks.found(text, KEY)
    assert text.count("•••") == 4


def test_a_record_is_one_line_for_whoever_counts_lines(bare: Home) -> None:
    file = logs.begin(bare, "test")
    core_log.info("two\nlines\x1b[2J and \udcff")
    _, first, second = text_of(file).splitlines()
    assert first.endswith("core.tests: two")
    assert second == "    lines�[2J and �"
    core_log.info("x" * 100_000)
    assert file.stat().st_size < logs.LONGEST_LINE + 1000


def test_names_of_clips_are_not_written(bare: Home, tmp_path: Path) -> None:
    own = tmp_path / "videos"
    file = logs.begin(bare, "test", [str(own), ""])
    core_log.info("%s", OSError(2, "no such file", str(own / "a secret fox" / "x.mp4")))
    core_log.info("gone: %s", bare.clips / "a-secret-fox.mp4")
    text = text_of(file)
    assert "secret" not in text
    assert f"{own}/…" in text
    assert f"{bare.clips}/…" in text


@POSIX
@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_nobody_else_can_read_it(bare: Home, mask: int) -> None:
    before = os.umask(mask)
    try:
        file = logs.begin(bare, "test")
        core_log.info("a line")
        made = [bare.root, bare.logs, *bare.logs.iterdir()]
    finally:
        os.umask(before)
    assert file in made
    assert len(made) == 4  # the crash file too
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_it_is_rotated_and_each_part_says_what_wrote_it(
    bare: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 5000)
    file = logs.begin(bare, "test")
    for number in range(500):
        core_log.info("line %d", number)
    parts = sorted(bare.logs.glob("*.log*"))
    assert [part.name for part in parts] == [file.name, f"{file.name}.1"]
    assert all(part.stat().st_size < 6000 for part in parts)
    assert all(text_of(part).startswith("Foxreel ") for part in parts)
    assert logs.tail(file, 2)[-1].endswith("line 499")
    assert len(logs.tail(file, 10_000)) > len(text_of(file).splitlines())


def test_two_programs_have_two_files(bare: Home) -> None:
    code = (
        "import sys, logging; from pathlib import Path; from core import logs;"
        "from core.home import Home; r = Path(sys.argv[1]);"
        "print(logs.begin(Home(r, r / 'clips'), 'child'));"
        "logging.getLogger('core').info('child'); logs.end()"
    )
    own = logs.begin(bare, "test")
    core_log.info("parent")
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(bare.root)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    other = Path(run.stdout.strip())
    assert run.stderr == ""
    assert other != own
    assert "child" in text_of(other)
    assert "child" not in text_of(own)


@pytest.mark.parametrize("trouble", ["a file where the folder should be", "no rights", "full"])
def test_what_cannot_be_written_is_done_without(
    bare: Home,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if trouble == "a file where the folder should be":
        bare.root.write_text("")
    elif trouble == "no rights":
        monkeypatch.setattr(logs, "_private", refuse)
    file = logs.begin(bare, "test")
    if trouble == "full":
        core_log.info("one line")
        fill()
    for number in range(3):
        core_log.info("line %d", number)
    logs.end()
    assert capfd.readouterr() == ("", "")
    assert logs.tail(file, 5) == [] or trouble == "full"


def refuse(*_: object, **__: object) -> int:
    raise PermissionError(13, "no")


def fill() -> None:
    """Let the log's stream be on a full disk."""
    assert logs._running is not None
    stream = logs._running.handler.stream  # type: ignore[attr-defined]
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, stream.fileno())
    os.close(full)


def run_files(folder: Path, names: list[str], size: int = 10) -> None:
    folder.mkdir(mode=0o700, parents=True)
    for name in names:
        (folder / f"foxreel-{name}.log").write_bytes(b"x" * size)


def test_old_ones_are_swept_and_others_files_left_alone(bare: Home) -> None:
    names = [f"2026{month:02}01T000000Z-{month}" for month in range(1, 13)]
    names += [f"2025{month:02}01T000000Z-{month}" for month in range(1, 13)]
    run_files(bare.logs, names)
    (bare.logs / "notes.txt").write_text("mine")
    logs.begin(bare, "test")
    core_log.info("a line")
    kept = sorted(file.name for file in bare.logs.glob("*.log"))
    assert len(kept) == logs.KEPT_RUNS
    assert kept[-1].startswith("foxreel-20")
    assert (bare.logs / "notes.txt").exists()
    assert not (bare.logs / "foxreel-20250101T000000Z-1.log").exists()
    assert (bare.logs / "foxreel-20260101T000000Z-1.log").exists()


def test_no_more_than_so_many_bytes_are_kept(bare: Home) -> None:
    names = [f"202601{day:02}T000000Z-1" for day in range(1, 10)]
    run_files(bare.logs, names, logs.KEPT_BYTES // 4)
    logs.sweep(bare.logs)
    assert [f.name[8:16] for f in sorted(bare.logs.glob("*.log"))] == [
        *("20260106", "20260107", "20260108", "20260109")
    ]


def test_a_living_program_s_files_are_never_swept(bare: Home) -> None:
    names = [f"2026{n:04}T000000Z-{n}" for n in range(1000, 1000 + logs.KEPT_RUNS + 3)]
    run_files(bare.logs, names)
    living, dead = (bare.logs / f"foxreel-{name}.crash" for name in names[:2])
    dead.write_text("Fatal Python error")
    with FileLock(living):
        logs.sweep(bare.logs)
        assert (bare.logs / f"foxreel-{names[0]}.log").exists()
        assert not dead.exists()
        assert not (bare.logs / f"foxreel-{names[1]}.log").exists()
    logs.sweep(bare.logs)
    assert not living.exists()


def test_a_native_crash_leaves_its_stack(bare: Home) -> None:
    code = (
        "import sys, ctypes; from pathlib import Path; from core import logs;"
        "from core.home import Home; r = Path(sys.argv[1]);"
        "logs.begin(Home(r, r / 'clips'), 'child'); ctypes.string_at(0)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(bare.root)], timeout=60, check=False)
    assert run.returncode != 0
    (crash,) = bare.logs.glob("*.crash")
    assert "Segmentation fault" in text_of(crash) or "access violation" in text_of(crash)
    assert "string_at" in text_of(crash)


def test_a_clean_end_leaves_no_empty_crash_file(bare: Home) -> None:
    enabled = faulthandler.is_enabled()
    logs.begin(bare, "test")
    assert len(list(bare.logs.glob("*.crash"))) == 1
    logs.end()
    assert list(bare.logs.iterdir()) == []
    assert faulthandler.is_enabled() is enabled


def test_levels_and_hooks_are_put_back(bare: Home) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers = list(logging.getLogger().handlers)
    logs.begin(bare, "test")
    assert logging.getLogger("core").level == logging.INFO
    assert sys.excepthook is not before[0]
    logs.end()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert logging.getLogger("core").level == logging.NOTSET
    assert logging.getLogger().handlers == handlers
    assert logs.current() is None


@pytest.mark.expected_logs("nobody caught this in odd")
def test_an_exception_in_a_thread_is_logged(bare: Home) -> None:
    file = logs.begin(bare, "test")
    thread = threading.Thread(target=lambda: 1 / 0, name="odd")
    thread.start()
    thread.join()
    assert "nobody caught this in odd" in text_of(file)
    assert "ZeroDivisionError" in text_of(file)


@pytest.mark.expected_logs("nobody caught this")
def test_interruptions_are_passed_on(bare: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: passed.append(kind))
    file = logs.begin(bare, "test")
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    assert not file.exists()
    sys.excepthook(ValueError, ValueError("odd"), None)
    assert passed == [KeyboardInterrupt]
    assert "ValueError: odd" in text_of(file)


@pytest.mark.expected_logs("it was lost", "a loop was left")
def test_what_a_loop_is_left_with_is_logged(bare: Home) -> None:
    file = logs.begin(bare, "test")
    hooks.loop_failed(None, {"message": "it was lost", "exception": ValueError("odd")})
    hooks.loop_failed(None, {"message": "", "exception": None})
    assert "ValueError: odd" in text_of(file)


@pytest.mark.expected_logs("core.tests", "urllib3.tests")
def test_errors_are_told_in_one_masked_line() -> None:
    remember(KEY)
    told: list[str] = []
    with logs.told(told.append):
        core_log.warning("nothing")
        other_log.error("nothing either")
        core_log.error("the ledger: %s", KEY)
        core_log.error("odd", exc_info=ValueError(f"two\nlines {KEY}"))
    core_log.error("after")
    assert told == ["the ledger: •••", "odd: ValueError: two lines •••"]


# The journal


def job(state: State = State.WAITING, **changes: object) -> Job:
    made = Job(
        id="abc",
        created_at=1.0,
        connection=Connection("https://api.example/v1"),
        model="sora-2",
        prompt="a secret fox",
        values={},
        output="/clips",
        state=state,
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def journal_of(file: Path) -> list[str]:
    return [line.partition("core.journal: ")[2] for line in text_of(file).splitlines()[1:]]


@pytest.mark.expected_logs("trouble: ledger_unwritable")
def test_each_move_has_its_line_and_no_prompt(bare: Home) -> None:
    file = logs.begin(bare, "test")
    journal = Journal()
    late = Fault("server_fault", status=503, request_id="r1", message="about a secret fox")
    clip = Clip("https://cdn.example/x?sig=1", 9.0, file="/clips/a-secret-fox.mp4", size=7)
    for each in (
        job(),
        job(progress=3),  # no move
        job(State.SUBMITTING),
        job(State.PENDING, task_id="task-1"),
        job(State.PENDING, task_id="task-1", reason=late),
        job(State.PENDING, task_id="task-1", reason=late, progress=5),
        job(State.DOWNLOADING, task_id="task-1", clip=clip),
        job(State.COMPLETED, task_id="task-1", clip=dataclasses.replace(clip, complete=True)),
        job(State.COMPLETED, task_id="task-1", removed_at=9.0),
    ):
        journal(JobChanged(each))
    journal(Trouble(Fault("ledger_unwritable", needs_person=True)))
    journal(Trouble(None))
    assert journal_of(file) == [
        "job abc: waiting; api.example",
        "job abc: waiting → submitting",
        "job abc: submitting → pending; task task-1",
        "job abc: pending; server_fault, HTTP 503, request r1",
        "job abc: pending → downloading",
        "job abc: downloading → completed; 7 bytes",
        "trouble: ledger_unwritable, needs a person",
        "trouble: is over",
    ]
    assert "secret" not in text_of(file)


def test_without_a_log_the_journal_does_nothing() -> None:
    journal = Journal()
    journal(JobChanged(job()))
    assert not journal._seen
