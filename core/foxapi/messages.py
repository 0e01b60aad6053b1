"""What FoxAPI answers, read with patience: only what a decision needs is required."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.masking import masked

QUOTA_PER_USD = 500_000
"""Quota units in one US dollar. Source: foxapi.md section 4."""

PRICE_PER_CALL = 1
"""The ``quota_type`` of a model with a fixed price for each call. Source: foxapi.md section 4."""

COMPLETED = "completed"
FAILED = frozenset({"failed", "cancelled", "canceled"})
PENDING = "pending"


@dataclass(frozen=True)
class Accepted:
    """A create was accepted. ``model`` is the one actually used; times are in seconds."""

    task_id: str
    model: str = ""
    status: str = PENDING
    estimated_time: float | None = None
    can_cancel: bool | None = None
    credits_reserved: float | None = None


@dataclass(frozen=True)
class Result:
    """One result of a finished task: a file's URL, or a character's id and name."""

    url: str = ""
    video_id: str = ""
    content_type: str = ""
    character_id: str = ""
    name: str = ""


@dataclass(frozen=True)
class TaskError:
    """Why the provider says that a task failed."""

    code: str = ""
    message: str = ""
    type: str = ""


@dataclass(frozen=True)
class Task:
    """The answer to a query. ``progress`` is 0 to 100, None where the answer has no usable one.

    ``notes`` are remarks of the built-in engine; FoxAPI sends none.
    """

    status: str
    progress: int | None = None
    results: tuple[Result, ...] = ()
    error: TaskError | None = None
    model: str = ""
    estimated_time: float | None = None
    can_cancel: bool | None = None
    notes: tuple[str, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def completed(self) -> bool:
        """True only when results are there: ``completed`` may come first without them."""
        return self.status == COMPLETED and bool(self.results)

    @property
    def failed(self) -> bool:
        """True when the provider has given up on the task."""
        return self.status in FAILED


@dataclass(frozen=True)
class Upload:
    """A file that the gateway keeps for 72 hours."""

    url: str
    id: str = ""


@dataclass(frozen=True)
class Usage:
    """What a key may still spend, in US dollars; None where it is not limited or not said."""

    name: str = ""
    granted: float | None = None
    used: float | None = None
    available: float | None = None
    unlimited: bool = False
    expires_at: int | None = None


@dataclass(frozen=True)
class Charge:
    """A row of the key's spend log. ``created_at`` is Unix time, ``usd`` the amount."""

    id: str
    created_at: int
    model: str
    usd: float
    group: str = ""


@dataclass(frozen=True)
class Price:
    """What a model costs: ``usd`` for each call, None where that is not what it has."""

    model: str
    usd: Decimal | None


@dataclass(frozen=True)
class Prices:
    """The gateway's price list; a price is to be multiplied by the ratio of the key's group."""

    models: tuple[Price, ...]
    group_ratios: Mapping[str, Decimal] = field(default_factory=dict)


def read_accepted(body: Any) -> Accepted | None:
    """Read the answer to a create; None when it holds no task id."""
    if not isinstance(body, dict) or not isinstance(body.get("id"), str) or not body["id"].strip():
        return None
    info, usage = _dict(body, "task_info"), _dict(body, "usage")
    return Accepted(
        task_id=body["id"].strip(),
        model=_str(body, "model"),
        status=_str(body, "status") or PENDING,
        estimated_time=_number(info.get("estimated_time")),
        can_cancel=_bool(info.get("can_cancel")),
        credits_reserved=_number(usage.get("credits_reserved")),
    )


def read_task(body: Any) -> Task | None:
    """Read the answer to a query; None when it holds no status."""
    if not isinstance(body, dict) or not isinstance(body.get("status"), str):
        return None
    info = _dict(body, "task_info")
    return Task(
        status=body["status"].strip().lower(),
        progress=read_progress(body.get("progress")),
        results=tuple(_results(body)),
        error=_task_error(body.get("error")),
        model=_str(body, "model"),
        estimated_time=_number(info.get("estimated_time")),
        can_cancel=_bool(info.get("can_cancel")),
        notes=tuple(note for note in _list(body.get("notes")) if isinstance(note, str)),
        raw=body,
    )


def read_progress(value: Any) -> int | None:
    """Return a progress as 0 to 100; accepts numbers and texts such as ``"62%"``."""
    if isinstance(value, str):
        value = value.strip().rstrip("%").strip()
    number = _number(value)
    return None if number is None else round(min(max(number, 0.0), 100.0))


def read_upload(body: Any) -> Upload | None:
    """Read the answer to an upload; None when it holds no URL."""
    if not isinstance(body, dict) or not _str(body, "url"):
        return None
    return Upload(url=_str(body, "url"), id=_str(body, "id"))


def read_models(body: Any) -> tuple[str, ...] | None:
    """Read the ids of the models that a key may call; None when there is no list."""
    rows = body.get("data") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        return None
    return tuple(row["id"] for row in rows if isinstance(row, dict) and _str(row, "id"))


def read_usage(body: Any) -> Usage | None:
    """Read what a key has spent and may spend; None when the answer is something else."""
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, dict):
        return None
    expires = _number(data.get("expires_at"))
    unlimited = data.get("unlimited_quota") is True
    return Usage(
        name=_str(data, "name"),
        granted=_usd(data.get("total_granted")),
        used=_usd(data.get("total_used")),
        available=None if unlimited else _usd(data.get("total_available")),
        unlimited=unlimited,
        expires_at=int(expires) if expires and expires > 0 else None,
    )


def read_charges(body: Any) -> tuple[Charge, ...] | None:
    """Read a key's spend log, newest first; None when the answer is something else."""
    rows = body.get("data") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        return None
    return tuple(
        Charge(
            id=str(row.get("id", "")),
            created_at=int(_number(row.get("created_at")) or 0),
            model=_str(row, "model_name"),
            usd=_usd(row.get("quota")) or 0.0,
            group=_str(row, "group"),
        )
        for row in rows
        if isinstance(row, dict)
    )


def read_prices(body: Any) -> Prices | None:
    """Read the gateway's price list; None when the answer is something else."""
    rows = body.get("data") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        return None
    ratios = {str(group): _amount(ratio) for group, ratio in _dict(body, "group_ratio").items()}
    return Prices(
        models=tuple(_price(r) for r in rows if isinstance(r, dict) and _str(r, "model_name")),
        group_ratios={group: ratio for group, ratio in ratios.items() if ratio is not None},
    )


def _price(row: dict[str, Any]) -> Price:
    per_call = _number(row.get("quota_type")) == PRICE_PER_CALL
    return Price(_str(row, "model_name"), _amount(row.get("model_price")) if per_call else None)


def _results(body: dict[str, Any]) -> Iterator[Result]:
    """Yield results from ``results`` (objects or URL strings) or the older ``output``."""
    rows = body.get("results")
    if not rows and isinstance(body.get("output"), dict):
        output = body["output"]
        rows = [output.get("url"), *_list(output.get("urls"))]
    for row in _list(rows):
        if isinstance(row, str) and row.strip():
            yield Result(url=row.strip())
        elif isinstance(row, dict) and (_str(row, "url") or _str(row, "character_id")):
            names = ("url", "video_id", "content_type", "character_id", "name")
            yield Result(**{name: _str(row, name) for name in names})


def _task_error(value: Any) -> TaskError | None:
    if isinstance(value, str) and value:
        return TaskError(message=masked(value))
    if not isinstance(value, dict):
        return None
    code = value.get("code")
    return TaskError(
        code=str(code) if isinstance(code, str | int) else "",
        message=masked(_str(value, "message")),
        type=_str(value, "type"),
    )


def _dict(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _str(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value.strip() if isinstance(value, str) else ""


def _bool(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number == number and abs(number) < 1e15 else None


def _usd(value: Any) -> float | None:
    quota = _number(value)
    return None if quota is None else quota / QUOTA_PER_USD


def _amount(value: Any) -> Decimal | None:
    """Return an amount that is written as a decimal number, None where it is none or negative."""
    number = _number(value)
    return None if number is None or number < 0 else Decimal(str(number))
