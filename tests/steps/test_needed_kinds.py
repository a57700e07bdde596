"""What a partner is asked to send: the activity's documents and those of every claim."""

from __future__ import annotations

from cofund.models.kinds import DocumentKind
from cofund.steps.partner_views import needed_kinds
from cofund.steps.uploading import SentFile
from tests.builders.claim_files import an_activity, an_application
from tests.builders.claims import an_office

OUTDOOR = an_application(
    programme="shared-advertising", activity=an_activity(activity_type="outdoor")
)


def test_documents_of_every_claim_are_asked_for_after_the_activitys_own() -> None:
    assert needed_kinds(OUTDOOR, (), office=an_office()) == (
        ("layout",),
        ("invoice", "upd"),
        ("act", "upd"),
        ("payment_order", "receipt"),
        ("photo",),
    )


def sent(kind: DocumentKind) -> SentFile:
    """Give a file that arrived."""
    return SentFile(
        document_id=f"d-{kind}",
        kind=kind,
        file_name=f"{kind}.pdf",
        content_type="application/pdf",
        size_bytes=10,
        storage_key=f"uploads/{kind}",
        storage_version="1",
    )


def test_what_was_sent_is_asked_for_no_more() -> None:
    asked = needed_kinds(OUTDOOR, (sent("upd"), sent("photo")), office=an_office())
    assert asked == (("layout",), ("payment_order", "receipt"))
