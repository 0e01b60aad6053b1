"""The name of a film that is joined from clips."""

from __future__ import annotations

from pathlib import Path

from core.language import translate
from core.naming import free_file, safe_words

LONGEST_TITLE = 32
"""Characters of a clip's title that a film is called by: what was done stands behind them."""


def free_film(folder: Path, title: str) -> Path:
    """Return a free path in ``folder`` that begins with the first words of ``title``. Blocking."""
    words = safe_words(title)
    if len(words) > LONGEST_TITLE:
        end = words.rfind(" ", LONGEST_TITLE // 2, LONGEST_TITLE + 1)
        words = words[: end if end > 0 else LONGEST_TITLE].rstrip(" ,;:.，。；：、")
    stem = safe_words(translate("Join", "{title} joined").format(title=words))
    return free_file(folder, stem, ".mp4", set())
