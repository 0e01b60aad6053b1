"""What is done with the window as a whole before a scene's picture is taken."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.rebuilding import Rebuilt
from ui.actions import Action
from ui.queue.rows import group_key
from ui.rebuilt import RebuiltNotice
from ui.recipes import veil_words

log = logging.getLogger(__name__)


def compare(controller: Any) -> None:
    """Compare two takes, one of them with a star, and another model's clip of the same prompt."""
    jobs = [job for job in controller.shown if job.batch == "b1"]
    controller.actions.act(Action.COMPARE, [jobs[1].id, jobs[2].id])


def compare_others(controller: Any) -> None:
    """Compare clips of different requests."""
    jobs = [job for job in controller.shown if job.id in ("scene00009", "scene00014")]
    controller.actions.act(Action.COMPARE, [job.id for job in jobs])


def unfold(controller: Any) -> None:
    """Show all takes of the request whose four are done."""
    controller.queue.view.set_unfolded(group_key("b1"), True)


def fill_form(controller: Any) -> None:
    """Bring the settings of the second job back into the form."""
    controller.compose.fill(controller.shown[1], controller.home_frames)


def carry(controller: Any) -> None:
    """Hold the second shot over the gap before the third."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    view = controller.stage.strip.view
    port, start = view.viewport(), view.rect_of(1).center()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 9):
        goal = start + (view.rect_of(2).center() - start) * (step / 12)
        QTest.mouseMove(port, goal)


def ask_to_join(controller: Any) -> None:
    """Open the sheet that joins a chain to a film."""
    controller.stage.strip.join_button.click()


def go_on(controller: Any) -> None:
    """Begin the clip that continues the last one."""
    controller.actions.act(Action.CONTINUE, [controller.shown[-1].id])


def be_surprised(controller: Any) -> None:
    """Let something fail that nobody has thought of."""
    try:
        raise RuntimeError("a slot failed")
    except RuntimeError:
        with controller.unexpected.listening():
            log.exception("this scene is unwell")


def pause(controller: Any) -> None:
    """Show the banner of jobs that this window wants sent: no session wants those in a scene."""
    controller.queue.set_held(set(), "")
    controller.pauses.show(controller.shown)


def tell_of_damage(controller: Any) -> None:
    """Say that the ledger was damaged and made anew."""
    toasts = controller.window.toasts
    kept = controller.parts.program.home.root / "damaged" / "ledger-20261122-101500.sqlite3"
    toasts.show_toast(RebuiltNotice(Rebuilt(kept, 11, 0, 2, 1), toasts))


def remix(controller: Any) -> None:
    """Choose the second clip to be remixed."""
    controller.compose.remix_clip(controller.shown[1])


def choose_a_remix(controller: Any) -> None:
    """Offer the clips that can be remixed."""
    controller.compose.remix_clip(controller.shown[1])
    controller.compose.form.remix.clear()
    controller.compose.form.remix.open_picker()


def fill_and_play(controller: Any) -> None:
    """Fill the form, and play the clip that is on the stage."""
    fill_form(controller)
    controller.stage.play()


def settings_at(row: int, template: str = "") -> Callable[[Any], None]:
    """Return what opens the page of the settings in row ``row``, with a template of names."""

    def show(controller: Any) -> None:
        controller.preferences.open_settings()
        dialog = controller.preferences._dialog
        dialog.list.setCurrentRow(row)
        if template:
            dialog.names.line.setText(template)

    return show


def use_recipe(controller: Any) -> None:
    """Say that the settings of a clip are in the form."""
    done = next(job for job in controller.shown if job.file)
    controller.recipes._show(Path(done.file), done)


def no_recipe(controller: Any) -> None:
    """Say that a clip holds no settings."""
    controller.recipes._show(Path("holiday.mov"), None)


def hold_a_clip(controller: Any) -> None:
    """Hold a clip over the window."""
    controller.recipes.veil.lift(veil_words())
