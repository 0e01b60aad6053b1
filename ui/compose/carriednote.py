"""The line that says what of a request another model does not take as it was, or takes again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from core.carrying import Carried, Change
from core.field import MEDIA
from core.inputs import Given
from core.language import translate
from core.model import Model
from core.modelfacts import role_words
from core.valuewords import value_words
from ui.compose.control import label_of
from ui.compose.words import Words


class CarriedNote(Words):
    """Says what does not carry over to the model that was chosen; hidden where all does.

    And which files are back that an earlier model was given, as nobody just gave them.
    """

    def __init__(self) -> None:
        super().__init__("secondary")
        self._told: tuple[Carried, Model, Model] | None = None
        self._back: tuple[tuple[str, str], ...] = ()

    def tell(self, carried: Carried, old: Model, new: Model) -> None:
        """Say what becomes of a request of the ``old`` model with the ``new`` one."""
        self._told, self._back = (carried, old, new), ()
        self.retranslate()

    def tell_back(self, before: Iterable[Given], after: Iterable[Given]) -> None:
        """Say which of the files ``after`` a switch were not in view ``before`` it."""
        known = set(_places(before))
        self._back = tuple(each for each in _places(after) if each not in known)
        self.retranslate()

    def follow_files(self, files: Iterable[Given]) -> None:
        """Say no more of a file that is back and is not among ``files`` now."""
        there = set(_places(files))
        if any(each not in there for each in self._back):
            self._back = tuple(each for each in self._back if each in there)
            self.retranslate()

    def forget(self) -> None:
        """Say nothing more."""
        self._told, self._back = None, ()
        self.say("")

    def retranslate(self) -> None:
        """Say it in the language in use."""
        if self._told is not None:
            roles = tuple(dict.fromkeys(role for role, _source in self._back))
            self.say(carried_words(*self._told, roles))


def carried_words(carried: Carried, old: Model, new: Model, back: Sequence[str] = ()) -> str:
    """Return what does not carry over as it was, empty where all does.

    ``back`` are roles of files from before.
    """
    lines = [_change_words(each, old, new) for each in carried.changed]
    if carried.lost:
        names = [_label(name, old) for name in carried.lost]
        words = translate("Compose", "Not with this model: {fields}.")
        lines.append(words.format(fields=translate("Compose", ", ").join(names)))
    if back:
        words = translate("Compose", "From before: {files}.")
        names = [role_words(role) for role in back]
        lines.append(words.format(files=translate("Compose", ", ").join(names)))
    both = translate("Compose", "{before} {after}")
    return reduce(lambda first, last: both.format(before=first, after=last), lines or [""])


def _change_words(change: Change, old: Model, new: Model) -> str:
    before, after = old.field(change.name), new.field(change.name)
    whole = isinstance(change.after, bool | list | tuple)
    words = translate("Compose", "{field} is {after} now (was {before}).")
    if whole:
        words = translate("Compose", "{field}: {after} now (was {before}).")
    return words.format(
        field=_label(change.name, new),
        after=value_words(after, change.after) if after else len(change.after),
        before=value_words(before, change.before) if before else len(change.before),
    )


def _places(files: Iterable[Given]) -> list[tuple[str, str]]:
    return [(each.role, each.source) for each in files]


def _label(name: str, model: Model) -> str:
    """Return what a field, or the role of some files, is called."""
    field = model.field(name)
    if name in MEDIA or field is None:
        return role_words(name)
    return label_of(field)
