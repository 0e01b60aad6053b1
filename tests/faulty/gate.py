"""A point at which the server waits for the test."""

from __future__ import annotations

import threading

PATIENCE = 30.0
"""Seconds after which a wait that should have ended by itself fails the test."""


class Gate:
    """Holds the server until ``release``; ``wait_reached`` returns once it has come there."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._open = threading.Event()

    def release(self) -> None:
        """Let the server go on. Every server releases its gates when it is closed."""
        self._open.set()

    def wait_reached(self) -> None:
        """Return when the server has come to the gate; fails if it never does."""
        if not self._reached.wait(PATIENCE):
            raise AssertionError("the server never came to the gate")

    @property
    def reached(self) -> bool:
        """Tell whether the server has come to the gate."""
        return self._reached.is_set()

    def pass_through(self) -> None:
        """Wait here until the gate is released. Called by the server."""
        self._reached.set()
        self._open.wait()
