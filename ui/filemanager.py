"""Showing a file where it lies, in the system's own file manager."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def show_file(file: Path) -> bool:
    """Open the folder of ``file`` with the file chosen, or at least the folder.

    Returns False if the folder is gone or nothing opens folders here.
    """
    if not file.exists():
        return file.parent.is_dir() and open_folder(file.parent)
    if sys.platform == "win32":
        return bool(QProcess.startDetached("explorer", ["/select,", str(file)]))
    if sys.platform == "darwin":
        return bool(QProcess.startDetached("open", ["-R", str(file)]))
    return _ask_file_manager(file) or open_folder(file.parent)


def open_folder(folder: Path) -> bool:
    """Open ``folder``."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _ask_file_manager(file: Path) -> bool:
    """Ask the desktop's file manager over D-Bus, as freedesktop.org has it."""
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

    bus = QDBusConnection.sessionBus()
    name, path = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"
    if not bus.isConnected():
        return False
    manager = QDBusInterface(name, path, name, bus)
    if not manager.isValid():
        return False
    manager.setTimeout(2000)
    url = QUrl.fromLocalFile(str(file)).toString()
    answer = manager.call("ShowItems", [url], "")
    return answer.type() != QDBusMessage.MessageType.ErrorMessage
