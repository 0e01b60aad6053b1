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

import boardscenes as boards
import characterscenes as cast
import framescenes as framing
import modelscenes as models
import ownscenes as own
import slotscenes as slots

from core.demo.animatic import Animatic, render
from core.home import Home
from core.job import DEMO, Clip, Connection, Fault, Job, StartFrame, State
from core.rebuilding import Rebuilt
from core.rows import COLUMNS, to_row
from core.sending import PAUSED
from ui.actions import Action
from ui.queue.rows import group_key
from ui.rebuilt import RebuiltNotice
from ui.recipes import veil_words

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


def _takes(m: Makings) -> list[Job]:
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


def _compare(controller: Any) -> None:
    """Compare two takes, one of them with a star, and another model's clip of the same prompt."""
    jobs = [job for job in controller.shown if job.batch == "b1"]
    controller.actions.act(Action.COMPARE, [jobs[1].id, jobs[2].id])


def _compare_others(controller: Any) -> None:
    jobs = [job for job in controller.shown if job.id in ("scene00009", "scene00014")]
    controller.actions.act(Action.COMPARE, [job.id for job in jobs])


def _unfold(controller: Any) -> None:
    controller.queue.view.set_unfolded(group_key("b1"), True)


def _fill_form(controller: Any) -> None:
    controller.compose.fill(controller.shown[1], controller.home_frames)


def _chain(m: Makings) -> list[Job]:
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


def _finished_chain(m: Makings) -> list[Job]:
    jobs = [m.done(n, age=900.0 - n, shot=n + 1, board="board") for n in range(6)]
    ties = {n: jobs[n - 1].id for n in (1, 2, 5)}
    made = [dataclasses.replace(job, after=ties.get(n, "")) for n, job in enumerate(jobs)]
    made[3] = dataclasses.replace(made[3], mark="reject")
    return made[::-1]


def _carry(controller: Any) -> None:
    """Hold the second shot over the gap before the third."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    view = controller.stage.strip.view
    port, start = view.viewport(), view.rect_of(1).center()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 9):
        goal = start + (view.rect_of(2).center() - start) * (step / 12)
        QTest.mouseMove(port, goal)


def _ask_to_join(controller: Any) -> None:
    controller.stage.strip.join_button.click()


def _continue(controller: Any) -> None:
    from ui.actions import Action

    controller.actions.act(Action.CONTINUE, [controller.shown[-1].id])


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


def _kept(m: Makings) -> list[Job]:
    kept = {**m.done(1).values, "delete_video": False}
    remixed = {"video_id": "video_1", "resolution": "720p", "delete_video": True}
    return [
        m.running(0, 34, model="sora-2-pro-remix", values=remixed, remix_of="scene00001"),
        m.done(1, values=kept),
        m.done(2),
        m.done(4, model="sora-2-pro-remix", values=remixed, remix_of="scene00001"),
        *(m.done(n, values=kept, age=DAY + n * 700.0) for n in range(6, 10)),
    ]


def _remix(controller: Any) -> None:
    controller.compose.remix_clip(controller.shown[1])


def _choose_a_remix(controller: Any) -> None:
    controller.compose.remix_clip(controller.shown[1])
    controller.compose.form.remix.clear()
    controller.compose.form.remix.open_picker()


def _fill_and_play(controller: Any) -> None:
    _fill_form(controller)
    controller.stage.play()


def _settings_at(row: int, template: str = "") -> Callable[[Any], None]:
    def show(controller: Any) -> None:
        controller.preferences.open_settings()
        dialog = controller.preferences._dialog
        dialog.list.setCurrentRow(row)
        if template:
            dialog.names.line.setText(template)

    return show


def _use_recipe(controller: Any) -> None:
    done = next(job for job in controller.shown if job.file)
    controller.recipes._show(Path(done.file), done)


def _no_recipe(controller: Any) -> None:
    controller.recipes._show(Path("holiday.mov"), None)


def _hold_a_clip(controller: Any) -> None:
    controller.recipes.veil.lift(veil_words())


SCENES = (
    Scene("files-text", after=slots.text_form),
    Scene("files-frames", after=slots.pair_form),
    Scene("files-frames-empty", after=slots.empty_pair_form),
    Scene("files-references", after=slots.reference_form),
    Scene("files-edit", after=slots.edit_form),
    Scene("files-edit-empty", after=slots.empty_edit_form),
    Scene("files-everything", after=slots.everything_form),
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
    Scene("remix", _kept, after=_remix, select=1),
    Scene("remix-choose", _kept, after=_choose_a_remix, select=2),
    Scene("remix-done", _kept, select=3, demo=True),
    Scene("takes", _takes, after=_unfold, select=9),
    Scene("compare", _takes, after=_compare),
    Scene("compare-others", _takes, after=_compare_others),
    Scene("narrow", _library, select=3, size=(900, 700)),
    Scene("large-text", _library, select=5, font_scale=2.0),
    Scene("large-text-chain", _finished_chain, select=2, font_scale=2.0),
    Scene("large-text-takes", _takes, after=_unfold, select=9, font_scale=2.0),
    Scene("chain", _chain, select=3),
    Scene("chain-wide", _chain, select=3, size=(1920, 1080)),
    Scene("chain-waits", _chain, select=1),
    Scene("chain-carried", _finished_chain, after=_carry, select=4),
    Scene("chain-join", _finished_chain, after=_ask_to_join, select=5),
    Scene("chain-continued", _finished_chain, after=_continue, select=5),
    Scene("settings", _library, after=lambda c: c.preferences.open_settings()),
    Scene("settings-clips", _library, after=_settings_at(1)),
    Scene("settings-names", _library, after=_settings_at(2, "{date}/{shot} {prompt} {take}")),
    Scene("settings-names-wrong", _library, after=_settings_at(2, "{date}/{colour} {prompt}")),
    Scene("settings-library", _library, after=_settings_at(3)),
    Scene("own-model", _library, after=own.added),
    Scene("own-model-wrong", _library, after=own.wrong),
    Scene("own-model-settings", _library, after=own.wrong_in_settings),
    Scene("job-inputs", own.with_inputs, after=own.show_inputs, select=0),
    Scene("withdrawn", _library, after=own.withdrawn),
    Scene("recipe", _library, after=_use_recipe),
    Scene("recipe-none", _library, after=_no_recipe),
    Scene("recipe-veil", _library, after=_hold_a_clip),
    Scene("characters-none", cast.none, after=cast.show_library),
    Scene("characters-one", cast.one, after=cast.show_library),
    Scene("characters-many", lambda m: cast.some(m, 30), after=cast.show_library),
    Scene("characters-few", lambda m: cast.some(m, 5), after=cast.show_library),
    Scene("character-make-empty", cast.none, after=cast.make_nothing),
    Scene("character-make", cast.one, after=cast.make_of_clip, select=1),
    Scene("character-make-small", cast.none, after=cast.make_of_small),
    Scene("character-chips", lambda m: cast.some(m, 2), after=cast.name_one_of_two, select=0),
    Scene("character-unchosen", lambda m: cast.some(m, 2), after=cast.name_unchosen),
    Scene("character-completer", lambda m: cast.some(m, 3), after=cast.begin_name),
    Scene("character-picker", lambda m: cast.some(m, 4), after=cast.pick),
    Scene("start-frame", _library, after=framing.moved, select=3),
    Scene("frame-studio", _library, after=framing.studio, select=3),
    Scene("frame-studio-pad", _library, after=framing.padded, select=3),
    Scene("storyboard-empty", _library, after=boards.empty),
    Scene("storyboard", _library, after=boards.filled),
    Scene("storyboard-picture", _library, after=boards.picture, demo=True),
    Scene("storyboard-problems", _library, after=boards.problems),
    Scene("storyboard-shared", _library, after=boards.shared),
    Scene("storyboard-paste", _library, after=boards.pasting),
    Scene("models", _library, after=models.pick),
    Scene("models-engine", _library, after=models.pick_with_engine, demo=True),
    Scene("models-search", _library, after=models.search),
    Scene("models-none", _library, after=models.find_nothing),
    Scene("models-lacking", _library, after=models.not_callable),
    Scene("models-large-text", _library, after=models.pick, font_scale=2.0),
    Scene("form-text", after=models.form_of("kling-v3-text-to-video")),
    Scene("form-frames", after=models.form_of("veo-3.1-first-last-frame-to-video")),
    Scene("form-references", after=models.form_of("vidu-q3-reference-to-video")),
    Scene("form-edit", after=models.form_of("wan-2.7-video-edit")),
    Scene("form-everything", after=models.form_of("seedance-2.0-reference-to-video")),
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
