"""The states that the window is shown in: a name, the jobs of each, and what happens after that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import boardscenes as boards
import characterscenes as cast
import framescenes as framing
import joblists as jobs
import modelscenes as models
import ownscenes as own
import slotscenes as slots
import windowscenes as window
from makings import Makings

from core.job import Job


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
    Scene("studio", jobs.studio, after=window.fill_and_play, select=4, demo=True),
    Scene("library", jobs.library, after=window.fill_form, select=3),
    Scene("twenty-running", jobs.twenty, select=4),
    Scene("all-done", jobs.all_done, select=0),
    Scene("failed", lambda m: [jobs.library(m)[5], m.done(1)], select=0),
    Scene("unconfirmed", jobs.unconfirmed, select=0),
    Scene("sending-paused", jobs.paused, after=window.pause, select=0),
    Scene("without-money", jobs.without_money, after=window.pause, select=0),
    Scene("unexpected", jobs.library, after=window.be_surprised),
    Scene("rebuilt", jobs.library, after=window.tell_of_damage, select=3),
    Scene("offline", jobs.offline, select=0),
    Scene("link-dying", jobs.dying, select=0),
    Scene("clip-missing", jobs.missing, select=0),
    Scene("undecodable", jobs.undecodable, select=0),
    Scene("ten-thousand", jobs.many, select=30),
    Scene("odd-texts", jobs.odd_texts, select=2),
    Scene("portrait", jobs.portrait, select=0),
    Scene("held", jobs.held),
    Scene("remix", jobs.kept, after=window.remix, select=1),
    Scene("remix-choose", jobs.kept, after=window.choose_a_remix, select=2),
    Scene("remix-done", jobs.kept, select=3, demo=True),
    Scene("takes", jobs.takes, after=window.unfold, select=9),
    Scene("many-models", jobs.many_models, select=0),
    Scene("many-models-narrow", jobs.many_models, size=(900, 700)),
    Scene("compare", jobs.takes, after=window.compare),
    Scene("compare-others", jobs.takes, after=window.compare_others),
    Scene("narrow", jobs.library, select=3, size=(900, 700)),
    Scene("large-text", jobs.library, select=5, font_scale=2.0),
    Scene("large-text-chain", jobs.finished_chain, select=2, font_scale=2.0),
    Scene("large-text-takes", jobs.takes, after=window.unfold, select=9, font_scale=2.0),
    Scene("chain", jobs.chain, select=3),
    Scene("chain-wide", jobs.chain, select=3, size=(1920, 1080)),
    Scene("chain-waits", jobs.chain, select=1),
    Scene("chain-carried", jobs.finished_chain, after=window.carry, select=4),
    Scene("chain-join", jobs.finished_chain, after=window.ask_to_join, select=5),
    Scene("chain-continued", jobs.finished_chain, after=window.go_on, select=5),
    Scene("settings", jobs.library, after=lambda c: c.preferences.open_settings()),
    Scene("settings-clips", jobs.library, after=window.settings_at(1)),
    Scene(
        "settings-names", jobs.library, after=window.settings_at(2, "{date}/{shot} {prompt} {take}")
    ),
    Scene(
        "settings-names-wrong",
        jobs.library,
        after=window.settings_at(2, "{date}/{colour} {prompt}"),
    ),
    Scene("settings-library", jobs.library, after=window.settings_at(3)),
    Scene("own-model", jobs.library, after=own.added),
    Scene("own-model-wrong", jobs.library, after=own.wrong),
    Scene("own-model-settings", jobs.library, after=own.wrong_in_settings),
    Scene("job-inputs", own.with_inputs, after=own.show_inputs, select=0),
    Scene("withdrawn", jobs.library, after=own.withdrawn),
    Scene("recipe", jobs.library, after=window.use_recipe),
    Scene("recipe-none", jobs.library, after=window.no_recipe),
    Scene("recipe-veil", jobs.library, after=window.hold_a_clip),
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
    Scene("start-frame", jobs.library, after=framing.moved, select=3),
    Scene("frame-studio", jobs.library, after=framing.studio, select=3),
    Scene("frame-studio-pad", jobs.library, after=framing.padded, select=3),
    Scene("storyboard-empty", jobs.library, after=boards.empty),
    Scene("storyboard", jobs.library, after=boards.filled),
    Scene("storyboard-picture", jobs.library, after=boards.picture, demo=True),
    Scene("storyboard-problems", jobs.library, after=boards.problems),
    Scene("storyboard-shared", jobs.library, after=boards.shared),
    Scene("storyboard-paste", jobs.library, after=boards.pasting),
    Scene("models", jobs.library, after=models.pick),
    Scene("models-engine", jobs.library, after=models.pick_with_engine, demo=True),
    Scene("models-search", jobs.library, after=models.search),
    Scene("models-none", jobs.library, after=models.find_nothing),
    Scene("models-lacking", jobs.library, after=models.not_callable),
    Scene("models-large-text", jobs.library, after=models.pick, font_scale=2.0),
    Scene("form-text", after=models.form_of("kling-v3-text-to-video")),
    Scene("form-frames", after=models.form_of("veo-3.1-first-last-frame-to-video")),
    Scene("form-references", after=models.form_of("vidu-q3-reference-to-video")),
    Scene("form-edit", after=models.form_of("wan-2.7-video-edit")),
    Scene("form-everything", after=models.form_of("seedance-2.0-reference-to-video")),
    Scene("huge-window", jobs.library, select=3, size=(1920, 1080)),
)
