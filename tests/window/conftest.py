"""What every window test has: nothing but windows may be shown as a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ui.compose import models

PARTS = (QAbstractButton, QLabel)
"""Kinds of widgets that are never windows of their own, unless they are shown too early."""


class _Watch(QObject):
    """Notes parts of a window that appear as windows: a flash that takes the focus away."""

    def __init__(self) -> None:
        super().__init__()
        self.flashes: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, PARTS) and watched.isWindow():
            self._note(watched)
        return False

    def _note(self, widget: QWidget) -> None:
        if widget.metaObject().className() != "QTipLabel":
            self.flashes.append(f"{type(widget).__name__} {getattr(widget, 'text', str)()!r}")


@pytest.fixture(autouse=True)
def no_flashes(qapp: QApplication) -> Iterator[None]:
    """Fail a test in which a button or a label was a window for a moment."""
    watch = _Watch()
    qapp.installEventFilter(watch)
    yield
    qapp.removeEventFilter(watch)
    assert not watch.flashes


@pytest.fixture(autouse=True)
def nothing_made_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no form make ahead what few tests would come to use; a test that wants it begins it."""
    monkeypatch.setattr(models, "CALM", 3_600_000)
