"""The picker: all models by what they take and can, found by typing, chosen by click or key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.catalog import Model
from core.language import translate
from core.modelsearch import near_note
from ui.models.finding import Finder, Wish
from ui.models.pickerparts import PickerParts
from ui.models.rows import Entry, NearestOf, listed
from ui.models.shelf import Shelf

AT_ONCE = 8
"""Models that are prepared for a search between two events."""
BETWEEN = 5
"""Milliseconds between two such times: what is to be painted comes first."""
DRAWN = 12
"""Entries that are in view at first."""


class ModelPicker(PickerParts):
    """Offers models. ``models`` returns those there are; ``nearest`` one for a withdrawn one.

    It can be made before it is needed, and opened again.
    """

    chosen = Signal(str)
    """The id of a model that a person wants."""

    def __init__(
        self,
        models: Callable[[], Iterable[Model]],
        shelf: Shelf,
        nearest: NearestOf,
        parent: QWidget,
    ) -> None:
        super().__init__(shelf, parent)
        self._models, self._find_nearest = models, nearest
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self._found_nearest: dict[str, Model | None] = {}
        self._finder = Finder(models())
        self._known = shelf.known
        self._chosen = ""
        self._steps = self._preparing()
        self._ready = QTimer(self, interval=BETWEEN)
        self._connect()

    def open_on(self, model_id: str) -> None:
        """Open with a model marked as the one in use."""
        self._chosen = self.list.delegate.chosen = model_id
        self.note_focus()
        self.filters.clear()
        self.search.setText("")
        self.resize(self.usual_size())
        self.open()
        self._show()
        self.get_ready()

    def get_ready(self) -> None:
        """Prepare for what comes next, a little at a time: for the opening, and for words."""
        self._ready.start()

    def refresh(self) -> None:
        """Show the models that there are now."""
        self._finder = Finder(self._models())
        self._show_again()
        self._steps = self._preparing()
        self.get_ready()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.name_parts()
        self._show_again()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.filters.changed.connect(self._show)
        self.filters.released.connect(self.focus_search)
        self.clear.clicked.connect(self._want_all)
        self.list.picked.connect(self._pick)
        self.list.starred.connect(self._shelf.toggle_favourite)
        self.list.selectionModel().currentChanged.connect(self._say_current)
        self._shelf.changed.connect(self._on_shelf)
        self._ready.timeout.connect(self._get_ready)

    def _show(self) -> None:
        """Show what is wished for, from the top on, and mark what is meant most likely."""
        if self.isHidden():
            return  # the next opening does
        asked = Wish(self.search.text(), self.filters.wanted())
        wish = self._finder.understood(asked)
        self._known = self._shelf.known
        self._found_nearest.clear()
        entries = listed(self._finder, self._known, wish, self._nearest)
        self.list.entries.show_entries(entries)
        self.list.setVisible(bool(entries))
        self.empty.say(_note(asked, wish, entries), "secondary" if entries else "empty")
        self.clear.setVisible(not entries)
        self.rest.setVisible(not entries)
        if (column := self.layout()) is not None:
            column.activate()  # the list has its height now
        self.list.scrollToTop()
        if wish.is_open:
            self._mark_chosen()
        else:
            self._mark_best(wish)

    def _mark_chosen(self) -> None:
        """Mark the model in use where it is in view, else the first one: favourites stay seen."""
        usable = self.list.entries.usable_rows()
        place = self.list.entries.place_of(self._chosen)
        if place not in usable or not self.list.is_in_view(place):
            place = usable[0] if usable else -1
        self.list.mark(place)

    def _mark_best(self, wish: Wish) -> None:
        best = self._finder.best(wish, self._known.lacks)
        self.list.mark(self.list.entries.place_of(best.id) if best is not None else -1)
        self.list.scrollTo(self.list.currentIndex())

    def _on_shelf(self) -> None:
        """Follow stars in place, so that nothing moves under the pointer; all else anew."""
        before, now = self._known, self._shelf.known
        if replace(before, favourites=now.favourites) == now:
            self._known = now
            self.list.entries.mark_favourites(now.favourites)
            self.list.viewport().update()  # prices may be others
        else:
            self._show_again()

    def _show_again(self) -> None:
        """Show what is wished for as it is now; what is marked stays so where it is still there."""
        row = self.list.current_row()
        self._show()
        place = self.list.entries.place_of(row.model.id) if row is not None else -1
        if place in self.list.entries.usable_rows():
            self.list.mark(place)
            self.list.scrollTo(self.list.currentIndex())

    def _nearest(self, model: Model) -> Model | None:
        if model.id not in self._found_nearest:
            self._found_nearest[model.id] = self._find_nearest(model)
        return self._found_nearest[model.id]

    def _get_ready(self) -> None:
        """Take the next step of what is to be prepared, and rest after the last one."""
        if next(self._steps, self) is self:
            self._ready.stop()

    def _preparing(self) -> Iterator[None]:
        """Prepare in steps, each short: what is styled and drawn for the first time takes long."""
        for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            for widget in (part, *part.findChildren(QWidget)):
                widget.ensurePolished()
            yield
        for part in (self.search, self.filters, self.keys):
            if self.isHidden():
                part.grab()
                yield
        if self.isHidden():
            entries = listed(self._finder, self._known, Wish(), self._nearest)
            self.list.entries.show_entries(entries)
        for number in range(min(DRAWN, len(self.list.entries.entries))):
            if self.isVisible():
                break  # all in view has been painted
            self.list.draw_ahead(number, self.usual_size().width())
            yield
        while not self._finder.prepare(AT_ONCE):
            yield

    def _want_all(self) -> None:
        self.filters.clear()
        self.search.clear()
        self.focus_search()

    def _say_current(self) -> None:
        """Let the row that Return takes be read aloud: the focus is in the search."""
        words = self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        self.search.setAccessibleDescription(str(words or ""))

    def _pick(self, model_id: str) -> None:
        self.chosen.emit(model_id)
        self.accept()


def _note(asked: Wish, wish: Wish, entries: Sequence[Entry]) -> str:
    """Return what is to be said above the list: that nothing is found, or only what is near."""
    if not entries:
        return translate("Models", "No model is like that.")
    return near_note(asked.words.strip()) if wish != asked else ""
