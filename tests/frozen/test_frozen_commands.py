"""The frozen program without a window: what it makes, what it reads, whom it trusts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from PIL import Image

from tests.faulty import FoxServer, Plan
from tests.studios import KEY

pytestmark = [pytest.mark.frozen, pytest.mark.timeout(600)]
Foxreel = Callable[..., "subprocess.CompletedProcess[str]"]
SESSION = """
printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null
printf '%s' "$STORED" | "$PYTHON" -m keyring set Foxreel "$FOXAPI_BASE_URL"
exec "$PROGRAM" generate 'a fox'
"""


def test_it_tells_its_version_and_its_commands(foxreel: Foxreel) -> None:
    assert foxreel("--version").stdout.startswith("Foxreel ")
    assert "generate" in foxreel("--help").stdout
    assert "用法" in foxreel("--help", FOXREEL_LANG="zh_CN").stdout


def test_the_built_in_engine_makes_a_clip_with_sound(foxreel: Foxreel) -> None:
    ended = foxreel("generate", "A fox 狐狸 runs through fresh snow", "--demo")
    assert ended.returncode == 0, ended.stderr
    with av.open(ended.stdout.strip()) as clip:
        assert (clip.streams.video[0].width, clip.streams.video[0].height) == (1280, 720)
        assert clip.streams.audio
        assert sum(1 for _ in clip.decode(video=0)) >= 90


@pytest.mark.parametrize("suffix", ["jpg", "webp", "avif", "gif", "tiff"])
def test_start_frames_of_every_kind_are_read(foxreel: Foxreel, tmp_path: Path, suffix: str) -> None:
    picture = tmp_path / f"frame.{suffix}"
    Image.new("RGB", (640, 360), "navy").save(picture)
    ended = foxreel("generate", "a fox", "--image", str(picture), "--demo", "--hold", "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["state"] == "waiting"


def test_without_a_display_it_says_so(foxreel: Foxreel) -> None:
    ended = foxreel()
    assert ended.returncode == 2
    assert "display" in ended.stderr


def test_it_speaks_tls_and_has_certificates_of_its_own(
    foxreel: Foxreel, bundle: Path, untrusted_server: FoxServer
) -> None:
    assert list(bundle.rglob("certifi/cacert.pem"))
    environ = {"FOXAPI_API_KEY": KEY, "FOXAPI_BASE_URL": untrusted_server.base_url}
    ended = foxreel("models", **environ)
    assert "certificate" in ended.stderr.lower()
    assert not untrusted_server.requests()


def test_it_trusts_the_certificates_that_it_is_told_to(
    foxreel: Foxreel, tls_server: FoxServer
) -> None:
    tls_server.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
    environ = {"FOXAPI_API_KEY": tls_server.key, "FOXAPI_BASE_URL": tls_server.base_url}
    ended = foxreel("generate", "a fox", **environ)
    assert ended.returncode == 0, ended.stderr
    assert len(tls_server.requests("create")) == 1


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs gnome-keyring and dbus",
)
def test_it_finds_the_key_in_the_keychain(program: Path, tmp_path: Path) -> None:
    data, runtime = tmp_path / "data", tmp_path / "run"
    for each in (data / "keyrings", runtime):
        each.mkdir(parents=True, mode=0o700)
    with FoxServer(key=KEY) as server:
        server.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
        environ = {
            **{n: v for n, v in os.environ.items() if n != "PYTHON_KEYRING_BACKEND"},
            **{"XDG_DATA_HOME": str(data), "XDG_RUNTIME_DIR": str(runtime)},
            **{"PYTHON": sys.executable, "PROGRAM": str(program)},
            **{"STORED": KEY, "FOXAPI_BASE_URL": server.base_url},
        }
        command = ["dbus-run-session", "--", "sh", "-c", SESSION]
        ended = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
        assert server.requests("create")[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.skipif(sys.platform != "linux", reason="the dynamic linker's variable")
def test_other_programs_get_the_system_s_own_libraries(foxreel: Foxreel, tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = tmp_path / "bin" / "fc-list"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nenv >>{told}\nexec {shutil.which("fc-list")} "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    assert foxreel("generate", "狐狸", "--demo", PATH=path).returncode == 0
    variables = {line.partition("=")[0] for line in told.read_text().splitlines()}
    assert "PATH" in variables
    assert not variables & {"LD_LIBRARY_PATH", "QT_PLUGIN_PATH"}


def test_the_licences_go_along(bundle: Path) -> None:
    texts = bundle / "licences"
    names = ("LICENSE.txt", "licences.md", "GPL-3.0.txt", "LGPL-3.0.txt", "LGPL-2.1.txt")
    for name in names:
        assert (texts / name).stat().st_size > 500
    packages = {folder.name.partition("-")[0] for folder in texts.iterdir() if folder.is_dir()}
    assert {"av", "numpy", "pillow", "pi_heif", "qasync", "requests", "lucide"} <= packages
    if Path("/etc/debian_version").exists():
        assert (texts / "debian" / "libglib2.0-0.txt").is_file()


def test_nothing_of_the_tools_is_inside(bundle: Path) -> None:
    names = {file.name.lower() for file in bundle.rglob("*")}
    assert not {"libqt6pdf.so.6", "libgtk-3.so.0", "libqgtk3.so", "mypy", "pytest"} & names
    assert any(name.startswith("libx264") for name in names)


def test_parts_that_qt_loads_by_name_are_inside(bundle: Path) -> None:
    plugins = next(bundle.rglob("PySide6/Qt/plugins"))
    for name in (
        *("platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so"),
        *("multimedia/libffmpegmediaplugin.so", "iconengines/libqsvgicon.so"),
        "platforminputcontexts/libibusplatforminputcontextplugin.so",
        "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    ):
        assert (plugins / name).is_file(), name
    assert (plugins.parent / "translations" / "qtbase_zh_CN.qm").is_file()
