"""Paints the rows: picture, prompt, settings or reason, and the state at the right."""

from __future__ import annotations

import time
from collections.abc import Callable
from html import escape

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.catalog import Catalog
from core.job import AT_PROVIDER, Job, State
from core.language import current
from ui.actions import Action, actions_for, hover_actions, icon_name
from ui.queue import countdown, paint
from ui.queue.face import Beside, Face, face_of, spoken
from ui.queue.glide import Glide
from ui.queue.measures import BAR, GAP, MARGIN, PADDING, Areas, Measures
from ui.queue.model import JobModel
from ui.queue.texts import Line, Texts
from ui.queue.thumbnails import Thumbnails
from ui.wording import percent_words, reason_line, title

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints jobs and the headers above their days, and knows where a row's buttons are.

    ``hovered`` is the job under the pointer, ``hot`` and ``pressed`` are its buttons under it;
    ``ringed`` says whether the focus is shown.
    """

    def __init__(
        self,
        model: JobModel,
        thumbnails: Thumbnails,
        catalog: Catalog,
        parent: QObject,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._thumbnails = thumbnails
        self._catalog = catalog
        self._clock = clock
        self._texts = Texts()
        self.glide = Glide(self)
        self.measures = Measures(QFont())
        self.hovered = ""
        self.hot: Action | None = None
        self.pressed: Action | None = None
        self.ringed = False
        self.counting = False
        """Whether a time left was painted since somebody last set this to False."""
        model.describe_with(lambda job: spoken(job, self._beside(job)))

    def set_font(self, font: QFont) -> None:
        """Measure everything by ``font``."""
        self.measures = Measures(font)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row or header."""
        header = self._model.is_header(index.row())
        return QSize(0, self.measures.header if header else self.measures.row)

    # What a row offers

    def offers(self, job: Job) -> tuple[Action, ...]:
        """Return what may be done with a job."""
        return actions_for(job, held=self._held(job), there=not self._thumbnails.is_missing(job))

    def buttons(self, job: Job, rect: QRect) -> list[tuple[Action, QRect]]:
        """Return a row's buttons and where they are."""
        there = not self._thumbnails.is_missing(job)
        actions = hover_actions(job, held=self._held(job), there=there)
        areas = self.measures.areas(rect)
        return list(zip(actions, areas.buttons(len(actions)), strict=True))

    def action_at(self, job: Job, rect: QRect, point: QPoint) -> Action | None:
        """Return the action of the button at ``point``."""
        hit = (action for action, place in self.buttons(job, rect) if place.contains(point))
        return next(hit, None)

    def words(self, job: Job) -> Face:
        """Return what a row says."""
        return face_of(job, self._beside(job))

    def tool_tip(self, job: Job) -> str:
        """Return as rich text what a row may have no room for: more of the prompt, the reason."""
        parts = [title(job), reason_line(job)]
        return "".join(f"<p>{escape(part)}</p>" for part in parts if part)

    def _held(self, job: Job) -> bool:
        return self._model.is_held(job.id)

    def _beside(self, job: Job) -> Beside:
        now = self._clock()
        model = self._catalog.get(job.model)
        return Beside(
            held=self._held(job),
            missing=self._thumbnails.is_missing(job),
            transfer=self._model.transfer(job.id),
            left=countdown.shared().left(job, now),
            model_name=model.name.get(current(), "") if model is not None else "",
            now=now,
        )

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        job_id = self._model.id_at(index.row())
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if job_id:
            self._paint_row(painter, rect, option.state, job_id)
        else:
            self._paint_header(painter, rect, str(index.data()))
        painter.restore()

    def _paint_header(self, painter: QPainter, rect: QRect, words: str) -> None:
        left, width = MARGIN + PADDING, rect.width() - 2 * (MARGIN + PADDING)
        paint.pen(painter, "muted")
        line = self._texts.line(words, self.measures.small, width)
        line.draw(painter, rect.left() + left, rect.bottom() - PADDING)

    def _paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, job_id: str
    ) -> None:
        areas = self.measures.areas(rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = self.ringed and bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = job_id == self.hovered
        paint.ground(painter, areas.ground, chosen=chosen, hovered=hovered)
        job = self._model.job(job_id)
        self._model.want(job_id)
        if job is None:
            paint.unread(painter, areas.text, self.measures.body_line)
        else:
            self._paint_job(painter, areas, job, raised=chosen or hovered)
            if hovered:
                self._paint_buttons(painter, job, rect)
        if focused:
            paint.ring(painter, areas.ground)

    def _paint_job(self, painter: QPainter, areas: Areas, job: Job, *, raised: bool) -> None:
        face = self.words(job)
        self.counting = self.counting or (job.state in AT_PROVIDER and bool(face.note))
        self._paint_thumb(painter, areas.thumb, job, raised=raised)
        if areas.compact:
            self._paint_compact(painter, areas, job, face)
            return
        self._paint_text(painter, areas.text, face)
        if face.percent is None:
            self._paint_state(painter, areas.state, face)
        else:
            self._paint_progress(painter, areas.state, job, face)

    def _paint_thumb(self, painter: QPainter, rect: QRect, job: Job, *, raised: bool) -> None:
        scale = painter.device().devicePixelRatio()
        size = QSize(round(rect.width() * scale), round(rect.height() * scale))
        image = self._thumbnails.image(job, size, paint.THUMB_CORNER * scale)
        placeholder = "film" if job.state is State.COMPLETED else "clapperboard"
        paint.thumb(painter, rect, image, placeholder, raised=raised)

    def _paint_text(self, painter: QPainter, rect: QRect, face: Face) -> None:
        """Draw one or two lines of prompt and the line under them, in the middle of the height."""
        m = self.measures
        lines = self._texts.lines(face.title, m.body, rect.width(), 2)
        top = self._top(rect, len(lines) * m.body_line + 2 + m.small_line)
        self._draw_prompt(painter, lines, rect.left(), top)
        paint.pen(painter, face.line_tone)
        baseline = top + len(lines) * m.body_line + 2 + m.small_ascent
        self._texts.line(face.line, m.small, rect.width()).draw(painter, rect.left(), baseline)

    def _draw_prompt(
        self, painter: QPainter, lines: tuple[Line, ...], left: int, top: float
    ) -> None:
        paint.pen(painter, "text")
        for number, line in enumerate(lines):
            baseline = top + number * self.measures.body_line + self.measures.body_ascent
            line.draw(painter, left, baseline)

    def _paint_state(self, painter: QPainter, rect: QRect, face: Face) -> None:
        """Draw icon and words at the right, and a note under them."""
        m = self.measures
        room = rect.width() - m.icon - PADDING
        words = self._texts.line(face.state, m.small, room)
        top = self._top(rect, m.small_line * (2 if face.note else 1) + (2 if face.note else 0))
        right = rect.right() + 1
        paint.pen(painter, face.words_tone)
        words.draw(painter, right - words.width, top + m.small_ascent)
        left = round(right - words.width - m.icon - PADDING + 2)
        box = QRect(left, round(top) + (m.small_line - m.icon) // 2, m.icon, m.icon)
        paint.icon(painter, box, face.icon, face.tone, m.icon)
        if face.note:
            note = self._texts.line(face.note, m.small, rect.width())
            paint.pen(painter, face.note_tone)
            note.draw(painter, right - note.width, top + m.small_line + 2 + m.small_ascent)

    def _paint_progress(self, painter: QPainter, rect: QRect, job: Job, face: Face) -> None:
        """Draw the state, how far it is, a bar, and a note under it."""
        m = self.measures
        part, percent = self._progress(job, face)
        noted = m.small_line + BAR if face.note else 0
        top = self._top(rect, m.small_line + BAR + BAR + noted)
        figure = self._texts.line(percent, m.small, rect.width())
        words = self._texts.line(face.state, m.small, rect.width() - figure.width - BAR)
        paint.pen(painter, face.words_tone)
        words.draw(painter, rect.left(), top + m.small_ascent)
        paint.pen(painter, "text")
        figure.draw(painter, rect.right() + 1 - figure.width, top + m.small_ascent)
        bar_top = top + m.small_line + BAR
        paint.bar(painter, QRectF(rect.left(), bar_top, rect.width(), BAR), part)
        if face.note:
            paint.pen(painter, face.note_tone)
            note = self._texts.line(face.note, m.small, rect.width())
            note.draw(painter, rect.left(), bar_top + 2 * BAR + m.small_ascent)

    def _paint_compact(self, painter: QPainter, areas: Areas, job: Job, face: Face) -> None:
        """Draw the state before the settings, where it has no room of its own."""
        m, rect = self.measures, areas.text
        lines = self._texts.lines(face.title, m.body, rect.width(), 2)
        top = self._top(rect, len(lines) * m.body_line + 2 + m.small_line)
        self._draw_prompt(painter, lines, rect.left(), top)
        top += len(lines) * m.body_line + 2
        box = QRect(rect.left(), round(top) + (m.small_line - m.icon) // 2, m.icon, m.icon)
        paint.icon(painter, box, face.icon, face.tone, m.icon)
        left = rect.left() + m.icon + BAR
        said = face.state
        if face.percent is not None:
            part, percent = self._progress(job, face)
            said = f"{face.state} {percent}"
            under = QRectF(rect.left(), top + m.small_line + 2, rect.width(), BAR - 1)
            paint.bar(painter, under, part)
        words = self._texts.line(said, m.small, rect.right() - left)
        paint.pen(painter, face.words_tone)
        words.draw(painter, left, top + m.small_ascent)
        left += round(words.width) + GAP
        if rect.right() - left > 2 * GAP:
            paint.pen(painter, face.line_tone)
            rest = self._texts.line(face.line, m.small, rect.right() - left)
            rest.draw(painter, left, top + m.small_ascent)

    def _paint_buttons(self, painter: QPainter, job: Job, rect: QRect) -> None:
        placed = self.buttons(job, rect)
        if placed:
            ground = self.measures.areas(rect).ground
            paint.under_buttons(painter, [place for _, place in placed], ground)
        for action, place in placed:
            hot, pressed = action is self.hot, action is self.pressed
            paint.button(painter, place, icon_name(action), hot=hot, pressed=pressed and hot)

    def _progress(self, job: Job, face: Face) -> tuple[float, str]:
        """Return how much of the bar is filled, and its figure; neither goes backwards."""
        key = f"{job.id} {'fetched' if job.state is State.DOWNLOADING else 'made'}"
        part = self.glide.value(key, (face.percent or 0) / 100)
        return part, percent_words(round(self.glide.highest(key) * 100))

    def _top(self, rect: QRect, height: float) -> float:
        return rect.top() + round((rect.height() - height) / 2)
