"""CloudFormation's own functions (`Ref`, `Fn::Sub`, `Fn::If` …), worked out to plain values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from infra.local.errors import TemplateNotUnderstood

_VARIABLE = re.compile(r"\$\{([^}]+)\}")
_MISSING = object()


class Names(Protocol):
    """What the names in a template stand for."""

    def reference(self, name: str) -> Any:
        """The value of a parameter, a pseudo parameter, or a resource's `Ref`."""
        ...

    def attribute(self, logical_id: str, name: str) -> Any:
        """The value of a resource's attribute, as `Fn::GetAtt` gives it."""
        ...

    def condition(self, name: str) -> bool:
        """Whether a named condition holds."""
        ...

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A table of the template's `Mappings`."""
        ...


class Resolver:
    """Works out every intrinsic in a value; what becomes `AWS::NoValue` disappears."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Condition": self._condition,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::Join": lambda a: a[0].join(str(part) for part in self.resolve(a[1])),
            "Fn::If": lambda a: self._resolve(a[1] if self._names.condition(a[0]) else a[2]),
            "Fn::Equals": lambda a: str(self.resolve(a[0])) == str(self.resolve(a[1])),
            "Fn::Not": lambda a: not self.resolve(a[0]),
            "Fn::And": lambda a: all(self.resolve(a)),
            "Fn::Or": lambda a: any(self.resolve(a)),
            "Fn::Select": lambda a: self.resolve(a[1])[int(self.resolve(a[0]))],
            "Fn::Split": lambda a: self.resolve(a[1]).split(a[0]),
            "Fn::FindInMap": self._find_in_map,
            "Fn::ToJsonString": lambda a: json.dumps(self.resolve(a)),
        }

    def resolve(self, value: Any) -> Any:
        """The value with every intrinsic worked out; `None` where nothing is left of it."""
        resolved = self._resolve(value)
        return None if resolved is _MISSING else resolved

    def _resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [item for item in map(self._resolve, value) if item is not _MISSING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if self._is_intrinsic(name, argument):
                return self._apply(name, argument)
        pairs = ((key, self._resolve(item)) for key, item in value.items())
        return {key: item for key, item in pairs if item is not _MISSING}

    @staticmethod
    def _is_intrinsic(name: str, argument: Any) -> bool:
        # A policy statement also has a key "Condition", but a mapping below it.
        if name == "Condition":
            return isinstance(argument, str)
        return name == "Ref" or name.startswith("Fn::")

    def _apply(self, name: str, argument: Any) -> Any:
        function = self._functions.get(name)
        if function is None:
            raise TemplateNotUnderstood(
                f"{name} is not known to the local engine. Use another function in the template, "
                "or teach infra/local/intrinsics.py this one."
            )
        return function(argument)

    def _ref(self, name: str) -> Any:
        return _MISSING if name == "AWS::NoValue" else self._names.reference(name)

    def _condition(self, name: str) -> bool:
        return self._names.condition(name)

    def _get_att(self, argument: Any) -> Any:
        logical_id, name = argument if isinstance(argument, list) else argument.split(".", 1)
        return self._names.attribute(logical_id, name)

    def _find_in_map(self, argument: list[Any]) -> Any:
        name, first, second = (self.resolve(part) for part in argument)
        return self._names.mapping(name)[first][second]

    def _sub(self, argument: Any) -> str:
        text, own = argument if isinstance(argument, list) else (argument, {})
        values = {name: self.resolve(value) for name, value in own.items()}
        return _VARIABLE.sub(lambda match: self._substitute(match[1], values), text)

    def _substitute(self, name: str, values: Mapping[str, Any]) -> str:
        if name.startswith("!"):  # ${!Literal} is CloudFormation's escape
            return "${" + name[1:] + "}"
        if name in values:
            return str(values[name])
        if "." in name:
            return str(self._names.attribute(*name.split(".", 1)))
        return str(self._names.reference(name))
