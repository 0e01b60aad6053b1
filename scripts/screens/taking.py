"""Taking the pictures: a real window on a home of its own, without a running studio."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import qasync
from makings import Makings, make_clips, write_jobs
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from scenes import SCENES, Scene

from core.catalog import load_catalog
from core.home import Home
from core.library import Library
from core.program import Program
from core.settings import Settings
from core.studio import Studio
from ui import theme
from ui.app import make_application
from ui.background import Background
from ui.bridge import Bridge
from ui.controller import Controller, Parts
from ui.language import WindowLanguage

SETTLE_SECONDS = 1.6
"""Until thumbnails, the preview and the clip's first frames are there."""


def take(
    folder: Path,
    label: str,
    size: tuple[int, int],
    themes: Sequence[str],
    languages: Sequence[str],
    names: Sequence[str] | None,
    clips: Path,
) -> None:
    """Take every state in each theme and language into ``folder``."""
    application = make_application()
    scenes = [scene for scene in SCENES if not names or scene.name in names]
    with qasync.QEventLoop(application) as loop:
        for language in languages:
            made = make_clips(clips, language)
            for scene in scenes:
                work = _shoot(application, folder, label, size, themes, language, scene, made)
                loop.run_until_complete(work)


async def _shoot(
    application: QApplication,
    folder: Path,
    label: str,
    size: tuple[int, int],
    themes: Sequence[str],
    language: str,
    scene: Scene,
    clips: list[Path],
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        home = Home(Path(temporary), Path(temporary) / "clips")
        home.prepare()
        home.clips.mkdir(exist_ok=True)
        jobs = list(scene.jobs(Makings(home, language, clips, scene.demo)))
        settings = Settings(language=language)
        program = Program(home, settings, load_catalog(home.models), {})
        program.open_ledger().close()
        write_jobs(home.ledger, jobs)
        font = application.font()
        larger = application.font()
        larger.setPointSizeF(font.pointSizeF() * scene.font_scale)
        application.setFont(larger)
        window_language = WindowLanguage()
        window_language.use(language)
        background = Background()
        parts, close = _open(program, background)
        theme.current().choose(themes[0])
        controller: Any = Controller(parts, window_language)
        controller.shown, controller.home_frames = jobs, home.frames
        controller.account.use(demo=scene.demo, remember=False)
        controller.window.resize(*(scene.size or size))
        controller.window.show()
        await asyncio.sleep(0.3)
        await controller.unfinished.look()
        controller.compose.focus_prompt()
        if scene.select is not None:
            controller.queue.select(jobs[scene.select].id)
            controller.window.open_sheet()
            await asyncio.sleep(0.5)
        scene.after(controller)
        for name in themes:
            theme.current().choose(name)
            await asyncio.sleep(SETTLE_SECONDS)
            file = folder / f"{scene.name}-{label}-{name}-{language}.png"
            _grab(application, controller.window).save(str(file))
            print(file, flush=True)
        await close(controller)
        background.close()
        application.setFont(font)


def _open(program: Program, background: Background) -> tuple[Parts, Any]:
    ledger = program.open_ledger()
    connections = program.connections(ledger)
    studio = Studio(program.home, ledger, connections, program.catalog)
    bridge = Bridge(studio)
    library = Library(program.home.ledger)
    state = QSettings(str(program.home.root / "window.ini"), QSettings.Format.IniFormat)
    parts = Parts(program, studio, bridge, library, connections, background, state)

    async def close(controller: Controller) -> None:
        for timer in controller.findChildren(QTimer):
            timer.stop()
        controller.stage.release()
        controller.comparing.release()
        controller.window.let_go()
        await bridge.close()
        await studio.close()
        library.close()
        ledger.close()
        controller.window.deleteLater()

    return parts, close


def _grab(application: QApplication, window: Any) -> Any:
    """Return a picture of the window with whatever dialog is open over it."""
    from PySide6.QtGui import QPainter

    picture = window.grab()
    dialog = application.activeModalWidget()
    if dialog is not None:
        with QPainter(picture) as painter:
            offset = window.rect().center() - dialog.rect().center()
            painter.drawPixmap(offset, dialog.grab())
    popup = application.activePopupWidget()
    if popup is not None:
        with QPainter(picture) as painter:
            painter.drawPixmap(window.mapFromGlobal(popup.pos()), popup.grab())
    return picture
