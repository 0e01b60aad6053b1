"""Every fault has words: what happened, whether it was charged, and what to do."""

from __future__ import annotations

import ast
import dataclasses
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core import language
from core.download import disk_problem
from core.faults import fault_of, task_fault
from core.foxapi import errors
from core.foxapi.messages import TaskError
from core.help import Face, explain, explain_call
from core.job import DEMO, ENDED, Clip, Connection, Fault, Job, State
from core.language import current

CORE = Path(__file__).resolve().parents[3] / "core"
ALWAYS = {"no_key", "other_key", "interrupted", "unexpected", "sending_paused"}

# The contract, foxapi.md section 5.
FAILED_TASK_CODES = (
    *("content_policy_violation", "invalid_parameters", "image_processing_error"),
    *("image_dimension_mismatch", "request_cancelled", "generation_failed_no_content"),
    *("generation_timeout", "resource_exhausted", "quota_exceeded", "service_error"),
    *("service_unavailable", "upstream_failed", "resource_not_found"),
)
REFUSAL_CODES = (
    *("model_not_found", "no_compatible_channel", "unsupported_advanced_options"),
    *("invalid_file_type", "invalid_image_url"),
)
FACTS = {"host": "api.foxapi.cc", "folder": "/clips", "model": "sora-9", "shot": 2}


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def each_language(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def error_classes(base: type[errors.FoxApiError] = errors.FoxApiError) -> set[type]:
    direct = set(base.__subclasses__())
    return direct.union(*(error_classes(each) for each in direct))


def first_words(module: Path, names: set[str]) -> Iterator[str]:
    """Yield the first argument of each call of one of ``names`` where it is written out."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "kind")]
            yield from (str(each.value) for each in given if isinstance(each, ast.Constant))


def kinds() -> set[str]:
    """Return every kind of fault that a job may keep."""
    downloads = {"DownloadFailed", "TransferBroken", "LinkDead", "LinkRefused", "DiskProblem"}
    stages = (
        *("sending", "following", "fetching", "ledger", "desk", "worker", "faults"),
        *("connections", "studio", "gathering"),
    )
    found = {kind for name in stages for kind in first_words(CORE / f"{name}.py", {"Fault"})}
    for name in ("download", "fetching"):
        found |= set(first_words(CORE / f"{name}.py", downloads))
    found |= {fault_of(each(errors.Answer())).kind for each in error_classes()}
    for number in (errno.ENOSPC, errno.EDQUOT, errno.ENOENT, errno.EACCES, errno.EROFS, errno.EIO):
        found.add(disk_problem(OSError(number, "no")).code)
    return found | ALWAYS


KINDS = sorted(kinds())


def job(state: str = "failed", **changes: Any) -> Job:
    made = Job(
        id="abcdefghjk",
        created_at=1.0,
        connection=Connection("https://api.foxapi.cc", "mark"),
        model="sora-2",
        prompt="A fox",
        values={},
        output="/clips/{fox}",
        state=State(state),
    )
    return dataclasses.replace(made, **changes)


def english(text: str) -> str:
    """Return how a sentence of ``core.help`` is shown in the language in use."""
    return language.translate("Help", text)


def test_the_kinds_were_found() -> None:
    assert {"task_failed", "frame_lost", "no_results", "disk_full", "start_over"} <= set(KINDS)
    assert {"key_refused", "untrusted", "no_answer", "link_dead", "ledger_unwritable"} <= set(KINDS)
    assert len(KINDS) > 30


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fault_has_words_of_its_own(kind: str) -> None:
    words = explain(Fault(kind, facts=FACTS), job())
    assert words.happened
    assert words.charged
    assert words.todo
    if kind != "unexpected":
        assert words.happened != explain(Fault("unexpected"), job()).happened


@pytest.mark.parametrize("code", [*FAILED_TASK_CODES, *REFUSAL_CODES])
def test_every_code_of_the_contract_has_words_of_its_own(code: str) -> None:
    for kind in ("task_failed", "model_unavailable", "invalid_request"):
        words = explain(Fault(kind, code=code), job(task_id="task-1"))
        assert words.happened != explain(Fault(kind), job()).happened
        assert words.todo


def test_words_of_different_codes_differ() -> None:
    codes = [*FAILED_TASK_CODES, *REFUSAL_CODES]
    happened = {explain(Fault("task_failed", code=code), job()).happened for code in codes}
    # Two codes that say the same may share their words.
    assert len(happened) >= len(codes) - 1


@pytest.mark.parametrize("code", ["unknown_error", "something_new", ""])
def test_a_code_that_says_nothing_leaves_the_words_of_its_kind(code: str) -> None:
    fault = task_fault(TaskError(code=code), "failed")
    assert explain(fault, job()).happened == explain(Fault("task_failed"), job()).happened


@pytest.mark.parametrize("code", ["insufficient_user_quota", "pre_consume_token_quota_failed"])
def test_a_quota_code_is_about_the_balance(code: str) -> None:
    fault = fault_of(errors.error_for(errors.Answer(status=403, code=code)))
    assert fault.needs_person
    assert explain(fault, job()).happened == explain(Fault("balance_exhausted"), job()).happened


def test_a_withdrawn_model_is_explained_as_such(each_language: str) -> None:
    answer = errors.Answer(422, "service_unavailable_error", "model_not_found")
    words = explain(fault_of(errors.error_for(answer)), job())
    expected = {"en": "withdrawn, or is not enabled for this key", "zh_CN": "模型"}
    assert expected[each_language] in words.happened


def test_a_cancelled_task_is_explained_as_such() -> None:
    for status in ("cancelled", "canceled"):
        assert task_fault(None, status) == task_fault(TaskError(), status)
        assert task_fault(None, status).code == "request_cancelled"
    assert task_fault(TaskError(code="other"), "cancelled").code == "other"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("demo", [False, True])
def test_every_placeholder_is_filled(state: str, demo: bool) -> None:
    there = job(state, output="/clips", **({"connection": Connection(DEMO)} if demo else {}))
    faults = [Fault(kind, facts={"model": "x"}) for kind in KINDS]
    faults += [Fault("task_failed", code=code) for code in (*FAILED_TASK_CODES, *REFUSAL_CODES)]
    for fault in faults:
        text = str(explain(fault, there))
        assert "{" not in text
        assert "}" not in text


def test_what_fills_a_placeholder_is_not_filled_in_turn() -> None:
    assert "/clips/{fox}" in str(explain(Fault("folder_gone"), job("downloading")))


def test_the_host_is_named() -> None:
    assert "api.foxapi.cc" in explain(Fault("key_refused"), job()).happened
    engine = explain(Fault("unreachable"), job(connection=Connection(DEMO))).happened
    assert english("the built-in engine") in engine


# Was it charged?


NOTHING_CHARGED = (
    "Nothing was sent and nothing was charged.",
    "No task was created, so nothing was charged.",
)


def charged(fault: Fault, there: Job) -> str:
    return explain(fault, there).charged


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("status", [None, 200, 401, 422, 500])
def test_a_job_with_a_task_is_never_said_to_be_free(state: str, status: int | None) -> None:
    never = {english(text) for text in NOTHING_CHARGED}
    for kind in KINDS:
        assert charged(Fault(kind, status=status), job(state, task_id="task-1")) not in never


@pytest.mark.parametrize("status", [None, 200, 409, 500])
def test_an_unconfirmed_job_may_have_been_charged(status: int | None) -> None:
    maybe = english("It may have been charged: the request left this computer.")
    for kind in KINDS:
        for task_id in ("", "task-1"):
            fault = Fault(kind, status=status)
            known = english("If it was sent, it may have been charged.")
            expected = known if kind == "ledger_rebuilt" else maybe
            assert charged(fault, job("unconfirmed", task_id=task_id)) == expected


@pytest.mark.parametrize("state", ["waiting", "uploading", "failed"])
def test_a_job_that_was_never_sent_was_not_charged(state: str) -> None:
    sent, created = (english(text) for text in NOTHING_CHARGED)
    assert charged(Fault("no_key"), job(state)) == sent
    assert charged(Fault("key_refused", status=401), job(state)) == created


def test_a_finished_generation_is_paid_for() -> None:
    paid = english("The clip is paid for; asking for it costs nothing more.")
    clip = Clip("https://example.com/a.mp4", 1.0)
    there = job("downloading", task_id="task-1", clip=clip)
    for kind in ("disk_full", "link_dead", "transfer"):
        assert charged(Fault(kind), there) == paid


@pytest.mark.parametrize("state", ["pending", "processing", "failed", "stopped", "completed"])
def test_for_a_task_that_ran_nobody_says_whether_it_was_charged(state: str) -> None:
    unsaid = english("FoxAPI does not say whether this was charged; your balance shows it.")
    assert charged(Fault("task_failed"), job(state, task_id="task-1")) == unsaid


@pytest.mark.parametrize("state", State)
def test_the_built_in_engine_is_always_free(state: str) -> None:
    there = job(state, task_id="task-1", connection=Connection(DEMO))
    assert charged(Fault("no_answer"), there) == english("The built-in engine costs nothing.")


# What to do


def test_an_unconfirmed_job_asks_to_look_before_paying_again() -> None:
    look = english("Look into your tasks at FoxAPI first, then choose a way out: see resolve.")
    for kind in KINDS:
        assert explain(Fault(kind, needs_person=True), job("unconfirmed")).todo == look


@pytest.mark.parametrize("state", [state for state in State if state not in ENDED])
def test_what_mends_itself_asks_nothing_of_the_person(state: str) -> None:
    by_itself = english("Foxreel tries again by itself.")
    for kind in KINDS:
        assert explain(Fault(kind), job(state)).todo == by_itself
    assert explain(Fault("key_refused", needs_person=True), job(state)).todo != by_itself


@pytest.mark.parametrize("state", ["failed", "stopped", "completed"])
def test_what_has_ended_is_not_said_to_go_on_by_itself(state: str) -> None:
    by_itself = english("Foxreel tries again by itself.")
    for kind in ("task_failed", "invalid_request", "frame_lost", "unknown_model", "too_large"):
        assert explain(Fault(kind), job(state)).todo != by_itself


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("kind", ["unknown_model", "withdrawn_model"])
def test_a_model_that_is_gone_is_named_and_so_is_the_one_that_takes_the_same(
    kind: str, face: Face
) -> None:
    here = {"en": "Hare 2", "zh_CN": "野兔 2"}
    fault = Fault(kind, facts={"model": "fox-1", "nearest": here})
    words = explain(fault, job("failed"), face)
    assert "fox-1" in words.happened
    assert here[current()] in words.todo
    assert words.charged == english("Nothing was sent and nothing was charged.")
    with_id = Fault(kind, facts={**fault.facts, "nearest_id": "hare-2"})
    todo = explain(with_id, job("failed"), face).todo
    assert ("hare-2" in todo, here[current()] in todo) == (
        (True, False) if face is Face.COMMAND_LINE else (False, True)
    )
    alone = explain(Fault(kind, facts={"model": "fox-1"}), job("failed"), face)
    assert "Hare" not in str(alone)
    assert alone.todo


def test_an_explanation_is_one_text() -> None:
    words = explain(Fault("no_key"), job())
    between = "" if current() == "zh_CN" else " "
    assert str(words) == between.join([words.happened, words.charged, words.todo])


# In a window

TERMINAL = (
    *("--", "FOXAPI_", "REQUESTS_CA", "FOXREEL_", "command", "then resume", "Resume to", "命令"),
    "环境变量",
)
BUTTONS = {"resume": "Resume", "retry": "Try again", "reuse": "Reuse settings", "send": "Send now"}
NOT_ENDED = [state for state in State if state not in ENDED]


def button(name: str) -> str:
    """Return how a button is named in a text."""
    return f"“{language.translate('Action', BUTTONS[name])}”"


def window_todo(fault: Fault, there: Job, **options: bool) -> str:
    words = explain(fault, dataclasses.replace(there, output="/c"), Face.WINDOW, **options)
    for text in (words.happened, words.charged, words.todo):
        assert text
        assert "{" not in text
        assert not any(mark in words.todo for mark in TERMINAL), words.todo
    return words.todo


def faults() -> Iterator[Fault]:
    """Yield a fault of each kind, and of each code."""
    for kind in KINDS:
        yield Fault(kind, facts={"model": "x"}, needs_person=True)
    for code in (*FAILED_TASK_CODES, *REFUSAL_CODES, "something_new"):
        for kind in ("task_failed", "model_unavailable", "invalid_request"):
            yield Fault(kind, code=code, needs_person=True)


@pytest.mark.parametrize("state", NOT_ENDED)
@pytest.mark.parametrize("task_id", ["", "task-1"])
def test_a_job_that_waits_for_a_person_names_the_button_that_it_has(
    state: str, task_id: str
) -> None:
    there = job(state, task_id=task_id)
    for fault in faults():
        todo = window_todo(fault, there)
        again = fault.kind in ("bad_address", "task_gone") and button("reuse") in todo
        assert again or button("resume") in todo
        assert button("retry") not in todo
        assert button("resume") not in window_todo(fault, there, held=True)


def test_a_held_job_is_sent_not_resumed() -> None:
    fault = Fault("balance_exhausted", needs_person=True)
    assert button("send") in window_todo(fault, job("waiting"), held=True)


def test_a_failed_job_is_asked_for_anew_or_changed() -> None:
    for fault in faults():
        todo = window_todo(fault, job("failed"))
        assert button("retry") in todo or button("reuse") in todo
        assert button("resume") not in todo


def test_a_refused_request_is_changed_not_repeated() -> None:
    for code in ("content_policy_violation", "invalid_parameters", "invalid_file_type"):
        todo = window_todo(Fault("task_failed", code=code), job(task_id="task-1"))
        assert button("reuse") in todo
        assert button("retry") not in todo


def test_what_is_paid_for_anew_says_so_but_for_the_built_in_engine() -> None:
    language.use("en")
    for code in ("generation_timeout", "request_cancelled", ""):
        fault = Fault("task_failed", code=code)
        assert "paid for anew" in window_todo(fault, job(task_id="task-1"))
        free = job(task_id="task-1", connection=Connection(DEMO))
        assert "paid" not in window_todo(fault, free)
        assert button("retry") in window_todo(fault, free)


@pytest.mark.parametrize("state", NOT_ENDED)
def test_what_mends_itself_asks_nothing_in_a_window_either(state: str) -> None:
    by_itself = english("Foxreel tries again by itself.")
    for kind in KINDS:
        assert window_todo(Fault(kind), job(state)) == by_itself


def test_an_unconfirmed_job_is_cleared_up_and_never_simply_tried_again() -> None:
    resolve = language.translate("Action", "Clear this up…").removesuffix("…")
    for connection in (Connection("https://api.foxapi.cc"), Connection(DEMO)):
        for fault in faults():
            todo = window_todo(fault, job("unconfirmed", connection=connection))
            assert f"“{resolve}”" in todo
            assert button("retry") not in todo
    dropped = job("stopped", error=Fault("no_answer"))
    look = english("Look into your tasks at FoxAPI before you ask for it again.")
    assert window_todo(Fault("no_answer"), dropped) == look


def test_a_job_for_another_key_is_not_said_to_be_lost_before_it_is_sent() -> None:
    fault = Fault("other_key", needs_person=True)
    assert window_todo(fault, job("waiting")) != window_todo(fault, job("pending", task_id="t"))


def test_what_happened_is_told_alike_in_both_faces() -> None:
    for fault in faults():
        for state in State:
            terminal, window = (explain(fault, job(state), face) for face in Face)
            assert (terminal.happened, terminal.charged) == (window.happened, window.charged)


def test_the_command_line_is_what_is_spoken_without_a_face() -> None:
    fault = Fault("key_refused", needs_person=True)
    assert explain(fault, job("waiting")) == explain(fault, job("waiting"), Face.COMMAND_LINE)
    assert "FOXAPI_API_KEY" in explain(fault, job("waiting")).todo


# Calls that are about no job


@pytest.mark.parametrize("error", sorted(error_classes(), key=lambda each: each.__name__))
def test_every_failed_call_has_words(error: type[errors.FoxApiError]) -> None:
    fault = fault_of(error(errors.Answer()))
    words = explain_call(fault, "https://gateway.example:8443")
    assert words.happened
    assert words.todo
    assert words.charged == ""
    for mark in ("{", *TERMINAL):
        assert mark not in str(words)


def test_a_call_s_words_name_the_host() -> None:
    words = explain_call(Fault("unreachable"), "https://gateway.example:8443")
    assert "gateway.example:8443" in words.happened
    engine = explain_call(Fault("unreachable"), DEMO).happened
    assert english("the built-in engine") in engine
