"""Scenes with models of a person's own, and with one that was withdrawn."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from core.modelfiles import MODELS

BUNDLED = "sora-2.json"


def added(controller: Any) -> None:
    """A file of one's own appears in the folder."""
    _put(controller, id="snow-fox-1", name={"en": "Snow Fox 1", "zh_CN": "雪狐 1"})


def wrong(controller: Any) -> None:
    """A file with mistakes in it appears, and the settings tell of them."""
    rules = [{"excludes": ["resolution"]}]
    _put(controller, id="snow fox", billing="sometimes", order="last", rules=rules)


def wrong_in_settings(controller: Any) -> None:
    """The page of the settings that leads to the folder, with a file that is wrong."""
    wrong(controller)
    controller.parts.program.catalog.renew()
    controller.preferences.open_settings()
    controller.preferences._dialog.list.setCurrentRow(3)


def withdrawn(controller: Any) -> None:
    """The settings of a job are used again whose model was withdrawn."""
    _put(controller, withdrawn="2026-09-24")
    controller.parts.program.catalog.renew()
    job = next(each for each in controller.shown if each.file)
    values = {"duration": 20, "aspect_ratio": "9:16"}
    controller.reusing._reuse(dataclasses.replace(job, model="sora-2", values=values))


def _put(controller: Any, **changes: Any) -> None:
    content = json.loads((MODELS / BUNDLED).read_text("utf-8"))
    file = controller.parts.program.home.models / "snow-fox.json"
    file.write_text(json.dumps({**content, **changes}), "utf-8")
