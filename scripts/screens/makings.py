"""What the jobs of a scene are made of, the clips that they show, and the way into a ledger."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.demo.animatic import Animatic, render
from core.home import Home
from core.job import DEMO, Clip, Connection, Fault, Job, StartFrame, State
from core.rows import COLUMNS, to_row

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
