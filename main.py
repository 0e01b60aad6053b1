"""Foxreel's door: the window, or the command line."""

from __future__ import annotations

import os
import signal
import sys


def main() -> int:
    """Run the program with the process's arguments and return its exit code."""
    if getattr(sys, "frozen", False):
        from ui.frozen import restore_environment

        restore_environment(os.environ)
    if sys.argv[1:2] == ["--built-in-engine"]:
        from core.demo.process import run_engine_process

        return run_engine_process(sys.argv[2])
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        from ui.launcher import start

        return start(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
