"""Each function's role may do what its step needs and nothing else (security case 43)."""

from __future__ import annotations

import pytest

from tests.architecture.permissions import Request, named_role, role_of
from tests.architecture.stack_facts import MACHINE, of_type

FUNCTIONS = tuple(of_type("AWS::Lambda::Function"))
ROLES_OF_OTHERS = (
    "ClaimReviewRole",
    "Prechecks.ClaimPrecheckRole",
    "Replays.ProgrammeReplayRole",
    "Periods.FundPeriodRole",
    "Periods.PeriodClockRole",
    "Applications.ActivityApprovalRole",
    "Awards.PointsAwardRole",
    "ClockRole",
    "Storage.ScanRole",
)

LEDGER = "arn:Storage.LedgerTable"
CLAIMS = "arn:Storage.ClaimsTable"
POSTS = "arn:Storage.IdempotencyTable"
QUARANTINE = "arn:Storage.QuarantineBucket"
EVIDENCE = "arn:Storage.EvidenceBucket"
PERSONAL = "arn:Storage.PersonalBucket"

PAGES = {"PartnerPages", "ReviewPages", "ConsentPages"}
CONSENTS = {"ConsentPages", "RequestConsent", "ReserveFund", "NotifyApplicant"}
"""Who is at work where a person agrees to what is no claim: never on evidence."""
READERS = {"ScanDocument", "ReadPages", "OcrPages", "InterpretDocument"}
MONEY = {"HoldFund", "PostDebit", "ReleaseHold"}
CORRECTIONS = {"ReviewPages", "SweepDecisions"}
"""Who judges a claim anew and holds what more is claimable: no more of the ledger than that."""
HOLDS = CORRECTIONS | {"ReserveFund"}
"""Who holds or reserves money and never pays it."""
ACTIVITIES = {"ActivityPages"}
"""Who files applications, and gives back what is reserved for those that are given up."""
ORDERS = {"OrderPages"}
"""Who sells souvenirs for a fund's money or points: signs nobody in, reads no claim's papers."""
POINTS = {"PointsPages"}
"""Who lets people spend points, and turns them into money of a fund."""
OUTBOX = {"SendPayout", "SweepOutbox", "SendControl", "AcknowledgePayout"}
LETTERS = {
    "ReturnToPartner",
    "RequestApproval",
    "NotifyPartner",
    *("RequestConsent", "NotifyApplicant"),
}
REPLAYS = {"ListPastClaims", "ReplayBatch", "SumUpReplay"}
PERIODS = {"ListPartners", "KeepBatch", "ReportPeriod"}
GRANTS = {"KeepBatch", "ManagerPages"}
"""Who grants, corrects and ends funds: never touches a hold."""
JUDGED = {
    *((PAGES | MONEY | LETTERS | CORRECTIONS) - CONSENTS),
    *("CheckClaim", "AcknowledgePayout", "ReplayBatch"),
}
"""Who reads what was found in evidence."""


def on_ledger(action: str, key: str) -> Request:
    """Give a request on items of the ledger whose partition key is this one."""
    return Request(f"dynamodb:{action}", LEDGER, {"dynamodb:LeadingKeys": (key,)})


WHO_MAY: dict[str, tuple[Request, set[str]]] = {
    # The ledger: nobody erases; three functions move money; the outbox is apart.
    "erase a posting": (on_ledger("DeleteItem", "FUND#p#a#2026Q4"), set()),
    "erase a message": (on_ledger("DeleteItem", "OUT#claim-1"), set()),
    "write postings in a batch": (on_ledger("BatchWriteItem", "FUND#p#a#2026Q4"), set()),
    "update the ledger by PartiQL": (on_ledger("PartiQLUpdate", "FUND#p#a#2026Q4"), set()),
    "delete the ledger by PartiQL": (on_ledger("PartiQLDelete", "FUND#p#a#2026Q4"), set()),
    "insert into the ledger by PartiQL": (on_ledger("PartiQLInsert", "OUT#claim-1"), set()),
    "write a posting": (
        on_ledger("PutItem", "FUND#p#a#2026Q4"),
        MONEY | HOLDS | GRANTS | ORDERS | ACTIVITIES | POINTS,
    ),
    "change a balance": (
        on_ledger("UpdateItem", "FUND#p#a#2026Q4"),
        MONEY | HOLDS | GRANTS | ORDERS | ACTIVITIES | POINTS,
    ),
    "change an order": (on_ledger("UpdateItem", "ORD#order-1"), MONEY | ORDERS),
    "take pieces off the stock": (on_ledger("UpdateItem", "STOCK#p#mug"), MONEY | ORDERS),
    "count against a budget": (on_ledger("UpdateItem", "BUDGET#p#2026#all"), MONEY | GRANTS),
    "change a hold": (on_ledger("UpdateItem", "CLM#claim-1"), MONEY | HOLDS),
    "move points": (
        on_ledger("UpdateItem", "PTS#p#company.a#2026"),
        MONEY | HOLDS | GRANTS | ORDERS | POINTS | {"CreditPoints"},
    ),
    "pay an invoice": (on_ledger("PutItem", "INV#7700000016#17"), MONEY),
    "read a balance": (
        on_ledger("GetItem", "FUND#p#a#2026Q4"),
        {
            *MONEY,
            *PAGES,
            *HOLDS,
            *GRANTS,
            *CONSENTS,
            *ORDERS,
            *ACTIVITIES,
            *POINTS,
            "CheckClaim",
            "RequestApproval",
            "NotifyPartner",
            "AcknowledgePayout",
            "AuditLedger",
            "SealLedger",
        },
    ),
    "put a seal": (on_ledger("PutItem", "SEAL#FUND#p#a#2026Q4"), MONEY | {"SealLedger"}),
    "change a seal": (on_ledger("UpdateItem", "SEAL#FUND#p#a#2026Q4"), MONEY),
    "read a locked seal": (
        Request("s3:GetObject", f"{EVIDENCE}/seals/p/a/2026Q4/000001.json"),
        JUDGED | {"SealLedger"},
    ),
    "lock a seal": (
        Request("s3:PutObject", f"{EVIDENCE}/seals/p/a/2026Q4/000001.json"),
        {"SealLedger"},
    ),
    "put a message": (on_ledger("PutItem", "OUT#claim-1"), MONEY),
    "mark a message": (on_ledger("UpdateItem", "OUT#claim-1"), MONEY | OUTBOX),
    "touch the ledger without naming an item": (Request("dynamodb:UpdateItem", LEDGER), MONEY),
    "scan the ledger": (Request("dynamodb:Scan", LEDGER), {"AuditLedger", "SealLedger"}),
    "list waiting messages": (Request("dynamodb:Query", f"{LEDGER}/index/outbox"), OUTBOX),
    # Claims: most steps move them; two only read; only pages end sessions.
    "change a claim": (
        Request("dynamodb:UpdateItem", CLAIMS),
        {*FUNCTIONS}
        - {"ReadPages", "OcrPages", "NotifyPartner", "SendControl", "AuditLedger", "SealLedger"}
        - {"NotifyApplicant", "CheckProofLink", "CreditPoints"}
        - REPLAYS,
    ),
    "delete from claims": (Request("dynamodb:DeleteItem", CLAIMS), PAGES),
    "scan the claims": (Request("dynamodb:Scan", CLAIMS), {"AuditLedger"}),
    "batch-write claims": (Request("dynamodb:BatchWriteItem", CLAIMS), set()),
    "remember a post or mail": (
        Request("dynamodb:PutItem", POSTS),
        PAGES
        | LETTERS
        | ORDERS
        | POINTS
        | {
            "RequestInformation",
            "NeedsOperator",
            "AcknowledgePayout",
            "KeepBatch",
            "ReportPeriod",
            "ManagerPages",
        }
        | {"NoteProof"},
    ),
    # Files, by area and folder.
    "read an upload": (
        Request("s3:GetObject", f"{QUARANTINE}/a/b/0001/d"),
        READERS | {"PartnerPages"},
    ),
    "read an upload's version": (
        Request("s3:GetObjectVersion", f"{QUARANTINE}/a/b/0001/d"),
        READERS,
    ),
    "send an upload": (Request("s3:PutObject", f"{QUARANTINE}/a/b/0001/d"), {"PartnerPages"}),
    "tag an upload": (Request("s3:PutObjectVersionTagging", f"{QUARANTINE}/a/b/0001/d"), set()),
    "delete an upload": (Request("s3:DeleteObject", f"{QUARANTINE}/a/b/0001/d"), set()),
    "read evidence": (Request("s3:GetObject", f"{EVIDENCE}/extractions/c/0001/d.json"), JUDGED),
    "read an original": (Request("s3:GetObject", f"{EVIDENCE}/originals/c/0001/d"), JUDGED),
    "keep an original": (
        Request("s3:PutObject", f"{EVIDENCE}/originals/c/0001/d"),
        {"InterpretDocument"},
    ),
    "keep an extraction": (
        Request("s3:PutObject", f"{EVIDENCE}/extractions/c/0001/d.json"),
        {"InterpretDocument"},
    ),
    "keep an assessment": (
        Request("s3:PutObject", f"{EVIDENCE}/assessments/c/0001.json"),
        CORRECTIONS | {"CheckClaim"},
    ),
    "delete evidence": (Request("s3:DeleteObjectVersion", f"{EVIDENCE}/originals/c/0001/d"), set()),
    "unlock evidence": (Request("s3:BypassGovernanceRetention", f"{EVIDENCE}/originals/c"), set()),
    "read a participant list": (
        Request("s3:GetObject", f"{PERSONAL}/originals/c/0001/d"),
        {"ReviewPages"},
    ),
    "read what lists say": (
        Request("s3:GetObject", f"{PERSONAL}/extractions/c/0001/d.json"),
        CORRECTIONS | {"CheckClaim", "PostDebit"},
    ),
    "read whom lists name as keys": (
        Request("s3:GetObject", f"{PERSONAL}/guests/c/keys.json"),
        CORRECTIONS | {"CheckClaim"},
    ),
    "keep whom lists name as keys": (
        Request("s3:PutObject", f"{PERSONAL}/guests/c/keys.json"),
        {"CheckClaim"},
    ),
    "read work in progress": (
        Request("s3:GetObject", f"{PERSONAL}/working/c/0001/d/content.json"),
        {"OcrPages", "InterpretDocument", "ReviewPages"},
    ),
    "write work in progress": (
        Request("s3:PutObject", f"{PERSONAL}/working/c/0001/d/page-1"),
        {"ReadPages", "OcrPages"},
    ),
    "read what a pre-check read": (
        Request("s3:GetObject", f"{PERSONAL}/prechecks/c/0001/d/0a1b/read.json"),
        {"ReadPages", "OcrPages", "InterpretDocument", "CheckClaim", "ReviewPages"},
    ),
    "read what a pre-check judged": (
        Request("s3:GetObject", f"{PERSONAL}/prechecks/c/0001/01/assessment.json"),
        {*READERS, *PAGES, "CheckClaim"} - {"ScanDocument", "ConsentPages"},
    ),
    "keep what a pre-check read or judged": (
        Request("s3:PutObject", f"{PERSONAL}/prechecks/c/0001/01/d.json"),
        {"ReadPages", "OcrPages", "InterpretDocument", "CheckClaim"},
    ),
    "read a replay": (
        Request("s3:GetObject", f"{PERSONAL}/replays/r-1/order.json"),
        REPLAYS | {"ReviewPages"},
    ),
    "keep a replay": (Request("s3:PutObject", f"{PERSONAL}/replays/r-1/parts/00001.json"), REPLAYS),
    "read a run over all partners": (
        Request("s3:GetObject", f"{PERSONAL}/periods/r-1/report.json"),
        PERIODS | {"ReviewPages", "ManagerPages"},
    ),
    "keep a run over all partners": (
        Request("s3:PutObject", f"{PERSONAL}/periods/r-1/parts/00001.json"),
        PERIODS,
    ),
    "read a manager's list": (
        Request("s3:GetObject", f"{PERSONAL}/imports/id-1.json"),
        {"ManagerPages", "ReviewPages"},
    ),
    "keep a manager's list": (
        Request("s3:PutObject", f"{PERSONAL}/imports/id-1.json"),
        {"ManagerPages"},
    ),
    "keep a participant list": (
        Request("s3:PutObject", f"{PERSONAL}/originals/c/0001/d"),
        {"InterpretDocument"},
    ),
    # The workflow: two functions wake it, two start it.
    "answer a wait": (
        Request("states:SendTaskSuccess", MACHINE),
        {"ReviewPages", "SweepDecisions"},
    ),
    "answer a wait for consent": (
        Request("states:SendTaskSuccess", MACHINE.replace("claim-review", "activity-approval")),
        {"ConsentPages", "ActivityPages", "SweepDecisions"} | POINTS,
    ),
    "ask for consent": (
        Request("states:StartExecution", MACHINE.replace("claim-review", "activity-approval")),
        {"ActivityPages", "SweepDecisions"} | POINTS,
    ),
    "fail a wait": (Request("states:SendTaskFailure", MACHINE), set()),
    "start a review": (
        Request("states:StartExecution", MACHINE),
        {"PartnerPages", "SweepDecisions"},
    ),
    "start a pre-check": (
        Request("states:StartExecution", MACHINE.replace("claim-review", "claim-precheck")),
        {"PartnerPages"},
    ),
    "stop a review": (Request("states:StopExecution", MACHINE), set()),
    "read a review's history": (Request("states:GetExecutionHistory", MACHINE), set()),
    # Keys, mail, sign-in, queues.
    "sign": (
        Request("kms:GenerateMac", "arn:Keys.MacKey"),
        PAGES | {"RequestApproval", "RequestConsent"},
    ),
    "hide whose it is": (
        Request("kms:GenerateMac", "arn:Keys.PersonKey"),
        {"CheckClaim", "PostDebit", "ReviewPages", "SweepDecisions"},
    ),
    "check a signature": (Request("kms:VerifyMac", "arn:Keys.MacKey"), PAGES),
    "use the history's key at will": (Request("kms:Decrypt", "arn:Keys.ClaimReviewKey"), set()),
    "send mail": (
        Request(
            "ses:SendEmail", "arn:aws:ses:eu-central-1:123456789012:identity/funds@cofund.example"
        ),
        LETTERS
        | ORDERS
        | POINTS
        | {"ReviewPages", "ConsentPages", "ManagerPages", "RequestInformation", "NeedsOperator"}
        | {"AcknowledgePayout", "KeepBatch", "ReportPeriod", "NoteProof"},
    ),
    "check a password": (Request("cognito-idp:AdminInitiateAuth", "arn:People.UserPool"), PAGES),
    "set a password": (Request("cognito-idp:AdminSetUserPassword", "arn:People.UserPool"), set()),
    "send to finance": (
        Request("sqs:SendMessage", "arn:Feed.Feed"),
        {"SendPayout", "SweepOutbox", "SendControl"},
    ),
    "read finance's queue": (Request("sqs:ReceiveMessage", "arn:Feed.Feed"), set()),
    "take acknowledgements": (
        Request("sqs:ReceiveMessage", "arn:Feed.Acknowledgements"),
        {"AcknowledgePayout"},
    ),
    "forge acknowledgements": (Request("sqs:SendMessage", "arn:Feed.Acknowledgements"), set()),
}


@pytest.mark.parametrize("deed", WHO_MAY)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_a_deed_if_and_only_if_its_step_needs_it(
    function: str, deed: str
) -> None:
    request, functions = WHO_MAY[deed]
    assert role_of(function).allows(request) == (function in functions)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    "action", ["DeleteItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLDelete"]
)
def test_erasing_the_ledger_stays_forbidden_whatever_else_is_granted(
    function: str, action: str
) -> None:
    assert role_of(function).denies(on_ledger(action, "FUND#p#a#2026Q4"))


def test_whoever_looks_at_a_strangers_link_may_touch_nothing_of_ours() -> None:
    role = role_of("CheckProofLink")
    allowed = [s["Action"] for s in role.statements if s["Effect"] == "Allow"]
    actions = {action for one in allowed for action in ([one] if isinstance(one, str) else one)}
    assert {action.split(":")[0] for action in actions} == {"logs", "xray"}
    for table in (LEDGER, CLAIMS, POSTS):
        assert role.denies(Request("dynamodb:GetItem", table))


def test_every_function_has_a_role_of_its_own() -> None:
    roles = [body.properties["Role"] for body in of_type("AWS::Lambda::Function").values()]
    assert len(set(roles)) == len(FUNCTIONS) == 43


@pytest.mark.parametrize("role", ROLES_OF_OTHERS)
@pytest.mark.parametrize("table", [LEDGER, CLAIMS])
def test_no_other_role_reaches_the_tables(role: str, table: str) -> None:
    for action in ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"):
        assert not named_role(role).allows(Request(f"dynamodb:{action}", table))


def test_the_tests_know_every_role_of_the_stack() -> None:
    functions = {
        body.properties["Role"].removeprefix("arn:")
        for body in of_type("AWS::Lambda::Function").values()
    }
    assert set(of_type("AWS::IAM::Role")) == functions | set(ROLES_OF_OTHERS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_names_what_it_may_touch(function: str) -> None:
    """Only AWS's own policies for logs and traces speak of every resource."""
    for statement in role_of(function).statements:
        actions = (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
        if statement["Resource"] == "*":
            assert {action.split(":")[0] for action in actions} <= {"logs", "xray"}
        if statement["Effect"] == "Allow":
            assert not [action for action in actions if action.endswith("*")]
