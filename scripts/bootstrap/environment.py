"""The virtual environment in the checkout, with the locked versions of every Python package."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator

from running import ROOT, Stop, must, only_one, say

VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "foxreel.json"
REQUIREMENTS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-dev.txt"}


def install_python(job: str) -> None:
    """Bring the virtual environment to the locked versions for a job."""
    if is_ready(job):
        return
    with only_one() as lock:
        if is_ready(job):
            return  # Another run did it meanwhile.
        started = time.monotonic()
        say(f"installing Python packages into {VENV}, once")
        if is_ready("run") and not read_stamp().get("unfinished"):
            # Foxreel stays ready while the tests' packages are added; the mark outlives a failure.
            write_stamp("run", unfinished=True)
        else:
            make_venv(lock)
        pip = [str(VENV_PYTHON), "-I", "-m", "pip", "install", "--disable-pip-version-check"]
        must([*pip, "--no-input", "--quiet", "--requirement", str(REQUIREMENTS[job])], lock)
        write_stamp(job)
        say(f"done in {time.monotonic() - started:.0f} s")


def make_venv(lock: int) -> None:
    """Replace whatever is at `.venv` by an empty environment."""
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        raise Stop(f"can't replace {VENV}: {error}\nClose Foxreel and start again.") from error
    # Started from inside an environment, this is the Python that it was made with.
    base = getattr(sys, "_base_executable", None) or sys.executable
    must([base, "-I", "-m", "venv", str(VENV)], lock)


def is_ready(job: str) -> bool:
    """Whether the environment holds the locked versions for a job, with no file gone."""
    stamp = read_stamp()
    jobs = ("run", "test") if job == "run" else ("test",)
    files = stamp.get("files")
    return (
        any(stamp.get(name) == fingerprint(name) for name in jobs)
        and stamp.get("python") == interpreter()
        and isinstance(files, list)
        and set(files) <= set(installed_files())
    )


def read_stamp() -> dict[str, object]:
    """What the last installation left; empty if none came to its end."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(job: str, *, unfinished: bool = False) -> None:
    """Leave word of an installation that is ready for a job: appears whole or not at all."""
    stamp = {
        job: fingerprint(job),
        "python": interpreter(),
        "files": list(installed_files()),
        "unfinished": unfinished,
    }
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp), encoding="utf-8")
    fresh.replace(STAMP)


def fingerprint(job: str) -> str:
    """A hash of the versions that a job asks for."""
    return hashlib.sha256(REQUIREMENTS[job].read_bytes()).hexdigest()


def interpreter() -> str:
    """The Python that the environment stands on; another after an upgrade of the system's."""
    return str(VENV_PYTHON.resolve())


def installed_files() -> Iterator[str]:
    """Every file of the environment but compiled ones, which come and go."""
    start = len(str(VENV))
    for folder, folders, files in os.walk(VENV):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        for name in files:
            yield f"{folder[start:]}/{name}"
