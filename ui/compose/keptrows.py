"""The rows of options, each made once for its field and kept while other models are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import shiboken6
from PySide6.QtCore import QObject, QTimer

from core.carrying import is_option
from core.field import Field
from ui import theme
from ui.characters.cast import Cast
from ui.compose.control import FieldControl, label_of
from ui.compose.fields import control_for
from ui.compose.rows import OptionRow, RowColumn

MOST = 200
"""Rows that are kept; all models that come along have some seventy different ones."""
BETWEEN = 5
"""Milliseconds between two rows that are made ahead: what is to be painted comes first."""
AT_ONCE = 50
"""Fields that are looked at between two events for rows to be made ahead."""


@dataclass(eq=False)
class Kept:
    """A row with the control of its field. ``outdated`` says that its language is another one."""

    row: OptionRow
    control: FieldControl
    outdated: bool = False

    @property
    def field(self) -> Field:
        """The field that it was made for."""
        return self.control.field


class KeptRows(QObject):
    """Makes rows, in the column that ``place_of`` tells, and finds them again.

    Many models have the same fields, and whoever compares models comes back to them; making a row
    takes longer than all else at a switch. ``made`` is called with each control once.
    """

    def __init__(
        self,
        cast: Cast,
        place_of: Callable[[Field], RowColumn],
        made: Callable[[FieldControl], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._cast, self._place_of, self._made = cast, place_of, made
        self._kept: dict[str, list[Kept]] = {}
        self._shown: list[Kept] = []
        self._coming: Iterator[Field] = iter(())
        self._ahead = QTimer(self, interval=BETWEEN)
        self._ahead.timeout.connect(self._make_next)
        theme.current().changing.connect(self._forget_idle)

    def shown(self, fields: Iterable[Field]) -> list[Kept]:
        """Return the rows of those ``fields`` that are options; they are the ones that are shown.

        What was not shown before is as if it were new.
        """
        before = self._shown
        found = (self._find(each) or self._make(each) for each in fields if is_option(each))
        self._shown = [each for each in found if each is not None]
        for each in self._shown:
            each.row.problem.say("")
            if each not in before:
                _renew(each)
        self._forget_some()
        return self._shown

    def make_ahead(self, fields: Iterable[Field]) -> None:
        """Make the rows of these ``fields``, one between two events: they may be needed next."""
        self._coming = iter(fields)
        self._ahead.start()

    def retranslate(self) -> None:
        """Show the rows in the language in use; those that are hidden once they are needed."""
        for each in self._every():
            each.outdated = True
        for each in self._shown:
            _name(each)

    def _make_next(self) -> None:
        """Make the next row that is not there yet, and rest when there is none."""
        looked = 0
        for field in islice(self._coming, AT_ONCE):
            looked += 1
            if is_option(field) and self._find(field) is None and self._make(field) is not None:
                break
        if not looked or len(list(self._every())) >= MOST:
            self._ahead.stop()

    def _find(self, field: Field) -> Kept | None:
        likely = self._kept.get(field.name, ())
        return next((each for each in likely if each.field == field), None)

    def _make(self, field: Field) -> Kept | None:
        row = OptionRow(parent=self._place_of(field))
        row.hide()  # else it would come with its column where that is shown later
        control = control_for(field, self._cast, row)
        if control is None:
            row.deleteLater()
            return None
        row.set_control(control)
        row.set_name(label_of(field) if control.labelled else "")
        made = Kept(row, control)
        self._kept.setdefault(field.name, []).append(made)
        self._made(control)
        return made

    def _every(self) -> Iterator[Kept]:
        return (each for several in self._kept.values() for each in several)

    def _forget_some(self) -> None:
        """Delete rows that are too many: only whoever tries out many own models has them."""
        idle = self._idle()
        for each in idle[: max(len(idle) + len(self._shown) - MOST, 0)]:
            self._kept[each.field.name].remove(each)
            each.row.hide()
            each.row.deleteLater()

    def _forget_idle(self) -> None:
        """Delete all rows that are not shown, at once."""
        self._ahead.stop()
        for each in self._idle():
            self._kept[each.field.name].remove(each)
            shiboken6.delete(each.row)

    def _idle(self) -> list[Kept]:
        return [each for each in self._every() if each not in self._shown]


def _renew(kept: Kept) -> None:
    """Let a row be as if it were new."""
    if kept.outdated:
        _name(kept)
    kept.control.set_value(None)
    kept.row.setEnabled(True)


def _name(kept: Kept) -> None:
    kept.control.retranslate()
    kept.row.set_name(label_of(kept.field) if kept.control.labelled else "")
    kept.outdated = False
