"""How urgently somebody is asked; apart from what they are asked, which is large."""

from typing import Literal

ReviewStage = Literal["first", "reminder", "escalation", "second"]
"""Why a link is issued: the first request, a reminder of it, to the reviewer's stand-in,
to the second approver."""
