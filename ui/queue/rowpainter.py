"""Draws a row at rest: its picture, its words, and where it stands."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from ui.queue import paint
from ui.queue.face import Face
from ui.queue.measures import BAR, CHIP, GAP, MARGIN, PADDING, Areas, Measures
from ui.queue.texts import Line, Texts


class Kind(Enum):
    """What a row stands for: a job, the takes of a request, or one of them beneath that."""

    JOB = "job"
    GROUP = "group"
    UNFOLDED = "unfolded"
    """A group whose takes are seen beneath it."""
    TAKE = "take"

    @property
    def group(self) -> bool:
        """Tell whether a row stands for several takes."""
        return self in (Kind.GROUP, Kind.UNFOLDED)


class Look(NamedTuple):
    """Everything that a row shows, but for the buttons under the pointer and how far its bar is.

    ``figure`` is the per cent in words; ``image`` is the key of its small picture, 0 where there is
    none: then the icon ``placeholder`` stands there.
    """

    face: Face
    figure: str
    image: int
    placeholder: str
    chosen: bool
    ringed: bool
    kind: Kind = Kind.JOB

    @property
    def rejected(self) -> bool:
        """Tell whether a person wants nothing more of it."""
        return self.face.mark == "reject"


class RowPainter:
    """Draws rows and headers with one font."""

    def __init__(self) -> None:
        self.measures = Measures(QFont())
        self._texts = Texts()

    def set_font(self, font: QFont) -> None:
        """Measure everything by ``font``."""
        self.measures = Measures(font)

    def draw(
        self, painter: QPainter, rect: QRect, look: Look, image: QImage | None, *, hovered: bool
    ) -> None:
        """Draw a row in ``rect``, without its bar."""
        areas = self.areas(rect, look.kind)
        raised = look.chosen or hovered
        paint.ground(painter, areas.ground, chosen=look.chosen, hovered=hovered)
        self._draw_thumb(painter, areas, look, image, raised=raised)
        if areas.compact:
            self._draw_compact(painter, areas.text, look, raised=raised)
        else:
            self._draw_text(painter, areas.text, look, raised=raised)
            if look.face.percent is None:
                self._draw_state(painter, areas.state, look.face)
            else:
                self._draw_progress(painter, areas.state, look)
        if look.ringed:
            paint.ring(painter, areas.ground)

    def areas(self, rect: QRect, kind: Kind) -> Areas:
        """Return the parts of a row."""
        return self.measures.areas(rect, take=kind is Kind.TAKE)

    def chip_rect(self, rect: QRect, face: Face, kind: Kind) -> QRect:
        """Return where the number of takes stands that folds and unfolds them; empty for a job."""
        return self._chip_rect(self.areas(rect, kind).text, face) if kind.group else QRect()

    def draw_hot_chip(self, painter: QPainter, rect: QRect, look: Look) -> None:
        """Draw a group's chip while the pointer is on it."""
        chip = self.chip_rect(rect, look.face, look.kind)
        self._draw_chip(painter, chip, look.face, look.kind, raised=True, hot=True)

    def draw_bar(self, painter: QPainter, rect: QRect, look: Look, part: float) -> None:
        """Draw the bar of a row, filled up to ``part``, 0 to 1."""
        areas, m, face = self.areas(rect, look.kind), self.measures, look.face
        if areas.compact:
            text = areas.text
            lines = self._prompt(face, text)
            top = self._text_top(text, face, compact=True)
            top += len(lines) * m.body_line + 2 + m.small_line + 2
            paint.bar(painter, QRectF(text.left(), top, text.width(), BAR - 1), part)
        else:
            top = self._progress_top(areas.state, face) + m.small_line + BAR
            paint.bar(painter, QRectF(areas.state.left(), top, areas.state.width(), BAR), part)

    def draw_header(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Draw the name of a day."""
        paint.pen(painter, "muted")
        line = self._texts.line(words, self.measures.small, rect.width() - 2 * (MARGIN + PADDING))
        line.draw(painter, rect.left() + MARGIN + PADDING, rect.bottom() - PADDING)

    def draw_unread(
        self, painter: QPainter, rect: QRect, kind: Kind, *, chosen: bool, hovered: bool
    ) -> None:
        """Draw what stands for a row of which nothing is known yet."""
        areas = self.areas(rect, kind)
        paint.ground(painter, areas.ground, chosen=chosen, hovered=hovered)
        paint.unread(painter, areas.text, self.measures.body_line)

    def _draw_thumb(
        self, painter: QPainter, areas: Areas, look: Look, image: QImage | None, *, raised: bool
    ) -> None:
        if look.kind.group:
            paint.stack(painter, areas.thumb)
        faded = look.rejected
        paint.thumb(painter, areas.thumb, image, look.placeholder, raised=raised, faded=faded)
        if look.face.mark:
            paint.badge(painter, areas.thumb, look.face.mark)

    def _draw_text(self, painter: QPainter, rect: QRect, look: Look, *, raised: bool) -> None:
        """Draw one or two lines of prompt and the line under them, in the middle of the height."""
        m, face = self.measures, look.face
        lines = self._prompt(face, rect)
        top = self._text_top(rect, face)
        self._draw_prompt(painter, lines, rect.left(), top, look)
        left = rect.left()
        if look.kind.group:
            chip = self._chip_rect(rect, face)
            self._draw_chip(painter, chip, face, look.kind, raised=raised, hot=False)
            left = chip.right() + 1 + PADDING
        if face.line:
            paint.pen(painter, face.line_tone)
            baseline = top + len(lines) * m.body_line + 2 + m.small_ascent
            line = self._texts.line(face.line, m.small, rect.right() + 1 - left)
            line.draw(painter, left, baseline)

    def _prompt(self, face: Face, rect: QRect) -> tuple[Line, ...]:
        return self._texts.lines(face.title, self.measures.body, rect.width(), 2)

    def _text_top(self, rect: QRect, face: Face, *, compact: bool = False) -> float:
        m = self.measures
        below = 2 + m.small_line if compact or face.line or face.takes else 0
        return _top(rect, len(self._prompt(face, rect)) * m.body_line + below)

    def _draw_prompt(
        self, painter: QPainter, lines: tuple[Line, ...], left: int, top: float, look: Look
    ) -> None:
        paint.pen(painter, "muted" if look.rejected else "text")
        for number, line in enumerate(lines):
            baseline = top + number * self.measures.body_line + self.measures.body_ascent
            line.draw(painter, left, baseline)
            if look.rejected:
                middle = round(baseline - self.measures.body_ascent * 0.28)
                painter.drawLine(left, middle, round(left + line.width), middle)

    def _chip_rect(self, text: QRect, face: Face) -> QRect:
        """Return where the number of takes stands: before the line under the prompt."""
        m = self.measures
        top = self._text_top(text, face) + len(self._prompt(face, text)) * m.body_line + 2
        words = self._texts.line(face.takes, m.small, text.width() - m.icon - 3 * CHIP)
        width = round(words.width) + m.icon + 2 * CHIP
        return QRect(text.left() - 2, round(top) - 1, width, m.small_line + 2)

    def _draw_chip(
        self, painter: QPainter, chip: QRect, face: Face, kind: Kind, *, raised: bool, hot: bool
    ) -> None:
        m = self.measures
        paint.chip(painter, chip, raised=raised, hot=hot)
        arrow = QRect(chip.left() + 2, chip.top(), m.icon, chip.height())
        name = "chevron-down" if kind is Kind.UNFOLDED else "chevron-right"
        paint.icon(painter, arrow, name, "text", m.icon)
        paint.pen(painter, "text")
        words = self._texts.line(face.takes, m.small, chip.width() - m.icon - CHIP)
        words.draw(painter, arrow.right() + 1, chip.top() + 1 + m.small_ascent)

    def _draw_state(self, painter: QPainter, rect: QRect, face: Face) -> None:
        """Draw icon and words at the right, and a note under them."""
        m = self.measures
        room = rect.width() - m.icon - PADDING
        words = self._texts.line(face.state, m.small, room)
        top = _top(rect, 2 * m.small_line + 2 if face.note or face.tally else m.small_line)
        right = rect.right() + 1
        paint.pen(painter, face.words_tone)
        words.draw(painter, right - words.width, top + m.small_ascent)
        left = right - words.width - m.icon - PADDING + 2
        self._draw_icon(painter, left, top, face.icon, face.tone)
        below = top + m.small_line + 2
        end = self._draw_tally(painter, rect, below, face)
        if face.note:
            note = self._texts.line(face.note, m.small, end - rect.left())
            paint.pen(painter, face.note_tone)
            note.draw(painter, end - note.width, below + m.small_ascent)

    def _draw_tally(self, painter: QPainter, rect: QRect, top: float, face: Face) -> float:
        """Draw at the right how many takes stand elsewhere; return where the note has to end.

        Of several those are left out for which the note leaves no room, the first one first.
        """
        m, end = self.measures, float(rect.right() + 1)
        least = rect.left() + self._texts.line(face.note, m.small, rect.width()).width
        for icon, tone, words in reversed(face.tally):
            line = self._texts.line(words, m.small, rect.width() - m.icon - PADDING)
            left = end - line.width - BAR - m.icon
            if end <= rect.right() and left < least + BAR:
                break
            paint.pen(painter, "muted")
            line.draw(painter, end - line.width, top + m.small_ascent)
            self._draw_icon(painter, left, top, icon, tone)
            end = left - PADDING
        return end

    def _draw_icon(self, painter: QPainter, left: float, top: float, name: str, token: str) -> None:
        """Draw an icon on a line of small text."""
        m = self.measures
        box = QRect(round(left), round(top) + (m.small_line - m.icon) // 2, m.icon, m.icon)
        paint.icon(painter, box, name, token, m.icon)

    def _progress_top(self, rect: QRect, face: Face) -> float:
        m = self.measures
        return _top(
            rect, m.small_line + BAR + BAR + (m.small_line + BAR if face.note or face.tally else 0)
        )

    def _draw_progress(self, painter: QPainter, rect: QRect, look: Look) -> None:
        """Draw the state, how far it is, and a note; the bar comes between them."""
        m, face = self.measures, look.face
        top = self._progress_top(rect, face)
        figure = self._texts.line(look.figure, m.small, rect.width())
        words = self._texts.line(face.state, m.small, rect.width() - figure.width - BAR)
        paint.pen(painter, face.words_tone)
        words.draw(painter, rect.left(), top + m.small_ascent)
        paint.pen(painter, "text")
        figure.draw(painter, rect.right() + 1 - figure.width, top + m.small_ascent)
        below = top + m.small_line + BAR + 2 * BAR
        right = self._draw_tally(painter, rect, below, face)
        if face.note:
            paint.pen(painter, face.note_tone)
            note = self._texts.line(face.note, m.small, right - rect.left())
            note.draw(painter, rect.left(), below + m.small_ascent)

    def _draw_compact(self, painter: QPainter, rect: QRect, look: Look, *, raised: bool) -> None:
        """Draw the state before the settings, where it has no room of its own."""
        m, face = self.measures, look.face
        lines = self._prompt(face, rect)
        top = self._text_top(rect, face, compact=True)
        self._draw_prompt(painter, lines, rect.left(), top, look)
        top += len(lines) * m.body_line + 2
        left = rect.left()
        if look.kind.group:
            chip = self._chip_rect(rect, face)
            self._draw_chip(painter, chip, face, look.kind, raised=raised, hot=False)
            left = chip.right() + 1 + PADDING
        self._draw_icon(painter, left, top, face.icon, face.tone)
        left += m.icon + BAR
        said = face.state if face.percent is None else f"{face.state} {look.figure}"
        words = self._texts.line(said, m.small, rect.right() - left)
        paint.pen(painter, face.words_tone)
        words.draw(painter, left, top + m.small_ascent)
        left += round(words.width) + GAP
        if rect.right() - left > 2 * GAP:
            paint.pen(painter, face.line_tone)
            rest = self._texts.line(face.line, m.small, rect.right() - left)
            rest.draw(painter, left, top + m.small_ascent)


def _top(rect: QRect, height: float) -> float:
    return rect.top() + round((rect.height() - height) / 2)
