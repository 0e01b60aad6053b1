"""The columns of a storyboard's table: what they are called, and what their cells mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.catalog import Problem
from core.foxapi.address import is_typed_url
from core.framing import FITS
from core.storyboard import DURATION, Shot

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
_ON = frozenset({"yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "√", "是", "对", "开", "接"})
_OFF = frozenset({"", "no", "n", "false", "f", "0", "off", "-", "✗", "×", "否", "不", "关", "无"})
_FITS = {"裁切": "crop", "裁剪": "crop", "补边": "pad", "填充": "pad", "模糊": "blur"}
_UNIT = re.compile(r"\(.*?\)$")
_SECONDS = re.compile(r"(\d{1,6})(?:\.0+)?\s*(?:s|secs?|seconds?|秒)?", re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,3})\s*[:×x/比]\s*(\d{1,3})(?::00)?", re.IGNORECASE)
_LINES = re.compile(r"(\d{3,4})\s*p?", re.IGNORECASE)
_BETWEEN = re.compile(r"[;；,，、|\n]")


def column_of(header: str) -> str | None:
    """Return the column that a header means, empty for one that is passed over, else None."""
    plain = unicodedata.normalize("NFKC", header).strip().casefold()
    plain = re.sub(r"[\s_-]+", "_", _UNIT.sub("", plain).strip())
    if plain in PASSED_OVER:
        return ""
    return _NAMES.get(plain)


def shot_of(cells: Mapping[str, Any], folder: Path, line: int) -> tuple[Shot, tuple[Problem, ...]]:
    """Return the shot that ``cells`` describe, by column, and what cannot be understood of it.

    A cell is a text, or what JSON knows. A relative picture lies in ``folder``. Values that no
    model may take are kept as they are: the check of the board says what is wrong with them.
    """
    shot, problems = Shot(line=line), list[Problem]()
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        problem = None
        if name in ("prompt", "model"):
            problem = None if isinstance(cell, str) else Problem(name, "not_text")
            shot = shot if problem else replace(shot, **{name: cell.strip()})
        elif name == "image":
            problem = None if isinstance(cell, str) else Problem(name, "not_text")
            shot = shot if problem else replace(shot, image=_picture(cell.strip(), folder))
        elif name == "characters":
            shot = replace(shot, characters=_characters(cell))
        elif name == "fit":
            fit = _FITS.get(str(cell).strip(), str(cell).strip().casefold())
            chosen = next((each for each in FITS if each == fit), None)
            problem = None if chosen else Problem(name, "not_a_choice", {"choices": FITS})
            shot = replace(shot, fit=chosen)
        elif name == "takes":
            count = _whole(cell)
            problem = None if count is not None else Problem(name, "not_a_number")
            shot = replace(shot, takes=1 if count is None else count)
        elif name in ("continue", "keep_on_server"):
            on = _switch(cell)
            problem = None if on is not None else Problem(name, "not_a_switch")
            if name == "continue":
                shot = replace(shot, continues=bool(on))
            elif on is not None:
                values["delete_video"] = not on
        else:
            values[name] = _value(name, cell)
        problems += [problem] if problem else []
    return replace(shot, values=values), tuple(problems)


def _picture(text: str, folder: Path) -> str:
    """Return a picture's address, or its path from ``folder`` on."""
    if is_typed_url(text) or "://" in text[:12]:
        return text
    try:
        return str(folder / Path(text).expanduser())
    except RuntimeError:  # no such user
        return str(folder / text)


def _characters(cell: Any) -> tuple[str, ...]:
    parts = cell if isinstance(cell, list) else _BETWEEN.split(str(cell))
    return tuple(text for each in parts if (text := str(each).strip()))


def _switch(cell: Any) -> bool | None:
    if isinstance(cell, bool):
        return cell
    plain = unicodedata.normalize("NFKC", str(cell)).strip().casefold()
    return True if plain in _ON else False if plain in _OFF else None


def _whole(cell: Any) -> int | None:
    """Return a whole number of seconds or clips, None where it is none."""
    if isinstance(cell, bool):
        return None
    found = _SECONDS.fullmatch(unicodedata.normalize("NFKC", str(cell)).strip().lstrip("×x"))
    return int(found[1]) if found else None


def _value(name: str, cell: Any) -> Any:
    """Return a cell as the models know such values, as far as it can be understood."""
    plain = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else cell
    if name == DURATION:
        whole = _whole(cell)
        return plain if whole is None else whole
    if name == "aspect_ratio" and (ratio := _RATIO.fullmatch(str(plain))):
        return f"{int(ratio[1])}:{int(ratio[2])}"  # Excel makes the time 16:09:00 of 16:9
    if name == "resolution" and (lines := _LINES.fullmatch(str(plain))):
        return f"{lines[1]}p"
    return plain
