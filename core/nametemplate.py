"""How clips are named: a template with fields, made into folders and a name for each job.

What comes out is legal on Windows, macOS and Linux and lies inside the folder for clips, whatever
the template and the prompt are.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.job import Job
from core.naming import FORBIDDEN, cleaned, legal_name, safe_words
from core.problems import Problem

FIELDS = ("date", "time", "prompt", "model", "character", "take", "shot", "id")
"""What a template may hold in braces. The last folder and the name are parted by ``/``."""

DEFAULT = "{date} {time} {prompt} {take}"

LONGEST = 200
"""Characters of a template."""
MOST_FOLDERS = 6
LONGEST_FOLDER, LONGEST_NAME = 80, 180
"""Bytes of a folder's name, and of a clip's without its ending."""

_MAYBE_EMPTY = frozenset({"character", "take", "shot"})
_SEPARATORS = " -_,;+·"
_BRACKETS = ("()", "[]", "（）", "【】")
_PART = re.compile(r"\{(?P<field>[^{}]*)\}|(?P<text>[^{}]+)|(?P<alone>[{}])")


@dataclass(frozen=True)
class ClipName:
    """Where a clip goes inside of its folder: the names of ``folders``, and its own ``stem``."""

    folders: tuple[str, ...]
    stem: str

    def inside(self, output: Path) -> Path:
        """Return the folder that the clip goes to."""
        return output.joinpath(*self.folders)


def template_problem(template: str) -> Problem | None:
    """Return what is wrong with a template, or None."""
    if len(template) > LONGEST:
        return _problem("name_too_long", limit=LONGEST)
    for part in _PART.finditer(template):
        if part["alone"]:
            return _problem("brace_alone", sign=part["alone"], example="{prompt}")
        if part["field"] is not None and part["field"] not in FIELDS:
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            return _problem("unknown_name_field", name=part[0], choices=known)
        if signs := _illegal(part["text"] or ""):
            return _problem("not_in_a_name", signs=signs)
    *folders, name = template.split("/")
    if template.startswith("/") or any(_is_dots(each) for each in (*folders, name)):
        return _problem("name_outside")
    if sum(bool(each.strip()) for each in folders) > MOST_FOLDERS:
        return _problem("too_many_folders", limit=MOST_FOLDERS)
    return None if _always_there(name) else _problem("name_empty", example="{prompt}")


def name_for(job: Job, template: str = DEFAULT, characters: Sequence[str] = ()) -> ClipName:
    """Return the name that ``template`` gives the clip of ``job``.

    ``characters`` are the names of those that play in it. Times are local. A template with a
    problem counts as the default one; a folder without a name is left out.
    """
    if template_problem(template) is not None:
        template = DEFAULT
    values = _values(job, characters)
    *folders, name = template.split("/")
    named = (_filled(folder, values, LONGEST_FOLDER) for folder in folders)
    stem = _filled(name, values, LONGEST_NAME) or legal_name(cleaned(job.id), LONGEST_NAME)
    return ClipName(tuple(filter(None, named)), stem)


def uses(template: str, name: str) -> bool:
    """Tell whether a template has the field called ``name``."""
    return f"{{{name}}}" in template


def _values(job: Job, characters: Sequence[str]) -> dict[str, str]:
    """Return what each field stands for, as parts of names; empty where there is nothing to say."""
    when = time.localtime(job.created_at)
    return {
        "date": time.strftime("%Y-%m-%d", when),
        "time": time.strftime("%H%M", when),
        "prompt": safe_words(job.prompt) or safe_words(job.task_id) or job.id,
        "model": safe_words(job.model or job.model_used),
        "character": safe_words(", ".join(characters)),
        "take": str(job.take) if job.take > 1 else "",
        "shot": f"{job.shot:02}" if job.shot > 0 else "",
        "id": job.id,
    }


def _filled(segment: str, values: Mapping[str, str], longest: int) -> str:
    """Return a folder's or a clip's name; the words of the prompt give way where it is too long."""
    words = values["prompt"]
    while True:
        line = cleaned("".join(_texts(segment, {**values, "prompt": words})))
        over = len(line.encode("utf-8")) - longest
        if over <= 0 or not words or not uses(segment, "prompt"):
            return legal_name(line, longest)
        left = len(words.encode("utf-8")) - max(over // segment.count("{prompt}"), 1)
        words = words.encode("utf-8")[: max(left, 0)].decode("utf-8", "ignore").rstrip(" .")


def _texts(segment: str, values: Mapping[str, str]) -> list[str]:
    """Return the texts of a segment's parts; what parts an empty field from others goes with it."""
    texts: list[str] = []
    own = gap = False  # whether the last text is the template's, and an empty field came since
    for part in _PART.finditer(segment):
        text = part[0] if part["field"] is None else values.get(part["field"], "")
        if not text:
            gap = True
            continue
        if gap and part["field"] is None:
            if own and texts[-1][-1:] + text[0] in _BRACKETS:
                texts[-1], text = texts[-1][:-1], text[1:]
            if not texts:
                text = text.lstrip(_SEPARATORS)
                if not text:
                    continue
            elif own and text[:1] in _SEPARATORS:
                texts[-1] = texts[-1].rstrip(_SEPARATORS)
        texts.append(text)
        own, gap = part["field"] is None, False
    if gap and own:
        texts[-1] = texts[-1].rstrip(_SEPARATORS)
    return texts


def _always_there(segment: str) -> bool:
    """Tell whether a segment gives a name for every clip."""
    values = {name: "" if name in _MAYBE_EMPTY else "x" for name in FIELDS}
    return bool(_filled(segment, values, LONGEST_NAME))


def _illegal(text: str) -> str:
    """Return the characters of a template's own text that no name can hold, parted by spaces."""
    return " ".join(dict.fromkeys(_illegal_in(text)))


def _illegal_in(text: str) -> Iterator[str]:
    for character in text:
        if character in FORBIDDEN - {"/"}:
            yield character
        elif unicodedata.category(character)[0] == "C":
            yield f"U+{ord(character):04X}"


def _is_dots(segment: str) -> bool:
    """Tell whether a segment is one that leads to another folder, like ``..``."""
    return bool(segment.strip()) and not segment.strip(" .")


def _problem(code: str, **facts: object) -> Problem:
    return Problem("name_template", code, facts)
