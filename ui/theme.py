"""How the window looks: the colours of both themes, one palette and one style sheet made of them.

Nothing else in ``ui`` names a colour. Widgets say what they are by a property ``role``; what is
painted by hand asks ``Theme.color`` and repaints on ``Theme.changed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.stylesheet import STYLE_SHEET

THEMES = ("system", "light", "dark")

ON_VIDEO: Mapping[str, str] = {
    "video": "#000000",
    "on_video": "#F2F3F5",
    "video_line": "#5A606B",
    "video_raised": "#2C3038",
    "video_accent": "#FF8A3D",
}
"""What lies on a clip is the same in every theme: clips are shown on black."""

TOKENS: Mapping[str, Mapping[str, str]] = {
    "dark": {
        "bg": "#121317",
        "surface": "#1A1C21",
        "raised": "#23262D",
        "line": "#3A3F48",
        "field": "#747C8A",
        "text": "#F2F3F5",
        "muted": "#A8AFBA",
        "accent": "#FF8A3D",
        "on_accent": "#1F1005",
        "good": "#4CC38A",
        "warning": "#F0B429",
        "bad": "#FF7B80",
        "info": "#6CB2FF",
        **ON_VIDEO,
    },
    "light": {
        "bg": "#F5F6F8",
        "surface": "#FFFFFF",
        "raised": "#ECEEF2",
        "line": "#C9CED6",
        "field": "#7D8490",
        "text": "#16181D",
        "muted": "#535A66",
        "accent": "#B04506",
        "on_accent": "#FFFFFF",
        "good": "#166B45",
        "warning": "#805000",
        "bad": "#BA1F2B",
        "info": "#0A5FBC",
        **ON_VIDEO,
    },
}
"""sRGB by name. Every text colour holds 4.5:1 on ``bg``, ``surface`` and ``raised``."""

SPACE = (4, 8, 12, 16, 24, 32)
"""Distances in device-independent pixels."""
CORNER = 6
"""Radius of controls."""
CARD_CORNER = 10
"""Radius of cards and thumbnails."""
TEXT_PX: Mapping[str, int] = {"body": 13, "small": 12, "large": 14, "heading": 15, "empty": 20}
"""Sizes of text in device-independent pixels, for a system whose text is not enlarged."""
USUAL_TEXT_PX = (11, 15)
"""The size of text that systems come with; beyond it a person has chosen another one."""
MOTION_MS = 150
"""How long something takes to appear, move or complete."""

_ROLES = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "info",
    QPalette.ColorRole.LinkVisited: "info",
    QPalette.ColorRole.Mid: "line",
}

_SYSTEM_ROLES = {
    "bg": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Base,
    "raised": QPalette.ColorRole.Button,
    "text": QPalette.ColorRole.WindowText,
    "accent": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
}
"""What the system's own palette calls a token, where a person needs its high contrast."""


class Theme(QObject):
    """The theme in use. ``changed`` is sent when colours are others than before."""

    changing = Signal()
    """All widgets are about to be polished anew: what is only kept for later had better go."""
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.name = "dark"
        # Both kept: PySide takes the second for deleted once the first's wrapper is gone.
        self._hints = QGuiApplication.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._apply)
        self._accessibility.contrastPreferenceChanged.connect(self._apply)

    @property
    def high_contrast(self) -> bool:
        """Tell whether the system's own high-contrast palette is left alone."""
        return self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast

    def choose(self, choice: str) -> None:
        """Use ``choice`` of ``THEMES`` from now on; another one means ``system``."""
        self.choice = choice if choice in THEMES else "system"
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._hints.setColorScheme(schemes.get(self.choice, Qt.ColorScheme.Unknown))
        self._apply()

    def color(self, token: str) -> QColor:
        """Return the colour that ``token`` has now."""
        if self.high_contrast and token not in ON_VIDEO:
            return QGuiApplication.palette().color(
                _SYSTEM_ROLES.get(token, QPalette.ColorRole.WindowText)
            )
        return QColor(TOKENS[self.name][token])

    def _apply(self) -> None:
        scheme = self._hints.colorScheme()
        self.name = self.choice
        if self.choice == "system":
            self.name = "light" if scheme == Qt.ColorScheme.Light else "dark"
        application = QApplication.instance()
        if isinstance(application, QApplication) and not self.high_contrast:
            application.setPalette(palette(self.name))
            sheet = style_sheet(self.name, text_scale())
            if sheet != application.styleSheet():  # Qt polishes every widget anew
                self.changing.emit()
                application.setStyleSheet(sheet)
        self.changed.emit()


def palette(name: str) -> QPalette:
    """Return the palette of a theme."""
    tokens = TOKENS[name]
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, QColor(tokens[token]))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["field"]))
    return made


def style_sheet(name: str, scale: float = 1.0) -> str:
    """Return the style sheet of a theme, its texts enlarged by ``scale``."""
    sizes = {f"{size}_px": str(round(px * scale)) for size, px in TEXT_PX.items()}
    return Template(STYLE_SHEET).substitute({**TOKENS[name], **sizes})


def text_scale() -> float:
    """Return how much larger than usual the person has the system's text; 1 to 3."""
    usual = QFontInfo(QApplication.font()).pixelSize()
    least, most = USUAL_TEXT_PX
    return 1.0 if least <= usual <= most else min(max(usual / TEXT_PX["body"], 1.0), 3.0)


def reduced_motion() -> bool:
    """Tell whether the system asks for things to appear without moving."""
    return not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


@cache
def current() -> Theme:
    """Return the application's theme; the first call needs a QApplication."""
    return Theme()
