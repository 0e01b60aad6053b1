"""A person's mark on the stage: a button that gives and takes it back, and a sign that shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.job import Job
from ui import theme
from ui.actions import Action, icon_name, shortcut
from ui.controls import IconButton
from ui.queue import paint
from ui.queue.marks import MARKS, label_for


class MarkButton(IconButton):
    """Gives and takes back a mark. A star that is given is a filled one."""

    def __init__(self, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(icon_name(action), parent)
        self._action = action
        self.setCheckable(True)

    def show_for(self, job: Job) -> None:
        """Show whether a job has the mark: what is known of it, not what was pressed."""
        self.setChecked(job.mark == MARKS[self._action])
        self.set_name(label_for(self._action, [job]), shortcut(self._action))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill a star that is given."""
        super().paintEvent(event)
        if self._action is Action.STAR and self.isChecked():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                side = self.iconSize().width()
                paint.filled_star(painter, QRectF(self.rect()).center(), side * 0.46, "accent")


class MarkSign(QWidget):
    """The mark of a job: a filled star or a thumb down, nothing to be pressed."""

    def __init__(self, side: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = ""
        self.setFixedSize(QSize(side, side) * theme.text_scale())
        theme.current().changed.connect(self.update)

    def set_mark(self, mark: str) -> None:
        """Show a mark, or nothing."""
        self._mark = mark
        self.setVisible(bool(mark))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._mark == "star":
                middle = QRectF(self.rect()).center()
                paint.filled_star(painter, middle, self.width() * 0.48, "accent")
            elif self._mark:
                paint.icon(painter, self.rect(), icon_name(Action.REJECT), "muted", self.width())
