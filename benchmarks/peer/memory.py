"""The most memory that this process has held."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """MB of 10^6 bytes.

    Linux counts in ``getrusage`` what the parent held when it started this process, but not in VmHWM.
    """
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1_000_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, units of 1024 bytes elsewhere
    return peak * (1 if sys.platform == "darwin" else 1024) / 1_000_000
