"""One thing that is known of a job, as a pair of words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One thing that is known: ``name`` stays the same, ``label`` and ``value`` are words.

    ``copies`` is what goes to the clipboard where that isn't the value; ``token`` is a colour.
    ``job`` is the id of another job that the words are about: a click leads to it.
    """

    name: str
    label: str
    value: str
    copies: str = ""
    token: str = ""
    job: str = ""
