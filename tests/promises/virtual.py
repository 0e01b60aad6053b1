"""A machine of its own for the programs of one example: its clock, its threads, and their deaths.

Real studios run on it unchanged. Time stands still while anything can move and then jumps to the
next moment at which something is due, so nothing here waits and every run of an example is the
same. Blocking calls run in real threads, one at a time: the loop stands until the thread has ended
or has come to ``World.park``, where it waits for an answer or a moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import random
import secrets
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from core.lock import FileLock
from core.sessions import Session, Turn, _locked

_T = TypeVar("_T")

NEVER = float("inf")
PATIENCE = 60.0
"""Real seconds after which a thread that neither ends nor parks fails the test."""

MOST_SLICES = 50_000
"""Pieces of work after which an example is taken to run in circles."""


class Killed(BaseException):
    """The program that this code belongs to is dead: it does nothing more."""


class Stuck(AssertionError):
    """The example waits for something that will never come."""


@dataclass(eq=False)
class Life:
    """A program's life. What runs in its context ends without a last word when it is killed."""

    dead: bool = False
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = contextvars.copy_context()
        self.context.run(_life.set, self)


_life: contextvars.ContextVar[Life | None] = contextvars.ContextVar("life", default=None)


def _is_dead(context: contextvars.Context) -> bool:
    life = context.get(_life)
    return life is not None and life.dead


class _Loop(asyncio.BaseEventLoop):
    """An event loop that jumps over the time in which nothing happens."""

    def __init__(self, idle: Callable[[float | None], None]) -> None:
        super().__init__()
        self.now = 1000.0
        self._idle = idle
        self._selector = self
        self.set_task_factory(_new_task)

    def time(self) -> float:
        return self.now

    def select(self, timeout: float | None) -> tuple[()]:
        """Let threads and time go on; ``timeout`` is 0 while callbacks are ready."""
        self._idle(timeout)
        return ()

    def cancel_all(self, life: Life) -> None:
        """Forget every callback of a program."""
        for handle in (*self._ready, *self._scheduled):  # type: ignore[attr-defined]
            if handle._context.get(_life) is life:
                handle.cancel()

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        timer = super().call_at(when, callback, *args, context=context)
        if _is_dead(timer._context):  # type: ignore[attr-defined]
            timer.cancel()
        return timer

    def _call_soon(self, callback: Any, args: Any, context: Any) -> asyncio.Handle:
        handle: asyncio.Handle = super()._call_soon(callback, args, context)  # type: ignore[misc]
        if _is_dead(handle._context):  # type: ignore[attr-defined]
            handle.cancel()
        return handle

    def _process_events(self, events: object) -> None:
        pass

    def _write_to_self(self) -> None:
        pass


def _new_task(
    loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Any], context: Any = None
) -> asyncio.Task[Any]:
    life = (context or contextvars.copy_context()).get(_life)
    if life is not None and life.dead:
        work.close()
        raise Killed
    task = asyncio.Task(work, loop=loop, context=context)
    if life is not None:
        life.tasks = [*(each for each in life.tasks if not each.done()), task]
    return task


class _Runner(threading.Thread):
    """A real thread that runs only while the loop stands, and is used again and again."""

    idle: list[_Runner] = []  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(name="runner", daemon=True)
        self._go, self._back = threading.Lock(), threading.Lock()
        self._go.acquire()
        self._back.acquire()
        self.slice: _Slice | None = None
        self.start()

    def resume(self) -> None:
        """Run until the work has ended or parks. Called by the loop's thread."""
        self._go.release()
        if not self._back.acquire(timeout=PATIENCE):
            raise AssertionError("a thread neither ends nor parks")

    def park(self) -> None:
        """Let the loop go on until it calls ``resume``. Called by this thread."""
        self._back.release()
        self._go.acquire()

    def run(self) -> None:
        while True:
            self._go.acquire()
            if self.slice is not None:
                self.slice.work()
            self.slice = None
            _Runner.idle.append(self)
            self._back.release()


@dataclass(eq=False)
class _Slice:
    """A blocking call: not begun, running, or parked until ``due`` or until ``woken`` holds."""

    life: Life | None
    pool: Pool
    work: Callable[[], None]
    future: Future[Any]
    runner: _Runner | None = None
    due: float = NEVER
    woken: Callable[[], bool] | None = None


class Pool:
    """Stands in for ``core.threads.DaemonPool``: when its calls run, the world decides."""

    def __init__(self, world: World, size: int, name: str) -> None:
        self.queue: deque[_Slice] = deque()
        self.running = 0
        self.size = size
        # These wait for this machine only, and never park.
        self.inline = name in ("ledger", "local")
        self.life = _life.get()
        self._closed = False
        world.pools.append(self)

    def submit(self, function: Callable[..., _T], /, *args: Any) -> Future[_T]:
        """Queue a call, as ``DaemonPool`` does."""
        context = contextvars.copy_context()
        life = context.get(_life)
        if life is not None and life.dead:
            raise Killed
        if self._closed:
            raise RuntimeError("the pool is closed")
        future: Future[_T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = context.run(function, *args)
            except Killed:
                return
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self.queue.append(_Slice(life, self, work, future))
        return future

    def resize(self, size: int) -> None:
        """Run so many calls at once from now on."""
        self.size = size

    def close(self, wait: float = 0.0) -> None:  # noqa: ARG002
        """Take no more calls and drop what has not begun."""
        self._closed = True
        while self.queue:
            self.queue.popleft().future.cancel()

    @property
    def ready(self) -> bool:
        """Tell whether a call could begin now."""
        return bool(self.queue) and self.running < self.size


class World:
    """The loop, the threads, and what several programs on one machine share.

    ``seed`` chooses which of several things that can happen now happens first; 0 takes the order
    in which they were asked for.
    """

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.loop = _Loop(self._idle)
        self.pools: list[Pool] = []
        self.parked: list[_Slice] = []
        self._shuffled = seed != 0
        self._turns: list[tuple[_Turn, contextvars.Context]] = []
        self._bells: dict[Path, tuple[Callable[[], None], contextvars.Context]] = {}
        self._quiet: list[asyncio.Future[None]] = []
        self._slices = 0
        self._lives: set[Life] = set()
        self._deaths = 0
        self.complaints: list[str] = []
        self.loop.set_exception_handler(self._complain)

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Let studios that are made meanwhile live in this world; ids are the same every time."""
        ids = random.Random(0)
        with contextlib.ExitStack() as stack:
            for name, value in (
                ("core.desk.DaemonPool", lambda size, name: Pool(self, size, name)),
                ("core.resident.Session", lambda folder, rung: _Session(self, folder, rung)),
                ("core.resident.Turn", lambda file, granted: _Turn(self, file, granted)),
                ("core.foxapi.transport.Call.deadline", self._deadline),
            ):
                stack.enter_context(mock.patch(name, value))
            stack.enter_context(mock.patch.object(random, "random", ids.random))
            stack.enter_context(mock.patch.object(secrets, "choice", ids.choice))
            stack.enter_context(
                mock.patch.object(secrets, "token_hex", lambda n=8: ids.randbytes(n).hex())
            )
            yield

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run a coroutine to its end; raises ``Stuck`` if it waits for what never comes."""
        with self.installed():
            try:
                return self.loop.run_until_complete(work)
            finally:
                for life in self._lives:
                    self.kill(life)
                _forget(asyncio.all_tasks(self.loop))
                self.loop.close()

    def time(self) -> float:
        """Return the world's time as a Unix time in seconds."""
        return 1.8e9 + self.loop.now

    async def in_life(self, life: Life, work: Coroutine[Any, Any, _T]) -> _T:
        """Run a coroutine as a part of a program."""
        self._lives.add(life)
        return await self.loop.create_task(work, context=life.context.copy())

    def kill(self, life: Life) -> None:
        """End a program at once, as SIGKILL does: nothing of it runs any more."""
        if life.dead:
            return
        life.dead = True
        self._deaths += 1
        self.loop.cancel_all(life)
        self.pools = [pool for pool in self.pools if pool.life is not life]
        for each in [parked for parked in self.parked if parked.life is life]:
            self._resume(each)  # ``park`` raises ``Killed`` there
        # In its context: what its code begins in its last moment does not begin.
        life.context.copy().run(_forget, life.tasks)
        self._turns = [(turn, context) for turn, context in self._turns if not _is_dead(context)]
        self._bells = {f: bell for f, bell in self._bells.items() if not _is_dead(bell[1])}

    def park(self, seconds: float, woken: Callable[[], bool] = lambda: False) -> None:
        """Wait in a worker's thread for a time, or until ``woken`` holds."""
        runner = threading.current_thread()
        assert isinstance(runner, _Runner), "only a worker's thread may park"
        each = runner.slice
        assert each is not None
        if (each.life is not None and each.life.dead) or seconds <= 0 or woken():
            self._live_on(each)
            return
        each.due, each.woken = self.loop.now + seconds, woken
        self.parked.append(each)
        runner.park()
        self._live_on(each)

    def _live_on(self, each: _Slice) -> None:
        if each.life is not None and each.life.dead:
            raise Killed

    def _complain(self, _: object, context: dict[str, Any]) -> None:
        """Keep what asyncio would log; what the dead leave behind is nobody's mistake."""
        if not self._deaths:
            self.complaints.append(f"{context['message']}: {context.get('exception')!r}")

    async def quiet(self) -> None:
        """Return when nothing more happens without time going on."""
        self._quiet.append(self.loop.create_future())
        await self._quiet[-1]

    def _idle(self, timeout: float | None) -> None:
        """Do one thing that can happen now; else let time go on to the next thing."""
        busy = timeout == 0
        if busy and not (self._shuffled and self.random.random() < 0.3):
            return None
        for each in self.parked:
            if each.woken is not None and each.woken():
                return self._resume(each)
        pools = [pool for pool in self.pools if pool.ready]
        if pools:
            return self._begin(self.random.choice(pools) if self._shuffled else pools[0])
        if busy or self._grant_turn():
            return None
        if self._quiet:
            self._quiet.pop().set_result(None)
            return None
        return self._let_time_go_on(timeout)

    def _let_time_go_on(self, timeout: float | None) -> None:
        first = min(self.parked, key=lambda each: each.due, default=None)
        due = NEVER if timeout is None else self.loop.now + timeout
        if first is not None and first.due <= due and first.due < NEVER:
            self.loop.now = max(self.loop.now, first.due)
            self._resume(first)
        elif due < NEVER:
            self.loop.now = due
        else:
            raise Stuck("nothing can happen any more, and something is still waited for")

    def _begin(self, pool: Pool) -> None:
        self._slices += 1
        if self._slices > MOST_SLICES:
            raise Stuck("it runs in circles")
        each = pool.queue.popleft()
        if pool.inline:
            each.work()
            return
        pool.running += 1
        each.runner = _Runner.idle.pop() if _Runner.idle else _Runner()
        each.runner.slice = each
        self._run(each)

    def _resume(self, each: _Slice) -> None:
        self.parked.remove(each)
        each.due, each.woken = NEVER, None
        self._run(each)

    def _run(self, each: _Slice) -> None:
        assert each.runner is not None
        each.runner.resume()
        if each not in self.parked:
            each.pool.running -= 1

    def _grant_turn(self) -> bool:
        for turn, context in list(self._turns):
            if turn.try_now():
                self._turns.remove((turn, context))
                self.loop.call_soon(turn.granted, context=context.copy())
                return True
        return False

    def wait_for_turn(self, turn: _Turn) -> None:
        """Grant ``turn`` once nobody has it."""
        self._turns.append((turn, contextvars.copy_context()))

    def hang_bell(self, file: Path, rung: Callable[[], None]) -> None:
        """Let ``ring`` reach a program."""
        self._bells[file] = (rung, contextvars.copy_context())

    def ring(self, file: Path) -> None:
        """Ring the program whose session has this file, if it is there."""
        if file in self._bells:
            rung, context = self._bells[file]
            self.loop.call_soon_threadsafe(rung, context=context.copy())

    @property
    def _deadline(self) -> Callable[..., contextlib.AbstractContextManager[None]]:
        loop = self.loop

        @contextlib.contextmanager
        def deadline(call: Any, seconds: float) -> Iterator[None]:
            timer = loop.call_later(seconds, call._expire)
            try:
                yield
            finally:
                timer.cancel()

        return deadline


def _forget(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """End tasks that nothing will ever wake again."""
    for task in tasks:
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        asyncio._unregister_task(task)
        with contextlib.suppress(BaseException):
            task.get_coro().close()  # type: ignore[union-attr]


class _Session(Session):
    """A session whose doorbell needs no socket and no thread; its lock is a real one."""

    def __init__(self, world: World, folder: Path, rung: Callable[[], None]) -> None:
        self.id = secrets.token_hex(8)
        self._world, self._folder, self._file = world, folder, folder / self.id
        self._probing = threading.Lock()
        self._lock = _locked(self._file)
        world.hang_bell(self._file, rung)

    def close(self) -> None:
        self._lock.release()
        self._file.unlink(missing_ok=True)

    def ring_others(self) -> None:
        for file in self._others():
            self._world.ring(file)

    def die(self) -> None:
        """Do what the kernel does for a dead program: free its lock and leave its file."""
        self._lock.release()


class _Turn(Turn):
    """A turn that the world grants instead of a waiting thread; its lock is a real one."""

    def __init__(self, world: World, file: Path, granted: Callable[[], None]) -> None:
        super().__init__(file, granted)
        self._world = world

    def request(self) -> None:
        self._world.wait_for_turn(self)

    def try_now(self) -> bool:
        """Take the turn if nobody has it; True also for one that is not wanted any more."""
        if self._given_up:
            return True
        waiting = FileLock(self._lock.path)
        if not waiting.acquire(block=False):
            return False
        self._lock = waiting
        return True

    def granted(self) -> None:
        """Tell the program that it has the turn."""
        if not self._given_up:
            self._granted()

    def die(self) -> None:
        """Do what the kernel does for a dead program: free its lock."""
        self._lock.release()
