"""Stock moto lists the folders of its package for every request, to learn which services it has.

That is some two hundred looks at the disk, a fifth of what a request costs.
"""

from __future__ import annotations

from functools import cache


@cache
def apply() -> None:
    """List them once."""
    from moto import backends

    services = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: services
