"""Foxreel's door: the command line."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    """Run the program with the process's arguments and return its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        from ui.commandline import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
