"""What pauses sending: two creates in a row without a clear answer, a refused key, no money."""

from __future__ import annotations

import asyncio

import pytest

from core.home import Home
from core.job import Fault, Job, State
from core.ledger import Ledger
from core.settings import Limits
from tests.commands import foxreel
from tests.faulty import Answer, FoxServer, Gate, Hang, Happens, Plan, Reset
from tests.promises.tally import Tally
from tests.studios import KEY, Rig, rig, run

S = State
SOON = Plan(pending=0, processing=0, accepted={"task_info": None})
UNKNOWN = Happens(Reset())
REFUSED = Answer(401, {"error": {"type": "authentication_error", "message": "no such key"}})
POOR = Answer(402, {"error": {"type": "insufficient_quota", "message": "top up"}})


def creates(server: FoxServer) -> int:
    return len(server.requests("create"))


def reasons(jobs: list[Job]) -> list[str]:
    return [job.reason.kind if job.reason else "" for job in jobs]


async def settled(r: Rig, jobs: list[Job]) -> list[Job]:
    """Return the jobs once nothing moves in them, unconfirmed ones first.

    Which of several new jobs is sent first is left to chance.
    """
    done = await r.studio.settle([job.id for job in jobs])
    return sorted(done, key=lambda job: job.state is not S.UNCONFIRMED)


async def bad_hour(r: Rig, server: FoxServer, takes: int = 10) -> list[Job]:
    """Ask for so many clips of a provider that answers nothing, and return what became of them."""
    server.on_create(*[UNKNOWN] * takes)
    return await settled(r, await r.studio.add(r.ask(server.base_url, takes=takes)))


@pytest.mark.parametrize("sends", [1, 2])
def test_two_unknown_in_a_row_pause_what_waits(
    home: Home, server: FoxServer, tally: Tally, sends: int
) -> None:
    async def work() -> list[Job]:
        async with rig(home, limits=Limits(sends=sends)) as r:
            return await bad_hour(r, server)

    jobs = run(work())
    assert creates(server) == len(server.tasks) == 2
    assert [job.state for job in jobs] == [S.UNCONFIRMED] * 2 + [S.WAITING] * 8
    assert reasons(jobs)[2:] == ["sending_paused"] * 8
    tally.add("faults", 2)


def test_creates_in_flight_together_count_before_a_third_is_sent(
    home: Home, server: FoxServer
) -> None:
    first, second = Gate(), Gate()
    server.on_create(Hang(first, UNKNOWN), Hang(second, UNKNOWN))

    async def work() -> list[Job]:
        async with rig(home, limits=Limits(sends=2)) as r:
            jobs = await r.studio.add(r.ask(server.base_url, takes=3))
            await asyncio.to_thread(second.wait_reached)
            first.release()
            await one_ended(r, jobs)
            # One is unknown and one in flight: a third would be one too many if both were.
            second.release()
            return await settled(r, jobs)

    jobs = run(work())
    assert creates(server) == 2
    assert sorted(job.state for job in jobs) == [S.UNCONFIRMED, S.UNCONFIRMED, S.WAITING]


def test_one_in_flight_that_is_answered_lets_the_third_go(home: Home, server: FoxServer) -> None:
    server.plan = SOON
    first, second = Gate(), Gate()
    server.on_create(Hang(first, UNKNOWN), Hang(second))

    async def work() -> list[Job]:
        async with rig(home, limits=Limits(sends=2)) as r:
            jobs = await r.studio.add(r.ask(server.base_url, takes=3))
            await asyncio.to_thread(second.wait_reached)
            first.release()
            await one_ended(r, jobs)
            second.release()
            return await settled(r, jobs)

    jobs = run(work())
    assert sorted(job.state for job in jobs) == [S.COMPLETED, S.COMPLETED, S.UNCONFIRMED]
    assert creates(server) == 3


async def one_ended(r: Rig, jobs: list[Job]) -> None:
    """Wait for the first outcome: whose request comes first is left to chance."""
    ended = frozenset({S.UNCONFIRMED, S.COMPLETED})
    waits = [asyncio.create_task(r.until(job.id, lambda each: each.state in ended)) for job in jobs]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)


def test_an_answer_between_two_unknown_ones_begins_the_count_anew(
    home: Home, server: FoxServer
) -> None:
    server.plan = SOON
    server.on_create(UNKNOWN, Hang(_open()), UNKNOWN)

    async def work() -> list[Job]:
        async with rig(home) as r:
            return await settled(r, await r.studio.add(r.ask(server.base_url, takes=4)))

    assert [job.state for job in run(work())] == [S.UNCONFIRMED] * 2 + [S.COMPLETED] * 2


@pytest.mark.parametrize("status", [400, 401, 402, 403])
def test_a_clear_refusal_begins_the_count_anew(home: Home, server: FoxServer, status: int) -> None:
    server.plan = SOON
    server.on_create(UNKNOWN, Answer(status), UNKNOWN)

    async def work() -> Job:
        async with rig(home) as r:
            for _ in range(3):
                job = await r.make(server.base_url)
                await r.studio.stop([job.id])
                await r.studio.settle([job.id], ended=True)
                await r.studio.want_unkeyed(server.base_url)
            assert not r.ledger.is_paused(server.base_url)
            return await r.make(server.base_url)

    assert run(work()).state is S.COMPLETED
    assert creates(server) == 4


@pytest.mark.parametrize("status", [400, 401])
def test_a_clear_refusal_of_what_was_sent_again_ends_the_pause(
    home: Home, server: FoxServer, status: int
) -> None:
    """The count is in the ledger with the refusal: whoever dies right after it leaves none."""

    async def work() -> list[bool]:
        async with rig(home) as r:
            seen: list[bool] = []

            def look(event: object) -> None:
                job = getattr(event, "job", None)
                fault: Fault | None = job and (job.error or job.reason)
                if fault is not None and fault.status == status:
                    other = Ledger(home.ledger)
                    seen.append(other.is_paused(server.base_url))
                    other.close()

            server.on_create(UNKNOWN, UNKNOWN)
            jobs = await settled(r, await r.studio.add(r.ask(server.base_url, takes=2)))
            assert r.ledger.is_paused(server.base_url)
            server.on_create(Answer(status))
            r.studio.subscribe(look)
            await settled(r, [await r.studio.send_again(jobs[0])])
            return seen

    assert run(work()) == [False]


def test_a_call_to_come_later_neither_counts_nor_begins_the_count_anew(
    home: Home, server: FoxServer
) -> None:
    later = Answer(429, {}, retry_after=0)
    server.on_create(UNKNOWN, later, UNKNOWN)

    async def work() -> bool:
        async with rig(home) as r:
            for _ in range(2):
                assert (await r.make(server.base_url)).state is S.UNCONFIRMED
            return r.ledger.is_paused(server.base_url)

    assert run(work())
    assert creates(server) == 3


def test_the_waiting_ones_alone_are_said_to_be_free(server: FoxServer) -> None:
    server.on_create(*[UNKNOWN] * 5)
    ended = foxreel("generate", "a fox", "--count", "5", server=server)
    assert ended.code == 4
    assert "Nothing was sent and nothing was charged" not in ended.err
    assert "What waits was not sent and not charged." in ended.err
    assert ended.err.splitlines()[-1].startswith("Waiting, not sent: 3 (")


def _open() -> Gate:
    gate = Gate()
    gate.release()
    return gate


def test_a_program_that_ends_in_the_middle_counts_for_nothing(
    home: Home, server: FoxServer
) -> None:
    server.plan = SOON
    gates = [Gate(), Gate()]
    server.on_create(*(Hang(gate) for gate in gates))

    async def cut(gate: Gate) -> None:
        async with rig(home) as r:
            await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)

    for gate in gates:
        run(cut(gate))
        gate.release()

    async def work() -> Job:
        async with rig(home) as r:
            assert [job.state for job in r.ledger.jobs()] == [S.UNCONFIRMED] * 2
            return await r.make(server.base_url)

    assert run(work()).state is S.COMPLETED


def test_neither_a_restart_nor_a_new_click_gets_around_it(home: Home, server: FoxServer) -> None:
    async def pause() -> None:
        async with rig(home) as r:
            await bad_hour(r, server, takes=2)

    async def click() -> list[Job]:
        async with rig(home) as r:
            await r.studio.resume_sent()
            await r.studio.want_unkeyed(server.base_url)
            return [await r.make(server.base_url) for _ in range(3)]

    run(pause())
    jobs = run(click())
    assert (creates(server), reasons(jobs)) == (2, ["sending_paused"] * 3)


def test_another_host_goes_on(home: Home, server: FoxServer) -> None:
    server.plan = SOON

    async def work(other: FoxServer) -> Job:
        async with rig(home) as r:
            await bad_hour(r, server, takes=3)
            return await r.make(other.base_url)

    with FoxServer(key=KEY) as other:
        other.plan = SOON
        assert run(work(other)).state is S.COMPLETED
        assert creates(other) == 1
    assert creates(server) == 2


def test_a_person_who_says_go_on_sends_what_waits(home: Home, server: FoxServer) -> None:
    server.plan = SOON

    async def work() -> list[Job]:
        async with rig(home) as r:
            server.on_create(UNKNOWN, UNKNOWN)
            jobs = await settled(r, await r.studio.add(r.ask(server.base_url, takes=5)))
            await r.studio.want([job.id for job in jobs])
            return (await settled(r, jobs))[2:]

    assert [job.state for job in run(work())] == [S.COMPLETED] * 3
    assert creates(server) == 5


def test_a_bad_hour_that_goes_on_pauses_again(home: Home, server: FoxServer) -> None:
    async def work() -> list[Job]:
        async with rig(home) as r:
            jobs = await bad_hour(r, server)
            await r.studio.want([job.id for job in jobs])
            return await settled(r, jobs)

    jobs = run(work())
    assert creates(server) == 4
    assert reasons(jobs)[4:] == ["sending_paused"] * 6


def test_sending_one_again_sends_that_one_and_keeps_the_pause(
    home: Home, server: FoxServer
) -> None:
    server.plan = SOON

    async def work() -> tuple[list[Job], Job, Job]:
        async with rig(home) as r:
            jobs = await bad_hour(r, server, takes=3)
            again = await r.studio.send_again(jobs[0])
            again = (await settled(r, [again]))[0]
            return await settled(r, jobs), again, await r.make(server.base_url)

    jobs, again, new = run(work())
    assert creates(server) == 3
    assert again.state is S.UNCONFIRMED  # the third answer that never came
    assert reasons([jobs[2], new]) == ["sending_paused"] * 2


def test_a_clear_answer_to_what_was_sent_again_ends_the_pause(
    home: Home, server: FoxServer
) -> None:
    server.plan = SOON

    async def work() -> tuple[list[Job], Job, Job]:
        async with rig(home) as r:
            server.on_create(UNKNOWN, UNKNOWN)
            jobs = await settled(r, await r.studio.add(r.ask(server.base_url, takes=3)))
            again = (await settled(r, [await r.studio.send_again(jobs[0])]))[0]
            return await settled(r, jobs), again, await r.make(server.base_url)

    jobs, again, new = run(work())
    assert (again.state, new.state) == (S.COMPLETED, S.COMPLETED)
    assert jobs[2].state is S.WAITING  # what was paused goes on when a person says so
    assert creates(server) == 4


def test_the_leave_to_send_again_outlives_a_restart(home: Home, server: FoxServer) -> None:
    server.plan = SOON

    async def pause() -> Job:
        async with rig(home) as r:
            jobs = await bad_hour(r, server, takes=2)
            with_gate = Gate()
            server.behave()
            server.on_create(Hang(with_gate, Answer(429, {}, retry_after=0)))
            new = await r.studio.send_again(jobs[0])
            await asyncio.to_thread(with_gate.wait_reached)
            with_gate.release()
            await r.until(new.id, lambda job: job.state is S.WAITING)
            return new

    async def later(new: Job) -> Job:
        async with rig(home) as r:
            await r.studio.want([new.id], go_on=False)
            return (await settled(r, [new]))[0]

    assert run(later(run(pause()))).state is S.COMPLETED


def test_the_pause_is_counted_with_the_move(home: Home, server: FoxServer) -> None:
    """Whoever dies right after the second unknown answer leaves the pause behind."""

    async def work() -> list[tuple[str, bool]]:
        async with rig(home) as r:
            seen: list[tuple[str, bool]] = []

            def look(event: object) -> None:
                job = getattr(event, "job", None)
                if job is not None and job.state is S.UNCONFIRMED:
                    other = Ledger(home.ledger)
                    seen.append((job.state, other.is_paused(server.base_url)))
                    other.close()

            r.studio.subscribe(look)
            await bad_hour(r, server, takes=2)
            return seen

    assert run(work()) == [(S.UNCONFIRMED, False), (S.UNCONFIRMED, True)]


def test_thirty_generates_of_a_loop_send_two(server: FoxServer) -> None:
    server.on_create(*[UNKNOWN] * 30)
    codes = [foxreel("generate", f"clip {number}", server=server).code for number in range(2)]
    assert codes == [4, 4]
    ended = [foxreel("generate", f"clip {number}", server=server) for number in range(2, 5)]
    assert [each.code for each in ended] == [5] * 3
    for each in ended:
        assert each.err.count("without a clear answer") == 1
        assert "What waits was not sent and not charged." in each.err
        assert "Waiting, not sent: 1 (" in each.err
    assert creates(server) == 2
    server.behave()
    server.plan = SOON
    going = foxreel("resume", server=server)
    assert "goes on, as you ask for it" in going.err
    assert "Sending what waits: 3. Each is paid for" in going.err
    assert (going.code, len(going.out.splitlines()), creates(server)) == (0, 3, 5)


# The key and the balance


@pytest.mark.parametrize(
    ("act", "code", "words"),
    [(REFUSED, 3, "refused the API key"), (POOR, 5, "does not cover this clip")],
    ids=["401", "402"],
)
def test_ten_that_wait_make_one_call_and_one_line(
    server: FoxServer, act: Answer, code: int, words: str
) -> None:
    server.on_create(*[act] * 10)
    ended = foxreel("generate", "a fox", "--count", "10", "--json", server=server)
    assert creates(server) == 1
    assert ended.code == code
    assert ended.err.count(words) == 1
    assert ended.err.count("The server said") == 1
    assert [job["state"] for job in ended.jobs] == ["waiting"] * 10
    last = ended.err.splitlines()[-1]
    assert last.startswith("Waiting, not sent: 10 (")
    assert all(job["id"] in last for job in ended.jobs)
    server.behave()
    server.plan = SOON
    assert foxreel("resume", server=server).code == 0
    assert len(server.tasks) == 10


def test_a_new_click_after_a_402_is_one_try(home: Home, server: FoxServer) -> None:
    server.on_create(*[POOR] * 5)

    async def work() -> list[Job]:
        async with rig(home) as r:
            jobs = await settled(r, await r.studio.add(r.ask(server.base_url, takes=4)))
            return [*await settled(r, jobs), await r.make(server.base_url)]

    assert reasons(run(work())) == ["balance_exhausted"] * 5
    assert creates(server) == 2


@pytest.mark.parametrize("status", [401, 402])
def test_what_was_sent_goes_on_or_waits_with_its_reason(
    home: Home, server: FoxServer, status: int
) -> None:
    server.plan = Plan(pending=0, processing=50)

    async def work() -> tuple[Job, list[Job]]:
        async with rig(home) as r:
            (sent,) = await r.studio.add(r.ask(server.base_url))
            await r.until(sent.id, lambda job: bool(job.task_id))
            server.on_create(Answer(status))
            waiting = await settled(r, await r.studio.add(r.ask(server.base_url, takes=3)))
            asked = len(server.requests("task"))
            await asyncio.to_thread(server.wait_for, "task", asked + 3)  # it is followed on
            server.on_task(REFUSED)
            sent = (await settled(r, [sent]))[0]
            assert (sent.state, sent.stuck) == (S.PROCESSING, True)
            await r.studio.want([job.id for job in [sent, *waiting]])
            server.plan = SOON
            return (await settled(r, [sent]))[0], await settled(r, waiting)

    sent, waiting = run(work())
    assert sent.state is S.COMPLETED
    assert [job.state for job in waiting] == [S.COMPLETED] * 3


def test_a_new_key_is_no_go_on_for_what_a_bad_hour_has_paused(
    home: Home, server: FoxServer
) -> None:
    async def work() -> list[Job]:
        async with rig(home) as r:
            jobs = await bad_hour(r, server, takes=3)
            assert await r.studio.want_unkeyed(server.base_url) == []
            return await settled(r, jobs)

    assert reasons(run(work()))[2] == "sending_paused"
    assert creates(server) == 2
