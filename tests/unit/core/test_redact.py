"""Masking of keys: whatever surrounds one, and however it is encoded."""

from __future__ import annotations

import base64
import string
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.redact import MASK, redact

QUICK = settings(deadline=None, max_examples=200)
SHAPED = st.text(string.ascii_letters + string.digits + "_-", min_size=8, max_size=60).map(
    lambda rest: f"sk-{rest}"
)
# The mask itself holds "sk-", so a key that ends with a part of it could be put together anew.
OTHER = st.text(string.ascii_letters + string.digits + "+/=._~!@", min_size=6, max_size=60)
KEYS = SHAPED | OTHER.filter(lambda key: not {"s", "k"} & {key[-1], key[0]})
AROUND = st.text(st.characters(codec="utf-8"), max_size=40)
BYTES_AROUND = st.binary(max_size=40)


def core_of(key: str, shift: int) -> str:
    """Return those characters of base64 that come from ``key`` alone, ``shift`` bytes before it."""
    bits = "".join(f"{byte:08b}" for byte in key.encode())
    skipped = -shift * 8 % 6
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    whole = (len(bits) - skipped) // 6 * 6
    starts = range(skipped, skipped + whole, 6)
    return "".join(alphabet[int(bits[start : start + 6], 2)] for start in starts)


@QUICK
@given(key=KEYS, shift=st.integers(0, 2))
def test_the_core_of_base64_is_where_it_is_said_to_be(key: str, shift: int) -> None:
    assert core_of(key, shift) in base64.b64encode(b"x" * shift + key.encode() + b"yz").decode()


@QUICK
@given(key=KEYS, before=AROUND, after=AROUND)
def test_a_key_as_it_is_never_stays(key: str, before: str, after: str) -> None:
    masked = redact(before + key + after, [key])
    assert key not in masked
    assert MASK in masked


@QUICK
@given(key=KEYS, before=AROUND, after=AROUND)
def test_a_url_encoded_key_never_stays(key: str, before: str, after: str) -> None:
    for encode in (lambda text: quote(text, safe=""), quote_plus):
        masked = redact(encode(before) + "&key=" + encode(key) + "&" + encode(after), [key])
        assert encode(key) not in masked


@QUICK
@given(key=KEYS, before=BYTES_AROUND, after=BYTES_AROUND)
def test_base64_of_a_text_with_a_key_never_keeps_the_key_s_core(
    key: str, before: bytes, after: bytes
) -> None:
    encoded = base64.b64encode(before + key.encode() + after).decode()
    masked = redact(f"Authorization: Basic {encoded}", [key])
    for shift in range(3):
        assert core_of(key, shift) not in masked


@QUICK
@given(key=SHAPED, before=BYTES_AROUND, after=BYTES_AROUND)
def test_the_url_s_base64_is_masked_too(key: str, before: bytes, after: bytes) -> None:
    encoded = base64.urlsafe_b64encode(before + key.encode() + after).decode()
    masked = redact(encoded, [key])
    assert core_of(key, len(before) % 3) not in masked


@QUICK
@given(keys=st.lists(KEYS, min_size=1, max_size=4), before=AROUND)
def test_every_one_of_several_keys_is_masked(keys: list[str], before: str) -> None:
    masked = redact(before + " ".join(keys), keys)
    assert not any(key in masked.split(" ") for key in keys)


@QUICK
@given(key=SHAPED, before=st.sampled_from(["", " ", '"', "Bearer ", "key=", "：", "\n"]))
def test_what_has_the_shape_of_a_key_is_masked_unasked(key: str, before: str) -> None:
    assert key not in redact(f"{before}{key}")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Bearer sk-abcdefgh12345678", f"Bearer {MASK}"),
        ('{"key": "sk-abcdefgh12345678"}', f'{{"key": "{MASK}"}}'),
        ("sk-short", "sk-short"),
        ("a task-unified-1757165031-uyujaw3d", "a task-unified-1757165031-uyujaw3d"),
        ("risk-assessment-done", "risk-assessment-done"),
        ("", ""),
    ],
)
def test_only_what_has_the_shape_of_a_key_is_taken_for_one(text: str, masked: str) -> None:
    assert redact(text) == masked


@QUICK
@given(text=st.text(st.characters(), max_size=60).filter(lambda text: "sk-" not in text))
def test_a_text_without_a_key_is_left_alone(text: str) -> None:
    assert redact(text, ["sk-0123456789abcdef"]) == text


@pytest.mark.parametrize("short", ["", "a", "abcde"])
def test_what_is_too_short_for_a_key_masks_nothing(short: str) -> None:
    assert redact("abcde a", [short]) == "abcde a"
