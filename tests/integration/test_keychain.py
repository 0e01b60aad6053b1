"""The key from a real Secret Service, as Linux desktops have it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faulty import FoxServer, Plan
from tests.studios import KEY

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs gnome-keyring and dbus",
)

SESSION = """
printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null
printf '%s' "$STORED" | "$PYTHON" -m keyring set Foxreel "$FOR_URL"
exec "$PYTHON" main.py generate 'a fox'
"""


def generate(folder: Path, base_url: str, for_url: str) -> subprocess.CompletedProcess[str]:
    """Run ``generate`` in a desktop session whose keychain holds the key of ``for_url``."""
    data, runtime = folder / "data", folder / "run"
    for each in (data / "keyrings", runtime):
        each.mkdir(parents=True, mode=0o700)
    environment = {
        **{n: v for n, v in os.environ.items() if n != "PYTHON_KEYRING_BACKEND"},
        "XDG_DATA_HOME": str(data),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHON": sys.executable,
        "STORED": KEY,
        "FOR_URL": for_url,
        "FOXAPI_BASE_URL": base_url,
    }
    command = ["dbus-run-session", "--", "sh", "-c", SESSION]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )


def test_the_keychain_s_key_serves_its_base_url(tmp_path: Path) -> None:
    with FoxServer(key=KEY) as server:
        server.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
        ended = generate(tmp_path, server.base_url, server.base_url)
        assert ended.returncode == 0, ended.stderr
        assert server.requests("create")[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in ended.stdout + ended.stderr


def test_another_base_url_s_key_stays_where_it_is(tmp_path: Path) -> None:
    with FoxServer(key=KEY) as server:
        ended = generate(tmp_path, server.base_url, "https://api.foxapi.cc")
        assert ended.returncode == 3
        assert not server.requests()
