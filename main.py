"""Foxreel's door: the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program with the process's arguments and return its exit code."""
    from ui.commandline import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
