"""Templates as written, with their short intrinsics (`!Ref`, `!Sub`): read by libyaml.

The translator's own reader does the same in pure Python, and takes ten times as long.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from samtranslator.yaml_helper import intrinsics_multi_constructor


class _Loader(yaml.CSafeLoader):
    """Knows short intrinsics, and leaves yaml's own loaders alone."""


_Loader.add_multi_constructor("!", intrinsics_multi_constructor)


def read_template(path: Path) -> dict[str, Any]:
    """Give the template at a path."""
    template: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
    return template
