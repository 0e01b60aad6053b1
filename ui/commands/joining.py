"""``join`` and ``last-frame``: clips after each other."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.download import DiskProblem
from core.filmname import free_film
from core.job import Job
from core.language import translate
from core.media.faults import ClipFault, media_words
from core.problems import InvalidAsk, Problem
from core.program import Program
from core.shots import JoinPlan, is_finished, join_plan, shots_of
from core.wording import state_words
from ui.commands.records import find_jobs, opened_ledger
from ui.report import ExitCode, Output, exit_code, json_line, say

if TYPE_CHECKING:
    from core.ledger import Ledger
    from core.media.joining import Joined

_T = TypeVar("_T")


def join(program: Program, chosen: Namespace) -> ExitCode:
    """Make one film of clips, or of all shots of a board."""
    refuse_odd_target(chosen.to, ".mp4")
    if bool(chosen.ids) is (chosen.board is not None):
        say(translate("CommandLine", "Name the jobs to join, or one job with --board."))
        return ExitCode.BAD_INPUT
    with opened_ledger(program) as ledger:
        plan = _named_plan(ledger, chosen.ids) if chosen.ids else _board_plan(ledger, chosen.board)
        if plan is None:
            return ExitCode.BAD_INPUT
        return _join(plan, Path(chosen.to), as_json=chosen.json)


def join_board(ledger: Ledger, board: str, code: ExitCode, chosen: Namespace) -> ExitCode:
    """Join what ``batch`` has made, if every shot has its clip; ``code`` is how that ended.

    ``chosen.join`` is the file; blank, it is one beside the clips.
    """
    plan = join_plan(shots_of(ledger.board(board)))
    if plan.missing or not plan.clips:
        for words in _missing_lines(plan):
            say(words)
        say(translate("CommandLine", "Nothing was joined."))
        return code
    if chosen.join.strip():
        target = Path(chosen.join)
    else:
        first = plan.clips[0]
        target = free_film(Path(first.file).parent, first.prompt or first.id)
    return exit_code([code, _join(plan, target, as_json=chosen.json)])


def last_frame(program: Program, chosen: Namespace) -> ExitCode:
    """Write the exact last frame of a clip as a PNG."""
    refuse_odd_target(chosen.to, ".png")
    clip = Path(chosen.clip)
    if not clip.is_file():
        with opened_ledger(program) as ledger:
            jobs = find_jobs(ledger, [chosen.clip])
        if jobs is None or not _all_finished(jobs):
            return ExitCode.BAD_INPUT
        clip = Path(jobs[0].file)
    target = Path(chosen.to)
    code, _ = _done(partial(_write_last_frame, clip, target))
    if code is ExitCode.DONE:
        Output().line(str(target))
    return code


def refuse_odd_target(file: str, ending: str) -> None:
    """Refuse an empty name for a file, which an unset shell variable leaves, and another ending."""
    if not file.strip():
        raise InvalidAsk(Problem("to", "missing"))
    if Path(file).suffix.lower() != ending:
        raise InvalidAsk(Problem("to", "wrong_ending", {"ending": ending}))


def _named_plan(ledger: Ledger, ids: Sequence[str]) -> JoinPlan | None:
    jobs = []  # one may be wanted twice, so they are looked up one by one
    for job_id in ids:
        found = find_jobs(ledger, [job_id])
        if found is None:
            return None
        jobs += found
    return JoinPlan(tuple(jobs)) if _all_finished(jobs) else None


def _board_plan(ledger: Ledger, job_id: str) -> JoinPlan | None:
    jobs = find_jobs(ledger, [job_id])
    if jobs is None:
        return None
    if not jobs[0].board:
        words = translate("CommandLine", "{id} belongs to no storyboard and no chain.")
        say(words.format(id=jobs[0].id))
        return None
    plan = join_plan(shots_of(ledger.board(jobs[0].board)))
    for words in _missing_lines(plan):
        say(words)
    if not plan.clips:
        say(translate("CommandLine", "Nothing was joined."))
    return plan if plan.clips else None


def _missing_lines(plan: JoinPlan) -> list[str]:
    missing = translate("Join", "Shot {number} is not ready: it is left out.")
    left_out = translate("CommandLine", "Shot {number} is rejected: it is left out.")
    return [
        *(missing.format(number=number) for number in plan.missing),
        *(left_out.format(number=number) for number in plan.left_out),
    ]


def _all_finished(jobs: Sequence[Job]) -> bool:
    """Tell whether every job has a clip; say of the others that they have none."""
    without = [job for job in jobs if not is_finished(job)]
    for job in without:
        words = translate("CommandLine", "{id} has no clip: {state}.")
        say(words.format(id=job.id, state=state_words(job.state)))
    return not without


def _join(plan: JoinPlan, target: Path, *, as_json: bool) -> ExitCode:
    """Make the film, and print what came of it; a film that lacks shots is not all there."""
    from core.media.joining import join_clips
    from core.media.watch import Watch

    files = [Path(job.file) for job in plan.clips]
    with _bar() as bar:
        code, joined = _done(lambda: join_clips(files, target, Watch(bar)))
    if joined is None:
        return code
    output = Output()
    found = _object(plan, target, joined)
    output.line(json_line(found) if as_json else _words(plan, target, joined))
    return ExitCode.WAITS if output.lost or plan.missing else ExitCode.DONE


def _done(work: Callable[[], _T]) -> tuple[ExitCode, _T | None]:
    """Return what media work returns; say in words what ends it, and return that exit code."""
    try:
        return ExitCode.DONE, work()
    except (ClipFault, FileExistsError, InvalidAsk) as error:
        say(media_words(error))
        return ExitCode.BAD_INPUT, None
    except (DiskProblem, OSError) as error:
        say(media_words(error))
        return ExitCode.WAITS, None


def _write_last_frame(clip: Path, target: Path) -> None:
    from core.clipframes import ClipUnreadable, last_frame_png
    from core.media.newfile import new_file

    try:
        data = last_frame_png(clip)
    except ClipUnreadable as error:
        raise ClipFault(clip, "unreadable", str(error)) from error
    with new_file(target) as part:
        part.write_bytes(data)


@contextlib.contextmanager
def _bar() -> Iterator[Any]:
    """Yield what takes a share from 0 to 1, and shows it to people."""
    from tqdm import tqdm

    name = translate("CommandLine", "Joining")
    with tqdm(total=100, desc=name, disable=None, leave=False, bar_format="{desc} {bar} {n}%") as b:

        def show(share: float) -> None:
            b.update(round(share * 100) - b.n)

        yield show


def _object(plan: JoinPlan, target: Path, joined: Joined) -> dict[str, Any]:
    return {
        "file": str(target.absolute()),
        "clips": [job.id for job in plan.clips],
        "missing": list(plan.missing),
        "left_out": list(plan.left_out),
        "frames": joined.frames,
        "seconds": round(joined.seconds, 3),
        "copied": joined.copied,
        "sound": joined.sound,
    }


def _words(plan: JoinPlan, target: Path, joined: Joined) -> str:
    copied = translate("CommandLine", "without re-encoding")
    encoded = translate("CommandLine", "encoded anew")
    words = translate(
        "CommandLine", "{file}: {count} clips, {seconds:.1f} s, {frames} frames, {how}"
    )
    return words.format(
        file=target,
        count=len(plan.clips),
        seconds=joined.seconds,
        frames=joined.frames,
        how=copied if joined.copied else encoded,
    )
