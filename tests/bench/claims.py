"""Claims through the real pages and the whole workflow: one after another, then many at once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from cofund.aws import wiring
from cofund.aws.live_office import LiveOffice
from cofund.cli.browsing import Browser, UnexpectedAnswer
from cofund.cli.engine import set_clock
from cofund.cli.seed import SAME_FOR_ALL
from cofund.cli.visits import (
    CODE,
    LINK,
    Draft,
    approve,
    draft_claim,
    found_last,
    open_review,
    sign_in,
    submit_draft,
)
from cofund.models.ledger import payout_event_id
from cofund.models.payout import Acknowledgement, PayoutApproved
from cofund.payout import read_payload
from cofund.steps.operating import audit_ledger
from cofund.steps.reviewing import judged
from cofund.steps.seeding import seed
from tests.bench.figures import WRONG, Figure, Stopwatch
from tests.bench.filed import Filed, draw_claims, seed_for
from tests.bench.installed import Installed

WARM_UP = 2
ALONE = 5
TOGETHER = 20
CLIENTS = 8
LOOK_SECONDS = 0.25
AT_MOST_SECONDS = 300.0


@dataclass
class Season:
    """Claims that are filed, decided and paid on one installation."""

    installed: Installed
    office: LiveOffice
    claim_ids: dict[str, Filed] = field(default_factory=dict)
    payouts: list[PayoutApproved] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)

    def visitor(self, partner_id: str) -> Browser:
        """Give a browser of its own, signed in as the partner's person."""
        login = self.office.directory.people_of(partner_id)[0].login
        return sign_in(self.installed.url, login, SAME_FOR_ALL)

    def draft(self, filed: Filed) -> tuple[Browser, Draft]:
        """Open a claim in a browser of its own and send its documents."""
        browser = self.visitor(filed.partner_id)
        draft = draft_claim(browser, filed.folder, filed.about)
        self.claim_ids[draft.claim_id] = filed
        return browser, draft

    def file(self, filed: Filed, watch: Stopwatch) -> None:
        """File a claim and let it come to rest; time it from submit on."""
        browser, draft = self.draft(filed)
        with watch.lap():
            submit_draft(browser, draft)
            self.installed.rest()

    def file_among_others(self, filed: Filed) -> str:
        """File a claim while others do; give its id when it is in review."""
        browser, draft = self.draft(filed)
        submit_draft(browser, draft)
        self.wait_for_review(draft.claim_id)
        return draft.claim_id

    def wait_for_review(self, claim_id: str) -> None:
        """Look now and then, not to be what keeps the engine busy.

        Raises:
            UnexpectedAnswer: the claim ended elsewhere, or takes too long.
        """
        until = time.monotonic() + AT_MOST_SECONDS
        state = ""
        while state in ("", "submitted", "reading", "checked") and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
            state = self.office.claims.get(claim_id).state
        if state != "in_review":
            raise UnexpectedAnswer(f"the claim is {state}, not in review")

    def seconds_to_review(self, claim_id: str) -> float:
        """Give how long a claim took from submitted to in review, by its audit."""
        times = {entry.to_state: entry.at for entry in self.office.claims.audit(claim_id)}
        return (times["in_review"] - times["submitted"]).total_seconds()

    def decide(self, path: str, watch: Stopwatch) -> None:
        """Approve by a mailed link and code; time it from the post to the message on the queue."""
        self.answered.add(path)
        review = open_review(self.installed.url, path)
        code = found_last(CODE, self.installed.mails())
        with watch.lap():
            approve(review, code)
            received = wiring.feed_reader().receive(limit=1, wait_seconds=5)
        if len(received) != 1:
            raise UnexpectedAnswer("no payout came")
        wiring.feed_reader().delete(received[0].receipt)
        message = read_payload(received[0].body)
        assert isinstance(message, PayoutApproved)
        self.payouts.append(message)

    def decide_all(self, watch: Stopwatch) -> None:
        """Decide every claim whose link was mailed and not answered yet."""
        self.installed.rest()
        links = [match.group(1) for match in map(LINK.search, self.installed.mails()) if match]
        for path in dict.fromkeys(links):
            if path not in self.answered:
                self.decide(path, watch)

    def acknowledge_all(self) -> None:
        """Answer every payout as finance does."""
        self.installed.rest()
        for payout in self.payouts:
            answer = Acknowledgement(id=payout.id, booked_at=self.office.clock())
            wiring.acknowledgements().send(answer)
        self.installed.rest()


def measure() -> Iterator[Figure]:
    """Start an installation, take claims through it, and look whether all came out right."""
    with TemporaryDirectory(prefix="cofund-bench-") as name:
        folder = Path(name)
        claims = draw_claims(folder, WARM_UP + ALONE + TOGETHER)
        with Installed(folder) as installed:
            spent = f"from the command to ready; {installed.up_spent:.1f} s of processor time"
            yield _figure("engine up", installed.up_seconds, "s", 5.0, spent)
            wiring.adopt(installed.settings)
            set_clock(installed.clock_file, claims[0].about.claim.submitted_at)
            season = Season(installed, LiveOffice())
            installed.rest()
            yield _weight("memory, up", season)
            seed(seed_for(claims), password=SAME_FOR_ALL, office=season.office)
            yield from _one_after_another(season, claims[: WARM_UP + ALONE])
            yield from _together(season, claims[WARM_UP + ALONE :])
            yield _weight("memory, after all claims", season)


def _one_after_another(season: Season, claims: Sequence[Filed]) -> Iterator[Figure]:
    cold, warm, decided = Stopwatch(), Stopwatch(), Stopwatch()
    for filed in claims[:WARM_UP]:
        season.file(filed, cold)
        season.decide_all(Stopwatch())
    yield _figure("first claim, cold: submit to in review", cold.seconds[0], "s")
    spent = season.installed.processor_seconds()
    for filed in claims[WARM_UP:]:
        season.file(filed, warm)
        season.decide_all(decided)
    season.installed.rest()
    yield _spent("a warm claim from sign-in to the queue: processor time", spent, season, ALONE)
    yield warm.spread(partial(_spread, "warm claim of 6 documents: submit to in review", 3.0))
    yield decided.spread(partial(_spread, "decision to the message on the queue", 0.5))


def _together(season: Season, claims: Sequence[Filed]) -> Iterator[Figure]:
    whole, decided = Stopwatch(), Stopwatch()
    spent = season.installed.processor_seconds()
    with whole.lap(), ThreadPoolExecutor(CLIENTS) as clients:
        claim_ids = list(clients.map(season.file_among_others, claims))
    what = f"{len(claims)} claims by {CLIENTS} clients"
    yield _figure(f"{what}: signing in to in review", whole.seconds[0], "s")
    yield _spent(f"{what}: processor time a claim", spent, season, len(claims))
    each = Stopwatch(list(map(season.seconds_to_review, claim_ids)))
    yield each.spread(partial(_spread, f"{what}: each, submit to in review", None))
    season.decide_all(decided)
    season.acknowledge_all()
    wrong = mistakes(season)
    note = "; ".join(wrong[:3]) or f"all {len(season.claim_ids)} claims paid, ledger audited"
    yield _figure(WRONG, len(wrong), "", 0, note)


def mistakes(season: Season) -> list[str]:
    """Say what is not as it must be: states, amounts, documents, payouts, the ledger's laws."""
    wrong = [
        f"{claim_id}: {fault}"
        for claim_id, filed in season.claim_ids.items()
        for fault in _claim_faults(season, claim_id, filed)
    ]
    expected = sorted(payout_event_id(claim_id, 1) for claim_id in season.claim_ids)
    if sorted(payout.id for payout in season.payouts) != expected:
        wrong.append("not one payout for each claim")
    report = audit_ledger(office=season.office)
    return [*wrong, *(f"the ledger breaks {violation.law}" for violation in report.violations)]


def _claim_faults(season: Season, claim_id: str, filed: Filed) -> Iterator[str]:
    claim = season.office.claims.get(claim_id)
    if claim.state != "paid":
        yield f"is {claim.state}"
    if judged(claim_id, 1, office=season.office).waterfall.claimable != filed.claimed:
        yield "is judged wrongly"
    for payout in season.payouts:
        paid = payout.data
        stated = (paid.amount, paid.invoice_numbers, frozenset(paid.document_hashes))
        expected = (filed.claimed, (filed.invoice_number,), filed.hashes)
        if paid.claim == claim_id and stated != expected:
            yield "pays something else"


def _weight(name: str, season: Season) -> Figure:
    weight = season.installed.weight()
    note = f"{weight.processes} processes, proportional"
    return _figure(name, weight.megabytes, "MB", None, note)


def _spent(name: str, before: float, season: Season, claims: int) -> Figure:
    spent = season.installed.processor_seconds() - before
    return _figure(name, spent / claims, "s", None, "of the engine and all it started")


def _spread(name: str, goal: float | None, value: float, note: str) -> Figure:
    return _figure(name, value, "s", goal, note)


def _figure(
    name: str, value: float, unit: str, goal: float | None = None, note: str = ""
) -> Figure:
    return Figure(part="claims", name=name, value=value, unit=unit, goal=goal, note=note)
