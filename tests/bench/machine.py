"""What was measured on: no figure means anything without it."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

GIBIBYTE = 1024**3


@dataclass(frozen=True)
class Machine:
    """The machine and the moment of a measurement."""

    day: str
    cores: int
    processor: str
    memory_gb: int
    system: str
    python: str
    load: float
    """How many other programs wanted a core when it began: above the cores, times are too long."""


def this_machine() -> Machine:
    """Give this machine, now."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(
        day=datetime.now(UTC).date().isoformat(),
        cores=os.cpu_count() or 1,
        processor=_processor(),
        memory_gb=round(memory / GIBIBYTE),
        system=platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        python=platform.python_version(),
        load=round(os.getloadavg()[0], 1),
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
