"""The whole window on a real studio, with a gateway on loopback and a person's hands."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from core import language
from core.demo.animatic import Animatic, render
from core.home import Home
from core.job import TASK_GONE, Clip, Connection, Fault, Job, State
from core.language import TRANSLATIONS, read_translations
from core.ledger import Ledger
from tests.faulty import FoxServer, Gate, Hang, Happens, Plan, Reset, untagged
from tests.faulty.tasks import QUOTA
from tests.studios import KEY, rig, run
from tests.window.opening import by_hand, drive, seen, window_on
from ui import controller
from ui.actions import Action

S = State
PROMPT = "a fox runs through fresh snow"
CONTROL = Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key."""
    with FoxServer(key=KEY) as running:
        yield running


def before(home: Home, server: FoxServer, *, hold: bool = False, send: bool = True) -> Job:
    """Leave a job behind, as an earlier run of the program would: held, or sent."""

    async def work() -> Job:
        async with rig(home) as r:
            added = await r.studio.add(r.ask(server.base_url, PROMPT), hold=hold)
            if send:
                await r.until(added[0].id, lambda job: bool(job.task_id))
            return added[0]

    return run(work())


def hold_return(target: QWidget) -> None:
    """Go on holding Ctrl+Return, which has been pressed."""
    kind, key = QEvent.Type.KeyPress, Qt.Key.Key_Return
    for _ in range(20):
        QApplication.sendEvent(target, QKeyEvent(kind, key, CONTROL, "\r", autorep=True))


# The first start


def test_a_first_start_offers_two_doors_and_the_engine_needs_no_key(home: Home) -> None:
    async def work() -> None:
        async with window_on(home, key="") as hands:
            welcome = await seen(lambda: hands.window.pages.currentWidget())
            assert welcome is hands.controller.preferences.welcome
            assert hands.window.windowTitle().startswith("Foxreel")
            await hands.click(welcome.demo)
            assert hands.window.pages.currentWidget() is hands.window.columns
            assert hands.controller.account.demo
            await hands.type(PROMPT)
            assert hands.compose.ask().prompt == PROMPT

    drive(work)


def test_a_pasted_key_is_checked_and_used_for_this_session(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key="") as hands:
            welcome = hands.controller.preferences.welcome
            assert welcome is not None
            QApplication.clipboard().setText(f"  Bearer {KEY}\n")
            await hands.click(welcome.form.paste)
            await hands.click(welcome.form.check)
            await seen(lambda: welcome.go_on.isVisible())
            assert len(server.requests("models")) == 1
            await hands.click(welcome.go_on)
            assert not hands.controller.account.demo
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            assert job.prompt == PROMPT

    drive(work)
    assert KEY not in home.settings.read_text("utf-8") if home.settings.exists() else True


def test_a_refused_key_is_said_and_not_kept(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key="") as hands:
            welcome = hands.controller.preferences.welcome
            assert welcome is not None
            welcome.form.line.setText("sk-a-wrong-key-0123456789")
            await hands.click(welcome.form.check)
            await seen(lambda: welcome.form.note.isVisible())
            assert not hands.controller.account.has_key
            assert welcome.isVisible()

    drive(work)


# Asking


def test_ctrl_return_sends_one_job_whose_clip_lands_and_is_shown(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            assert untagged(Path(job.file).read_bytes()) == server.provider.clip
            assert hands.compose.ask().prompt == PROMPT
            await seen(lambda: hands.queue.model.row_of(job.id) >= 0)

    drive(work)
    assert len(server.requests("create")) == 1


def test_a_double_click_on_generate_is_one_paid_call(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            button = hands.compose.send.button
            await hands.double_click(button)
            await hands.job(S.COMPLETED)
            assert len(hands.jobs()) == 1

    drive(work)
    assert len(server.requests("create")) == 1


def test_a_key_that_is_held_down_is_one_paid_call(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            await by_hand(lambda: hold_return(hands.focus()))
            await hands.job(S.COMPLETED)
            assert len(hands.jobs()) == 1

    drive(work)
    assert len(server.requests("create")) == 1


def test_a_prompt_that_is_missing_is_said_beside_it_and_nothing_is_sent(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.click(hands.compose.send.button)
            words = [each.text() for each in hands.compose.findChildren(QLabel) if each.isVisible()]
            assert any(text == "Write what the clip should show." for text in words), words
            assert hands.jobs() == []

    drive(work)
    assert server.requests("create") == []


def test_the_price_is_shown_where_the_provider_tells_it(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await seen(lambda: "0.80" in hands.compose.send.price.text())
            await seen(lambda: hands.window.header.balance.isVisible())
            four = hands.compose.form.takes.buttons()[3]
            await hands.click(four)
            await seen(lambda: "3.20" in hands.compose.send.price.text())

    drive(work)


def test_a_file_on_the_command_line_becomes_the_start_frame(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    picture = tmp_path / "起始帧.png"
    Image.new("RGB", (640, 480), "teal").save(picture)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, files=[str(picture)]) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            assert job.start_frame is not None
            assert job.start_frame.source == str(picture)

    drive(work)
    assert len(server.uploads) == 1


def test_what_was_in_the_form_is_there_after_a_restart(home: Home, server: FoxServer) -> None:
    async def first() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)

    async def second() -> str:
        async with window_on(home, base_url=server.base_url) as hands:
            return hands.compose.ask().prompt

    drive(first)
    assert drive(second) == PROMPT


# What was there before


def test_what_was_sent_before_goes_on_by_itself(home: Home, server: FoxServer) -> None:
    server.plan = Plan(processing=2)
    left = before(home, server)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            job = await hands.job(S.COMPLETED)
            assert job.id == left.id

    drive(work)
    assert len(server.requests("create")) == 1


def test_what_waits_from_before_is_held_until_a_person_sends_it(
    home: Home, server: FoxServer
) -> None:
    left = before(home, server, hold=True, send=False)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await seen(lambda: hands.queue.held.isVisible())
            assert server.requests("create") == []
            await hands.click(hands.queue.held.send_button)
            job = await hands.job(S.COMPLETED)
            assert job.id == left.id
            await seen(lambda: not hands.queue.held.isVisible())

    drive(work)
    assert len(server.requests("create")) == 1


def test_kept_jobs_stay_unsent(home: Home, server: FoxServer) -> None:
    before(home, server, hold=True, send=False)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await seen(lambda: hands.queue.held.isVisible())
            await hands.click(hands.queue.held.keep_button)
            await seen(lambda: not hands.queue.held.isVisible())
            hands.compose.focus_prompt()
            await hands.type(PROMPT)
            await hands.generate()
            await hands.job(S.COMPLETED)
            assert [job.state for job in hands.jobs()] == [S.COMPLETED, S.WAITING]

    drive(work)
    assert len(server.requests("create")) == 1


def test_a_gateway_that_answers_no_question_holds_nothing_up(home: Home, server: FoxServer) -> None:
    before(home, server)
    gate = Gate()
    server.on("models", Hang(gate))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.job(S.COMPLETED)

    drive(work)
    gate.release()


def test_the_balance_follows_what_is_spent(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controller, "BALANCE_DELAY", 50)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await seen(lambda: "8.00" in hands.window.header.balance.text())
            server.provider.usage["total_available"] -= QUOTA
            await hands.type(PROMPT)
            await hands.generate()
            await seen(lambda: "7.20" in hands.window.header.balance.text())

    drive(work)


# Acting on jobs


@pytest.mark.parametrize("way", ["exists", "send_again", "drop"])
def test_an_unconfirmed_job_has_three_ways_out(home: Home, server: FoxServer, way: str) -> None:
    server.on_create(Happens(Reset()))
    task = server.add_task()

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.UNCONFIRMED)
            hands.controller.actions.act(Action.RESOLVE, [job.id])
            dialog = await seen(QApplication.activeModalWidget)
            dialog.field.line.setText(task.id)
            steps = {
                "exists": [dialog.follow],
                "send_again": [dialog.send, dialog.pay],
                "drop": [dialog.drop_it],
            }
            for step in steps[way]:
                await hands.click(step)
            await seen(lambda: QApplication.activeModalWidget() is None)
            if way == "drop":
                assert (await hands.job(S.STOPPED)).id == job.id
            else:
                done = await hands.job(S.COMPLETED)
                assert (done.id == job.id) is (way == "exists")

    drive(work)
    assert len(server.requests("create")) == (2 if way == "send_again" else 1)


def test_a_task_id_that_nobody_knows_leaves_a_job_unconfirmed(
    home: Home, server: FoxServer
) -> None:
    server.on_create(Happens(Reset()))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.UNCONFIRMED)
            hands.controller.actions.act(Action.RESOLVE, [job.id])
            dialog = await seen(QApplication.activeModalWidget)
            dialog.field.line.setText("task-unified-1-mistyped")
            await hands.click(dialog.follow)
            await seen(dialog.field.note.isVisible)
            assert hands.jobs()[0].state is S.UNCONFIRMED
            dialog.field.line.setText(server.tasks[0].id)
            await hands.click(dialog.follow)
            assert (await hands.job(S.COMPLETED)).id == job.id

    drive(work)
    assert len(server.requests("create")) == 1


def test_jobs_that_wait_for_a_key_are_named_at_the_next_start(
    home: Home, server: FoxServer
) -> None:
    server.plan = Plan(processing=10_000)
    before(home, server)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key="", demo=True) as hands:
            await seen(lambda: hands.queue.pause.isVisible())

    drive(work)


def test_a_dialog_leaves_the_focus_where_it_was(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            focused = hands.window.focusWidget()
            await hands.press(Qt.Key.Key_Comma, CONTROL)
            await seen(QApplication.activeModalWidget)
            await hands.press(Qt.Key.Key_Escape)
            await seen(lambda: QApplication.activeModalWidget() is None)
            assert focused is not None
            assert hands.window.focusWidget() is focused

    drive(work)


def test_removed_rows_come_back_by_undo(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            await hands.choose(job)
            hands.queue.view.setFocus()
            await hands.press(Qt.Key.Key_Delete)
            await seen(lambda: hands.queue.model.row_of(job.id) < 0)
            toast = (await seen(lambda: hands.window.toasts.toasts))[-1]
            await hands.click(next(iter(toast.findChildren(QAbstractButton))))
            await seen(lambda: hands.queue.model.row_of(job.id) >= 0)
            assert Path(job.file).exists()

    drive(work)


def test_ctrl_z_in_the_list_brings_back_what_was_removed(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            await hands.choose(job)
            hands.queue.heading.chips[0].setFocus()
            hands.controller.actions.act(Action.REMOVE, [job.id])
            await seen(lambda: hands.window.toasts.toasts)
            await hands.press(Qt.Key.Key_Z, CONTROL)
            await seen(lambda: hands.queue.model.row_of(job.id) >= 0)

    drive(work)


def test_stopping_what_was_sent_asks_first(home: Home, server: FoxServer) -> None:
    server.plan = Plan(processing=10_000)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.PENDING, S.PROCESSING)
            hands.controller.actions.act(Action.STOP, [job.id])
            question = await seen(QApplication.activeModalWidget)
            await hands.click(question.confirm)
            assert (await hands.job(S.STOPPED)).task_id

    drive(work)


def test_a_refused_key_pauses_and_a_new_one_goes_on(home: Home, server: FoxServer) -> None:
    wrong = "sk-a-wrong-key-0123456789"

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=wrong) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            await seen(lambda: (jobs := hands.jobs()) and jobs[0].stuck)
            await hands.click(hands.window.header.settings)
            dialog = await seen(QApplication.activeModalWidget)
            dialog.key_given.emit(KEY, server.base_url)
            job = await hands.job(S.COMPLETED)
            assert job.prompt == PROMPT
            dialog.reject()

    drive(work)


def test_trying_again_twice_at_once_pays_once(home: Home, server: FoxServer) -> None:
    server.plan = Plan(error={"code": "generation_timeout", "message": "too slow"})

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            failed = await hands.job(S.FAILED)
            server.plan = Plan()
            await hands.choose(failed)
            hands.queue.view.setFocus()
            for _ in range(3):
                await hands.press(Qt.Key.Key_R, CONTROL)
            hands.controller.actions.act(Action.RETRY, [failed.id])
            done = await hands.job(S.COMPLETED)
            assert done.retry_of == failed.id
            assert len(hands.jobs()) == 2

    drive(work)
    assert len(server.requests("create")) == 2


def test_a_lost_clip_that_is_there_again_is_fetched_and_not_paid_for_again(
    home: Home, server: FoxServer
) -> None:
    task = server.add_task()
    home.prepare()
    ledger = Ledger(home.ledger)
    here, clip = Connection(server.base_url), Clip(server.link(task), 1.0)
    asked = Job("aaaaaaaaaa", 1.0, here, "sora-2", PROMPT, {}, str(home.clips))
    sent = {"state": S.DOWNLOADING, "task_id": task.id, "sent_at": 1.0, "clip": clip}
    (job,) = ledger.add([dataclasses.replace(asked, **sent)])
    gone = Fault(TASK_GONE, status=410, needs_person=True)
    lost = ledger.change(job.id, S.DOWNLOADING, to=S.FAILED, error=gone, finished_at=2.0)
    ledger.close()
    server.expire_links(404)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await hands.choose(lost)
            todo = hands.stage.details.reason.todo
            await seen(lambda: "“Fetch again”" in todo.text())
            await hands.click(hands.stage.action_bar.button(Action.FETCH))
            done = await hands.job(S.COMPLETED)
            assert (done.id, done.error) == (lost.id, None)

    drive(work)
    assert not server.requests("create")


def test_a_task_that_was_made_elsewhere_is_added_by_its_id(home: Home, server: FoxServer) -> None:
    task = server.add_task()

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.click(hands.queue.heading.add_button)
            dialog = await seen(QApplication.activeModalWidget)
            dialog.field.line.setText(f"see {task.id} there")
            await hands.click(dialog.follow)
            job = await hands.job(S.COMPLETED)
            assert job.task_id == task.id

    drive(work)
    assert server.requests("create") == []


def test_the_raw_answer_is_one_click_away(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            hands.controller.actions.act(Action.ANSWER, [job.id])
            dialog = await seen(QApplication.activeModalWidget)
            shown = "".join(each.toPlainText() for each in dialog.findChildren(QPlainTextEdit))
            assert job.task_id in shown
            dialog.reject()

    drive(work)


def test_reusing_settings_fills_the_form(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.click(hands.compose.form.takes.buttons()[0])
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            hands.compose.form.prompt.edit.clear()
            hands.controller.actions.act(Action.REUSE, [job.id])
            await seen(lambda: hands.compose.ask().prompt == PROMPT)

    drive(work)


def test_two_windows_on_one_home_show_the_same(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with (
            window_on(home, base_url=server.base_url) as first,
            window_on(home, base_url=server.base_url) as second,
        ):
            second.compose.form.prompt.edit.setPlainText(PROMPT)
            await second.click(second.compose.send.button)
            job = await first.job(S.COMPLETED)
            for hands in (first, second):
                await hands.choose(job)

    drive(work)
    assert len(server.requests("create")) == 1


@pytest.fixture
def film(tmp_path: Path) -> bytes:
    """Return a clip that plays."""
    file = tmp_path / "film.mp4"
    render(Animatic(320, 180, 1, PROMPT), file)
    return file.read_bytes()


def test_the_players_keys_work_from_the_list(home: Home, film: bytes) -> None:
    async def work() -> None:
        with FoxServer(key=KEY, clip=film) as server:
            async with window_on(home, base_url=server.base_url) as hands:
                await hands.type(PROMPT)
                await hands.generate()
                await hands.choose(await hands.job(S.COMPLETED))
                playback = hands.stage.player.playback
                await seen(lambda: playback.frame is not None)
                hands.stage.player.pause()
                hands.queue.view.setFocus()
                await hands.press(Qt.Key.Key_Space)
                await seen(lambda: playback.playing)
                await hands.press(Qt.Key.Key_K)
                await seen(lambda: not playback.playing)
                await hands.press(Qt.Key.Key_Return)
                await seen(lambda: playback.playing)

    drive(work)


def test_tab_goes_from_the_list_to_the_clip_and_its_controls(home: Home, film: bytes) -> None:
    async def work() -> list[str]:
        with FoxServer(key=KEY, clip=film) as server:
            async with window_on(home, base_url=server.base_url) as hands:
                await hands.type(PROMPT)
                await hands.generate()
                await hands.choose(await hands.job(S.COMPLETED))
                await seen(lambda: hands.stage.player.playback.frame is not None)
                hands.queue.view.setFocus()
                names = []
                for _ in range(4):
                    await hands.press(Qt.Key.Key_Tab)
                    names.append(hands.focus().accessibleName())
                return names

    assert drive(work)[0] == "Clip"


# Closing


def test_closing_with_jobs_running_asks_once_and_leaves_them_running(
    home: Home, server: FoxServer
) -> None:
    server.plan = Plan(processing=10_000)

    async def work() -> Job:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            await hands.job(S.PENDING, S.PROCESSING)
            hands.window.close()
            dialog = await seen(QApplication.activeModalWidget)
            assert hands.window.isVisible()
            await hands.click(dialog.close_all)
            await seen(lambda: not hands.window.isVisible())
            return hands.jobs()[0]

    job = drive(work)
    assert job.state in (S.PENDING, S.PROCESSING)


def test_closing_with_nothing_running_asks_nothing(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            hands.window.close()
            await seen(lambda: not hands.window.isVisible())

    drive(work)


def test_closing_ends_while_calls_hang(home: Home, server: FoxServer) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            await hands.job(S.PENDING)
            await seen(lambda: gate.reached)
            hands.controller.end()

    drive(work)
    gate.release()


# Language, theme, names


def texts_of(window: QWidget) -> set[str]:
    """Return every text that is in view."""
    found = {window.windowTitle()}
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            found |= {widget.toolTip(), widget.accessibleName()}
            if isinstance(widget, QLabel | QAbstractButton):
                found.add(widget.text())
    return found


def test_switching_the_language_leaves_no_english_word(home: Home, server: FoxServer) -> None:
    english = {source for _, source in read_translations(TRANSLATIONS / "foxreel_zh_CN.ts")}

    async def work() -> set[str]:
        async with window_on(home, base_url=server.base_url) as hands:
            hands.controller.preferences.use_language("zh_CN")
            await asyncio.sleep(0)
            chinese = texts_of(hands.window)
            hands.controller.preferences.use_language("en")
            await asyncio.sleep(0)
            again = texts_of(hands.window)
            assert "Generate" in again
            assert language.current() == "en"
            return chinese

    chinese = drive(work)
    assert "生成" in chinese
    assert not {text for text in chinese & english if text.isascii() and len(text) > 3}


def test_every_control_that_takes_the_focus_has_a_name(home: Home, server: FoxServer) -> None:
    async def work() -> list[str]:
        async with window_on(home, base_url=server.base_url) as hands:
            return [
                f"{type(each).__name__} {each.objectName()}"
                for each in hands.window.findChildren(QWidget)
                if each.isVisible()
                and each.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not each.accessibleName()
                and not (isinstance(each, QAbstractButton) and each.text())
            ]

    assert drive(work) == []


def test_tab_goes_round_the_window_from_the_prompt_to_the_stage(
    home: Home, server: FoxServer
) -> None:
    async def work() -> list[str]:
        async with window_on(home, base_url=server.base_url) as hands:
            columns: list[str] = []
            panels = {"compose": hands.compose, "queue": hands.queue, "header": hands.window.header}
            for _ in range(60):
                focus = QApplication.focusWidget()
                assert focus is not None
                here = [n for n, panel in panels.items() if panel.isAncestorOf(focus)]
                if here and (not columns or columns[-1] != here[0]):
                    columns.append(here[0])
                await hands.press(Qt.Key.Key_Tab)
            return columns

    assert drive(work)[:3] == ["compose", "queue", "header"]


def test_the_theme_is_switched_at_once_and_kept(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await seen(lambda: hands.window.header.theme.isVisible())
            await hands.click(hands.window.header.theme)
            await seen(home.settings.exists)

    drive(work)
    assert '"theme"' in home.settings.read_text("utf-8")


def test_below_1000_pixels_the_stage_is_a_sheet(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            await hands.generate()
            job = await hands.job(S.COMPLETED)
            hands.window.resize(900, 700)
            await seen(lambda: hands.window.narrow)
            assert not hands.window.sheet.isVisible()
            await hands.choose(job)
            row = hands.queue.model.index(hands.queue.model.row_of(job.id), 0)
            where = hands.queue.view.visualRect(row).center()
            await hands.click(hands.queue.view.viewport(), where)
            await seen(lambda: hands.window.sheet.isVisible())
            hands.window.sheet.close_button.setFocus()
            await hands.press(Qt.Key.Key_Escape)
            await seen(lambda: not hands.window.sheet.isVisible())
            hands.window.resize(1280, 800)
            await seen(lambda: not hands.window.narrow)
            assert hands.stage.isVisible()

    drive(work)
