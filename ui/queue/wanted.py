"""What a list shows: the states and the search that a person chose, and whether a job fits."""

from __future__ import annotations

import string
from dataclasses import dataclass

from core.job import ENDED, Job, State
from core.library import LONGEST_SEARCH

EVERY = frozenset(State)
ACTIVE = EVERY - ENDED
DONE = frozenset({State.COMPLETED})
FAILED = frozenset({State.FAILED, State.STOPPED, State.UNCONFIRMED})

# SQLite ignores the case of these letters and of no others; a list and its news must agree.
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True)
class Wanted:
    """Jobs in any of ``states`` in which ``search`` is found, with ``starred`` only those with a
    star; everything at first. ``models`` are the ids of the models that the search names: theirs
    are found as well.
    """

    states: frozenset[State] = EVERY
    search: str = ""
    starred: bool = False
    models: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """Tell whether nothing is left out."""
        return self.states == EVERY and not self.search.strip() and not self.starred

    def fits(self, job: Job) -> bool:
        """Tell whether the library's list would hold ``job``."""
        starred = not self.starred or job.mark == "star"
        return job.removed_at is None and job.state in self.states and starred and self.finds(job)

    def finds(self, job: Job) -> bool:
        """Tell whether the search is in the prompt, begins one of the ids, or names the model."""
        text = self.search.strip()[:LONGEST_SEARCH].translate(_LOWER)
        if text in job.prompt.translate(_LOWER) or (text and job.model in self.models):
            return True
        ids = (job.id, job.task_id, job.model)
        return any(each.translate(_LOWER).startswith(text) for each in ids)
