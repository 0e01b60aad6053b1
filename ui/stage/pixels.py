"""A decoded video frame as a picture, converted and scaled in one go.

``QVideoFrame.toImage`` is not used where it can be helped: it converts at full size, with the wrong
matrix where there is no graphics card, and where OpenGL is drawn in software it takes 20 to 300 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from av import VideoFrame
    from av.video.plane import VideoPlane
    from PySide6.QtMultimedia import QVideoFrame

HD_HEIGHT = 720
"""Lines from which a clip that does not say so is taken for BT.709; below it is BT.601."""


def fitted(inner: QSize, outer: QSize) -> QSize:
    """Return the largest size of ``inner``'s shape that lies within ``outer``, at least 1×1."""
    return inner.scaled(outer, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def shape_of(frame: QVideoFrame) -> QSize:
    """Return the size that a frame is shown with: one that is turned on its side is upright."""
    sideways = frame.rotation().value in (90, 270)
    return frame.size().transposed() if sideways else frame.size()


def to_image(frame: QVideoFrame, size: QSize) -> QImage:
    """Return ``frame`` as RGB of ``size`` (pixels); a frame that cannot be read gives a null image.

    Blocking: 2 to 10 ms on one slow core. A frame that ``is_plain`` may be converted in any thread.
    """
    planar = _planar(frame)
    if planar is None:
        image = frame.toImage()
        mode = Qt.TransformationMode.SmoothTransformation
        return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    shrinks = size.width() * 2 <= frame.width()
    rgb = planar.reformat(
        width=size.width(),
        height=size.height(),
        format="bgra",
        src_colorspace=_matrix(frame),
        src_color_range=_color_range(frame),
        interpolation="AREA" if shrinks else "BICUBIC",
    )
    image = QImage(size, QImage.Format.Format_RGB32)
    _copy_rows(rgb.planes[0], image.bits(), image.bytesPerLine(), size)
    return image


def is_plain(frame: QVideoFrame) -> bool:
    """Tell whether a frame is upright and of a usual format: then PyAV can convert it."""
    return bool(_format_name(frame))


def _format_name(frame: QVideoFrame) -> str:
    """Return what FFmpeg calls a frame's format, empty if it is turned or of an unusual one."""
    from PySide6.QtMultimedia import QtVideo, QVideoFrameFormat

    formats = {
        QVideoFrameFormat.PixelFormat.Format_YUV420P: "yuv420p",
        QVideoFrameFormat.PixelFormat.Format_YUV422P: "yuv422p",
        QVideoFrameFormat.PixelFormat.Format_YUV420P10: "yuv420p10le",
        QVideoFrameFormat.PixelFormat.Format_NV12: "nv12",
        QVideoFrameFormat.PixelFormat.Format_P010: "p010le",
    }
    turned = frame.rotation() != QtVideo.Rotation.None_ or frame.mirrored()
    return "" if turned else formats.get(frame.pixelFormat(), "")


def _planar(frame: QVideoFrame) -> VideoFrame | None:
    """Copy a frame's planes for PyAV; None if they are not to be had."""
    from PySide6.QtMultimedia import QVideoFrame

    name = _format_name(frame)
    if not name or not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        return _copied(frame, name)
    finally:
        frame.unmap()


def _copied(frame: QVideoFrame, name: str) -> VideoFrame | None:
    import numpy as np
    from av import VideoFrame

    made = VideoFrame(frame.width(), frame.height(), name)
    if len(made.planes) != frame.planeCount():
        return None
    for index, plane in enumerate(made.planes):
        row = frame.bytesPerLine(index)
        source = np.frombuffer(frame.bits(index), np.uint8)[: row * plane.height]
        target = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * plane.height]
        count = min(row, plane.line_size)
        target.reshape(plane.height, -1)[:, :count] = source.reshape(plane.height, -1)[:, :count]
    return made


def _copy_rows(plane: VideoPlane, bits: object, row: int, size: QSize) -> None:
    """Copy a plane of four bytes a pixel into the memory of a picture."""
    import numpy as np

    count = size.width() * 4
    source = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * size.height()]
    target = np.frombuffer(bits, np.uint8)  # type: ignore[call-overload]
    source, target = source.reshape(size.height(), -1), target.reshape(size.height(), row)
    target[:, :count] = source[:, :count]


def _matrix(frame: QVideoFrame) -> str:
    from PySide6.QtMultimedia import QVideoFrameFormat

    spaces = QVideoFrameFormat.ColorSpace
    space = frame.surfaceFormat().colorSpace()
    if space == spaces.ColorSpace_Undefined:
        return "ITU709" if min(frame.width(), frame.height()) >= HD_HEIGHT else "ITU601"
    return "ITU601" if space == spaces.ColorSpace_BT601 else "ITU709"


def _color_range(frame: QVideoFrame) -> str:
    from PySide6.QtMultimedia import QVideoFrameFormat

    full = QVideoFrameFormat.ColorRange.ColorRange_Full
    return "JPEG" if frame.surfaceFormat().colorRange() == full else "MPEG"
