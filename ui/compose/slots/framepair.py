"""The pictures that a clip begins and ends with: one well, or two beside each other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.catalog import Slot
from core.language import translate
from core.model import Size
from ui.background import Background
from ui.compose.fitrow import FitChoice
from ui.compose.frame import FrameField
from ui.compose.rows import OptionRow
from ui.compose.slots.words import slot_help, slot_name, title_words
from ui.controls import IconButton


class FramePair(QWidget):
    """A well for the start frame, one for the end frame, and a button that swaps the pictures."""

    changed = Signal()

    def __init__(self, background: Background, folder: Path) -> None:
        super().__init__()
        self.start = FrameField(background, folder)
        self.end = FrameField(background, folder, "end_frame")
        self.swap = IconButton("arrow-left-right")
        self.fit_choice = FitChoice()
        self.fit_row = OptionRow(self.fit_choice)
        self._slots: dict[str, Slot] = {}
        self._whole = False
        self._build()
        self.swap.clicked.connect(self.swap_pictures)
        self.fit_choice.chosen.connect(self._on_fit)
        for each in (self.start, self.end):
            each.changed.connect(self._on_changed)

    def show_slots(self, start: Slot | None, end: Slot | None) -> None:
        """Show the wells for what the model takes."""
        pairs = (("start_frame", start), ("end_frame", end))
        self._slots = {role: slot for role, slot in pairs if slot is not None}
        self.start.setVisible(start is not None)
        self.end.setVisible(end is not None)
        both = self._both
        self.start.set_compact(both)
        self.end.set_compact(both)
        self.swap.setVisible(both)
        self.setVisible(bool(self._slots))
        self._name_wells()
        self._show_fit()

    def set_shape(self, size: Size | None, *, known: bool) -> None:
        """Fit pictures into clips of this width and height; None where these follow a picture.

        Only the ratio counts if the size is not ``known``.
        """
        self._whole = size is None
        for each in (self.start, self.end):
            if size is None:
                each.set_whole()
            else:
                each.set_output_size(size, known=known)
        self._show_fit()

    def swap_pictures(self) -> None:
        """Let the clip begin with the picture that it was to end with, and the other way round."""
        begins, ends = self.start.draft(), self.end.draft()
        self.start.restore({**ends, "folder": begins["folder"]})
        self.end.restore({**begins, "folder": ends["folder"]})

    def rows(self) -> list[OptionRow]:
        """Return the rows that share a column for their names."""
        return [self.fit_row] if self._both else [self.start.fit_row, self.end.fit_row]

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        fits = self.fit_choice.fits.buttons()
        return [*self.start.tab_stops(), self.swap, *self.end.tab_stops(), *fits]

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self._name_wells()
        self.swap.set_name(translate("Compose", "Swap start and end frame"))
        self.fit_row.set_name(translate("Compose", "Fit"))
        self.fit_choice.retranslate()

    def event(self, event: QEvent) -> bool:
        """Take no more height than the wells do."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit_height()
        return super().event(event)

    def fit_height(self) -> None:
        """Take no more height than the wells do."""
        for each in (self.start, self.end):
            each.fit_height()
        self.setMaximumHeight(self._column.maximumSize().height())

    @property
    def _both(self) -> bool:
        return len(self._slots) > 1

    def _name_wells(self) -> None:
        """Name the wells as the model does."""
        for role, slot in self._slots.items():
            own = self.start if role == "start_frame" else self.end
            caption = title_words(slot) if self._both or slot.least else ""
            own.set_names(slot_name(slot), slot_help(slot), caption)
            own.set_takes_faces(slot.takes_faces)

    def _on_fit(self, fit: str) -> None:
        self.start.set_fit(fit)
        self.end.set_fit(fit)

    def _on_changed(self) -> None:
        self._show_fit()
        self.changed.emit()

    def _show_fit(self) -> None:
        """Show one choice for both pictures: they are parts of the same clip."""
        there = [each for each in (self.start, self.end) if each.there]
        self.fit_row.setVisible(self._both and bool(there) and not self._whole)
        coming = any(each.source.coming for each in there)
        self.swap.setEnabled(bool(there) and not coming)
        if there:
            self.fit_choice.show_fit(there[0].fit())

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.fit_choice.adjust.hide()
        wells = QHBoxLayout()
        wells.setSpacing(4)
        wells.addWidget(self.start, 1)
        wells.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignVCenter)
        wells.addWidget(self.end, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(wells, 1)
        self._column.addWidget(self.fit_row)
