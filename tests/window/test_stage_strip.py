"""The strip of a board on the stage: looked at, gone through, carried about, marked."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from core.home import Home
from core.job import Clip, Fault, Job, State
from tests.queues import job
from tests.stages import clip
from ui.background import Background
from ui.stage.panel import StagePanel
from ui.stage.playall import PlayAll

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


class Board:
    """A stage with the board of some jobs, and what a person does with it."""

    def __init__(self, stage: StagePanel, folder: Path) -> None:
        self.stage, self.strip, self.view = stage, stage.strip, stage.strip.view
        self.folder = folder
        self.jobs: list[Job] = []
        stage.strip.read = lambda board: [each for each in self.jobs if each.board == board]

    def add(self, shot: int, state: State = State.COMPLETED, **changes: Any) -> Job:
        """Put a job on the board; a finished one has a clip that plays."""
        number = len(self.jobs) + 1
        facts: dict[str, Any] = {"board": "b", "shot": shot, "seq": number, "rev": number}
        if state is State.COMPLETED:
            file = clip(self.folder, f"{number}.mp4")
            made = Clip("", time.time() + 80_000, file=str(file), complete=True)
            facts |= {"clip": made, "finished_at": time.time()}
        facts["prompt"] = f"shot number {shot}"
        self.jobs.append(job(state, **{**facts, **changes}))
        return self.jobs[-1]

    def change(self, number: int, **changes: Any) -> Job:
        """Let a job change as the ledger tells it."""
        before = self.jobs[number]
        self.jobs[number] = dataclasses.replace(before, rev=before.rev + 100, **changes)
        self.stage.on_job(self.jobs[number])
        return self.jobs[number]

    def middle(self, row: int) -> QPoint:
        """Return the middle of a shot's picture."""
        return self.strip.delegate.areas(self.view.rect_of(row)).thumb.center()

    def click(self, row: int) -> None:
        """Click on a shot."""
        QTest.mouseClick(self.view.viewport(), LEFT, pos=self.middle(row))

    def drag(self, row: int, to: QPoint, *, drop: bool = True) -> None:
        """Carry a shot to a point, in small steps as a hand does."""
        port, start = self.view.viewport(), self.middle(row)
        QTest.mousePress(port, LEFT, pos=start)
        for step in range(1, 11):
            QTest.mouseMove(port, start + (to - start) * (step / 10))
        if drop:
            QTest.mouseRelease(port, LEFT, pos=to)

    def shown(self, row: int) -> str:
        """Return what a screen reader says of a shot."""
        return str(self.strip.model.data(self.strip.model.index(row, 0)))


@pytest.fixture
def board(qtbot: QtBot, home: Home, tmp_path: Path) -> Iterator[Board]:
    background = Background()
    stage = StagePanel(background, home, load_catalog())
    qtbot.addWidget(stage)
    stage.resize(620, 760)
    with qtbot.waitActive(stage):
        stage.show()
        stage.activateWindow()
    yield Board(stage, tmp_path)
    stage.release()
    background.close()


def three(board: Board, qtbot: QtBot) -> None:
    """Put three finished shots on the board, and the first one on the stage."""
    first = board.add(1)
    board.add(2, after=first.id)
    board.add(3)
    board.stage.show_job(board.jobs[0])
    qtbot.waitUntil(board.strip.isVisible)


# What is shown


def test_a_board_of_one_shot_and_a_clip_of_its_own_have_no_strip(
    qtbot: QtBot, board: Board
) -> None:
    board.add(1)
    board.add(1, take=2)
    board.stage.show_job(board.jobs[0])
    qtbot.waitUntil(lambda: board.strip._ready)
    assert not board.strip.isVisible()
    board.stage.on_job(board.add(2))
    assert board.strip.isVisible()
    board.stage.show_job(job())
    assert not board.strip.isVisible()


def test_the_strip_says_each_shot_and_how_long_they_are(qtbot: QtBot, board: Board) -> None:
    board.add(1)
    board.add(2, State.PROCESSING, progress=62)
    waits = Fault("waits_for", facts={"job": "x", "shot": 2})
    board.add(3, State.WAITING, reason=waits)
    board.add(4, State.FAILED)
    board.stage.show_job(board.jobs[0])
    qtbot.waitUntil(board.strip.isVisible)
    assert board.strip.total.text() == "4 shots · 0:32"
    assert [board.shown(row) for row in range(4)] == [
        "Shot 1, shot number 1, 0:08, Ready",
        "Shot 2, shot number 2, 0:08, 62%",
        "Shot 3, shot number 3, 0:08, Waits for shot 2",
        "Shot 4, shot number 4, 0:08, Failed",
    ]
    assert not board.strip.play_button.isEnabled()
    assert not board.strip.join_button.isEnabled()


def test_it_follows_the_news_of_every_shot_of_its_board(qtbot: QtBot, board: Board) -> None:
    board.add(1)
    board.add(2, State.PROCESSING, progress=10)
    board.stage.show_job(board.jobs[0])
    qtbot.waitUntil(board.strip.isVisible)
    board.change(1, progress=90)
    assert "90%" in board.shown(1)
    done = board.add(7)
    board.change(1, state=State.COMPLETED, clip=done.clip)
    assert "Ready" in board.shown(1)
    assert board.strip.join_button.isEnabled()
    board.stage.on_job(done)
    assert board.strip.total.text() == "3 shots · 0:24"
    board.change(2, removed_at=time.time())
    assert board.strip.total.text() == "2 shots · 0:16"


def test_older_news_changes_nothing(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    board.change(1, mark="reject")
    board.stage.on_job(dataclasses.replace(board.jobs[1], rev=1, mark=""))
    assert "left out" in board.shown(1)


# Going through


def test_a_click_wants_that_shot_and_the_shown_one_is_marked(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    wanted = QSignalSpy(board.strip.wanted)
    board.click(2)
    assert wanted.at(0) == [board.jobs[2].id]
    board.stage.show_job(board.jobs[2])
    assert board.strip.delegate.current == 2
    board.click(2)
    assert wanted.count() == 1


def test_a_take_that_is_not_the_face_keeps_its_place(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    other = board.add(1, take=2)
    board.stage.on_job(other)
    board.stage.show_job(other)
    wanted = QSignalSpy(board.strip.wanted)
    assert board.strip.delegate.current == 0
    board.click(0)
    assert wanted.count() == 0


def test_arrow_keys_go_from_shot_to_shot_and_stop_at_the_ends(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    wanted = QSignalSpy(board.strip.wanted)
    board.strip.wanted.connect(
        lambda job_id: board.stage.show_job(next(j for j in board.jobs if j.id == job_id))
    )
    board.view.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(board.view, key)
    QTest.keyClick(board.view, Qt.Key.Key_Home)
    ids = [wanted.at(n)[0] for n in range(wanted.count())]
    assert ids == [board.jobs[1].id, board.jobs[2].id, board.jobs[0].id]


def test_the_space_key_stays_the_players(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    qtbot.waitUntil(lambda: board.stage.player.playback.frame is not None)
    board.view.setFocus()
    QTest.keyClick(board.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: board.stage.player.playback.playing)


# Carrying


def test_a_shot_is_carried_to_another_place_and_the_gap_is_seen(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    arranged, wanted = QSignalSpy(board.strip.arranged), QSignalSpy(board.strip.wanted)
    resting = board.view.grab().toImage()
    end = board.view.rect_of(2)
    board.drag(0, QPoint(end.right() - 2, end.center().y()), drop=False)
    assert board.view.dragging
    assert board.view.grab().toImage() != resting
    QTest.mouseRelease(board.view.viewport(), LEFT)
    ids = [each.id for each in board.jobs]
    assert arranged.at(0) == ["b", [[ids[1]], [ids[2]], [ids[0]]]]
    assert wanted.count() == 0
    assert not board.view.dragging


def test_a_shot_that_is_put_down_where_it_was_changes_nothing(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    arranged = QSignalSpy(board.strip.arranged)
    board.drag(1, board.middle(1) + QPoint(30, 0))
    assert arranged.count() == 0


def test_escape_puts_a_shot_back(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    arranged = QSignalSpy(board.strip.arranged)
    board.view.setFocus()
    board.drag(0, board.middle(2), drop=False)
    QTest.keyClick(board.view, Qt.Key.Key_Escape)
    assert not board.view.dragging
    QTest.mouseRelease(board.view.viewport(), LEFT)
    assert arranged.count() == 0


def test_what_is_carried_is_put_back_when_the_shots_become_others(
    qtbot: QtBot, board: Board
) -> None:
    three(board, qtbot)
    carried = QSignalSpy(board.strip.arranged)
    board.drag(2, board.middle(0) - QPoint(40, 0), drop=False)
    assert board.view.dragging
    board.change(1, removed_at=time.time())
    assert not board.view.dragging
    QTest.mouseRelease(board.view.viewport(), LEFT, pos=board.middle(0))
    assert carried.count() == 0


def test_alt_with_an_arrow_carries_a_shot_too(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    arranged = QSignalSpy(board.strip.arranged)
    ids = [each.id for each in board.jobs]
    board.view.setFocus()
    QTest.keyClick(board.view, Qt.Key.Key_Left, ALT)
    assert arranged.count() == 0
    QTest.keyClick(board.view, Qt.Key.Key_Right, ALT)
    assert arranged.at(0) == ["b", [[ids[1]], [ids[0]], [ids[2]]]]


def test_the_takes_of_a_shot_are_carried_together(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    other = board.add(1, take=2)
    board.stage.on_job(other)
    arranged = QSignalSpy(board.strip.arranged)
    board.view.setFocus()
    QTest.keyClick(board.view, Qt.Key.Key_End, ALT)
    ids = [each.id for each in board.jobs]
    assert arranged.at(0) == ["b", [[ids[1]], [ids[2]], [ids[0], ids[3]]]]


def test_the_new_order_is_shown_once_the_ledger_tells_it(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    for number, shot in enumerate((2, 3, 1)):
        board.change(number, shot=shot)
    assert [shot.face.id for shot in board.strip.shots] == [board.jobs[n].id for n in (2, 0, 1)]
    assert board.strip.delegate.current == 1
    assert board.view.currentIndex().row() == 1


# The film


def test_the_mark_leaves_a_shot_out_and_takes_it_in_again(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    wanted = QSignalSpy(board.strip.wanted)
    mark = board.strip.delegate.areas(board.view.rect_of(1)).mark.center()
    QTest.mouseClick(board.view.viewport(), LEFT, pos=mark)
    assert board.shown(1).endswith("left out of the film")
    assert [each.id for each in board.strip.plan().clips] == [
        board.jobs[0].id,
        board.jobs[2].id,
    ]
    QTest.mouseClick(board.view.viewport(), LEFT, pos=mark)
    assert len(board.strip.plan().clips) == 3
    assert wanted.count() == 0


def test_a_key_leaves_the_shown_shot_out_and_it_stays_so_when_it_moves(
    qtbot: QtBot, board: Board
) -> None:
    three(board, qtbot)
    board.view.setFocus()
    QTest.keyClick(board.view, Qt.Key.Key_J)
    assert board.strip.plan().left_out == (1,)
    for number, shot in enumerate((3, 1, 2)):
        board.change(number, shot=shot)
    assert board.strip.plan().left_out == (3,)


def test_what_is_rejected_is_left_out_by_itself(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    board.change(2, mark="reject")
    assert board.strip.plan().left_out == (3,)


def test_all_shots_are_played_one_after_the_other(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    player = board.stage.player
    assert player.habits.loop
    shown: list[str] = []

    def show(job_id: str) -> None:
        shown.append(job_id)
        board.stage.show_job(next(j for j in board.jobs if j.id == job_id))

    playing = PlayAll(player, show, board.stage)
    board.stage.shown.connect(playing.on_shown)
    playing.changed.connect(board.strip.set_playing)
    playing.begin(board.strip.plan().clips, board.jobs[0].id)
    assert board.strip.play_button.text().strip() == "Stop"
    qtbot.waitUntil(lambda: not playing.running, timeout=20_000)
    assert shown == [board.jobs[1].id, board.jobs[2].id]
    assert board.strip.play_button.text().strip() == "Play all"
    assert player.playback.ended


def test_choosing_another_clip_ends_playing_all(qtbot: QtBot, board: Board) -> None:
    three(board, qtbot)
    playing = PlayAll(board.stage.player, lambda _: None, board.stage)
    board.stage.shown.connect(playing.on_shown)
    playing.begin(board.strip.plan().clips, board.jobs[0].id)
    board.stage.show_job(board.jobs[2])
    assert not playing.running
