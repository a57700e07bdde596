"""A corrected claim is judged anew, and more is held for it where more is claimable."""

from __future__ import annotations

from cofund.steps.office import Office


def settle_corrections(claim_id: str, version: int, *, office: Office) -> None:
    """Judge a version with its corrections and raise its hold; what is done already stays.

    A claim that has left its reviewer meanwhile is left as it is.

    Raises:
        TryAgain: another claim took money in between; trying again sees what is left.
    """
    if not office.corrections.unjudged(claim_id, version):
        return
    from cofund.steps.holding import raise_hold
    from cofund.steps.judging import judge_corrected  # all rules, which pages else do without

    number = len(office.corrections.of(claim_id, version))
    claim = office.claims.get(claim_id)
    if (claim.version, claim.state) == (version, "in_review"):
        judge_corrected(office.claims.version(claim_id, version), corrections=number, office=office)
        raise_hold(claim_id, version, number=number, office=office)
    office.corrections.judged(claim_id, version, number=number)
