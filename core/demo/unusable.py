"""What is said of a file that a clip cannot be made with."""

from __future__ import annotations


class UnusableFile(ValueError):
    """A file that was given and cannot be used. ``code`` is the contract's for the failed task."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


PICTURE = "image_processing_error"
"""The code for pictures. Source: foxapi.md, the codes of failed tasks."""

CLIP_OR_SOUND = "invalid_parameters"
"""The code for clips and sound, for which the contract has none of their own."""
