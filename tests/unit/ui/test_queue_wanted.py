"""What a person filters by: the news must agree with the library's own list."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.job import ENDED, State
from core.library import Library
from tests.queues import fill, job
from ui.queue.wanted import ACTIVE, DONE, EVERY, FAILED, Wanted

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
MARKS = st.sampled_from(["", "star", "reject"])
MODELS = ["sora-2-pro", "veo-3.1", "a%_foxy", "狐 2", ""]
WORDS = st.one_of(st.sampled_from(["a fox", "A FOX", "50%_off\\", "狐狸", "ÄÖ", "äö", ""]), TEXT)


def test_the_filters_part_the_states() -> None:
    assert ACTIVE | DONE | FAILED == EVERY
    assert not ACTIVE & ENDED
    assert not DONE & FAILED
    assert Wanted().everything
    assert Wanted(EVERY, "  ").everything
    assert not Wanted(DONE).everything
    assert not Wanted(EVERY, "fox").everything
    assert not Wanted(starred=True).everything


def test_a_removed_job_fits_nowhere() -> None:
    assert Wanted().fits(job(State.FAILED))
    assert not Wanted().fits(job(State.FAILED, removed_at=1.0))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(State), WORDS, MARKS, st.sampled_from(MODELS)), max_size=6),
    st.sampled_from([ACTIVE, DONE, FAILED, EVERY]),
    st.lists(WORDS, max_size=5),
    st.booleans(),
    st.frozensets(st.sampled_from([*MODELS, "unknown"])),
)
def test_news_fit_as_the_library_lists(
    made: list[tuple[State, str, str, str]],
    states: frozenset[State],
    searches: list[str],
    starred: bool,
    models: frozenset[str],
) -> None:
    jobs = [
        job(state, prompt=words, batch="b", mark=mark, model=model)
        for state, words, mark, model in made
    ]
    for each in jobs[:2]:
        searches += [each.id[:4].upper(), each.task_id[:9], each.task_id[3:]]
        searches += [each.model[:3].upper(), each.model[1:]]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite3"
        fill(file, jobs)
        library = Library(file)
        for search in ("", *searches):
            wanted = Wanted(states, search, starred, models)
            entries = library.entries(states, search, starred=starred, models=models)
            assert {entry.id for entry in entries} == {j.id for j in jobs if wanted.fits(j)}
            assert {entry.batch for entry in entries} <= {"b"}
        library.close()
