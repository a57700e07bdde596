"""The check of a proof link, apart from all other steps: it knows no office, no book, no person."""

from __future__ import annotations

from collections.abc import Callable

from cofund.errors import NotFound, TryAgain
from cofund.models.programme import Programme
from cofund.models.proofs import ProofSeen, ProofTask
from cofund.proof_links.checking import Network, check_link

PASSING = frozenset({"out_of_reach", "too_slow"})
"""What may be better in a moment: the workflow tries again, and then a person looks."""


def check_proof_link(
    task: ProofTask, *, programme: Programme, network: Network, now: Callable[[], float]
) -> ProofSeen:
    """Look where a link leads; it knows the link and the programme's terms, and no more.

    Raises:
        NotFound: the programme gives no points for this.
        TryAgain: the site does not answer at this moment.
    """
    terms = programme.points
    if terms is None or task.earned_by not in terms.earned_by:
        raise NotFound("the programme gives no points for this")
    proof = terms.earned_by[task.earned_by].proof
    seen = check_link(task.link, proof, network=network, now=now)
    if seen.verdict in PASSING:
        raise TryAgain(f"the link is {seen.verdict}")
    return seen
