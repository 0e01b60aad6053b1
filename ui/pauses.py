"""What the window says and does while clips wait for a key, for money, or for a person's word."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QObject

from core.foxapi.address import host_of
from core.job import KEY_MISSING, Job
from core.language import QT_TRANSLATE_NOOP, translate
from core.pauses import SENDING_PAUSED, Pause, pauses_of
from core.studio import Studio
from ui.account import Account
from ui.bridge import Bridge
from ui.queue.panel import QueuePanel
from ui.wording import count_words

MONEY = "balance_exhausted"

_WORDS = {
    SENDING_PAUSED: QT_TRANSLATE_NOOP(
        "Pause",
        "Sending to {host} was paused after two requests in a row without a clear answer. Not sent,"
        " and not charged: {count}. Clear up what is unconfirmed, then go on to send them.",
    ),
    "key_refused": QT_TRANSLATE_NOOP(
        "Pause",
        "{host} refused the API key. Waiting for it: {count}. Change the key in Settings, or go on"
        " if this one works again.",
    ),
    MONEY: QT_TRANSLATE_NOOP(
        "Pause",
        "The balance at {host} does not cover the next clip. Waiting for it: {count}. Top it up:"
        " Foxreel looks when you come back to this window.",
    ),
}
_NO_KEY = QT_TRANSLATE_NOOP(
    "Controller", "{count} of your clips wait for the key of {host}. Add it in the settings."
)


class Pauses(QObject):
    """Shows one banner for all that waits together, and goes on when it is mended."""

    def __init__(self, queue: QueuePanel, studio: Studio, bridge: Bridge, account: Account) -> None:
        super().__init__()
        self._queue, self._studio, self._bridge = queue, studio, bridge
        self._account = account
        self._pauses: list[Pause] = []
        self._looking = False
        self._balance: Decimal | None = None
        queue.go_on.connect(self._go_on)

    def show(self, jobs: Iterable[Job]) -> None:
        """Show what those of ``jobs`` wait for that are stuck."""
        short_before = self._short_of_money()
        self._pauses = pauses_of(jobs)
        words = "\n".join(pause_words(pause) for pause in self._pauses)
        mendable = any(pause.fault.kind not in KEY_MISSING for pause in self._pauses)
        self._queue.set_pause(words, can_go_on=mendable)
        if self._short_of_money() and not short_before:
            self._bridge.start(self._note_balance())

    def look_for_money(self) -> None:
        """See whether the balance was topped up, if anything waits for that: one call, free."""
        if self._short_of_money() and not self._looking:
            self._looking = True
            self._bridge.start(self._go_on_if_topped_up())

    def _short_of_money(self) -> list[Job]:
        here = self._account.base_url
        short = (p for p in self._pauses if p.fault.kind == MONEY and p.base_url == here)
        return [job for pause in short for job in pause.jobs]

    async def _note_balance(self) -> None:
        """Remember what did not suffice."""
        await self._account.refresh_balance(self._studio)
        self._balance = self._account.balance

    async def _go_on_if_topped_up(self) -> None:
        try:
            before = self._balance
            await self._note_balance()
            prices = [self._account.price_of_job(job) for job in self._short_of_money()]
            if suffices(self._balance, before, prices):
                # More may be short of money than is shown yet.
                await self._studio.want_unkeyed(self._account.base_url)
        finally:
            self._looking = False

    def _go_on(self) -> None:
        """Let all that waits go on, as a person says so."""
        ids = [job.id for pause in self._pauses for job in pause.jobs]
        self._bridge.start(self._studio.want(ids))


def suffices(
    balance: Decimal | None, before: Decimal | None, prices: Iterable[Decimal | None]
) -> bool:
    """Tell whether a balance in US dollars is worth a try, after ``before`` did not suffice.

    It is if it has grown; where it was not known before, if it covers the cheapest that waits.
    """
    if balance is None:
        return False
    if before is not None:
        return balance > before
    known = [price for price in prices if price is not None]
    return bool(known) and balance >= min(known)


def pause_words(pause: Pause) -> str:
    """Return what to say of a pause: what happened, how many clips wait, and what to do."""
    unsent = pause.fault.kind in KEY_MISSING
    words = translate("Controller", _NO_KEY) if unsent else ""
    words = words or translate("Pause", _WORDS[pause.fault.kind])
    count = count_words(len(pause.jobs))
    return words.format(host=host_of(pause.base_url), count=count)


def held_pause_words(base_url: str) -> str:
    """Return that sending to a host is paused, where jobs are held that go there."""
    words = translate(
        "Pause",
        "Sending to {host} is paused after two requests in a row without a clear answer; sending"
        " these ends that.",
    )
    return words.format(host=host_of(base_url))
