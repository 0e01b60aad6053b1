"""The library: lists, counts and searches as plain Python would, while others write."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
import string
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.job import ENDED, Connection, Job, State, new_id
from core.ledger import Ledger
from core.library import LONGEST_SEARCH, Entry, Library

HERE = Connection("https://api.foxapi.cc", "mark")
QUICK = settings(deadline=None, max_examples=150)
LETTERS = "aAbBé%_\\\"'* \n狐É"
"""Few, so that searches find something: both cases, wildcards of LIKE and GLOB, quotes, escapes."""
FOLDED = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    with contextlib.closing(Ledger(file)) as opened:
        yield opened


@pytest.fixture
def library(file: Path, ledger: Ledger) -> Iterator[Library]:  # noqa: ARG001 - it makes the file
    with contextlib.closing(Library(file)) as opened:
        yield opened


def job(prompt: str = "a fox", state: State = State.COMPLETED, **changes: Any) -> Job:
    made = Job(
        id=new_id(),
        created_at=1.0,
        connection=HERE,
        model="sora-2",
        prompt=prompt,
        values={},
        output="/clips",
        state=state,
    )
    return dataclasses.replace(made, **changes)


def entry(job: Job) -> Entry:
    return Entry(job.seq, job.id, job.created_at)


def found(library: Library, search: str) -> list[str]:
    """Return the prompts that a search finds, newest first."""
    entries = library.entries(search=search)
    return [job.prompt for job in library.jobs([each.id for each in entries])]


# Lists


def test_entries_are_newest_first_and_without_removed_jobs(
    ledger: Ledger, library: Library
) -> None:
    jobs = ledger.add([job(created_at=float(number)) for number in range(5)])
    ledger.remove([jobs[1].id])
    shown = [jobs[number] for number in (4, 3, 2, 0)]
    assert library.entries() == [entry(each) for each in shown]
    ledger.restore([jobs[1].id])
    assert library.entries() == [entry(each) for each in reversed(jobs)]


def test_entries_of_some_states_only(ledger: Ledger, library: Library) -> None:
    jobs = {each.state: each for each in ledger.add([job(state=state) for state in State])}
    assert library.entries([]) == []
    assert library.entries([State.FAILED]) == [entry(jobs[State.FAILED])]
    some = [State.COMPLETED, State.WAITING, State.COMPLETED]
    assert {each.id for each in library.entries(some)} == {
        jobs[State.COMPLETED].id,
        jobs[State.WAITING].id,
    }
    assert library.unfinished() == [each for state, each in jobs.items() if state not in ENDED]


def test_counts_have_every_state(ledger: Ledger, library: Library) -> None:
    assert library.counts() == dict.fromkeys(State, 0)
    failed = ledger.add([job(state=State.FAILED) for _ in range(3)])
    ledger.add([job(state=State.PENDING)])
    ledger.remove([failed[0].id])
    assert library.counts() == dict.fromkeys(State, 0) | {State.FAILED: 2, State.PENDING: 1}


def test_jobs_come_in_the_order_that_is_asked_for(ledger: Ledger, library: Library) -> None:
    jobs = ledger.add([job() for _ in range(300)])
    (removed,) = ledger.remove([jobs[7].id])
    order = [jobs[299].id, "nobody", removed.id, jobs[0].id]
    assert library.jobs(order) == [jobs[299], removed, jobs[0]]
    assert library.jobs([]) == []
    assert library.jobs([each.id for each in jobs] * 200)[:7] == jobs[:7]


def test_lists_and_counts_read_one_index_and_no_prompts(ledger: Ledger, library: Library) -> None:
    queries: list[str] = []
    library._database.set_trace_callback(queries.append)
    library.entries()
    library.entries([State.FAILED, State.UNCONFIRMED])
    library.counts()
    assert len(queries) == 3
    for query in queries:
        (plan, *_) = [row[3] for row in ledger._database.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert "USING COVERING INDEX jobs_by_state" in plan


# Searches


@pytest.mark.parametrize(
    ("search", "prompts"),
    [
        ("FOX", ["A Fox in snow", "two foxes"]),
        ("  snow ", ["A Fox in snow"]),
        ("100%", ["100% wool"]),
        ("%", ["100% wool"]),
        ("_", ["snake_case"]),
        ("\\", ["back\\slash"]),
        ("雪夜", ["一只狐狸穿过雪夜"]),
        ("🦊", ["🦊"]),
        ("", ["🦊", "一只狐狸穿过雪夜", "back\\slash", "snake_case", "100% wool", "A Fox in snow",
              "two foxes"]),
        ("   ", ["🦊", "一只狐狸穿过雪夜", "back\\slash", "snake_case", "100% wool",
                 "A Fox in snow", "two foxes"]),
        ("fo%es", []),
        ("'; DROP TABLE jobs; --", []),
        ("\0", []),
        ("\ud83e", []),
    ],
)  # fmt: skip
def test_a_search_finds_what_it_says_and_nothing_else(
    ledger: Ledger, library: Library, search: str, prompts: list[str]
) -> None:
    texts = ["two foxes", "A Fox in snow", "100% wool", "snake_case", "back\\slash"]
    ledger.add([job(each) for each in [*texts, "一只狐狸穿过雪夜", "🦊"]])
    assert found(library, search) == prompts


def test_an_id_is_found_by_its_beginning(ledger: Ledger, library: Library) -> None:
    one, other = ledger.add(
        [
            job("one", id="abcde23456", task_id="Task-Unified-1757165031-uyujaw3d"),
            job("other", id="zbcde23456", task_id="task-unified-1757165032-abcdefgh"),
        ]
    )
    assert found(library, "abcde") == found(library, "ABCDE23456") == ["one"]
    assert found(library, "bcde2") == []
    assert found(library, one.task_id) == found(library, "task-unified-1757165031") == ["one"]
    assert found(library, other.task_id) == ["other"]
    assert found(library, "task-") == ["other", "one"]
    assert found(library, "unified") == []


def test_a_search_that_names_models_finds_their_jobs(ledger: Ledger, library: Library) -> None:
    veo, kling, _ = ledger.add(
        [job("one", model="veo-3.1"), job("two", model="kling-v3"), job("a veo in the prompt")]
    )
    assert found(library, "veo") == ["a veo in the prompt", "one"], "an id by its beginning"
    assert library.entries(search="可灵", models={kling.model}) == [entry(kling)]
    assert library.entries([State.FAILED], "可灵", models={kling.model}) == []
    assert library.entries(search="可灵", models={kling.model}, starred=True) == []
    assert len(library.entries(models={veo.model})) == 3, "nothing is searched for"


def test_a_search_keeps_to_the_states(ledger: Ledger, library: Library) -> None:
    failed, _ = ledger.add([job(state=State.FAILED), job(state=State.COMPLETED)])
    assert library.entries([State.FAILED], "fox") == [entry(failed)]
    assert library.entries([], "fox") == []


@pytest.mark.parametrize("text", ["x", "狐", "%", "🦊"])
def test_a_whole_prompt_may_be_searched_for(ledger: Ledger, library: Library, text: str) -> None:
    ledger.add([job(text * 20_000), job(text * (LONGEST_SEARCH - 1))])
    assert found(library, text * 20_000) == [text * 20_000]


class Shelf:
    """A ledger and a library on it, for many examples."""

    def __init__(self, file: Path) -> None:
        self.ledger = Ledger(file)
        self.library = Library(file)

    def hold(self, jobs: Sequence[Job]) -> list[Job]:
        """Let the ledger hold these jobs and no others, and return them as written."""
        self.ledger._database.execute("DELETE FROM jobs")
        return self.ledger.add(jobs)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    made = Shelf(tmp_path_factory.mktemp("shelf") / "ledger.sqlite3")
    yield made
    made.library.close()
    made.ledger.close()


TEXT = st.text(st.sampled_from(LETTERS), max_size=8) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=8
)
JOBS = st.builds(
    job,
    prompt=TEXT,
    state=st.sampled_from(State),
    created_at=st.floats(0, 1e9),
    task_id=st.just("") | TEXT,
    model=st.sampled_from(["aa%-b", "Bb_a", "狐 2", ""]),
    removed_at=st.none() | st.just(5.0),
)


OF = frozenset({"Bb_a", "狐 2", 'none\'s "own"'})


def finds(job: Job, search: str) -> bool:
    text = search.strip().translate(FOLDED)
    ids = (job.id, job.task_id, job.model)
    begins = (each.translate(FOLDED).startswith(text) for each in ids)
    return text in job.prompt.translate(FOLDED) or any(begins)


@QUICK
@given(jobs=st.lists(JOBS, max_size=8), states=st.frozensets(st.sampled_from(State)), search=TEXT)
def test_entries_and_counts_are_those_of_a_plain_filter(
    shelf: Shelf, jobs: list[Job], states: frozenset[State], search: str
) -> None:
    shown = [each for each in reversed(shelf.hold(jobs)) if each.removed_at is None]
    matching = [entry(each) for each in shown if finds(each, search)]
    assert shelf.library.entries(search=search) == matching
    among = [entry(each) for each in shown if each.state in states and finds(each, search)]
    assert shelf.library.entries(states, search) == among
    named = [each for each in shown if finds(each, search) or (search.strip() and each.model in OF)]
    assert shelf.library.entries(search=search, models=OF) == [entry(each) for each in named]
    there = [each.state for each in shown]
    assert shelf.library.counts() == {state: there.count(state) for state in State}


# One job


def test_an_answer_is_shown_without_keys(ledger: Ledger, library: Library) -> None:
    there = ledger.add([job(state=State.PENDING, task_id="t")])[0]
    assert library.answer(there.id) == ""
    said = '{"message": "Incorrect key: sk-0123456789abcdef", "status": "失败"}'
    ledger.change(there.id, State.PENDING, answer=said, to=State.FAILED, note="sk-0123456789ab")
    assert library.answer(there.id) == '{"message": "Incorrect key: •••", "status": "失败"}'
    assert library.answer("nobody") == ""
    assert [move[1:] for move in library.moves(there.id)] == [
        ("", "pending", ""),
        ("pending", "failed", "•••"),
    ]


def test_what_a_key_has_sent_is_found_by_when_it_was_sent(ledger: Ledger, library: Library) -> None:
    other = Connection(HERE.base_url, "other")
    sent, by_id, *_ = ledger.add(
        [
            job(created_at=1.0, sent_at=100.0, task_id="1"),
            job(created_at=110.0, task_id="2"),
            job(created_at=100.0, sent_at=500.0, task_id="3"),
            job(created_at=100.0, sent_at=100.0, task_id="4", connection=other),
            job(created_at=100.0, state=State.WAITING),
        ]
    )
    ledger.remove([by_id.id])
    found = library.sent(HERE, 90.0, 120.0)
    assert [each.id for each in found] == [sent.id, by_id.id]


# Others write meanwhile


def test_a_reader_waits_for_no_writer(ledger: Ledger, library: Library) -> None:
    there = ledger.add([job()])[0]
    with ledger._transaction():
        ledger._database.execute("DELETE FROM jobs")
        assert library.entries() == [entry(there)]
        assert library.counts()[State.COMPLETED] == 1
    assert library.entries() == []


def test_what_another_program_writes_is_seen(file: Path, library: Library) -> None:
    with contextlib.closing(Ledger(file)) as other:
        there = other.add([job()])[0]
        other.checkpoint()
    assert library.entries() == [entry(there)]


def test_nothing_can_be_written_through_it(library: Library) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        library._database.execute("DELETE FROM jobs")


def test_many_threads_may_read_at_once(ledger: Ledger, library: Library) -> None:
    jobs = ledger.add([job(f"fox {number}") for number in range(200)])
    errors: list[BaseException] = []

    def read() -> None:
        try:
            for number in range(20):
                assert len(library.entries(search="fox")) == 200
                assert library.jobs([jobs[number].id]) == [jobs[number]]
                assert library.counts()[State.COMPLETED] == 200
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_home_s_path_may_hold_anything(tmp_path: Path) -> None:
    file = tmp_path / "家 #1 100%20 & co" / "ledger.sqlite3"
    file.parent.mkdir()
    with contextlib.closing(Ledger(file)) as ledger:
        there = ledger.add([job()])[0]
        with contextlib.closing(Library(file)) as library:
            assert library.entries() == [entry(there)]


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Library(tmp_path / "none.sqlite3")
    assert list(tmp_path.iterdir()) == []
