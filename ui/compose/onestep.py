"""Rows that move are seen to move once: nothing is painted until all of them have their places."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

STILL = 4
"""Turns of the event loop without a new layout after which all is in place: what stands deep
inside tells of another height some turns later."""
MOST_TURNS = 30
"""Turns after which there is painting in any case; some eight are usual."""


class OneStep(QObject):
    """Holds the painting of a widget, and of what scrolls it, while it is laid out anew.

    A layout takes several turns of the event loop, as parts tell of their heights one after the
    other. To do all of it at once would take too long; to paint in between would flicker.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._to_wait, self._left = 0, 0
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._on_turn)
        widget.installEventFilter(self)

    def begin(self) -> None:
        """Leave what is seen as it is until all has its place."""
        around = self._widget.parentWidget()
        if around is not None and self._widget.isVisible():
            # Else what lies below would paint its ground there: the window does when it comes back.
            around.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, True)
            around.setUpdatesEnabled(False)
            self._to_wait, self._left = STILL, MOST_TURNS
            self._turn.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice another layout."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._to_wait = STILL
        return super().eventFilter(watched, event)

    def _on_turn(self) -> None:
        if self._to_wait and self._left:
            self._to_wait, self._left = self._to_wait - 1, self._left - 1
            self._turn.start()
        elif (around := self._widget.parentWidget()) is not None:
            around.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
            around.setUpdatesEnabled(True)
