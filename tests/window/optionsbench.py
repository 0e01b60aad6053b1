"""What the tests of the options share: rows in a window of their own, and models to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.model import Model
from core.modelfiles import models_of
from ui import theme
from ui.characters.cast import Cast
from ui.compose.options import Options
from ui.compose.rows import share_name_width
from ui.compose.words import Words
from ui.segments import Segments


def model(name: str, *fields: dict[str, Any], rules: Sequence[dict[str, Any]] = ()) -> Model:
    """Return a model with a prompt and ``fields``; ``like`` names one that many models share."""
    texts = {"en": name.title(), "zh_CN": name.title()}
    content = {
        "id": name,
        "family": {"id": name, "name": texts},
        "name": texts,
        "summary": {"en": "", "zh_CN": ""},
        "fields": [{"like": "prompt"}, *map(worded, fields)],
        "rules": list(rules),
        "sources": [],
    }
    return models_of(content)[0]


def worded(data: dict[str, Any]) -> dict[str, Any]:
    """Return a field's data with a name and help where it brings none."""
    name = str(data.get("name", ""))
    words = {"label": {"en": name.title()}, "help": {"en": f"About {name}"}}
    return data if "like" in data else {**words, **data}


def choice(name: str, *choices: object, **more: object) -> dict[str, Any]:
    """Return the data of a field with some choices."""
    return {"name": name, "type": "choice", "choices": choices, "send": "always"} | more


@dataclass
class Bench:
    """The options of one model in a window, and how often they were changed."""

    options: Options
    window: QWidget
    changes: list[dict[str, Any]] = field(default_factory=list)

    def control(self, name: str) -> Any:
        """Return the control of a field."""
        return self.options.rows[name].control

    def segments(self, name: str) -> Segments:
        """Return the segmented control of a field."""
        found = self.options.rows[name].findChild(Segments)
        assert found is not None
        return found

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a control that can be seen."""
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def choose(self, name: str, words: str) -> None:
        """Click one of a field's segments."""
        buttons = self.segments(name).buttons()
        self.click(next(each for each in buttons if each.text() == words))

    def enabled(self, name: str) -> list[str]:
        """Return the words of the segments that can be chosen."""
        return [each.text() for each in self.segments(name).buttons() if each.isEnabled()]

    def said(self) -> list[str]:
        """Return the notes that are in view."""
        return [each.said() for each in self.window.findChildren(Words) if each.isVisible()]


def make_bench(qtbot: QtBot, shown: Model) -> Bench:
    """Return the options of a model in a window that is active."""
    theme.current().choose("dark")
    window = QWidget()
    qtbot.addWidget(window)
    options = Options(window, Cast(window))
    column = QVBoxLayout(window)
    for each in (options.carried, options.main, options.rare):
        column.addWidget(each)
    column.addStretch()
    options.show_model(shown)
    share_name_width(list(options.rows.values()))
    window.resize(380, 700)
    bench = Bench(options, window)
    options.changed.connect(lambda: bench.changes.append(options.values()))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return bench
