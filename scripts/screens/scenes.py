"""The states that the window is shown in: a name, the jobs of each, and what happens after that."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.demo.animatic import Animatic, render
from core.home import Home
from core.job import DEMO, Clip, Connection, Fault, Job, StartFrame, State
from core.rebuilding import Rebuilt
from core.rows import COLUMNS, to_row
from core.sending import PAUSED
from ui.rebuilt import RebuiltNotice

log = logging.getLogger(__name__)

FOXAPI = Connection("https://api.foxapi.cc", "0" * 24)
HOUR, DAY = 3600.0, 86400.0
PROMPTS = {
    "en": (
        "Golden hour waves roll onto a quiet beach, slow and soft, a lone surfer walks out",
        "A fox runs through fresh snow under tall pines, the camera follows low and close",
        "Neon street in the rain, reflections everywhere, a cyclist passes, shallow focus",
        "A robot cat wakes up on a windowsill and stretches in the morning sun",
        "Slow push in over a wheat field, wind in the ears, a storm far away",
        "Lanterns rise over an old river town at night, thousands of them",
    ),
    "zh_CN": (
        "黄昏的海浪缓缓涌上宁静的沙滩，一位冲浪者独自走向大海",
        "一只狐狸在高大的松树下穿过新雪，镜头贴近地面跟随",
        "雨夜的霓虹街道，到处是倒影，一个骑车人经过，浅景深",
        "机器猫在窗台上醒来，在清晨的阳光里伸了个懒腰",
        "镜头缓缓推过麦田，风吹麦穗，远处有一场暴风雨",
        "夜里千万盏孔明灯在古老的河边小镇上空升起",
    ),
}
LONG = {
    "en": "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen on an endless shelf, " * 4,
    "zh_CN": "一条望不到尽头的长街上挂满了红灯笼，" * 20,
}


@dataclass
class Scene:
    """One state: its jobs, and what is done with the controller before the picture is taken."""

    name: str
    jobs: Callable[[Makings], Sequence[Job]] = lambda _: ()
    after: Callable[[Any], None] = lambda _: None
    demo: bool = False
    select: int | None = None
    size: tuple[int, int] | None = None
    font_scale: float = 1.0


@dataclass
class Makings:
    """What jobs of a scene are made of."""

    home: Home
    language: str
    clips: list[Path]
    demo: bool = False
    now: float = field(default_factory=time.time)

    def job(self, number: int, state: State, **changes: Any) -> Job:
        """Return a job in ``state``; ``number`` chooses its prompt and its clip."""
        age = changes.pop("age", 60.0 * (number + 1))
        job = Job(
            id=f"scene{number:05d}",
            created_at=self.now - age,
            connection=Connection(DEMO) if self.demo else FOXAPI,
            model="sora-2-pro",
            prompt=PROMPTS[self.language][number % 6],
            values={
                "duration": (4, 8, 12)[number % 3],
                "aspect_ratio": "16:9",
                "resolution": ("720p", "1080p")[number % 2],
                "delete_video": True,
            },
            output=str(self.home.clips),
            state=state,
            task_id=f"task-unified-17{number:08d}-uyujaw3d",
            sent_at=self.now - age + 2,
        )
        return dataclasses.replace(job, **changes)

    def done(self, number: int, **changes: Any) -> Job:
        """Return a finished job with a clip that plays."""
        age = changes.get("age", 60.0 * (number + 1))
        file = str(self.clips[number % len(self.clips)])
        clip = Clip("https://cdn.example/x.mp4", self.now + DAY, "video_1", file, complete=True)
        clip = dataclasses.replace(clip, verified=True)
        values = {**self.job(number, State.COMPLETED).values, "duration": 4}
        made = {"clip": clip, "progress": 100, "finished_at": self.now - age + 95, "values": values}
        return self.job(number, State.COMPLETED, **{**made, **changes})

    def running(self, number: int, progress: int | None, **changes: Any) -> Job:
        """Return a job that the provider works on."""
        facts = {"progress": progress, "age": 55.0 + number, "estimated_time": 120.0}
        return self.job(number, State.PROCESSING, **{**facts, **changes})

    def failed(self, number: int, code: str, message: str = "") -> Job:
        """Return a job that the provider could not make."""
        fault = Fault("task_failed", code=code, message=message)
        return self.job(number, State.FAILED, error=fault, finished_at=self.now)

    def with_frame(self, job: Job) -> Job:
        """Return ``job`` with a start frame, a picture from one of the clips."""
        import av

        with av.open(str(self.clips[1])) as container:
            picture = next(container.decode(video=0)).to_image()  # type: ignore[no-untyped-call]
        file = self.home.frames / "frame.png"
        picture.save(file)
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        file.rename(file.with_name(f"{sha256}.png"))
        frame = StartFrame("/home/li/snow.jpg", sha256, "image/png", fit="crop")
        return dataclasses.replace(job, start_frame=frame)


def _library(m: Makings) -> list[Job]:
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


def _twenty(m: Makings) -> list[Job]:
    return [m.running(n, n * 5 if n else None) for n in range(20)]


def _unconfirmed(m: Makings) -> list[Job]:
    fault = Fault("no_answer", needs_person=True)
    return [m.job(0, State.UNCONFIRMED, task_id="", error=fault), m.done(1), m.done(2)]


def _paused(m: Makings) -> list[Job]:
    unclear = Fault("no_answer", needs_person=True)
    unsent = {"task_id": "", "sent_at": None, "reason": PAUSED}
    return [
        *(m.job(n, State.WAITING, **unsent) for n in range(3)),
        *(m.job(n, State.UNCONFIRMED, task_id="", error=unclear) for n in (3, 4)),
        m.done(5),
    ]


def _without_money(m: Makings) -> list[Job]:
    fault = Fault("balance_exhausted", status=402, needs_person=True)
    unsent = {"task_id": "", "sent_at": None, "reason": fault}
    return [m.job(n, State.WAITING, **unsent) for n in range(4)] + [m.running(4, 30), m.done(5)]


def _offline(m: Makings) -> list[Job]:
    fault = Fault("unreachable")
    return [m.running(n, 40 + n, reason=fault) for n in range(3)] + [m.done(4)]


def _dying(m: Makings) -> list[Job]:
    clip = Clip("https://cdn.example/x.mp4", m.now + 2.4 * HOUR, file=str(m.home.clips / "x.mp4"))
    fault = Fault("disk_full", needs_person=True)
    return [m.job(0, State.DOWNLOADING, clip=clip, reason=fault, progress=100), m.done(1)]


def _missing(m: Makings) -> list[Job]:
    clip = Clip("https://cdn.example/x.mp4", m.now + DAY, file="/media/usb/clips/waves.mp4")
    return [m.done(0, clip=clip), m.done(1)]


def _undecodable(m: Makings) -> list[Job]:
    file = m.home.clips / "broken.mp4"
    file.write_bytes(m.clips[0].read_bytes()[:2000])
    clip = Clip("https://cdn.example/x.mp4", m.now + DAY, file=str(file), verified=False)
    return [m.done(0, clip=clip), m.done(1)]


def _many(m: Makings) -> list[Job]:
    running = [m.running(n, n * 5) for n in range(1, 20)]
    return running + [m.done(n + 20, age=n * 400.0 + 90) for n in range(10_000)]


def _odd_texts(m: Makings) -> list[Job]:
    long = LONG[m.language]
    return [
        m.running(0, 30, prompt=long),
        m.done(1, prompt="🦊"),
        m.done(2, prompt=(long * 300)[:20_000]),
        m.failed(3, "no_compatible_channel", long),
        m.done(4, prompt="", model="", values={}),
        m.done(5, prompt="one line\nand another\n\nand more"),
    ]


def _portrait(m: Makings) -> list[Job]:
    tall = {"duration": 4, "aspect_ratio": "9:16", "resolution": "720p"}
    clips = dataclasses.replace(m, clips=[m.clips[-1]])
    return [clips.done(n, values=tall) for n in range(3)]


def _all_done(m: Makings) -> list[Job]:
    return [m.done(n) for n in range(8)]


def _held(m: Makings) -> list[Job]:
    waiting = {"task_id": "", "sent_at": None}
    return [m.job(n, State.WAITING, age=DAY + n, **waiting) for n in range(3)] + [m.done(4)]


def _studio(m: Makings) -> list[Job]:
    return [
        m.running(0, 62),
        m.with_frame(m.running(3, 18)),
        m.done(1, age=20 * 60.0),
        m.done(5, age=25 * 60.0, values={**m.done(5).values, "aspect_ratio": "9:16"}),
        m.done(2, age=32 * 60.0),
        *(m.done(n, age=DAY + n * 700.0) for n in range(6, 12)),
    ]


def _fill_form(controller: Any) -> None:
    controller.compose.fill(controller.shown[1], controller.home_frames)


def _be_surprised(controller: Any) -> None:
    try:
        raise RuntimeError("a slot failed")
    except RuntimeError:
        with controller.unexpected.listening():
            log.exception("this scene is unwell")


def _pause(controller: Any) -> None:
    """Show the banner of jobs that this window wants sent: no session wants those in a scene."""
    controller.queue.set_held(set(), "")
    controller.pauses.show(controller.shown)


def _tell_of_damage(controller: Any) -> None:
    toasts = controller.window.toasts
    kept = controller.parts.program.home.root / "damaged" / "ledger-20261122-101500.sqlite3"
    toasts.show_toast(RebuiltNotice(Rebuilt(kept, 11, 0, 2, 1), toasts))


def _fill_and_play(controller: Any) -> None:
    _fill_form(controller)
    controller.stage.play()


SCENES = (
    Scene("first-start", after=lambda c: c.preferences.ask_for_key()),
    Scene("empty"),
    Scene("empty-demo", demo=True),
    Scene("one-job", lambda m: [m.running(0, 62)], select=0),
    Scene("studio", _studio, after=_fill_and_play, select=4, demo=True),
    Scene("library", _library, after=_fill_form, select=3),
    Scene("twenty-running", _twenty, select=4),
    Scene("all-done", _all_done, select=0),
    Scene("failed", lambda m: [_library(m)[5], m.done(1)], select=0),
    Scene("unconfirmed", _unconfirmed, select=0),
    Scene("sending-paused", _paused, after=_pause, select=0),
    Scene("without-money", _without_money, after=_pause, select=0),
    Scene("unexpected", _library, after=_be_surprised),
    Scene("rebuilt", _library, after=_tell_of_damage, select=3),
    Scene("offline", _offline, select=0),
    Scene("link-dying", _dying, select=0),
    Scene("clip-missing", _missing, select=0),
    Scene("undecodable", _undecodable, select=0),
    Scene("ten-thousand", _many, select=30),
    Scene("odd-texts", _odd_texts, select=2),
    Scene("portrait", _portrait, select=0),
    Scene("held", _held),
    Scene("narrow", _library, select=3, size=(900, 700)),
    Scene("large-text", _library, select=5, font_scale=2.0),
    Scene("settings", _library, after=lambda c: c.preferences.open_settings()),
    Scene("huge-window", _library, select=3, size=(1920, 1080)),
)


def make_clips(folder: Path, language: str) -> list[Path]:
    """Return clips to show, drawn by the built-in engine's own hand if they are not there yet."""
    folder /= language
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    sizes = [(1280, 720)] * 5 + [(720, 1280)]
    for number, (width, height) in enumerate(sizes):
        file = folder / f"{number}.mp4"
        if not file.exists():
            render(Animatic(width, height, 4, PROMPTS[language][number]), file)
        made.append(file)
    return made


def write_jobs(ledger: Path, jobs: Sequence[Job]) -> None:
    """Write jobs straight into a ledger, the first one as the newest."""
    marks = ", ".join("?" * len(COLUMNS))
    insert = f"INSERT INTO jobs ({', '.join(COLUMNS)}) VALUES ({marks})"
    with sqlite3.connect(ledger) as database:
        database.executemany(insert, [to_row(job) for job in reversed(jobs)])
    database.close()
