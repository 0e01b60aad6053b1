"""The charge of a request that was never answered."""

from __future__ import annotations

import dataclasses

from core.foxapi.messages import Charge
from core.job import Connection, Job, State
from core.spending import unexplained

NOW = 1_750_000_000.0


def job(sent_at: float, task_id: str = "", model: str = "sora-2-pro") -> Job:
    return Job(
        id=f"job{sent_at:.0f}",
        created_at=sent_at - 5,
        connection=Connection("https://api.foxapi.cc", "mark"),
        model=model,
        prompt="a fox",
        values={},
        output="/clips",
        state=State.COMPLETED if task_id else State.UNCONFIRMED,
        task_id=task_id,
        sent_at=sent_at,
    )


def charge(at: float, model: str = "sora-2-pro", usd: float = 0.8) -> Charge:
    return Charge(id=str(at), created_at=int(at), model=model, usd=usd)


def test_a_charge_near_the_request_that_no_task_explains_is_found() -> None:
    mine = charge(NOW + 3)
    assert unexplained([mine], job(NOW), []) == [mine]


def test_a_charge_that_another_task_explains_is_not_its() -> None:
    other = job(NOW - 30, "task-1")
    assert unexplained([charge(NOW - 29)], job(NOW), [other]) == []


def test_each_task_explains_one_charge_only() -> None:
    other = job(NOW - 30, "task-1")
    mine = charge(NOW + 1)
    assert unexplained([charge(NOW - 29), mine], job(NOW), [other]) == [mine]


def test_the_nearest_to_the_moment_of_sending_come_first() -> None:
    charges = [charge(NOW + after) for after in (3000, 900, 60, 5, -20)]
    assert unexplained(charges, job(NOW), []) == [charges[i] for i in (3, 4, 2, 1, 0)]


def test_another_model_or_another_day_is_not_its() -> None:
    charges = [charge(NOW, "sora-2"), charge(NOW - 86_400), charge(NOW + 86_400)]
    assert unexplained(charges, job(NOW), []) == []


def test_without_a_time_of_sending_the_time_of_asking_counts() -> None:
    asked = dataclasses.replace(job(NOW), sent_at=None)
    mine = charge(NOW)
    assert unexplained([mine], asked, []) == [mine]
