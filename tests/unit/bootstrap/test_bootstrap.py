"""What setup prepares for which job, and what it hands on."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from running import Stop

BOOTSTRAP = Path(__file__).resolve().parents[3] / "scripts" / "bootstrap"


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    """Return setup's main module, not run."""
    spec = importlib.util.spec_from_file_location("bootstrap_main", BOOTSTRAP / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def calls(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Return the list of what setup did; nothing is done."""
    found: list[tuple[Any, ...]] = []

    def note(name: str) -> Any:
        def called(*arguments: Any) -> int:
            found.append((name, *arguments))
            if name == "run":
                raise SystemExit(0)  # The program has taken this process's place.
            return 0

        return called

    for name in ("install_system", "install_python", "run", "test"):
        monkeypatch.setattr(bootstrap, name, note(name))
    launcher = {"--install": note("install"), "--uninstall": note("remove")}
    monkeypatch.setattr(bootstrap, "LAUNCHER", launcher)
    monkeypatch.setattr(bootstrap, "remove_launcher", launcher["--uninstall"])
    return found


@pytest.mark.parametrize(
    ("arguments", "display", "needs"),
    [
        ([], ":0", "window"),
        (["--demo", "a.png"], ":0", "window"),
        (["--demo"], "", "run"),
        ([], "", "run"),
        (["jobs"], ":0", "run"),
        (["generate", "x", "--demo"], ":0", "run"),
        (["--help"], ":0", "run"),
    ],
)
def test_only_a_window_needs_a_window_s_libraries(
    bootstrap: ModuleType,
    calls: list[tuple[Any, ...]],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    display: str,
    needs: str,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    with pytest.raises(SystemExit):
        bootstrap.main("run", arguments)
    assert calls == [("install_system", needs), ("install_python", "run"), ("run", arguments)]


def test_the_tests_need_everything(bootstrap: ModuleType, calls: list[tuple[Any, ...]]) -> None:
    assert bootstrap.main("test", ["--install"]) == 0
    assert calls == [
        ("install_system", "test"),
        ("install_python", "test"),
        ("test", ["--install"]),
    ]


def test_install_prepares_the_window_and_uninstall_nothing(
    bootstrap: ModuleType, calls: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert bootstrap.main("run", ["--install"]) == 0
    assert calls == [("install_system", "window"), ("install_python", "run"), ("install",)]
    calls.clear()
    assert bootstrap.main("run", ["--uninstall"]) == 0
    assert calls == [("remove",)]


def test_what_stops_setup_is_said_with_its_code(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: str) -> None:
        raise Stop("this is missing", 7)

    monkeypatch.setattr(bootstrap, "install_system", stop)
    assert bootstrap.main("run", ["jobs"]) == 7
    assert "this is missing" in capsys.readouterr().err
