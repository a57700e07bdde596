"""What outlives a restart of the engine: tables, files, queues, keys, people and sent mail.

Executions of state machines do not: they live in threads. The engine tells the product when it has
restored something, and the product drives its open work on.
"""

from __future__ import annotations

from infra.local.state.directory import StateDirectory
from infra.local.state.keeper import Keeper

__all__ = ["Keeper", "StateDirectory"]
