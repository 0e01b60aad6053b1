"""Write requirements.txt and requirements-dev.txt anew from pyproject.toml.

`python3 scripts/lock.py` keeps the locked versions that still fit; `--upgrade` takes the newest.
The files name no index and no host: where packages come from is the machine's own affair.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# One answer for every platform and every Python that pyproject.toml allows, told apart by markers.
# Fewest: one version of a package for all of them wherever there is one.
OPTIONS = ("--universal", "--fork-strategy", "fewest", "--python-version", "3.11")
FORM = ("--generate-hashes", "--no-annotate", "--no-header", "--quiet")


def main(options: list[str]) -> None:
    """Resolve everything first, so that the runtime's versions are those that are tested."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--root-user-action=ignore"]
        subprocess.run([*pip, "--target", folder, "uv"], check=True)
        os.environ["PYTHONPATH"] = folder
        resolve("requirements-dev.txt", "--group", "dev", *options)
        resolve("requirements.txt", "--constraint", "requirements-dev.txt")


def resolve(output: str, *options: str) -> None:
    """Write one file of `name==version` lines with hashes."""
    uv = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--output-file", output]
    subprocess.run([*uv, *OPTIONS, *FORM, *options], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
