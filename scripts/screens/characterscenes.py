"""The states of everything about characters: the form, the dialogs, the stage."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from core.job import DEMO, Connection, Input, Job, State
from core.language import current

NAMES = {
    "en": ("Mika", "Captain Ole", "The paper fox", "Ines", "Old Wang", "Robo", "Lin", "Ada", "Bo"),
    "zh_CN": ("小明", "船长老李", "纸狐狸", "阿英", "老王", "机器人", "琳", "阿达", "小宝"),
}


def some(makings: Any, count: int, *, elsewhere: bool = True) -> list[Job]:
    """Return characters; every fourth one was made with the built-in engine."""
    return [_character(makings, number, elsewhere and number % 4 == 3) for number in range(count)]


def one(makings: Any) -> list[Job]:
    """Return a character and the clip that it was made from."""
    return [_character(makings, 0, False), makings.done(1)]


def none(makings: Any) -> list[Job]:
    """Return clips without any character."""
    return [makings.done(1), makings.done(2)]


def show_library(controller: Any) -> None:
    """Open the list of characters."""
    controller.characters.read()
    controller.characters.show_library()


def make_nothing(controller: Any) -> None:
    """Ask for a clip."""
    controller.characters.make()


def make_of_clip(controller: Any) -> None:
    """Move the window over a clip, and give a name that somebody has."""
    done = next(job for job in controller.shown if job.file)
    controller.characters.make(Path(done.file))
    dialog: Any = QApplication.activeModalWidget()
    dialog.name.setText(next(job for job in controller.shown if job.character_id).character_name)


def make_of_small(controller: Any) -> None:
    """Give a clip that is too small."""
    file = _small(controller.home_frames.parent)
    controller.characters.make(file)


def name_one_of_two(controller: Any) -> None:
    """Choose two characters, of whom the prompt names one."""
    form = controller.compose.form
    first, second = (job for job in controller.shown if job.character_id)
    form.prompt.set_text(_sentence(first.character_name))
    for job in (first, second):
        form.options.choose_character(job.character_id)


def name_unchosen(controller: Any) -> None:
    """Name a character that is not chosen."""
    name = next(job.character_name for job in controller.shown if job.character_id)
    controller.compose.form.prompt.set_text(_sentence(name))


def begin_name(controller: Any) -> None:
    """Begin a name, as if it were typed."""
    edit = controller.compose.form.prompt.edit
    edit.setFocus()
    edit.set_text(f"{_sentence('').strip()} @")


def pick(controller: Any) -> None:
    """Open the popup that offers characters."""
    control = controller.compose.form.options.rows["character_ids"].control
    control.open_picker()


def _sentence(name: str) -> str:
    if current() == "zh_CN":
        return f"{name}在雪地里奔跑，镜头跟随"
    return f"{name} runs through the snow, the camera follows"


def _character(makings: Any, number: int, engine: bool) -> Job:
    clip = makings.clips[number % len(makings.clips)]
    sha256 = hashlib.sha256(clip.read_bytes()).hexdigest()
    kept = makings.home.frames / f"{sha256}.mp4"
    if not kept.exists():
        shutil.copy(clip, kept)
    name = NAMES[makings.language][number % 9]
    job: Job = makings.job(number, State.COMPLETED)
    source = Input("source_clip", str(clip), sha256=sha256, media_type="video/mp4")
    return dataclasses.replace(
        job,
        id=f"figure{number:04d}",
        connection=Connection(DEMO) if engine else job.connection,
        model="sora-2-character",
        prompt="",
        values={"name": name},
        inputs=(source,),
        character_id=f"char-68f3a1c0{number:04d}",
        character_name=name,
        finished_at=makings.now - 30 * number,
        progress=100,
    )


def _small(folder: Path) -> Path:
    from core.demo.animatic import Animatic, render

    file = folder / "a small one.mp4"
    render(Animatic(640, 360, 4, "too small"), file)
    return file
