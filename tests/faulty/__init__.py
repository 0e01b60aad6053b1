"""A FoxAPI-shaped server on loopback that can be told to misbehave.

    with FoxServer() as server:
        server.on_create(Reset(), Answer(429, retry_after=1))  # then the happy behaviour
        server.on_clip(Serve(cut=1_500_000))
        run(server.base_url, server.key)
        server.requests("create")[0].json

Acts queue up for each call, or for whole connections (``on_connection``), and each is used once.
Without one the server behaves: see ``tests.faulty.tasks`` for the life of a task, and ``Plan`` for
how to change it. Nothing here sleeps: a ``Gate`` says when the server has come to a point, and
holds it there until it is released.
"""

from tests.faulty.acts import (
    Accept,
    Act,
    Answer,
    Close,
    Do,
    Drop,
    Hang,
    Happens,
    Hold,
    Raw,
    Reset,
    Serve,
    Trickle,
    redirect,
)
from tests.faulty.certificates import Authority
from tests.faulty.gate import Gate
from tests.faulty.mp4 import box, mp4_bytes, untagged
from tests.faulty.ports import refused_port
from tests.faulty.server import FoxServer
from tests.faulty.tasks import FakeTask, Plan, Upload
from tests.faulty.wire import Request

__all__ = [
    "Accept",
    "Act",
    "Answer",
    "Authority",
    "Close",
    "Do",
    "Drop",
    "FakeTask",
    "FoxServer",
    "Gate",
    "Hang",
    "Happens",
    "Hold",
    "Plan",
    "Raw",
    "Request",
    "Reset",
    "Serve",
    "Trickle",
    "Upload",
    "box",
    "mp4_bytes",
    "redirect",
    "refused_port",
    "untagged",
]
