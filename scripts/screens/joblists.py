"""The jobs that stand in the list, scene by scene, the first as the newest."""

from __future__ import annotations

import dataclasses
from typing import Any

from makings import DAY, HOUR, LONG, PROMPTS, Makings

from core.job import Clip, Fault, Job, State
from core.sending import PAUSED


def library(m: Makings) -> list[Job]:
    """Return jobs as they are on a usual day."""
    violation = "Your request was refused by our moderation system."
    return [
        m.running(0, 62),
        m.with_frame(m.running(3, 18)),
        m.job(2, State.WAITING, task_id="", sent_at=None, age=20.0),
        m.done(1, age=20 * 60.0),
        m.done(4, age=32 * 60.0),
        m.failed(5, "content_policy_violation", violation),
        *(m.done(n, age=DAY + n * 700.0) for n in range(6, 12)),
    ]


def twenty(m: Makings) -> list[Job]:
    """Return twenty that are being made."""
    return [m.running(n, n * 5 if n else None) for n in range(20)]


def unconfirmed(m: Makings) -> list[Job]:
    """Return one without a clear answer, and two clips."""
    fault = Fault("no_answer", needs_person=True)
    return [m.job(0, State.UNCONFIRMED, task_id="", error=fault), m.done(1), m.done(2)]


def paused(m: Makings) -> list[Job]:
    """Return two without a clear answer, and what waits for them."""
    unclear = Fault("no_answer", needs_person=True)
    unsent = {"task_id": "", "sent_at": None, "reason": PAUSED}
    return [
        *(m.job(n, State.WAITING, **unsent) for n in range(3)),
        *(m.job(n, State.UNCONFIRMED, task_id="", error=unclear) for n in (3, 4)),
        m.done(5),
    ]


def without_money(m: Makings) -> list[Job]:
    """Return what waits for the balance."""
    fault = Fault("balance_exhausted", status=402, needs_person=True)
    unsent = {"task_id": "", "sent_at": None, "reason": fault}
    return [m.job(n, State.WAITING, **unsent) for n in range(4)] + [m.running(4, 30), m.done(5)]


def offline(m: Makings) -> list[Job]:
    """Return jobs whose provider cannot be reached."""
    fault = Fault("unreachable")
    return [m.running(n, 40 + n, reason=fault) for n in range(3)] + [m.done(4)]


def dying(m: Makings) -> list[Job]:
    """Return a clip that finds no room before its link dies."""
    clip = Clip("https://cdn.example/x.mp4", m.now + 2.4 * HOUR, file=str(m.home.clips / "x.mp4"))
    fault = Fault("disk_full", needs_person=True)
    return [m.job(0, State.DOWNLOADING, clip=clip, reason=fault, progress=100), m.done(1)]


def missing(m: Makings) -> list[Job]:
    """Return a clip whose file is on a disk that is unplugged."""
    clip = Clip("https://cdn.example/x.mp4", m.now + DAY, file="/media/usb/clips/waves.mp4")
    return [m.done(0, clip=clip), m.done(1)]


def undecodable(m: Makings) -> list[Job]:
    """Return a clip whose file is cut off."""
    file = m.home.clips / "broken.mp4"
    file.write_bytes(m.clips[0].read_bytes()[:2000])
    clip = Clip("https://cdn.example/x.mp4", m.now + DAY, file=str(file), verified=False)
    return [m.done(0, clip=clip), m.done(1)]


def many(m: Makings) -> list[Job]:
    """Return ten thousand."""
    running = [m.running(n, n * 5) for n in range(1, 20)]
    return running + [m.done(n + 20, age=n * 400.0 + 90) for n in range(10_000)]


def odd_texts(m: Makings) -> list[Job]:
    """Return jobs whose texts are very long, very short or missing."""
    long = LONG[m.language]
    return [
        m.running(0, 30, prompt=long),
        m.done(1, prompt="🦊"),
        m.done(2, prompt=(long * 300)[:20_000]),
        m.failed(3, "no_compatible_channel", long),
        m.done(4, prompt="", model="", values={}),
        m.done(5, prompt="one line\nand another\n\nand more"),
    ]


def portrait(m: Makings) -> list[Job]:
    """Return clips that are higher than wide."""
    tall = {"duration": 4, "aspect_ratio": "9:16", "resolution": "720p"}
    clips = dataclasses.replace(m, clips=[m.clips[-1]])
    return [clips.done(n, values=tall) for n in range(3)]


def all_done(m: Makings) -> list[Job]:
    """Return eight clips."""
    return [m.done(n) for n in range(8)]


def held(m: Makings) -> list[Job]:
    """Return jobs of yesterday that nobody has asked for today."""
    waiting = {"task_id": "", "sent_at": None}
    return [m.job(n, State.WAITING, age=DAY + n, **waiting) for n in range(3)] + [m.done(4)]


def studio(m: Makings) -> list[Job]:
    """Return jobs of the built-in engine."""
    return [
        m.running(0, 62),
        m.with_frame(m.running(3, 18)),
        m.done(1, age=20 * 60.0),
        m.done(5, age=25 * 60.0, values={**m.done(5).values, "aspect_ratio": "9:16"}),
        m.done(2, age=32 * 60.0),
        *(m.done(n, age=DAY + n * 700.0) for n in range(6, 12)),
    ]


def takes(m: Makings) -> list[Job]:
    """Requests of several takes in every stage, one of them unfolded."""
    four: dict[str, Any] = {"batch": "b1", "prompt": PROMPTS[m.language][0]}
    new: dict[str, Any] = {"batch": "b2", "prompt": PROMPTS[m.language][1]}
    old: dict[str, Any] = {"batch": "b3", "prompt": PROMPTS[m.language][2]}
    refused = m.failed(22, "content_policy_violation")
    return [
        m.running(3, 34, take=4, **new),
        m.running(2, 71, take=3, **new),
        m.done(1, take=2, age=58.0, **new),
        m.running(4, None, take=1, **new),
        m.running(0, 62),
        dataclasses.replace(m.done(8, age=300.0), take=4, mark="reject", **four),
        dataclasses.replace(m.done(7, age=301.0), take=3, mark="star", **four),
        dataclasses.replace(m.done(6, age=302.0), take=2, **four),
        dataclasses.replace(m.done(5, age=303.0), take=1, **four),
        m.done(9, age=400.0, mark="star"),
        m.done(10, age=410.0, mark="reject"),
        dataclasses.replace(refused, take=2, created_at=m.now - 500, **old),
        dataclasses.replace(m.done(21, age=501.0), take=1, **old),
        *(m.done(n, age=DAY + n * 700.0) for n in range(11, 15)),
    ]


def many_models(m: Makings) -> list[Job]:
    """Return jobs of several models, with takes that came to different ends among them."""
    kling: dict[str, Any] = {"batch": "b1", "prompt": PROMPTS[m.language][0]}
    veo: dict[str, Any] = {"batch": "b2", "prompt": PROMPTS[m.language][1]}
    vidu: dict[str, Any] = {"batch": "b3", "prompt": PROMPTS[m.language][2]}
    wan: dict[str, Any] = {"batch": "b4", "prompt": PROMPTS[m.language][3]}
    for changes, model in (
        (kling, "kling-v3-text-to-video"),
        (veo, "veo-3.1-image-to-video"),
        (vidu, "vidu-q3-reference-to-video"),
        (wan, "wan-2.7-text-to-video"),
    ):
        changes["model"] = model
    lost = Fault("no_answer", needs_person=True)
    refused = "content_policy_violation"
    return [
        *(_take(m.failed(n, refused), n, kling) for n in (4, 3, 2)),
        _take(m.done(1), 1, kling),
        m.running(0, 62, model="seedance-2.0-reference-to-video"),
        _take(m.job(12, State.UNCONFIRMED, task_id="", error=lost), 2, veo),
        _take(m.done(11), 1, veo),
        *(_take(m.failed(20 + n, refused), n, vidu) for n in (2, 1)),
        _take(m.job(32, State.STOPPED), 2, wan),
        _take(m.done(31), 1, wan),
        m.done(40, model="veo-3.1-first-last-frame-to-video"),
        m.done(41, model="kling-v3-text-to-video"),
        m.done(42, model="MiniMax-Hailuo-2.3", values={"duration": 6}),
        m.failed(43, refused, "Your request was refused by our moderation system."),
        m.done(44, model="my-own-model-of-a-gateway-that-has-a-very-long-name"),
        m.done(45),
    ]


def _take(job: Job, number: int, of: dict[str, Any]) -> Job:
    return dataclasses.replace(job, take=number, **of)


def chain(m: Makings) -> list[Job]:
    """Return a board: two shots are there, one is being made, one waits for it, one has failed."""
    on: dict[str, Any] = {"board": "board"}
    first = m.done(0, age=900.0, shot=1, seq=1, mark="star", **on)
    second = m.done(1, age=800.0, shot=2, after=first.id, **on)
    third = m.running(2, 62, shot=3, after=second.id, **on)
    waits = Fault("waits_for", facts={"job": third.id, "shot": 3})
    unsent = {"task_id": "", "sent_at": None, "reason": waits, "age": 40.0}
    fourth = m.job(3, State.WAITING, shot=4, after=third.id, **unsent, **on)
    fifth = dataclasses.replace(m.failed(4, "content_policy_violation"), shot=5, **on)
    return [fifth, fourth, third, second, first]


def finished_chain(m: Makings) -> list[Job]:
    """Return six shots that are there, one of them rejected."""
    jobs = [m.done(n, age=900.0 - n, shot=n + 1, board="board") for n in range(6)]
    ties = {n: jobs[n - 1].id for n in (1, 2, 5)}
    made = [dataclasses.replace(job, after=ties.get(n, "")) for n, job in enumerate(jobs)]
    made[3] = dataclasses.replace(made[3], mark="reject")
    return made[::-1]


def kept(m: Makings) -> list[Job]:
    """Return clips that were kept on the server, and remixes of one."""
    kept = {**m.done(1).values, "delete_video": False}
    remixed = {"video_id": "video_1", "resolution": "720p", "delete_video": True}
    return [
        m.running(0, 34, model="sora-2-pro-remix", values=remixed, remix_of="scene00001"),
        m.done(1, values=kept),
        m.done(2),
        m.done(4, model="sora-2-pro-remix", values=remixed, remix_of="scene00001"),
        *(m.done(n, values=kept, age=DAY + n * 700.0) for n in range(6, 10)),
    ]
