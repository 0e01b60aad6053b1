"""What a call that was about no job met, where that differs from a job's fault of the same kind."""

from __future__ import annotations

from core.faulttexts import Entry
from core.language import QT_TRANSLATE_NOOP

CALLS: dict[str, Entry] = {
    "key_refused": (
        QT_TRANSLATE_NOOP("Help", "{host} refused the API key."),
        QT_TRANSLATE_NOOP("Help", "Look for what was cut off or mistyped, or make a new key."),
    ),
    "not_found": (
        QT_TRANSLATE_NOOP("Help", "{host} does not know this call."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "unreadable": (
        QT_TRANSLATE_NOOP("Help", "The answer of {host} could not be read."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "redirected": (
        QT_TRANSLATE_NOOP(
            "Help", "{host} sent the call elsewhere, and Foxreel does not follow with your key."
        ),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "invalid_request": (
        QT_TRANSLATE_NOOP("Help", "{host} did not accept the call."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "balance_exhausted": (
        QT_TRANSLATE_NOOP("Help", "The balance at {host} is used up."),
        QT_TRANSLATE_NOOP("Help", "Top up the balance."),
    ),
    "unreachable": (
        QT_TRANSLATE_NOOP("Help", "{host} cannot be reached."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL and the network."),
    ),
    "untrusted": (
        QT_TRANSLATE_NOOP("Help", "The certificate of {host} could not be verified."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the base URL and the network: a sign-in page or a filter may be between."
        ),
    ),
    "no_answer": (
        QT_TRANSLATE_NOOP("Help", "No whole answer came back from {host}."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL and the network."),
    ),
    "rate_limited": (
        QT_TRANSLATE_NOOP("Help", "{host} asks for a pause: too many calls."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
}
"""By the fault's kind."""
