"""Progress on standard error: bars for people, plain lines for pipes."""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from core.desk import JobChanged, Transferring, Trouble
from core.help import explain, explain_call
from core.job import AT_PROVIDER, ENDED, Fault, Job
from core.language import translate
from core.pacing import time_left
from core.pauses import shared_cause
from core.unwritable import joined, step_words, why_words
from core.wording import job_state_words, state_words
from ui.report import Said, pad, printable, say, short

if TYPE_CHECKING:
    from tqdm import tqdm

MOST_BARS = 12
PLAIN_STEP = 10
"""Per cent between two plain lines about the same state."""


class Progress:
    """Follows a studio's events and shows those of the jobs in ``watched``."""

    def __init__(self, said: Said) -> None:
        self._told = said
        self.watched: set[str] = set()
        self._bars: dict[str, tqdm[Any]] = {}
        self._said: dict[str, tuple[str, int]] = {}
        self._people = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, event: object) -> None:
        """Show an event of the studio."""
        if isinstance(event, JobChanged) and event.job.id in self.watched:
            self._show(event.job)
        elif isinstance(event, Transferring) and event.job_id in self._bars:
            self._bars[event.job_id].set_postfix_str(_fetched_words(event))
        elif isinstance(event, Trouble) and event.fault is not None:
            with self.aside():
                say(_trouble_words(event.fault))

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Put the bars aside while something else is printed."""
        if not self._bars:
            yield
            return
        from tqdm import tqdm

        with tqdm.external_write_mode():
            yield

    def close(self) -> None:
        """Leave the bars as they are."""
        for bar in self._bars.values():
            bar.close()
        self._bars.clear()

    def _show(self, job: Job) -> None:
        if shared_cause(job) is not None:
            with self.aside():
                for line in self._told.lines(job):
                    say(line)
        if not self._people:
            self._show_line(job)
        elif job.id in self._bars or len(self._bars) < MOST_BARS:
            self._show_bar(job)

    def _show_bar(self, job: Job) -> None:
        from tqdm import tqdm

        tqdm.monitor_interval = 0  # no thread that looks at the bars on a timer
        bar = self._bars.get(job.id)
        if bar is None:
            bar = self._bars[job.id] = tqdm(
                total=100,
                bar_format=f"{{desc}} {{bar:{_bar_columns()}}} {{n_fmt:>3}} %{{postfix}}",
                position=len(self._bars),
                file=sys.stderr,
            )
        bar.set_description_str(_description(job), refresh=False)
        bar.n = max(bar.n, job.progress or 0)
        bar.set_postfix_str(_remark(job), refresh=False)
        bar.refresh()

    def _show_line(self, job: Job) -> None:
        if shared_cause(job) is not None:
            return
        reason = job.reason.kind if job.reason else ""
        stage = f"{job.state} {reason}"
        step = (job.progress or 0) // PLAIN_STEP
        if self._said.get(job.id) != (stage, step):
            self._said[job.id] = (stage, step)
            per_cent = f" {job.progress} %" if job.progress and job.state not in ENDED else ""
            words = f"  {explain(job.reason, job)}" if job.reason else ""
            say(f"{job.id}  {job_state_words(job)}{per_cent}{words}")


def _bar_columns() -> int:
    return 24 if shutil.get_terminal_size().columns >= 110 else 10


def _description(job: Job) -> str:
    """Return what stands before a bar: as much of the prompt as leaves room for the rest."""
    columns = shutil.get_terminal_size().columns
    state = job_state_words(job) if columns >= 110 else state_words(job.state)
    state_columns = 32 if columns >= 110 else 21
    room = max(columns - state_columns - _bar_columns() - 30, 8)
    prompt = short(printable(job.prompt or job.task_id), room)
    return f"{pad(prompt, room)} {pad(short(state, state_columns), state_columns)}"


def _remark(job: Job) -> str:
    if job.reason is not None:
        return short(explain(job.reason, job).happened, 40)
    if job.state not in AT_PROVIDER or job.sent_at is None:
        return ""
    left = time_left(job.progress, time.time() - job.sent_at, job.estimated_time)
    return "" if left is None else translate("CommandLine", "~{s} s left").format(s=round(left))


def _fetched_words(event: Transferring) -> str:
    part = f"{event.done >> 10} KiB"
    if event.size:
        part = f"{event.done * 100 // event.size} %"
    return translate("CommandLine", "{part} fetched").format(part=part)


def _trouble_words(fault: Fault) -> str:
    if fault.kind == "ledger_damaged":
        return str(explain_call(fault, ""))
    words = translate("CommandLine", "Foxreel's own records cannot be written: {message}.")
    step = step_words(fault.message)
    told = words.format(message=why_words(fault.message))
    return joined(told, step)
