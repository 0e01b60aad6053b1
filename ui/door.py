"""Where later starts of the program on the same home hand over what they were given."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.handover import MOST_BYTES, TAKEN, Address, Handover, read_handover

PREFIX = "foxreel-"
MOST_GUESTS = 16
"""How many may be at the door at once; others are sent away and come again by themselves."""
GUEST_MS = 5000
"""Milliseconds that one may take to say what it wants."""

log = logging.getLogger(__name__)


@contextlib.contextmanager
def listening(file: Path, take: Callable[[Handover], bool]) -> Iterator[None]:
    """Let ``take`` have what later starts hand over, from now to the end.

    ``file`` is the home's lock, held by this program: it tells the others where to go. ``take``
    returns False for what comes too late. A window that cannot listen works all the same.
    """
    door = Door(take)
    _remove_stale(file)
    try:
        door.open()
        Address(door.name, os.getpid()).write(file)
    except OSError as error:
        log.warning("a second start will find nobody: %s", error)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.write_bytes(b"")
        door.close()


def _remove_stale(file: Path) -> None:
    """Remove the socket of a window that was killed, and nothing but that."""
    address = Address.read(file)
    if address is None or not Path(address.server).name.startswith(PREFIX):
        return
    with contextlib.suppress(OSError, ValueError):
        if stat.S_ISSOCK(Path(address.server).lstat().st_mode):
            QLocalServer.removeServer(address.server)


class Door(QObject):
    """A local server that only this user can reach. Junk is sent away without an answer."""

    def __init__(self, take: Callable[[Handover], bool]) -> None:
        super().__init__()
        self._take = take
        self._guests: set[_Guest] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)

    @property
    def name(self) -> str:
        """Return the server's full name, by which others connect."""
        return self._server.fullServerName()

    def open(self) -> None:
        """Begin to listen under a name that nobody can have taken before; raises OSError."""
        if not self._server.listen(f"{PREFIX}{secrets.token_hex(8)}"):
            raise OSError(self._server.errorString())

    def close(self) -> None:
        """Listen no more; whoever is at the door is sent away."""
        self._server.close()
        for guest in list(self._guests):
            guest.send_away()

    def _on_knock(self) -> None:
        while self._server.hasPendingConnections():
            guest = _Guest(self._server.nextPendingConnection(), self._take, self)
            self._guests.add(guest)
            guest.gone.connect(self._on_gone)
            if len(self._guests) > MOST_GUESTS:
                guest.send_away()
            else:
                guest.listen()

    def _on_gone(self, guest: _Guest) -> None:
        self._guests.discard(guest)


class _Guest(QObject):
    """One that has connected: says one line, and gets one answer or none."""

    gone = Signal(object)

    def __init__(
        self, socket: QLocalSocket, take: Callable[[Handover], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._socket = socket
        self._take = take
        self._line = bytearray()
        self._over = False
        self._timer = QTimer(self, singleShot=True, interval=GUEST_MS)
        self._timer.timeout.connect(self.send_away)
        socket.disconnected.connect(self._on_disconnected)
        socket.readyRead.connect(self._on_bytes)

    def listen(self) -> None:
        """Let it say what it wants, within some seconds."""
        self._timer.start()
        if self._socket.bytesAvailable():  # else it may have gone already
            self._on_bytes()

    def send_away(self) -> None:
        """End the connection without an answer."""
        self._socket.abort()
        self._on_disconnected()

    def _on_bytes(self) -> None:
        self._line += self._socket.readAll().data()
        line, end, _ = self._line.partition(b"\n")
        if len(line) > MOST_BYTES:
            self.send_away()
        elif end:
            self._socket.readyRead.disconnect(self._on_bytes)
            self._answer(read_handover(bytes(line)))

    def _answer(self, handover: Handover | None) -> None:
        if handover is None or not self._take(handover):
            self.send_away()
            return
        self._socket.write(TAKEN)
        self._socket.disconnectFromServer()  # once the answer is written

    def _on_disconnected(self) -> None:
        if self._over:
            return
        self._over = True
        self._timer.stop()
        self.gone.emit(self)
        self._socket.deleteLater()
        self.deleteLater()
