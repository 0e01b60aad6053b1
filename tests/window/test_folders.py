"""Dialogs for files open where the last file of that kind was chosen, also after a new start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from core.home import Home
from tests.window.composing import picture
from tests.window.opening import by_hand, drive, seen, window_on
from ui.compose.slots.filepicker import FilePicker


def choose(dialog: QFileDialog, file: Path) -> None:
    """Type a path and press Return, as a person without a mouse does."""
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    edit.setText(str(file))
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_a_dialog_opens_where_the_last_picture_was_chosen(home: Home, tmp_path: Path) -> None:
    (tmp_path / "field").mkdir()
    fox = picture(tmp_path / "field" / "fox.png")

    async def first() -> None:
        async with window_on(home, demo=True) as hands:
            frame = hands.compose.form.frame
            await hands.click(frame.well.browse)
            dialog = await seen(lambda: frame.picker.dialog)
            await by_hand(lambda: choose(dialog, fox))
            await seen(lambda: hands.compose.ask().image == str(fox))

    async def second() -> None:
        async with window_on(home, demo=True) as hands:
            # Another place for pictures, which has not seen one yet.
            picker = FilePicker(hands.window, "image")
            await by_hand(lambda: picker.open("Choose", many=True))
            dialog = await seen(lambda: picker.dialog)
            assert dialog.directory().path() == str(fox.parent)
            await by_hand(dialog.reject)
            clips = FilePicker(hands.window, "video")
            await by_hand(lambda: clips.open("Choose", many=True))
            dialog = await seen(lambda: clips.dialog)
            assert dialog.directory().path() != str(fox.parent)
            await by_hand(dialog.reject)

    drive(first)
    drive(second)
