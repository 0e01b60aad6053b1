"""A new ledger in the place of a damaged one: the old is kept, and what is true is taken over.

What can still be read of the damaged file counts first, then the newest backup, then the sidecars
beside the clips, then the receipts of accepted tasks. A ledger that is gone is made anew likewise.
Every step may be cut short by a power loss: the next start goes on from there.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import shutil
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from core.backups import folder_of, moment_name, newest_first, unused
from core.database import opening_lock, users
from core.download import sync_folder, write_whole
from core.gathering import Gathering
from core.home import Home
from core.language import translate
from core.lock import FileLock
from core.receipts import receipts_in
from core.salvage import Wreck
from core.schema import LedgerUnusable, open_database
from core.sessions import anyone_runs
from core.sidecar import sidecars_in
from core.soundness import examine, has_journal, unfinished, wal_of

_FILES = ("-wal", "-shm", "")
"""What belongs to a ledger, behind its name; the ledger itself is moved last."""

_KEPT = re.compile(r"ledger-[0-9A-Za-z-]+\.sqlite3")
_GONE = "-gone"
"""In the name of what is kept where nothing was there to be kept."""


@dataclass(frozen=True)
class Rebuilt:
    """A ledger that was made anew. ``kept`` is where the damaged one is now, None if it was gone.

    The counts are of jobs: from the damaged file, from a backup, from sidecars, and from receipts;
    ``unconfirmed`` are those of them that may have been sent, for all that is known now.
    """

    kept: Path | None
    salvaged: int
    from_backup: int
    from_sidecars: int
    unconfirmed: int
    from_receipts: int = 0


def rebuilt_words(rebuilt: Rebuilt) -> str:
    """Return what to tell a person of a ledger that was made anew."""
    damaged = translate(
        "Rebuilt",
        "Foxreel's records were damaged and have been put together again. Jobs found: {salvaged} in"
        " the damaged file, {from_backup} in a backup, {from_sidecars} in the files beside your"
        " clips, {from_receipts} in the list of accepted tasks. The damaged file is kept: {kept}",
    )
    gone = translate(
        "Rebuilt",
        "Foxreel's records were gone and have been put together again. Jobs found: {from_backup} in"
        " a backup, {from_sidecars} in the files beside your clips, {from_receipts} in the list of"
        " accepted tasks.",
    )
    rest = translate(
        "Rebuilt",
        "What was not found may still be at FoxAPI. Fetch such a task by its ID: “Add by task ID”"
        " in the window, follow on the command line.",
    )
    unconfirmed = translate(
        "Rebuilt",
        "Unconfirmed now, as they may have been sent already: {unconfirmed}. Nothing is sent again"
        " by itself.",
    )
    found = damaged if rebuilt.kept is not None else gone
    lines = [found, *([unconfirmed] if rebuilt.unconfirmed else []), rest]
    return "\n".join(line.format(**dataclasses.asdict(rebuilt)) for line in lines)


def is_lost(home: Home) -> bool:
    """Tell whether there is no ledger though the home's own folder of clips holds some of ours.

    Another folder does not tell: several homes may share it.
    """
    if home.ledger.exists() or not home.clips.is_dir():
        return False
    return next(sidecars_in(home.clips, set()), None) is not None


def rebuild(home: Home, output: str) -> Rebuilt | None:
    """Set a damaged ledger aside and make a new one; ``output`` is a further folder of clips.

    Returns None if another program has done that meanwhile. Raises ``LedgerUnusable``: ``in_use``
    if other programs run, ``not_rebuilt`` if the disk does not allow it; the damaged one is there
    then, and a later start tries again.
    """
    with opening_lock(home.ledger):
        present = users(home.ledger)
        try:
            if not present.claim() or _others_run(home):
                raise LedgerUnusable("in_use", home.ledger, "other programs have it open")
            damaged = is_lost(home) or _is_damaged(home.ledger)
            return _rebuilt(home, output) if damaged else None
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise LedgerUnusable("not_rebuilt", home.ledger, reason) from error
        finally:
            present.leave()


def _others_run(home: Home) -> bool:
    turn = FileLock(home.root / "queue.lock")
    free = turn.acquire(block=False)
    turn.release()
    return not free or anyone_runs(home.sessions)


def _is_damaged(ledger: Path) -> bool:
    try:
        examine(ledger, alone=True)
    except LedgerUnusable as error:
        if error.code != "damaged":
            raise
        return True
    return False


def _rebuilt(home: Home, output: str) -> Rebuilt | None:
    work = unfinished(home.ledger).parent
    kept = _set_aside(home.ledger)
    rebuilt = None
    if not home.ledger.exists():
        rebuilt = _build(home, kept, [home.clips, *([Path(output).expanduser()] if output else [])])
        (work / "new.sqlite3").rename(home.ledger)
        sync_folder(home.root)
    _clear(work)
    unfinished(home.ledger).unlink()
    sync_folder(work)
    if _was_gone(kept):
        for end in _FILES:
            kept.with_name(kept.name + end).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # others are kept there
            kept.parent.rmdir()
    with contextlib.suppress(OSError):
        work.rmdir()
    return rebuilt


def _set_aside(ledger: Path) -> Path:
    """Move the damaged ledger and its journal to where they are kept; return it there.

    Where it goes is on the disk before anything is moved: half a ledger is never opened.
    """
    folder, note = ledger.with_name("damaged"), unfinished(ledger)
    folder.mkdir(mode=0o700, exist_ok=True)
    if not note.exists():
        shutil.rmtree(note.parent, ignore_errors=True)
        note.parent.mkdir(mode=0o700)
        gone = not ledger.exists() and not has_journal(ledger)
        stem = f"ledger-{moment_name(time.time())}{_GONE if gone else ''}"
        name = unused(folder, stem).name
        write_whole(note, name.encode())
        sync_folder(ledger.parent)
    kept = folder / _name_in(note)
    if not kept.exists():
        for end in _FILES:
            part = ledger.with_name(ledger.name + end)
            if part.exists():
                part.rename(folder / (kept.name + end))
        kept.touch(mode=0o600)  # where there was nothing but a journal
    sync_folder(folder)
    sync_folder(ledger.parent)
    return kept


def _was_gone(kept: Path) -> bool:
    return _GONE in kept.stem


def _name_in(note: Path) -> str:
    name = note.read_text(encoding="ascii", errors="replace")
    if not _KEPT.fullmatch(name):
        raise OSError(f"{note} is damaged")
    return name


def _build(home: Home, kept: Path, folders: list[Path]) -> Rebuilt:
    """Make the new ledger, whole and on the disk, beside the place where it belongs."""
    work = unfinished(home.ledger).parent
    new, like, old = (work / f"{name}.sqlite3" for name in ("new", "like", "old"))
    _clear(work)
    open_database(like).close()
    shutil.copyfile(kept, old)
    if wal_of(kept).exists():
        shutil.copyfile(wal_of(kept), wal_of(old))
    with Gathering(new, home.clips) as gathering:
        gathering.take_over(Wreck(old, like), "damaged")
        for backup in newest_first(folder_of(home.ledger))[:1]:
            shutil.copyfile(backup, old.with_name("backup.sqlite3"))
            gathering.take_over(Wreck(old.with_name("backup.sqlite3"), like), "backup")
        receipts = list(receipts_in(home.receipts))
        gathering.add_sidecars([*folders, *dict.fromkeys(Path(each.output) for each in receipts)])
        gathering.add_receipts(receipts)
        counts, unconfirmed = gathering.finish()
    _force(new)
    return Rebuilt(
        kept=None if _was_gone(kept) else kept,
        salvaged=counts["damaged"],
        from_backup=counts["backup"],
        from_sidecars=counts["sidecars"],
        unconfirmed=unconfirmed,
        from_receipts=counts["receipts"],
    )


def _clear(work: Path) -> None:
    """Remove what is left of an attempt to rebuild, but for the note that one has begun."""
    for file in list(work.iterdir()):
        if file.name != unfinished(work).name:
            file.unlink()


def _force(file: Path) -> None:
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())
    sync_folder(file.parent)
