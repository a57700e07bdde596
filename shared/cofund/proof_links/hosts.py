"""Which sites a programme accepts as proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.proof_links.urls import Url

if TYPE_CHECKING:
    from cofund.models.points_terms import ProofTerms


def accepts(terms: ProofTerms, url: Url) -> bool:
    """Say whether a link may lead there: the scheme, and the host where hosts are named."""
    if url.scheme not in terms.schemes:
        return False
    if terms.by != "hosts":
        return True
    return any(_fits(pattern, url.host) for pattern in terms.hosts)


def _fits(pattern: str, host: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:])
    return host == pattern
