"""Is this key taken? One call that costs nothing, and the words for what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from core.faults import fault_of
from core.foxapi.address import host_of
from core.help import Words, explain_call
from core.job import Fault
from core.language import translate

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi
    from core.foxapi.errors import FoxApiError
    from core.foxapi.transport import Call

CHECK_SECONDS = 15.0
"""Seconds that each call may take as a whole: a person waits for it."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class KeyCheck:
    """What came of a check.

    ``unknown`` means that the host answered and did not refuse the key, but did not say either that
    it is right: the key is kept. ``models`` are those that the key may call, None where that was
    not told; ``fault`` is why it is not ``ok``.
    """

    kind: Literal["ok", "unknown", "refused", "unreachable", "untrusted"]
    base_url: str
    models: tuple[str, ...] | None = None
    fault: Fault | None = None

    @property
    def usable(self) -> bool:
        """True unless the key is known to be refused, or the host could not be asked."""
        return self.kind in ("ok", "unknown")

    @property
    def detail(self) -> str:
        """What to tell the person, in their language."""
        host = host_of(self.base_url)
        if self.kind == "ok":
            return translate("KeyCheck", "{host} takes this key.").format(host=host)
        words = explain_call(self.fault or Fault("no_answer"), self.base_url)
        if self.kind == "unknown":
            kept = translate("KeyCheck", "It did not refuse the key, so the key is kept.")
            words = Words(words.happened, "", kept)
        return str(words)


def check_key(base_url: str, key: str) -> KeyCheck:
    """Ask the gateway at ``base_url`` about ``key``. Blocking, twice ``CHECK_SECONDS`` at most.

    ``base_url`` is in the form that ``core.foxapi.address.base_url`` gives.
    """
    from core.foxapi.client import FoxApi

    client = FoxApi(base_url, key)
    try:
        return _checked(base_url, client)
    finally:
        client.close()


def _checked(base_url: str, client: FoxApi) -> KeyCheck:
    from core.foxapi import errors

    try:
        return KeyCheck("ok", base_url, models=_in_time(client.models))
    except (errors.NotFound, errors.NotAllowed, errors.Unreadable, errors.InvalidRequest) as error:
        # Not every gateway has this call, nor lets every key make it.
        return _checked_otherwise(base_url, client, error)
    except errors.FoxApiError as error:
        return _judged(base_url, error)


def _checked_otherwise(base_url: str, client: FoxApi, before: FoxApiError) -> KeyCheck:
    from core.foxapi import errors

    try:
        _in_time(client.usage)
    except errors.KeyRefused as error:
        return _judged(base_url, error)
    except errors.FoxApiError as error:
        # A call that is not there says less than one that was not allowed.
        return _judged(base_url, before if isinstance(before, errors.NotAllowed) else error)
    return KeyCheck("ok", base_url)


def _judged(base_url: str, error: FoxApiError) -> KeyCheck:
    """Return what a failed call says about the key."""
    from core.foxapi import errors

    fault = fault_of(error)
    match error:
        case errors.KeyRefused() | errors.NotAllowed():
            return KeyCheck("refused", base_url, fault=fault)
        case errors.Untrusted():
            return KeyCheck("untrusted", base_url, fault=fault)
        case errors.Unreachable() | errors.NoAnswer() | errors.Aborted():
            return KeyCheck("unreachable", base_url, fault=fault)
        case _:
            return KeyCheck("unknown", base_url, fault=fault)


def _in_time(ask: Callable[[Call], _T]) -> _T:
    from core.foxapi.transport import Call

    call = Call()
    with call.deadline(CHECK_SECONDS):
        return ask(call)
