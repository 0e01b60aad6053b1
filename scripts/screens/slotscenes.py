"""Five very different forms: what each model takes as files, with files in it."""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

from framescenes import hills
from PIL import Image, ImageDraw

COLOURS = ("#E07A5F", "#3D405B", "#81B29A", "#F2CC8F", "#6D597A")


def text_form(controller: Any) -> None:
    """Show a model that takes a text alone."""
    _choose(controller, lambda model: not model.slots and model.family.id != "sora-2")


def pair_form(controller: Any) -> None:
    """Show a model that takes a start and an end frame, with both."""
    both = ["start_frame", "end_frame"]
    _choose(controller, lambda model: _roles(model) == both and model.slots[0].least == 1)
    folder = controller.home_frames.parent
    hills().resize((2016, 1512)).save(folder / "dawn.jpg", quality=90)
    hills().resize((2016, 1512)).transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(
        folder / "a long name of a picture at dusk.jpg", quality=90
    )
    slots = controller.compose.form.slots
    slots.frames.start.source.take_source(str(folder / "dawn.jpg"))
    slots.frames.end.source.take_source(str(folder / "a long name of a picture at dusk.jpg"))


def empty_pair_form(controller: Any) -> None:
    """Show a model that takes a start and an end frame, without any."""
    both = ["start_frame", "end_frame"]
    _choose(controller, lambda model: _roles(model) == both and model.slots[0].least == 1)


def reference_form(controller: Any) -> None:
    """Show a model that takes reference pictures, with some."""
    _choose(controller, lambda model: _roles(model) == ["reference_images"])
    _add_pictures(controller, 3)


def edit_form(controller: Any) -> None:
    """Show a model that edits a clip, with a longer one than it uses."""
    edit = ["source_clip", "reference_images"]
    _choose(controller, lambda model: _roles(model) == edit)
    slots = controller.compose.form.slots
    slots.clip.take_paths([str(_clip(controller, 14))])
    _add_pictures(controller, 1)


def empty_edit_form(controller: Any) -> None:
    """Show a model that edits a clip, without one, after Generate was pressed."""
    edit = ["source_clip", "reference_images"]
    _choose(controller, lambda model: _roles(model) == edit)
    controller.compose.send.button.click()


def everything_form(controller: Any) -> None:
    """Show a model that takes pictures, clips and sounds as references, with some of each."""
    wanted = ["reference_images", "reference_clips", "reference_audio"]
    _choose(controller, lambda model: _roles(model) == wanted)
    _add_pictures(controller, 5)
    slots = controller.compose.form.slots
    slots.lists["reference_clips"].take_paths([str(_clip(controller, 5))])
    folder = controller.home_frames.parent
    sounds = [_sound(folder / "a voice that says hello.wav", 5), _sound(folder / "rain.wav", 1)]
    slots.lists["reference_audio"].take_paths([str(each) for each in sounds])


def _choose(controller: Any, wanted: Callable[[Any], bool]) -> None:
    form = controller.compose.form
    model = next(each for each in controller.parts.program.catalog if wanted(each))
    form.models.set_model(model.id)
    form.models.changed.emit()
    form.prompt.set_text("A fox crosses the snow at dusk, low sun, long shadows.")


def _roles(model: Any) -> list[str]:
    return [slot.role for slot in model.slots]


def _add_pictures(controller: Any, count: int) -> None:
    folder = controller.home_frames.parent
    files = []
    for number, colour in enumerate(COLOURS[:count]):
        image = Image.new("RGB", (800, 600 + 200 * (number % 2)), colour)
        ImageDraw.Draw(image).ellipse((200, 120, 600, 520), fill="#F7F3E3")
        image.save(folder / f"picture {number + 1}.png")
        files.append(str(folder / f"picture {number + 1}.png"))
    controller.compose.form.slots.lists["reference_images"].take_paths(files)


def _clip(controller: Any, seconds: int) -> Path:
    """Draw a clip of so many seconds."""
    import av
    import numpy as np

    file = Path(controller.home_frames.parent) / f"street at night {seconds}.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("libx264", rate=12)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        for number in range(12 * seconds):
            pixels = np.full((720, 1280, 3), (30, 40, 70), np.uint8)
            left = 40 + number * 6 % 1100
            pixels[300:420, left : left + 140] = (240, 180, 90)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return file


def _sound(file: Path, seconds: int) -> Path:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        samples = (int(9000 * math.sin(n / 4)) for n in range(8000 * seconds))
        sound.writeframes(b"".join(struct.pack("<h", each) for each in samples))
    return file
