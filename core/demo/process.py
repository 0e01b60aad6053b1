"""The built-in engine in a process of its own, so that drawing never holds up the window.

The parent starts it, reads one line of JSON from it (where it listens, and its token, which is in
no command line), and keeps its standard input open: when that closes, the parent has ended it or
is gone, however it went, and the engine ends too.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from core import language, logs
from core.home import Home
from core.secrets import KEY_VARIABLE

OPTION = "--built-in-engine"
"""The program's first argument when it is to be the engine; the folder is the second."""

START_SECONDS = 30.0
"""A frozen program, started for the first time under a virus scanner, takes about ten."""

END_SECONDS = 1.5
LONGEST_LINE = 4096
NICENESS = 5

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _FLAGS = 0


class EngineProcess:
    """The parent's end of a running engine."""

    def __init__(self, process: subprocess.Popen[bytes], base_url: str, token: str) -> None:
        self.base_url = base_url
        self.token = token
        self._process = process

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process, by force if it does not end by itself soon."""
        _end(self._process)


def engine_command() -> list[str]:
    """Return what starts this program again as an engine; the folder is to be added."""
    if getattr(sys, "frozen", False):
        return [sys.executable, OPTION]
    return [sys.executable, str(Path(__file__).parents[2] / "main.py"), OPTION]


def start_engine_process(
    folder: Path, command: Sequence[str], seconds: float = START_SECONDS
) -> EngineProcess:
    """Start an engine that keeps its tasks in ``folder``; raises OSError if it is not there soon.

    ``seconds`` is how long it may take.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [*command, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_environment(os.environ),
            creationflags=_FLAGS,
        )
        try:
            said = _first_line(process, seconds)
            if "base_url" not in said:
                raise OSError(said.get("error") or _last_words(process, errors))
            return EngineProcess(process, said["base_url"], said["token"])
        except BaseException:
            process.kill()
            _end(process)
            raise


def run_engine_process(folder: str) -> int:
    """Be the engine until standard input closes; return the exit code."""
    _stay_behind()
    os.umask(0o077)  # prompts, pictures and clips are the person's alone
    home = Home(Path(folder).parent, Path(folder).parent / "clips")
    logs.begin(home, "built-in engine")
    try:
        return _serve(Path(folder), home)
    finally:
        logs.end()


def _serve(folder: Path, home: Home) -> int:
    from core.catalog import load_catalog
    from core.demo.engine import start_engine

    language.use(language.choose())
    try:
        engine = start_engine(folder, load_catalog(home.models))
    except OSError as error:
        _say(error=str(error))
        return 1
    _say(base_url=engine.base_url, token=engine.token)
    _wait_for_the_end()
    engine.close()
    return 0


def _stay_behind() -> None:
    """Leave the terminal's signals to the parent, which ends this process, and the processor too
    as far as others want it.
    """
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(NICENESS)


def _wait_for_the_end() -> None:
    """Return when standard input closes, or at SIGTERM, which everybody gets at a shutdown."""
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            # The system may give the signal to any thread: only this wakes the one that waits.
            woken, waking = os.pipe()
            os.set_blocking(waking, False)
            signal.set_wakeup_fd(waking)
            signal.signal(signal.SIGTERM, lambda _number, _frame: None)
            while woken not in (ready := select.select([0, woken], [], [])[0]):
                if ready and not os.read(0, 1024):
                    return
        else:
            while os.read(0, 1024):
                pass


def _say(**facts: str) -> None:
    """Write the one line that the parent waits for; nobody reads what comes after it."""
    os.write(1, json.dumps(facts).encode() + b"\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the engine's environment: the program's language, and no key."""
    own = {name: value for name, value in environ.items() if name != KEY_VARIABLE}
    return {**own, "FOXREEL_LANG": language.current()}


def _first_line(process: subprocess.Popen[bytes], seconds: float) -> dict[str, str]:
    """Return what the engine says of itself, empty if it ends without a word; raises OSError."""
    late: list[bool] = []

    def expire() -> None:
        late.append(True)
        process.kill()

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    try:
        said = json.loads(process.stdout.readline(LONGEST_LINE) if process.stdout else b"")
    except ValueError:
        said = {}
    finally:
        timer.cancel()
    if late:
        raise OSError(f"it did not start within {seconds:g} seconds")
    return said if isinstance(said, dict) else {}


def _last_words(process: subprocess.Popen[bytes], errors: IO[bytes]) -> str:
    """Return why an engine that said nothing has ended, as far as it told."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:500] if lines else f"it ended with the code {process.poll()}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the process's standard input, and wait until it is gone."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
