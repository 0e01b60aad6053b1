"""The popup that offers the clips of the library: found by words, chosen by click or key."""

from __future__ import annotations

from collections.abc import Callable

from core.job import Job
from core.language import translate
from ui.compose.clippicker import ClipPicker


class LibraryPicker(ClipPicker):
    """Offers finished clips whose files are there."""

    def look_for(self, search: str, then: Callable[[list[Job]], None]) -> None:
        """Call ``then`` with the finished clips."""
        self._clips.find_finished(search, then)

    def names(self) -> tuple[str, str, str]:
        """Return what the popup, its search and its list are called."""
        return (
            translate("Slots", "Choose a clip from the library"),
            translate("Slots", "Search"),
            translate("Slots", "Finished clips"),
        )

    def empty_words(self, search: str) -> str:
        """Return what is said where ``search`` finds nothing."""
        if search:
            return translate("Slots", "No finished clip is called that.")
        return translate("Slots", "There is no finished clip in the library yet.")
