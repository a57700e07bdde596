"""What every page has in common: the reader, the notices, what is wrong with a form, failures."""

from typing import Annotated, Literal

from pydantic import Field

from cofund.models.assessment import Param
from cofund.models.base import Identifier, Model, ShortText
from cofund.models.kinds import DocumentKind
from cofund.models.unreadable import UnreadableReason

Notice = Literal[
    "signed_in",
    "signed_out",
    "claim_opened",
    "request_changed",
    "document_sent",
    "document_removed",
    "claim_submitted",
    "claim_revised",
    "claim_withdrawn",
    "person_asked",
    "question_answered",
    "claim_disputed",
    "code_sent",
    "corrected",
    "judged_anew",
    "stood_in",
    "award_filed",
    "award_withdrawn",
    "publication_ordered",
    "points_given_back",
    "points_converted",
    "activity_filed",
    "activity_changed",
    "activity_withdrawn",
    "activity_cancelled",
    "list_taken",
    "list_changed",
    "funds_kept",
    "budget_set",
    "order_placed",
    "order_cancelled",
    "order_shipped",
    "return_asked",
    "return_taken",
    "return_refused",
]
"""What has just been done; shown once, above the page."""

Failure = Literal[
    "gone",
    "not_found",
    "forbidden",
    "stale",
    "already_decided",
    "same_person",
    "not_in_this_state",
    "too_many",
    "not_accepted",
    "too_late",
    "too_large",
    "insufficient_fund",
    "try_again",
    "broken",
]
"""Why a page cannot be shown or a form was not obeyed; each has a title and a way on."""

Problem = Literal[
    "missing",
    "not_in_list",
    "not_an_amount",
    "too_precise",
    "not_above_zero",
    "below_zero",
    "too_large",
    "not_a_count",
    "not_a_number",
    "not_a_day",
    "before_first_day",
    "not_later",
    "nothing_changed",
    "not_a_tax_id",
    "not_a_kpp",
    "not_an_ogrn",
    "not_a_bik",
    "not_an_account",
    "not_an_iban",
    "not_a_currency",
    "no_such_line",
    "too_long_for_a_value",
    "too_long",
    "above_hold",
    "below_granted",
    "remark_missing",
    "no_more_questions",
    "code_missing",
    "code_wrong",
    "code_expired",
    "code_locked",
    "wrong_password",
    "login_locked",
    "other_reviewer",
    "not_a_link",
    "link_elsewhere",
    "link_not_https",
    "link_used",
    "month_full",
    "in_the_future",
    "not_this_year",
    "too_few_points",
    "below_least",
    "nothing_ordered",
    "too_many_things",
    "out_of_stock",
    "limit_reached",
    "fund_short",
    "no_fund",
    "points_short",
    "orders_closed",
    "price_changed",
    "too_many_points",
    "too_dear",
    "nothing_returned",
    "more_than_shipped",
]
"""What is wrong with one field of a form."""


class FieldError(Model):
    """One field that cannot be taken as typed."""

    field: ShortText
    """The field's name in the form."""
    problem: Problem
    params: dict[Identifier, Param] = Field(default_factory=dict)


Errors = Annotated[tuple[FieldError, ...], Field(max_length=50)]
Typed = Annotated[str, Field(max_length=4_000)]
"""What somebody typed into a field, given back to them unchanged and escaped."""
OwnPath = Annotated[str, Field(max_length=500)]
"""The path of another page of ours; empty where there is none."""


class Reader(Model):
    """Who reads the page."""

    name: ShortText
    organisation: ShortText = ""
    """The partner's name; empty for people of the vendor who act for no partner."""
    stands_in: bool = False
    """Whether a manager of the vendor reads the partner's pages on the partner's behalf."""
    manages: bool = False
    """Whether the reader is a manager of the vendor who acts for no partner."""


class Frame(Model):
    """What stands around every page."""

    zone: ShortText
    """The programme's time zone: dates and times are shown in it."""
    path: Annotated[str, Field(max_length=500, pattern=r"^/")]
    """The page's own path: the language links come back to it."""
    reader: Reader | None = None
    """None where nobody is signed in."""
    csrf: ShortText = ""
    """Sent along as the field ``csrf`` by every form of the page."""
    notice: Notice | None = None


class FailureView(Model):
    """A page that says why something cannot be done, and what to do instead."""

    frame: Frame
    failure: Failure
    back: Annotated[str, Field(max_length=500)] = ""
    """Path of the page to go on with; empty where there is none."""


class DocumentLine(Model):
    """One document in a list."""

    document_id: Identifier
    kind: DocumentKind
    """What the partner says it is."""
    file_name: ShortText
    size_bytes: int | None = None
    """None while it has not arrived."""
    status: Literal["awaited", "arrived", "reading", "read", "unreadable"]
    found_kind: DocumentKind | None = None
    """What it was recognised as, once read."""
    reason: UnreadableReason | None = None
    """Set where it could not be read."""
