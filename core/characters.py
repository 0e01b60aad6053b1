"""Characters: what they are called, where they can be used, and whether a prompt names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from core.foxapi.address import host_of
from core.job import Connection, Job, State, new_id
from core.language import translate
from core.model import Model
from core.problems import InvalidAsk, Problem

SHORTEST = 2
"""Letters of a name from which on it is meant, where words are written with spaces: one letter
begins too many words."""

_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x2E80, 0x303F), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    *((0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
"""Ranges of letters whose words follow each other without spaces: Thai, Chinese, Japanese, …"""

_OPENING, _CLOSING = "([{<“‘\"'@#-/", ".,;:!?)]}>”’\"'-/"
"""What stands close to the word after it, and to the word before it."""


def name_of(job: Job) -> str:
    """Return what a character is called: its name, else its id."""
    return job.character_name or str(job.values.get("name") or "") or job.character_id


def maker_of(models: Iterable[Model]) -> Model | None:
    """Return the model that makes characters, a living one first; None where there is none."""
    makers = [each for each in models if each.outcome == "character"]
    return min(makers, key=lambda each: bool(each.withdrawn), default=None)


def no_maker_words() -> str:
    """Return what to say where a person's own files leave no model that makes characters."""
    return translate(
        "Characters",
        "No model here makes characters: a file in your folder of models has replaced the one that"
        " did.",
    )


def makes_character(job: Job) -> bool:
    """Tell whether a job makes a character instead of a clip."""
    named = bool(job.values.get("name"))  # a clip that is edited or goes on has no name
    return bool(job.character_id) or (named and any(i.role == "source_clip" for i in job.inputs))


def newest_of_each(jobs: Iterable[Job]) -> list[Job]:
    """Return one job for each character of each host, the newest, newest first."""
    newest: dict[tuple[str, str], Job] = {}
    for job in sorted(jobs, key=lambda job: job.seq):
        newest[job.connection.base_url, job.character_id] = job
    return sorted(newest.values(), key=lambda job: job.seq, reverse=True)


def split_by_host(jobs: Iterable[Job], base_url: str) -> tuple[list[Job], list[Job]]:
    """Return the characters that can be used at ``base_url``, and those that cannot."""
    here: list[Job] = []
    elsewhere: list[Job] = []
    for job in jobs:
        (here if job.connection.base_url == base_url else elsewhere).append(job)
    return here, elsewhere


def made_elsewhere(
    name: str, character_id: str, connection: Connection, output: str, now: float
) -> Job:
    """Return a job for a character that was made without this program: it has ended already.

    ``now`` is a Unix time. Raises ``InvalidAsk`` where name or id can be none.
    """
    name, character_id = name.strip(), character_id.strip()
    problems = [Problem(field, "missing") for field, text in _texts(name, character_id) if not text]
    if character_id and (len(character_id.split()) > 1 or not character_id.isprintable()):
        problems.append(Problem("character_id", "not_a_character_id"))
    if problems:
        raise InvalidAsk(*problems)
    return Job(
        id=new_id(),
        created_at=now,
        connection=connection,
        model="",
        prompt="",
        values={},
        output=output,
        state=State.COMPLETED,
        character_id=character_id,
        character_name=name,
        finished_at=now,
    )


def _texts(name: str, character_id: str) -> tuple[tuple[str, str], ...]:
    return ("name", name), ("character_id", character_id)


def ids_of(wanted: Sequence[str], known: Iterable[Job], base_url: str) -> list[str]:
    """Return the ids of characters that a person calls by name or id, for use at ``base_url``.

    What is no name that is known is an id, if it may be one. Raises ``InvalidAsk`` for a name that
    nobody or more than one has, and for a character that is known, but of another host.
    """
    here, elsewhere = split_by_host(newest_of_each(known), base_url)
    return [_id_of(each, here, elsewhere) for each in wanted]


def _id_of(wanted: str, here: Sequence[Job], elsewhere: Sequence[Job]) -> str:
    named = {job.character_id: job for job in here if plain(name_of(job)) == plain(wanted)}
    if len(named) > 1:
        facts = {"name": wanted, "ids": tuple(named)}
        raise InvalidAsk(Problem("character_ids", "ambiguous_character", facts))
    if named:
        return next(iter(named))
    if any(job.character_id == wanted for job in here):
        return wanted
    for job in elsewhere:
        if wanted == job.character_id or plain(name_of(job)) == plain(wanted):
            raise InvalidAsk(_elsewhere(job))
    if not _may_be_id(wanted):
        raise InvalidAsk(Problem("character_ids", "unknown_character", {"name": wanted}))
    return wanted


def _may_be_id(text: str) -> bool:
    """Tell whether a text may be an id from elsewhere: a mistyped name would cost a clip.

    What ids look like is not documented; made by machines, they hold a digit or a sign.
    """
    if len(text.split()) != 1 or not text.isprintable():
        return False
    return any(not each.isalpha() for each in text)


def _elsewhere(job: Job) -> Problem:
    """Return why a character of another host cannot be used here."""
    if job.connection.demo:
        return Problem("character_ids", "character_of_engine", {"name": name_of(job)})
    facts = {"name": name_of(job), "host": host_of(job.connection.base_url)}
    return Problem("character_ids", "character_elsewhere", facts)


# A prompt and names


def plain(text: str) -> str:
    """Return ``text`` as names are compared: without case, width of letters and extra spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_named(prompt: str, name: str) -> bool:
    """Tell whether ``prompt`` names ``name``: as words of its own, where words have spaces."""
    text, wanted = plain(prompt), plain(name)
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (_is_one_word(before, wanted[0]) or _is_one_word(wanted[-1], after)):
            return True
        at = text.find(wanted, at + 1)
    return False


def begun(text: str, name: str) -> int:
    """Return how many characters at the end of ``text`` are the beginning of ``name``; 0 for none.

    After an ``@``, which counts too, any beginning will do, also an empty one.
    """
    for length in range(min(len(text), len(name) + 1), 0, -1):
        tail, before = text[-length:], text[: len(text) - length][-1:]
        begins = plain(tail.removeprefix("@"))
        if tail != tail.strip() or not plain(name).startswith(begins):
            continue
        if tail.startswith("@"):
            return 0 if _is_one_word(before, "a") else length
        enough = len(begins) >= SHORTEST or _is_unspaced(begins[:1])
        if enough and not _is_one_word(before, tail[0]):
            return length
    return 0


def needs_space(left: str, right: str) -> bool:
    """Tell whether two neighbours, letters or signs, are written with a space between them."""
    if not left or not right or left.isspace() or right.isspace():
        return False
    close = left in _OPENING or right in _CLOSING or _is_wide(left) or _is_wide(right)
    return not close


def _is_wide(letter: str) -> bool:
    return _is_unspaced(letter) or unicodedata.east_asian_width(letter) in "WF"


def _is_one_word(left: str, right: str) -> bool:
    """Tell whether two neighbours are parts of the same word; one of them may be empty."""
    if not left or not right:
        return False
    return all((each.isalnum() or each == "_") and not _is_unspaced(each) for each in (left, right))


def _is_unspaced(letter: str) -> bool:
    return bool(letter) and any(low <= ord(letter) <= high for low, high in _UNSPACED)
