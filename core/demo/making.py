"""What the built-in engine draws for a task: the request read by its model's data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.catalog import Catalog, Model
from core.demo import camera, footage, soundtrack
from core.demo.animatic import FPS, Animatic, Reference
from core.demo.cards import captions
from core.demo.lengths import seconds_of
from core.demo.references import cast_of, file_at, urls_of
from core.demo.sound import RATE
from core.language import translate
from core.shape import about_size, lines_of, sized

if TYPE_CHECKING:
    from core.demo.footage import Footage
    from core.demo.tasks import DemoTask, TaskStore

MOST_LINES = 1080
"""Pixels of the shorter side that are drawn at most, whatever is asked for."""

_WIDEST = 3.0
"""By how much one side of a clip may be longer that takes the shape of what it is given."""
_SHAPED_BY = ("start_frame", "end_frame", "reference_images")

REDUCED, CONTINUATION = "drawn_at_1080p", "continuation_only"
"""Notes: more lines were asked for than are drawn; the clip does not have its source before it."""


@dataclass(frozen=True)
class Order:
    """What a task asks for.

    ``given`` are the values of the request itself, ``values`` those with the model's defaults;
    ``files`` are the files by their roles.
    """

    model: Model
    given: Mapping[str, Any]
    values: Mapping[str, Any]
    files: Mapping[str, tuple[Path, ...]]

    def file(self, role: str) -> Path | None:
        """Return the first file of a role, None where there is none."""
        return next(iter(self.files.get(role, ())), None)

    def references(self, role: str) -> tuple[Reference, ...]:
        """Return the files of a role with what they are called in the prompt."""
        files = self.files.get(role, ())
        field = self.model.field_for(role)
        called = str(field.media.get("called", "")) if field is not None else ""
        pairs = zip(files, captions(called, len(files)), strict=True)
        return tuple(Reference(file, caption) for file, caption in pairs)


def order_of(request: Mapping[str, Any], model: Model, store: TaskStore) -> Order:
    """Read a valid request, and fetch its files; raises ``UnusableFile``. Blocking."""
    given = model.values_of(request)
    files = {
        role: tuple(file_at(url, role, store) for url in urls)
        for role, urls in urls_of(model, given).items()
    }
    return Order(model, given, model.with_defaults(given), files)


def animatic_of(
    task: DemoTask, order: Order, store: TaskStore, catalog: Catalog
) -> tuple[Animatic, tuple[str, ...]]:
    """Return what is drawn for a task, and notes about it; raises ``UnusableFile``. Blocking."""
    model, values = order.model, order.values
    common: dict[str, Any] = {
        "prompt": str(values.get("prompt") or ""),
        "comment": f"Made by Foxreel's built-in engine, not by {model.name['en']}: {task.id}",
        "take": _take(task, order),
    }
    if model.field_for("remix_source") is not None:
        return _remix(order, store, catalog, common)
    file = order.file("source_clip")
    source = footage.opened(file) if file is not None else None
    continued = source is not None and _is_continued(model)
    size, notes = size_of(order, source)
    if continued:
        notes = (*notes, CONTINUATION)
    sound = order.file("audio")
    changed = source.seconds if source is not None and not continued else None
    animatic = Animatic(
        *size,
        seconds=seconds_of(model, order.given, changed, _followed(order)),
        start_frame=_start_frame(order, source if continued else None),
        end_frame=_bytes(order.file("end_frame")),
        source=None if continued else file,
        pictures=order.references("reference_images"),
        clips=order.references("reference_clips"),
        sounds=order.references("reference_audio"),
        audio=sound,
        sound=_has_sound(order),
        heard=_heard(order, None if continued else file),
        cast=tuple(filter(None, map(store.character, cast_of(model, order.given)))),
        label=_label(changed is not None),
        **common,
    )
    return animatic, notes


def size_of(order: Order, source: Footage | None) -> tuple[tuple[int, int], tuple[str, ...]]:
    """Return the clip's size in pixels, and notes about it.

    It is what the model's data say, else the shape of what the clip begins with or is made from, in
    the lines that are asked for.
    """
    size = about_size(order.model, order.given)
    if size is None:
        shape = (source.width, source.height) if source is not None else _shape(order)
        lines = lines_of(order.values.get("resolution"))
        if lines is None and source is not None:
            lines = min(shape)
        size = sized(_bounded(shape), lines)
    if min(size) <= MOST_LINES:
        return size, ()
    return sized(size, MOST_LINES), (REDUCED,)


def _take(task: DemoTask, order: Order) -> str:
    """Return what tells takes of one prompt from each other: the seed, else the task itself."""
    field, seed = order.model.field("seed"), order.values.get("seed")
    drawn = field is None or seed is None or seed in field.specials
    return task.id if drawn else f"seed {seed}"


def _followed(order: Order) -> float | None:
    """Return how long what the clip follows is: some sound, or else the motion of another clip."""
    sound, clip = order.file("audio"), order.file("reference_clips")
    if sound is not None:
        return float(soundtrack.heard(sound).shape[1] / RATE)
    return footage.opened(clip).seconds if clip is not None else None


def _remix(
    order: Order, store: TaskStore, catalog: Catalog, common: Mapping[str, Any]
) -> tuple[Animatic, tuple[str, ...]]:
    """Return a clip of this engine's own, changed, in the resolution that is asked for."""
    field = order.model.field_for("remix_source")
    video_id = str(order.values[field.name]) if field is not None else ""
    task = store.to_remix(video_id)
    if task is None:
        raise ValueError(f"the clip {video_id} is not here any more")
    source = footage.opened(store.clip(task.id))
    size, notes = size_of(order, source)
    animatic = Animatic(
        *size,
        seconds=source.frames / FPS,
        source=source.file,
        heard=source.file,
        covers=_read_in(task, catalog),
        label=translate("Engine", "Foxreel built-in engine · remix"),
        **common,
    )
    return animatic, notes


def _read_in(task: DemoTask, catalog: Catalog) -> str:
    """Return the prompt that can be read in a task's clip: a camera move has no words over it."""
    model = catalog.get(task.request["model"])
    if model is None:
        return ""
    values = model.values_of(task.request)
    roles = urls_of(model, values)
    moved = "start_frame" in roles or ("source_clip" in roles and _is_continued(model))
    return "" if moved else str(values.get("prompt") or "")


def _start_frame(order: Order, before: Footage | None) -> bytes | None:
    """Return what the clip begins with: a picture, or the last frame of the one ``before`` it."""
    if before is None:
        return _bytes(order.file("start_frame"))
    from core.clipframes import ClipUnreadable, last_frame_png
    from core.demo.unusable import CLIP_OR_SOUND, UnusableFile

    try:
        return last_frame_png(before.file)
    except ClipUnreadable as error:
        raise UnusableFile(CLIP_OR_SOUND, "the clip's last frame cannot be read") from error


def _is_continued(model: Model) -> bool:
    field = model.field_for("source_clip")
    return field is not None and field.continued


def _shape(order: Order) -> tuple[int, int]:
    """Return the shape of the first picture or clip that was given, else that of a wide screen."""
    for role in _SHAPED_BY:
        file = order.file(role)
        if file is not None:
            return camera.opened(file.read_bytes(), "a picture").size
    clip = order.file("reference_clips")
    if clip is not None:
        found = footage.opened(clip)
        return found.width, found.height
    return 16, 9


def _bounded(shape: tuple[int, int]) -> tuple[float, float]:
    width, height = shape
    return min(width, height * _WIDEST), min(height, width * _WIDEST)


def _has_sound(order: Order) -> bool:
    made, kept = _is_on(order, "sound"), _is_on(order, "clip_sound")
    if made is None and kept is None:
        return order.model.sound is not False
    return bool(made or kept) or (made is None and order.model.sound is True)


def _heard(order: Order, changed: Path | None) -> Path | None:
    """Return the clip whose own sound is heard: one that is ``changed``, or else one to follow.

    Where nothing can be chosen, the sound of the one that is changed stays.
    """
    kept = _is_on(order, "clip_sound")
    if kept is None:
        return changed
    return (changed or order.file("reference_clips")) if kept else None


def _is_on(order: Order, role: str) -> bool | None:
    """Tell whether the switch of a role is on, None where there is none."""
    field = order.model.field_for(role)
    return field.is_on(order.values.get(field.name)) if field is not None else None


def _label(changed: bool) -> str:
    # One that goes on from a clip of this engine has the same label at the same place as that clip.
    if changed:
        return translate("Engine", "Foxreel built-in engine · edit")
    return translate("Engine", "Foxreel built-in engine")


def _bytes(file: Path | None) -> bytes | None:
    return file.read_bytes() if file is not None else None
