"""What helps somebody who helps a person: facts about this Foxreel, without anything secret.

Neither keys nor prompts, nor names of pictures, clips or the person are in it; names of folders
are, which it says. It is in English whatever the language, as log files are: its readers need not
share the person's.
"""

from __future__ import annotations

import contextlib
import getpass
import importlib.metadata
import locale
import os
import re
import shutil
import sqlite3
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from core import language, logs, settings
from core.catalog import load_catalog
from core.foxapi.address import host_of
from core.home import find_home
from core.job import ENDED, Job
from core.journal import fault_words
from core.masking import masked
from core.problems import InvalidAsk
from core.program import Program
from core.rows import SELECT_JOBS, from_row
from core.secrets import KEY_VARIABLE, environment_lookup, keychain_key

LOG_LINES, CRASH_LINES, UNWELL = 200, 60, 20
"""How many lines of the log and of a crash are told, and how many jobs that are not well."""

KEY_SECONDS = 3.0
"""How long a keychain may take to say whether it has a key."""

PACKAGES = (
    "PySide6-Essentials",
    "PySide6-Addons",
    "qasync",
    "requests",
    "urllib3",
    "av",
    "keyring",
)
"""What Foxreel stands on."""

VARIABLES = (
    *("FOXAPI_BASE_URL", "FOXREEL_HOME", "FOXREEL_LANG", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "QT_QPA_PLATFORM", "QT_IM_MODULE"),
    *("QT_SCALE_FACTOR", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "WAYLAND_DISPLAY", "DISPLAY"),
)
"""Variables of the environment whose being set may matter. Only these are told, not their values,
but for those that the desktop sets."""

_DESKTOP = ("QT_", "XDG_")


def any_program(environ: Mapping[str, str] = os.environ) -> Program:
    """Return the program's parts though its settings may be unusable: that may be the trouble."""
    home = find_home(environ)
    chosen = settings.load(home.settings, environ)
    language.use(language.choose(environ, chosen.language))
    return Program(home, chosen, load_catalog(home.models), environ)


def gather(program: Program, facts: Mapping[str, str], before: str = "") -> str:
    """Return the diagnostics as text. Reads files and the ledger; writes nothing.

    ``facts`` are what only the running face knows; ``before`` is what the person wants to tell of.
    """
    parts = [
        [before] if before else [],
        list(_system(facts)),
        list(_places(program)),
        list(_settings(program)),
        list(_jobs(program.home.ledger)),
        list(_crashes(program.home.logs)),
        ["Log:", *_log_lines(program.home.logs)],
    ]
    text = "\n\n".join("\n".join(lines) for lines in parts if lines)
    return nameless(masked(text)) + "\n"


def key_source(program: Program) -> str:
    """Return where the key for the host in use comes from, as far as that is soon known."""
    found: list[str] = []

    def look() -> None:
        try:
            address = program.address(demo=False)
            own = environment_lookup(address, program.environ)(address)
            found.append("environment" if own else "keychain" if keychain_key(address) else "none")
        except InvalidAsk as error:
            found.append(f"not known: {error}")

    looking = threading.Thread(target=look, name="key source", daemon=True)
    looking.start()
    looking.join(KEY_SECONDS)  # a keychain may ask the person to unlock it
    return found[0] if found else "not known: the keychain does not answer"


def nameless(text: str) -> str:
    """Return ``text`` without the person's own folder, and their name in other paths."""
    own = os.path.expanduser("~")  # noqa: PTH111 - Path.home may raise
    if len(own) > 1:
        text = re.sub(rf"{re.escape(own)}(?![\w-])", "~", text)
    with contextlib.suppress(Exception):  # a user without a name
        name = re.escape(getpass.getuser())
        text = re.sub(rf"(?<=[\\/]){name}(?=[\\/'\"\s]|$)", "~", text)
    return text


def _system(facts: Mapping[str, str]) -> Iterator[str]:
    now = datetime.now(UTC)
    offset = now.astimezone().utcoffset()
    yield logs.about("diagnostics")
    yield f"Time: {now:%Y-%m-%dT%H:%M:%SZ}, here {offset} from UTC"
    yield f"Packages: {', '.join(_versions())}"
    yield f"Packed app: {'yes' if getattr(sys, 'frozen', False) else 'no'}"
    region = ".".join(each or "-" for each in locale.getlocale())
    yield f"Language: {language.current()}, locale {region}, files {sys.getfilesystemencoding()}"
    for name, value in facts.items():
        yield f"{name}: {value}"


def _versions() -> Iterator[str]:
    for name in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            yield f"{name} {importlib.metadata.version(name)}"


def _places(program: Program) -> Iterator[str]:
    home = program.home
    output = program.settings.output
    folders = {"Home": home.root, "Clips": Path(output) if output else home.clips}
    yield "Folders are told by their whole paths, here and in the log."
    for name, folder in folders.items():
        yield f"{name}: {logs.tilde(folder)}, {_room(folder)}"
    for file in (home.ledger, home.ledger.with_name(f"{home.ledger.name}-wal")):
        with contextlib.suppress(OSError):
            yield f"{file.name}: {file.stat().st_size} bytes"


def _room(folder: Path) -> str:
    """Return how much room there is where ``folder`` is, or would be."""
    there = folder.is_dir()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    kind = "writable" if os.access(folder, os.W_OK) else "not writable"
    return f"{free / 1e9:.1f} GB free, {kind}{'' if there else ', not there yet'}"


def _settings(program: Program) -> Iterator[str]:
    chosen = program.settings
    yield f"Host: {host_of(chosen.base_url) or 'not an address'}"
    limits = ", ".join(f"{name} {value}" for name, value in vars(chosen.limits).items())
    yield f"Language chosen: {chosen.language or '-'}; theme {chosen.theme}; limits: {limits}"
    if chosen.unusable or chosen.unread:
        entries = ", ".join(chosen.unusable) or f"all, as the file cannot be read: {chosen.unread}"
        yield f"Settings that cannot be used: {entries}"
    environ = program.environ
    known = [*VARIABLES, *(name.lower() for name in VARIABLES if name.endswith("_PROXY"))]
    names = [f"{n}={environ[n]}" if n.startswith(_DESKTOP) else n for n in known if environ.get(n)]
    key = [KEY_VARIABLE] if environ.get(KEY_VARIABLE) else []
    yield f"Environment: {', '.join([*names, *key]) or '-'}"


def _jobs(ledger: Path) -> Iterator[str]:
    if not ledger.exists():
        yield "Jobs: no records yet"
        return
    try:
        with contextlib.closing(_reading(ledger)) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            query = "SELECT state, count(*) FROM jobs GROUP BY state"
            counts = [f"{state} {count}" for state, count in database.execute(query)]
            yield f"Jobs (records of version {version}): {', '.join(counts) or 'none'}"
            unwell = [_job_words(job) for job in _unwell(database)]
            if unwell:
                yield f"The last {len(unwell)} that failed or need a person:"
                yield from unwell
    except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
        yield f"Jobs: the records cannot be read: {type(error).__name__}: {error}"


def _reading(ledger: Path) -> sqlite3.Connection:
    """Return a connection that changes no file: without a journal, none is made either."""
    journal = ledger.with_name(f"{ledger.name}-wal")
    alone = not journal.exists() or not journal.stat().st_size
    way = "mode=ro&immutable=1" if alone else "mode=ro"
    database = sqlite3.connect(f"{ledger.absolute().as_uri()}?{way}", uri=True, timeout=2.0)
    database.row_factory = sqlite3.Row
    return database


def _unwell(database: sqlite3.Connection) -> list[Job]:
    ended = ", ".join(f"'{state}'" for state in ENDED)
    stuck = f"state NOT IN ({ended}) AND json_extract(facts, '$.reason.needs_person')"
    where = f"WHERE state IN ('failed', 'unconfirmed') OR ({stuck}) ORDER BY rev DESC LIMIT ?"
    return [from_row(row) for row in database.execute(f"{SELECT_JOBS} {where}", (UNWELL,))]


def _job_words(job: Job) -> str:
    when = datetime.fromtimestamp(job.created_at, UTC)
    host = "built-in engine" if job.connection.demo else host_of(job.connection.base_url)
    fault = fault_words(job.error or job.reason)
    parts = [job.id, str(job.state), fault, host, f"{when:%Y-%m-%dT%H:%MZ}"]
    return "  " + " · ".join(part for part in parts if part)


def _crashes(folder: Path) -> Iterator[str]:
    """Return the newest stacks of a native crash."""
    for file in sorted(folder.glob("foxreel-*.crash"), reverse=True):
        lines = logs.tail(file, 10_000)
        if lines:
            yield f"{file.name}:"
            yield from lines[:CRASH_LINES]
            return


def _log_lines(folder: Path) -> list[str]:
    """Return the last lines that were logged here: of this program, then of those before it."""
    told: list[str] = []
    for file in sorted(folder.glob("foxreel-*.log"), reverse=True):
        lines = logs.tail(file, LOG_LINES - len(told))
        told = [f"{file.name}:", *lines, *told] if lines else told
        if len(told) >= LOG_LINES:
            break
    return told or ["-"]
