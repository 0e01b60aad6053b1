"""What the takes of one request are together: their face, their progress, and what is offered."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import load_catalog
from core.job import Clip, Fault, Job, State
from tests.queues import PROMPT, job
from ui.actions import Action, actions_for
from ui.queue.face import (
    Beside,
    face_of,
    face_of_take,
    percent_of,
    spoken,
)
from ui.queue.groupface import face_of_group, spoken_group
from ui.queue.marks import MARKS, label_for, mark_for
from ui.queue.takes import (
    count_states,
    count_takes,
    face_of_takes,
    lead_of_takes,
    percent_of_takes,
)
from ui.queue.together import hovered, row_offers, rows_offers

S = State
PAIRS = list(itertools.combinations_with_replacement(State, 2))
SETTINGS = "sora-2-pro · 8 s · 16:9 · 720p"
PERSON = Fault("disk_full", needs_person=True)


def take(number: int, state: State = S.COMPLETED, **changes: Any) -> Job:
    """Return a take; finished ones were finished in the order of their numbers."""
    finished = {"finished_at": 100.0 + number} if state is S.COMPLETED else {}
    return job(state, **{"batch": "b", "take": number, "seq": number, **finished, **changes})


def percent(jobs: list[Job]) -> int | None:
    return percent_of_takes(jobs, lambda each: percent_of(each, None))


# The face


def test_the_face_is_the_first_that_was_ready_and_stays_it() -> None:
    early, late = take(2, finished_at=50.0), take(1, finished_at=60.0)
    assert face_of_takes([take(1, S.PROCESSING), early]) is early
    assert face_of_takes([late, early]) is early


def test_a_star_makes_the_face_and_a_rejection_unmakes_it() -> None:
    first, second, third = take(1), take(2), take(3)
    starred = replace(third, mark="star")
    rejected = replace(first, mark="reject")
    assert face_of_takes([first, second, starred]) is starred
    assert face_of_takes([rejected, second, third]) is second
    running = take(4, S.PROCESSING)
    assert face_of_takes([rejected, running]) is running
    assert face_of_takes([rejected, take(2, S.FAILED)]) is rejected


def test_what_still_moves_is_the_face_before_what_has_failed() -> None:
    running = take(2, S.PENDING)
    assert face_of_takes([take(1, S.FAILED), running]) is running


@given(
    st.lists(st.tuples(st.sampled_from(State), st.sampled_from(["", "star", "reject"])), min_size=1)
)
def test_the_order_of_the_takes_does_not_matter(made: list[tuple[State, Any]]) -> None:
    jobs = [take(n, state, mark=mark) for n, (state, mark) in enumerate(made, 1)]
    assert face_of_takes(jobs) is face_of_takes(jobs[::-1])


def test_the_row_tells_what_needs_a_person_then_what_moves_then_what_came_to_nothing() -> None:
    done, waiting, running = take(1), take(2, S.WAITING), take(3, S.PROCESSING)
    unsure, stuck = take(4, S.UNCONFIRMED), take(5, S.DOWNLOADING, reason=PERSON)
    assert lead_of_takes([done, waiting, running, unsure, stuck]) is stuck
    assert lead_of_takes([done, waiting, running, unsure]) is unsure
    assert lead_of_takes([done, waiting, running]) is running
    assert lead_of_takes([done, waiting]) is waiting
    failed, stopped = take(2, S.FAILED), take(3, S.STOPPED)
    assert lead_of_takes([failed, done]) is failed
    assert lead_of_takes([done, stopped]) is stopped
    assert lead_of_takes([stopped, failed, done]) is failed
    again = take(2, retry_of=failed.id, seq=9)
    assert lead_of_takes([done, failed, again]) is done, "the second try made it"


# Counting


def test_a_take_that_was_asked_for_again_counts_once() -> None:
    failed = take(2, S.FAILED)
    jobs = [take(1), failed, take(3, S.PROCESSING)]
    assert count_takes(jobs) == 3
    assert count_states(jobs) == {S.COMPLETED: 1, S.FAILED: 1, S.PROCESSING: 1}
    jobs.append(take(2, retry_of=failed.id, seq=9))
    assert count_takes(jobs) == 3
    assert count_states(jobs) == {S.COMPLETED: 2, S.PROCESSING: 1}
    jobs.append(take(2, S.UNCONFIRMED, seq=10))
    assert count_states(jobs)[S.UNCONFIRMED] == 1, "it may have been charged all the same"


def test_progress_is_that_of_all_takes() -> None:
    running = [take(1), take(2, S.PROCESSING, progress=40), take(3, S.WAITING)]
    assert percent(running) == 46
    assert percent([*running, take(4, S.FAILED)]) == 60, "nothing more comes of a failed one"
    assert percent([take(1), take(2)]) is None
    assert percent([take(1), take(2, S.WAITING)]) is None
    assert percent([take(1), take(2, S.PENDING, progress=None)]) is None
    stuck = take(2, S.DOWNLOADING, reason=PERSON)
    assert percent([take(1, S.PROCESSING, progress=3), stuck]) is None


def test_a_take_that_is_made_again_begins_anew() -> None:
    failed = take(2, S.FAILED)
    again = take(2, S.PROCESSING, progress=10, retry_of=failed.id, seq=9)
    assert percent([take(1), failed, again]) == 55


# Words


def test_a_group_says_how_many_there_are_and_how_many_are_ready() -> None:
    jobs = [take(1), take(2, S.PROCESSING, progress=40), take(3, S.FAILED)]
    face = face_of_group(jobs, [Beside(model=load_catalog().get("sora-2-pro"))] * 3)
    assert face.title == PROMPT
    assert face.takes == "3 takes"
    assert face.line == "Sora 2 Pro · 8 s · 16:9 · 720p"
    assert (face.state, face.percent) == ("Generating", 80)
    assert face.tally == (("check", "good", "1"), ("circle-alert", "bad", "1"))
    heard = spoken_group(jobs, [Beside()] * 3, unfolded=False)
    assert ", Generating, 80%, 1 ready, 1 failed, " in heard


def test_a_group_that_is_done_says_what_its_face_does() -> None:
    jobs = [take(1), take(2, mark="star")]
    face = face_of_group(jobs, [Beside()] * 2)
    assert (face.line, face.note) == ("sora-2-pro · 8 s · 16:9 · 720p", "all ready")
    assert (face.state, face.icon, face.mark) == ("0:08", "check", "star")


LEADS = {
    S.UNCONFIRMED: ("triangle-alert", "warning", "{} unconfirmed"),
    S.FAILED: ("circle-alert", "bad", "{} failed"),
    S.STOPPED: ("circle-stop", "muted", "{} stopped"),
}


@pytest.mark.parametrize("lost", LEADS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_tick_never_hides_what_came_to_nothing(lost: State, count: int) -> None:
    jobs = [take(1, mark="star"), *(take(n, lost) for n in range(2, count + 2))]
    icon, tone, words = LEADS[lost]
    face = face_of_group(jobs, [Beside()] * len(jobs))
    assert (face.icon, face.tone, face.state) == (icon, tone, words.format(count))
    assert (face.note, face.tally) == ("", (("check", "good", "1 ready"),))
    assert face.line == "sora-2-pro · 8 s · 16:9 · 720p"
    heard = spoken_group(jobs, [Beside()] * len(jobs), unfolded=False)
    assert f", {words.format(count)}, 1 ready, " in heard


def test_ends_of_every_kind_are_counted() -> None:
    ready, failed = ("check", "good", "1"), ("circle-alert", "bad", "1")
    jobs = [take(1), take(2, S.FAILED), take(3, S.STOPPED), take(4, S.WAITING)]
    face = face_of_group(jobs, [Beside()] * 4)
    assert (face.state, face.line) == ("Waiting", SETTINGS)
    assert face.tally == (ready, failed, ("circle-stop", "muted", "1"))
    jobs[3] = take(4, S.STOPPED)
    face = face_of_group(jobs, [Beside()] * 4)
    assert (face.state, face.tally) == ("1 failed", (ready, ("circle-stop", "muted", "2")))
    jobs[2:] = [take(3, S.UNCONFIRMED), take(4, S.PENDING, progress=None)]
    face = face_of_group(jobs, [Beside()] * 4)
    assert (face.state, face.tally) == ("1 unconfirmed", (ready, failed, ("sparkles", "info", "1")))
    heard = spoken_group(jobs, [Beside()] * 4, unfolded=False)
    assert ", 1 unconfirmed, 1 ready, 1 failed, 1 under way, " in heard


def test_takes_whose_files_are_gone_are_not_called_ready() -> None:
    face = face_of_group([take(1), take(2)], [Beside(missing=True)] * 2)
    assert (face.state, face.icon, face.note) == ("File missing", "triangle-alert", "sora-2-pro")


def test_takes_that_all_came_to_nothing_say_why_and_of_which_model() -> None:
    why = Fault("task_failed", code="content_policy_violation")
    jobs = [take(number, S.FAILED, error=why) for number in (1, 2)]
    face = face_of_group(jobs, [Beside(model=load_catalog().get("sora-2-pro"))] * 2)
    assert (face.state, face.note, face.tally) == ("Failed", "Sora 2 Pro", ())
    assert (face.line, face.line_tone) == ("The provider's content rules refused this.", "text")


def test_the_reason_of_a_mixed_end_is_read_aloud() -> None:
    why = Fault("task_failed", code="content_policy_violation")
    jobs = [take(1), take(2, S.FAILED, error=why)]
    heard = spoken_group(jobs, [Beside()] * 2, unfolded=False)
    assert heard.endswith(", 1 failed, 1 ready, The provider's content rules refused this., folded")


@given(st.lists(st.sampled_from(State), min_size=2, max_size=5))
def test_there_is_a_tick_as_the_mark_only_if_all_takes_are_ready(states: list[State]) -> None:
    jobs = [take(number, state) for number, state in enumerate(states, 1)]
    face = face_of_group(jobs, [Beside()] * len(jobs))
    assert (face.icon == "check") == (set(states) == {S.COMPLETED})
    if S.UNCONFIRMED in states:
        assert (face.icon, face.tone) == ("triangle-alert", "warning")


def test_the_longest_time_left_is_that_of_the_group() -> None:
    jobs = [take(1, S.PROCESSING), take(2, S.PROCESSING)]
    assert face_of_group(jobs, [Beside(left=10), Beside(left=50)]).note == "~50 s left"


def test_a_take_is_called_by_its_number() -> None:
    assert face_of_take(take(3)).title == "Take 3"
    assert face_of_take(take(3)).line == "", "its settings are those of its group"
    assert face_of_take(take(3, retry_of="x")).title == "Take 3, tried again"
    refused = take(3, S.FAILED, error=Fault("task_failed", code="content_policy_violation"))
    assert face_of_take(refused).line == "The provider's content rules refused this."


def test_one_take_alone_says_which_it_is() -> None:
    assert "take 3" in face_of(take(3)).line


def test_a_clip_whose_length_nobody_asked_for_shows_what_its_file_says() -> None:
    remix = job(values={"resolution": "720p"}, clip=Clip("", 0.0, file="/a.mp4", seconds=12.1))
    assert face_of(remix).state == "0:12"
    unknown = replace(remix, clip=Clip("", 0.0, file="/a.mp4"))
    assert face_of(unknown).state == "Ready"
    asked = replace(remix, values={"duration": 8})
    assert face_of(asked).state == "0:08"


def test_marks_and_folds_are_read_aloud() -> None:
    assert spoken(job(mark="star")).endswith(", starred")
    assert spoken(job(mark="reject")).endswith(", rejected")
    assert spoken(take(2), take=True).startswith("Take 2, ")
    words = spoken_group([take(1), take(2, mark="star")], [Beside()] * 2, unfolded=False)
    assert words == f"{PROMPT}, 2 takes, {SETTINGS}, 0:08, all ready, starred, folded"
    running = [take(1, S.PROCESSING, progress=40), take(2)]
    assert ", 70%, " in spoken_group(running, [Beside()] * 2, unfolded=True)
    assert spoken_group(running, [Beside()] * 2, unfolded=True).endswith("unfolded")


# What is offered


def offers(*rows: list[Job]) -> dict[Action, tuple[str, ...]]:
    return dict(rows_offers(rows, actions_for))


def test_stopping_a_group_stops_those_that_run() -> None:
    done, running, waiting = take(1), take(2, S.PROCESSING), take(3, S.WAITING)
    found = offers([done, running, waiting])
    assert found[Action.STOP] == (running.id, waiting.id)
    assert found[Action.SHOW] == (done.id,)
    assert Action.REMOVE not in found, "not everything can be removed"


def test_trying_again_means_those_that_failed() -> None:
    done, failed = take(1), take(2, S.FAILED)
    found = offers([done, failed])
    assert found[Action.RETRY] == (failed.id,)
    assert found[Action.REMOVE] == (done.id, failed.id)
    assert found[Action.COPY_TASK] == (done.id, failed.id)


def test_a_take_that_was_asked_for_again_is_not_asked_for_a_third_time() -> None:
    failed = take(2, S.FAILED, created_at=1.0)
    again = take(2, S.PROCESSING, created_at=2.0, retry_of=failed.id)
    other = take(3, S.FAILED, created_at=1.0)
    assert offers([take(1), failed, again, other])[Action.RETRY] == (other.id,)
    assert Action.RETRY not in offers([take(1), failed, again])
    refused = replace(again, state=S.FAILED)
    assert offers([failed, refused])[Action.RETRY] == (refused.id,), "one clip, not two"


def test_one_unclear_take_is_cleared_up_from_the_group() -> None:
    done, unsure = take(1), take(2, S.UNCONFIRMED)
    assert offers([done, unsure])[Action.RESOLVE] == (unsure.id,)


def test_marks_and_the_prompt_are_those_of_the_face() -> None:
    first, face = take(1), take(2, mark="star")
    found = offers([first, face])
    for action in (Action.STAR, Action.REJECT, Action.SHOW, Action.COPY_PROMPT, Action.REUSE):
        assert found[action] == (face.id,)


def test_a_group_compares_its_face_with_the_next_one() -> None:
    jobs = [take(1), take(2), take(3, mark="star"), take(4, S.FAILED)]
    assert offers(jobs)[Action.COMPARE] == (jobs[2].id, jobs[0].id)
    assert Action.COMPARE not in offers([jobs[0], jobs[3]])


def test_any_two_finished_clips_can_be_compared_and_no_three() -> None:
    one, two, three = job(), job(), job()
    assert Action.COMPARE not in offers([one])
    assert offers([one], [two])[Action.COMPARE] == (one.id, two.id)
    assert Action.COMPARE not in offers([one], [two], [three])
    assert Action.COMPARE not in offers([one], [job(S.PROCESSING)])
    assert Action.COMPARE not in offers([one], [one])
    gone = rows_offers([[one], [two]], lambda each: actions_for(each, there=each is one))
    assert Action.COMPARE not in gone


def test_what_opens_something_is_for_one_row_only() -> None:
    clip = Clip("", 0.0, file="/clips/a.mp4", complete=True)
    one, two = job(S.COMPLETED, clip=clip), job(S.COMPLETED, clip=clip)
    alone = {Action.SHOW, Action.REUSE, Action.CONTINUE}
    assert alone <= set(offers([one]))
    assert not alone & set(offers([one], [two]))


def test_several_rows_share_what_makes_sense_for_all() -> None:
    group, failed = [take(1), take(2)], job(S.FAILED)
    found = offers(group, [failed])
    assert found[Action.REMOVE] == (group[0].id, group[1].id, failed.id)
    assert Action.RETRY not in found
    assert Action.STAR not in found
    assert not {Action.SHOW, Action.REUSE, Action.ANSWER} & set(found)
    both = offers(group, [group[0]])
    assert both[Action.REMOVE] == (group[0].id, group[1].id), "each job once"


def test_several_clips_get_their_stars_together() -> None:
    one, two = job(), job()
    assert offers([one], [two])[Action.STAR] == (one.id, two.id)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_row_of_takes_offers_only_what_a_take_does(first: State, second: State) -> None:
    jobs = [take(1, first), take(2, second)]
    found = row_offers(jobs, actions_for)
    by_id = {each.id: actions_for(each) for each in jobs}
    for action, ids in found.items():
        assert ids
        assert all(action in by_id[job_id] for job_id in ids)
    assert 1 <= len(hovered(found)) <= 3


def test_a_mark_is_taken_back_where_all_have_it() -> None:
    plain, starred = job(), job(mark="star")
    assert mark_for(Action.STAR, [plain, starred]) == "star"
    assert mark_for(Action.STAR, [starred]) == ""
    assert mark_for(Action.REJECT, [starred]) == "reject"
    assert label_for(Action.STAR, [plain]) == "Star"
    assert label_for(Action.STAR, [starred]) == "Remove the star"
    assert label_for(Action.REJECT, [job(mark="reject")]) == "Take the rejection back"
    assert label_for(Action.REMOVE, [starred]) == "Remove from list"
    assert set(MARKS.values()) == {"star", "reject"}


@pytest.mark.parametrize("state", State)
def test_only_finished_clips_are_marked(state: State) -> None:
    offered = {Action.STAR, Action.REJECT} & set(actions_for(job(state)))
    assert bool(offered) == (state is S.COMPLETED)
