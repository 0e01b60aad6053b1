"""What each row shows and offers, and painting it with as little work as possible."""

from __future__ import annotations

import time
from collections.abc import Callable
from html import escape

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.catalog import Catalog
from core.job import AT_PROVIDER, Job, State
from core.language import current
from core.wording import link_left
from ui.actions import Action, actions_for, hover_actions, icon_name
from ui.queue import countdown, paint
from ui.queue.face import Beside, Face, face_of, spoken
from ui.queue.glide import Glide
from ui.queue.measures import Measures
from ui.queue.model import JobModel
from ui.queue.rowpainter import Look, RowPainter
from ui.queue.thumbnails import Thumbnails
from ui.wording import percent_words, reason_line, title

LONGEST = 0.003
"""Seconds of drawing anew in one go; further rows follow, so that nothing has to wait for them."""

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
        self.rows = RowPainter()
        self.glide = Glide(self)
        self.hovered = ""
        self.hot: Action | None = None
        self.pressed: Action | None = None
        self.ringed = False
        self.counting = False
        """Whether a time left was painted since somebody last set this to False."""
        self.dying = False
        """Whether the life of a link was painted, likewise."""
        self.late: list[str] = []
        """Jobs whose rows are still to be drawn: drawing all at once took too long."""
        self._drawing = 0.0
        model.describe_with(lambda job: spoken(job, self._beside(job)))

    def set_font(self, font: QFont) -> None:
        """Measure everything by ``font``."""
        self.rows.set_font(font)

    @property
    def measures(self) -> Measures:
        """The sizes that follow from the font."""
        return self.rows.measures

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

    def begin(self) -> None:
        """Begin to paint what is seen."""
        self.late, self._drawing = [], 0.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        job_id = self._model.id_at(index.row())
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if job_id:
            self._paint_row(painter, rect, option.state, job_id)
        else:
            self.rows.draw_header(painter, rect, str(index.data()))
        painter.restore()

    def _paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, job_id: str
    ) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ringed = self.ringed and bool(state & QStyle.StateFlag.State_HasFocus)
        job = self._model.job(job_id)
        self._model.want(job_id)
        if job is not None:
            self._paint_job(painter, rect, job, chosen=chosen, ringed=ringed)
            return
        self.rows.draw_unread(painter, rect, chosen=chosen, hovered=job_id == self.hovered)
        if ringed:
            paint.ring(painter, self.measures.areas(rect).ground)

    def _paint_job(
        self, painter: QPainter, rect: QRect, job: Job, *, chosen: bool, ringed: bool
    ) -> None:
        face = self.words(job)
        self.counting = self.counting or (job.state in AT_PROVIDER and bool(face.note))
        self.dying = self.dying or link_left(job) is not None
        part, figure = (0.0, "") if face.percent is None else self._progress(job, face)
        scale = painter.deviceTransform().m11()
        image = self._image(job, rect, scale)
        key = 0 if image is None else image.cacheKey()
        placeholder = "film" if job.state is State.COMPLETED else "clapperboard"
        look = Look(face, figure, key, placeholder, chosen, ringed)
        hovered = job.id == self.hovered
        if hovered or not scale.is_integer():
            self.rows.draw(painter, rect, look, image, hovered=hovered)
        elif not self._paint_picture(painter, rect, look, image, scale):
            self.late.append(job.id)
            self.rows.draw_unread(painter, rect, chosen=chosen, hovered=False)
            return
        if face.percent is not None:
            self.rows.draw_bar(painter, rect, face, part)
        if hovered:
            self._paint_buttons(painter, job, rect)

    def _paint_picture(
        self, painter: QPainter, rect: QRect, look: Look, image: QImage | None, scale: float
    ) -> bool:
        """Paint a row from its picture; False if that would have to be drawn by and by."""
        picture = self.rows.picture(look, rect.size(), scale)
        if picture is None:
            if self._drawing >= LONGEST:
                return False
            begun = time.perf_counter()
            picture = self.rows.draw_picture(look, image, rect.size(), scale)
            self._drawing += time.perf_counter() - begun
        painter.drawPixmap(rect.topLeft(), picture)
        return True

    def _image(self, job: Job, rect: QRect, scale: float) -> QImage | None:
        thumb = self.measures.areas(rect).thumb
        size = QSize(round(thumb.width() * scale), round(thumb.height() * scale))
        return self._thumbnails.image(job, size, paint.THUMB_CORNER * scale)

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
