"""The key from a real Secret Service, as Linux desktops have it."""

from __future__ import annotations

import json
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

UNLOCK = "printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null"

SESSION = """
printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null
printf '%s' "$STORED" | "$PYTHON" -m keyring set Foxreel "$FOR_URL"
exec "$PYTHON" main.py generate 'a fox'
"""


ABSENT = ("PYTHON_KEYRING_BACKEND", "DISPLAY", "WAYLAND_DISPLAY")
"""What the session has not: no keychain may ask anybody on a real screen."""

KEEP = """
import json, os
from core.secrets import forget_key, keep_key, keychain_key
one, other = "https://api.foxapi.cc", "https://other.example.com"
said = [keep_key(one, "sk-first"), keep_key(one, os.environ["STORED"])]
said += [keychain_key(one) == os.environ["STORED"], keychain_key(other)]
said += [keep_key(other, "sk-other"), forget_key(one), keychain_key(one), keychain_key(other)]
said += [forget_key(one)]
print(json.dumps(said))
"""


def generate(folder: Path, base_url: str, for_url: str) -> subprocess.CompletedProcess[str]:
    """Run ``generate`` in a desktop session whose keychain holds the key of ``for_url``."""
    return desktop(folder, SESSION, FOR_URL=for_url, FOXAPI_BASE_URL=base_url)


def desktop(folder: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script in a desktop session of its own, with no keychain unlocked yet."""
    data, runtime = folder / "data", folder / "run"
    for each in (data / "keyrings", runtime):
        each.mkdir(parents=True, mode=0o700)
    environment = {
        **{n: v for n, v in os.environ.items() if n not in ABSENT},
        "XDG_DATA_HOME": str(data),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHON": sys.executable,
        "STORED": KEY,
        "KEEP": KEEP,
        **more,
    }
    command = ["dbus-run-session", "--", "sh", "-c", script]
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


def test_a_key_is_kept_replaced_found_and_forgotten(tmp_path: Path) -> None:
    ended = desktop(tmp_path, f'{UNLOCK}\nexec "$PYTHON" -c "$KEEP"')
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == [True, True, True, "", True, True, "", "sk-other", True]
    assert KEY not in ended.stdout + ended.stderr
    assert all(
        KEY.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()
    )


def test_a_kept_key_is_there_in_the_next_session(tmp_path: Path) -> None:
    with FoxServer(key=KEY) as server:
        server.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
        keep = "import os; from core.secrets import *; print(keep_key(os.environ['FOR_URL'],"
        keep += " os.environ['STORED']))"
        script = f"{UNLOCK}\n" + '"$PYTHON" -c "$KEEP" && exec "$PYTHON" main.py generate fox'
        urls = {"FOR_URL": server.base_url, "FOXAPI_BASE_URL": server.base_url}
        ended = desktop(tmp_path, script, KEEP=keep, **urls)
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.splitlines()[0] == "True"
        assert server.requests("create")[0].headers["authorization"] == f"Bearer {KEY}"


def test_without_a_keychain_nothing_is_kept_and_nothing_written(tmp_path: Path) -> None:
    ended = desktop(tmp_path, 'exec "$PYTHON" -c "$KEEP"')
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)[:4] == [False, False, False, ""]
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
