"""Where files go that are dropped on the column, pasted into it, or handed to the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.catalog import Catalog, Model
from core.field import Medium
from core.inputs import Given, as_if_sent
from core.nearest import nearest
from ui.compose.frame import FrameField
from ui.compose.offers import Offer
from ui.compose.slots.slots import Slots

ORDER: Mapping[Medium, tuple[str, ...]] = {
    "image": ("start_frame", "end_frame", "reference_images"),
    "video": ("source_clip", "reference_clips"),
    "audio": ("audio", "reference_audio"),
}
"""The roles that files of a kind can have, the most likely one first."""

_IN_THE_WAY = frozenset({"excluded", "only_with", "too_many", "too_many_together"})
"""Codes of problems that a further file may bring, as it does not go with what is there."""

_FURTHER = "-"


def roles_for(model: Model, medium: Medium) -> list[str]:
    """Return the roles in which a model takes files of this kind, the most likely one first."""
    return [role for role in ORDER[medium] if model.slot(role) is not None]


def role_for(
    model: Model, medium: Medium, there: Sequence[Given], values: Mapping[str, Any]
) -> str:
    """Return the role of the next file of this kind: the first place with room that goes with all
    the rest, else the first place; empty where the model takes no such file.

    ``there`` are the files that are given, ``values`` the other values of the request.
    """
    roles = roles_for(model, medium)
    free = [role for role in roles if _fits(model, role, there, values)]
    return next(iter(free or roles), "")


def place_picture(slots: Slots, model: Model, offer: Offer, values: Mapping[str, Any]) -> bool:
    """Put pictures where they belong, each into the next place; False if there is none."""
    role = role_for(model, "image", slots.there(), values)
    if not role:
        return False
    place = slots.place(role)
    rest = offer.rest
    if not isinstance(place, FrameField) or not rest:
        place.take(offer)  # type: ignore[union-attr]  # a picture's place is no clip's
        return True
    taken = Given(role, _FURTHER)
    further = role_for(model, "image", [*slots.there(), taken], values)
    if further in (role, "start_frame"):
        place.take(offer)  # it says that the others were left out
        return True
    place.take(Offer(file=offer.file))
    more = len(rest) - 1
    return place_picture(slots, model, Offer(file=rest[0], more=more, rest=rest[1:]), values)


def place_files(
    slots: Slots, model: Model, medium: Medium, files: Sequence[str], values: Mapping[str, Any]
) -> bool:
    """Put clips or sounds where they belong; False if the model takes none."""
    role = role_for(model, medium, slots.there(), values)
    if role:
        slots.place(role).take_paths(files)  # type: ignore[union-attr]  # no frame is a clip
    return bool(role)


def sibling_for(
    catalog: Catalog,
    model: Model,
    values: Mapping[str, Any],
    marks: Mapping[str, bool | None],
    medium: Medium = "image",
) -> Model | None:
    """Return the model of the same family that takes a file of this kind, where this one does not.

    One with few other places goes before others: a single file asks for nothing further.
    """
    if roles_for(model, medium):
        return None
    family = catalog.family(model.family.id)
    for role in ORDER[medium]:
        for count in sorted({len(each.slots) for each in family}):
            alike = Catalog(each for each in family if len(each.slots) == count)
            found = nearest(alike, [role], values, marks, like=model)
            if found is not None:
                return found
    return None


def _fits(model: Model, role: str, there: Sequence[Given], values: Mapping[str, Any]) -> bool:
    """Tell whether one more file of ``role`` goes with the files and values that are there."""
    slot = model.slot(role)
    if slot is None or sum(each.role == role for each in there) >= slot.most:
        return False
    before = _problems(model, there, values)
    return not _problems(model, [*there, Given(role, _FURTHER)], values) - before


def _problems(
    model: Model, there: Sequence[Given], values: Mapping[str, Any]
) -> set[tuple[str, str]]:
    asked = {**values, **as_if_sent(model, there)}
    found = model.problems(asked)
    return {(each.field, each.code) for each in found if each.code in _IN_THE_WAY}
