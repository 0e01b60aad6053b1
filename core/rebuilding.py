"""A new ledger in the place of a damaged one: the old is kept, and what is true is taken over.

What can still be read of the damaged file counts first, then the newest backup, then the sidecars
beside the clips. Every step may be cut short by a power loss: the next start goes on from there.
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
from core.salvage import Wreck
from core.schema import LedgerUnusable, open_database
from core.sessions import anyone_runs
from core.soundness import examine, unfinished, wal_of

_FILES = ("-wal", "-shm", "")
"""What belongs to a ledger, behind its name; the ledger itself is moved last."""

_KEPT = re.compile(r"ledger-[0-9A-Za-z-]+\.sqlite3")


@dataclass(frozen=True)
class Rebuilt:
    """A ledger that was made anew. ``kept`` is where the damaged one is now.

    The counts are of jobs: from the damaged file, from a backup, and from sidecars; ``unconfirmed``
    are those of them that may have been sent, for all that is known now.
    """

    kept: Path
    salvaged: int
    from_backup: int
    from_sidecars: int
    unconfirmed: int


def rebuilt_words(rebuilt: Rebuilt) -> str:
    """Return what to tell a person of a ledger that was made anew."""
    found = translate(
        "Rebuilt",
        "Foxreel's records were damaged and have been put together again. Jobs found: {salvaged} in"
        " the damaged file, {from_backup} in a backup, {from_sidecars} in the files beside your"
        " clips. The damaged file is kept: {kept}",
    )
    unconfirmed = translate(
        "Rebuilt",
        "Unconfirmed now, as they may have been sent already: {unconfirmed}. Nothing is sent again"
        " by itself.",
    )
    lines = [found, unconfirmed] if rebuilt.unconfirmed else [found]
    return "\n".join(line.format(**dataclasses.asdict(rebuilt)) for line in lines)


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
            return _rebuilt(home, output) if _is_damaged(home.ledger) else None
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
        name = unused(folder, f"ledger-{moment_name(time.time())}").name
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
        gathering.add_sidecars(folders)
        counts, unconfirmed = gathering.finish()
    _force(new)
    return Rebuilt(
        kept, counts["damaged"], counts["backup"], counts["sidecars"], unconfirmed=unconfirmed
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
