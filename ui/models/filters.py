"""The picker's chips: what one has, and wants to use."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from core.language import QT_TRANSLATE_NOOP, translate
from ui import icons, theme
from ui.characters.flow import Flow
from ui.dialogs.dialog import pressed_by_return
from ui.models.cells import KIND_ICONS, SOUND_ICON
from ui.models.finding import WITH_SOUND

_WORDS = {
    "start_frame": QT_TRANSLATE_NOOP("Models", "Start frame"),
    "end_frame": QT_TRANSLATE_NOOP("Models", "End frame"),
    "references": QT_TRANSLATE_NOOP("Models", "References"),
    "clip": QT_TRANSLATE_NOOP("Models", "Clip"),
    "sound_file": QT_TRANSLATE_NOOP("Models", "Sound file"),
    WITH_SOUND: QT_TRANSLATE_NOOP("Models", "With sound"),
}
_TIPS = {
    "start_frame": QT_TRANSLATE_NOOP("Models", "Only models that begin with a picture"),
    "end_frame": QT_TRANSLATE_NOOP("Models", "Only models that end with a picture"),
    "references": QT_TRANSLATE_NOOP("Models", "Only models that take reference pictures"),
    "clip": QT_TRANSLATE_NOOP("Models", "Only models that take a clip"),
    "sound_file": QT_TRANSLATE_NOOP("Models", "Only models that follow a sound file"),
    WITH_SOUND: QT_TRANSLATE_NOOP("Models", "Only models whose clips can have sound"),
}


class Filters(QWidget):
    """Chips that can be switched on; all that are on are wanted together."""

    changed = Signal()
    released = Signal()
    """A chip was pressed with the mouse and let go."""

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, _Chip] = {}
        line = Flow(self, theme.SPACE[0])
        for kind, icon in {**KIND_ICONS, WITH_SOUND: SOUND_ICON}.items():
            chip = self.chips[kind] = _Chip()
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("role", "chip")
            chip.setIcon(icons.icon(icon, "muted"))
            chip.setIconSize(QSize(16, 16) * theme.text_scale())
            chip.toggled.connect(self.changed)
            chip.let_go.connect(self.released)
            line.addWidget(chip)
        theme.current().changed.connect(self.update)

    def wanted(self) -> frozenset[str]:
        """Return the kinds that are switched on."""
        return frozenset(kind for kind, chip in self.chips.items() if chip.isChecked())

    def clear(self) -> None:
        """Switch all of them off."""
        for chip in self.chips.values():
            chip.setChecked(False)

    def retranslate(self) -> None:
        """Show all names in the language in use."""
        for kind, chip in self.chips.items():
            chip.setText(f" {translate('Models', _WORDS[kind])}")  # room beside the icon
            chip.setToolTip(translate("Models", _TIPS[kind]))
            chip.setAccessibleName(translate("Models", _TIPS[kind]))


class _Chip(QPushButton):
    """Is pressed by Return as well."""

    let_go = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_return(event, self):
            super().keyPressEvent(event)
