"""A storyboard from a pasted text: a paragraph is a shot."""

from __future__ import annotations

import re

from core.catalog import Model
from core.storyboard import DURATION, Shot

_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})"
_LENGTH = r"(\d{1,3})[ \t]*(?:s|secs?|seconds?|秒)"
_BRACKETED = rf"[(（\[【][ \t]*{_LENGTH}[ \t]*[)）\]】]"

_TITLE = re.compile(
    rf"""[\#*_ \t]*
    (?: (?:shot|scene|镜头?|分镜)[ \t]*\#?[ \t]*{_COUNT}
      | 第[ \t]*{_COUNT}[ \t]*(?:个?镜头?|场|幕) )
    [ \t]*(?:{_BRACKETED})?[ \t*_]*
    (?: [:.)\]、，：．）|–—-]+[ \t*_]* | (?=\n|$) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""“Shot 2:”, “镜头 3：”, “第三镜”, “**Scene 4 (8s)** –”: a shot's name before its prompt."""

_NUMBER = re.compile(
    r"[#*_ \t]*[(（]?\d{1,3}(?:[.)](?=\s|[^\x00-\x7f])|[、）．：]|:(?=\s))[*_]*[ \t]*"
)
"""“1.”, “2)”, “3、” before a prompt, but not the beginning of “1.5 metres” or “10:30”."""

_ENDING = re.compile(
    rf"(?:{_BRACKETED}|(?<=[\s,，。.;；、|·–—-]){_LENGTH})[ \t*_]*[.。]?[ \t*_]*$", re.IGNORECASE
)
"""“(8s)”, “8 秒” at the end of a prompt."""

_BREAK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def shots_of_text(text: str, model: Model | None = None) -> list[Shot]:
    """Return the shots of a text, whose paragraphs are separated by blank lines.

    Numbers before the prompts are left out. A length at the end of a prompt, or after its number,
    becomes the shot's duration where ``model`` can make clips of that length; else it stays. A
    paragraph whose lines are all numbered is a shot for each line. A title on its own belongs to
    the paragraph after it.
    """
    shots: list[Shot] = []
    length: int | None = None
    for paragraph in _paragraphs(text):
        titled, prompt = _without_title(paragraph)
        length = titled if titled is not None else length
        if prompt:
            shots.append(_shot(prompt, length, model))
            length = None
    return shots


def _paragraphs(text: str) -> list[str]:
    text = "\n".join(text.replace("\u2029", "\n\n").splitlines())
    found = [each.strip() for each in _BREAK.split(text) if each.strip()]
    return [part for each in found for part in _numbered_lines(each)]


def _numbered_lines(paragraph: str) -> list[str]:
    """Return the lines of a paragraph where each of several has a number, else the paragraph."""
    lines = paragraph.split("\n")
    numbered = len(lines) > 1 and all(_beginning(line) and _without(line) for line in lines)
    return [line.strip() for line in lines] if numbered else [paragraph]


def _beginning(text: str) -> re.Match[str] | None:
    return _TITLE.match(text) or _NUMBER.match(text)


def _without(text: str) -> str:
    """Return what is left of ``text`` behind its number."""
    found = _beginning(text)
    return text[found.end() :].strip() if found else text


def _without_title(paragraph: str) -> tuple[int | None, str]:
    """Return the length that a shot's title names, and what follows the title."""
    found = _TITLE.match(paragraph)
    if found is not None:
        return _number(found), paragraph[found.end() :].strip()
    prompt = _without(paragraph)
    return None, prompt or paragraph  # a number on its own is all that there is


def _shot(prompt: str, length: int | None, model: Model | None) -> Shot:
    ending = _ENDING.search(prompt)
    if ending is not None and _is_possible(_number(ending), model):
        shorter = prompt[: ending.start()].rstrip(" \t\n,，;；、|·–—-")
        if shorter:
            prompt, length = shorter, _number(ending)
    own = {DURATION: length} if _is_possible(length, model) else {}
    return Shot(prompt=prompt, values=own)


def _number(found: re.Match[str]) -> int | None:
    return next((int(each) for each in found.groups() if each), None)


def _is_possible(length: int | None, model: Model | None) -> bool:
    field = model.field(DURATION) if model is not None else None
    return length is not None and field is not None and field.problem(length) is None
