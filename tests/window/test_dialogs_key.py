"""Asking for the key: the first start, and the settings' page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core import language
from core.foxapi.address import DEFAULT_BASE_URL
from ui import theme
from ui.dialogs.keyform import KeyForm
from ui.dialogs.keys import KeyOutcome
from ui.dialogs.pages.connection import ConnectionPage
from ui.dialogs.question import Question
from ui.dialogs.welcome import Welcome

Key = Qt.Key
KEY = "sk-test-0123456789abcdef"
OTHER = "https://gateway.example"


@pytest.fixture(autouse=True)
def _dark_and_english(qapp: QApplication) -> Iterator[None]:
    assert qapp
    theme.current().choose("dark")
    yield
    language.use("en")


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    page = Welcome(DEFAULT_BASE_URL)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    return page


@pytest.fixture
def page(qtbot: QtBot) -> ConnectionPage:
    page = ConnectionPage(DEFAULT_BASE_URL)
    qtbot.addWidget(page)
    page.resize(560, 480)
    page.show()
    page.set_key_source("keychain")
    return page


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def calls(signal: object) -> list[tuple[object, ...]]:
    heard: list[tuple[object, ...]] = []
    signal.connect(lambda *given: heard.append(given))  # type: ignore[attr-defined]
    return heard


# The two doors


def test_the_caret_is_in_the_field_for_the_key(welcome: Welcome) -> None:
    assert QApplication.focusWidget() is welcome.form.line
    assert welcome.form.line.echoMode() == QLineEdit.EchoMode.Password


def test_a_key_is_pasted_and_given(qtbot: QtBot, welcome: Welcome) -> None:
    given = calls(welcome.key_given)
    QApplication.clipboard().setText(f'Authorization: Bearer "{KEY}"\n')
    click(qtbot, welcome.form.paste)
    assert welcome.form.line.text() == KEY
    click(qtbot, welcome.form.check)
    assert given == [(KEY, DEFAULT_BASE_URL)]


def test_a_key_is_typed_and_given_by_return(qtbot: QtBot, welcome: Welcome) -> None:
    given = calls(welcome.key_given)
    qtbot.keyClicks(welcome.form.line, KEY)
    qtbot.keyClick(welcome.form.line, Key.Key_Return)
    assert given == [(KEY, DEFAULT_BASE_URL)]


def test_an_empty_clipboard_is_said(qtbot: QtBot, welcome: Welcome) -> None:
    QApplication.clipboard().clear()
    click(qtbot, welcome.form.paste)
    assert welcome.form.note.text == "The clipboard holds no text."


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "missing"), ("sk-…abc", "whole"), ("sk-a b", "space"), ("sk-ключ", "characters")],
)
def test_what_can_be_no_key_is_said_before_anything_is_sent(
    qtbot: QtBot, welcome: Welcome, typed: str, said: str
) -> None:
    given = calls(welcome.key_given)
    welcome.form.line.setText(typed)
    click(qtbot, welcome.form.check)
    assert said in welcome.form.note.text
    assert welcome.form.note.tone == "problem"
    assert not given
    qtbot.keyClicks(welcome.form.line, "x")
    assert not welcome.form.note.isVisible()


def test_the_key_is_shown_on_request_only(qtbot: QtBot, welcome: Welcome) -> None:
    form = welcome.form
    assert form.reveal.accessibleName() == "Show the key"
    click(qtbot, form.reveal)
    assert form.line.echoMode() == QLineEdit.EchoMode.Normal
    assert form.reveal.accessibleName() == "Hide the key"
    click(qtbot, form.reveal)
    assert form.line.echoMode() == QLineEdit.EchoMode.Password


def test_while_it_is_checked_nothing_is_given_again(qtbot: QtBot, welcome: Welcome) -> None:
    given = calls(welcome.key_given)
    qtbot.keyClicks(welcome.form.line, KEY)
    click(qtbot, welcome.form.check)
    welcome.show_checking()
    assert welcome.form.check.text() == "Checking…"
    click(qtbot, welcome.form.check)
    qtbot.keyClick(welcome.form.line, Key.Key_Return)
    assert len(given) == 1
    welcome.show_result(KeyOutcome("refused"))
    click(qtbot, welcome.form.check)
    assert len(given) == 2


def test_a_kept_key_is_no_longer_in_the_window(qtbot: QtBot, welcome: Welcome) -> None:
    finished = calls(welcome.finished)
    qtbot.keyClicks(welcome.form.line, KEY)
    click(qtbot, welcome.form.reveal)
    click(qtbot, welcome.form.check)
    welcome.show_checking()
    welcome.show_result(KeyOutcome("kept"))
    assert welcome.form.line.text() == ""
    assert welcome.form.line.echoMode() == QLineEdit.EchoMode.Password
    assert welcome.form.note.tone == "good"
    assert not welcome.form.line.isVisible()
    assert QApplication.focusWidget() is welcome.go_on
    qtbot.keyClick(welcome.go_on, Key.Key_Return)
    assert len(finished) == 1
    welcome.begin()
    assert welcome.form.line.isVisible()
    assert not welcome.go_on.isVisible()
    assert not welcome.form.note.isVisible()


def test_a_key_of_this_session_is_said_plainly(qtbot: QtBot, welcome: Welcome) -> None:
    qtbot.keyClicks(welcome.form.line, KEY)
    click(qtbot, welcome.form.check)
    welcome.show_result(KeyOutcome("session"))
    assert "FOXAPI_API_KEY" in welcome.form.note.text
    assert "until you close" in welcome.form.note.text
    assert welcome.form.note.tone == "warning"
    assert welcome.go_on.isVisible()


def test_a_refused_key_stays_to_be_mended(qtbot: QtBot, welcome: Welcome) -> None:
    qtbot.keyClicks(welcome.form.line, KEY)
    click(qtbot, welcome.form.check)
    welcome.show_result(KeyOutcome("refused"))
    assert welcome.form.line.text() == KEY
    assert "api.foxapi.cc refused" in welcome.form.note.text
    assert not welcome.form.anyway.isVisible()
    assert QApplication.focusWidget() is welcome.form.line


def test_an_unreachable_host_does_not_lose_the_key(qtbot: QtBot, welcome: Welcome) -> None:
    anyway = calls(welcome.kept_anyway)
    qtbot.keyClicks(welcome.form.line, KEY)
    click(qtbot, welcome.form.check)
    welcome.show_result(KeyOutcome("unreachable", "Check the network."))
    assert "Check the network." in welcome.form.note.text
    assert "not checked" in welcome.form.note.text
    click(qtbot, welcome.form.anyway)
    assert anyway == [(KEY, DEFAULT_BASE_URL)]
    qtbot.keyClicks(welcome.form.line, "x")
    assert not welcome.form.anyway.isVisible()


def test_another_base_url_is_under_a_disclosure(qtbot: QtBot, welcome: Welcome) -> None:
    given, form = calls(welcome.key_given), welcome.form
    assert not form.address.isVisible()
    click(qtbot, form.more)
    form.address.line.clear()
    qtbot.keyClicks(form.address.line, "http://gateway.example/v1/")
    qtbot.keyClicks(form.line, KEY)
    click(qtbot, form.check)
    assert "https://" in form.address.note.text
    assert not given
    form.address.line.clear()
    qtbot.keyClicks(form.address.line, f"{OTHER}/v1/")
    qtbot.keyClick(form.address.line, Key.Key_Return)
    assert given == [(KEY, OTHER)]


def test_a_bad_base_url_is_shown_even_if_folded_away(qtbot: QtBot, welcome: Welcome) -> None:
    form = welcome.form
    form.address.line.setText("nonsense")
    qtbot.keyClicks(form.line, KEY)
    click(qtbot, form.check)
    assert form.address.note.isVisible()


def test_the_other_door(qtbot: QtBot, welcome: Welcome) -> None:
    chosen = calls(welcome.demo_chosen)
    click(qtbot, welcome.demo)
    welcome.demo.setFocus()
    qtbot.keyClick(welcome.demo, Key.Key_Return)
    assert len(chosen) == 2


def test_tab_goes_through_both_doors(qtbot: QtBot, welcome: Welcome) -> None:
    form, met = welcome.form, []
    for _ in range(6):
        met.append(QApplication.focusWidget())
        qtbot.keyClick(met[-1], Key.Key_Tab)
    assert met == [form.line, form.reveal, form.paste, form.check, form.more, welcome.demo]


def test_in_a_narrow_window_the_doors_stand_above_each_other(
    qtbot: QtBot, welcome: Welcome
) -> None:
    def above() -> bool:
        return welcome.key_door.geometry().bottom() < welcome.demo_door.geometry().top()

    assert not above()
    welcome.resize(560, 700)
    qtbot.waitUntil(above)


def test_what_was_said_is_said_again_in_the_other_language(
    welcome: Welcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    welcome.show_result(KeyOutcome("session"))
    said = welcome.form.note.text
    source = next(s for c, s in _texts_of(said))
    language.use("zh_CN")
    monkeypatch.setitem(language._texts, ("Key", source), "只保留到关闭为止")
    QApplication.sendEvent(welcome.form.note, QEvent(QEvent.Type.LanguageChange))
    assert welcome.form.note.text == "只保留到关闭为止"


def _texts_of(words: str) -> list[tuple[str, str]]:
    return [("Key", words)]


# The page of the settings


def test_the_key_in_use_is_described(page: ConnectionPage) -> None:
    assert page.key_state.text() == "Kept in the system's keychain"
    page.set_key_source("environment")
    assert "FOXAPI_API_KEY" in page.key_state.text()
    assert not page.replace.isVisible()
    assert not page.forget.isVisible()
    page.set_key_source("session")
    assert page.forget.isVisible()
    page.set_key_source("")
    assert page.replace.text() == "Add a key…"
    assert not page.check.isVisible()


def test_the_balance_is_shown_if_it_is_known(page: ConnectionPage) -> None:
    assert not page.balance.isVisible()
    page.set_balance("$8.00")
    assert page.balance.isVisible()
    assert page.balance.text() == "Balance $8.00"
    page.set_balance("")
    assert not page.balance.isVisible()


def test_the_key_in_use_is_checked(qtbot: QtBot, page: ConnectionPage) -> None:
    wanted = calls(page.check_wanted)
    click(qtbot, page.check)
    assert wanted == [(DEFAULT_BASE_URL,)]
    page.show_checking()
    assert not page.check.isEnabled()
    page.show_result(KeyOutcome("works"))
    assert page.check.isEnabled()
    assert page.outcome.text == "The key works."
    page.show_result(KeyOutcome("works", checked=False))
    assert "did not refuse" in page.outcome.text


def test_the_key_is_replaced(qtbot: QtBot, page: ConnectionPage) -> None:
    given = calls(page.given)
    assert not page.form.isVisible()
    click(qtbot, page.replace)
    qtbot.keyClicks(page.form.line, KEY)
    qtbot.keyClick(page.form.line, Key.Key_Return)
    assert given == [(KEY, DEFAULT_BASE_URL)]
    page.show_checking()
    page.show_result(KeyOutcome("refused"))
    assert page.form.isVisible()
    click(qtbot, page.form.check)
    page.show_result(KeyOutcome("session"))
    assert not page.form.isVisible()
    assert "until you close" in page.outcome.text
    assert page.key_state.text() == "Kept until Foxreel is closed"


def test_a_second_press_puts_the_field_away(qtbot: QtBot, page: ConnectionPage) -> None:
    click(qtbot, page.replace)
    qtbot.keyClicks(page.form.line, KEY)
    click(qtbot, page.replace)
    assert not page.form.isVisible()
    assert page.form.line.text() == ""


def test_forgetting_asks_first(qtbot: QtBot, page: ConnectionPage) -> None:
    forgotten = calls(page.forgotten)
    click(qtbot, page.forget)
    question = page.findChild(Question)
    assert "api.foxapi.cc" in question.heading.text()
    click(qtbot, question.cancel)
    assert not forgotten
    qtbot.waitUntil(lambda: page.findChild(Question) is None)
    click(qtbot, page.forget)
    click(qtbot, page.findChild(Question).confirm)
    assert forgotten == [(DEFAULT_BASE_URL,)]


def test_another_base_url_is_in_force_once_it_is_entered(
    qtbot: QtBot, page: ConnectionPage
) -> None:
    chosen = calls(page.address_chosen)
    page.set_balance("$8.00")
    page.address.line.selectAll()
    qtbot.keyClicks(page.address.line, "HTTPS://Gateway.Example/v1")
    assert not chosen
    qtbot.keyClick(page.address.line, Key.Key_Return)
    assert chosen == [(OTHER,)]
    assert page.address.line.text() == OTHER
    assert page.key_state.text() == "Looking for a key…"
    assert not page.balance.isVisible()
    click(qtbot, page.usual)
    assert chosen[1:] == [(DEFAULT_BASE_URL,)]
    assert not page.usual.isVisible()


def test_a_bad_base_url_never_gets_out(qtbot: QtBot, page: ConnectionPage) -> None:
    chosen = calls(page.address_chosen)
    page.address.line.selectAll()
    qtbot.keyClicks(page.address.line, "http://gateway.example")
    qtbot.keyClick(page.address.line, Key.Key_Return)
    assert not chosen
    assert page.address.note.tone == "problem"
    qtbot.keyClick(page.address.line, Key.Key_Escape)
    assert page.address.line.text() == DEFAULT_BASE_URL
    click(qtbot, page.check)
    assert not chosen


def test_an_empty_base_url_means_foxapis_own(qtbot: QtBot, page: ConnectionPage) -> None:
    chosen = calls(page.address_chosen)
    page.address.line.clear()
    qtbot.keyClick(page.address.line, Key.Key_Return)
    assert page.address.line.text() in ("", DEFAULT_BASE_URL)
    assert not chosen


def test_a_base_url_from_the_environment_is_only_shown(qtbot: QtBot) -> None:
    page = ConnectionPage(OTHER, fixed=True)
    qtbot.addWidget(page)
    page.show()
    assert page.address.line.isReadOnly()
    assert "FOXAPI_BASE_URL" in page.address_hint.text()
    assert not page.usual.isVisible()


def test_no_key_survives_in_a_field_that_is_for_another_host(qtbot: QtBot) -> None:
    form = KeyForm(DEFAULT_BASE_URL)
    qtbot.addWidget(form)
    qtbot.keyClicks(form.line, KEY)
    form.set_address(OTHER)
    assert form.line.text() == ""
