"""A window that a file can be dragged out of, as out of a file manager: `drag_source.py FILE`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Begins to drag its file as soon as the pressed pointer moves."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.setWindowTitle("drag source")
        self.setFixedSize(160, 100)
        self._file = file

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Drag the file; returns when it is dropped."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._file)])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    source = Source(sys.argv[1])
    source.show()
    app.exec()
