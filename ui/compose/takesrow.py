"""How many clips of the same are wanted: a row of the form, and of a storyboard's shot."""

from __future__ import annotations

from core.language import translate
from ui.compose.rows import OptionRow
from ui.controls import Segments
from ui.wording import locale

MOST_TAKES = 4


class TakesRow(OptionRow):
    """One to ``MOST_TAKES`` clips; ``takes`` is the control."""

    def __init__(self) -> None:
        takes = Segments()
        super().__init__(takes)
        self.takes = takes
        self.takes.set_choices([(count, "") for count in range(1, MOST_TAKES + 1)], 1)

    def set_count(self, count: int) -> None:
        """Show a count, or the nearest that can be chosen."""
        self.takes.set_value(min(max(count, 1), MOST_TAKES))

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        name = translate("Compose", "Takes")
        numbers = [locale().toString(count) for count in range(1, MOST_TAKES + 1)]
        self.takes.set_words([f"×{number}" for number in numbers])
        self.takes.set_name(name)
        self.takes.setToolTip(translate("Compose", "Clips of the same; each one is paid for."))
        self.set_name(name)
