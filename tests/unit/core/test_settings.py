"""Settings are read with patience: whatever is unusable has its default."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.foxapi.address import DEFAULT_BASE_URL
from core.nametemplate import DEFAULT, template_problem
from core.settings import THEMES, Delivery, Limits, Settings, load, save

QUICK = hypothesis_settings(deadline=None, max_examples=100)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def loaded(tmp_path: Path, stored: Any, **environ: str) -> Settings:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(stored), "utf-8")
    return load(file, environ)


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    settings = load(tmp_path / "absent.json", {})
    assert settings == Settings(DEFAULT_BASE_URL, "", "", Limits(2, 1, 8, 3, 2))
    assert DEFAULT_BASE_URL == "https://api.foxapi.cc"


def test_what_is_stored_is_used(tmp_path: Path) -> None:
    stored = {
        "base_url": " https://gateway.example.com ",
        "output": "/videos/狐",
        "language": "zh_CN",
        "limits": {"uploads": 1, "downloads": 5},
        "theme": "dark",
        "name_template": "{date}/{prompt}",
        "tags": True,
        "tag_prompt": False,
    }
    settings = loaded(tmp_path, stored)
    assert settings.theme == "dark"
    assert settings.delivery == Delivery("{date}/{prompt}", tags=True, tag_prompt=False)
    assert settings.base_url == "https://gateway.example.com"
    assert settings.output == "/videos/狐"
    assert settings.language == "zh_CN"
    assert settings.limits == Limits(uploads=1, downloads=5)


def test_the_environment_overrides_the_base_url(tmp_path: Path) -> None:
    stored = {"base_url": "https://stored.example.com"}
    assert loaded(tmp_path, stored, FOXAPI_BASE_URL=" https://a.b ").base_url == "https://a.b"
    assert loaded(tmp_path, stored, FOXAPI_BASE_URL=" ").base_url == stored["base_url"]
    assert loaded(tmp_path, {}, FOXAPI_BASE_URL="not checked here").base_url == "not checked here"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe\x00", b"\0" * 100, b'{"limits": [1, 2]}'],
)
def test_a_damaged_file_is_said_to_be_unusable(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    settings = load(file, {})
    assert settings.unusable
    assert settings == Settings(unusable=settings.unusable)


def test_a_folder_in_its_place_is_said_to_be_unusable(tmp_path: Path) -> None:
    assert load(tmp_path, {}) == Settings(unread="folder")


def test_no_file_is_nothing_wrong(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json", {}) == Settings()


def test_what_cannot_be_used_is_named(tmp_path: Path) -> None:
    stored = {"base_url": 5, "base-url": "x", "limits": {"polls": "many", "sends": 2}}
    settings = loaded(tmp_path, stored)
    assert set(settings.unusable) == {"base_url", "base-url", "limits.polls"}
    assert settings.limits == Limits(sends=2)


@pytest.mark.parametrize("wrong", [0, -1, 2.5, "4", None, [], {}])
def test_a_limit_that_is_none_has_its_default(tmp_path: Path, wrong: object) -> None:
    assert loaded(tmp_path, {"limits": {"running": wrong}}).limits == Limits()


def test_a_limit_is_64_at_most(tmp_path: Path) -> None:
    limits = loaded(tmp_path, {"limits": {"running": 10**9, "polls": 64, "other": 3}}).limits
    assert limits == Limits(running=64, polls=64)


@QUICK
@given(
    stored=JSON
    | st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("base_url", "output", "language", "theme"), JSON),
            **dict.fromkeys(("name_template", "tags", "tag_prompt"), JSON),
            "limits": JSON
            | st.dictionaries(st.sampled_from(["uploads", "running", "polls"]), JSON),
        },
    )
)
def test_any_json_gives_usable_settings(stored: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = loaded(Path(folder), stored)
    assert settings.base_url
    assert settings.theme in THEMES
    assert all(
        isinstance(text, str) for text in (settings.base_url, settings.output, settings.language)
    )
    assert template_problem(settings.name_template) is None
    assert {settings.tags, settings.tag_prompt} <= {True, False}
    limits = settings.limits
    for limit in (limits.uploads, limits.sends, limits.running, limits.polls, limits.downloads):
        assert 1 <= limit <= 64


@pytest.mark.parametrize("wrong", ["", "Dark", "blue", None, 1, ["dark"], {}])
def test_a_theme_that_is_none_is_named_and_the_system_s_is_used(
    tmp_path: Path, wrong: object
) -> None:
    settings = loaded(tmp_path, {"theme": wrong})
    assert settings == Settings(unusable=("theme",))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *(("name_template", each) for each in ("", "../{id}", "{colour}", "{take}", 3, None)),
        *(("tags", each) for each in ("yes", 1, None)),
        ("tag_prompt", 0),
    ],
)
def test_names_and_tags_that_are_none_are_named(tmp_path: Path, name: str, wrong: object) -> None:
    assert loaded(tmp_path, {name: wrong}) == Settings(unusable=(name,))


# Saving

TEXT = st.text(st.characters(codec="utf-8") | st.characters(categories=["Cs"]), max_size=20).map(
    str.strip
)
LIMIT = st.integers(1, 64)
SETTINGS = st.builds(
    Settings,
    base_url=TEXT.filter(bool),
    output=TEXT,
    language=TEXT,
    limits=st.builds(Limits, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT),
    theme=st.sampled_from(THEMES),
    name_template=st.sampled_from([DEFAULT, "{id}", "{date}/{prompt} 狐"]),
    tags=st.booleans(),
    tag_prompt=st.booleans(),
)


def written(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


@QUICK
@given(chosen=SETTINGS, before=SETTINGS)
def test_what_is_saved_is_loaded_whatever_was_there(chosen: Settings, before: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        save(file, before, {})
        save(file, chosen, {})
        assert load(file, {}) == chosen
        assert [each.name for each in Path(folder).iterdir()] == ["settings.json"]


@QUICK
@given(
    chosen=SETTINGS,
    others=st.dictionaries(st.text(min_size=1), JSON, max_size=4),
    limits=st.dictionaries(st.text(min_size=1), JSON, max_size=3),
)
def test_entries_that_are_no_setting_stay(
    chosen: Settings, others: dict[str, Any], limits: dict[str, Any]
) -> None:
    own = {"base_url", "output", "language", "theme", "limits", *vars(Limits())}
    others = json.loads(json.dumps({f"x{n}": v for n, v in others.items() if n not in own}))
    limits = json.loads(json.dumps({f"x{n}": v for n, v in limits.items() if n not in own}))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        file.write_text(json.dumps({**others, "limits": limits, "theme": "no theme"}), "utf-8")
        save(file, chosen, {})
        stored = written(file)
        kept = {n: v for n, v in stored.items() if n.startswith("x")}
        assert repr(kept) == repr(others)  # NaN is not equal to itself
        more = {n: v for n, v in stored.get("limits", {}).items() if n.startswith("x")}
        assert repr(more) == repr(limits)


def test_only_what_differs_from_the_defaults_is_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save(file, Settings(theme="dark", limits=Limits(running=3)), {})
    assert written(file) == {"theme": "dark", "limits": {"running": 3}}
    save(file, Settings(), {})
    assert written(file) == {}


def test_a_person_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save(file, Settings(output="/视频/狐狸"), {})
    assert file.read_text("utf-8") == '{\n  "output": "/视频/狐狸"\n}\n'


def test_a_folder_whose_name_is_no_text_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save(file, Settings(output="/clips/\udcff"), {})
    assert load(file, {}).output == "/clips/\udcff"


def test_the_environment_s_base_url_is_not_taken_for_a_choice(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    environ = {"FOXAPI_BASE_URL": " https://env.example.com "}
    save(file, load(file, environ), environ)
    assert written(file) == {}
    file.write_text('{"base_url": "https://stored.example.com"}')
    settings = load(file, environ)
    assert settings.base_url == "https://env.example.com"
    save(file, settings, environ)
    assert written(file) == {"base_url": "https://stored.example.com"}
    save(file, Settings("https://chosen.example.com"), environ)
    assert written(file) == {"base_url": "https://chosen.example.com"}


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe\x00"])
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    save(file, Settings(theme="light"), {})
    assert load(file, {}) == Settings(theme="light")
    assert (tmp_path / "settings.json.unusable").read_bytes() == content


def test_a_file_that_cannot_be_written_is_said_and_stays(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        save(tmp_path / "nowhere" / "settings.json", Settings(theme="dark"), {})
