"""The command line as processes: started, waited for, and what they printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faulty import FoxServer
from tests.studios import KEY

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def jobs(self) -> list[dict[str, Any]]:
        """The JSON objects on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(server: FoxServer | None, **more: str) -> Mapping[str, str]:
    """Return the environment of a command that uses ``server``, if any."""
    own = {} if server is None else {"FOXAPI_API_KEY": KEY, "FOXAPI_BASE_URL": server.base_url}
    return {**os.environ, **own, **more}


def start(*arguments: str, server: FoxServer | None = None, **more: str) -> subprocess.Popen[str]:
    """Start a command."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(ROOT / "main.py"), *arguments],
        env=environment(server, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def end(process: subprocess.Popen[str], said: str | None = None) -> Ended:
    """Wait for a command's end; fails if it has not ended in order."""
    out, err = process.communicate(said, timeout=60)
    assert "Traceback" not in err, err
    return Ended(process.returncode, out, err)


def foxreel(
    *arguments: str, server: FoxServer | None = None, said: str | None = None, **more: str
) -> Ended:
    """Run a command and return how it ended."""
    return end(start(*arguments, server=server, **more), said)
