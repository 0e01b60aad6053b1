"""Make the pictures of the program's icon from its drawing: `python scripts/icons.py`.

Reads resources/icons/foxreel.svg and writes beside it a PNG of each size, an .ico for Windows and
an .icns for macOS. Needs what Foxreel itself needs.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS = (16, 24, 32, 48, 64, 128, 256)
MACOS = (16, 32, 64, 128, 256, 512, 1024)


def main() -> None:
    """Write every picture of the icon."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication(sys.argv[:1])
    drawing = QSvgRenderer(str(ICONS / "foxreel.svg"))
    if not drawing.isValid():
        raise SystemExit("foxreel.svg cannot be read")
    pictures = {size: render(drawing, size) for size in sorted({*SIZES, *MACOS})}
    for size in SIZES:
        pictures[size].save(ICONS / f"foxreel-{size}.png", optimize=True)
    _save(pictures, WINDOWS, "foxreel.ico")
    _save(pictures, MACOS, "foxreel.icns")


def render(drawing: QSvgRenderer, size: int) -> Image.Image:
    """Draw the icon as a transparent picture of ``size`` × ``size`` pixels."""
    canvas = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    canvas.save(buffer, "PNG")  # type: ignore[call-overload] # Its stub knows bytes alone.
    picture = Image.open(io.BytesIO(content.data()))
    picture.load()
    return picture


def _save(pictures: dict[int, Image.Image], sizes: tuple[int, ...], name: str) -> None:
    *others, largest = (pictures[size] for size in sizes)
    if name.endswith(".ico"):
        squares = [(size, size) for size in sizes]
        largest.save(ICONS / name, append_images=others, sizes=squares)
    else:
        largest.save(ICONS / name, append_images=others)


if __name__ == "__main__":
    main()
