"""The window's style sheet: a template over the tokens and text sizes of ``ui.theme``.

Focus is a ring of 2 px. A control keeps room for it, so that nothing moves when it appears.
"""

STYLE_SHEET = """
* { font-size: ${body_px}px; }
QWidget { color: $text; }
QMainWindow, QDialog { background: $surface; }
QMainWindow > QWidget#ground { background: $bg; }
QFrame[role="column"] { background: $surface; }
QFrame[role="bar"] { background: $bg; border: none; }
QFrame[role="card"] { background: $raised; border-radius: 10px; }
QFrame[role="door"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="banner"] { background: $raised; border-radius: 10px; }
QFrame[role="chip"] { background: $raised; border-radius: 14px; }
QFrame[role="popup"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="upright"] { background: $line; border: none; max-width: 1px; min-width: 1px; }
QFrame[role="toast"] { background: $text; border-radius: 10px; }
QFrame[role="toast"] QLabel { color: $bg; }
QFrame[role="toast"] QPushButton {
    color: $bg; background: transparent; border: 2px solid transparent; font-weight: 600;
    text-decoration: underline;
}
QFrame[role="toast"] QPushButton:focus { border-color: $bg; }
QFrame[role="toast"] QPushButton:hover { background: transparent; border-color: transparent; }
QFrame[role="toast"] QToolButton:hover, QFrame[role="toast"] QToolButton:focus {
    background: transparent; border-color: $bg;
}
QToolTip { color: $text; background: $raised; border: 1px solid $line; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[role="heading"] { font-size: ${heading_px}px; font-weight: 600; }
QLabel[role="empty"] { font-size: ${empty_px}px; color: $text; }
QLabel[role="secondary"] { font-size: ${small_px}px; color: $muted; }
QLabel[role="problem"] { font-size: ${small_px}px; color: $bad; }
QLabel[role="warning"] { font-size: ${small_px}px; color: $warning; }
QLabel[role="good"] { font-size: ${small_px}px; color: $good; }
QLabel[role="secondary"]:disabled, QLabel[role="choice"]:disabled { color: $field; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="link"] { color: $info; }

QPushButton {
    background: $raised; border: 2px solid $raised; border-radius: 6px;
    padding: 5px 12px; min-height: 18px;
}
QPushButton:hover { border-color: $line; }
QPushButton:pressed { background: $line; border-color: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $field; }
QPushButton[role="primary"] {
    background: $accent; border-color: $accent; color: $on_accent;
    font-weight: 600; padding: 9px 16px;
}
QPushButton[role="primary"]:hover { border-color: $on_accent; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $raised; border-color: $raised; color: $field; }
QPushButton[role="primary"][busy="true"] {
    background: $raised; border-color: $raised; color: $muted;
}
QPushButton[role="danger"] { color: $bad; }
QPushButton[role="primary"][compact="true"] { padding: 5px 12px; }
QFrame[role="card"] QPushButton[role=""], QFrame[role="card"] QPushButton[role="danger"] {
    background: transparent; border-color: $line;
}
QFrame[role="card"] QPushButton[role=""]:hover,
QFrame[role="card"] QPushButton[role="danger"]:hover {
    border-color: $field;
}
QFrame[role="card"] QPushButton[role=""]:focus,
QFrame[role="card"] QPushButton[role="danger"]:focus {
    border-color: $accent;
}
QPushButton[role="quiet"], QToolButton {
    background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 4px;
}
QPushButton[role="quiet"] { padding: 5px 10px; }
QPushButton[role="quiet"]:hover, QToolButton:hover { background: $raised; }
QPushButton[role="quiet"]:pressed, QToolButton:pressed { background: $line; }
QPushButton[role="quiet"]:focus, QToolButton:focus { border-color: $accent; }
QPushButton[role="quiet"]:checked, QToolButton:checked { background: $raised; }
QToolButton::menu-indicator { image: none; }
QFrame[role="banner"] QPushButton { background: $surface; border-color: $surface; }
QFrame[role="banner"] QPushButton[role="quiet"] { background: transparent; border-color: $raised; }
QFrame[role="banner"] QPushButton:hover { border-color: $line; }
QFrame[role="banner"] QPushButton:focus { border-color: $accent; }
QPushButton[role="chip"] {
    background: transparent; border: 2px solid transparent; border-radius: 14px;
    padding: 3px 10px; color: $muted;
}
QPushButton[role="chip"]:hover { background: $raised; }
QPushButton[role="chip"]:checked { background: $raised; color: $text; }
QPushButton[role="chip"]:focus { border-color: $accent; }

QPushButton[role="mention"] {
    background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 0 4px;
    color: $info; font-size: ${small_px}px; min-height: 16px;
}
QPushButton[role="mention"]:hover { background: $raised; }
QPushButton[role="mention"]:disabled { color: $muted; }
QToolButton[role="over"] { background: $surface; padding: 1px; }
QToolButton[role="over"]:hover { background: $raised; }

QPushButton[role="add-chip"] { border-radius: 15px; padding: 4px 10px; }

QPushButton[role="disclosure"] {
    background: transparent; border: 2px solid transparent; border-radius: 6px;
    padding: 3px 6px 3px 0; margin-left: -4px; color: $muted; text-align: left;
}
QPushButton[role="disclosure"]:hover { color: $text; }
QPushButton[role="disclosure"]:focus { border-color: $accent; }

QFrame[role="segments"] { background: $raised; border-radius: 8px; }
QPushButton[role="segment"] {
    background: transparent; border: 2px solid transparent; border-radius: 6px;
    padding: 3px 6px; color: $muted;
}
QPushButton[role="segment"]:hover { color: $text; }
QPushButton[role="segment"]:checked { background: $surface; color: $text; font-weight: 600; }
QPushButton[role="segment"]:focus { border-color: $accent; }
QPushButton[role="segment"]:disabled { color: $field; background: transparent; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $surface; border: 1px solid $field; border-radius: 6px;
    padding: 6px 8px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: 5px 7px;
}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $field; }
QTextEdit[role="prompt"] { font-size: ${large_px}px; padding: 6px 4px 6px 6px; }
QTextEdit[role="prompt"]:focus { padding: 5px 3px 5px 5px; }
QPlainTextEdit[role="code"] { font-family: monospace; font-size: ${small_px}px; }
QAbstractSpinBox[role="stepper"] {
    border: 2px solid transparent; background: $surface; padding: 3px 4px;
}
QAbstractSpinBox[role="stepper"]:focus { border-color: $accent; padding: 3px 4px; }
QAbstractSpinBox[role="stepper"]::up-button,
QAbstractSpinBox[role="stepper"]::down-button {
    width: 0; border: none;
}
QAbstractSpinBox[role="stepper"][idle="true"] { background: transparent; color: $muted; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
    background: transparent; border: none; padding: 0;
}
QTextEdit[role="reading"] {
    background: transparent; border: 2px solid transparent; padding: 0; font-size: ${large_px}px;
}
QTextEdit[role="reading"]:focus { border: 2px solid $accent; padding: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: none; }
QComboBox QAbstractItemView::item:selected { background: $raised; color: $text; }
QCheckBox { spacing: 8px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 6px; }

QTableView, QListView { background: $surface; border: none; outline: none; }
QListWidget[role="pages"] { background: $bg; padding: 12px 8px; }
QListWidget[role="pages"]::item { padding: 8px; border-radius: 6px; border: 2px solid transparent; }
QListWidget[role="pages"]::item:selected { background: $raised; color: $text; }
QListWidget[role="pages"]::item:focus { border-color: $accent; }
QTreeView[role="list"] {
    background: $surface; border: 1px solid $line; border-radius: 6px; padding: 4px; outline: none;
}
QTreeView[role="list"]:focus { border: 2px solid $accent; padding: 3px; }
QTreeView[role="list"]::item { padding: 4px; }
QTreeView[role="list"]::item:selected { background: $raised; color: $text; }
QTableView[role="rows"] { selection-background-color: transparent; selection-color: $text; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical {
    background: $line; border-radius: 4px; min-height: 32px; margin: 1px;
}
QScrollBar::handle:vertical:hover { background: $field; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal {
    background: $line; border-radius: 4px; min-width: 32px; margin: 1px;
}
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $bg; }
QSplitter::handle:hover { background: $line; }
QSlider::groove:horizontal { background: $line; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $text; width: 12px; height: 12px; margin: -4px 0; border-radius: 6px;
}
QSlider:focus { border: 2px solid $accent; border-radius: 6px; }

QFrame[role="transport"] QLabel { color: $on_video; font-size: ${small_px}px; }
QFrame[role="transport"] QToolButton { color: $on_video; }
QFrame[role="transport"] QToolButton:hover, QFrame[role="transport"] QToolButton:pressed {
    background: $video_line;
}
QFrame[role="transport"] QToolButton:checked { background: $video_raised; }
QFrame[role="transport"] QToolButton:focus { border-color: $video_accent; }
QFrame[role="transport"] QSlider { min-height: 16px; border: 2px solid transparent; }
QFrame[role="transport"] QSlider:focus { border-color: $video_accent; }
QFrame[role="transport"] QSlider::groove:horizontal { background: $video_line; }
QFrame[role="transport"] QSlider::sub-page:horizontal { background: $video_accent; }
QFrame[role="transport"] QSlider::handle:horizontal { background: $on_video; }
QFrame[role="transport"] QSlider::sub-page:horizontal:disabled { background: $video_line; }
QFrame[role="transport"] QSlider::handle:horizontal:disabled { background: $video_line; }
QPushButton[role="on_video"] {
    background: transparent; border-color: $video_line; color: $on_video;
}
QPushButton[role="on_video"]:hover { border-color: $on_video; }
QPushButton[role="on_video"]:focus { border-color: $video_accent; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $field; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 8px 12px;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 6px; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar[role="large"] { max-height: 6px; min-height: 6px; border-radius: 3px; }
QProgressBar[role="large"]::chunk { border-radius: 3px; }
"""
