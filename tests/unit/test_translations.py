"""Every text is written twice: English in the code, Simplified Chinese in the translation file."""

from __future__ import annotations

import importlib.util
import itertools
import shutil
import string
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from core.language import TRANSLATIONS

ROOT = Path(__file__).parent.parent.parent
CHINESE = TRANSLATIONS / "foxreel_zh_CN.ts"


def texts_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("texts", ROOT / "scripts" / "texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def messages(file: Path) -> dict[tuple[str, str], str | None]:
    """Return the translation of each text, None where it is missing or unfinished."""
    found: dict[tuple[str, str], str | None] = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            finished = translation.get("type") is None and translation.text
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = translation.text if finished else None
    return found


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the translation file that lupdate has brought up to date."""
    file = tmp_path_factory.mktemp("texts") / CHINESE.name
    shutil.copy(CHINESE, file)
    texts_script().update(file)
    return file


def test_every_text_in_the_code_has_a_chinese_one(fresh: Path) -> None:
    missing = [key for key, text in messages(fresh).items() if not text]
    assert not missing, "run scripts/texts.py and translate these"


def test_the_file_holds_no_text_that_the_code_has_not(fresh: Path) -> None:
    assert set(messages(CHINESE)) == set(messages(fresh))
    assert len(messages(CHINESE)) > 150


def test_placeholders_are_the_same_in_both() -> None:
    for (_, source), text in messages(CHINESE).items():
        assert names(source) == names(text or ""), source


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_chinese_uses_its_own_punctuation() -> None:
    for (_, source), text in messages(CHINESE).items():
        assert text is not None
        for mark in ",;?!":
            beside = [a + b for a, b in itertools.pairwise(text) if mark in (a, b)]
            wrong = [pair for pair in beside if any("\u4e00" <= each <= "\u9fff" for each in pair)]
            assert not wrong, (source, text)
