"""The notice under a picture that is much smaller than the clip."""

from __future__ import annotations

from core.frames import Fit
from core.language import translate
from ui.compose.words import Words

MOST_ENLARGED = 2.0
"""How many times as wide and high a picture may become before it looks blurred."""

Size = tuple[int, int]
"""Width and height in pixels."""


def enlarged_to(own: Size, clip: Size, fit: Fit) -> Size | None:
    """Return to what size a picture is enlarged for a clip, None where that is hardly seen.

    Cropped it fills the clip, else it keeps its shape inside.
    """
    across, down = clip[0] / own[0], clip[1] / own[1]
    scale = max(across, down) if fit == "crop" else min(across, down)
    if scale <= MOST_ENLARGED:
        return None
    return clip if fit == "crop" else (round(own[0] * scale), round(own[1] * scale))


class SmallNotice(Words):
    """Says of a picture that it will look blurred; hidden where it will not."""

    def tell(self, own: Size | None, clip: Size | None, fit: Fit) -> None:
        """Say it of a picture of the size ``own`` in a ``clip``; None stands for unknown."""
        size = enlarged_to(own, clip, fit) if own and clip else None
        words = translate(
            "Compose", "Small picture: it is enlarged to {width}×{height} and will look blurred."
        )
        self.say(words.format(width=size[0], height=size[1]) if size else "")
