"""What is said of an unconfirmed job and of its ways out, in the window and on the command line."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from core.foxapi.address import host_of
from core.foxapi.messages import Charge
from core.help import Face, explain, explain_call
from core.job import Fault, Job
from core.language import translate

UNKNOWN_TASK = frozenset({"not_found", "invalid_request"})
"""Kinds of fault that say that an id is mistyped, or another key's."""


def known_words(job: Job, face: Face = Face.COMMAND_LINE) -> str:
    """Return what is known of what happened, and of the charge; empty where nothing is."""
    fault = job.error or job.reason
    if fault is None:
        return ""
    return str(dataclasses.replace(explain(fault, job, face), todo=""))


def sent_words(job: Job, when: str, host: str) -> str:
    """Return when a job was sent, or only asked for where nobody knows whether it was sent.

    ``when`` is the moment in words, of ``sent_at`` or else of ``created_at``.
    """
    rebuilt = job.error is not None and job.error.kind == "ledger_rebuilt"
    if rebuilt and job.sent_at is None:
        words = translate("Resolve", "Asked for {when}, to be sent to {host}")
    else:
        words = translate("Resolve", "Sent {when} to {host}")
    return words.format(when=when, host=host)


def follow_words() -> str:
    """Return what it costs to follow a task that is there already."""
    return translate("Resolve", "Foxreel follows it, and nothing is paid again.")


def again_words(price: str, *, demo: bool) -> str:
    """Return what sending again costs; ``price`` is the price in words, empty if unknown."""
    if demo:
        return translate("Resolve", "The built-in engine costs nothing.")
    twice = translate("Resolve", "If the first one exists too, you pay for both.")
    if not price:
        return twice
    about = translate("Resolve", "It costs about {price}. {twice}")
    return about.format(price=price, twice=twice)


def drop_words(*, demo: bool) -> str:
    """Return what dropping the job means, and what it does not."""
    if demo:
        return translate("Resolve", "Foxreel does not look for it any more.")
    return translate(
        "Resolve", "Foxreel does not look for it any more. It may have been charged all the same."
    )


def charges_words(charges: Sequence[Charge] | None) -> str:
    """Return what charges that no known task explains mean; None says that there is no log."""
    if charges is None:
        return translate(
            "Charges", "The spend log cannot be had from this host. Look into your account there."
        )
    if not charges:
        return translate(
            "Charges",
            "No charge from about that time is left over. That is no proof: a charge may show"
            " up later, or not be in the log.",
        )
    if len(charges) == 1:
        return translate(
            "Charges",
            "There is a charge near that time that no clip in your list explains. It may be"
            " this clip's.",
        )
    return translate(
        "Charges",
        "There are charges near that time that no clip in your list explains. One of them may"
        " be this clip's.",
    )


def not_looked_up_words(fault: Fault, base_url: str) -> str:
    """Return why a task could not be looked up: it is not known there, or nobody can say."""
    if fault.kind in UNKNOWN_TASK:
        words = translate(
            "Resolve",
            "{host} does not know a task with this ID. Check the ID, and that it belongs to the"
            " key that this clip was sent with.",
        )
        return words.format(host=host_of(base_url))
    return str(explain_call(fault, base_url))


def taken_words(other: Job) -> str:
    """Return that a task is another job's."""
    words = translate("JobActions", "Another job has that task already: {prompt}")
    return words.format(prompt=other.prompt or other.id)
