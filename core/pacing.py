"""When to ask again: pure functions of what has happened so far. All times are in seconds."""

from __future__ import annotations

from dataclasses import dataclass

from core.foxapi.address import host_of, is_loopback

LONGEST_PAUSE = 60.0


@dataclass(frozen=True)
class Pace:
    """How often a host may be asked: ``shortest`` and ``longest`` time between two queries."""

    shortest: float
    longest: float


REMOTE = Pace(shortest=5.0, longest=10.0)
"""Published advice for this gateway is 5 to 10 s. Source: foxapi.md section 2."""

LOOPBACK = Pace(shortest=0.25, longest=2.0)
"""Politeness is for other people's servers; this machine answers at once."""


def pace_for(base_url: str) -> Pace:
    """Return the pace for the host of ``base_url``."""
    return LOOPBACK if is_loopback(host_of(base_url)) else REMOTE


def until_next_query(pace: Pace, since_sent: float, estimated: float | None) -> float:
    """Return the time until a running task is asked about again.

    Often while an answer is likely (a twelfth of the age, within the pace), and not before half of
    the estimated time has passed, unless that is longer than the longest pace.
    """
    regular = min(max(since_sent / 12, pace.shortest), pace.longest)
    early = 0.0 if estimated is None else estimated / 2 - since_sent
    return max(regular, min(early, pace.longest))


def until_retry(pace: Pace, failures: int, retry_after: float | None, jitter: float) -> float:
    """Return the time until a failed call is repeated: doubling, at most a minute.

    ``failures`` counts those in a row, at least 1; ``retry_after`` is the server's own wish, which
    is never undercut; ``jitter`` is 0 to 1 and spreads callers over up to a fifth more.
    """
    doubled = min(pace.shortest * 2.0 ** min(failures - 1, 10), LONGEST_PAUSE)
    return max(doubled, retry_after or 0.0) * (1 + jitter / 5)


def time_left(progress: int | None, elapsed: float, estimated: float | None) -> float | None:
    """Return the time until a task is likely to be finished, None where nothing can be said.

    From the progress once it means something, else from the provider's own estimate.
    """
    if progress is not None and 5 <= progress < 100:
        return elapsed * (100 - progress) / progress
    if estimated is not None and estimated > elapsed:
        return estimated - elapsed
    return None
