"""What a resource's creator is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.local.site import Site
from infra.local.template import Template


@dataclass(frozen=True)
class Wanted:
    """A resource to make: every intrinsic of its properties is worked out."""

    logical_id: str
    name: str
    """The physical name it gets where the template gives none."""
    properties: Mapping[str, Any]
    template: Template


@dataclass(frozen=True)
class Created:
    """A made resource: what `Ref` and `Fn::GetAtt` say about it."""

    reference: str
    attributes: Mapping[str, str] = field(default_factory=dict)


Creator = Callable[[Wanted, Site], Created]
