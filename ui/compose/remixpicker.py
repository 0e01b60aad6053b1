"""The popup that offers clips to remix: found by words or by video ID."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.job import Job
from core.language import translate
from ui.compose.clippicker import ClipPicker


class RemixPicker(ClipPicker):
    """Offers clips that can be remixed, and what was typed as a video id."""

    def look_for(self, search: str, then: Callable[[list[Job]], None]) -> None:
        """Call ``then`` with the clips that can be remixed."""
        self._clips.find(search, then)

    def names(self) -> tuple[str, str, str]:
        """Return what the popup, its search and its list are called."""
        return (
            translate("Compose", "Choose a clip to remix"),
            translate("Compose", "Search, or paste a video ID"),
            translate("Compose", "Clips that can be remixed"),
        )

    def empty_words(self, search: str) -> str:
        """Return what is said where ``search`` finds nothing."""
        if search:
            return translate("Compose", "No clip that can be remixed is called that.")
        return translate(
            "Compose",
            "No clip here can be remixed. Switch on “Keep on the server” before making one, or"
            " paste the video ID of a clip from elsewhere.",
        )

    def more(self, search: str, found: Sequence[Job]) -> list[str]:
        """Return what was typed, where it may be a video id that no clip here has."""
        known = any(job.clip and job.clip.video_id == search for job in found)
        return [search] if search and len(search.split()) == 1 and not known else []
