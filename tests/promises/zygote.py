"""A process that has imported the program and does nothing, and forks a child for each start of it.

Started by ``tests.promises.programs`` as ``python -m tests.promises.zygote FD``. It has one thread
and no socket but the one at FD, so that a child begins as a fresh interpreter would, 0.4 s later.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from typing import Any, NoReturn

IMPORTED = (
    *("main", "requests", "PIL.Image", "PIL.ImageCms", "PIL.ImageEnhance", "PIL.ImageFilter"),
    *("PIL.ImageOps", "PIL.PngImagePlugin", "ui.commandline", "ui.driving", "ui.progress"),
    *("core.asking", "core.download", "core.faults", "core.fetching", "core.foxapi.client"),
    *("core.frames", "core.studio", "tests.promises.effects"),
)
STDOUT, STDERR = 1, 2
LONGEST_REQUEST = 1 << 20


def main() -> None:
    """Fork programs until the other end of the socket is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    for name in IMPORTED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the children share these pages
    control.sendall(b"ready\n")
    _Zygote(control).serve()


class _Zygote:
    """Forks, and tells each program's end over a pipe of its own."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._living: dict[int, int] = {}  # process id → the pipe for its end
        self._bell, self._rung = socket.socketpair()
        self._rung.setblocking(False)
        self._bell.setblocking(False)

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._rung, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                self._tell_ends()
                if self._control in ready:
                    request, files = self._receive()
                    if request is None:
                        self._end()
                        return
                    self._start(request, files)

    def _receive(self) -> tuple[dict[str, Any] | None, list[int]]:
        data, files, _, _ = socket.recv_fds(self._control, LONGEST_REQUEST, 4)
        while data and not data.endswith(b"\n"):
            data += self._control.recv(LONGEST_REQUEST)
        return (json.loads(data) if data else None), list(files)

    def _start(self, request: dict[str, Any], files: list[int]) -> None:
        stdout, stderr, trace, status = files
        child = os.fork()
        if child == 0:
            self._forget_zygote(status)
            _become(request, stdout, stderr, trace)
        for file in (stdout, stderr, trace):
            os.close(file)
        self._living[child] = status
        self._control.sendall(f"{child}\n".encode())

    def _forget_zygote(self, status: int) -> None:
        """Close in a child what belongs to the zygote: its siblings' pipes above all."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is a program
        self._close()
        for file in (status, *self._living.values()):
            os.close(file)

    def _tell_ends(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._rung.recv(4096):
                pass
        for child in list(self._living):
            ended, how = os.waitpid(child, os.WNOHANG)
            if ended:
                status = self._living.pop(child)
                with contextlib.suppress(BrokenPipeError):
                    os.write(status, f"{os.waitstatus_to_exitcode(how)}\n".encode())
                os.close(status)

    def _end(self) -> None:
        for child in self._living:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        signal.set_wakeup_fd(-1)
        self._close()

    def _close(self) -> None:
        for end in (self._control, self._bell, self._rung):
            end.close()


def _become(request: dict[str, Any], stdout: int, stderr: int, trace: int) -> NoReturn:
    """Be the program, as ``python main.py`` is, to the end of the interpreter."""
    from tests.promises.effects import Plan, watch_effects

    os.setsid()
    os.dup2(stdout, STDOUT)
    os.dup2(stderr, STDERR)
    os.close(stdout)
    os.close(stderr)
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["main.py", *request["argv"]]
    gc.unfreeze()
    watch_effects(Plan(**request["plan"]), trace)
    import main as program

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(program.main())


if __name__ == "__main__":
    main()
