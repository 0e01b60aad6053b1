"""What the ways to make a picture fit are called."""

from __future__ import annotations

from core.framing import Fit
from core.language import QT_TRANSLATE_NOOP, translate

_FITS = {
    "crop": (
        QT_TRANSLATE_NOOP("Compose", "Crop"),
        QT_TRANSLATE_NOOP("Compose", "Cut off what does not fit"),
    ),
    "pad": (
        QT_TRANSLATE_NOOP("Compose", "Pad"),
        QT_TRANSLATE_NOOP("Compose", "Fill up with one colour"),
    ),
    "blur": (
        QT_TRANSLATE_NOOP("Compose", "Blur"),
        QT_TRANSLATE_NOOP("Compose", "Fill up with the blurred picture"),
    ),
}


def fit_words(fit: Fit) -> str:
    """Return the name of a fit."""
    return translate("Compose", _FITS[fit][0])


def fit_help(fit: Fit) -> str:
    """Return what a fit does."""
    return translate("Compose", _FITS[fit][1])
