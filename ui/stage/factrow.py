"""One pair of words of what is known of a job. A click copies its value, or leads elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.language import translate
from ui import theme
from ui.stage.fact import Fact
from ui.toast import announce

SIGN = 1500
"""Milliseconds for which a row says that it was copied."""
PICTURE = 72
"""Height of a row's picture in device-independent pixels."""
WIDEST = 192
"""Width of a row's picture at most: the column may be narrow."""
PAD = 6

_BREAKS = str.maketrans({each: f"{each}\u200b" for each in "/\\-_.:?&="})
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -1000,
    Qt.Key.Key_End: 1000,
}
"""How many rows a key goes on from one to another."""


class FactRow(QAbstractButton):
    """One pair of words. A click copies its value, or leads to the job that it is about."""

    followed = Signal(str)
    """A person wants to see the job of this id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = Fact("", "", "")
        self._label, self._value, self._picture = QLabel(), QLabel(), QLabel()
        self._label.setProperty("role", "secondary")
        for label in (self._label, self._value):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._value.setSizePolicy(policy)
        self._picture.hide()
        self._picture_key = 0
        self._sign = QTimer(self, singleShot=True, interval=SIGN)
        self._sign.timeout.connect(self._show_label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_click)
        self._lay_out()
        theme.current().changed.connect(self.update)

    @property
    def sign(self) -> str:
        """What stands at the left now: the label, or for a moment that it was copied."""
        return self._label.text()

    def set_fact(self, fact: Fact) -> None:
        """Show ``fact``, touching only what is another than before."""
        before, self.fact = self.fact, fact
        if fact.value != before.value:
            self._value.setText(fact.value.translate(_BREAKS))
        if fact.token != before.token:
            self._value.setProperty("tone", fact.token)
            self._value.style().polish(self._value)
        if fact.job != before.job:
            self.retranslate()
        if (fact.label, fact.value) != (before.label, before.value):
            self._show_label()
            self.setAccessibleName(f"{fact.label}: {fact.value}")

    def set_picture(self, picture: QImage | None) -> None:
        """Show a picture above the value, or none."""
        key = 0 if picture is None else picture.cacheKey()
        if key == self._picture_key:
            return
        self._picture_key = key
        if picture is not None and not picture.isNull():
            scale = self.devicePixelRatioF()
            mode = Qt.TransformationMode.SmoothTransformation
            room = QSize(WIDEST, PICTURE) * scale
            ratio = Qt.AspectRatioMode.KeepAspectRatio
            small = QPixmap.fromImage(picture.scaled(room, ratio, mode))
            small.setDevicePixelRatio(scale)
            self._picture.setPixmap(small)
        self._picture.setVisible(picture is not None and not picture.isNull())

    def picture(self) -> QPixmap | None:
        """Return the picture above the value, None where there is none."""
        return None if self._picture.isHidden() else self._picture.pixmap()

    def set_stop(self, stop: bool) -> None:
        """Let Tab come here, or not: to one row of a list only, the arrow keys go on from there."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if stop else Qt.FocusPolicy.NoFocus)

    def set_label_width(self, width: int) -> None:
        """Give the left column ``width``."""
        self._label.setFixedWidth(width)

    def label_width(self) -> int:
        """Return the width that the left column would like to have."""
        words = (self.fact.label, translate("Details", "Copied"))
        return max(self._label.fontMetrics().horizontalAdvance(each) for each in words) + 2

    def copy(self) -> None:
        """Put the value on the clipboard, and say so for a moment."""
        QGuiApplication.clipboard().setText(self.fact.copies or self.fact.value)
        words = translate("Details", "Copied")
        self._label.setText(words)
        self._set_label_role("good")
        self._sign.start()
        announce(self, words)

    def retranslate(self) -> None:
        """Say in the person's language what a click does."""
        copy, show = translate("Details", "Click to copy"), translate("Details", "Show that clip")
        self.setToolTip(show if self.fact.job else copy)
        self.setAccessibleDescription(self.toolTip())

    def polish_all(self) -> None:
        """Give everything its style now; else that is done when the row is shown."""
        for each in (self, self._label, self._value, self._picture):
            each.ensurePolished()

    def _on_click(self) -> None:
        if self.fact.job:
            self.followed.emit(self.fact.job)
        else:
            self.copy()

    def _show_label(self) -> None:
        self._sign.stop()
        self._label.setText(self.fact.label)
        self._set_label_role("secondary")

    def _set_label_role(self, role: str) -> None:
        if self._label.property("role") != role:
            self._label.setProperty("role", role)
            self._label.style().polish(self._label)

    def _lay_out(self) -> None:
        values = QVBoxLayout()
        values.setSpacing(theme.SPACE[0])
        values.addWidget(self._picture)
        values.addWidget(self._value)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, theme.SPACE[0], PAD, theme.SPACE[0])
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(values, 1)

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing: the height follows from the width."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Raise the row under the pointer, and draw a ring around it while it has the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if self.underMouse():
                painter.setBrush(theme.current().color("raised"))
            if self.hasFocus():
                painter.setPen(QPen(theme.current().color("accent"), 2))
            where = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(where, theme.CORNER, theme.CORNER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; the arrows are the list's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.isAutoRepeat():
            self.click()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)
