"""The button that shows the model in use, with what it takes, and opens the picker."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from core.catalog import Model
from core.language import translate
from core.modelfacts import (
    facts_line,
    family_words,
    input_words,
    inputs_of,
    lengths_words,
    localised,
    sizes_words,
)
from ui import theme
from ui.models.cells import ICON, marks_of, plain
from ui.models.lettering import sized
from ui.models.rows import full_name
from ui.queue import paint
from ui.segments import literal

HEIGHT = 48
CHOOSE = "Ctrl+M"
"""The window's shortcut for the picker of its form."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ModelButton(QPushButton):
    """Two lines: family and mode, and below them icons of the inputs, lengths, sizes, price."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._model: Model | None = None
        self._price = self._keys = ""
        theme.current().changed.connect(self.update)

    def set_keys(self, keys: str) -> None:
        """Tell ``keys``, a shortcut that opens the picker as well, with the next model."""
        self._keys = keys

    def show_model(self, model: Model, price: str) -> None:
        """Show a model; ``price`` are the words for what a usual clip costs."""
        self._model, self._price = model, price
        name = translate("Models", "Model: {name}").format(name=full_name(model))
        inputs = [input_words(each) for each in inputs_of(model)]
        self.setAccessibleName(name)
        self.setAccessibleDescription(", ".join([*inputs, _joined(facts_line(model), price)]))
        summary = (localised(model.summary), localised(model.family.good_at), " · ".join(inputs))
        lines = [*summary, self._keys_words()]
        self.setToolTip(plain("\n".join(each for each in lines if each)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for a short name, and two lines."""
        return QSize(120, HEIGHT) * theme.text_scale()

    def minimumSizeHint(self) -> QSize:
        """Return the same: two lines need their room."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Return and by the arrow down as well."""
        opening = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in opening and not plain:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the two lines, and the sign that there is more."""
        color, scale = theme.current().color, theme.text_scale()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            down = self.isDown()
            paint.fill(painter, QRectF(self.rect()), theme.CORNER, "line" if down else "raised")
            if self.hasFocus() or self.underMouse():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(color("accent" if self.hasFocus() else "line"), 2))
                ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(ring, theme.CORNER - 1, theme.CORNER - 1)
            room = self.rect().adjusted(10, 5, -8, -5)
            sign = QRect(room.right() - round(ICON * scale), room.top(), round(ICON * scale), 0)
            sign.setHeight(room.height())
            paint.icon(painter, sign, "chevrons-up-down", "muted", round(ICON * scale))
            room.setRight(sign.left() - 6)
            if self._model is not None:
                self._paint_lines(painter, room, self._model)

    def _keys_words(self) -> str:
        if not self._keys:
            return ""
        keys = QKeySequence(self._keys).toString(QKeySequence.SequenceFormat.NativeText)
        return translate("Models", "Choose another model ({keys})").format(keys=keys)

    def _paint_lines(self, painter: QPainter, room: QRect, model: Model) -> None:
        color = theme.current().color
        upper = QRect(room.left(), room.top(), room.width(), room.height() // 2)
        lower = upper.translated(0, upper.height())
        painter.setPen(color("text"))
        upper.setRight(self._paint_price(painter, upper))
        family, mode = family_words(model), localised(model.mode)
        end = _write(painter, upper, family, sized("body", QFont.Weight.DemiBold))
        if mode and mode != family:
            painter.setPen(color("muted"))
            _write(painter, upper.adjusted(end - upper.left() + 8, 0, 0, 0), mode, sized("body"))
        left = self._paint_marks(painter, lower, model)
        painter.setPen(color("muted"))
        facts = _joined(lengths_words(model), sizes_words(model))
        _write(painter, lower.adjusted(left - lower.left(), 0, 0, 0), facts, sized("small"))

    def _paint_price(self, painter: QPainter, room: QRect) -> int:
        """Write the price at the end of a line, as a whole, and return where there is room to."""
        font = sized("small")
        painter.setFont(font)
        painter.drawText(room, _RIGHT, self._price)
        width = QFontMetrics(font).horizontalAdvance(self._price)
        return room.right() - (width + 8 if width else 0)

    def _paint_marks(self, painter: QPainter, room: QRect, model: Model) -> int:
        """Draw the icons of inputs and sound, and return where the words may begin."""
        side = round(14 * theme.text_scale())
        place = QRect(QPoint(room.left(), room.top()), QSize(side, room.height()))
        marks = marks_of(model).values()
        for mark in marks:
            token = "text" if mark.strong else "muted"
            paint.icon(painter, place, mark.icon, token, side)
            place.translate(side + 4, 0)
        return place.left() + (4 if marks else 0)


class InsteadButton(QPushButton):
    """Offers another model; of a name without room the middle is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setProperty("compact", True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show ``words``; nothing hides the button."""
        self._words = words
        self.setText(literal(words))
        self.setAccessibleName(words)
        self.setToolTip(plain(words))
        self.setVisible(bool(words))

    def text(self) -> str:
        """Return the words, as a person reads them."""
        return self._words

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(120, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button with as much of the words as there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        lacking = max(self.sizeHint().width() - self.width(), 0)
        room = self.fontMetrics().horizontalAdvance(self.text()) - lacking
        if lacking:
            middle = Qt.TextElideMode.ElideMiddle
            option.text = literal(self.fontMetrics().elidedText(self.text(), middle, room))
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _write(painter: QPainter, room: QRect, words: str, font: QFont) -> int:
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.setFont(font)
    painter.drawText(room, _LEFT, shown)
    return room.left() + metrics.horizontalAdvance(shown)
