"""The columns of a storyboard's table: what they are called, and what their cells mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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
    near,
    number_of,
    spelled,
    switch,
    takes_files,
    typed_value,
    usual_form,
    whole_number,
    with_nearest,
)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "prompt": ("text", "提示词", "文案", "描述", "画面", "画面描述", "内容"),
    "image": ("picture", "start_frame", "图片", "图像", "起始帧", "首帧"),
    "end_image": ("end_frame", "last_frame", "结束帧", "尾帧", "末帧"),
    "reference": (
        *("references", "reference_image", "reference_images", "reference_picture"),
        *("reference_pictures", "参考图", "参考图片", "参考图像"),
    ),
    "clip": ("source_clip", "source_video", "原视频", "源视频"),
    "clip_start": ("原视频起点", "视频起点", "起始秒"),
    "reference_clip": ("reference_clips", "reference_video", "reference_videos", "参考视频"),
    "audio": ("sound_file", "音频", "音频文件"),
    "reference_audio": ("reference_sound", "参考音频", "参考声音"),
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

FILES: Mapping[str, str] = {
    "image": "start_frame",
    "end_image": "end_frame",
    "reference": "reference_images",
    "clip": "source_clip",
    "reference_clip": "reference_clips",
    "audio": "audio",
    "reference_audio": "reference_audio",
}
"""The columns for files, and the role of what is in them. ``generate`` has options of these names.
"""

PASSED_OVER = frozenset(
    {"", "#", "id", "no", "number", "shot", "scene", "title", "note", "notes", "comment"}
    | {"comments", "序号", "编号", "镜号", "镜头", "场次", "标题", "备注", "说明"}
)
"""Columns for people, which mean nothing to Foxreel."""

_NAMES = {each: name for name, others in COLUMNS.items() for each in (name, *others)}
_FITS = {"裁切": "crop", "裁剪": "crop", "补边": "pad", "填充": "pad", "模糊": "blur"}
_UNIT = re.compile(r"\(.*?\)$")
_BETWEEN = re.compile(r"[;；,，、|\n]")
_BETWEEN_FILES = re.compile(r"[;；\n]")
"""Not a comma: many addresses and names of files have one."""
_LONGEST = 1e9
"""Seconds that no clip has."""
_SEVERAL = ("reference", "reference_clip", "reference_audio")
"""The columns whose cells may name several files."""


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
        for model in self._known:
            if (field := field_called(_own_fields(model), header)) is not None:
                return next((n for n in COLUMNS if n == field.name), spelled(header))
        return spelled(header) if self.file_column(header, None) is not None else None

    def unknown(self, header: str) -> Problem:
        """Return the problem of a header that means nothing, with the columns that may be meant."""
        names = {each: name if each.isascii() else each for each, name in _NAMES.items()}
        for model in self._known:
            for field in _own_fields(model):
                names |= dict.fromkeys((field.name, field.on_wire[-1]), field.name)
        meant = dict.fromkeys(names[each] for each in near(_plain_header(header), names))
        return with_nearest(unknown_column(header), tuple(meant))

    def file_column(self, name: str, model: Model | None) -> str | None:
        """Return the column for files that ``name`` means: as ``model`` calls its fields, else as
        any other does; None where it is no file's."""
        if name in FILES:
            return name
        for each in (model, self.shared, *self._known):
            files = [f for f in each.fields if takes_files(f)] if each is not None else []
            if (field := field_called(files, name)) is not None:
                return next(n for n, role in FILES.items() if field.plays(role))
        return None

    @property
    def _known(self) -> Iterable[Model]:
        return self.catalog or ([self.shared] if self.shared is not None else [])

    def of(self, name: Any) -> Model | None:
        """Return the model that makes a shot whose row names ``name``, or nothing."""
        if self.catalog is None or not isinstance(name, str) or not name.strip():
            return self.shared
        return self.catalog.get(name.strip())


def unknown_column(header: str) -> Problem:
    """Return the problem of a header that means nothing."""
    facts = {"column": header.strip(), "choices": tuple(COLUMNS)}
    return Problem("file", "unknown_column", facts)


def column_of(header: str) -> str | None:
    """Return the column that a header means, empty for one that is passed over, else None."""
    plain = _plain_header(header)
    return "" if plain in PASSED_OVER else _NAMES.get(plain)


def _plain_header(header: str) -> str:
    """Return a header as headers are compared, without a unit in brackets at its end."""
    plain = unicodedata.normalize("NFKC", header).strip().casefold()
    return re.sub(r"[\s_-]+", "_", _UNIT.sub("", plain).strip())


def shot_of(
    cells: Mapping[str, Any], folder: Path, line: int, models: Models
) -> tuple[Shot, tuple[Problem, ...]]:
    """Return the shot that ``cells`` describe, by column, and what cannot be understood of it.

    A cell is a text, or what JSON knows. A relative file lies in ``folder``. Values that no
    model may take are kept as they are: the check of the board says what is wrong with them.
    """
    problems = list[Problem]()
    parts, values, files = dict[str, Any](), dict[str, Any](), dict[str, Any]()
    model = models.of(cells.get("model"))
    for name, cell in cells.items():
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        column = None if name in _PARTS else _file_column(name, model, models)
        if name in _PARTS:
            own, into = _PARTS[name](cell), parts
        elif column is not None:
            own, into = _files(column, cell, folder), files
        else:
            own = _kept(cell, model) if name == "keep_on_server" else _value(name, cell, model)
            into = values
        if isinstance(own, Problem):
            problems.append(own)
        elif any(each in into for each in own):
            problems.append(Problem(name, "given_twice"))
        else:
            into |= own
    image = next(iter(files.pop("start_frame", ())), "")
    return Shot(**parts, image=image, files=files, values=values, line=line), tuple(problems)


def _file_column(name: str, model: Model | None, models: Models) -> str | None:
    """Return the column for files that a column of the table is for a shot that ``model`` makes."""
    if model is not None and field_called(_own_fields(model), name) is not None:
        return None
    return None if name in COLUMNS and name not in FILES else models.file_column(name, model)


def _files(column: str, cell: Any, folder: Path) -> dict[str, tuple[str, ...]] | Problem:
    """Return the files that a cell names, by their role."""
    given = [cell]
    if column in _SEVERAL:
        given = cell if isinstance(cell, list) else _BETWEEN_FILES.split(str(cell))
    if not all(isinstance(each, str) for each in given):
        return Problem(column, "not_text")
    sources = tuple(_source(each.strip(), folder) for each in given if each.strip())
    return {FILES[column]: sources} if sources else {}


def _texts(name: str) -> _Part:
    def part(cell: Any) -> dict[str, Any] | Problem:
        return {name: cell.strip()} if isinstance(cell, str) else Problem(name, "not_text")

    return part


def _clip_start(cell: Any) -> dict[str, Any] | Problem:
    seconds = number_of(cell)
    if seconds is None or not 0 <= seconds < _LONGEST:
        return Problem("clip_start", "not_a_number")
    return {"clip_start": float(seconds)}


def _characters(cell: Any) -> dict[str, Any]:
    return {"characters": tuple(_listed(cell))}


def _fit(cell: Any) -> dict[str, Any] | Problem:
    fit = _FITS.get(str(cell).strip(), str(cell).strip().casefold())
    chosen = next((each for each in FITS if each == fit), None)
    return {"fit": chosen} if chosen else Problem("fit", "not_a_choice", {"choices": FITS})


def _takes(cell: Any) -> dict[str, Any] | Problem:
    count = whole_number(cell.strip().lstrip("×x") if isinstance(cell, str) else cell)
    return {"takes": count} if count is not None else Problem("takes", "not_a_number")


def _continue(cell: Any) -> dict[str, Any] | Problem:
    on = switch(cell)
    return {"continues": on} if on is not None else Problem("continue", "not_a_switch")


_Part: TypeAlias = Callable[[Any], "dict[str, Any] | Problem"]

_PARTS: Mapping[str, _Part] = {
    "prompt": _texts("prompt"),
    "model": _texts("model"),
    "clip_start": _clip_start,
    "characters": _characters,
    "fit": _fit,
    "takes": _takes,
    "continue": _continue,
}
"""The columns that no field of a model stands for, but those for files."""


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


def _source(text: str, folder: Path) -> str:
    """Return a file's address, or its path from ``folder`` on."""
    if is_typed_url(text) or "://" in text[:12]:
        return text
    try:
        return str(folder / Path(text).expanduser())
    except RuntimeError:  # no such user
        return str(folder / text)


def _listed(cell: Any) -> list[str]:
    parts = cell if isinstance(cell, list) else _BETWEEN.split(str(cell))
    return [text for each in parts if (text := str(each).strip())]
