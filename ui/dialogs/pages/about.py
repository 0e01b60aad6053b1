"""What this is, what it stands on, and where things are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from core.home import Home
from core.language import translate
from ui import icons, theme
from ui.controls import ElidedLabel, IconButton
from ui.dialogs.dialog import push_button
from ui.dialogs.note import text_label
from ui.dialogs.pages.components import Component, read_components, versions
from ui.dialogs.pages.page import Page
from ui.theme import SPACE


class AboutPage(Page):
    """Versions, licences, and the folders that Foxreel uses."""

    folder_opened = Signal(str)
    """A person wants to see this folder."""
    diagnostics_wanted = Signal()
    """A person wants diagnostics on the clipboard; ``show_copied`` says that they are there."""

    def __init__(self, home: Home, clips: str) -> None:
        super().__init__()
        self._versions = versions()
        self.icon, self.version = QLabel(), QLabel(f"Foxreel {self._versions[0][1]}")
        self.icon.setPixmap(icons.app_icon().pixmap(QSize(48, 48)))
        self.version.setProperty("role", "heading")
        self.parts = text_label("secondary")
        self.copy = push_button(self._copy)
        self._copied = QTimer(self, singleShot=True, interval=1500)
        self._copied.timeout.connect(self.retranslate)
        self.help_name, self.help = text_label("heading"), text_label("secondary")
        self.diagnostics = push_button(self.diagnostics_wanted.emit)
        self.licence = text_label()
        self.kept_name, self.components_name = text_label("heading"), text_label("heading")
        self.places = [PlaceRow(str(home.root)), PlaceRow(clips), PlaceRow(str(home.logs))]
        self.components = component_list(read_components())
        self._lay_out()
        self._tint()
        theme.current().changed.connect(self._tint)
        for place in self.places:
            place.open.clicked.connect(lambda _=False, row=place: self._open(row))
        self.retranslate()

    def set_clips(self, folder: str) -> None:
        """Show another folder for clips."""
        self.places[1].path.setText(folder)

    def show_copied(self) -> None:
        """Say that the diagnostics are on the clipboard."""
        self.diagnostics.setText(translate("About", "Copied"))
        self._copied.start()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.heading.setText(translate("About", "About"))
        self.parts.setText(" · ".join(f"{name} {text}" for name, text in self._versions[1:]))
        self.copy.setText(translate("About", "Copy"))
        self.copy.setAccessibleName(translate("About", "Copy the versions"))
        self.licence.setText(
            translate(
                "About",
                "Foxreel is free software under the MIT licence. What it stands on has licences of"
                " its own; a packaged app with PyAV inside is under the GPL 3 as a whole.",
            )
        )
        self.kept_name.setText(translate("About", "Where things are kept"))
        self.places[0].set_name(translate("About", "Jobs and settings"))
        self.places[1].set_name(translate("About", "New clips"))
        self.places[2].set_name(translate("About", "Logs"))
        self.help_name.setText(translate("About", "If something goes wrong"))
        self.help.setText(
            translate(
                "About",
                "Versions, settings, states of jobs and the end of the log, for whoever helps you."
                " No keys, prompts or names are in it.",
            )
        )
        self.diagnostics.setText(translate("About", "Copy diagnostics"))
        self.components_name.setText(translate("About", "Components and their licences"))
        self.components.setAccessibleName(self.components_name.text())

    def _tint(self) -> None:
        """Give the licences the colour of secondary words."""
        muted = theme.current().color("muted")
        for row in self.components.findItems("", Qt.MatchFlag.MatchContains):
            row.setForeground(1, muted)

    def _open(self, place: PlaceRow) -> None:
        self.folder_opened.emit(place.path.text())

    def _copy(self) -> None:
        lines = "\n".join(f"{name} {text}" for name, text in self._versions)
        QGuiApplication.clipboard().setText(lines)
        self.copy.setText(translate("About", "Copied"))
        self._copied.start()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE[3])
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.version)
        names.addWidget(self.parts)
        top.addWidget(self.icon)
        top.addLayout(names, 1)
        top.addWidget(self.copy)
        self.heading.hide()
        self.add(top, self.licence, gap=SPACE[2])
        places = QGridLayout()
        places.setHorizontalSpacing(SPACE[3])
        places.setVerticalSpacing(0)
        places.setColumnStretch(1, 1)
        for row, place in enumerate(self.places):
            for column, widget in enumerate((place.name, place.path, place.open)):
                places.addWidget(widget, row, column)
        self.add(self.kept_name, places, gap=SPACE[0])
        aid = QHBoxLayout()
        aid.setSpacing(SPACE[3])
        aid.addWidget(self.help, 1)
        aid.addWidget(self.diagnostics, 0, Qt.AlignmentFlag.AlignTop)
        self.add(self.help_name, aid, gap=SPACE[0])
        self.add(self.components_name, self.components)
        self.column.setStretch(self.column.count() - 1, 1)


class PlaceRow:
    """A folder: its name, its path and a button that opens it."""

    def __init__(self, path: str) -> None:
        self.name = QLabel()
        self.name.setProperty("role", "secondary")
        self.path = ElidedLabel(path)
        self.path.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.open = IconButton("folder-open")

    def set_name(self, name: str) -> None:
        """Name the folder in the language in use."""
        self.name.setText(name)
        self.path.setAccessibleName(name)
        words = translate("About", "Open the folder: {name}")
        self.open.set_name(words.format(name=name))


def component_list(components: Sequence[Component]) -> QTreeWidget:
    """Return a list of components: name and version, licence; libraries under their packages."""
    tree = QTreeWidget()
    tree.setProperty("role", "list")
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(False)
    tree.setIndentation(0)
    tree.setUniformRowHeights(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    for each in components:
        name = " · ".join(part for part in (each.name, each.version, each.inside) if part)
        row = QTreeWidgetItem([name, each.licence])
        row.setToolTip(0, name)
        row.setToolTip(1, each.licence)
        tree.addTopLevelItem(row)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    tree.setMinimumHeight(120)
    return tree
