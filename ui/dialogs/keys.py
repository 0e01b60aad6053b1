"""What came of a key that a person gave, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.language import QT_TRANSLATE_NOOP, translate
from ui.dialogs.note import Tone


@dataclass(frozen=True)
class KeyOutcome:
    """What came of a key. ``detail`` is a further sentence in the person's language, or empty.

    ``kept``: it is in the system's keychain. ``session``: there is none, so it is kept until the
    program ends. ``works``: the key that was in use already is a good one. ``refused``: the host
    does not take it. ``unreachable`` and ``untrusted``: it could not be checked. ``bad``: it can
    be no key, and ``detail`` says why. ``checked`` is False for a key of which nobody knows
    whether it works.
    """

    kind: Literal["kept", "session", "works", "refused", "unreachable", "untrusted", "bad"]
    detail: str = ""
    checked: bool = True

    @property
    def usable(self) -> bool:
        """Tell whether the key is in use now."""
        return self.kind in ("kept", "session")

    @property
    def unchecked(self) -> bool:
        """Tell whether the key may be kept all the same."""
        return self.kind in ("unreachable", "untrusted")


_WORDS: dict[str, tuple[Tone, str]] = {
    "kept": (
        "good",
        QT_TRANSLATE_NOOP("Key", "The key works. It is kept in this system's keychain."),
    ),
    "kept_unchecked": (
        "good",
        QT_TRANSLATE_NOOP(
            "Key",
            "The key is kept in this system's keychain. Whether it works shows with the first"
            " call.",
        ),
    ),
    "session": (
        "warning",
        QT_TRANSLATE_NOOP(
            "Key",
            "The key works, but this system has no keychain that Foxreel can use. It is kept"
            " until you close Foxreel. To have it at every start, set the environment variable"
            " FOXAPI_API_KEY.",
        ),
    ),
    "session_unchecked": (
        "warning",
        QT_TRANSLATE_NOOP(
            "Key",
            "This system has no keychain that Foxreel can use, so the key is kept until you close"
            " Foxreel. To have it at every start, set the environment variable FOXAPI_API_KEY."
            " Whether it works shows with the first call.",
        ),
    ),
    "works": ("good", QT_TRANSLATE_NOOP("Key", "The key works.")),
    "works_unchecked": (
        "secondary",
        QT_TRANSLATE_NOOP("Key", "{host} did not refuse the key, but does not say more of it."),
    ),
    "refused": (
        "problem",
        QT_TRANSLATE_NOOP(
            "Key",
            "{host} refused this key. Check that it was copied whole, is still valid, and belongs"
            " to this host.",
        ),
    ),
    "unreachable": ("warning", QT_TRANSLATE_NOOP("Key", "{host} cannot be reached.")),
    "untrusted": (
        "warning",
        QT_TRANSLATE_NOOP("Key", "The certificate of {host} could not be verified."),
    ),
    "bad": ("problem", QT_TRANSLATE_NOOP("Key", "This is no key.")),
}


def outcome_words(outcome: KeyOutcome, host: str) -> str:
    """Return what came of a key for ``host``, in a few sentences.

    What the outcome itself says of a failure stands for the general words.
    """
    words = translate("Key", _entry(outcome)[1]).format(host=host)
    if outcome.usable or outcome.kind == "works":
        return f"{words}\n{outcome.detail}" if outcome.detail else words
    words = outcome.detail or words
    if outcome.unchecked:
        unchecked = translate("Key", "The key was not checked.")
        return f"{words}\n{unchecked}"
    return words


def outcome_tone(outcome: KeyOutcome) -> Tone:
    """Return the kind of note that fits an outcome."""
    return _entry(outcome)[0]


def _entry(outcome: KeyOutcome) -> tuple[Tone, str]:
    unchecked = f"{outcome.kind}_unchecked"
    return _WORDS[outcome.kind if outcome.checked or unchecked not in _WORDS else unchecked]
