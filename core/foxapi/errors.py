"""What can go wrong on the wire: an exception class for each cause, each carrying its facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class Answer:
    """The facts of an answer that was not a success, or of none at all.

    ``status`` is the HTTP status, None without an answer; ``type``, ``code`` and ``message`` are
    the provider's own (source: foxapi.md section 5), empty where it gave none; ``retry_after`` is
    in seconds.
    """

    status: int | None = None
    type: str = ""
    code: str = ""
    message: str = ""
    request_id: str = ""
    retry_after: float | None = None


class FoxApiError(Exception):
    """Any failed call. ``answer`` holds what is known about it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.message or answer.code or type(self).__name__)
        self.answer = answer


class InvalidRequest(FoxApiError):
    """The request was refused as it stands: 400, 422 and any 4xx without a class of its own."""


class KeyRefused(FoxApiError):
    """401: the key is missing, invalid or expired."""


class BalanceExhausted(FoxApiError):
    """402, or 403 with a quota code: the balance does not cover the call."""


class NotAllowed(FoxApiError):
    """403: not allowed for this key, or the file store is full."""


class NotFound(FoxApiError):
    """404: not known, or not known yet."""


class TaskGone(InvalidRequest):
    """410 to a query: the task was there, and is not any more."""


class TooLarge(FoxApiError):
    """413: the upload is too large."""


class ModelUnavailable(FoxApiError):
    """No channel serves the model now: ``service_unavailable_error`` with 422 or 503."""


class RateLimited(FoxApiError):
    """429: too many calls; nothing was created."""


class Ambiguous(FoxApiError):
    """408, 409, 425 or 499: says nothing certain about whether the request took effect."""


class ServerFault(FoxApiError):
    """5xx: the server failed, before or after it acted."""


class Redirected(FoxApiError):
    """3xx: never followed, as the key would go along."""


class Unreadable(FoxApiError):
    """2xx whose body is not what the contract says."""


class Unreachable(FoxApiError):
    """No connection: certain that not one byte of the request was sent."""


class Untrusted(Unreachable):
    """The server's certificate could not be verified; nothing was sent."""


class NoAnswer(FoxApiError):
    """The request, or a part of it, was sent, and no whole answer came back."""


class Aborted(FoxApiError):
    """This program ended the call before a byte of the request was sent."""


QUOTA_CODES = frozenset({"insufficient_user_quota", "pre_consume_token_quota_failed"})
AMBIGUOUS = frozenset({408, 409, 425, 499})


class CreateOutcome(Enum):
    """What a failed create means. Source: the table in foxapi.md section 1."""

    NOT_CREATED = "not created"
    NOT_CREATED_PERSON = "not created; the key or the balance needs a person"
    NOT_CREATED_LATER = "not created; may be sent again"
    UNKNOWN = "may exist and may be billed"


def create_outcome(error: FoxApiError) -> CreateOutcome:
    """Tell what ``error`` says about the task that a create asked for."""
    match error:
        case RateLimited() | Aborted():
            return CreateOutcome.NOT_CREATED_LATER
        case KeyRefused() | BalanceExhausted() | Untrusted():
            return CreateOutcome.NOT_CREATED_PERSON
        case Unreachable():
            return CreateOutcome.NOT_CREATED_LATER
        case InvalidRequest() | NotAllowed() | NotFound() | TooLarge() | ModelUnavailable():
            return CreateOutcome.NOT_CREATED
        case _:
            return CreateOutcome.UNKNOWN


def error_for(answer: Answer) -> FoxApiError:
    """Return the exception for an HTTP answer whose status is not 2xx."""
    status = answer.status or 0
    if status in (422, 503) and answer.type == "service_unavailable_error":
        return ModelUnavailable(answer)
    if status == 403 and (answer.code in QUOTA_CODES or answer.type == "insufficient_quota"):
        return BalanceExhausted(answer)
    classes: dict[int, type[FoxApiError]] = {
        401: KeyRefused,
        402: BalanceExhausted,
        403: NotAllowed,
        404: NotFound,
        413: TooLarge,
        429: RateLimited,
    }
    if status in classes:
        return classes[status](answer)
    if status in AMBIGUOUS:
        return Ambiguous(answer)
    if 300 <= status < 400:
        return Redirected(answer)
    return InvalidRequest(answer) if 400 <= status < 500 else ServerFault(answer)


def read_error_body(body: Any) -> tuple[str, str, str]:
    """Return type, code and message from an error body in any of the known shapes.

    ``{"error": {"message", "type", "code"?}}`` is the contract; gateways in front send a bare
    string, ``{"message", "code"}``, HTML or nothing.
    """
    if not isinstance(body, dict):
        return "", "", ""
    error = body.get("error") or body
    if not isinstance(error, dict):
        return "", "", str(error)[:2000]
    kind, code, message = error.get("type"), error.get("code"), error.get("message")
    return _word(kind), _word(code), _word(message)[:2000]


def request_id_in(message: str) -> str:
    """Return the request id that some gateways put into the message, or an empty string."""
    found = re.search(r"request id: ?([\w-]+)", message, re.IGNORECASE)
    return found.group(1) if found else ""


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
