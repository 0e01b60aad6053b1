"""What each row shows and offers, and painting it with as little work as possible."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.catalog import Catalog
from core.job import AT_PROVIDER, Job, State
from core.remixing import why_not_remixable
from core.wording import link_left
from ui.actions import Action, actions_for, hover_actions, icon_name
from ui.queue import countdown, paint
from ui.queue.face import (
    Beside,
    Face,
    face_of,
    face_of_take,
    spoken,
)
from ui.queue.glide import Glide
from ui.queue.groupface import ends_words, face_of_group, spoken_group
from ui.queue.measures import Measures
from ui.queue.model import JobModel
from ui.queue.rowpainter import Kind, Look, RowPainter
from ui.queue.rowpictures import RowPictures
from ui.queue.rows import is_group
from ui.queue.takes import face_of_takes, lead_of_takes
from ui.queue.thumbnails import Thumbnails
from ui.queue.together import Offers, hovered, row_offers, rows_offers
from ui.wording import percent_words, reason_line, settings_line, title

LONGEST = 0.003
"""Seconds of drawing anew in one go; further rows follow, so that nothing has to wait for them."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One row of which everything is known: its jobs, and the one that stands for them.

    ``face`` is the job whose picture it shows, and which it opens.
    """

    key: str
    kind: Kind
    jobs: tuple[Job, ...]
    face: Job


class RowDelegate(QStyledItemDelegate):
    """Paints jobs and the headers above their days, and knows where a row's buttons are.

    ``hovered`` is the key of the row under the pointer, ``hot`` and ``pressed`` are its buttons
    under it, ``on_chip`` says that it is on the number of takes; ``ringed`` says whether the focus
    is shown.
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
        self.pictures = RowPictures(self.rows)
        self.glide = Glide(self)
        self.hovered = ""
        self.hot: Action | None = None
        self.pressed: Action | None = None
        self.on_chip = False
        self.ringed = False
        self.counting = False
        """Whether a time left was painted since somebody last set this to False."""
        self.dying = False
        """Whether the life of a link was painted, likewise."""
        self.late: list[str] = []
        """Keys of rows that are still to be drawn: drawing all at once took too long."""
        self._drawing = 0.0
        model.describe_with(self.spoken)

    def set_font(self, font: QFont) -> None:
        """Measure everything by ``font``."""
        self.rows.set_font(font)
        self.pictures.clear()

    @property
    def measures(self) -> Measures:
        """The sizes that follow from the font."""
        return self.rows.measures

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row or header."""
        return QSize(0, self.height(index.row()))

    def height(self, row: int) -> int:
        """Return how high a row is, in device-independent pixels."""
        if self._model.is_header(row):
            return self.measures.header
        return self.measures.take_row if self._model.group_at(row) else self.measures.row

    # What a row shows and offers

    def row(self, index: _Index) -> Row | None:
        """Return what is known of a row, None for a header and for what is not read yet."""
        return self._row(index.row(), self._model.key_at(index.row()))

    def _row(self, number: int, key: str) -> Row | None:
        jobs = tuple(self._model.jobs_of(key))
        if not jobs:
            return None
        face = jobs[0] if len(jobs) == 1 else face_of_takes(jobs)
        return Row(key, self._kind(number, key), jobs, face)

    def _kind(self, row: int, key: str) -> Kind:
        if is_group(key):
            return Kind.UNFOLDED if self._model.is_unfolded(key) else Kind.GROUP
        return Kind.TAKE if self._model.group_at(row) else Kind.JOB

    def offers(self, job: Job) -> tuple[Action, ...]:
        """Return what may be done with a job."""
        there = not self._thumbnails.is_missing(job)
        remixable = not why_not_remixable(job, self._catalog)
        return actions_for(job, held=self._held(job), there=there, remixable=remixable)

    def offers_of(self, rows: list[list[Job]]) -> Offers:
        """Return what may be done with rows that have these jobs, and with which of them."""
        return rows_offers(rows, self.offers)

    def buttons(self, row: Row, rect: QRect) -> list[tuple[Action, QRect]]:
        """Return a row's buttons and where they are."""
        if row.kind.group:
            actions = hovered(row_offers(row.jobs, self.offers))
        else:
            there = not self._thumbnails.is_missing(row.face)
            actions = hover_actions(row.face, held=self._held(row.face), there=there)
        places = self.rows.areas(rect, row.kind).buttons(
            len(actions),
            at_end=lead_of_takes(row.jobs).state is State.COMPLETED,  # they hide a tick only
        )
        return list(zip(actions, places, strict=True))

    def ids_for(self, action: Action, row: Row) -> list[str]:
        """Return the jobs that an action of a row is done with."""
        return list(row_offers(row.jobs, self.offers).get(action, ()))

    def action_at(self, row: Row, rect: QRect, point: QPoint) -> Action | None:
        """Return the action of the button at ``point``."""
        hit = (action for action, place in self.buttons(row, rect) if place.contains(point))
        return next(hit, None)

    def is_on_chip(self, row: Row, rect: QRect, point: QPoint) -> bool:
        """Tell whether ``point`` is on the number of takes, which folds and unfolds them."""
        chip = self.rows.chip_rect(rect, self.words(row), row.kind)
        return not chip.isEmpty() and chip.adjusted(-4, -4, 4, 6).contains(point)

    def words(self, row: Row) -> Face:
        """Return what a row says."""
        if row.kind.group:
            return face_of_group(row.jobs, [self._beside(job) for job in row.jobs])
        make = face_of_take if row.kind is Kind.TAKE else face_of
        return make(row.face, self._beside(row.face))

    def spoken(self, key: str) -> str:
        """Return the row with a key as it is read aloud."""
        jobs = self._model.jobs_of(key)
        if is_group(key):
            beside = [self._beside(job) for job in jobs]
            return spoken_group(jobs, beside, unfolded=self._model.is_unfolded(key))
        beneath = self._model.group_of(key)
        take = bool(beneath) and self._model.is_unfolded(beneath)
        return spoken(jobs[0], self._beside(jobs[0]), take=take)

    def tool_tip(self, row: Row) -> str:
        """Return as rich text what a row may have no room for: prompt, settings, why."""
        lead, face = lead_of_takes(row.jobs), row.face
        shown = replace(face, batch="") if row.kind.group else face
        parts = [title(face), settings_line(shown, self._catalog.get(face.model))]
        parts += [ends_words(row.jobs) if row.kind.group else "", reason_line(lead)]
        return "".join(f"<p>{escape(part)}</p>" for part in parts if part)

    def _held(self, job: Job) -> bool:
        return self._model.is_held(job.id)

    def _beside(self, job: Job) -> Beside:
        now = self._clock()
        return Beside(
            held=self._held(job),
            missing=self._thumbnails.is_missing(job),
            transfer=self._model.transfer(job.id),
            left=countdown.shared().left(job, now),
            model=self._catalog.get(job.model),
            now=now,
        )

    # Painting

    def begin(self) -> None:
        """Begin to paint what is seen."""
        self.late, self._drawing = [], 0.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        key = self._model.key_at(index.row())
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if key:
            self._model.want(key)
            self._paint_row(painter, rect, option.state, index.row(), key)
        else:
            self.rows.draw_header(painter, rect, str(index.data()))
        painter.restore()

    def _paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, number: int, key: str
    ) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ringed = self.ringed and bool(state & QStyle.StateFlag.State_HasFocus)
        row = self._row(number, key)
        if row is not None:
            self._paint_known(painter, rect, row, chosen=chosen, ringed=ringed)
            return
        kind, under = self._kind(number, key), key == self.hovered
        self.rows.draw_unread(painter, rect, kind, chosen=chosen, hovered=under)
        if ringed:
            paint.ring(painter, self.rows.areas(rect, kind).ground)

    def _paint_known(
        self, painter: QPainter, rect: QRect, row: Row, *, chosen: bool, ringed: bool
    ) -> None:
        face, job = self.words(row), row.face
        at_provider = any(each.state in AT_PROVIDER for each in row.jobs)
        self.counting = self.counting or (at_provider and bool(face.note))
        self.dying = self.dying or any(link_left(each) is not None for each in row.jobs)
        part, figure = (0.0, "") if face.percent is None else self._progress(row, face)
        scale = painter.deviceTransform().m11()
        image = self._image(row, rect, scale)
        image_key = 0 if image is None else image.cacheKey()
        placeholder = "film" if job.state is State.COMPLETED else "clapperboard"
        look = Look(face, figure, image_key, placeholder, chosen, ringed, row.kind)
        hovered = row.key == self.hovered
        if hovered or not scale.is_integer():
            self.rows.draw(painter, rect, look, image, hovered=hovered)
        elif not self._paint_picture(painter, rect, look, image, scale):
            self.late.append(row.key)
            self.rows.draw_unread(painter, rect, row.kind, chosen=chosen, hovered=False)
            return
        if face.percent is not None:
            self.rows.draw_bar(painter, rect, look, part)
        if hovered:
            self._paint_buttons(painter, row, rect)
            if self.on_chip:
                self.rows.draw_hot_chip(painter, rect, look)

    def _paint_picture(
        self, painter: QPainter, rect: QRect, look: Look, image: QImage | None, scale: float
    ) -> bool:
        """Paint a row from its picture; False if that would have to be drawn by and by."""
        picture = self.pictures.find(look, rect.size(), scale)
        if picture is None:
            if self._drawing >= LONGEST:
                return False
            begun = time.perf_counter()
            picture = self.pictures.draw(look, image, rect.size(), scale)
            self._drawing += time.perf_counter() - begun
        painter.drawPixmap(rect.topLeft(), picture)
        return True

    def _image(self, row: Row, rect: QRect, scale: float) -> QImage | None:
        thumb = self.rows.areas(rect, row.kind).thumb
        size = QSize(round(thumb.width() * scale), round(thumb.height() * scale))
        return self._thumbnails.image(row.face, size, paint.THUMB_CORNER * scale)

    def _paint_buttons(self, painter: QPainter, row: Row, rect: QRect) -> None:
        placed = self.buttons(row, rect)
        if placed:
            ground = self.rows.areas(rect, row.kind).ground
            paint.under_buttons(painter, [place for _, place in placed], ground)
        for action, place in placed:
            hot, pressed = action is self.hot, action is self.pressed
            given = action is Action.STAR and row.face.mark == "star"
            name = icon_name(action)
            paint.button(painter, place, name, hot=hot, pressed=pressed and hot, given=given)

    def _progress(self, row: Row, face: Face) -> tuple[float, str]:
        """Return how much of the bar is filled, and its figure; neither goes backwards."""
        fetched = not row.kind.group and row.face.state is State.DOWNLOADING
        # Takes that are asked for again begin anew.
        what = "fetched" if fetched else f"made {len(row.jobs)}" if row.kind.group else "made"
        key = f"{row.key} {what}"
        part = self.glide.value(key, (face.percent or 0) / 100)
        return part, percent_words(round(self.glide.highest(key) * 100))
