"""The states of the picker, and the forms of five models that take very different things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize

from ui.models.pickerparts import SIZE
from ui.theme import text_scale

FAVOURITES = ("veo-3.1-image-to-video", "seedance-2.0-reference-to-video")
USED = ("wan-2.7-video-edit", "kling-v3-image-to-video")
LACKING = ("sora-2", "kling-o1", "happyhorse-1.0")
"""Families that the key of a scene cannot call."""
CENTS = {"veo-3.1": 40, "kling-v3": 35, "seedance-2.0": 28, "wan-2.7": 20}


def pick(controller: Any) -> None:
    """Open the picker with a key that calls most models, at its beginning."""
    form_of("veo-3.1-image-to-video")(controller)
    _open(controller).verticalScrollBar().setValue(0)


def pick_with_engine(controller: Any) -> None:
    """Open the picker where the built-in engine makes the clips."""
    controller.shelf.set_callable({}, demo=True)
    _open(controller)


def search(controller: Any) -> None:
    """Search for models that end with a picture."""
    _know(controller)
    _open(controller)
    controller.compose.form.models.picker.search.setText("end frame")


def find_nothing(controller: Any) -> None:
    """Search for what no model is called."""
    _know(controller)
    _open(controller)
    controller.compose.form.models.picker.search.setText("hologram")


def not_callable(controller: Any) -> None:
    """Have a model chosen that the key cannot call."""
    form_of("sora-2-pro")(controller)


def form_of(model_id: str) -> Callable[[Any], None]:
    """Return what shows the form of a model."""

    def show(controller: Any) -> None:
        _know(controller)
        form = controller.compose.form
        form.models.set_model(model_id)
        form.models.changed.emit()

    return show


def _know(controller: Any) -> None:
    catalog, shelf = controller.parts.program.catalog, controller.shelf
    for model_id in FAVOURITES:
        shelf.toggle_favourite(model_id)
    for model_id in reversed(USED):
        shelf.note_used(model_id)
    shelf.set_prices(lambda m: f"${c / 100:.2f}" if (c := CENTS.get(m.family.id)) else "")
    shelf.set_callable({each.id: each.family.id not in LACKING for each in catalog})


def _open(controller: Any) -> Any:
    models = controller.compose.form.models
    models.open_picker()
    room = controller.window.size() - QSize(32, 32)  # the offscreen screen is a small one
    models.picker.resize((SIZE * text_scale()).boundedTo(room))
    return models.picker.list
