"""Which pages' scripts may talk to a bucket: the bucket's own CORS rules, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class CorsRule:
    """One rule of a bucket."""

    origins: tuple[str, ...]
    methods: tuple[str, ...]
    headers: tuple[str, ...]
    exposed: tuple[str, ...]
    max_age_seconds: int | None


def allowed(
    rules: Iterable[CorsRule], *, origin: str, method: str, asked_headers: Sequence[str]
) -> CorsRule | None:
    """The first rule that lets a page of `origin` send such a request."""
    for rule in rules:
        if (
            _matches(rule.origins, origin)
            and method in rule.methods
            and all(_matches(rule.headers, name.lower()) for name in asked_headers)
        ):
            return rule
    return None


def answer_headers(rule: CorsRule, *, origin: str, asked_headers: str) -> Mapping[str, str]:
    """The headers that tell the browser so."""
    headers = {
        "Access-Control-Allow-Origin": "*" if rule.origins == ("*",) else origin,
        "Access-Control-Allow-Methods": ", ".join(rule.methods),
        "Vary": "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    }
    if asked_headers:
        headers["Access-Control-Allow-Headers"] = asked_headers
    if rule.exposed:
        headers["Access-Control-Expose-Headers"] = ", ".join(rule.exposed)
    if rule.max_age_seconds is not None:
        headers["Access-Control-Max-Age"] = str(rule.max_age_seconds)
    return headers


def _matches(patterns: Iterable[str], value: str) -> bool:
    """Rules may hold one `*` each; headers are compared without case."""
    return any(fnmatchcase(value, pattern) or value == pattern.lower() for pattern in patterns)
