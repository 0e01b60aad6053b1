"""What is meant by words that no model has: a letter may be wrong, and spaces may be elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product

from core.language import translate
from core.model import Model
from core.modelfacts import searched_names

SHORTEST, SHORTEST_CHINESE = 3, 2
"""Letters that a word must have for another one to be meant by it."""
MOST_MEANT = 4
"""Words that one may stand for, and queries that are tried."""

_BETWEEN = re.compile(r"[\s._·&()（）/-]+")


class NameWords:
    """The words that models and their makers are called by, to find what a mistyped one means."""

    def __init__(self) -> None:
        self._by_letter: dict[str, dict[str, None]] = {}

    def add(self, model: Model, names: str) -> None:
        """Take the words of a model's ``names``, which are the first of ``searched_parts``."""
        makers = (each.casefold() for each in model.family.maker.values())
        for line in (*names.split("\n"), *makers):
            for word in (line, *line.split(), *_BETWEEN.split(line)):
                self._by_letter.setdefault(word[:1], {})[word] = None

    def near(self, typed: str) -> list[str]:
        """Return the words, or beginnings of words, that a mistyped one may stand for.

        The nearest is first. One letter may be another, missing, or one too many, or two may have
        changed places; where it is the first one, only the last two are thought of. ``typed`` may
        be the beginning of a word only.
        """
        if len(typed) < (SHORTEST if typed.isascii() else SHORTEST_CHINESE):
            return []
        left: dict[str, int] = {}
        for letter in dict.fromkeys(typed[:2]):
            for word in self._by_letter.get(letter, ()):
                if meant := _meant_by(typed, word):
                    more = len(word) - len(meant)
                    left[meant] = min(left.get(meant, more), more)
        newest_first = sorted(left, reverse=True)
        return sorted(newest_first, key=lambda each: left[each])[:MOST_MEANT]


def queries_near(
    words: Sequence[str], is_known: Callable[[str], bool], names: NameWords
) -> Iterator[list[str]]:
    """Yield what may be meant by ``words``, the likeliest first, where some of them are unknown.

    Words that are known stay; nothing is yielded where one that is not is near to none.
    """
    known = [is_known(each) for each in words]
    if all(known):
        return
    whole = "".join(words)
    if len(words) > 1 and is_known(whole):
        yield [whole]
    meant = [[word] if at else names.near(word) for word, at in zip(words, known, strict=True)]
    yield from map(list, islice(product(*meant), MOST_MEANT))


def ids_meant(models: Iterable[Model], words: str, *, nearly: bool) -> list[str]:
    """Return the ids of the models in whose names all words are, or are ``nearly``."""
    listed, texts = NameWords(), dict[str, str]()
    for each in models:
        texts[each.id] = searched_names(each)
        listed.add(each, texts[each.id])

    def having(query: Sequence[str]) -> list[str]:
        return [name for name, text in texts.items() if all(word in text for word in query)]

    wanted = words.casefold().split()
    queries = queries_near(wanted, lambda word: bool(having([word])), listed)
    for query in queries if nearly else [wanted]:
        if query and (found := having(query)):
            return found
    return []


def near_note(words: str) -> str:
    """Return what to say above the models that are nearest to words that no model has."""
    return translate("Models", "Nothing is called “{words}”. Nearest:").format(words=words)


def _meant_by(typed: str, word: str) -> str:
    """Return the beginning of a word that ``typed`` stands for with one mistake, else nothing."""
    same = 0
    for one, other in zip(typed, word, strict=False):
        if one != other:
            break
        same += 1
    head, rest, after = word[:same], word[same:], typed[same:]
    if not after:
        return ""
    swapped = after[1:2] + after[:1] + after[2:]
    for meant, found in (
        (swapped, len(after) > 1 and rest.startswith(swapped)),
        (rest[:1] + after[1:], bool(rest) and rest[1:].startswith(after[1:])),
        (rest[:1] + after, rest[1:].startswith(after)),
        (after[1:], rest.startswith(after[1:])),
    ):
        if found:
            return head + meant
    return ""
