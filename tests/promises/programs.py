"""Programs on a home, as processes: forked from a prepared one in some 10 ms, or really started."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.promises.effects import Plan
from tests.promises.tally import Tally

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0
"""Seconds after which a program that should have ended fails the test."""
LOOK = 0.003
"""Seconds between two looks at whether a program has ended."""
_INTERRUPTED = re.compile(
    r"Exception ignored in: .*\n(Traceback.*\n(  .*\n)+)?(ResourceWarning|KeyboardInterrupt): .*\n"
)
"""What Python says where a signal comes before there is a loop: it was making something then."""
PYTHON = (sys.executable, "-W", "error")


class Program:
    """A program that was started; its output lies in files."""

    def __init__(self, pid: int, arguments: tuple[str, ...], stem: Path, tally: Tally) -> None:
        self.pid = pid
        self.interrupted = False
        self.arguments = arguments
        self._stem = stem
        self._tally = tally
        self._code: int | None = None
        self._lock = threading.Lock()

    @property
    def out(self) -> str:
        """What it has said on standard output."""
        return _file(self._stem, "out").read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """What it has said on standard error."""
        return _file(self._stem, "err").read_text(encoding="utf-8")

    @property
    def effects(self) -> list[str]:
        """The names of its effects so far; a killed program was killed before the last one."""
        return _file(self._stem, "effects").read_text(encoding="utf-8").splitlines()

    @property
    def jobs(self) -> list[dict[str, Any]]:
        """The JSON objects on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    def send(self, number: int) -> None:
        """Send a signal, if the program still runs. May be called in any thread."""
        with self._lock:
            if self._code is None and not self._poll():
                self.interrupted |= number != signal.SIGKILL
                os.kill(self.pid, number)

    def kill(self) -> int:
        """Kill the program, and return how it ended."""
        self.send(signal.SIGKILL)
        return self.wait()

    def wait(self, seconds: float = PATIENCE) -> int:
        """Return the exit code, or the negative number of the signal that ended the program."""
        until = time.monotonic() + seconds
        while not self.ended():  # without the lock: others may want to kill it meanwhile
            if time.monotonic() > until:
                self.send(signal.SIGKILL)
                raise AssertionError(f"{self} does not end:\n{self.err}\n{self.effects[-20:]}")
            time.sleep(LOOK)
        assert self._code is not None
        err = self.err
        if self.interrupted:
            err = _INTERRUPTED.sub("", err)
        assert "Traceback" not in err, f"{self}:\n{err}"
        assert "Exception ignored" not in err, f"{self}:\n{err}"
        return self._code

    def ended(self) -> bool:
        """Tell whether it has ended."""
        with self._lock:
            return self._code is not None or self._poll()

    def _poll(self) -> bool:
        code = self._ended_with()
        if code is None:
            return False
        self._code = code
        if code == -signal.SIGKILL:
            self._tally.add("kills")
        return True

    def _ended_with(self) -> int | None:
        raise NotImplementedError

    def __str__(self) -> str:
        return " ".join(("foxreel", *self.arguments))


class _Forked(Program):
    def __init__(self, end: int, *args: Any) -> None:
        super().__init__(*args)
        self._end = end

    def _ended_with(self) -> int | None:
        if not select.select([self._end], [], [], 0)[0]:
            return None
        code = int(os.read(self._end, 32))
        os.close(self._end)
        return code


class _Started(Program):
    def __init__(self, process: subprocess.Popen[bytes], *args: Any) -> None:
        super().__init__(process.pid, *args)
        self._process = process

    def _ended_with(self) -> int | None:
        return self._process.poll()


class Programs:
    """Starts programs; a context manager that ends those that are left. Safe in many threads."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._count = itertools.count(1)
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._zygote = subprocess.Popen(
                [*PYTHON, "-m", "tests.promises.zygote", str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        assert self._answer() == "ready"

    def __enter__(self) -> Programs:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._control.close()
        assert self._zygote.wait(PATIENCE) == 0

    def start(
        self, folder: Path, *arguments: str, env: Mapping[str, str], plan: Plan | None = None
    ) -> Program:
        """Fork a program; what it says goes to files in ``folder``."""
        stem = self._stem(folder)
        end, theirs = os.pipe()
        outputs = [_file(stem, kind).open("wb") for kind in ("out", "err", "effects")]
        plan = dataclasses.asdict(plan or Plan())
        request = {"argv": arguments, "env": dict(env), "plan": plan}
        try:
            with self._lock:
                files = [*(each.fileno() for each in outputs), theirs]
                data = json.dumps(request).encode() + b"\n"
                sent = socket.send_fds(self._control, [data], files)
                self._control.sendall(data[sent:])
                pid = int(self._answer())
        finally:
            os.close(theirs)
            for each in outputs:
                each.close()
        self._tally.add("programs")
        program = _Forked(end, pid, arguments, stem, self._tally)
        program.interrupted = plan["number"] > 0 and plan["signal"] != signal.SIGKILL
        return program

    def start_really(
        self,
        folder: Path,
        *arguments: str,
        env: Mapping[str, str],
        script: tuple[str, ...] = ("main.py",),
    ) -> Program:
        """Start ``python main.py``, as a person's system does, or another script of Python."""
        stem = self._stem(folder)
        _file(stem, "effects").touch()
        with _file(stem, "out").open("wb") as out, _file(stem, "err").open("wb") as err:
            process = subprocess.Popen(
                [*PYTHON, *script, *arguments],
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        self._tally.add("programs")
        return _Started(process, arguments, stem, self._tally)

    def _stem(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        return folder / f"program{next(self._count)}"

    def _answer(self) -> str:
        data = b""
        while not data.endswith(b"\n"):
            received = self._control.recv(64)
            assert received, "the zygote has ended"
            data += received
        return data.decode().strip()


def _file(stem: Path, kind: str) -> Path:
    return stem.with_name(f"{stem.name}.{kind}")
