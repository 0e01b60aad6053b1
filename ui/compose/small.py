"""The notice under a picture that has fewer pixels than the clip."""

from __future__ import annotations

from core.framing import Framing, Size, enlargement, part_size, settle_box
from core.language import translate
from ui.compose.words import Words
from ui.wording import locale

SEEN = 1.3
"""How many times as wide and high a picture may become before it is said."""

SOFT = 2.0
"""From what on it surely looks soft."""


def enlarged(own: Size, clip: Size, framing: Framing) -> tuple[int, float] | None:
    """Return how many pixels wide the part is that is taken of a picture, and how many times it is
    enlarged for a clip; None where that is hardly seen."""
    times = round(enlargement(own, clip, framing), 1)
    if times < SEEN:
        return None
    if framing.fit != "crop":
        return own[0], times
    return part_size(settle_box(framing.crop, own, clip[0] / clip[1]), own)[0], times


class SmallNotice(Words):
    """Says of a picture that it will look soft; hidden where it will not."""

    def tell(self, own: Size | None, clip: Size | None, framing: Framing) -> None:
        """Say it of a picture of the size ``own`` in a ``clip``; None stands for unknown."""
        found = enlarged(own, clip, framing) if own and clip else None
        if found is None:
            self.say("")
            return
        width, times = found
        words = translate(
            "Compose", "The picture is {width} px wide and is enlarged {times}×; it may look soft."
        )
        if framing.crop:
            words = translate(
                "Compose",
                "This part of the picture is {width} px wide and is enlarged {times}×; it may look"
                " soft.",
            )
        number = locale().toString(times, "f", 0 if times == int(times) else 1)
        words = words.format(width=width, times=number)
        self.say(words, "warning" if times >= SOFT else "secondary")
