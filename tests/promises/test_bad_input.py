"""Promises 4 and 8: bad input has words, sends nothing, never hangs, and stays in its folder.

What one module refuses by itself is tested beside it: names in tests/unit/core/test_naming.py,
prompts and options in test_catalog.py, kinds of pictures in test_frames.py, entries of settings in
test_settings.py, links to clips in tests/integration/test_download.py, options of commands in
tests/integration/test_commandline.py. Here is what comes together only where a person asks.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PIL import Image

from core import colours, frames, language
from core.asking import Ask, jobs_for, output_folder, task_id_problem
from core.catalog import load_catalog
from core.foxapi.address import BadAddress, base_url
from core.framing import Framing
from core.help import explain
from core.home import Home
from core.job import Connection, State
from core.nametemplate import name_for
from core.naming import free_file, part_of, sidecar_of
from core.problems import InvalidAsk
from core.program import load_program
from core.secrets import environment_key
from core.wording import ask_words
from tests.commands import ROOT, environment, foxreel
from tests.faulty import FoxServer, Plan, redirect
from tests.promises.tally import Tally
from tests.studios import rig, run

CATALOG = load_catalog()
SOON = Plan(pending=0, processing=0, accepted={"task_info": None})
FOX = "\N{FOX FACE}"
needs_posix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices have no such names")


def png(colour: str = "orange", size: tuple[int, int] = (64, 36)) -> bytes:
    """Return a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


def bomb(width: int, height: int, *, colours: int = 2, whole: bool = False) -> bytes:
    """Return a PNG of few bytes that claims to be huge; ``whole`` ones hold every pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    packer = zlib.compressobj(1)
    row = bytes(1 + width * {0: 1, 2: 3, 6: 4}[colours])
    body = b"".join(packer.compress(row) for _ in range(height if whole else 1)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def refused(work: Callable[[], object], code: str) -> InvalidAsk:
    """Return the refusal of ``work``, which has words in both languages."""
    with pytest.raises(InvalidAsk) as caught:
        work()
    assert [each.code for each in caught.value.problems] == [code]
    said = set()
    for name in language.LANGUAGES:
        language.use(name)
        said.add(ask_words(caught.value))
    language.use("en")
    assert len(said) == len(language.LANGUAGES)
    assert not any("{" in words or "Errno" in words for words in said)
    return caught.value


def ask(home: Home, prompt: str = "a fox", model: str = "sora-2-pro", **more: object) -> object:
    """Freeze a request as command line and window do before anything is sent."""
    asked = replace(Ask(prompt, model), **more)  # type: ignore[arg-type]
    return jobs_for(asked, CATALOG, Connection("demo"), home.clips, home.frames)


# Prompts


@pytest.mark.parametrize(("model", "most"), [("sora-2-pro", 20_000), ("sora-2", 5_000)])
@pytest.mark.parametrize("letter", ["x", "狐", FOX], ids=["ascii", "cjk", "astral"])
def test_characters_are_counted_as_people_count_them(
    home: Home, model: str, most: int, letter: str
) -> None:
    assert ask(home, letter * most, model)
    refused(lambda: ask(home, letter * (most + 1), model), "too_long")


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        *((" \t\n\u3000", "missing"), ("", "missing"), ("a\0b", "not_text")),
        *(("a\udcff", "not_text"), ("\ud83e", "not_text"), ("\ud83e\udd8a", "not_text")),
    ],
)
def test_a_prompt_that_is_none_is_refused(home: Home, prompt: str, code: str) -> None:
    refused(lambda: ask(home, prompt), code)


def test_what_is_text_reaches_the_provider_as_it_was_written(home: Home, server: FoxServer) -> None:
    server.plan = SOON
    prompts = ["\u202eevil\u202c \u2066fox\u2069", "tab\tand\nline\x0b\x1b", "e\u0301 é", FOX * 300]

    async def work() -> None:
        async with rig(home) as r:
            for prompt in prompts:
                job = await r.make(server.base_url, prompt)
                assert job.state is State.COMPLETED
                assert Path(job.file).parent == home.clips

    run(work())
    assert [request.json["prompt"] for request in server.requests("create")] == prompts


@pytest.mark.parametrize(
    ("given", "word"), [(b"a\0b", "text"), (b"\xff\xfe", "text"), (b"x" * (1 << 21), "1 MB")]
)
def test_standard_input_that_is_no_prompt(server: FoxServer, given: bytes, word: str) -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "generate", "-"],
        env=environment(server),
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert word in ended.stderr.decode()
    assert server.connections() == 0


@examples(max_examples=150)
@given(
    prompt=st.text(st.characters(), max_size=80),
    ending=st.sampled_from(["", ".txt", " ", ".", "/..", "\\..\\x", ":", "\u202e"]),
    head=st.sampled_from(["", "../", "/", "C:\\", "CON", "aux", "COM¹", "nul.", "~/", "-"]),
)
@example(prompt="", head="../../", ending="x")
@example(prompt="", head="CON", ending="")
@example(prompt=FOX * 300, head="", ending="")
@example(prompt="///???", head="", ending=".")
def test_whatever_the_prompt_every_file_of_a_job_stays_in_its_folder(
    prompt: str, head: str, ending: str
) -> None:
    written = f"{head}{prompt}{ending}"
    try:
        (job,) = jobs_for(
            Ask(written, "sora-2-pro"), CATALOG, Connection("demo"), Path("/clips"), Path("/frames")
        )
    except InvalidAsk:
        return
    clip = free_file(Path("/clips"), name_for(job).stem, ".mp4", set())
    for file in (clip, part_of(clip), sidecar_of(clip), Path(f"{clip}.odd")):
        assert os.path.normpath(file) == str(file)
        assert file.parent == Path("/clips")
        assert len(file.name.encode()) <= 255
        assert not set(file.name) & set('<>:"/\\|?*')
        assert file.name.isprintable()
        assert file.name[-1] not in " ."
        assert file.name[0].isdigit(), "a date, and so neither a device nor hidden nor an option"


# Pictures


@needs_posix
@pytest.mark.parametrize("kind", ["pipe", "zero", "loop", "folder", "long", "gone"])
def test_what_is_no_ordinary_file_is_refused_at_once(home: Home, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "fox.png"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind in ("loop", "zero"):
        place.symlink_to(place if kind == "loop" else "/dev/zero")
    elif kind == "long":
        place = tmp_path / ("x" * 300)
    refused(lambda: ask(home, image=str(place)), "image_unreadable")
    assert list(home.frames.iterdir()) == []


@needs_posix
def test_a_picture_from_a_pipe_ends_the_command_with_2(server: FoxServer, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fox.png")
    ended = foxreel("generate", "x", "--image", str(tmp_path / "fox.png"), server=server)
    assert ended.code == 2
    assert "no ordinary file" in ended.err
    assert server.connections() == 0


@needs_posix
def test_no_picture_starts_a_program(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostScript is drawn by Ghostscript, which Pillow would start."""
    tool = tmp_path / "bin" / "gs"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\ntouch {tmp_path / 'started'}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent), prepend=os.pathsep)
    file = tmp_path / "fox.png"
    file.write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n")
    refused(lambda: ask(home, image=str(file)), "not_a_picture")
    assert not (tmp_path / "started").exists()


def icon_with(inner: bytes) -> bytes:
    """Return an icon that says 16×16 and holds another picture."""
    entry = struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inner), 22)
    return struct.pack("<HHH", 0, 1, 1) + entry + inner


MEASURE = """
import re, sys
from pathlib import Path
from core import frames
from core.framing import Framing
data = frames.read_picture(Path(sys.argv[1]))
try:
    frames.fit_frame(data, (1280, 720), Framing("pad"), "x")
    print("made")
except frames.InvalidAsk as error:
    print(error.problems[0].code)
# Not ru_maxrss: a child's begins with its parent's.
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) >> 10)
"""


def measured(file: Path) -> tuple[str, int]:
    """Return what a process of its own made of a picture, and its greatest size in MB."""
    command = [sys.executable, "-c", MEASURE, str(file)]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    outcome, size = ended.stdout.split()
    return outcome, int(size)


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
@pytest.mark.parametrize(
    ("make", "outcome", "most"),
    [
        (lambda: bomb(60_000, 60_000), "too_many_pixels", 150),
        (lambda: icon_with(bomb(12_000, 9_000, whole=True)), "not_a_picture", 150),
        # 256 MB of pixels that are really there: in memory but once, and once as they are sent.
        (lambda: bomb(8_000, 8_000, colours=6, whole=True), "made", 700),
    ],
    ids=["claimed", "hidden", "real"],
)
def test_a_bomb_does_not_go_off(
    tmp_path: Path, make: Callable[[], bytes], outcome: str, most: int, tally: Tally
) -> None:
    (tmp_path / "fox.png").write_bytes(make())
    made, size = measured(tmp_path / "fox.png")
    assert made == outcome
    assert size < most
    tally.add("faults")


def test_strips_make_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Image.effect_noise((301, 203), 90).convert("RGBA")
    seen.putalpha(Image.linear_gradient("L").resize(seen.size))
    stream = io.BytesIO()
    seen.save(stream, "PNG")
    at_once = frames.fit_frame(stream.getvalue(), (160, 90), Framing(), "x")
    small = frames.preview_frame(stream.getvalue(), (32, 18), Framing(), "x").tobytes()
    monkeypatch.setattr(colours, "STRIP_PIXELS", 1000)
    assert frames.fit_frame(stream.getvalue(), (160, 90), Framing(), "x") == at_once
    assert frames.preview_frame(stream.getvalue(), (32, 18), Framing(), "x").tobytes() == small


@pytest.mark.parametrize("after", ["changed", "gone"])
def test_what_was_queued_is_what_is_sent(
    home: Home, server: FoxServer, tmp_path: Path, after: str, tally: Tally
) -> None:
    server.plan = SOON
    file = tmp_path / "fox.png"
    file.write_bytes(png("orange"))
    shown = frames.fit_frame(png("orange"), (1280, 720), Framing(), "x")
    values = {"resolution": "720p", "aspect_ratio": "16:9"}

    async def work() -> None:
        async with rig(home) as r:
            (job,) = r.ask(server.base_url, image=str(file), values=values)
            await r.studio.add([job], hold=True)
            if after == "changed":
                file.write_bytes(png("navy"))
            else:
                file.unlink()
            await r.studio.want([job.id])
            (done,) = await r.studio.settle([job.id])
            assert done.state is State.COMPLETED

    run(work())
    (upload,) = server.uploads
    assert upload.data == shown
    tally.add("faults")


def test_another_picture_than_the_one_that_was_shown_is_not_sent(
    home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "fox.png"
    file.write_bytes(png("orange"))
    shown = hashlib.sha256(png("orange")).hexdigest()
    assert ask(home, image=str(file), shown=shown)
    kept = list(home.frames.iterdir())
    file.write_bytes(png("navy"))
    refused(lambda: ask(home, image=str(file), shown=shown), "image_changed")
    assert list(home.frames.iterdir()) == kept


@pytest.mark.parametrize(
    ("link", "code"),
    [
        *(("file:///etc/passwd", "link_refused"), ("ftp://a.b/x.png", "link_refused")),
        *(("https:///x.png", "link_refused"), ("http://", "link_refused")),
        *(("//a.b/x.png", "image_unreadable"), ("javascript:x", "image_unreadable")),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(home: Home, link: str, code: str) -> None:
    refused(lambda: ask(home, image=link), code)


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x.png", "data:image/png,x"])
def test_a_link_that_is_passed_on_to_something_else_is_not_followed(
    home: Home, server: FoxServer, to: str
) -> None:
    server.on("file", redirect(to))
    link = f"{server.cdn_url}/files/fox.png"
    found = refused(lambda: ask(home, image=link, fit="crop"), "image_not_fetched")
    assert found.problems[0].facts["reason"] == "odd_address"
    assert len(server.requests()) == 1


# Links to clips


@pytest.mark.parametrize(
    "link",
    [
        *("file:///etc/passwd", "ftp://127.0.0.1/a.mp4", "javascript:alert(1)", "data:video/mp4,x"),
        *("//127.0.0.1/a.mp4", "/etc/passwd", "https://", "http:///a.mp4"),
    ],
)
def test_a_result_that_is_no_web_link_is_never_opened_and_never_lost(
    home: Home, server: FoxServer, link: str, tally: Tally
) -> None:
    server.plan = replace(SOON, extra={"results": [{"url": link}]})

    async def work() -> None:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            assert job.state is State.DOWNLOADING
            assert job.stuck
            assert job.reason is not None
            assert job.reason.kind == "link_refused"
            assert str(explain(job.reason, job))

    run(work())
    assert server.connections("cdn") == 0
    assert list(home.clips.iterdir()) == []
    assert len(server.requests("create")) == 1
    tally.add("faults")


def test_a_login_in_a_result_s_link_is_not_sent(home: Home, server: FoxServer) -> None:
    link = f"{server.cdn_url}/clips/task/0.mp4".replace("http://", "http://name:word@")
    server.plan = replace(SOON, extra={"results": [{"url": link}]})

    async def work() -> None:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await r.until(job.id, lambda _: bool(server.requests("clip")))

    run(work())
    assert all("authorization" not in request.headers for request in server.requests("clip"))


# Folders


@needs_posix
@pytest.mark.parametrize("kind", ["file", "under_file", "loop", "no_user", "long", "nul", "bytes"])
def test_a_folder_that_is_none_is_refused(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    chosen = {
        "file": str(tmp_path / "file"),
        "under_file": str(tmp_path / "file" / "clips"),
        "loop": str(tmp_path / "loop" / "clips"),
        "no_user": "~no-such-user/clips",
        "long": str(tmp_path / ("x" * 300)),
        "nul": "a\0b",
        "bytes": "a\udcffb",
    }[kind]
    code = "not_text" if kind in ("nul", "bytes") else "folder_unusable"
    refused(lambda: output_folder(chosen, tmp_path), code)


def test_a_relative_folder_is_meant_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_folder("clips", tmp_path) == tmp_path / "clips"


# Settings and the environment


def settings_file(home: Home, kind: str) -> None:
    """Put something odd where the settings belong."""
    file = home.settings
    file.parent.mkdir(parents=True, exist_ok=True)
    contents = {
        "cut": b'{"base_url": "https://gate',
        "list": b"[]",
        "binary": b"\xff\xfe{}",
        "deep": b"[" * 100_000,
        "nan": b'{"limits": {"polls": NaN}}',
        "number": b'{"limits": {"polls": ' + b"9" * 5000 + b"}}",
        "type": b'{"base_url": 5}',
        "unknown": b'{"base-url": "https://gateway.example"}',
        "language": b'{"language": ["en"]}',
    }
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind == "zero":
        file.symlink_to("/dev/zero")
    elif kind == "huge":
        with file.open("wb") as stream:
            stream.truncate(2 << 20)
    else:
        file.write_bytes(contents[kind])


WHAT = {
    **dict.fromkeys(("cut", "list", "binary", "deep", "number"), "settings_no_json"),
    **dict.fromkeys(("nan", "type", "unknown", "language"), "settings_unusable"),
    **dict.fromkeys(("pipe", "folder", "zero", "huge"), "settings_unread"),
}


@needs_posix
@pytest.mark.parametrize("kind", WHAT)
def test_junk_for_settings_is_said_and_nothing_begins(tmp_path: Path, kind: str) -> None:
    home = Home(tmp_path / "home", tmp_path / "clips")
    settings_file(home, kind)
    environ = {"FOXREEL_HOME": str(home.root), "FOXREEL_LANG": "en"}
    found = refused(lambda: load_program(environ), WHAT[kind])
    assert str(home.settings) in ask_words(found)
    assert list(home.root.iterdir()) == [home.settings]


@needs_posix
@pytest.mark.parametrize("kind", ["unknown", "pipe"])
def test_unusable_settings_stop_no_help(home: Home, server: FoxServer, kind: str) -> None:
    settings_file(home, kind)
    assert foxreel("--version").out.startswith("Foxreel ")
    assert "--duration" in foxreel("generate", "--help").out
    ended = foxreel("generate", "x", server=server)
    assert (ended.code, ended.out) == (2, "")
    assert str(home.settings) in ended.err
    assert server.connections() == 0


@pytest.mark.parametrize("named", ["~no-such-user/home", "{file}"])
def test_a_home_that_can_be_none_is_named(tmp_path: Path, server: FoxServer, named: str) -> None:
    (tmp_path / "file").touch()
    folder = named.format(file=tmp_path / "file")
    ended = foxreel("generate", "x", server=server, FOXREEL_HOME=folder)
    assert ended.code == 2
    assert f"The folder {folder} cannot be used" in ended.err
    assert server.connections() == 0


@pytest.mark.parametrize(
    ("key", "code"),
    [
        *(("sk-a\nb", "not_a_key"), ("密钥", "not_a_key"), ("sk-a b", "not_a_key")),
        *(("sk-\x7f", "not_a_key"), ("x" * 100_000, "key_too_long")),
    ],
)
def test_a_key_that_no_header_holds_is_refused_unrepeated(key: str, code: str) -> None:
    found = refused(lambda: environment_key({"FOXAPI_API_KEY": key}), code)
    assert key not in ask_words(found)
    assert "FOXAPI_API_KEY" in ask_words(found)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        *(("http://host", "not_https"), ("http://127.0.0.1.example", "not_https")),
        *(("http://0.0.0.0", "not_https"), ("api.foxapi.cc", "not_a_url"), ("//a.b", "not_a_url")),
        *(("https://a.b:99999", "not_a_url"), ("https://a.b:0", "not_a_url")),
        *(("https://a.b?x=1", "not_a_url"), ("https://a.b#x", "not_a_url")),
        *(("https://a.b/c d", "not_a_url"), ("https://a\n.b", "not_a_url")),
        *(("https://a.b/\x01", "not_a_url"), ("https://[::1", "not_a_url")),
        *(("ftp://a.b", "not_a_url"), ("https://u:hush@a.b", "has_login")),
        *(("https://u:hush@a.b:99999?x", "has_login"), ("http://u:hush@a.b", "has_login")),
    ],
)
def test_a_base_url_that_gets_no_key(address: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(BadAddress) as caught:
        base_url(address)
    assert caught.value.code == code
    environ = {"FOXREEL_HOME": str(tmp_path), "FOXAPI_BASE_URL": address}
    found = refused(lambda: load_program(environ).address(demo=False), code)
    assert "hush" not in ask_words(found)


def test_addresses_that_may_get_a_key() -> None:
    assert base_url("https://例子.中国/v1/") == "https://xn--fsqu00a.xn--fiqs8s"
    assert base_url("http://[::1]:8080") == "http://[::1]:8080"
    assert base_url(" HTTPS://API.example ") == "https://api.example"


# Ids


@given(st.text(st.characters(), max_size=20))
@examples(max_examples=150)
@example("..")
@example("a/../b")
@example("%2e%2e")
def test_a_task_id_stays_one_part_of_an_address(text: str) -> None:
    import requests

    if task_id_problem(text) is not None:
        return
    asked = requests.Request("GET", f"https://a.b/v1/tasks/{text}").prepare()
    assert asked.url is not None
    path = asked.url.removeprefix("https://a.b/v1/tasks/")
    assert path
    assert not set(path) & set("/?#\\ ")


@pytest.mark.parametrize("task_id", ["..", "../models", "a?b", "a b", "x" * 201, "\x01", ""])
def test_what_is_no_task_id_is_not_asked_about(task_id: str) -> None:
    assert task_id_problem(task_id) is not None
    assert task_id_problem("task-unified-1757165031-uyujaw3d") is None


@pytest.mark.parametrize(
    "arguments", [["follow", ".."], ["retry", "\udcff"], ["stop", "\udcff"], ["x" * 300]]
)
def test_odd_ids_end_a_command_with_2(server: FoxServer, arguments: list[str]) -> None:
    ended = foxreel(*arguments, server=server, DISPLAY="", WAYLAND_DISPLAY="")
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err) < 2000
    assert ended.err.strip()
    assert server.connections() == 0
