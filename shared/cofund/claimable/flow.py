"""A waterfall as it comes about: an amount, and the reasoned steps that led to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cofund.models.assessment import WaterfallStep, WaterfallStepName
from cofund.models.evidence import Evidence
from cofund.money import Money

MAX_EVIDENCE = 50


@dataclass(frozen=True)
class Flow:
    """The waterfall so far: what is left, and the steps that led there."""

    amount: Money
    steps: tuple[WaterfallStep, ...] = ()

    def down_to(
        self,
        step: WaterfallStepName,
        amount: Money,
        *,
        term: str = "",
        source: str = "",
        evidence: Iterable[Evidence] = (),
    ) -> Flow:
        """Add a step to this amount; a step never raises it and never leaves less than zero."""
        after = max(Money.zero(amount.currency), min(self.amount, amount))
        done = WaterfallStep(
            step=step,
            before=self.amount,
            after=after,
            term=term,
            source=source,
            evidence=tuple(evidence)[:MAX_EVIDENCE],
        )
        return Flow(after, (*self.steps, done))

    def at_step(self, step: WaterfallStepName) -> Money:
        """Give the amount after a step."""
        return next(done.after for done in self.steps if done.step == step)
