"""From a text to words that can be set: which characters, in which face, how far apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.demo.fonts import Face

#: Marks that start no line, and marks that end none.
NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—～·％,.;:?!%)]}")
NEVER_LAST = frozenset("（《〈「『【〔“‘([{")
# Marks that both scripts have, at different widths: they follow the text which they stand in.
_SHARED = frozenset("“”‘’…—·")
_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "...", "•": "·"}
#: Full-width marks whose right half is blank, and those whose left half is.
WIDE_CLOSING = "，。、；：！？）》〉」』】〕”’"
WIDE_OPENING = "（《〈「『【〔“‘"
_SPACE = 0.27  # em, between words
_CJK_SPACE = 0.22  # em, between Chinese and Latin where the writer put no space


def is_cjk(char: str) -> bool:
    """Whether the character is a Chinese, Japanese or Korean letter or full-width mark."""
    point = ord(char)
    return (
        0x2E80 <= point <= 0x9FFF
        or 0xAC00 <= point <= 0xD7AF
        or 0xF900 <= point <= 0xFAFF
        or 0xFE30 <= point <= 0xFE4F
        or 0xFF00 <= point <= 0xFFEF
        or 0x20000 <= point <= 0x3FFFF
    )


@dataclass(frozen=True)
class Run:
    """Characters of one face."""

    text: str
    face: Face


@lru_cache(maxsize=8192)
def _length(run: Run, size: float) -> float:
    return run.face.at(size).getlength(run.text)


@dataclass(frozen=True)
class Word:
    """What no line is broken inside of; `gap` is the space before it, in em."""

    runs: tuple[Run, ...]
    gap: float = 0.0
    #: Whether a line may end before this word.
    breakable: bool = True

    @property
    def text(self) -> str:
        """The characters of the word."""
        return "".join(run.text for run in self.runs)

    def width(self, size: float) -> float:
        """Pixels at a type size in pixels, without the gap."""
        return sum(_length(run, size) for run in self.runs)


@dataclass
class Text:
    """A text ready to be set: its words, and what had to be left out."""

    words: list[Word] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    @property
    def lacks_cjk(self) -> bool:
        """Whether Chinese, Japanese or Korean characters had to be left out."""
        return any(is_cjk(char) for char in self.missing)


def prepare(text: str, faces: Sequence[Face]) -> Text:
    """Cut a text into words that the faces can set, replacing or dropping what they cannot."""
    done = Text()
    kept = [_settable(char, faces, done.missing) for char in unicodedata.normalize("NFC", text)]
    letters = " ".join("".join(kept).split())
    for place, char in enumerate(letters):
        if char == " ":
            continue
        before = letters[place - 1] if place else " "
        face = _face(letters, place, faces)
        if face is None:
            continue
        run = Run(char, face)
        if done.words and _joined(before, char):
            done.words[-1] = _lengthened(done.words[-1], run)
        else:
            breakable = char not in NEVER_FIRST and before not in NEVER_LAST
            wide = bool(done.words) and done.words[-1].runs[-1].face == face == faces[-1]
            done.words.append(Word((run,), _gap(before, char, wide), breakable))
    return done


def _settable(char: str, faces: Sequence[Face], missing: set[str]) -> str:
    """The character, something plainer that the faces have, or nothing."""
    if char.isspace():
        return " "
    # Controls, joiners and variation selectors draw nothing, so nobody misses them.
    if unicodedata.category(char)[0] == "C" or "\ufe00" <= char <= "\ufe0f":
        return ""
    for plainer in (char, _PLAIN.get(char, ""), unicodedata.normalize("NFKD", char)):
        if plainer and all(any(face.covers(c) for face in faces) for c in plainer):
            return plainer
    missing.add(char)
    return ""


def _face(letters: str, place: int, faces: Sequence[Face]) -> Face | None:
    char = letters[place]
    covering = [face for face in faces if face.covers(char)]
    if not covering:
        return None
    around = letters[max(0, place - 1) : place] + letters[place + 1 : place + 2]
    wide = char in _SHARED and any(is_cjk(c) for c in around)
    return covering[-1] if wide or is_cjk(char) else covering[0]


def _joined(before: str, char: str) -> bool:
    return before != " " and not is_cjk(before) and not is_cjk(char)


def _lengthened(word: Word, run: Run) -> Word:
    last = word.runs[-1]
    if last.face == run.face:
        runs = (*word.runs[:-1], Run(last.text + run.text, run.face))
    else:
        runs = (*word.runs, run)
    return Word(runs, word.gap, word.breakable)


def _gap(before: str, char: str, wide: bool) -> float:
    """Space between two neighbours, in em; `wide` when both are set in a Chinese face."""
    if before == " ":
        return _SPACE
    if wide and before in WIDE_CLOSING and char in WIDE_CLOSING + WIDE_OPENING:
        return -0.5  # each fills its em with half a blank, and two blanks make a hole
    if wide and before in WIDE_OPENING and char in WIDE_OPENING:
        return -0.5
    mixed = is_cjk(before) != is_cjk(char)
    letters = all(c.isalnum() or c == "%" for c in before + char)
    return _CJK_SPACE if mixed and letters else 0.0


def line_width(line: Sequence[Word], size: float) -> float:
    """Pixels of a line at a type size in pixels; the first word's gap does not count."""
    gaps = sum(word.gap for word in line[1:]) * size
    return gaps + sum(word.width(size) for word in line)
