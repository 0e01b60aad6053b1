"""The places for files in the form, as a person uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.inputs import Given
from core.job import Connection, Input, Job, StartFrame
from tests.window import slotmodels as models
from tests.window.composing import CONTROL, Column, Drag, files, make_column, picture
from ui.compose.slots.clipslot import ClipSlot
from ui.compose.slots.filelist import FileList
from ui.compose.slots.slots import Slots


@pytest.fixture
def column(qtbot: QtBot, tmp_path: Path) -> Iterator[Column]:
    """Yield a column that knows a model for each kind of input."""
    yield from make_column(qtbot, tmp_path, models.catalog(), size=(400, 900))


def use(column: Column, model_id: str) -> Slots:
    """Choose a model, as its picker does."""
    column.panel.form.models._on_chosen(model_id)
    QApplication.processEvents()  # everything has its place, as when a person sees it
    return column.panel.form.slots


def listed(column: Column, role: str) -> FileList:
    return column.panel.form.slots.lists[role]


def names(place: FileList | ClipSlot) -> list[str]:
    return [each.name for each in place.files.files]


def read(column: Column, *places: FileList | ClipSlot) -> None:
    """Wait until all files have been looked into."""

    def done() -> bool:
        return all(each.look is not None for place in places for each in place.files.files)

    column.qtbot.waitUntil(done, timeout=20_000)


def pictures(folder: Path, count: int) -> list[Path]:
    colours = ("red", "green", "blue", "gray")
    return [picture(folder / f"{n}.png", colour=c) for n, c in enumerate(colours[:count], 1)]


def test_only_what_the_model_takes_is_there(column: Column) -> None:
    shown = {}
    for model_id in (models.TEXT, models.PAIR, models.REFERENCES, models.EDIT, models.ALL):
        slots = use(column, model_id)
        every = ("start_frame", "end_frame", "source_clip", *slots.lists)
        shown[model_id] = [role for role in every if slots.place(role).isVisible()]
    assert shown == {
        models.TEXT: [],
        models.PAIR: ["start_frame", "end_frame"],
        models.REFERENCES: ["reference_images"],
        models.EDIT: ["source_clip", "reference_images"],
        models.ALL: ["reference_images", "reference_clips", "reference_audio"],
    }


def test_pictures_dropped_anywhere_go_to_the_first_empty_wells(
    column: Column, tmp_path: Path
) -> None:
    slots = use(column, models.PAIR)
    one, two = pictures(tmp_path, 2)
    assert Drag(files(one), column.panel.form.prompt).drop()
    column.looked()
    assert column.panel.ask().image == str(one)
    assert Drag(files(two), column.panel.form.prompt).drop()
    column.qtbot.waitUntil(lambda: slots.frames.end.image() == str(two))
    (ends,) = column.panel.ask().inputs
    assert (ends.role, ends.source) == ("end_frame", str(two))


def test_two_pictures_at_once_are_the_start_and_the_end(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.PAIR)
    one, two = pictures(tmp_path, 2)
    assert Drag(files(one, two), column.panel.form.prompt).drop()
    assert (slots.frames.start.image(), slots.frames.end.image()) == (str(one), str(two))
    assert not any("first of" in words for words in column.said())


def test_a_picture_dropped_on_a_well_goes_there(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.PAIR)
    (one,) = pictures(tmp_path, 1)
    drag = Drag(files(one), slots.frames.end.well)
    assert drag.move()
    assert slots.frames.end.over
    assert not slots.frames.start.over
    assert not column.panel._veil.isVisible()
    assert drag.drop()
    assert not slots.frames.end.over
    assert column.panel.ask().image == ""
    assert [each.source for each in column.panel.ask().inputs] == [str(one)]


def test_start_and_end_change_places(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.PAIR)
    one, two = pictures(tmp_path, 2)
    assert Drag(files(one, two), column.panel.form.prompt).drop()
    column.looked()
    column.choose("Fit", "Pad")
    column.click(slots.frames.swap)
    ask = column.panel.ask()
    assert (ask.image, ask.fit) == (str(two), "pad")
    assert [(each.source, each.framing.fit) for each in ask.inputs] == [(str(one), "pad")]


def test_a_start_frame_that_is_needed_is_asked_for_under_its_well(
    column: Column, tmp_path: Path
) -> None:
    slots = use(column, models.PAIR)
    column.write("a fox")
    column.click(column.panel.send.button)
    assert column.asks == []
    assert slots.frames.start.words.said() == "Add the picture that the clip begins with."
    assert slots.frames.start.well.hasFocus()
    assert slots.frames.start.caption.text() == "Start frame · required"
    assert slots.frames.end.caption.text() == "End frame"
    assert Drag(files(*pictures(tmp_path, 1)), slots.frames.start.well).drop()
    column.looked()
    assert slots.frames.start.words.said() == ""
    column.click(column.panel.send.button)
    assert len(column.asks) == 1


def test_a_picture_that_shapes_the_clip_is_shown_whole(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.PICTURE)
    tall = picture(tmp_path / "tall.png", (300, 400))
    assert Drag(files(tall), slots.frames.start.well).drop()
    column.looked()
    well = slots.frames.start.well
    column.qtbot.waitUntil(lambda: well.exact)
    assert well._ratio.width() * 4 == well._ratio.height() * 3
    assert not slots.frames.start.fit_row.isVisible()
    assert slots.frames.start.details.sent.text() == ""
    well.setFocus()
    QTest.keyClick(well, Qt.Key.Key_Return)
    assert slots.frames.start.studio is None
    assert slots.frames.start.picker.dialog is not None
    slots.frames.start.picker.dialog.close()


def test_references_are_tiles_with_the_names_that_prompts_use(
    column: Column, tmp_path: Path
) -> None:
    use(column, models.REFERENCES)
    own = listed(column, "reference_images")
    assert own.name.text() == "Reference pictures · required"
    assert own.limits.said() == "Up to 3 pictures"
    assert Drag(files(*pictures(tmp_path, 2)), column.panel.form.prompt).drop()
    read(column, own)
    assert [tile.mention.text() for tile in own.tiles.tiles] == ["@Image1", "@Image2"]
    assert own.count.text() == "2 / 3"
    assert all(tile.file.look and not tile.file.look.picture.isNull() for tile in own.tiles.tiles)
    column.write("a fox like")
    column.click(own.tiles.tiles[1].mention)
    assert column.panel.form.prompt.text() == "a fox like @Image2"
    own.tiles.tiles[0].setFocus()
    QTest.keyClick(own.tiles.tiles[0], Qt.Key.Key_Return)
    assert column.panel.form.prompt.text().endswith("@Image2 @Image1")


def test_tiles_are_dragged_into_another_order(column: Column, tmp_path: Path) -> None:
    use(column, models.REFERENCES)
    own = listed(column, "reference_images")
    own.take_paths([str(each) for each in pictures(tmp_path, 3)])
    read(column, own)
    first, last = own.tiles.tiles[0], own.tiles.tiles[2]
    drag_to(first, last.geometry().center())
    assert names(own) == ["2.png", "3.png", "1.png"]
    assert first.geometry().x() > last.geometry().x()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Left, CONTROL)
    assert names(own) == ["2.png", "1.png", "3.png"]
    assert first.hasFocus()
    assert first.mention.text() == "@Image2"
    sources = [Path(each.source).name for each in column.panel.ask().inputs]
    assert sources == ["2.png", "1.png", "3.png"]


def test_a_click_moves_no_tile_and_the_last_one_can_be_taken_out(
    column: Column, tmp_path: Path
) -> None:
    use(column, models.REFERENCES)
    own = listed(column, "reference_images")
    own.take_paths([str(each) for each in pictures(tmp_path, 2)])
    column.click(own.tiles.tiles[0])
    assert names(own) == ["1.png", "2.png"]
    column.click(own.tiles.tiles[0].remove)
    assert names(own) == ["2.png"]
    own.tiles.tiles[0].setFocus()
    QTest.keyClick(own.tiles.tiles[0], Qt.Key.Key_Delete)
    assert names(own) == []
    assert own.empty.isVisible()
    assert own.empty.hasFocus()


def test_no_more_files_than_the_model_takes(column: Column, tmp_path: Path) -> None:
    use(column, models.REFERENCES)
    own = listed(column, "reference_images")
    assert Drag(files(*pictures(tmp_path, 4)), own).drop()
    assert names(own) == ["1.png", "2.png", "3.png"]
    assert own.problem.said() == "1 did not fit: the model takes 3."
    assert not own.tiles.add.isVisible()


def test_files_of_a_list_are_browsed_for(column: Column, tmp_path: Path) -> None:
    use(column, models.REFERENCES)
    own = listed(column, "reference_images")
    own.empty.setFocus()
    QTest.keyClick(own.empty, Qt.Key.Key_Return)
    dialog = own.picker.dialog
    assert dialog is not None
    assert dialog.fileMode() == dialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(each) for each in pictures(tmp_path, 2)])
    dialog.close()
    assert names(own) == ["1.png", "2.png"]


def test_a_picture_is_pasted_into_a_list(column: Column) -> None:
    use(column, models.REFERENCES)
    own = listed(column, "reference_images")
    from PySide6.QtGui import QImage

    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    own.empty.setFocus()
    QTest.keyClick(own.empty, Qt.Key.Key_V, CONTROL)
    column.qtbot.waitUntil(lambda: bool(column.panel.ask().inputs))
    read(column, own)
    assert own.files.trouble() == ""
    QGuiApplication.clipboard().setText("words")
    QTest.keyClick(own.tiles.add, Qt.Key.Key_V, CONTROL)
    assert own.problem.said() == "There is nothing for this in the clipboard."


def test_what_is_no_picture_is_said_and_not_sent(column: Column, tmp_path: Path) -> None:
    use(column, models.REFERENCES)
    own = listed(column, "reference_images")
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing of the kind")
    own.take_paths([str(broken)])
    read(column, own)
    assert own.problem.said() == "“broken.png” is not a picture that Foxreel can read."
    column.write("a fox")
    column.click(column.panel.send.button)
    assert column.asks == []
    assert own.problem.said() == "“broken.png” is not a picture that Foxreel can read."


def test_a_clip_to_work_on_begins_where_it_is_wanted(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.EDIT)
    long = models.clip(tmp_path / "street.mp4", 5)
    assert slots.clip.limits.said() == "1 to 2 s · at least 64 px on the shorter side"
    drag = Drag(files(long), column.panel.form.prompt)
    assert drag.move()
    assert column.panel._veil.isVisible()
    assert drag.drop()
    read(column, slots.clip)
    assert slots.clip.card.lines() == ("street.mp4", "5 s · 128×72")
    assert slots.clip.strip.isVisible()
    strip = slots.clip.strip
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert column.panel.ask().inputs == (Given("source_clip", str(long), start=1.0),)
    assert slots.clip.span.said().startswith("1 – 3 of 5 s")
    column.click(slots.clip.card.remove)
    assert column.panel.ask().inputs == ()
    assert slots.clip.card.hasFocus()


def test_a_clip_that_core_would_refuse_is_not_sent(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.EDIT)
    slots.clip.take_paths([str(models.clip(tmp_path / "short.mp4", 0.5))])
    read(column, slots.clip)
    words = "The clip “short.mp4” has 0.5 s. It must have 1 s at least."
    assert slots.clip.problem.said() == words
    column.write("at night")
    column.click(column.panel.send.button)
    assert column.asks == []
    assert slots.clip.problem.said() == words
    slots.clip.take_paths([str(models.clip(tmp_path / "good.mp4"))])
    read(column, slots.clip)
    assert slots.clip.problem.said() == ""
    column.click(column.panel.send.button)
    assert len(column.asks) == 1


def test_a_clip_that_is_missing_is_asked_for(column: Column) -> None:
    slots = use(column, models.EDIT)
    column.write("at night")
    column.click(column.panel.send.button)
    assert column.asks == []
    assert slots.clip.problem.said() == "Choose the clip to work on."
    assert slots.clip.card.hasFocus()


def test_sounds_are_rows_and_too_long_ones_are_said(column: Column, tmp_path: Path) -> None:
    use(column, models.SPEECH)
    own = listed(column, "audio")
    assert Drag(files(models.sound(tmp_path / "hello.wav", 1)), column.panel.form.prompt).drop()
    read(column, own)
    assert own.tiles.tiles[0].accessibleName() == "hello.wav, 1 s"
    assert own.problem.said() == ""
    assert Drag(files(models.sound(tmp_path / "speech.wav", 5)), own).drop()
    read(column, own)
    assert names(own) == ["speech.wav"]
    assert "speech.wav" in own.problem.said()
    column.write("a fox speaks")
    column.click(column.panel.send.button)
    assert column.asks == []


def test_each_kind_of_file_finds_its_list(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.ALL)
    prompt = column.panel.form.prompt
    assert Drag(files(*pictures(tmp_path, 1)), prompt).drop()
    assert Drag(files(models.clip(tmp_path / "walk.mp4")), prompt).drop()
    assert Drag(files(models.sound(tmp_path / "rain.wav", 1)), prompt).drop()
    found = [(each.role, Path(each.source).name) for each in column.panel.ask().inputs]
    assert found == [
        ("reference_images", "1.png"),
        ("reference_clips", "walk.mp4"),
        ("reference_audio", "rain.wav"),
    ]
    read(column, *slots.lists.values())
    assert slots.lists["reference_clips"].tiles.tiles[0].mention.text() == "@Video1"


def test_files_stay_when_models_are_switched(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.PAIR)
    one, two = pictures(tmp_path, 2)
    assert Drag(files(one, two), column.panel.form.prompt).drop()
    use(column, models.EDIT)
    clip = models.clip(tmp_path / "street.mp4")
    slots.clip.take_paths([str(clip)])
    assert [each.role for each in column.panel.ask().inputs] == ["source_clip"]
    assert column.panel.ask().image == ""
    use(column, models.PICTURE)
    assert (column.panel.ask().image, column.panel.ask().inputs) == (str(one), ())
    use(column, models.PAIR)
    assert slots.frames.end.image() == str(two)
    use(column, models.EDIT)
    assert column.panel.ask().inputs[0].source == str(clip)


def test_a_draft_brings_all_files_back(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.PAIR)
    one, two, three = pictures(tmp_path, 3)
    assert Drag(files(one, two), column.panel.form.prompt).drop()
    use(column, models.EDIT)
    clip = models.clip(tmp_path / "street.mp4", 5)
    slots.clip.take_paths([str(clip)])
    listed(column, "reference_images").take_paths([str(three)])
    read(column, slots.clip)
    slots.clip.files.set_start(slots.clip.files.files[0].key, 1.5)
    draft = column.panel.draft()
    asked = column.panel.ask()
    column.panel.restore({})
    assert column.panel.ask().inputs == ()
    column.panel.restore(draft)
    assert column.panel.ask() == asked
    assert asked.inputs[0].start == 1.5
    read(column, slots.clip)
    assert slots.clip.strip.start == 1.5
    use(column, models.PAIR)
    assert (slots.frames.start.image(), slots.frames.end.image()) == (str(one), str(two))


@pytest.mark.parametrize("odd", [7, [], {"source_clip": 3, "end_frame": []}, {"audio": [{}, 1]}])
def test_an_odd_draft_is_survived(column: Column, odd: object) -> None:
    column.panel.restore({"model": models.ALL, "files": odd})
    assert column.panel.ask().inputs == ()


def test_a_picture_for_a_text_model_chooses_its_sibling(column: Column, tmp_path: Path) -> None:
    use(column, models.TEXT)
    column.write("a fox")
    said: list[tuple[str, str, object]] = []
    column.panel.said.connect(lambda *each: said.append(each))
    (one,) = pictures(tmp_path, 1)
    assert Drag(files(one), column.panel.form.prompt).drop()
    assert column.panel.ask().model == models.PICTURE  # it has no place but that one
    assert column.panel.ask().image == str(one)
    ((words, action, undo),) = said
    assert words == "fox-text takes no picture, so this is fox-picture now."
    assert action == "Undo"
    assert callable(undo)
    undo()
    assert (column.panel.ask().model, column.panel.ask().image) == (models.TEXT, "")
    assert column.panel.ask().prompt == "a fox"


def test_a_family_without_pictures_takes_none(column: Column, tmp_path: Path) -> None:
    use(column, models.LONE)
    assert not Drag(files(*pictures(tmp_path, 1)), column.panel.form.prompt).move()
    assert not Drag(files(tmp_path / "a.mp4"), column.panel.form.prompt).move()
    assert not column.panel._veil.isVisible()


def test_a_sound_that_nothing_takes_is_refused_in_words(column: Column, tmp_path: Path) -> None:
    use(column, models.LONE)
    said: list[tuple[str, str, object]] = []
    column.panel.said.connect(lambda *each: said.append(each))
    rain = files(models.sound(tmp_path / "rain.wav", 1))
    drag = Drag(rain, column.panel.form.prompt)
    assert drag.move()
    assert column.panel._veil._words == "lone-text takes no sound."
    assert drag.drop()
    assert not column.panel._veil.isVisible()
    QGuiApplication.clipboard().setMimeData(files(tmp_path / "rain.wav"))
    QTest.keyClick(column.panel, Qt.Key.Key_V, CONTROL)
    assert said == [("lone-text takes no sound.", "", None)] * 2
    assert (column.panel.ask().model, column.panel.ask().inputs) == (models.LONE, ())


def test_a_sound_chooses_the_sibling_that_takes_it(column: Column, tmp_path: Path) -> None:
    use(column, models.TEXT)
    said: list[str] = []
    column.panel.said.connect(lambda words, *_: said.append(words))
    rain = models.sound(tmp_path / "rain.wav", 1)
    assert Drag(files(rain), column.panel.form.prompt).drop()
    assert said == ["fox-text takes no sound, so this is fox-speech now."]
    assert [each.source for each in column.panel.ask().inputs] == [str(rain)]


def test_a_clip_to_work_on_chooses_the_sibling_that_takes_it(
    column: Column, tmp_path: Path
) -> None:
    use(column, models.LONE)
    assert column.panel.clip_mode() == ""
    use(column, models.EDIT)
    assert column.panel.clip_mode() == "fox-edit"
    use(column, models.TEXT)
    assert column.panel.clip_mode() == "fox-edit"
    said: list[tuple[str, str, object]] = []
    column.panel.said.connect(lambda *each: said.append(each))
    walk = models.clip(tmp_path / "walk.mp4")
    column.panel.take_clip(str(walk))
    assert column.panel.ask().model == models.EDIT
    assert [each.source for each in column.panel.ask().inputs] == [str(walk)]
    ((words, action, undo),) = said
    assert (words, action) == ("fox-text takes no clip, so this is fox-edit now.", "Undo")
    assert callable(undo)
    undo()
    assert (column.panel.ask().model, column.panel.ask().inputs) == (models.TEXT, ())


@pytest.mark.parametrize("role", ["reference_images", "reference_clips", "reference_audio"])
def test_files_of_a_place_that_is_not_there_do_not_keep_from_generating(
    column: Column, tmp_path: Path, role: str
) -> None:
    use(column, models.ALL)
    makers = {
        "reference_images": lambda: pictures(tmp_path, 2),
        "reference_clips": lambda: [models.clip(tmp_path / f"{n}.mp4") for n in (1, 2)],
        "reference_audio": lambda: [models.sound(tmp_path / f"{n}.wav", 1) for n in (1, 2)],
    }
    own = listed(column, role)
    own.take_paths([str(each) for each in makers[role]()])
    use(column, models.LONE)
    draft = column.panel.draft()
    column.panel.restore({})
    assert own.tiles.tiles == []
    use(column, models.ALL)
    column.panel.restore({})
    column.panel.restore(draft)  # as at a start: the list is not shown, and had no files before
    assert [tile.file.key for tile in own.tiles.tiles] == [each.key for each in own.files.files]
    column.click(column.panel.send.button)  # nothing is written yet: that is said
    column.write("a fox")
    column.click(column.panel.send.button)
    assert [(ask.model, ask.inputs) for ask in column.asks] == [(models.LONE, ())]
    use(column, models.ALL)
    assert len(column.panel.ask().inputs) == 2
    assert all(tile.isVisible() for tile in own.tiles.tiles)


def test_a_job_s_files_are_reused_from_where_they_are(column: Column, tmp_path: Path) -> None:
    one, two, three = pictures(tmp_path, 3)
    kept = tmp_path / "kept"
    kept.mkdir()
    sound = models.sound(kept / f"{'b' * 64}.wav", 1)
    clip = models.clip(kept / f"{'c' * 64}.mp4")
    job = asked(
        models.ALL,
        Input("reference_images", str(two)),
        Input("reference_images", str(one)),
        Input("reference_clips", "/gone/walk.mp4", "c" * 64, "video/mp4", start=2.0),
        Input("reference_audio", "/gone/rain.wav", "b" * 64, "audio/wav"),
        Input("reference_audio", "https://example.com/hello.mp3", url="https://example.com/h.mp3"),
    )
    column.panel.fill(job, kept)
    column.qtbot.waitUntil(lambda: len(column.panel.ask().inputs) == 5)
    assert column.panel.ask().inputs == (
        Given("reference_images", str(two)),
        Given("reference_images", str(one)),
        Given("reference_clips", str(clip)),
        Given("reference_audio", str(sound)),
        Given("reference_audio", "https://example.com/h.mp3"),
    )
    assert names(listed(column, "reference_clips")) == ["walk.mp4"]
    ends = Input("end_frame", str(three), fit="pad", colour="#112233")
    begins = StartFrame(str(one), fit="crop")
    column.panel.fill(asked(models.PAIR, ends, start=begins), kept)
    column.qtbot.waitUntil(lambda: len(column.panel.ask().inputs) == 1)
    (found,) = column.panel.ask().inputs
    assert (found.source, found.framing.fit, found.framing.colour) == (
        str(three),
        "pad",
        "#112233",
    )


def test_a_job_s_file_that_is_nowhere_is_said(column: Column, tmp_path: Path) -> None:
    gone = Input("source_clip", "/gone/street.mp4", "d" * 64, "video/mp4")
    column.panel.fill(asked(models.EDIT, gone), tmp_path)
    own = column.panel.form.slots.clip
    column.qtbot.waitUntil(lambda: bool(own.problem.said()))
    assert own.problem.said() == "The clip “street.mp4” cannot be read: it is not there."


def test_the_chinese_form_names_every_place(column: Column) -> None:
    from core import language

    language.use("zh_CN")
    try:
        slots = use(column, models.PAIR)
        column.panel.retranslate()
        assert slots.frames.end.well.accessibleName() == "结束帧"
        use(column, models.EDIT)
        assert slots.clip.card.accessibleName() == "原视频"
    finally:
        language.use("en")


def test_tab_reaches_every_place(column: Column, tmp_path: Path) -> None:
    slots = use(column, models.ALL)
    listed(column, "reference_images").take_paths([str(e) for e in pictures(tmp_path, 2)])
    wanted: list[QWidget] = [
        *listed(column, "reference_images").tiles.tiles,
        listed(column, "reference_images").tiles.add,
        slots.lists["reference_clips"].empty,
        slots.lists["reference_audio"].empty,
    ]
    column.panel.focus_prompt()
    found: list[QWidget] = []
    for _ in range(12):
        QTest.keyClick(column.window.focusWidget(), Qt.Key.Key_Tab)
        found.append(column.window.focusWidget())
    assert [each for each in dict.fromkeys(found) if each in wanted] == wanted


def asked(model_id: str, *inputs: Input, start: StartFrame | None = None) -> Job:
    return Job(
        id="abc",
        created_at=0.0,
        connection=Connection("https://example.com"),
        model=model_id,
        prompt="a fox",
        values={},
        output="/clips",
        start_frame=start,
        inputs=inputs,
    )


def drag_to(widget: QWidget, place: QPoint) -> None:
    """Drag a widget until its grip is at a place of its parent."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton)
    start = widget.geometry().center()
    for step in range(1, 11):
        at = start + (place - start) * (step / 10)
        QTest.mouseMove(widget, widget.mapFromParent(at))
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=widget.mapFromParent(place))
