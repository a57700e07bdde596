"""What must be true after whatever happened."""

from __future__ import annotations

from cofund.books.claim_moves import head_of
from cofund.books.ledger_audit import audit_ledger
from cofund.claim_states import may_follow
from tests.builders.claim_files import FUND
from tests.fakes.office import FakeOffice


def assert_sound(office: FakeOffice) -> None:
    """Check every law of the ledger, and that each claim's audit tells its life without a gap."""
    assert audit_ledger(office.items).violations == ()
    for stored in list(office.items.scan("claims")):
        if stored.key.sk == "CLAIM":
            _assert_audited(office, stored.key.pk.removeprefix("CLM#"), dict(stored.attributes))


def _assert_audited(office: FakeOffice, claim_id: str, head: dict[str, object]) -> None:
    stands = head_of(claim_id, head)  # type: ignore[arg-type]
    entries = office.claims.audit(claim_id)
    assert [entry.revision for entry in entries] == list(range(1, stands.revision + 1))
    states = ["draft", *(entry.to_state for entry in entries)]
    assert states[-1] == stands.state
    for before, entry in zip(states, entries, strict=False):
        assert entry.from_state == before
        assert may_follow(entry.from_state, entry.to_state)


def mails_to(office: FakeOffice, address: str) -> list[str]:
    """Give the subjects of somebody's mails, in order."""
    return [mail.subject for mail in office.mailer.sent if mail.to == address]


def money(office: FakeOffice) -> dict[str, int]:
    """Give where the first partner's roubles are."""
    balance = office.ledger.balance(FUND)
    names = ("available", "reserved", "held", "debited", "expired")
    return {name: getattr(balance, name).amount_minor // 100 for name in names}


def in_roubles(**buckets: int) -> dict[str, int]:
    return dict.fromkeys(("available", "reserved", "held", "debited", "expired"), 0) | buckets
