"""What differs between two clips: pure data, from what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

from core.catalog import Catalog
from core.job import Job
from core.language import translate
from ui.stage.fact import Fact
from ui.stage.facts import facts_of
from ui.stage.filefacts import FileFacts

_OWN = frozenset(
    {
        *("asked", "sent", "finished", "file", "folder", "size", "verified", "task_id", "video_id"),
        *("request_id", "job_id", "retry_of", "credits", "take", "link", "remixable"),
    }
)
"""What no two clips have in common, and nobody compares."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is, and what it is on each side (empty for nothing)."""

    name: str
    label: str
    left: str
    right: str


def differences(
    pair: tuple[Job, Job],
    catalog: Catalog,
    files: tuple[FileFacts | None, FileFacts | None],
    now: float,
) -> tuple[Difference, ...]:
    """Return what differs between two clips, the prompt first."""
    left, right = (
        {fact.name: fact for fact in facts_of(job, catalog, file, now) if fact.name not in _OWN}
        for job, file in zip(pair, files, strict=True)
    )
    prompts = (pair[0].prompt.strip(), pair[1].prompt.strip())
    label = translate("Compare", "Prompt")
    found = [Difference("prompt", label, *prompts)] if prompts[0] != prompts[1] else []
    if None in files:  # what the other file says is no difference
        left, right = ({n: f for n, f in each.items() if n != "picture"} for each in (left, right))
    for name in dict.fromkeys((*left, *right)):
        one, other = left.get(name), right.get(name)
        if _value(one) != _value(other):
            said = one or other
            assert said is not None
            found.append(Difference(name, said.label, _value(one), _value(other)))
    return tuple(found)


def _value(fact: Fact | None) -> str:
    return fact.value if fact is not None else ""
