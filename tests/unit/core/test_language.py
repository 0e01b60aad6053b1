"""Which language is spoken, and reading Qt Linguist files."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import language

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Help</name>
    <message><source>Try again.</source><translation>请重试。</translation></message>
    <message>
        <source>The disk is full &amp; more.</source>
        <translation>磁盘已满 &amp; 更多。</translation>
    </message>
    <message><source>Draft</source><translation type="unfinished">草稿</translation></message>
    <message><source>Old</source><translation type="vanished">旧</translation></message>
    <message><source>Older</source><translation type="obsolete">更旧</translation></message>
    <message><source>Empty</source><translation></translation></message>
    <message><source>None</source></message>
</context>
<context>
    <name>State</name>
    <message><source>Try again.</source><translation>再来</translation></message>
</context>
</TS>
"""


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "foxreel_zh_CN.ts").write_text(TS, "utf-8")
    monkeypatch.setattr(language, "TRANSLATIONS", tmp_path)
    return tmp_path


def test_only_finished_texts_are_read(translations: Path) -> None:
    assert language.read_translations(translations / "foxreel_zh_CN.ts") == {
        ("Help", "Try again."): "请重试。",
        ("Help", "The disk is full & more."): "磁盘已满 & 更多。",
        ("State", "Try again."): "再来",
    }


@pytest.mark.usefixtures("translations")
def test_a_text_is_translated_in_its_context() -> None:
    language.use("zh_CN")
    assert language.current() == "zh_CN"
    assert language.translate("Help", "Try again.") == "请重试。"
    assert language.translate("State", "Try again.") == "再来"


@pytest.mark.usefixtures("translations")
def test_what_is_not_translated_stays_english() -> None:
    language.use("zh_CN")
    assert language.translate("Help", "Draft") == "Draft"
    assert language.translate("Help", "Nobody wrote this") == "Nobody wrote this"
    assert language.translate("Other", "Try again.") == "Try again."


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize("name", ["en", "de", "", "zh", "../secret"])
def test_switching_to_english_or_to_an_unknown_language_gives_english(name: str) -> None:
    language.use("zh_CN")
    language.use(name)
    assert language.current() == "en"
    assert language.translate("Help", "Try again.") == "Try again."


@pytest.mark.parametrize(
    ("wish", "chosen"),
    [
        *(("zh_CN", "zh_CN"), ("zh", "zh_CN"), ("ZH-cn", "zh_CN"), (" zh ", "zh_CN")),
        *(("en", "en"), ("en_GB", "en"), ("de", "en"), ("azh", "en")),
    ],
)
def test_foxreel_lang_decides(wish: str, chosen: str) -> None:
    for system in ("zh_CN.UTF-8", "en_US.UTF-8"):
        environ = {"FOXREEL_LANG": wish, "LANG": system}
        assert language.choose(environ, "zh_CN") == chosen
        assert language.choose(environ, "en") == chosen


def test_the_person_s_setting_comes_before_the_system() -> None:
    assert language.choose({"LANG": "zh_CN.UTF-8"}, "en") == "en"
    assert language.choose({"LANG": "en_US.UTF-8"}, "zh_CN") == "zh_CN"
    assert language.choose({"FOXREEL_LANG": " ", "LANG": "en_US"}, "zh_CN") == "zh_CN"


@pytest.mark.parametrize(
    ("environ", "chosen"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN"}, "zh_CN"),
    ],
)
def test_the_locale_is_read_in_the_usual_order(environ: dict[str, str], chosen: str) -> None:
    assert language.choose(environ) == chosen


@pytest.mark.parametrize(
    ("system", "chosen"),
    [("zh_CN", "zh_CN"), ("Chinese (Simplified)_China", "zh_CN"), ("en_US", "en"), (None, "en")],
)
def test_without_variables_the_system_s_locale_is_asked(
    monkeypatch: pytest.MonkeyPatch, system: str | None, chosen: str
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda *_: (system, "UTF-8"))
    assert language.choose({}) == chosen


def test_marking_a_text_for_translation_does_not_change_it() -> None:
    assert language.QT_TRANSLATE_NOOP("Help", "Try again.") == "Try again."
