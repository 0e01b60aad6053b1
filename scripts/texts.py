"""Bring the translation files up to date with the texts in the code: `python scripts/texts.py`.

Needs the development tools (scripts/test installs them). New texts appear as unfinished in
resources/translations/*.ts; Qt Linguist, or any editor, finishes them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def update(translations: Path) -> None:
    """Run Qt's lupdate over the code, into one translation file; raises CalledProcessError."""
    sources = [ROOT / "main.py", *sorted((ROOT / "core").rglob("*.py"))]
    sources += sorted((ROOT / "ui").rglob("*.py"))
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    options = ["-no-obsolete", "-locations", "none"]
    subprocess.run(
        [lupdate, *options, *sources, "-ts", translations],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )


if __name__ == "__main__":
    for file in sorted((ROOT / "resources" / "translations").glob("*.ts")):
        update(file)
