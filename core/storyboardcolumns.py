"""The columns of a storyboard's table: what they are called, and what their cells mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from core.catalog import Catalog
from core.field import Field
from core.foxapi.address import is_typed_url
from core.framing import FITS
from core.model import Model
from core.problems import Problem
from core.storyboard import DURATION, Shot
from core.typed import (
    field_called,
    spelled,
    switch,
    takes_files,
    typed_value,
    usual_form,
    whole_number,
)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "prompt": ("text", "提示词", "文案", "描述", "画面", "画面描述", "内容"),
    "image": ("picture", "start_frame", "图片", "图像", "起始帧", "首帧"),
    "model": ("模型",),
    "duration": ("length", "seconds", "时长", "秒数"),
    "aspect_ratio": ("ratio", "画幅", "比例", "宽高比"),
    "resolution": ("分辨率", "清晰度"),
    "characters": ("character", "character_ids", "角色"),
    "continue": (
        *("continues", "continues_from_previous", "接上一镜", "接上一个镜头", "接上镜", "接续"),
        *("续接", "承接上一镜"),
    ),
    "takes": ("count", "条数", "数量", "份数"),
    "keep_on_server": ("keep", "保留", "保留在服务器", "服务器保留"),
    "fit": ("适配", "适配方式", "裁切方式"),
}
"""The columns that are read, and what else each may be called."""

PASSED_OVER = frozenset(
    {"", "#", "id", "no", "number", "shot", "scene", "title", "note", "notes", "comment"}
    | {"comments", "序号", "编号", "镜号", "镜头", "场次", "标题", "备注", "说明"}
)
"""Columns for people, which mean nothing to Foxreel."""

_NAMES = {each: name for name, others in COLUMNS.items() for each in (name, *others)}
_FITS = {"裁切": "crop", "裁剪": "crop", "补边": "pad", "填充": "pad", "模糊": "blur"}
_UNIT = re.compile(r"\(.*?\)$")
_BETWEEN = re.compile(r"[;；,，、|\n]")


@dataclass(frozen=True)
class Models:
    """The models whose fields may be columns too: all of ``catalog``, or only ``shared``, which
    makes the shots that name none."""

    shared: Model | None = None
    catalog: Catalog | None = None

    def column(self, header: str) -> str | None:
        """Return the column or the field that a header means, empty for one that is passed over,
        None for one that is neither."""
        column = column_of(header)
        if column is not None:
            return column
        known = self.catalog or ([self.shared] if self.shared is not None else [])
        for model in known:
            begins = [f for f in model.fields if f.plays("start_frame")]
            if field_called(begins, header) is not None:
                return "image"
            if (field := field_called(_own_fields(model), header)) is not None:
                return next((n for n in COLUMNS if n == field.name), spelled(header))
        return None

    def of(self, name: Any) -> Model | None:
        """Return the model that makes a shot whose row names ``name``, or nothing."""
        if self.catalog is None or not isinstance(name, str) or not name.strip():
            return self.shared
        return self.catalog.get(name.strip())


def column_of(header: str) -> str | None:
    """Return the column that a header means, empty for one that is passed over, else None."""
    plain = unicodedata.normalize("NFKC", header).strip().casefold()
    plain = re.sub(r"[\s_-]+", "_", _UNIT.sub("", plain).strip())
    if plain in PASSED_OVER:
        return ""
    return _NAMES.get(plain)


def shot_of(
    cells: Mapping[str, Any], folder: Path, line: int, models: Models
) -> tuple[Shot, tuple[Problem, ...]]:
    """Return the shot that ``cells`` describe, by column, and what cannot be understood of it.

    A cell is a text, or what JSON knows. A relative picture lies in ``folder``. Values that no
    model may take are kept as they are: the check of the board says what is wrong with them.
    """
    shot, problems = Shot(line=line), list[Problem]()
    values: dict[str, Any] = {}
    model = models.of(cells.get("model"))
    for name, cell in cells.items():
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        if name in _PARTS:
            part = _PARTS[name](cell, folder)
            if isinstance(part, Problem):
                problems.append(part)
            else:
                shot = replace(shot, **part)
            continue
        own = _kept(cell, model) if name == "keep_on_server" else _value(name, cell, model)
        if isinstance(own, Problem):
            problems.append(own)
        elif any(each in values for each in own):
            problems.append(Problem(name, "given_twice"))
        else:
            values |= own
    return replace(shot, values=values), tuple(problems)


def _texts(name: str) -> _Part:
    def part(cell: Any, _folder: Path) -> dict[str, Any] | Problem:
        return {name: cell.strip()} if isinstance(cell, str) else Problem(name, "not_text")

    return part


def _image(cell: Any, folder: Path) -> dict[str, Any] | Problem:
    if not isinstance(cell, str):
        return Problem("image", "not_text")
    return {"image": _picture(cell.strip(), folder)}


def _characters(cell: Any, _folder: Path) -> dict[str, Any]:
    return {"characters": tuple(_listed(cell))}


def _fit(cell: Any, _folder: Path) -> dict[str, Any] | Problem:
    fit = _FITS.get(str(cell).strip(), str(cell).strip().casefold())
    chosen = next((each for each in FITS if each == fit), None)
    return {"fit": chosen} if chosen else Problem("fit", "not_a_choice", {"choices": FITS})


def _takes(cell: Any, _folder: Path) -> dict[str, Any] | Problem:
    count = whole_number(cell.strip().lstrip("×x") if isinstance(cell, str) else cell)
    return {"takes": count} if count is not None else Problem("takes", "not_a_number")


def _continue(cell: Any, _folder: Path) -> dict[str, Any] | Problem:
    on = switch(cell)
    return {"continues": on} if on is not None else Problem("continue", "not_a_switch")


_Part: TypeAlias = Callable[[Any, Path], "dict[str, Any] | Problem"]

_PARTS: Mapping[str, _Part] = {
    "prompt": _texts("prompt"),
    "model": _texts("model"),
    "image": _image,
    "characters": _characters,
    "fit": _fit,
    "takes": _takes,
    "continue": _continue,
}
"""The columns that no field of a model stands for."""


def _kept(cell: Any, model: Model | None) -> dict[str, Any] | Problem:
    """Return the value of the field that has the clip kept; none is needed to have it deleted."""
    on = switch(cell)
    if on is None:
        return Problem("keep_on_server", "not_a_switch")
    field = model.field_for("keep_on_server") if model is not None else None
    if field is None:
        return {"keep_on_server": True} if on else {}
    return {field.name: on is not field.inverted}


def _value(name: str, cell: Any, model: Model | None) -> dict[str, Any]:
    """Return a cell as its field knows such values, as far as it can be understood."""
    field = field_called(_own_fields(model), name) if model is not None else None
    if field is None:
        whole = whole_number(cell) if name == DURATION else None
        return {name: usual_form(cell) if whole is None else whole}
    listed = field.type in ("strings", "urls")
    return {field.name: typed_value(field, _listed(cell) if listed else cell)}


def _own_fields(model: Model) -> list[Field]:
    """Return the fields that a shot may say itself: no file's, and none that follows."""
    return [f for f in model.fields if not takes_files(f) and f.derived is None]


def _picture(text: str, folder: Path) -> str:
    """Return a picture's address, or its path from ``folder`` on."""
    if is_typed_url(text) or "://" in text[:12]:
        return text
    try:
        return str(folder / Path(text).expanduser())
    except RuntimeError:  # no such user
        return str(folder / text)


def _listed(cell: Any) -> list[str]:
    parts = cell if isinstance(cell, list) else _BETWEEN.split(str(cell))
    return [text for each in parts if (text := str(each).strip())]
