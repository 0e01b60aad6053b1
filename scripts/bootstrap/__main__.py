"""Install what a checkout lacks, then do a job: `python3 -I scripts/bootstrap run|test ARGS`.

This runs before anything is installed, so it uses the standard library alone. It speaks on standard
error only: standard output belongs to the program that it starts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import NoReturn

from desktop import install_launcher, remove_launcher
from environment import VENV_PYTHON, install_python
from running import ROOT, Stop, attended, say
from system import install_system

JOBS = ("run", "test")
LAUNCHER = {"--install": install_launcher, "--uninstall": remove_launcher}
OLDEST, NEWEST = (3, 11), (3, 13)
CHECKS = (("ruff", "format", "--check"), ("ruff", "check"), ("mypy",))
# The tests wait more than they compute, even on two cores.
IN_PARALLEL = ("-n", "4", "--dist", "worksteal")


def run(arguments: list[str]) -> NoReturn:
    """Become `main.py ARGS`, in the folder where the person is."""
    command = [str(VENV_PYTHON), str(ROOT / "main.py"), *arguments]
    if sys.platform == "win32":
        # There, exec gives the prompt back before the program has ended.
        raise SystemExit(attended(command))
    os.execv(command[0], command)


def test(arguments: list[str]) -> int:
    """Run every check, all of them even if one fails; with arguments, pytest alone."""
    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of 1,000 programs compiles it all
    checks = [] if arguments else [list(check) for check in CHECKS]
    failed = {}
    for check in [*checks, ["pytest", *(arguments or IN_PARALLEL)]]:
        name = " ".join(check)
        say(name)
        code = attended([str(VENV_PYTHON), "-m", *check])
        if code == 130:
            return code
        if code != 0:
            failed[name] = code
    if failed:
        say(f"failed: {', '.join(failed)}")
    return next(iter(failed.values()), 0)


def use_a_python_that_fits() -> None:
    """Go on in another Python if this one is too old or too new; return if it fits."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        found = shutil.which(name)
        # The name alone proves nothing: version switchers put every name on PATH.
        if found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
            raise SystemExit(attended([found, "-I", *sys.argv]))
    have = ".".join(map(str, sys.version_info[:3]))
    raise Stop(f"needs Python 3.11, 3.12 or 3.13; {sys.executable} is {have}")


def opens_window(arguments: list[str]) -> bool:
    """Whether `main.py ARGS` will open a window here; a server needs nothing of a window's."""
    sys.path.append(str(ROOT))
    from ui.display import names_display
    from ui.launcher import opens_window

    return names_display(os.environ) and opens_window(arguments)


def prepare(job: str, arguments: list[str]) -> None:
    """Install what is missing for the job."""
    window = job == "run" and opens_window(arguments)
    install_system("window" if window else job)
    install_python(job)


def main(job: str, arguments: list[str]) -> int:
    """Prepare, then do the job; gives the exit code."""
    launcher = LAUNCHER.get(" ".join(arguments)) if job == "run" else None
    try:
        use_a_python_that_fits()
        if launcher is not remove_launcher:
            prepare(job, [] if launcher else arguments)
        if launcher:
            launcher()
            return 0
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        say("interrupted; what is missing will be installed at the next start")
        return 130
    if job == "run":
        run(arguments)
    return test(arguments)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in JOBS:
        raise SystemExit("usage: bootstrap run|test [ARGS...]")
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
