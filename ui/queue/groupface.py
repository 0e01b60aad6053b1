"""What the row of a request's takes says about all of them: pure data, as for a single job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.job import ENDED, Job, State
from core.language import QT_TRANSLATE_NOOP, translate
from ui.queue.face import (
    ICONS,
    Beside,
    Face,
    face_of,
    in_a_row,
    mark_words,
    note_of,
    percent_of,
    reason_of,
)
from ui.queue.takes import (
    count_states,
    count_takes,
    face_of_takes,
    lead_of_takes,
    percent_of_takes,
)
from ui.wording import count_words, percent_words, settings_line, title

Counts = Mapping[State, int]

_ENDS = {
    State.COMPLETED: QT_TRANSLATE_NOOP("Row", "{count} ready"),
    State.UNCONFIRMED: QT_TRANSLATE_NOOP("Row", "{count} unconfirmed"),
    State.FAILED: QT_TRANSLATE_NOOP("Row", "{count} failed"),
    State.STOPPED: QT_TRANSLATE_NOOP("Row", "{count} stopped"),
}
_TONES = {State.COMPLETED: "good", State.FAILED: "bad", State.UNCONFIRMED: "warning"}


@dataclass(frozen=True)
class _Part:
    """How many takes stand at a state, or are under way: in words, with an icon in a colour."""

    count: int
    words: str
    icon: str
    tone: str


def face_of_group(jobs: Sequence[Job], beside: Sequence[Beside]) -> Face:
    """Return what the row of a request's takes says, given what goes beside each of them.

    A tick is its mark only where every take is ready. Of takes that have ended differently those
    that need a person or came to nothing are the state, and the others are counted under it.
    """
    known = dict(zip((job.id for job in jobs), beside, strict=True))
    face, lead, counts = face_of_takes(jobs), lead_of_takes(jobs), count_states(jobs)
    lefts = [each.left for each in beside if each.left is not None]
    left = replace(known[lead.id], left=max(lefts, default=None))
    shown, reason, others = face_of(lead, left), _reason(lead, left, counts), _others(lead, counts)
    alone = len(others) == 1 and (lead.stuck or lead.state in ENDED) and not note_of(lead, left)
    note = note_of(lead, left) if others else shown.note
    if set(counts) == {State.COMPLETED} and not left.missing:
        note = translate("Row", "all ready")
    return replace(
        shown,
        title=title(face),
        line=reason or settings_line(replace(face, batch=""), known[face.id].model),
        line_tone=shown.line_tone if reason else "muted",
        state=_state(lead, counts) or shown.state,
        percent=percent_of_takes(jobs, lambda job: percent_of(job, known[job.id].transfer)),
        note=note,
        tally=tuple(
            (each.icon, each.tone, each.words if alone else count_words(each.count))
            for each in others
        ),
        mark=face.mark,
        takes=translate("Row", "{count} takes").format(count=count_words(count_takes(jobs))),
    )


def ends_words(jobs: Sequence[Job]) -> str:
    """Return how many takes are ready, and how many came to nothing; empty if none has ended."""
    counts = count_states(jobs)
    found = [_counted(words, counts[state]) for state, words in _ENDS.items() if counts[state]]
    return " · ".join(found)


def spoken_group(jobs: Sequence[Job], beside: Sequence[Beside], *, unfolded: bool) -> str:
    """Return the row of a request's takes as it is read aloud."""
    face, lead = face_of_group(jobs, beside), lead_of_takes(jobs)
    reason = reason_of(lead, beside[jobs.index(lead)])
    parts = [face.title, face.takes, face.line, face.state]
    if face.percent is not None:
        parts.append(percent_words(face.percent))
    parts += [each.words for each in _others(lead, count_states(jobs))]
    parts += [face.note, "" if reason in face.line else reason, mark_words(face.mark)]
    folded = translate("Row", "folded")
    return in_a_row([*parts, translate("Row", "unfolded") if unfolded else folded])


def _reason(lead: Job, beside: Beside, counts: Counts) -> str:
    """Return why the takes are where they are, empty where that is not one reason for all."""
    different = lead.state in ENDED and len(counts) > 1
    return "" if different and not lead.stuck else reason_of(lead, beside)


def _state(lead: Job, counts: Counts) -> str:
    """Return how many takes have ended as ``lead`` has; empty where one word says it of all."""
    if lead.stuck or len(counts) < 2 or lead.state not in _ENDS:
        return ""
    return _counted(_ENDS[lead.state], counts[lead.state])


def _others(lead: Job, counts: Counts) -> list[_Part]:
    """Return how many takes stand elsewhere than ``lead``: the ready ones first."""
    found = [
        _Part(
            counts[state], _counted(words, counts[state]), ICONS[state], _TONES.get(state, "muted")
        )
        for state, words in _ENDS.items()
        if state != lead.state and counts.get(state)
    ]
    moving = sum(count for state, count in counts.items() if state not in ENDED)
    if moving and lead.state in ENDED:
        words = _counted(QT_TRANSLATE_NOOP("Row", "{count} under way"), moving)
        found.append(_Part(moving, words, ICONS[State.PROCESSING], "info"))
    return found


def _counted(words: str, count: int) -> str:
    return translate("Row", words).format(count=count_words(count))
