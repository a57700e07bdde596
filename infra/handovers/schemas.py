"""JSON Schemas of every hand-over, from its model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from cofund.models.approval import ApprovalRequest, Decision, ReviewProgress
from cofund.models.assessment import Assessment
from cofund.models.awards import Award
from cofund.models.claim import AuditEntry, Claim, ClaimRequest, Document, UploadTicket
from cofund.models.consents import (
    Consent,
    ConsentRequest,
    Matter,
    MatterAudit,
    MatterFailure,
    MatterHead,
    MatterShown,
    MatterWait,
)
from cofund.models.content import DocumentContent
from cofund.models.extraction import Extraction
from cofund.models.ledger import Movement
from cofund.models.payout import SPEC, Acknowledgement, Clawback, Control, Payout, PayoutMessage
from cofund.models.proofs import ProofSeen, ProofTask
from cofund.models.publications import PublicationOrder
from cofund.models.standing import Hold, OutboxEntry, Posted
from cofund.models.tasks import ApprovalTask, ClaimTask, DocumentTask, OperatorTask
from infra.handovers.field_docs import described

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Direction = Literal["in", "out", "feed"]
"""What others give us (strict), what we give (every field is there), what finance reads (more
fields may come)."""


@dataclass(frozen=True)
class Handover:
    """One model that crosses a border."""

    step: str
    name: str
    model: Any
    direction: Direction = "out"
    description: str = ""
    """Where the model is a union and has no docstring."""

    @property
    def file(self) -> str:
        """Give the schema's file name."""
        return f"{self.name}.json"


HANDOVERS = (
    Handover("form → open claim", "claim_request", ClaimRequest, "in"),
    Handover("open claim → browser", "upload_ticket", UploadTicket),
    Handover("submit → workflow", "claim", Claim),
    Handover("submit → workflow", "document", Document),
    Handover("workflow → functions", "claim_task", ClaimTask, "in"),
    Handover("workflow → functions", "document_task", DocumentTask, "in"),
    Handover("read pages → interpret", "document_content", DocumentContent),
    Handover(
        "read documents → check",
        "extraction",
        Extraction,
        description="What was read from one document, tagged by its kind.",
    ),
    Handover("check → reviewer", "assessment", Assessment),
    Handover(
        "steps → ledger",
        "movement",
        Movement,
        "in",
        description="A movement of money, tagged by its kind.",
    ),
    Handover("ledger → steps", "posted", Posted),
    Handover("ledger → steps", "hold", Hold),
    Handover("request → reviewer", "approval_task", ApprovalTask, "in"),
    Handover("request → reviewer", "approval_request", ApprovalRequest),
    Handover("reviewer → workflow", "decision", Decision),
    Handover("workflow → workflow", "review_progress", ReviewProgress),
    Handover("debit → outbox", "outbox_entry", OutboxEntry),
    Handover("workflow → operator", "operator_task", OperatorTask, "in"),
    Handover("every change → audit", "audit_entry", AuditEntry),
    Handover("file → workflow", "matter_head", MatterHead),
    Handover("workflow → functions", "matter", Matter, "in"),
    Handover("request → approver", "matter_wait", MatterWait, "in"),
    Handover("request → approver", "consent_request", ConsentRequest),
    Handover("request → approver", "matter_shown", MatterShown),
    Handover("approver → workflow", "consent", Consent),
    Handover("workflow → operator", "matter_failure", MatterFailure, "in"),
    Handover("every change → audit", "matter_audit", MatterAudit),
    Handover("file → approver", "award", Award),
    Handover("read award → check proof link", "proof_task", ProofTask),
    Handover("check proof link → note proof", "proof_seen", ProofSeen),
    Handover("form → managers", "publication_order", PublicationOrder),
    Handover(
        "outbox → finance",
        "payout.message.v1",
        PayoutMessage,
        "feed",
        description="A CloudEvents message of the feed, tagged by its type.",
    ),
    Handover("outbox → finance", "payout.approved.v1", Payout, "feed"),
    Handover("outbox → finance", "payout.clawback.v1", Clawback, "feed"),
    Handover("outbox → finance", "payout.control.v1", Control, "feed"),
    Handover("finance → acknowledge", "acknowledgement", Acknowledgement, "in"),
)


class _AlwaysThere(GenerateJsonSchema):
    """Requires every field that whatever we write has: also those with a default.

    Not those that are left out where there is nothing to say, like points where none pay.
    """

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002
        return "serialization_exclude_if" not in field


def schema_of(handover: Handover) -> dict[str, Any]:
    """Give a hand-over's JSON Schema, with its address and a description."""
    schema = described(_generated(handover))
    return {
        **schema,
        "$schema": DIALECT,
        "$id": SPEC + handover.file,
        "title": handover.name,
        "description": handover.description or _first_line(handover.model),
    }


def _generated(handover: Handover) -> dict[str, Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(handover.model)
    if handover.direction == "in":
        return adapter.json_schema(mode="validation")
    schema = adapter.json_schema(mode="serialization", schema_generator=_AlwaysThere)
    return _open(schema) if handover.direction == "feed" else schema


def _open(schema: Any) -> Any:
    """Let a schema pass fields that it does not know: within v1 there may come more."""
    if isinstance(schema, Mapping):
        return {
            name: _open(part) for name, part in schema.items() if name != "additionalProperties"
        }
    return [_open(part) for part in schema] if isinstance(schema, list) else schema


def _first_line(model: type) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]
