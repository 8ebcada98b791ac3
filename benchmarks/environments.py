"""An environment of its own for each program that ours is held against."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class NotInstalledError(Exception):
    """The packages cannot be had; the message is pip's last word."""


def python_with(packages: Sequence[str], folder: Path) -> str:
    """The Python of an environment in *folder* with *packages*, made if it is not there; without packages this one.

    Raises NotInstalledError where pip fails.
    """
    if not packages:
        return sys.executable
    wanted, marker = "\n".join(packages), folder / "installed.txt"
    python = str(folder / "bin" / "python")
    if not marker.exists() or marker.read_text("utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", *packages], capture_output=True, text=True)
        if done.returncode:
            raise NotInstalledError((done.stderr.strip().splitlines() or ["pip fails"])[-1])
        marker.write_text(wanted, encoding="utf-8")
    return python
