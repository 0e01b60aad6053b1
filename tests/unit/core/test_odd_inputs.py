"""Odd inputs, and what they must not lead to."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import queue
import sqlite3
import struct
import threading
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from core import settings
from core.catalog import load_catalog
from core.frames import fit_frame, keep_frame, kept_bytes
from core.framing import Framing
from core.help import explain
from core.job import Connection, Fault, IllegalMove, Job, State, check_move, new_id
from core.ledger import Ledger
from core.masking import masked
from core.problems import InvalidAsk
from core.schema import LedgerUnusable
from core.secrets import key_mark, keychain_key
from core.threads import DaemonPool


def job(state="waiting", **changes):
    made = Job(new_id(), 1.0, Connection("https://api.foxapi.cc"), "sora-2", "A fox", {}, "/clips")
    return dataclasses.replace(made, state=State(state), **changes)


def encoded(picture, format="PNG", **options):
    stream = io.BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()


def test_close_does_not_hang_when_a_worker_takes_the_last_task_meanwhile() -> None:
    pool = DaemonPool(1, "race")
    begun, go = threading.Event(), threading.Event()
    pool.submit(lambda: (begun.set(), go.wait(10)))
    begun.wait(10)
    pool.submit(len, "")

    class Between(queue.SimpleQueue):
        """Lets the worker take the last task between close()'s empty() and its get()."""

        def empty(self):
            answer = super().empty()
            if not answer and not go.is_set():
                go.set()
                taken.wait(10)
            return answer

        def get(self, *a, **k):
            item = super().get(*a, **k)
            taken.set()
            return item

    taken = threading.Event()
    old, pool._tasks = pool._tasks, Between()
    pool._tasks.put(old.get())
    closing = threading.Thread(target=pool.close, daemon=True)
    closing.start()
    closing.join(5)
    assert not closing.is_alive()


def test_a_ledger_damaged_behind_its_first_page_is_said_to_be_damaged(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite3"
    with contextlib.closing(Ledger(file)) as ledger:
        ledger.add([job()])
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xa5" * 4096
    file.write_bytes(data)
    with pytest.raises(LedgerUnusable):
        Ledger(file)


def test_damage_among_the_jobs_is_noticed_when_the_ledger_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite3"
    with contextlib.closing(Ledger(file)) as ledger:
        ledger.add([job(prompt="x" * 500) for _ in range(30)])
    data = bytearray(file.read_bytes())
    data[4096 * 16 :] = b"\xa5" * (len(data) - 4096 * 16)
    file.write_bytes(data)
    with pytest.raises(LedgerUnusable):
        Ledger(file)


def test_somebody_else_s_database_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE t (x)")
        database.execute("PRAGMA user_version = 1")
    with pytest.raises(LedgerUnusable):
        Ledger(file)


ANSWER = r'{"id": "task-1", "status": "completed", "model": "m\ud83e", "prompt": "cut \ud83e"}'


def test_nor_is_one_whose_request_is_on_its_way() -> None:
    assert "nothing was charged" not in explain(Fault("unexpected"), job("submitting")).charged


def test_a_dropped_unconfirmed_job_is_not_sent_again_as_itself() -> None:
    dropped = job("stopped", error=Fault("no_answer", needs_person=True))
    with pytest.raises(IllegalMove):
        check_move(dropped, State.WAITING)


AVIF = encoded(Image.new("RGB", (16, 16), "red"), "AVIF")


def test_a_damaged_avif_is_refused_in_words() -> None:
    with pytest.raises(InvalidAsk):
        fit_frame(AVIF[:-20] + b"\xff" * 20, (8, 8), Framing(), "x")


def test_a_dds_of_unknown_format_is_refused_in_words() -> None:
    data = bytearray(encoded(Image.new("RGB", (16, 16), "red"), "DDS"))
    data[80:84] = struct.pack("<I", 8192)
    with pytest.raises(InvalidAsk):
        fit_frame(bytes(data), (8, 8), Framing(), "x")


def test_odd_exif_does_not_keep_a_picture_from_being_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def odd(_: Image.Image) -> Image.Image:
        raise struct.error("unpack requires a buffer of 4 bytes")

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", odd)
    data = encoded(Image.new("RGB", (16, 16), "red"))
    with Image.open(io.BytesIO(fit_frame(data, (8, 8), Framing(), "x"))) as result:
        assert result.getpixel((4, 4)) == (255, 0, 0)


def test_a_huge_picture_is_called_too_large_not_unreadable() -> None:
    def chunk(kind, body):
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", 16_320, 12_240, 8, 2, 0, 0, 0)  # a phone's 200 megapixels
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))
    with pytest.raises(InvalidAsk) as caught:
        fit_frame(data, (8, 8), Framing(), "x")
    assert caught.value.problems[0].code == "too_many_pixels"


def swapped_profile() -> bytes:
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (count,) = struct.unpack_from(">I", data, 128)
    for number in range(count):
        start = 132 + 12 * number
        other = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(bytes(data[start : start + 4]))
        if other:
            data[start : start + 4] = other
    return bytes(data)


@pytest.mark.parametrize("fit", ["crop", "pad"])
def test_a_palette_picture_s_profile_is_applied(fit) -> None:
    picture = Image.new("RGB", (16, 16), (250, 60, 20)).quantize(4)
    png = fit_frame(encoded(picture, icc_profile=swapped_profile()), (16, 16), Framing(fit), "x")
    with Image.open(io.BytesIO(png)) as result:
        red, _, blue = result.getpixel((8, 8))
        assert blue > 200 > 60 > red


def test_no_profile_of_the_person_s_file_goes_out_with_the_frame() -> None:
    data = encoded(Image.new("RGB", (16, 16)), icc_profile=b"secret" * 30)
    with Image.open(io.BytesIO(fit_frame(data, (16, 16), Framing(), "x"))) as result:
        assert "icc_profile" not in result.info


def test_asking_again_with_the_picture_mends_a_damaged_copy(tmp_path: Path) -> None:
    frame = keep_frame(tmp_path, b"content", "a.png", Framing())
    (tmp_path / f"{frame.sha256}.png").write_bytes(b"damaged")
    frame = keep_frame(tmp_path, b"content", "a.png", Framing())
    assert kept_bytes(tmp_path, frame) == b"content"


def test_the_same_picture_may_be_kept_by_two_at_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []
    data = [bytes([n]) * 200_000 for n in range(40)]
    barrier = threading.Barrier(4)

    def keep() -> None:
        for each in data:
            barrier.wait(30)
            try:
                keep_frame(tmp_path, each, "a.png", Framing())
            except BaseException as error:
                failed.append(error)

    threads = [threading.Thread(target=keep) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert failed == []


def test_a_keyring_configuration_that_cannot_be_loaded_counts_as_no_keychain(monkeypatch):
    import keyring.core

    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    assert keychain_key("https://api.foxapi.cc") == ""


def test_settings_saved_by_notepad_are_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"language": "zh_CN"}', encoding="utf-8-sig")
    assert settings.load(file, {}).language == "zh_CN"


def test_deeply_nested_settings_are_said_to_be_unusable(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("[" * 200_000)
    assert settings.load(file, {}).unusable


def test_true_is_no_limit(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"limits": {"uploads": true}}')
    assert settings.load(file, {}).limits.uploads is not True


@pytest.mark.parametrize("text", ["密钥sk-abcdefgh12345678无效", "key_sk-abcdefgh12345678"])
def test_a_key_behind_a_chinese_character_is_masked(text: str) -> None:
    assert "abcdefgh" not in masked(text)


def test_a_duration_is_an_integer() -> None:
    model = load_catalog().find("sora-2")
    assert model.problems({"prompt": "x", "duration": 4.0})


def test_a_start_frame_s_url_is_a_web_address() -> None:
    model = load_catalog().find("sora-2")
    assert model.problems({"prompt": "x", "image_urls": ["file:///etc/passwd"]})


def test_a_key_that_is_no_text_does_not_end_the_program() -> None:
    key_mark("sk-\udcff0000000", b"salt")
