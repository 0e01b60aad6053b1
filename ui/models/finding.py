"""Which models a person means: found by words, and by what they are to take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.catalog import Model
from core.modelfacts import searched_parts
from core.modelsearch import NameWords, queries_near

KINDS: Mapping[str, tuple[str, ...]] = {
    "start_frame": ("start_frame",),
    "end_frame": ("end_frame",),
    "references": ("reference_images",),
    "clip": ("source_clip", "reference_clips", "remix_source"),
    "sound_file": ("audio", "reference_audio"),
}
"""What a person may have beside a prompt, and as which roles a model takes it."""
WITH_SOUND = "with_sound"
"""A further wish: clips that have sound, or can have some."""
_MARK, _END = "\x1e", "\x1f"
"""Stand before each word, and between the parts that a model is found by; no words hold them."""
_BEGINS = re.compile(r"(?<![a-z0-9])(?=[!-~])")


@dataclass(frozen=True)
class Wish:
    """What a person looks for: words, and what the model is to take (``KINDS``)."""

    words: str = ""
    takes: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Tell whether everything is wanted."""
        return not self.words.strip() and not self.takes


class Finder:
    """Finds models by a wish. What a model is found by is put together once."""

    def __init__(self, models: Iterable[Model]) -> None:
        self.models = tuple(models)
        self._texts: list[str] = []
        self._names = NameWords()
        self._last: tuple[list[str], list[tuple[int, Model]]] = ([], [])

    def prepare(self, most: int) -> bool:
        """Get ready for words, for so many further models; tell whether all of them are ready."""
        begun = len(self._texts)
        for each in self.models[begun : begun + most]:
            parts = searched_parts(each)
            self._texts.append(_marked(_END.join(parts)))
            self._names.add(each, parts[0])
        return len(self._texts) == len(self.models)

    def understood(self, wish: Wish) -> Wish:
        """Return the wish, or the one that is nearest where no model has the words.

        That is meant for what is mistyped: what else is wanted stays.
        """
        words = wish.words.casefold().split()
        if not words or self._with_words(words):
            return wish
        for query in queries_near(words, self._is_known, self._names):
            if self._with_words(query):
                return replace(wish, words=" ".join(query))
        return wish

    def find(self, wish: Wish) -> list[Model]:
        """Return the models that a wish finds, the best matches first, else in their order.

        Where some have all of the words side by side, those that have them apart are left out,
        unless all of these are in their names.
        """
        return [model for _, model in self.ranked(wish)]

    def best(self, wish: Wish, lacks: Callable[[str], bool]) -> Model | None:
        """Return the living model that a wish means; what a key ``lacks`` gives way to its like."""
        found = ((rank, lacks(each.id), each) for rank, each in self.ranked(wish))
        living = (each for each in found if not each[2].withdrawn)
        return min(living, key=lambda each: each[:2], default=(0, False, None))[2]

    def ranked(self, wish: Wish) -> list[tuple[int, Model]]:
        """Return the models that a wish finds, each with how far it is from what is meant."""
        words = wish.words.casefold().split()
        found = self._with_words(words) if words else [(0, each) for each in self.models]
        return [(rank, each) for rank, each in found if takes_all(each, wish.takes)]

    def _is_known(self, word: str) -> bool:
        beginning = _marked(word)
        return any(beginning in text for text in self._texts)

    def _with_words(self, words: list[str]) -> list[tuple[int, Model]]:
        if words != self._last[0]:  # one key asks several times
            self._last = (words, self._search(words))
        return self._last[1]

    def _search(self, words: Sequence[str]) -> list[tuple[int, Model]]:
        self.prepare(len(self.models))
        together = self._with_all([" ".join(words)])
        apart = self._with_all(words) if len(words) > 1 else together
        if together:
            apart = {at: rank for at, rank in apart.items() if at in together or rank == 0}
        nearness = {at: 2 * rank + (at not in together) for at, rank in apart.items()}
        order = sorted(nearness, key=lambda at: (nearness[at], at))
        return [(nearness[at], self.models[at]) for at in order]

    def _with_all(self, words: Sequence[str]) -> dict[int, int]:
        """Return by a model's number the last of its parts that is needed to have all words."""
        beginnings = [_marked(each) for each in words]
        found = {}
        for at, text in enumerate(self._texts):
            places = [text.find(each) for each in beginnings]
            if min(places) >= 0:
                found[at] = text.count(_END, 0, max(places))
        return found


def takes_all(model: Model, kinds: Iterable[str]) -> bool:
    """Tell whether a model takes all of some kinds of input, and has sound where that is wanted."""
    for kind in kinds:
        if kind == WITH_SOUND:
            if model.field_for("sound") is None and model.sound is not True:
                return False
        elif not any(model.field_for(role) is not None for role in KINDS[kind]):
            return False
    return True


def _marked(text: str) -> str:
    """Return a text with a mark wherever a word of Latin letters or digits begins.

    What is marked likewise is found by such beginnings only; Chinese has no spaces between words.
    """
    return _BEGINS.sub(_MARK, text)
