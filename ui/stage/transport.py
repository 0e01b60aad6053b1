"""The controls on the clip: play, steps, position, loop, sound, full screen."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSlider,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from core.language import translate
from ui import theme
from ui.controls import IconButton
from ui.wording import length_words

SECOND = 1000
VOLUME_WIDTH = 64
NARROW = 340
"""Width in device-independent pixels below which the volume is a key's affair."""


class Scrubber(QSlider):
    """The position in a clip, in milliseconds. A click jumps there, a drag follows."""

    sought = Signal(int)
    """A person wants this position."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 0)
        self.setSingleStep(SECOND)
        self.setPageStep(2 * SECOND)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.actionTriggered.connect(lambda _: self.sought.emit(self.sliderPosition()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._follow(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where the pointer let go."""
        self.setSliderDown(False)

    def _follow(self, point: QPoint) -> None:
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
        room = max(self.width() - handle, 1)
        value = QStyle.sliderValueFromPosition(0, self.maximum(), point.x() - handle // 2, room)
        if value != self.value():
            self.setValue(value)
            self.sought.emit(value)


class Transport(QFrame):
    """The bar of controls. It shows what it is told and says what a person wants."""

    volume_chosen = Signal(float)
    """A person wants this volume, 0.0 to 1.0."""
    attention_changed = Signal()
    """The pointer or the focus has come or gone: see ``attended``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "transport")
        self.scrubber = Scrubber()
        self.play = self._button("play", 20)
        self.back = self._button("step-back")
        self.forward = self._button("step-forward")
        self.loop = self._button("repeat")
        self.loop.setCheckable(True)
        self.mute = self._button("volume-2")
        self.full_screen = self._button("maximize")
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.volume.setFixedWidth(VOLUME_WIDTH)
        self.volume.actionTriggered.connect(
            lambda _: self.volume_chosen.emit(self.volume.sliderPosition() / 100)
        )
        self.clock = QLabel()
        colours = self.clock.palette()
        colours.setColor(QPalette.ColorRole.WindowText, theme.current().color("on_video"))
        self.clock.setPalette(colours)  # a palette of high contrast is not for what lies on black
        self._playing, self._muted, self._full, self._audible = False, False, False, True
        self._lay_out()
        for each in self.findChildren(QWidget):
            each.installEventFilter(self)
        self.retranslate()

    @property
    def attended(self) -> bool:
        """Tell whether the pointer or the focus is on a control."""
        focused = QApplication.focusWidget()
        return self.underMouse() or (focused is not None and self.isAncestorOf(focused))

    def set_playing(self, playing: bool) -> None:
        """Show that the clip runs, or stands still."""
        self._playing = playing
        self.play.set_icon("pause" if playing else "play", "on_video")
        self._name_play()

    def set_position(self, position: int, duration: int) -> None:
        """Show the position of ``duration``, both in milliseconds; a drag is left alone."""
        self.scrubber.setMaximum(duration)
        if not self.scrubber.isSliderDown():
            self.scrubber.setValue(position)
        words = f"{length_words(position // SECOND)} / {length_words(duration / SECOND)}"
        if words != self.clock.text():
            self.clock.setText(words)
            self.scrubber.setAccessibleDescription(words)

    def set_loop(self, loop: bool) -> None:
        """Show whether the clip begins again at its end."""
        self.loop.setChecked(loop)
        self.loop.set_icon("repeat", "video_accent" if loop else "on_video")

    def set_sound(self, volume: float, muted: bool, audible: bool) -> None:
        """Show how loud it is, 0.0 to 1.0; what nobody can hear cannot be changed."""
        self._muted, self._audible = muted, audible
        if not self.volume.isSliderDown():
            self.volume.setValue(round(volume * 100))
        self.volume.setEnabled(audible)
        self.mute.setEnabled(audible)
        self.mute.set_icon("volume-x" if muted or not audible else "volume-2", "on_video")
        self._name_mute()

    def set_full_screen(self, full: bool) -> None:
        """Show whether the clip has the whole screen."""
        self._full = full
        self.full_screen.set_icon("minimize" if full else "maximize", "on_video")
        self._name_full_screen()

    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what the Tab key reaches, as the eye goes over it."""
        shown = (self.scrubber, self.play, self.back, self.forward)
        return (*shown, self.loop, self.mute, self.volume, self.full_screen)

    def retranslate(self) -> None:
        """Name every control in the person's language."""
        self.scrubber.setAccessibleName(translate("Player", "Position"))
        self.volume.setAccessibleName(translate("Player", "Volume"))
        self.volume.setToolTip(translate("Player", "Volume"))
        self.back.set_name(translate("Player", "Frame back"), ",")
        self.forward.set_name(translate("Player", "Frame forward"), ".")
        self.loop.set_name(translate("Player", "Loop"), "L")
        self._name_play()
        self._name_mute()
        self._name_full_screen()

    def _name_play(self) -> None:
        pause, play = translate("Player", "Pause"), translate("Player", "Play")
        self.play.set_name(pause if self._playing else play, translate("Player", "Space"))

    def _name_mute(self) -> None:
        if not self._audible:
            self.mute.set_name(translate("Player", "No sound to play"))
            return
        on, off = translate("Player", "Sound on"), translate("Player", "Mute")
        self.mute.set_name(on if self._muted else off, "M")

    def _name_full_screen(self) -> None:
        leave = translate("Player", "Leave full screen")
        name = leave if self._full else translate("Player", "Full screen")
        self.full_screen.set_name(name, "F")

    def _button(self, icon: str, size: int = 16) -> IconButton:
        button = IconButton(icon, self, size=size)
        button.set_icon(icon, "on_video")
        return button

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout()
        row.setSpacing(0)
        for each in (self.play, self.back, self.forward):
            row.addWidget(each)
        row.addSpacing(theme.SPACE[0])
        row.addWidget(self.clock)
        row.addStretch(1)
        for control in (self.loop, self.mute, self.volume, self.full_screen):
            row.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE[2], theme.SPACE[4], theme.SPACE[2], theme.SPACE[1])
        column.setSpacing(0)
        column.addWidget(self.scrubber)
        column.addLayout(row)
        bar = (self.play, self.back, self.forward, self.loop, self.mute, self.volume)
        stops = (self.scrubber, *bar, self.full_screen)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a click between the controls from the picture."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep a double click between the controls from the picture."""

    def resizeEvent(self, event: object) -> None:
        """Leave the volume out where there is no room."""
        self.volume.setVisible(self.width() >= NARROW * theme.text_scale())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken the clip behind the controls, more towards its edge."""
        dark = theme.current().color("video")
        clear = theme.current().color("video")
        clear.setAlphaF(0.0)
        dark.setAlphaF(0.9)
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, clear)
        shade.setColorAt(0.5, dark)
        shade.setColorAt(1, dark)
        with QPainter(self) as painter:
            painter.fillRect(QRectF(self.rect()), shade)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the pointer is here."""
        self.attention_changed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer has gone."""
        self.attention_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus comes to a control, or leaves it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.attention_changed.emit()
        return False
