"""Install what a checkout lacks, then do a job: `bootstrap.py run ARGS`, `bootstrap.py test ARGS`.

This runs before anything is installed, so it uses the standard library alone. It speaks on standard
error only: standard output belongs to the program that it starts.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "foxreel.json"
LOCK = ROOT / ".venv.lock"
REQUIREMENTS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-dev.txt"}
OLDEST, NEWEST = (3, 11), (3, 13)
CHECKS = (("ruff", "format", "--check"), ("ruff", "check"), ("mypy",))


# What the operating system must have ------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """One thing of the operating system's, looked for by what it does, not by a package's name."""

    what: str
    found: Callable[[], bool]
    packages: tuple[str, ...]
    """Debian's packages that bring it."""
    required: bool = True
    """Whether nothing works without it; else its lack is only mentioned."""


def has_ensurepip() -> bool:
    """Debian splits Python: without this part it makes no virtual environment."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese; Windows and macOS ship one."""
    if shutil.which("fc-list") is None:
        return sys.platform != "linux"
    answer = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, check=False)
    return bool(answer.stdout.strip())


def has_program(name: str) -> Callable[[], bool]:
    """A check for a program on PATH."""
    return lambda: shutil.which(name) is not None


def has_libraries(*names: str) -> Callable[[], bool]:
    """A check that the dynamic linker finds all these; a question for Linux only."""

    def check() -> bool:
        try:
            for name in names:
                ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return check if sys.platform == "linux" else lambda: True


RUN_NEEDS = (
    Need(
        "Python's ensurepip",
        has_ensurepip,
        (f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",),
    ),
    Need(
        "a font with Chinese",
        has_chinese_font,
        ("fontconfig", "fonts-wqy-microhei"),
        required=False,
    ),
)
TEST_NEEDS = (
    Need("ffprobe", has_program("ffprobe"), ("ffmpeg",)),
    Need(
        "what pyside6-lupdate links to",
        has_libraries("libglib-2.0.so.0", "libbrotlidec.so.1", "libgssapi_krb5.so.2"),
        ("libglib2.0-0", "libbrotli1", "libgssapi-krb5-2"),
    ),
)
NEEDS = {"run": RUN_NEEDS, "test": RUN_NEEDS + TEST_NEEDS}


def install_system(job: str) -> None:
    """Bring what the operating system lacks for a job, or say how to and stop."""
    missing = missing_needs(job)
    if missing and not may_use_apt():
        report_missing(missing)
    elif missing:
        with only_one():
            # Another run may have brought it meanwhile.
            apt_install(packages_for(missing_needs(job)))
        if still := missing_needs(job):
            names = ", ".join(need.what for need in still)
            raise Stop(f"apt installed {' '.join(packages_for(still))}, but still missing: {names}")


def missing_needs(job: str) -> list[Need]:
    """What the operating system lacks for a job."""
    return [need for need in NEEDS[job] if not need.found()]


def packages_for(needs: list[Need]) -> list[str]:
    """Debian's packages that bring all these."""
    return sorted({package for need in needs for package in need.packages})


def may_use_apt() -> bool:
    """Whether this is root on a system with apt."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def report_missing(missing: list[Need]) -> None:
    """Name the exact line to run; stop if nothing works before it was run."""
    names = ", ".join(need.what for need in missing)
    if shutil.which("apt-get"):
        line = f"sudo apt-get install --no-install-recommends {' '.join(packages_for(missing))}"
        message = f"missing: {names}. To install it, run:\n  {line}"
    else:
        message = f"missing: {names}. Install it with this system's package manager."
    if any(need.required for need in missing):
        raise Stop(message)
    say(message)


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, asking nothing; refresh apt's lists only if it fails without."""
    if not packages:
        return
    say(f"installing with apt: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
    apt = ["apt-get", "install", *options]
    # Completes an installation that was cut short; else apt refuses to start another one.
    quietly(["dpkg", "--configure", "-a"], environment)
    if quietly([*apt, *packages], environment).code == 0:
        return
    update = quietly(["apt-get", "update"], environment)
    # Brings what half-installed packages need of each other; takes nothing away.
    quietly([*apt, "--fix-broken", "--no-remove"], environment)
    result = quietly([*apt, *packages], environment)
    if result.code != 0:
        raise Stop(f"apt-get failed:\n{update.output}{result.output.rstrip()}", result.code)


# The virtual environment -------------------------------------------------------------------------


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


# Running things ----------------------------------------------------------------------------------


class Stop(Exception):
    """The end, with what to tell the person and the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Result:
    """A finished command: its exit code and all that it wrote."""

    code: int
    output: str


def say(message: str) -> None:
    """Tell the person."""
    print(f"foxreel: {message}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def only_one() -> Iterator[int]:
    """Let one process at a time change this checkout's environment; gives the lock's descriptor.

    The lock is the operating system's: it is free as soon as its holder ends, in whatever way.
    """
    try:
        descriptor = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise Stop(f"can't write in {ROOT}: {error}") from error
    try:
        if not try_lock(descriptor):
            say("waiting for another installation here to end")
            while not try_lock(descriptor):
                time.sleep(0.2)
        yield descriptor
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def quietly(command: list[str], environment: dict[str, str], lock: int | None = None) -> Result:
    """Run a command and keep what it writes, for the case that it fails.

    It runs in a session of its own: Ctrl+C reaches it once, from here, and dpkg not at all. A
    command that is given the lock holds it until it ends, even if this process is killed before.
    """
    posix = sys.platform != "win32"
    keep = (lock,) if posix and lock is not None else ()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=posix,
            pass_fds=keep,
        )
        try:
            code = process.wait()
        except KeyboardInterrupt:
            if posix:
                process.send_signal(signal.SIGINT)
            process.wait()
            raise
        output.seek(0)
        return Result(code, output.read().decode(errors="replace"))


def must(command: list[str], lock: int) -> None:
    """Run a command quietly; if it fails, stop with what it wrote."""
    result = quietly(command, dict(os.environ), lock)
    if result.code != 0:
        raise Stop(f"this failed: {' '.join(command)}\n{result.output.rstrip()}", result.code)


def attended(command: list[str]) -> int:
    """Run a command in the foreground; an interrupt is the command's to answer."""
    process = subprocess.Popen(command)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


# The two jobs ------------------------------------------------------------------------------------


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
    checks = [] if arguments else [list(check) for check in CHECKS]
    failed = {}
    for check in [*checks, ["pytest", *arguments]]:
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


def main(job: str, arguments: list[str]) -> int:
    """Prepare, then do the job; gives the exit code."""
    try:
        use_a_python_that_fits()
        install_system(job)
        install_python(job)
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
    if len(sys.argv) < 2 or sys.argv[1] not in NEEDS:
        raise SystemExit("usage: bootstrap.py run|test [ARGS...]")
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
