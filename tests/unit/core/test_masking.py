"""Masking: whatever surrounds a secret, and however it is encoded, it does not stay."""

from __future__ import annotations

import base64
import html
import json
import string
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import masking
from core.masking import MASK, masked, remember, without_keys
from tests.promises import leaks

QUICK = settings(deadline=None, max_examples=150)
SIGNS = "+/=._~!@\"'\\&<>% "
SHAPED = st.text(string.ascii_letters + string.digits + "_-", min_size=8, max_size=60).map(
    lambda rest: f"sk-{rest}"
)
OTHER = st.text(string.ascii_letters + string.digits + SIGNS, min_size=8, max_size=60)
KEYS = SHAPED | OTHER
AROUND = st.text(st.characters(codec="utf-8"), max_size=40)
BYTES_AROUND = st.binary(max_size=40)
WRITTEN: dict[str, Callable[[str], str]] = {
    "plain": str,
    "quote": lambda text: quote(text, safe=""),
    "quote_plus": quote_plus,
    "json": json.dumps,
    "json with characters": lambda text: json.dumps(text, ensure_ascii=False),
    "json with slashes": lambda text: json.dumps(text).replace("/", r"\/"),
    "html": html.escape,
    "repr": lambda text: repr((text,)),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "the url's base64": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
}


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_known", {})


def know(*secrets: str) -> None:
    """Know these secrets, and none from before."""
    masking._known.clear()
    for secret in secrets:
        remember(secret)


@pytest.mark.parametrize("way", list(WRITTEN))
@QUICK
@given(key=KEYS, before=AROUND, after=AROUND)
@example(key="sk-0123456789abcdef", before="", after="")
def test_no_form_of_a_known_key_stays(way: str, key: str, before: str, after: str) -> None:
    know(key)
    write = WRITTEN[way]
    text = f"{before} {write(f'{before}{key}{after}')} {after}"
    for clean in (without_keys(text), masked(text)):
        assert not leaks.found(clean, key)
        assert MASK in clean


@QUICK
@given(key=KEYS, before=BYTES_AROUND, after=BYTES_AROUND)
def test_base64_of_bytes_around_a_key_does_not_keep_it(
    key: str, before: bytes, after: bytes
) -> None:
    know(key)
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        text = encode(before + key.encode() + after).decode()
        assert not leaks.found(masked(f"Basic {text}"), key)


@QUICK
@given(keys=st.lists(KEYS, min_size=1, max_size=4, unique=True), before=AROUND)
def test_every_one_of_several_keys_is_masked(keys: list[str], before: str) -> None:
    know(*keys)
    clean = masked(before + "\n".join(keys))
    assert not any(key in clean.split("\n") for key in keys)


def test_a_key_that_begins_with_another_is_masked_as_a_whole() -> None:
    know("sk-aaaaaaaa", "sk-aaaaaaaa-more")
    assert without_keys("sk-aaaaaaaa-more, sk-aaaaaaaa") == f"{MASK}, {MASK}"


@QUICK
@given(
    key=SHAPED, before=st.sampled_from(["", " ", '"', "Bearer ", "key=", "：", "\n", "%3D", r"\n"])
)
def test_what_has_the_shape_of_a_key_is_masked_unasked(key: str, before: str) -> None:
    assert key not in masked(f"{before}{key}")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Bearer sk-abcdefgh12345678", f"Bearer {MASK}"),
        ('{"key": "sk-abcdefgh12345678"}', f'{{"key": "{MASK}"}}'),
        ("Authorization: Basic dXNlcjpwYXNz", f"Authorization: Basic {MASK}"),
        ("{'Authorization': 'Bearer abc'}", f"{{'Authorization': 'Bearer {MASK}'}}"),
        ("proxy-authorization=Digest xyz", f"proxy-authorization=Digest {MASK}"),
        ("sent Bearer 0a1b2c3d4e5f", f"sent Bearer {MASK}"),
        ("http://me:pass@proxy.example:3128/", f"http://{MASK}@proxy.example:3128/"),
        ("socks5://me@[::1]:9", f"socks5://{MASK}@[::1]:9"),
        (r"https:\/\/me:p\/x", r"https:\/\/me:p\/x"),
        ("http://a:b@c@host/x", f"http://{MASK}@host/x"),
        (
            "https://cdn.example/a/clip.mp4?Expires=17&Signature=aB%2F~x&x",
            f"https://cdn.example/a/clip.mp4?Expires={MASK}&Signature={MASK}&x",
        ),
        ("with url: /clip.mp4?sig=abc (Caused by", f"with url: /clip.mp4?sig={MASK} (Caused by"),
        (r'"https://a.b/c?d=e\u0026sig=f"', f'"https://a.b/c?d={MASK}"'),
        ("https://a.b/c?d=e&amp;sig=f#g=h", f"https://a.b/c?d={MASK}&amp;sig={MASK}#g={MASK}"),
        ("https://a.b/c?0123456789abcdef0123", f"https://a.b/c?{MASK}"),
    ],
)
def test_what_may_be_secret_is_masked_and_the_rest_is_kept(text: str, clean: str) -> None:
    assert masked(text) == clean
    assert masked(clean) == clean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sk-short",
        "a task-unified-1757165031-uyujaw3d",
        "risk-assessment-done, task-0123456789",
        "a bearer of bad news; Bearer authentication is required",
        "Why? Because a=b. What is 3?4:5",
        "mail me@example.org, see https://example.org/a#part and http://127.0.0.1:8080/v1/tasks",
        "HTTPSConnectionPool(host='x', port=443): Read timed out.",
        "狐狸：在雪地里奔跑？是的",
    ],
)
def test_a_text_without_a_secret_is_left_alone(text: str) -> None:
    know("sk-0123456789abcdef")
    assert masked(text) == text


@QUICK
@given(text=st.text(st.characters(), max_size=80).filter(lambda t: not set(t) & set("?@:=")))
def test_without_its_signs_any_text_is_left_alone(text: str) -> None:
    know("sk-0123456789abcdef")
    assert masked(text) == text or "sk-" in text or "earer" in text.lower()


def test_links_from_the_wire_stay_links() -> None:
    know("sk-0123456789abcdef")
    link = '{"url": "https://me:you@cdn.example/a.mp4?sig=sk-lookslikeakey"}'
    assert without_keys(link) == link
    signed = "https://cdn.example/a.mp4?sig=abc"
    assert masked(signed, links=False) == signed


@pytest.mark.parametrize("short", ["", "a", "abcde"])
def test_what_is_too_short_for_a_key_masks_nothing(short: str) -> None:
    know(short)
    assert masked("abcde a") == "abcde a"


@pytest.mark.parametrize("piece", ["/", "a", "?", "?a=", "a://", "://@", "sk-", "Bearer ", "%20"])
def test_long_texts_take_no_time_to_speak_of(piece: str) -> None:
    know("sk-0123456789abcdef")
    masked(piece * 200_000)  # what is quadratic runs into the test's own limit
