"""The states of the storyboard's window: empty, filled, with problems, and a pasted text."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from core.language import current
from core.storyboard import Shot, Storyboard
from ui.storyboard.draft import Kept, write

TEXTS = {
    "en": (
        "A fox wakes in fresh snow, first light, breath in the cold air, close on its eyes",
        "It runs between tall pines, the camera low and close behind it",
        "It stops at a frozen lake; its reflection looks back",
        "Title card: “North”, snow drifting over the letters",
        "",
        "Night: northern lights over the lake, the fox a small shape on the ice",
    ),
    "zh_CN": (
        "狐狸在新雪中醒来，晨光初现，呼出白气，特写它的眼睛",
        "它在高大的松树间奔跑，镜头贴地紧跟其后",
        "它在结冰的湖边停下，倒影回望着它",
        "字幕卡：《北方》，雪花飘过文字",
        "",
        "夜晚：湖面上空的极光，狐狸是冰上一个小小的身影",
    ),
}


def empty(controller: Any) -> None:
    """Open an empty storyboard, with one that was sent before."""
    _keep(controller, Kept(last=Storyboard(shots=(Shot("x"),))))
    controller.storyboards.open()


def filled(controller: Any) -> None:
    """Open a storyboard of six shots, the second one chosen."""
    _keep(controller, Kept(_board(controller, skip=True)))
    controller.storyboards.open()
    _later(controller, lambda dialog: dialog.view.choose([1]))


def picture(controller: Any) -> None:
    """Open it at a shot with a picture."""
    _keep(controller, Kept(_board(controller, skip=True)))
    controller.storyboards.open()
    _later(controller, lambda dialog: dialog.view.choose([0]))


def problems(controller: Any) -> None:
    """Open one that is not ready, and try to send it."""
    _keep(controller, Kept(_board(controller, skip=False)))
    controller.storyboards.open()
    _later(controller, lambda dialog: dialog.generate())


def shared(controller: Any) -> None:
    """Open it with what all shots share."""
    _keep(controller, Kept(_board(controller, skip=True)))
    controller.storyboards.open()
    _later(controller, lambda dialog: dialog.side.which.buttons()[1].click())


def pasting(controller: Any) -> None:
    """Open the sheet for a text."""
    controller.storyboards.open()

    def paste(dialog: Any) -> None:
        dialog.bringing.paste_text()
        dialog.bringing.sheet.edit.setPlainText("\n\n".join(TEXTS[current()][:3]))

    _later(controller, paste)


def _board(controller: Any, *, skip: bool) -> Storyboard:
    pictures = _pictures(controller)
    texts = TEXTS[current()]
    shots = [
        Shot(texts[0], image=pictures[0], values={"duration": 8}),
        Shot(texts[1], continues=True, values={"duration": 8}),
        Shot(texts[2], continues=True, takes=2),
        Shot(texts[3], image=pictures[1]),
        Shot(texts[4], image="/media/usb/lake.jpg"),
        Shot(texts[5], model="sora-2", values={"duration": 20}),
    ]
    if skip:
        del shots[4]
    return Storyboard(shots=tuple(shots))


def _pictures(controller: Any) -> list[str]:
    """Return two frames of the scene's clips as picture files."""
    import av

    made = []
    files = [Path(job.file) for job in controller.shown if job.file][:2]
    for number, file in enumerate(files):
        with av.open(str(file)) as container:
            frame = next(container.decode(video=0)).to_image()  # type: ignore[no-untyped-call]
        picture = controller.parts.program.home.root / f"picture{number}.png"
        frame.save(picture)
        made.append(str(picture))
    return made


def _keep(controller: Any, kept: Kept) -> None:
    write(controller.parts.program.home.storyboard, kept)


def _later(controller: Any, act: Any) -> None:
    """Do something with the dialog once it is there."""

    async def wait() -> None:
        boards = controller.storyboards
        while boards.dialog is None or not boards.dialog.isVisible():
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        act(boards.dialog)

    controller.board_task = asyncio.ensure_future(wait())
