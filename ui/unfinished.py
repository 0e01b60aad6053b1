"""Jobs that have not ended, and those of them that wait from before and that nobody wants yet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.job import ENDED, Job, State
from core.language import translate
from ui.account import Account, usd_words
from ui.pauses import held_pause_words
from ui.queue.panel import QueuePanel

if TYPE_CHECKING:
    from ui.controller import Parts

HELD_DELAY = 100
"""Milliseconds over which changes are gathered before it is seen anew what is held."""


class Unfinished(QObject):
    """Follows what has not ended. What is held stands under a banner, and is sent from there."""

    seen = Signal()
    """It was seen anew what is held."""

    def __init__(self, parts: Parts, queue: QueuePanel, account: Account) -> None:
        super().__init__(queue)
        self._parts, self._queue, self._account = parts, queue, account
        self._studio, self._bridge = parts.studio, parts.bridge
        self._jobs: dict[str, Job] = {}
        self._held: set[str] = set()
        self._kept: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=HELD_DELAY)
        self._timer.timeout.connect(lambda: self._bridge.start(self.see()))
        queue.send_held.connect(self._send)
        queue.keep_held.connect(self._keep)

    def is_held(self, job_id: str) -> bool:
        """Tell whether a job waits without anybody having asked for it to be sent."""
        return job_id in self._held

    def going(self) -> list[Job]:
        """Return what is unfinished and not held."""
        return [job for job in self._jobs.values() if job.id not in self._held]

    async def look(self) -> None:
        """See what is unfinished, and what of it waits without anybody having asked for it."""
        for job in await self._parts.background.run(self._parts.library.unfinished):
            self._jobs.setdefault(job.id, job)
        await self.see()

    def look_soon(self) -> None:
        """See anew what is held, once for several changes."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def on_job(self, job: Job) -> Job | None:
        """Follow a change, and return the job as it was known before; None if it was not."""
        before = self._jobs.get(job.id)
        if job.state in ENDED:
            self._jobs.pop(job.id, None)
        else:
            self._jobs[job.id] = job
        stuck = job.stuck or (before is not None and before.stuck)
        if job.state is State.WAITING or self.is_held(job.id) or stuck:
            self.look_soon()
        return before

    async def see(self) -> None:
        """Look which jobs wait without anybody having asked for them today, and show it."""
        self._held = await self._studio.held()
        ids = self._held - self._kept
        held = (job for job in self._jobs.values() if job.id in ids)
        paused = await self._studio.paused({job.connection.base_url for job in held})
        words = [self._cost_words(ids), *(held_pause_words(url) for url in sorted(paused))]
        self._queue.set_held(self._held, "\n".join(words))
        self.seen.emit()

    def _cost_words(self, ids: set[str]) -> str:
        jobs = [job for job in self._jobs.values() if job.id in ids]
        prices = [self._account.price_of_job(job) for job in jobs if not job.connection.demo]
        if not prices:
            return translate("Controller", "The built-in engine costs nothing.")
        known = [price for price in prices if price is not None]
        if len(known) < len(prices) or len(jobs) < len(ids):
            return translate("Controller", "Each is paid for once it is sent.")
        total = sum(known, Decimal())
        return translate("Controller", "Sending them costs about {price}.").format(
            price=usd_words(total)
        )

    def _send(self) -> None:
        self._bridge.start(self._studio.want(self._held - self._kept))
        self.look_soon()

    def _keep(self) -> None:
        self._kept |= self._held
