"""Stock moto imports all of EC2 (over a second) when Step Functions are first used.

Its state machine interpreter needs one enumeration of `moto.batch.utils`; the package around it
pulls in Batch, which pulls in EC2. We put an empty package in its place, so that only the module
with the enumeration is read.
"""

from __future__ import annotations

import sys
import types
from functools import cache
from importlib.util import find_spec

_PACKAGE = "moto.batch"


@cache
def apply() -> None:
    """Let `moto.batch.utils` be imported without its package."""
    if _PACKAGE in sys.modules:
        return
    spec = find_spec(_PACKAGE)
    assert spec is not None
    package = types.ModuleType(_PACKAGE)
    package.__path__ = list(spec.submodule_search_locations or ())
    sys.modules[_PACKAGE] = package
