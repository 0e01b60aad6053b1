"""The environment that a frozen program hands on."""

from __future__ import annotations

from ui.frozen import restore_environment


def test_what_was_set_before_the_start_is_set_again() -> None:
    environ = {
        "LD_LIBRARY_PATH": "/opt/Foxreel/_internal",
        "LD_LIBRARY_PATH_ORIG": "/opt/own",
        "QT_PLUGIN_PATH": "/opt/Foxreel/_internal/PySide6/Qt/plugins",
        "PATH": "/usr/bin",
    }
    restore_environment(environ)
    assert environ == {"LD_LIBRARY_PATH": "/opt/own", "PATH": "/usr/bin"}
