"""A clip and its controls, driven by pointer and keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui.compose.held import HeldKey
from ui.stage.canvas import Canvas
from ui.stage.fade import Fade
from ui.stage.habits import Habits
from ui.stage.pixels import shape_of
from ui.stage.playback import Playback
from ui.stage.transport import SECOND, Transport

LINGER = 2000
"""Milliseconds for which the controls stay after the pointer has moved."""
VOLUME_STEP = 0.05


class Deck(QWidget):
    """A picture with controls over its lower edge, and the keys of every player."""

    shape_changed = Signal()
    """The clip's ``shape`` is known now."""

    def __init__(self, settings: QSettings | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape: QSize | None = None
        """Width and height of the clip in pixels, None while they are not known."""
        self._moving = False
        self._held = HeldKey()
        self.habits = Habits(settings, self)
        self.canvas = Canvas(self)
        self.transport = Transport(self.canvas)
        self.canvas.edge.raise_()
        self.playback = Playback(self)
        self._fade = Fade(self.transport)
        self._linger = QTimer(self, singleShot=True, interval=LINGER)
        self._keys = self._make_keys()
        self.setFocusProxy(self.canvas)
        self._connect()
        self._apply_habits()
        self.refresh()
        self.retranslate()

    @property
    def full_screen(self) -> bool:
        """Tell whether the clip has the whole screen."""
        return self.isWindow() and self.isFullScreen()

    @property
    def controls_shown(self) -> bool:
        """Tell whether the controls are there, or appearing."""
        return self.transport.isVisible() and self._fade.shown

    def play(self) -> None:
        """Run the clip."""
        self.playback.play()

    def pause(self) -> None:
        """Stand still."""
        self.playback.pause()

    def toggle(self) -> None:
        """Run, or stand still."""
        if self.playback.playing:
            self.pause()
        else:
            self.play()

    def toggle_full_screen(self) -> None:
        """Give the clip the whole screen, or take it back into the window."""
        full = not self.full_screen
        if full and self.playback.frame is None:
            return
        self._moving = True
        self.setWindowFlag(Qt.WindowType.Window, full)
        if full:
            self.showFullScreen()
        else:
            self.showNormal()
        self._moving = False
        self.canvas.edge.set_rounded(not full)
        self.transport.set_full_screen(full)
        self.canvas.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Show the controls as they stand; without a frame there are none."""
        playback = self.playback
        self.transport.setVisible(playback.frame is not None)
        self.transport.set_playing(playback.playing)
        self.transport.set_sound(self.habits.volume, self.habits.muted, playback.audible)
        self._show_position()
        self._show_controls()

    def _connect(self) -> None:
        bar, playback, habits = self.transport, self.playback, self.habits
        playback.frame_changed.connect(self._on_frame)
        playback.moved.connect(self._show_position)
        playback.changed.connect(self.refresh)
        habits.changed.connect(self._apply_habits)
        self.canvas.clicked.connect(self._on_click)
        self.canvas.double_clicked.connect(self._on_double_click)
        self.canvas.pointed.connect(self._on_pointed)
        self._linger.timeout.connect(self._show_controls)
        bar.attention_changed.connect(self._show_controls)
        bar.play.clicked.connect(self.toggle)
        bar.back.clicked.connect(lambda: playback.step(-1))
        bar.forward.clicked.connect(lambda: playback.step(1))
        bar.scrubber.sought.connect(playback.seek)
        bar.loop.clicked.connect(habits.set_loop)
        bar.mute.clicked.connect(lambda: habits.set_muted(not habits.muted))
        bar.volume_chosen.connect(habits.set_volume)
        bar.full_screen.clicked.connect(self.toggle_full_screen)

    def _on_frame(self) -> None:
        frame = self.playback.frame
        self.canvas.set_frame(frame)
        if frame is None:
            self.shape = None
        elif self.shape is None:
            self.shape = shape_of(frame)
            self.shape_changed.emit()

    def _show_position(self) -> None:
        self.transport.set_position(self.playback.position, self.playback.duration)

    def _show_controls(self) -> None:
        """Let the controls fade where the clip runs and nobody is after them."""
        needed = not self.playback.playing or self.transport.attended or self._linger.isActive()
        self._fade.set_shown(needed)
        hidden = self.full_screen and not needed
        self.setCursor(Qt.CursorShape.BlankCursor if hidden else Qt.CursorShape.ArrowCursor)

    def _apply_habits(self) -> None:
        habits, playback = self.habits, self.playback
        playback.sound.set_volume(habits.volume)
        playback.sound.set_muted(habits.muted)
        playback.set_loop(habits.loop)
        self.transport.set_loop(habits.loop)
        self.transport.set_sound(habits.volume, habits.muted, playback.audible)

    # Pointer and keys

    def _on_click(self) -> None:
        if self.playback.frame is not None:
            self.toggle()

    def _on_double_click(self) -> None:
        """Take the first click of the two back, and give the clip the screen."""
        self._on_click()
        self.toggle_full_screen()

    def _on_pointed(self) -> None:
        if self.playback.playing:
            self._linger.start()
        self._show_controls()

    def _make_keys(self) -> dict[Qt.Key, tuple[Callable[[], None], bool]]:
        """Return what each key does, and whether it does so again while it is held."""
        playback, habits, key = self.playback, self.habits, Qt.Key
        return {
            key.Key_Space: (self.toggle, False),
            key.Key_K: (self.toggle, False),
            key.Key_L: (lambda: habits.set_loop(not habits.loop), False),
            key.Key_M: (lambda: habits.set_muted(not habits.muted), False),
            key.Key_F: (self.toggle_full_screen, False),
            key.Key_Comma: (lambda: playback.step(-1), True),
            key.Key_Period: (lambda: playback.step(1), True),
            key.Key_Left: (lambda: playback.seek(playback.position - SECOND), True),
            key.Key_Right: (lambda: playback.seek(playback.position + SECOND), True),
            key.Key_Home: (lambda: playback.seek(0), False),
            key.Key_End: (lambda: playback.seek(playback.duration), False),
            key.Key_Up: (lambda: habits.set_volume(habits.volume + VOLUME_STEP), True),
            key.Key_Down: (lambda: habits.set_volume(habits.volume - VOLUME_STEP), True),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Obey the player's keys, while there is a clip to play."""
        if self.full_screen and event.key() == Qt.Key.Key_Escape:
            self.toggle_full_screen()
            return
        call, repeats = self._keys.get(Qt.Key(event.key()), (None, False))
        if call is None or event.modifiers() & _MODIFIERS or self.playback.frame is None:
            super().keyPressEvent(event)
        elif repeats or not self._held.is_repeat(event):
            call()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Remember the key: a held one may come again as if it was pressed anew."""
        self._held.released(event)
        super().keyReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the controls over the lower edge."""
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        height = self.transport.sizeHint().height()
        self.transport.setGeometry(0, self.height() - height, self.width(), height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        self.canvas.setAccessibleName(translate("Player", "Clip"))
        self.transport.retranslate()


_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
