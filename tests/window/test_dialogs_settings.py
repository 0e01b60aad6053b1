"""The settings: every change is told at once, and only good ones are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core import language
from core.home import Home
from core.nametemplate import DEFAULT
from core.settings import Limits, Settings
from ui import theme
from ui.dialogs.keys import KeyOutcome
from ui.dialogs.settings import SettingsDialog

Key = Qt.Key


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    theme.current().choose("dark")
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget, home: Home) -> SettingsDialog:
    return opened(qtbot, SettingsDialog(Settings(), home, window, environ={}))


def opened(qtbot: QtBot, dialog: SettingsDialog) -> SettingsDialog:
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def heard(dialog: SettingsDialog) -> list[Settings]:
    told: list[Settings] = []
    dialog.changed.connect(told.append)
    return told


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def show_page(qtbot: QtBot, dialog: SettingsDialog, row: int) -> None:
    """Choose a page by a click on its name."""
    place = dialog.list.visualItemRect(dialog.list.item(row)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.pages[row].isVisible()


def test_the_arrow_keys_go_through_the_pages(qtbot: QtBot, dialog: SettingsDialog) -> None:
    assert QApplication.focusWidget() is dialog.list
    for page in dialog.pages[1:]:
        qtbot.keyClick(dialog.list, Key.Key_Down)
        assert page.isVisible()
    qtbot.keyClick(dialog.list, Key.Key_Home)
    assert dialog.connection.isVisible()


def test_done_closes_and_return_does_not(qtbot: QtBot, dialog: SettingsDialog) -> None:
    ends: list[int] = []
    dialog.finished.connect(ends.append)
    qtbot.keyClick(dialog.list, Key.Key_Return)
    qtbot.keyClick(dialog.connection.address.line, Key.Key_Return)
    assert not ends
    click(qtbot, dialog.done_button)
    assert ends == [QDialog.DialogCode.Accepted]


def test_another_base_url_is_told(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told = heard(dialog)
    line = dialog.connection.address.line
    click(qtbot, line)
    line.selectAll()
    qtbot.keyClicks(line, "https://gateway.example")
    qtbot.keyClick(line, Key.Key_Tab)
    assert [settings.base_url for settings in told] == ["https://gateway.example"]


def test_escape_takes_back_what_is_half_typed_first(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told, ends = heard(dialog), []
    dialog.finished.connect(ends.append)
    line = dialog.connection.address.line
    line.selectAll()
    qtbot.keyClicks(line, "https://gatew")
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.text() == Settings().base_url
    assert not ends
    qtbot.keyClick(line, Key.Key_Escape)
    assert ends == [QDialog.DialogCode.Rejected]
    assert not told


def test_keys_go_out_and_outcomes_come_in(qtbot: QtBot, dialog: SettingsDialog) -> None:
    given: list[tuple[str, str]] = []
    dialog.key_given.connect(lambda key, address: given.append((key, address)))
    dialog.set_key_source("")
    click(qtbot, dialog.connection.replace)
    qtbot.keyClicks(dialog.connection.form.line, "sk-test")
    click(qtbot, dialog.connection.form.check)
    assert given == [("sk-test", Settings().base_url)]
    dialog.show_checking()
    dialog.show_result(KeyOutcome("kept"))
    assert dialog.connection.outcome.tone == "good"


def test_a_late_outcome_finds_no_dialog(qtbot: QtBot, window: QWidget, home: Home) -> None:
    dialog = opened(qtbot, SettingsDialog(Settings(), home, window, environ={}))
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Key.Key_Escape)
    dialog.show_checking()
    dialog.show_result(KeyOutcome("kept"))
    dialog.set_key_source("keychain")
    dialog.set_balance("$1")
    dialog.set_theme("dark")


def test_the_folder_for_clips(qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path) -> None:
    told, shown = heard(dialog), []
    dialog.folder_opened.connect(shown.append)
    (tmp_path / "videos").mkdir()
    show_page(qtbot, dialog, 1)
    clips = dialog.clips
    usual = clips.path
    click(qtbot, clips.pick)
    picker = clips.findChild(QFileDialog)
    picker.findChild(QLineEdit, "fileNameEdit").setText(str(tmp_path / "videos"))
    choose = [b for b in picker.findChildren(QPushButton) if b.text().startswith("&Choose")]
    click(qtbot, choose[0])
    assert [settings.output for settings in told] == [str(tmp_path / "videos")]
    assert dialog.about.places[1].path.text() == str(tmp_path / "videos")
    click(qtbot, clips.open)
    assert shown == [str(tmp_path / "videos")]
    click(qtbot, clips.reset)
    assert told[-1].output == ""
    assert clips.path == usual
    assert not clips.reset.isVisible()


def test_limits_by_buttons_keys_and_typing(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told = heard(dialog)
    show_page(qtbot, dialog, 4)
    running, downloads = dialog.limits.steppers["running"], dialog.limits.steppers["downloads"]
    click(qtbot, running.more)
    assert told[-1].limits == Limits(running=9)
    qtbot.keyClick(downloads.number, Key.Key_Up)
    assert told[-1].limits == Limits(running=9, downloads=3)
    running.number.selectAll()
    qtbot.keyClicks(running.number, "64")
    qtbot.keyClick(running.number, Key.Key_Return)
    assert told[-1].limits == Limits(running=64, downloads=3)
    assert not running.more.isEnabled()
    click(qtbot, dialog.limits.usual)
    assert told[-1].limits == Limits()
    assert not dialog.limits.usual.isVisible()
    assert running.value() == 8


def test_limits_stay_between_one_and_sixty_four(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told = heard(dialog)
    show_page(qtbot, dialog, 4)
    click(qtbot, dialog.limits.more)
    sends = dialog.limits.steppers["sends"]
    assert not sends.less.isEnabled()
    qtbot.keyClick(sends.number, Key.Key_Down)
    assert not told
    sends.number.selectAll()
    qtbot.keyClicks(sends.number, "99")
    qtbot.keyClick(sends.number, Key.Key_Return)
    assert all(1 <= settings.limits.sends <= 64 for settings in told)


def test_the_rare_limits_are_folded_away(qtbot: QtBot, dialog: SettingsDialog) -> None:
    show_page(qtbot, dialog, 4)
    assert dialog.limits.steppers["running"].isVisible()
    assert not dialog.limits.steppers["polls"].isVisible()
    click(qtbot, dialog.limits.more)
    assert dialog.limits.steppers["polls"].isVisible()
    click(qtbot, dialog.limits.more)
    assert not dialog.limits.steppers["polls"].isVisible()


def test_theme_and_language_are_told_at_once(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told = heard(dialog)
    show_page(qtbot, dialog, 5)
    click(qtbot, dialog.appearance.theme.buttons()[1])
    assert told[-1].theme == "light"
    dialog.appearance.language.buttons()[0].setFocus()
    qtbot.keyClick(dialog.appearance.language.buttons()[0], Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    assert [settings.language for settings in told[-2:]] == ["en", "zh_CN"]
    assert told[-1].theme == "light"


def test_switching_the_language_keeps_the_focus(
    qtbot: QtBot, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_page(qtbot, dialog, 5)
    button = dialog.appearance.language.buttons()[2]

    def switch(settings: Settings) -> None:
        language.use(settings.language)
        monkeypatch.setitem(language._texts, ("Settings", "Limits"), "并发")
        QApplication.sendEvent(dialog, QEvent(QEvent.Type.LanguageChange))

    dialog.changed.connect(switch)
    click(qtbot, button)
    assert button.hasFocus()
    assert dialog.list.item(4).text() == "并发"
    assert button.text() == "简体中文"


def test_what_the_environment_demands_is_said(qtbot: QtBot, window: QWidget, home: Home) -> None:
    environ = {"FOXREEL_LANG": "zh_CN", "FOXAPI_BASE_URL": "https://gateway.example"}
    settings = Settings(base_url="https://gateway.example")
    dialog = opened(qtbot, SettingsDialog(settings, home, window, environ=environ))
    assert dialog.connection.address.line.isReadOnly()
    show_page(qtbot, dialog, 5)
    assert dialog.appearance.language.value() == "zh_CN"
    assert not dialog.appearance.language.isEnabled()
    assert "FOXREEL_LANG" in dialog.appearance.note.text


def test_a_theme_chosen_elsewhere_is_not_undone(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told = heard(dialog)
    dialog.set_theme("light")
    assert not told
    show_page(qtbot, dialog, 4)
    click(qtbot, dialog.limits.steppers["running"].more)
    assert told[-1].theme == "light"


def test_about_names_versions_and_licences(
    qtbot: QtBot, dialog: SettingsDialog, home: Home
) -> None:
    opened_folders: list[str] = []
    dialog.folder_opened.connect(opened_folders.append)
    show_page(qtbot, dialog, 6)
    about = dialog.about
    click(qtbot, about.copy)
    copied = QApplication.clipboard().text()
    assert "Foxreel 0." in copied
    assert "Qt 6." in copied
    assert about.copy.text() == "Copied"
    qtbot.waitUntil(lambda: about.copy.text() == "Copy")
    rows = about.components.findItems("requests", Qt.MatchFlag.MatchContains)
    assert rows[0].text(1) == "Apache-2.0"
    for place in about.places:
        click(qtbot, place.open)
    assert opened_folders == [str(home.root), str(home.clips), str(home.logs)]


def test_diagnostics_are_asked_for_and_said_to_be_copied(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    asked: list[bool] = []
    dialog.diagnostics_wanted.connect(lambda: asked.append(True))
    show_page(qtbot, dialog, 6)
    button = dialog.about.diagnostics
    assert button.text() == "Copy diagnostics"
    click(qtbot, button)
    assert asked == [True]
    dialog.show_copied()
    assert button.text() == "Copied"
    qtbot.waitUntil(lambda: button.text() == "Copy diagnostics")


def test_licences_follow_the_theme(dialog: SettingsDialog) -> None:
    row = dialog.about.components.topLevelItem(0)
    before = row.foreground(1).color()
    theme.current().choose("light")
    assert row.foreground(1).color() == theme.current().color("muted") != before


# Names, tags, library


def test_a_template_shows_what_it_gives_while_it_is_typed(
    qtbot: QtBot, dialog: SettingsDialog, home: Home
) -> None:
    told = heard(dialog)
    show_page(qtbot, dialog, 2)
    names = dialog.names
    assert names.line.text() == DEFAULT
    assert not names.reset.isVisible()
    click(qtbot, names.line)
    names.line.selectAll()
    qtbot.keyClicks(names.line, "{shot}/{character} {id")
    assert "stands alone" in names.problem.text
    assert names.example.text() == "–"
    assert told == []
    qtbot.keyClicks(names.line, "}")
    assert not names.problem.isVisible()
    assert names.example.text() == f"{home.clips.name} / 03 / Mika 7kq2mwx9dt.mp4"
    assert told == [], "what is half typed is not used yet"
    click(qtbot, dialog.done_button)
    assert [each.name_template for each in told] == ["{shot}/{character} {id}"]


def test_fields_are_inserted_by_a_click_where_the_caret_is(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    told = heard(dialog)
    show_page(qtbot, dialog, 2)
    line = dialog.names.line
    click(qtbot, line)
    line.selectAll()
    qtbot.keyClicks(line, "films/")
    click(qtbot, dialog.names.fields["model"])
    click(qtbot, dialog.names.fields["take"])
    assert line.text() == "films/{model} {take}"
    assert line.hasFocus()
    line.setSelection(len("films/"), len("{model}"))
    click(qtbot, dialog.names.fields["date"])
    assert line.text() == "films/{date} {take}"
    assert told[-1].name_template == "films/{date} {take}"
    click(qtbot, dialog.names.reset)
    assert line.text() == DEFAULT
    assert told[-1] == Settings()
    assert not dialog.names.reset.isVisible()


def test_a_wrong_template_is_never_used(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told = heard(dialog)
    show_page(qtbot, dialog, 2)
    line = dialog.names.line
    click(qtbot, line)
    for wrong in ("{colour}", "../{id}", "", "{take}", "a:b"):
        line.selectAll()
        qtbot.keyClick(line, Key.Key_Delete)
        qtbot.keyClicks(line, wrong)
        assert dialog.names.problem.isVisible(), wrong
        assert line.accessibleDescription() == dialog.names.problem.text
        show_page(qtbot, dialog, 3)
        show_page(qtbot, dialog, 2)
        click(qtbot, line)
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.text() == DEFAULT
    assert dialog.isVisible()
    assert told == []


def test_what_is_written_into_the_file_is_chosen(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told = heard(dialog)
    show_page(qtbot, dialog, 1)
    clips = dialog.clips
    assert clips.tags.isChecked()
    assert clips.tag_prompt.isChecked()
    click(qtbot, clips.tag_prompt)
    assert (told[-1].tags, told[-1].tag_prompt) == (True, False)
    click(qtbot, clips.tags)
    assert (told[-1].tags, told[-1].tag_prompt) == (False, False)
    assert not clips.tag_prompt.isEnabled()
    assert "key" in clips.tags.accessibleDescription()
    clips.tags.setFocus()
    qtbot.keyClick(clips.tags, Key.Key_Space)
    assert told[-1].tags
    assert len(told) == 3


def test_a_folder_to_look_in_is_told(qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path) -> None:
    wanted: list[str] = []
    dialog.import_wanted.connect(wanted.append)
    show_page(qtbot, dialog, 3)
    click(qtbot, dialog.library.look)
    picker = dialog.library.findChild(QFileDialog)
    assert picker is not None
    picker.fileSelected.emit(str(tmp_path))
    picker.close()
    assert wanted == [str(tmp_path)]
