"""The ledger: what is written is read again, and what must not happen leaves it as it was."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.job import ENDED, Clip, Connection, Fault, IllegalMove, Job, StartFrame, State, new_id
from core.ledger import UPLOAD_LIFE, Ledger, NotWanted, TaskTaken, Wish
from core.schema import MIGRATIONS, LedgerUnusable

ROOT = Path(__file__).resolve().parents[3]
HERE = "https://api.foxapi.cc"
QUICK = settings(deadline=None, max_examples=80)

TEXT = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["一只狐狸穿过雪夜", "🦊", "a'b\"c;--", "a\0b", "", "{x}", "\u202e"]
)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
WHOLE = st.integers(-(2**53), 2**53)
MAYBE_NUMBER = st.none() | NUMBER
PLAIN = st.none() | st.booleans() | WHOLE | NUMBER | TEXT
FACTS = st.dictionaries(TEXT, PLAIN | st.lists(PLAIN, max_size=3), max_size=4)
FAULTS = st.builds(
    Fault,
    kind=TEXT,
    code=TEXT,
    message=TEXT,
    type=TEXT,
    status=st.none() | st.integers(100, 599),
    request_id=TEXT,
    needs_person=st.booleans(),
    facts=FACTS,
)
FRAMES = st.builds(StartFrame, source=TEXT, sha256=TEXT, media_type=TEXT, url=TEXT, fit=TEXT)
CLIPS = st.builds(
    Clip,
    url=TEXT,
    expires_at=NUMBER,
    video_id=TEXT,
    file=TEXT,
    etag=TEXT,
    size=st.none() | WHOLE,
    odd=st.booleans(),
    verified=st.none() | st.booleans(),
)
JOBS = st.builds(
    Job,
    id=st.builds(new_id),
    created_at=NUMBER,
    connection=st.builds(Connection, base_url=TEXT, key_mark=TEXT),
    model=TEXT,
    prompt=TEXT,
    values=FACTS,
    output=TEXT,
    state=st.sampled_from(State),
    start_frame=st.none() | FRAMES,
    batch=TEXT,
    take=WHOLE,
    retry_of=TEXT,
    task_id=TEXT,
    sent_at=MAYBE_NUMBER,
    model_used=TEXT,
    provider_status=TEXT,
    progress=st.none() | st.integers(0, 100),
    estimated_time=MAYBE_NUMBER,
    can_cancel=st.none() | st.booleans(),
    credits_reserved=MAYBE_NUMBER,
    clip=st.none() | CLIPS,
    finished_at=MAYBE_NUMBER,
    removed_at=MAYBE_NUMBER,
    error=st.none() | FAULTS,
    reason=st.none() | FAULTS,
    notes=st.lists(TEXT, max_size=3).map(tuple),
)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(file: Path, clock: Clock) -> Iterator[Ledger]:
    opened = Ledger(file, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = Ledger(tmp_path_factory.mktemp("shared") / "ledger.sqlite3")
    yield opened
    opened.close()


def job(state: str = "waiting", **changes: Any) -> Job:
    made = Job(
        id=new_id(),
        created_at=1.0,
        connection=Connection(HERE, "mark"),
        model="sora-2",
        prompt="A fox 狐狸",
        values={"duration": 8},
        output="/clips",
        state=State(state),
    )
    return dataclasses.replace(made, **changes)


def added(ledger: Ledger, state: str = "waiting", **changes: Any) -> Job:
    return ledger.add([job(state, **changes)])[0]


def everything(ledger: Ledger) -> tuple[object, ...]:
    """Return all that a caller can see, to tell whether anything has changed."""
    jobs = ledger.jobs()
    told = [(ledger.answer(each.id), ledger.moves(each.id)) for each in jobs]
    return ledger.revision(), jobs, told


@contextlib.contextmanager
def unchanged(ledger: Ledger) -> Iterator[None]:
    before = everything(ledger)
    yield
    assert everything(ledger) == before


def run_python(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


# What is written is read again


@QUICK
@given(written=JOBS)
def test_every_field_of_a_job_is_kept(shared_ledger: Ledger, written: Job) -> None:
    kept = shared_ledger.add([written])[0]
    assert kept == dataclasses.replace(written, seq=kept.seq, rev=kept.rev)
    assert shared_ledger.get(written.id) == kept
    assert repr(shared_ledger.get(written.id)) == repr(kept)


@QUICK
@given(old=JOBS, new=JOBS)
def test_every_field_that_is_changed_is_kept(shared_ledger: Ledger, old: Job, new: Job) -> None:
    # The state changes by moves alone, the rest of these is the ledger's own.
    own = {"id", "state", "seq", "rev", "task_id"}
    changes = {
        field.name: getattr(new, field.name)
        for field in dataclasses.fields(Job)
        if field.name not in own
    }
    before = shared_ledger.add([dataclasses.replace(old, task_id="")])[0]
    after = shared_ledger.change(old.id, before.state, **changes)
    assert after == dataclasses.replace(before, rev=after.rev, **changes)
    assert shared_ledger.get(old.id) == after


def test_jobs_are_kept_in_the_order_of_asking(ledger: Ledger) -> None:
    written = ledger.add([job() for _ in range(5)])
    assert [each.seq for each in written] == sorted({each.seq for each in written})
    assert ledger.jobs() == written


def test_what_is_written_is_there_for_the_next_program(file: Path, clock: Clock) -> None:
    with contextlib.closing(Ledger(file, clock)) as first:
        written = added(first)
        first.change(written.id, State.WAITING, answer='{"status": "狐"}')
        expected, salt = everything(first), first.salt
    with contextlib.closing(Ledger(file, clock)) as second:
        assert everything(second) == expected
        assert second.salt == salt
        assert len(salt) == 16


def test_two_homes_have_two_salts(tmp_path: Path) -> None:
    homes = tmp_path / "a", tmp_path / "b"
    for home in homes:
        home.mkdir()
    with (
        contextlib.closing(Ledger(homes[0] / "ledger.sqlite3")) as one,
        contextlib.closing(Ledger(homes[1] / "ledger.sqlite3")) as other,
    ):
        assert one.salt != other.salt


def test_jobs_are_found_by_state_prefix_and_task(ledger: Ledger) -> None:
    waiting = added(ledger, id="aaaa")
    first = added(ledger, "pending", id="aabb", task_id="task-1")
    second = added(ledger, "failed", id="bbbb", task_id="task-1")
    added(ledger, "completed", id="cccc")
    assert ledger.jobs([State.WAITING]) == [waiting]
    assert ledger.jobs([]) == []
    assert ledger.unfinished() == [waiting, first]
    assert ledger.of_task("task-1") == [first, second]
    assert ledger.of_task("") == []
    assert ledger.starting_with("aa") == [waiting, first]
    assert ledger.starting_with("aab") == [first]
    assert ledger.starting_with("d") == []
    assert ledger.starting_with("%") == []


def test_a_job_that_is_not_there_is_none(ledger: Ledger) -> None:
    assert ledger.get("nobody") is None
    assert ledger.answer("nobody") == ""
    assert ledger.moves("nobody") == []
    with pytest.raises(IllegalMove):
        ledger.change("nobody", State.WAITING)
    with pytest.raises(IllegalMove):
        ledger.want(["nobody"], "session")


# Moves


def test_a_move_is_noted_with_its_time_and_note(ledger: Ledger, clock: Clock) -> None:
    asked = added(ledger)
    clock.now = 2000.0
    ledger.change(asked.id, State.WAITING, to=State.SUBMITTING, note='{"model": "sora-2"}')
    assert ledger.moves(asked.id) == [
        (1000.0, "", "waiting", ""),
        (2000.0, "waiting", "submitting", '{"model": "sora-2"}'),
    ]


def test_the_task_id_comes_with_the_state_in_one_change(ledger: Ledger) -> None:
    sent = added(ledger, "submitting")
    pending = ledger.change(sent.id, State.SUBMITTING, to=State.PENDING, task_id="task-1")
    assert (pending.state, pending.task_id) == (State.PENDING, "task-1")
    assert ledger.get(sent.id) == pending


@pytest.mark.parametrize("expect", [state for state in State if state is not State.PENDING])
def test_a_job_that_is_elsewhere_is_not_changed(ledger: Ledger, expect: State) -> None:
    there = added(ledger, "pending", task_id="task-1")
    with unchanged(ledger), pytest.raises(IllegalMove):
        ledger.change(there.id, expect, progress=50)


@pytest.mark.parametrize(
    ("state", "to", "changes"),
    [
        ("waiting", State.PENDING, {"task_id": "task-1"}),
        ("waiting", State.COMPLETED, {}),
        ("submitting", State.PENDING, {}),
        ("submitting", State.WAITING, {"task_id": "task-1"}),
        ("stopped", State.WAITING, {"task_id": "task-1"}),
        ("unconfirmed", State.WAITING, {}),
        ("failed", State.WAITING, {}),
        ("completed", State.FAILED, {}),
        ("downloading", State.FAILED, {"task_id": "task-1"}),
    ],
)
def test_an_illegal_move_writes_nothing(
    ledger: Ledger, state: str, to: State, changes: dict[str, Any]
) -> None:
    there = added(ledger, state)
    with unchanged(ledger), pytest.raises(IllegalMove):
        ledger.change(there.id, there.state, to=to, answer="an answer", note="a note", **changes)


def test_staying_where_a_job_is_is_no_move(ledger: Ledger) -> None:
    there = added(ledger, "pending", task_id="task-1")
    moves = ledger.moves(there.id)
    ledger.change(there.id, State.PENDING, to=State.PENDING, progress=10)
    assert ledger.moves(there.id) == moves


def test_a_field_that_no_job_has_writes_nothing(ledger: Ledger) -> None:
    there = added(ledger)
    with unchanged(ledger), pytest.raises(TypeError):
        ledger.change(there.id, State.WAITING, colour="red")


def test_the_last_answer_replaces_the_one_before(ledger: Ledger) -> None:
    there = added(ledger, "pending", task_id="task-1")
    for answer in ('{"progress": 1}', '{"progress": 2}'):
        ledger.change(there.id, State.PENDING, answer=answer)
        assert ledger.answer(there.id) == answer
    ledger.change(there.id, State.PENDING, progress=3)
    assert ledger.answer(there.id) == '{"progress": 2}'


# The receipt


def raw(ledger: Ledger, statement: str, *values: object) -> None:
    """Run a statement behind the ledger's back, as a later bug might."""
    ledger._database.execute(statement, values)


@pytest.mark.parametrize("other", ["task-2", "", "TASK-1"])
def test_a_task_id_is_never_overwritten(ledger: Ledger, other: str) -> None:
    there = added(ledger, "pending", task_id="task-1")
    with unchanged(ledger), pytest.raises(sqlite3.IntegrityError):
        raw(ledger, "UPDATE jobs SET task_id = ? WHERE id = ?", other, there.id)
    with unchanged(ledger), pytest.raises(sqlite3.IntegrityError):
        ledger.change(there.id, State.PENDING, task_id=other)


@pytest.mark.parametrize("state", ["waiting", "uploading", "submitting"])
def test_a_job_with_a_task_is_never_sent_again(ledger: Ledger, state: str) -> None:
    there = added(ledger, "stopped", task_id="task-1")
    with unchanged(ledger), pytest.raises(sqlite3.IntegrityError):
        raw(ledger, "UPDATE jobs SET state = ? WHERE id = ?", state, there.id)


def test_a_first_task_id_may_be_written(ledger: Ledger) -> None:
    there = added(ledger, "submitting")
    raw(ledger, "UPDATE jobs SET task_id = 'task-1', state = 'pending' WHERE id = ?", there.id)
    assert ledger.of_task("task-1")[0].id == there.id


# Revisions


def test_every_change_has_a_greater_revision(ledger: Ledger) -> None:
    first, second = ledger.add([job(), job()])
    assert first.rev == second.rev == ledger.revision()
    third = added(ledger)
    changed = ledger.change(first.id, State.WAITING, reason=Fault("no_key"))
    assert second.rev < third.rev < changed.rev == ledger.revision()
    assert ledger.changed_since(0) == [second, third, changed]
    assert ledger.changed_since(second.rev) == [third, changed]
    assert ledger.changed_since(changed.rev) == []


def test_wanting_is_a_change_too(ledger: Ledger) -> None:
    there = added(ledger)
    (wanted,) = ledger.want([there.id], "session")
    assert ledger.changed_since(there.rev) == [wanted]


# Recovery, wants and wishes


def test_recovery_gives_true_states(ledger: Ledger) -> None:
    before = {state: added(ledger, state, task_id="") for state in State}
    recovered = {each.id: each for each in ledger.recover()}
    assert set(recovered) == {before[State.UPLOADING].id, before[State.SUBMITTING].id}
    assert recovered[before[State.UPLOADING].id].state is State.WAITING
    interrupted = recovered[before[State.SUBMITTING].id]
    assert interrupted.state is State.UNCONFIRMED
    assert interrupted.error == Fault("interrupted", needs_person=True)
    assert interrupted.reason is None
    for state, there in before.items():
        if state not in (State.UPLOADING, State.SUBMITTING):
            assert ledger.get(there.id) == there


def test_recovering_twice_changes_nothing_more(ledger: Ledger) -> None:
    added(ledger, "submitting")
    ledger.recover()
    with unchanged(ledger):
        assert ledger.recover() == []


def test_recovery_is_noted_in_the_moves(ledger: Ledger) -> None:
    there = added(ledger, "submitting")
    ledger.recover()
    assert ledger.moves(there.id)[-1][1:] == ("submitting", "unconfirmed", "recovered")


def test_wanting_a_job_forgets_why_it_was_stuck(ledger: Ledger) -> None:
    stuck = added(ledger, "downloading", task_id="t", reason=Fault("disk_full", needs_person=True))
    (wanted,) = ledger.want([stuck.id], "session")
    assert wanted == dataclasses.replace(stuck, reason=None, rev=wanted.rev)
    assert ledger.get(stuck.id) == wanted


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_is_not_wanted(ledger: Ledger, state: str) -> None:
    ended = added(ledger, state, reason=Fault("no_key"))
    assert ledger.want([ended.id], "session") == []
    assert ledger.get(ended.id) == ended


def test_wanting_an_unknown_job_wants_none(ledger: Ledger) -> None:
    there = added(ledger)
    with unchanged(ledger), pytest.raises(IllegalMove):
        ledger.want([there.id, "nobody"], "session")


def test_a_job_is_wanted_while_one_of_several_programs_wants_it(ledger: Ledger) -> None:
    own, others = added(ledger), added(ledger)
    ledger.want([own.id], "one")
    ledger.want([own.id, others.id], "two")
    assert ledger.wanted(["one"]) == {own.id}
    assert ledger.wanted(["one", "two"]) == {own.id, others.id}
    ledger.forget_wants("two")
    assert ledger.wanted(["one", "two"]) == {own.id}


def test_the_programs_that_want_something_are_known(ledger: Ledger) -> None:
    own, others = added(ledger), added(ledger)
    ledger.want([own.id], "alive")
    ledger.want([others.id], "dead")
    assert ledger.sessions_that_want() == {"alive", "dead"}


def test_a_job_that_is_added_without_a_program_is_held(ledger: Ledger) -> None:
    held, wanted = added(ledger), added(ledger)
    ledger.want([wanted.id], "one")
    assert held.id not in ledger.wanted(["one", ""])


def test_wishes_come_in_their_order_and_a_stop_stays_until_it_is_granted(ledger: Ledger) -> None:
    assert ledger.take_wishes() == []
    there = added(ledger)
    ledger.wish("stop", there.id)
    ledger.wish("go", "job-2")
    assert ledger.take_wishes() == [Wish("stop", there.id), Wish("go", "job-2")]
    assert ledger.take_wishes() == [Wish("stop", there.id)]
    ledger.change(there.id, State.WAITING, to=State.STOPPED)
    assert ledger.take_wishes() == []


def test_a_stop_of_what_has_ended_is_granted_by_hand(ledger: Ledger) -> None:
    ledger.wish("stop", "ended")
    ledger.grant_stop("ended")
    assert ledger.take_wishes() == []


def test_what_nobody_wants_any_more_is_not_sent(ledger: Ledger) -> None:
    there = added(ledger)
    ledger.want([there.id], "one")
    ledger.forget_wants("one")
    with pytest.raises(NotWanted):
        ledger.change(there.id, State.WAITING, to=State.SUBMITTING, if_wanted=True)
    assert ledger.get(there.id).state is State.WAITING  # type: ignore[union-attr]


def test_a_task_is_followed_by_one_job(ledger: Ledger) -> None:
    first = ledger.add_task(dataclasses.replace(job("pending"), task_id="t"), "one")
    again = ledger.add_task(dataclasses.replace(job("pending"), task_id="t"), "two")
    assert again == first


def test_a_wish_reaches_another_program(ledger: Ledger, file: Path) -> None:
    with contextlib.closing(Ledger(file)) as other:
        other.wish("stop", "job")
    assert ledger.take_wishes() == [Wish("stop", "job")]


def test_a_job_that_ends_is_wanted_no_more(ledger: Ledger) -> None:
    there = added(ledger)
    ledger.want([there.id], "one")
    ledger.want([there.id], "two")
    ledger.change(there.id, State.WAITING, to=State.FAILED)
    assert ledger.wanted(["one", "two"]) == set()
    assert ledger.sessions_that_want() == set()


def test_held_is_what_waits_without_a_running_program_that_wants_it(ledger: Ledger) -> None:
    held, wanted, left = added(ledger), added(ledger), added(ledger)
    added(ledger, "pending", task_id="t")
    added(ledger, "stopped")
    ledger.want([wanted.id], "alive")
    ledger.want([left.id], "dead")
    assert ledger.held(["alive", "another"]) == {held.id, left.id}
    assert ledger.held([]) == {held.id, wanted.id, left.id}


# Removed jobs


def test_a_removed_job_is_in_no_list_but_found_by_its_ids(ledger: Ledger, clock: Clock) -> None:
    kept, gone = (added(ledger, "failed", task_id=f"t-{n}") for n in range(2))
    clock.now = 2000.0
    (removed,) = ledger.remove([gone.id])
    assert removed == dataclasses.replace(gone, removed_at=2000.0, rev=removed.rev)
    assert removed.rev == ledger.revision()
    assert ledger.jobs() == ledger.jobs([State.FAILED]) == [kept]
    assert ledger.jobs(removed=True) == [kept, removed]
    assert ledger.get(gone.id) == removed
    assert ledger.starting_with(gone.id) == [removed]
    assert ledger.of_task(gone.task_id) == [removed]
    assert ledger.changed_since(kept.rev)[-1] == removed
    assert ledger.moves(gone.id)


def test_a_restored_job_is_in_the_lists_again(ledger: Ledger) -> None:
    gone = added(ledger, "completed")
    (removed,) = ledger.remove([gone.id])
    (shown,) = ledger.restore([gone.id])
    assert shown == dataclasses.replace(gone, rev=shown.rev)
    assert shown.rev > removed.rev
    assert ledger.jobs() == [shown]


@pytest.mark.parametrize("state", State)
def test_only_what_has_ended_is_removed(ledger: Ledger, state: State) -> None:
    there = added(ledger, state)
    removed = ledger.remove([there.id])
    assert [each.id for each in removed] == ([there.id] if state in ENDED else [])
    assert [each.id for each in ledger.jobs()] == ([] if state in ENDED else [there.id])


def test_removing_and_restoring_twice_changes_nothing_more(ledger: Ledger, clock: Clock) -> None:
    there = added(ledger, "failed")
    assert ledger.restore([there.id]) == []
    (removed,) = ledger.remove([there.id, there.id])
    clock.now += 1
    assert ledger.remove([there.id]) == []
    assert ledger.get(there.id) == removed


def test_removing_an_unknown_job_removes_none(ledger: Ledger) -> None:
    there = added(ledger, "failed")
    with unchanged(ledger), pytest.raises(IllegalMove):
        ledger.remove([there.id, "nobody"])


TAKEN_UP = [
    ("stopped", State.WAITING, {}),
    ("stopped", State.PENDING, {"task_id": "t"}),
    ("stopped", State.DOWNLOADING, {"task_id": "t"}),
    ("completed", State.DOWNLOADING, {"task_id": "t"}),
    ("unconfirmed", State.PENDING, {"task_id": "t"}),
]


@pytest.mark.parametrize(("state", "to", "changes"), TAKEN_UP)
def test_a_removed_job_that_is_taken_up_again_is_seen_again(
    ledger: Ledger, state: str, to: State, changes: dict[str, Any]
) -> None:
    there = added(ledger, state)
    ledger.remove([there.id])
    taken_up = ledger.change(there.id, there.state, to=to, **changes)
    assert taken_up.removed_at is None
    assert ledger.jobs() == ledger.unfinished() == [taken_up]


def test_a_removed_job_stays_removed_while_it_only_changes(ledger: Ledger) -> None:
    there = added(ledger, "unconfirmed")
    ledger.remove([there.id])
    assert ledger.change(there.id, there.state, progress=1).removed_at is not None
    assert ledger.change(there.id, there.state, to=State.STOPPED).removed_at is not None


# Unconfirmed jobs


MAYBE_CHARGED = Fault("no_answer", needs_person=True)


def test_a_confirmed_job_has_its_task_and_state_in_one_change(ledger: Ledger) -> None:
    there = added(ledger, "unconfirmed", error=MAYBE_CHARGED)
    confirmed = ledger.confirm(there.id, "task-1", "session")
    assert confirmed == dataclasses.replace(
        there, state=State.PENDING, task_id="task-1", error=None, rev=confirmed.rev
    )
    assert confirmed.rev == there.rev + 1
    assert ledger.get(there.id) == confirmed
    assert ledger.wanted(["session"]) == {there.id}
    assert Wish("go", there.id) in ledger.take_wishes()
    assert ledger.moves(there.id)[-1][1:] == ("unconfirmed", "pending", "confirmed")


def test_a_task_that_another_job_has_confirms_nothing(ledger: Ledger) -> None:
    owner = added(ledger, "completed", task_id="task-1")
    ledger.remove([owner.id])
    there = added(ledger, "unconfirmed")
    with unchanged(ledger), pytest.raises(TaskTaken) as caught:
        ledger.confirm(there.id, "task-1", "session")
    assert caught.value.job == ledger.get(owner.id)
    assert ledger.wanted(["session"]) == set()


@pytest.mark.parametrize("state", [state for state in State if state is not State.UNCONFIRMED])
def test_only_an_unconfirmed_job_is_confirmed_or_sent_again(ledger: Ledger, state: State) -> None:
    there = added(ledger, state)
    with unchanged(ledger), pytest.raises(IllegalMove):
        ledger.confirm(there.id, "task-1", "session")
    with unchanged(ledger), pytest.raises(IllegalMove):
        ledger.send_again(there.id, job(), "session")


def test_sending_again_drops_the_old_job_and_writes_the_new_one_at_once(
    ledger: Ledger, clock: Clock
) -> None:
    there = added(ledger, "unconfirmed", error=MAYBE_CHARGED)
    clock.now = 2000.0
    dropped, new = ledger.send_again(there.id, job(retry_of=there.id), "session")
    assert dropped == dataclasses.replace(
        there, state=State.STOPPED, finished_at=2000.0, rev=there.rev + 1
    )
    assert (new.state, new.retry_of, new.rev) == (State.WAITING, there.id, dropped.rev)
    assert ledger.jobs() == [dropped, new]
    assert ledger.wanted(["session"]) == {new.id}


def test_sending_again_does_both_or_neither(ledger: Ledger) -> None:
    there = added(ledger, "unconfirmed")
    with unchanged(ledger), pytest.raises(sqlite3.IntegrityError):
        ledger.send_again(there.id, dataclasses.replace(job(), id=there.id), "session")


# Uploads


def test_an_upload_serves_its_host_its_key_and_its_picture_only(ledger: Ledger) -> None:
    ledger.keep_upload(HERE, "mark", "sha", "https://files/1")
    assert ledger.upload(HERE, "mark", "sha") == "https://files/1"
    assert ledger.upload("https://other", "mark", "sha") == ""
    assert ledger.upload(HERE, "other", "sha") == ""
    assert ledger.upload(HERE, "mark", "other") == ""


def test_an_upload_is_used_for_48_of_its_72_hours(ledger: Ledger, clock: Clock) -> None:
    assert UPLOAD_LIFE == 48 * 3600
    ledger.keep_upload(HERE, "mark", "sha", "https://files/1")
    clock.now += UPLOAD_LIFE - 1
    assert ledger.upload(HERE, "mark", "sha") == "https://files/1"
    clock.now += 1
    assert ledger.upload(HERE, "mark", "sha") == ""
    ledger.keep_upload(HERE, "mark", "sha", "https://files/2")
    assert ledger.upload(HERE, "mark", "sha") == "https://files/2"


def test_an_upload_from_the_future_is_not_trusted(ledger: Ledger, clock: Clock) -> None:
    ledger.keep_upload(HERE, "mark", "sha", "https://files/1")
    clock.now -= 1
    assert ledger.upload(HERE, "mark", "sha") == ""


def test_a_picture_s_uploads_are_forgotten_everywhere(ledger: Ledger) -> None:
    for place in (HERE, "https://other"):
        ledger.keep_upload(place, "mark", "sha", "https://files/1")
    ledger.keep_upload(HERE, "mark", "another", "https://files/2")
    ledger.forget_uploads("sha")
    assert ledger.upload(HERE, "mark", "sha") == ledger.upload("https://other", "mark", "sha") == ""
    assert ledger.upload(HERE, "mark", "another") == "https://files/2"


# All or nothing


def test_of_several_jobs_all_are_written_or_none(ledger: Ledger) -> None:
    there = added(ledger)
    with unchanged(ledger), pytest.raises(sqlite3.IntegrityError):
        ledger.add([job(), dataclasses.replace(job(), id=there.id)])
    assert added(ledger).rev == ledger.revision()


def test_a_failure_in_the_middle_of_a_change_writes_nothing(ledger: Ledger) -> None:
    there = added(ledger, "submitting")
    raw(
        ledger,
        "CREATE TEMP TRIGGER no_answers BEFORE INSERT ON answers"
        " BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    with unchanged(ledger), pytest.raises(sqlite3.IntegrityError):
        ledger.change(
            there.id, State.SUBMITTING, to=State.PENDING, task_id="task-1", answer="an answer"
        )
    raw(ledger, "DROP TRIGGER no_answers")
    assert ledger.change(there.id, State.SUBMITTING, to=State.FAILED).state is State.FAILED


def test_a_full_disk_fails_the_write_and_changes_nothing(ledger: Ledger) -> None:
    there = added(ledger)
    (pages,) = ledger._database.execute("PRAGMA page_count").fetchone()
    raw(ledger, f"PRAGMA max_page_count = {pages}")
    with unchanged(ledger), pytest.raises(sqlite3.OperationalError, match="full"):
        ledger.add([job(prompt="狐" * 5000) for _ in range(50)])
    raw(ledger, "PRAGMA max_page_count = 1000000")
    assert ledger.change(there.id, State.WAITING, to=State.SUBMITTING).state is State.SUBMITTING


CRASH = """
import os, sys
from core.ledger import Ledger
from core.job import State

ledger = Ledger(__import__("pathlib").Path(sys.argv[1]))
with ledger._transaction() as rev:
    ledger._database.execute("UPDATE jobs SET state = 'pending', task_id = 't', rev = ?", (rev,))
    ledger._note_move(sys.argv[2], "submitting", "pending", "")
    print(ledger.get(sys.argv[2]).state, flush=True)
    os._exit(9)
"""


def test_a_crash_in_the_middle_of_a_transaction_leaves_the_old_state(
    file: Path, ledger: Ledger
) -> None:
    there = added(ledger, "submitting")
    with unchanged(ledger):
        crashed = run_python(CRASH, file, there.id)
        assert (crashed.returncode, crashed.stdout.strip()) == (9, "pending"), crashed.stderr
    ledger.close()
    with contextlib.closing(Ledger(file)) as reopened:
        assert reopened.get(there.id) == there


KILLED = """
import os, sys
from core.ledger import Ledger
from core.job import State

ledger = Ledger(__import__("pathlib").Path(sys.argv[1]))
ledger.change(sys.argv[2], State.SUBMITTING, to=State.PENDING, task_id="task-1")
os._exit(9)
"""


def test_what_was_written_before_a_crash_is_there(file: Path) -> None:
    with contextlib.closing(Ledger(file)) as ledger:
        there = added(ledger, "submitting")
    assert run_python(KILLED, file, there.id).returncode == 9
    with contextlib.closing(Ledger(file)) as ledger:
        assert [each.id for each in ledger.of_task("task-1")] == [there.id]


# Several at once


def test_two_ledgers_in_two_threads_lose_nothing(file: Path) -> None:
    errors: list[BaseException] = []

    def write(session: str) -> None:
        try:
            with contextlib.closing(Ledger(file)) as own:
                for number in range(25):
                    there = added(own)
                    own.change(there.id, State.WAITING, to=State.SUBMITTING)
                    own.change(
                        there.id, State.SUBMITTING, to=State.PENDING, task_id=f"{session}-{number}"
                    )
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with contextlib.closing(Ledger(file)) as ledger:
        jobs = ledger.jobs()
        assert len(jobs) == 50
        assert {each.task_id for each in jobs} == {
            f"{name}-{number}" for name in ("one", "two") for number in range(25)
        }
        assert len({each.rev for each in jobs}) == 50
        assert ledger.revision() == 150


def test_one_ledger_serves_many_threads(ledger: Ledger) -> None:
    there = added(ledger, "pending", task_id="task-1")
    errors: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(20):
                ledger.change(there.id, State.PENDING, progress=1)
                ledger.jobs()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert ledger.revision() == 81


WRITER = """
import sys
from pathlib import Path
from core.job import Connection, Job, State, new_id
from core.ledger import Ledger

sys.stdin.readline()
ledger = Ledger(Path(sys.argv[1]))
for number in range(20):
    job = Job(new_id(), 1.0, Connection("demo"), "sora-2", sys.argv[2], {}, "/clips")
    ledger.add([job])
    ledger.change(job.id, State.WAITING, to=State.FAILED)
ledger.close()
"""


def test_two_programs_that_begin_on_an_empty_home_at_once_lose_nothing(file: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), name], cwd=ROOT, stdin=subprocess.PIPE
        )
        for name in ("one", "two")
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write(b"\n")
        program.stdin.flush()
    for program in programs:
        program.communicate(timeout=60)
    assert [program.returncode for program in programs] == [0, 0]
    with contextlib.closing(Ledger(file)) as ledger:
        prompts = [each.prompt for each in ledger.jobs([State.FAILED])]
        assert sorted(prompts) == ["one"] * 20 + ["two"] * 20
        assert ledger.revision() == 80


def test_of_two_that_want_the_same_move_one_gets_it(file: Path) -> None:
    with (
        contextlib.closing(Ledger(file)) as one,
        contextlib.closing(Ledger(file)) as other,
    ):
        there = added(one)
        one.change(there.id, State.WAITING, to=State.SUBMITTING)
        with unchanged(one), pytest.raises(IllegalMove):
            other.change(there.id, State.WAITING, to=State.SUBMITTING)


# The file


def test_a_write_is_on_the_disk_before_it_returns(ledger: Ledger) -> None:
    pragmas = {
        name: ledger._database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "journal_mode", "wal_autocheckpoint")
    }
    assert pragmas == {"synchronous": 2, "journal_mode": "wal", "wal_autocheckpoint": 0}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_the_ledger_is_readable_by_this_user_alone(ledger: Ledger, file: Path) -> None:
    added(ledger)
    files = [each for each in file.parent.iterdir() if each.name.startswith("ledger")]
    assert len(files) > 2
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_a_checkpoint_moves_everything_into_the_one_file(
    ledger: Ledger, file: Path, tmp_path: Path
) -> None:
    there = added(ledger)
    ledger.checkpoint()
    copy = tmp_path / "copy" / file.name
    copy.parent.mkdir()
    shutil.copy(file, copy)
    with contextlib.closing(Ledger(copy)) as copied:
        assert copied.jobs() == [there]


def test_a_ledger_of_a_newer_program_is_refused_and_left_as_it_is(file: Path) -> None:
    with contextlib.closing(Ledger(file)) as ledger:
        added(ledger)
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    file.chmod(0o640)
    before = file.read_bytes()
    with pytest.raises(LedgerUnusable) as caught:
        Ledger(file)
    assert (caught.value.code, caught.value.file) == ("newer", file)
    assert file.read_bytes() == before
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o640


def make_version_1(file: Path) -> dict[str, object]:
    """Make a ledger of the first version with one job, and return that job's row."""
    row: dict[str, object] = {
        **{"id": "abcdefghjk", "rev": 1, "created_at": 1.0, "state": "failed"},
        **{"base_url": HERE, "key_mark": "mark", "model": "sora-2", "prompt": "狐狸"},
        **{"batch": "", "take": 1, "retry_of": "", "task_id": "t", "finished_at": 2.0},
        "facts": '{"values": {"duration": 8}, "output": "/clips", "progress": 50}',
    }
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO jobs ({names}) VALUES ({marks})", tuple(row.values()))
        database.execute("UPDATE home SET rev = 1")
        database.execute("PRAGMA user_version = 1")
    return row


def test_a_ledger_of_the_first_version_is_brought_up_to_date(file: Path) -> None:
    row = make_version_1(file)
    for _ in range(2):
        with contextlib.closing(Ledger(file)) as ledger:
            (there,) = ledger.jobs()
            assert (there.id, there.prompt, there.progress) == (row["id"], "狐狸", 50)
            assert (there.rev, ledger.revision(), there.removed_at) == (1, 1, None)
            (version,) = ledger._database.execute("PRAGMA user_version").fetchone()
            assert version == len(MIGRATIONS)
    with contextlib.closing(Ledger(file)) as ledger:
        ledger.remove([there.id])
        assert ledger.jobs() == []


def test_a_brought_up_ledger_is_like_a_new_one(file: Path, tmp_path: Path) -> None:
    make_version_1(file)
    schemas = []
    (tmp_path / "new").mkdir()
    for each in (file, tmp_path / "new" / "ledger.sqlite3"):
        with contextlib.closing(Ledger(each)) as ledger:
            columns = ledger._database.execute("PRAGMA table_xinfo(jobs)").fetchall()
            query = "SELECT name, sql FROM sqlite_schema WHERE name <> 'jobs' ORDER BY name"
            rest = ledger._database.execute(query).fetchall()
            schemas.append([tuple(row) for row in columns + rest])
    assert schemas[0] == schemas[1]


def test_a_migration_that_fails_leaves_the_old_ledger(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_version_1(file)
    broken = (*MIGRATIONS, ("ALTER TABLE jobs ADD COLUMN colour TEXT", "no statement at all"))
    with monkeypatch.context() as patch:
        patch.setattr("core.schema.MIGRATIONS", broken)
        with pytest.raises(LedgerUnusable):
            Ledger(file)
    with contextlib.closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
    with contextlib.closing(Ledger(file)) as ledger:
        assert len(ledger.jobs()) == 1


@pytest.mark.parametrize(
    "content",
    [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 4096],
    ids=["text", "header", "zeros"],
)
def test_a_damaged_ledger_is_refused_and_left_as_it_is(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(LedgerUnusable) as caught:
        Ledger(file)
    assert (caught.value.code, caught.value.file) == ("damaged", file)
    assert file.read_bytes() == content


@pytest.mark.parametrize("kept", [10, 100, 1000, 4096, 20_000])
def test_a_cut_ledger_is_refused_and_left_as_it_is(file: Path, kept: int) -> None:
    with contextlib.closing(Ledger(file)) as ledger:
        ledger.add([job(prompt="狐" * 500) for _ in range(20)])
    cut = file.read_bytes()[:kept]
    assert len(cut) == kept
    file.write_bytes(cut)
    with pytest.raises(LedgerUnusable) as caught:
        Ledger(file)
    assert caught.value.code == "damaged"
    assert file.read_bytes() == cut


def test_a_ledger_that_cannot_be_opened_is_unreadable(file: Path) -> None:
    file.mkdir()
    with pytest.raises(LedgerUnusable) as caught:
        Ledger(file)
    assert caught.value.code == "unreadable"


def test_after_a_refusal_the_next_try_is_not_locked_out(file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)
    with pytest.raises(LedgerUnusable):
        Ledger(file)
    file.unlink()
    with contextlib.closing(Ledger(file)) as ledger:
        assert ledger.jobs() == []
