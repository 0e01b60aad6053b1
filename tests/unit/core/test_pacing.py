"""When to ask again, as properties of pure functions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.pacing import (
    LONGEST_PAUSE,
    LOOPBACK,
    REMOTE,
    Pace,
    pace_for,
    time_left,
    until_next_query,
    until_retry,
)

QUICK = settings(deadline=None, max_examples=150)
PACES = st.sampled_from([REMOTE, LOOPBACK])
SECONDS = st.floats(0, 1e6, allow_nan=False)
MAYBE_SECONDS = st.none() | SECONDS


def test_other_people_s_servers_are_asked_every_5_to_10_seconds() -> None:
    assert Pace(5.0, 10.0) == REMOTE
    assert LONGEST_PAUSE == 60.0


@pytest.mark.parametrize(
    ("url", "pace"),
    [
        ("https://api.foxapi.cc", REMOTE),
        ("https://localhost.example.com", REMOTE),
        ("http://127.0.0.1:8000", LOOPBACK),
        ("http://[::1]:8000", LOOPBACK),
        ("http://localhost", LOOPBACK),
        ("http://127.8.9.1/path", LOOPBACK),
        ("demo", REMOTE),
        ("", REMOTE),
    ],
)
def test_only_this_machine_is_asked_more_often(url: str, pace: Pace) -> None:
    assert pace_for(url) is pace


@QUICK
@given(pace=PACES, since=SECONDS, estimated=MAYBE_SECONDS)
def test_the_next_query_is_always_within_the_pace(
    pace: Pace, since: float, estimated: float | None
) -> None:
    assert pace.shortest <= until_next_query(pace, since, estimated) <= pace.longest


@QUICK
@given(pace=PACES, since=SECONDS, more=SECONDS)
def test_without_an_estimate_an_older_task_is_never_asked_more_often(
    pace: Pace, since: float, more: float
) -> None:
    assert until_next_query(pace, since + more, None) >= until_next_query(pace, since, None)


@QUICK
@given(pace=PACES, since=SECONDS, estimated=SECONDS)
def test_an_estimate_never_makes_a_query_earlier(
    pace: Pace, since: float, estimated: float
) -> None:
    with_estimate = until_next_query(pace, since, estimated)
    assert with_estimate >= until_next_query(pace, since, None)


@pytest.mark.parametrize(
    ("since", "estimated", "wait"),
    [
        *((0, None, 5), (60, None, 5), (84, None, 7), (600, None, 10)),
        *((0, 14, 7), (0, 300, 10), (4, 14, 5), (100, 45, 100 / 12)),
    ],
)
def test_a_running_task_is_asked_about_like_this(
    since: float, estimated: float | None, wait: float
) -> None:
    assert until_next_query(REMOTE, since, estimated) == pytest.approx(wait)


@QUICK
@given(pace=PACES, failures=st.integers(1, 10**6), jitter=st.floats(0, 1))
def test_retries_grow_to_a_minute_and_a_fifth_of_spread(
    pace: Pace, failures: int, jitter: float
) -> None:
    wait = until_retry(pace, failures, None, jitter)
    later = until_retry(pace, failures + 1, None, jitter)
    assert pace.shortest <= wait <= later <= LONGEST_PAUSE * 1.2
    assert until_retry(pace, failures, None, 0.0) <= LONGEST_PAUSE


@QUICK
@given(pace=PACES, failures=st.integers(1, 10**6), asked=st.floats(0, 3600), jitter=st.floats(0, 1))
def test_retry_after_is_never_undercut(
    pace: Pace, failures: int, asked: float, jitter: float
) -> None:
    wait = until_retry(pace, failures, asked, jitter)
    assert wait >= asked
    assert wait >= until_retry(pace, failures, None, jitter)
    assert wait <= max(asked, LONGEST_PAUSE) * 1.2


@pytest.mark.parametrize(("failures", "wait"), [(1, 5), (2, 10), (3, 20), (4, 40), (5, 60)])
def test_the_wait_doubles(failures: int, wait: float) -> None:
    assert until_retry(REMOTE, failures, None, 0.0) == wait


@QUICK
@given(progress=st.none() | st.integers(0, 100), elapsed=SECONDS, estimated=MAYBE_SECONDS)
def test_time_left_is_never_negative_and_never_made_up(
    progress: int | None, elapsed: float, estimated: float | None
) -> None:
    left = time_left(progress, elapsed, estimated)
    assert left is None or left >= 0
    if estimated is None and (progress is None or progress < 5):
        assert left is None


@pytest.mark.parametrize(
    ("progress", "elapsed", "estimated", "left"),
    [
        *((50, 30.0, None, 30.0), (25, 30.0, 999.0, 90.0), (5, 1.0, None, 19.0)),
        *((None, 10.0, 45.0, 35.0), (4, 10.0, 45.0, 35.0), (100, 10.0, 45.0, 35.0)),
        *((None, 45.0, 45.0, None), (None, 99.0, 45.0, None), (100, 99.0, None, None)),
    ],
)
def test_time_left_follows_the_progress_then_the_estimate(
    progress: int | None, elapsed: float, estimated: float | None, left: float | None
) -> None:
    assert time_left(progress, elapsed, estimated) == (
        None if left is None else pytest.approx(left)
    )
