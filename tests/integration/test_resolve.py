"""``resolve`` as a process: the three ways out of an unconfirmed job, and what each may cost."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from core.home import Home
from core.job import Job, State
from core.ledger import Ledger
from tests.commands import foxreel
from tests.faulty import Answer, FoxServer, Happens, Plan, Reset, untagged
from tests.studios import KEY, clips, rig, run

S = State
SOON = Plan(pending=0, processing=0, accepted={"task_info": None})


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done."""
    with FoxServer(key=KEY) as running:
        running.plan = SOON
        yield running


def unconfirmed(home: Home, server: FoxServer) -> Job:
    """Return a job whose task was made, without an answer that says so."""
    server.on_create(Happens(Reset()))

    async def work() -> Job:
        async with rig(home) as r:
            return await r.make(server.base_url)

    job = run(work())
    assert job.state is S.UNCONFIRMED
    return job


def jobs(home: Home) -> list[Job]:
    ledger = Ledger(home.ledger)
    try:
        return ledger.jobs()
    finally:
        ledger.close()


def test_without_a_way_it_shows_the_charge_and_what_each_way_costs(
    home: Home, server: FoxServer
) -> None:
    job = unconfirmed(home, server)
    ended = foxreel("resolve", job.id[:6], server=server)
    assert ended.code == 4
    assert "There is a charge near that time" in ended.err
    assert "sora-2-pro  $0.80" in ended.err
    assert f"resolve {job.id} --task-id T" in ended.err
    assert "about $0.80. If the first one exists too, you pay for both." in ended.err
    assert "It may have been charged all the same." in ended.err
    assert ended.out == ""
    assert (len(server.requests("create")), jobs(home)) == (1, [job])


def test_a_charge_is_looked_for_at_the_time_of_sending_not_of_asking(
    home: Home, server: FoxServer
) -> None:
    server.on_create(Happens(Reset()))
    then = time.time() - 9 * 3600

    async def ask() -> None:
        async with rig(home, clock=lambda: then) as r:
            await r.studio.add(r.ask(server.base_url), hold=True)

    run(ask())
    foxreel("resume", server=server)
    (job,) = jobs(home)
    ended = foxreel("resolve", job.id, server=server)
    assert "There is a charge near that time" in ended.err


def test_as_json_it_is_one_object_with_charges_and_price(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    (found,) = foxreel("resolve", job.id, "--json", server=server).jobs
    assert (found["id"], found["state"], found["price_usd"]) == (job.id, "unconfirmed", 0.8)
    assert [(row["model"], row["usd"]) for row in found["charges"]] == [("sora-2-pro", 0.8)]
    server.on("log", Answer(404))
    (found,) = foxreel("resolve", job.id, "--json", server=server).jobs
    assert found["charges"] is None


def test_a_task_id_is_looked_up_and_followed_to_its_file(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    ended = foxreel("resolve", job.id, "--task-id", server.tasks[0].id, server=server)
    assert ended.code == 0, ended.err
    assert ended.out.strip() == str(clips(home.clips)[0])
    assert untagged(clips(home.clips)[0].read_bytes()) == server.provider.clip
    assert len(server.requests("create")) == 1


def test_a_mistyped_id_and_another_job_s_task_are_refused(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    other = foxreel("generate", "another", "--json", server=server).jobs[0]
    ended = foxreel("resolve", job.id, "--task-id", "task-of-nobody", server=server)
    assert (ended.code, "does not know a task with this ID" in ended.err) == (2, True)
    ended = foxreel("resolve", job.id, "--task-id", other["task_id"], server=server)
    assert (ended.code, "Another job has that task already: another" in ended.err) == (2, True)
    assert foxreel("resolve", job.id, "--task-id", " ", server=server).code == 2
    assert jobs(home)[0] == job


def test_who_is_sure_goes_on_where_nothing_can_be_looked_up(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    task = server.tasks[0]
    server.on_task(Answer(502, "<html></html>"), Answer(502, "<html></html>"))
    ended = foxreel("resolve", job.id, "--task-id", task.id, server=server)
    assert (ended.code, "add --unchecked" in ended.err) == (4, True)
    assert jobs(home) == [job]
    ended = foxreel("resolve", job.id, "--task-id", task.id, "--unchecked", server=server)
    assert (ended.code, len(clips(home.clips))) == (0, 1)
    assert len(server.requests("create")) == 1


def test_without_the_key_nothing_is_looked_up_nor_sent(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    keyless = {"FOXAPI_API_KEY": ""}
    ended = foxreel("resolve", job.id, "--task-id", "task-1", server=server, **keyless)
    assert (ended.code, "no API key" in ended.err) == (3, True)
    assert foxreel("resolve", job.id, "--resend", server=server, **keyless).code == 3
    assert foxreel("resolve", job.id, server=server, **keyless).code == 4
    assert jobs(home) == [job]


def test_sending_again_is_a_new_job_that_is_paid_for(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    ended = foxreel("resolve", job.id, "--resend", "--json", server=server)
    (new,) = ended.jobs
    assert (ended.code, new["state"], new["id"] == job.id) == (0, "completed", False)
    dropped, again = jobs(home)
    assert (dropped.state, again.retry_of) == (S.STOPPED, job.id)
    assert len(server.requests("create")) == 2
    ended = foxreel("resolve", job.id, "--resend", server=server)
    assert (ended.code, "is not unconfirmed" in ended.err) == (2, True)
    assert len(server.requests("create")) == 2


def test_dropping_ends_it_and_says_that_it_may_have_been_charged(
    home: Home, server: FoxServer
) -> None:
    job = unconfirmed(home, server)
    ended = foxreel("resolve", job.id, "--drop", server=server)
    assert (ended.code, "may have been charged all the same" in ended.err) == (0, True)
    assert [each.state for each in jobs(home)] == [S.STOPPED]
    assert foxreel("retry", job.id, server=server).code == 5
    assert len(server.requests("create")) == 1


def test_the_ways_exclude_each_other(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    for ways in (["--drop", "--resend"], ["--drop", "--task-id", "t"], ["--unchecked"]):
        assert foxreel("resolve", job.id, *ways, server=server).code == 2
    assert foxreel("resolve", "nobody", server=server).code == 2
    assert jobs(home) == [job]


def test_retry_and_resume_name_it(home: Home, server: FoxServer) -> None:
    job = unconfirmed(home, server)
    retried = foxreel("retry", job.id, server=server)
    assert (retried.code, f"resolve {job.id}" in retried.err) == (2, True)
    assert "resolve" in foxreel("resume", server=server).err
