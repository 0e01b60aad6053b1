"""The program's log: a file for each running program, with everything secret masked.

Two programs never write, or rotate, the same file. A log that cannot be written is done without:
nothing that a person wants waits for it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import logging.handlers
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from core import __version__
from core.home import Home
from core.hooks import Hooks
from core.lock import FileLock
from core.masking import masked

FILE_BYTES, FILES = 1 << 20, 2
"""How much of one program's log is kept: so many files of so many bytes."""

KEPT_RUNS, KEPT_BYTES = 20, 10 << 20
"""How much is kept of the programs that ran, newest first."""

LONGEST_LINE = 20_000
"""Characters of a record that are written; a stack has some hundreds a level."""

OWN = ("core", "ui")
"""Our loggers: they tell of what happens, others' only of what is wrong."""

_LAYOUT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(threadName)s %(name)s: %(message)s"
_MOMENT = "%Y-%m-%dT%H:%M:%S"


@dataclass
class _Running:
    """What ``begin`` set up, to be taken down by ``end``."""

    file: Path
    handler: logging.Handler
    hooks: Hooks
    crash: _CrashFile
    levels: dict[str, int] = field(default_factory=dict)


_running: _Running | None = None


def begin(home: Home, face: str, private: Iterable[str] = ()) -> Path:
    """Begin this program's log in ``home`` and return its path; there is a file once it has a line.

    ``face`` says which part of Foxreel this is. Names in the folders ``private``, and in the usual
    one for clips, are not written: they come from prompts. Unexpected exceptions are logged from
    now on, native crashes too. Never raises because of the disk.
    """
    global _running
    end()
    name = f"foxreel-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}"
    file = home.logs / f"{name}.log"
    handler = LogFile(file, home, face)
    handler.setFormatter(MaskingFormatter([str(home.clips), *private]))
    handler.setLevel(logging.INFO)
    _running = _Running(file, handler, Hooks(), _CrashFile(home, file.with_suffix(".crash")))
    for each in OWN:
        _running.levels[each] = logging.getLogger(each).level
        logging.getLogger(each).setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    _running.hooks.install()
    with contextlib.suppress(OSError):
        sweep(home.logs, keep=name)
    return file


def end() -> None:
    """End this program's log, if there is one; hooks and levels become what they were."""
    global _running
    running, _running = _running, None
    if running is None:
        return
    running.hooks.remove()
    running.crash.close()
    logging.getLogger().removeHandler(running.handler)
    running.handler.close()
    for name, level in running.levels.items():
        logging.getLogger(name).setLevel(level)


def current() -> Path | None:
    """Return where this program's log is, None before ``begin`` and after ``end``."""
    return None if _running is None else _running.file


def tail(file: Path, lines: int) -> list[str]:
    """Return the last lines of a log, the rotated part included; empty if it cannot be read."""
    text = b""
    for part in (file.with_name(f"{file.name}.1"), file):
        with contextlib.suppress(OSError):
            text += part.read_bytes()
    return text.decode("utf-8", "replace").splitlines()[-lines:]


def sweep(folder: Path, keep: str = "") -> None:
    """Remove what programs of long ago left, never what belongs to one that runs; raises OSError.

    ``keep`` is the name that the files of this program begin with.
    """
    runs: dict[str, list[os.DirEntry[str]]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("foxreel-"):
                runs.setdefault(entry.name.partition(".")[0], []).append(entry)
    size = 0
    for number, name in enumerate(sorted(runs, reverse=True)):
        with contextlib.suppress(OSError):
            size += sum(entry.stat(follow_symlinks=False).st_size for entry in runs[name])
        old = number >= KEPT_RUNS or size > KEPT_BYTES
        if old and name != keep and not _is_running(folder / f"{name}.crash"):
            for entry in runs[name]:
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


class MaskingFormatter(logging.Formatter):
    """One record as text: message, arguments and stack are masked, whoever wrote them.

    ``private`` are folders with names in them that are nobody else's business.
    """

    converter = staticmethod(time.gmtime)

    def __init__(self, private: Iterable[str] = ()) -> None:
        super().__init__(_LAYOUT, _MOMENT)
        folders = "|".join(re.escape(each) for each in private if each)
        self._private = re.compile(rf"({folders})([\\/])[^'\"\n]+") if folders else None

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's text; what follows its first line is indented."""
        text = super().format(record)
        if self._private is not None:
            text = self._private.sub(r"\1\2…", text)
        if len(text) > LONGEST_LINE:
            text = f"{text[: LONGEST_LINE // 2]} … {text[-LONGEST_LINE // 2 :]}"
        lines = masked(text).splitlines() or [""]
        return "\n    ".join(without_controls(line) for line in lines)


def without_controls(line: str) -> str:
    """Return ``line`` without what would steer a terminal that shows it."""
    return "".join(c if c.isprintable() or c == "\t" else "�" for c in line)


class LogFile(logging.handlers.RotatingFileHandler):
    """A rotating file, readable by its user alone, that begins with what runs where.

    Whatever the disk does, nothing is raised and nothing is printed.
    """

    def __init__(self, file: Path, home: Home, face: str) -> None:
        super().__init__(
            file, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
        self._home, self._face = home, face

    def _open(self) -> Any:
        make_folder(self._home)
        stream = open(  # noqa: SIM115 - the handler closes it
            self.baseFilename, "a", encoding="utf-8", errors="backslashreplace", opener=_private
        )
        if not stream.tell():
            stream.write(f"{about(self._face)} · pid {os.getpid()} · {tilde(self._home.root)}\n")
        return stream

    def shouldRollover(self, record: logging.LogRecord) -> int:  # noqa: ARG002
        """Tell whether the file is full, without making the record's text for it."""
        if self.stream is None:
            self.stream = self._open()
        return int(self.stream.tell() >= self.maxBytes)

    def doRollover(self) -> None:
        """Begin a new file; where that is refused, the old one grows on."""
        with contextlib.suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:
        """Do without the line: a full disk is told of elsewhere, in words."""

    def close(self) -> None:
        """Close the file; what could not be written is lost."""
        with contextlib.suppress(OSError, ValueError):
            super().close()


class _CrashFile:
    """Where Python's own stacks go if the process dies of a native fault.

    It is locked while the program runs, so that others can tell, and removed if it stayed empty.
    """

    def __init__(self, home: Home, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path)
        self._stream: IO[bytes] | None = None
        self._watching = False
        with contextlib.suppress(OSError):
            make_folder(home)
            self._lock.acquire(block=False)
            self._stream = open(path, "ab", opener=_private)  # noqa: SIM115 - for the whole run
        if self._stream is not None and not faulthandler.is_enabled():
            faulthandler.enable(self._stream)
            self._watching = True

    def close(self) -> None:
        """Stop watching."""
        if self._watching:
            faulthandler.disable()
        if self._stream is not None:
            self._stream.close()
        self._lock.release()
        with contextlib.suppress(OSError):
            if not self._path.stat().st_size:
                self._path.unlink()


class Told(logging.Handler):
    """Passes our own loggers' errors on to people, as one line without a stack."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the record's message, and of what kind its exception is."""
        if record.name.partition(".")[0] not in OWN:
            return
        words = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            words = f"{words}: {short_words(record.exc_info[1])}"
        self._tell(masked(words))


@contextlib.contextmanager
def told(tell: Callable[[str], None]) -> Iterator[None]:
    """Pass errors on to people for as long as the body runs."""
    handler = Told(tell)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


def short_words(error: BaseException) -> str:
    """Return an exception in one short line, masked."""
    text = masked(" ".join(str(error).split()))
    name = type(error).__name__
    return f"{name}: {text[:300]}" if text else name


def about(face: str) -> str:
    """Return which Foxreel runs on what."""
    return f"Foxreel {__version__} · {face} · Python {platform.python_version()} · {system()}"


def system() -> str:
    """Return the operating system's name and version; asks no other program."""
    if sys.platform == "win32":
        major, minor, build = sys.getwindowsversion()[:3]
        return f"Windows {major}.{minor}.{build}"
    here = os.uname()
    return f"{here.sysname} {here.release} {here.machine}"


def tilde(path: Path | str) -> str:
    """Return ``path`` with the person's own folder, which has their name in it, as ``~``."""
    text, own = str(path), os.path.expanduser("~")  # noqa: PTH111 - Path.home may raise
    inside = text == own or text.startswith((own + "/", own + "\\"))
    return "~" + text[len(own) :] if inside and len(own) > 1 else text


def make_folder(home: Home) -> None:
    """Make the folder for logs, readable by its user alone; raises OSError."""
    home.root.parent.mkdir(parents=True, exist_ok=True)
    home.root.mkdir(mode=0o700, exist_ok=True)
    home.logs.mkdir(mode=0o700, exist_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _is_running(crash: Path) -> bool:
    """Tell whether the program runs that a crash file belongs to."""
    if not crash.exists():
        return False
    lock = FileLock(crash)
    try:
        held = lock.acquire(block=False)
    except OSError:
        return True
    lock.release()
    return not held
