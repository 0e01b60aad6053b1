"""What a frozen program must give back to the system's other programs."""

from __future__ import annotations

from collections.abc import MutableMapping

BORROWED = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def restore_environment(environ: MutableMapping[str, str]) -> None:
    """Take the frozen program's own libraries out of ``environ``.

    PyInstaller puts them there for its start, which is over. Any program that is started from here,
    a file manager or fc-list, would load them in place of the system's.
    """
    for name in BORROWED:
        before = environ.pop(f"{name}_ORIG", None)
        environ.pop(name, None)
        if before is not None:
            environ[name] = before
