"""From an exception to the fault that a job keeps."""

from __future__ import annotations

from core.foxapi import errors
from core.foxapi.messages import TaskError
from core.job import TASK_GONE, Fault

_KINDS: dict[type[errors.FoxApiError], str] = {
    errors.InvalidRequest: "invalid_request",
    errors.KeyRefused: "key_refused",
    errors.BalanceExhausted: "balance_exhausted",
    errors.NotAllowed: "not_allowed",
    errors.NotFound: "not_found",
    errors.TaskGone: TASK_GONE,
    errors.TooLarge: "too_large",
    errors.ModelUnavailable: "model_unavailable",
    errors.RateLimited: "rate_limited",
    errors.Ambiguous: "ambiguous",
    errors.ServerFault: "server_fault",
    errors.Redirected: "redirected",
    errors.Unreadable: "unreadable",
    errors.Unreachable: "unreachable",
    errors.Untrusted: "untrusted",
    errors.NoAnswer: "no_answer",
    errors.Aborted: "aborted",
}

NEEDS_PERSON = (
    *(errors.KeyRefused, errors.BalanceExhausted, errors.Untrusted, errors.Redirected),
    errors.TaskGone,
)
"""Errors that stay until the key, the balance or the address is mended, or for good."""


def fault_of(error: errors.FoxApiError, *, needs_person: bool = False) -> Fault:
    """Return what a job keeps of a failed call."""
    answer = error.answer
    return Fault(
        kind=_KINDS[type(error)],
        code=answer.code,
        message=answer.message,
        type=answer.type,
        status=answer.status,
        request_id=answer.request_id,
        needs_person=needs_person or isinstance(error, NEEDS_PERSON),
    )


def task_fault(error: TaskError | None, status: str) -> Fault:
    """Return what a job keeps of a task that the provider has given up."""
    error = error or TaskError()
    cancelled = status.startswith("cancel")
    code = error.code or ("request_cancelled" if cancelled else "")
    return Fault(kind="task_failed", code=code, message=error.message, type=error.type)
