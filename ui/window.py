"""The main window: a bar and three columns. Below 1,000 px the stage is a sheet over the list."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.language import translate
from ui import icons
from ui.compose.panel import ComposePanel
from ui.controls import IconButton
from ui.header import Header
from ui.models.button import CHOOSE
from ui.queue.panel import QueuePanel
from ui.stage.panel import StagePanel
from ui.toast import Toasts

NARROW = 1000
"""Width in device-independent pixels below which the stage is a sheet."""
FIRST_SIZE = (1280, 800)
FRAME = (8, 48)
"""About what a window manager puts around a window."""
FIRST_WIDTHS = (360, 500, 420)


class MainWindow(QMainWindow):
    """Foxreel's window. It owns nothing that a job needs."""

    came_to_front = Signal()
    close_asked = Signal()
    """A person wants to close the window; it stays until ``let_go``."""

    def __init__(
        self, compose: ComposePanel, queue: QueuePanel, stage: StagePanel, state: QSettings
    ) -> None:
        super().__init__()
        self.compose, self.queue, self.stage = compose, queue, stage
        self._state = state
        self._going = False
        self.header = Header()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(4)
        for panel, width in ((compose, 320), (queue, 360), (stage, 300)):
            panel.setMinimumWidth(width)
            self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(2, 1)
        # A child of the splitter would become a column of it.
        self.columns = QWidget()
        whole = QVBoxLayout(self.columns)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self.sheet = _Sheet(self.columns)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.columns)
        self.ground = ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(ground)
        self.toasts = Toasts(ground)
        self.setWindowTitle("Foxreel")
        self.setWindowIcon(icons.app_icon())
        self.sheet.closed.connect(self.close_sheet)
        for before, after in pairwise((queue.view, *stage.tab_stops())):
            QWidget.setTabOrder(before, after)
        self._make_shortcuts()
        self._restore()

    @property
    def narrow(self) -> bool:
        """Tell whether the stage is a sheet now."""
        return self.stage.parent() is self.sheet

    def open_sheet(self) -> None:
        """Show the stage, where it is a sheet."""
        if self.narrow:
            self.sheet.open()

    def close_sheet(self) -> None:
        """Put the sheet away."""
        self.sheet.hide()
        self.queue.view.setFocus()

    def show_page(self, page: QWidget | None) -> None:
        """Show ``page`` instead of the columns, or the columns again."""
        if page is not None and self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page or self.columns)
        self.header.setVisible(page is None)

    def let_go(self) -> None:
        """Let the next close event close the window."""
        self._going = True
        self._state.setValue("window/geometry", self.saveGeometry())
        if not self.narrow:
            self._state.setValue("window/columns", self.splitter.saveState())
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first: whatever runs is ended in order."""
        if self._going:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the player's keys work wherever nothing else wants them."""
        if not self.stage.isAncestorOf(self.focusWidget()):
            self.stage.keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Tell the player of a key that was let go: a held one is one press."""
        if not self.stage.isAncestorOf(self.focusWidget()):
            self.stage.keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_to_front.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the stage a column or a sheet, as the width allows."""
        super().resizeEvent(event)
        if (self.width() < NARROW) != self.narrow:
            self._move_stage()
        self.sheet.fit()

    def _move_stage(self) -> None:
        if self.narrow:
            self.sheet.give_back(self.splitter, self.stage)
            columns = self._state.value("window/columns")
            if isinstance(columns, QByteArray):
                self.splitter.restoreState(columns)
            return
        if self.isVisible():
            self._state.setValue("window/columns", self.splitter.saveState())
        self.sheet.take(self.stage)

    def _make_shortcuts(self) -> None:
        for keys, call in (
            ("Ctrl+L", self.compose.focus_prompt),
            (CHOOSE, self.compose.form.models.open_picker),
            ("Ctrl+Q", self.close),
            ("Ctrl+W", self.close),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(call)

    def _restore(self) -> None:
        room = self.screen().availableSize() - QSize(*FRAME)
        self.resize(QSize(*FIRST_SIZE).boundedTo(room))
        self.splitter.setSizes(list(FIRST_WIDTHS))
        geometry = self._state.value("window/geometry")
        columns = self._state.value("window/columns")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(columns, QByteArray):
            self.splitter.restoreState(columns)


class _Sheet(QFrame):
    """The stage over the list, from the right edge."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "column")
        self.close_button = IconButton("x")
        self.close_button.clicked.connect(self.closed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        QShortcut(
            QKeySequence("Esc"),
            self,
            self.closed.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self._name()
        self.hide()

    def open(self) -> None:
        """Show the sheet."""
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Cover the right of the parent."""
        room = self._over.size()
        width = min(max(room.width() * 6 // 10, 420), room.width())
        self.setGeometry(room.width() - width, 0, width, room.height())

    def take(self, stage: QWidget) -> None:
        """Make the stage a part of the sheet."""
        self._column.addWidget(stage, 1)
        stage.show()

    def give_back(self, splitter: QSplitter, stage: QWidget) -> None:
        """Make the stage a column again."""
        self.hide()
        splitter.addWidget(stage)
        stage.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()

    def _name(self) -> None:
        self.close_button.set_name(translate("Window", "Close the clip"), "Esc")
