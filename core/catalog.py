"""The video models that this program knows: those it brings, and those of a person's own files.

Each family is one file in ``resources/models``. Validation, the request's body and any form that
shows the options are made from it, so a further model is a further file.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.field import Field
from core.model import Family, Model, Slot
from core.modelfiles import MODELS, Unusable, bundled_models, read_models
from core.modeljson import files_in
from core.problems import InvalidAsk, Problem

__all__ = ("MODELS", "Catalog", "Family", "Field", "Model", "Slot", "load_catalog")

State = tuple[tuple[str, int, int, int], ...]
"""The files of a folder: their names, when they changed, their sizes and their rights."""

_VARIANT = re.compile(r"\[[^\[\]]*\]$")


class Catalog:
    """Models by their ids, in the order in which they are shown.

    ``unusable`` are the files of a person's own that are wrong; ``replaced`` are the ids of models
    that the program brings, which a person's own files describe anew.
    """

    def __init__(self, models: Iterable[Model], unusable: Iterable[Unusable] = ()) -> None:
        self._models: dict[str, Model] = {}
        self._renewing = threading.Lock()
        self._own: Path | None = None
        self._state: State = ()
        self.unusable: tuple[Unusable, ...] = ()
        self.replaced: frozenset[str] = frozenset()
        self.replace(models, unusable)

    def __iter__(self) -> Iterator[Model]:
        return iter(self._models.values())

    def replace(self, models: Iterable[Model], unusable: Iterable[Unusable] = ()) -> None:
        """Hold other models from now on; of two with one id the later one counts."""
        given = list(models)
        found = {each.id: each for each in given}
        brought = {each.id for each in given if not each.own}
        self.replaced = frozenset(each.id for each in found.values() if each.own) & brought
        self._models = {each.id: each for each in sorted(found.values(), key=_place)}
        self.unusable = tuple(unusable)

    def renew(self) -> bool:
        """Read the models again if the person's own folder has changed; tell whether it has.

        For any thread; blocking. What is used meanwhile is the old models or the new ones.
        """
        with self._renewing:
            if self._own is None or _state_of(self._own) == self._state:
                return False
            self.read(self._own)
            return True

    def read(self, own: Path) -> None:
        """Hold the models that the program brings, and those of a person's ``own`` folder, which
        go before; blocking. Wrong files in ``own`` are left out and told in ``unusable``.
        """
        self._own = own
        self._state = _state_of(own)  # before it is read: a change meanwhile is one
        added, unusable = read_models(own, own=True)
        self.replace([*bundled_models(), *added], unusable)

    @property
    def default(self) -> Model:
        """The model that is asked where none is named: the first that lives and makes clips.

        Where a person's own files leave none it is the first withdrawn one, at worst one that makes
        no clips: an ask is refused then, and says why. Raises ``LookupError`` without any model.
        """
        if not self._models:
            raise LookupError("there is no model at all")
        return min(self, key=lambda each: (each.outcome != "video", bool(each.withdrawn)))

    def get(self, model_id: str) -> Model | None:
        """Return the model called ``model_id``, or None."""
        return self._models.get(model_id)

    def find(self, model_id: str) -> Model:
        """Return the model called ``model_id``; raises ``InvalidAsk`` naming those there are."""
        model = self.get(model_id)
        if model is None:
            facts = {"model": model_id, "choices": tuple(self._models)}
            raise InvalidAsk(Problem("model", "unknown_model", facts))
        return model

    def family(self, family_id: str) -> list[Model]:
        """Return the models of a family."""
        return [each for each in self if each.family.id == family_id]

    def callable_with(self, key_models: Iterable[str] | None) -> dict[str, bool | None]:
        """Mark each model: can a key that may call ``key_models`` call it? None: not known.

        A gateway may name a model with its maker before and a variant in brackets after it, as in
        ``google/veo-3.1[fast|audio]``; these count for the model as well.
        """
        if key_models is None:
            return dict.fromkeys(self._models)
        ids = {form for each in key_models for form in (each, plain_id(each))}
        return {model_id: model_id in ids for model_id in self._models}


def plain_id(model_id: str) -> str:
    """Return a gateway's id of a model without its maker and its variant in brackets."""
    return _VARIANT.sub("", model_id.rpartition("/")[2])


def load_catalog(own: Path | None = None) -> Catalog:
    """Return the models that the program brings, and those of the folder ``own``; blocking.

    Raises ValueError or OSError for what is wrong in the program's own files; wrong ones in ``own``
    are left out and told in ``Catalog.unusable``.
    """
    if own is None:
        return Catalog(bundled_models())
    catalog = Catalog(())
    catalog.read(own)
    return catalog


def _state_of(folder: Path) -> State:
    """Return what tells whether the files of models in a folder have changed."""
    found: list[tuple[str, int, int, int]] = []
    for file in files_in(folder):
        try:
            facts = file.stat()
        except OSError:
            found.append((file.name, -1, -1, -1))
        else:
            found.append((file.name, facts.st_mtime_ns, facts.st_size, facts.st_mode))
    return tuple(found)


def _place(model: Model) -> tuple[int, str]:
    return model.order, model.id
