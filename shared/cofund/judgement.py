"""The judgement of a claim: all findings and the claimable amount. Pure: same file, same bytes."""

from __future__ import annotations

from cofund.claimable.invoice_facts import invoice_facts
from cofund.claimable.waterfall import run_waterfall
from cofund.models.assessment import Assessment
from cofund.models.claim_file import ClaimFile
from cofund.rules import RULES, Rule, judge


def assess(file: ClaimFile, rules: tuple[Rule, ...] = RULES) -> Assessment:
    """Judge one version of a claim by its programme, its documents and the balances as given.

    By all of today's rules, unless it is an old judgement that is made again.
    """
    findings = judge(file, rules)
    waterfall = run_waterfall(file, findings)
    return Assessment(
        claim_id=file.claim.claim_id,
        version=file.claim.version,
        programme=file.programme.programme,
        programme_version=file.programme.version,
        assessed_at=file.assessed_at,
        findings=findings,
        waterfall=waterfall,
        balances=file.balances,
        invoices=invoice_facts(file, findings, waterfall.claimable),
    )
