"""What the tests of the compose column share: a column, pictures, drops and a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from core.asking import Ask
from core.catalog import Catalog, load_catalog
from core.modelfacts import name_words
from ui import theme
from ui.background import Background
from ui.compose.panel import ComposePanel
from ui.segments import Segments

CONTROL = Qt.KeyboardModifier.ControlModifier
COPY = Qt.DropAction.CopyAction


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


@dataclass
class Column:
    """A compose column in a window, and what it asked for."""

    panel: ComposePanel
    window: QMainWindow
    clock: Clock
    qtbot: QtBot
    asks: list[Ask] = field(default_factory=list)

    @property
    def well(self) -> QWidget:
        """The well of the start frame."""
        return self.panel.form.frame.well

    def click(self, widget: QWidget) -> None:
        """Click in the middle of ``widget``, once it is in view."""
        self.panel.area.ensureWidgetVisible(widget)
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def double_click(self, widget: QWidget) -> None:
        """Click twice, as the window system reports it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)

    def write(self, text: str) -> None:
        """Type a prompt; what has no key comes from an input method."""
        edit = self.panel.form.prompt.edit
        edit.setFocus()
        edit.selectAll()
        if text.isascii():
            QTest.keyClicks(edit, text)
            return
        committed = QInputMethodEvent()
        committed.setCommitString(text)
        QApplication.sendEvent(edit, committed)

    def segments(self, name: str) -> Segments:
        """Return the segmented control with this accessible name."""
        found = [s for s in self.panel.findChildren(Segments) if s.accessibleName() == name]
        shown = [each for each in found if each.isVisible()]
        assert len(shown) == 1, name
        return shown[0]

    def choose_model(self, name: str) -> None:
        """Choose the model of this name: a mode of the family, else from the picker."""
        models = self.panel.form.models
        found = next(each for each in models._models() if name_words(each) == name)
        modes = models.choice
        if found.id in modes._values and modes.combo.isHidden():
            self.click(modes.segments.buttons()[modes._values.index(found.id)])
            return
        self.click(models.button)
        assert models.picker is not None
        QTest.keyClicks(models.picker.search, found.id)
        rows = models.picker.list
        for _ in rows.entries.usable_rows():
            row = rows.current_row()
            if row is not None and row.model.id != found.id:
                QTest.keyClick(models.picker.search, Qt.Key.Key_Down)
        QTest.keyClick(models.picker.search, Qt.Key.Key_Return)
        assert models.model().id == found.id

    def choose(self, name: str, words: str) -> None:
        """Click one of a control's values."""
        if name == "Model":
            self.choose_model(words)
            return
        buttons = self.segments(name).buttons()
        self.click(next(each for each in buttons if each.text() == words))

    def words(self, name: str) -> list[str]:
        """Return the values that a control offers."""
        return [button.text() for button in self.segments(name).buttons()]

    def looked(self) -> None:
        """Wait until the well shows a picture."""
        well = self.panel.form.frame.well
        self.qtbot.waitUntil(lambda: not well._image.isNull() and not well._busy, timeout=10_000)

    def said(self) -> list[str]:
        """Return the problems and notes that are in view."""
        from ui.compose.words import Words

        return [each.said() for each in self.panel.findChildren(Words) if each.isVisible()]


def make_column(
    qtbot: QtBot, tmp_path: Path, catalog: Catalog | None = None, size: tuple[int, int] = (360, 760)
) -> Iterator[Column]:
    """Yield a column in a window of its own."""
    theme.current().choose("dark")
    background, clock = Background(), Clock()
    panel = ComposePanel(catalog or load_catalog(), background, tmp_path / "pasted", clock)
    window = QMainWindow()
    window.setCentralWidget(panel)
    window.resize(*size)
    qtbot.addWidget(window)
    column = Column(panel, window, clock, qtbot)
    panel.generate.connect(column.asks.append)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    panel.focus_prompt()
    yield column
    background.close()


@pytest.fixture
def column(qtbot: QtBot, tmp_path: Path) -> Iterator[Column]:
    """Yield the column as it is at the first start."""
    yield from make_column(qtbot, tmp_path)


@pytest.fixture
def fox(tmp_path: Path) -> Path:
    """Return a picture of 400×300 pixels."""
    return picture(tmp_path / "fox.png")


def picture(file: Path, size: tuple[int, int] = (400, 300), colour: str = "orange") -> Path:
    """Paint a picture of one colour."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(file))
    return file


def files(*paths: Path) -> QMimeData:
    """Return what a file manager drags."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


class Drag:
    """A drag over a window, as Qt's window system interface reports it to the window."""

    def __init__(self, data: QMimeData, over: QWidget) -> None:
        self._data = data
        self._window = over.window()
        self._over = over
        self._entered = False

    def move(self) -> bool:
        """Hold it over the middle of the widget; True if a drop would be taken."""
        kind = QDragMoveEvent if self._entered else QDragEnterEvent
        event = kind(self._at(), COPY, self._data, *self._hands())
        self._entered = True
        self._send(event)
        return event.isAccepted()

    def drop(self) -> bool:
        """Let go; True if it was taken."""
        assert self.move()
        event = QDropEvent(QPointF(self._at()), COPY, self._data, *self._hands())
        self._send(event)
        return event.isAccepted()

    def leave(self) -> None:
        """Go away without dropping."""
        self._send(QDragLeaveEvent())

    def _at(self) -> QPoint:
        return self._over.mapTo(self._window, self._over.rect().center())

    def _hands(self) -> tuple[Qt.MouseButton, Qt.KeyboardModifier]:
        return Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def _send(self, event: QEvent) -> None:
        QApplication.sendEvent(self._window.windowHandle(), event)


def hold(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier, *, marked: bool, repeats: int = 23
) -> None:
    """Press a key and keep it down, so that it repeats.

    On X11 each repeat comes with a release of the same time, and not all are ``marked``.
    """
    send_key(widget, QEvent.Type.KeyPress, key, modifiers, at=1000)
    for number in range(repeats):
        at = 1660 + 40 * number
        send_key(widget, QEvent.Type.KeyRelease, key, modifiers, at, marked)
        send_key(widget, QEvent.Type.KeyPress, key, modifiers, at, marked)
    send_key(widget, QEvent.Type.KeyRelease, key, modifiers, at=1670 + 40 * repeats)


def send_key(
    widget: QWidget,
    kind: QEvent.Type,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    at: int,
    repeated: bool = False,
) -> None:
    """Send what the window system reports about a key; ``at`` is in milliseconds."""
    event = QKeyEvent(kind, key, modifiers, "\r", repeated)
    event.setTimestamp(at)
    QApplication.sendEvent(widget, event)
