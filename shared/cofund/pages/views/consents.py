"""What the approver's page and the mails about a matter show."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.approval import DecisionOutcome
from cofund.models.base import Model, ShortText
from cofund.models.consents import Consent, MatterShown, Said
from cofund.models.stages import ReviewStage
from cofund.pages.views.frame import Errors, Frame, Typed
from cofund.pages.views.mails import Link
from cofund.pages.views.review import CodeProof, Proven, SignInProof


class TypedConsent(Model):
    """What an approver has typed so far."""

    choice: ShortText = ""
    amount: Typed = ""
    points: Typed = ""
    remark: Typed = ""


class ConsentView(Model):
    """A matter before its approver, with the form that answers it."""

    frame: Frame
    token: Annotated[str, Field(max_length=1_000)]
    stage: ReviewStage
    expires_at: AwareDatetime
    """Until when this link works."""
    shown: MatterShown
    before: Consent | None = None
    """What was answered on the version before; None for the first."""
    earlier_stands: bool = False
    """Whether consent to an earlier version stays in force where this one is refused."""
    proof: Annotated[CodeProof | SignInProof | Proven, Field(discriminator="kind")]
    typed: TypedConsent = TypedConsent()
    errors: Errors = ()


class ConsentedView(Model):
    """The page after an answer: what was agreed to, and what happens now."""

    frame: Frame
    shown: MatterShown
    consent: Consent


class ConsentRequestMail(Model):
    """Ask an approver to answer: the first time, again, or as a stand-in."""

    to_name: ShortText
    zone: ShortText
    stage: ReviewStage
    shown: MatterShown
    link: Link
    expires_at: AwareDatetime
    proof: Literal["code", "sign_in"]
    """What the page will ask for."""


class ConsentedLetter(Model):
    """The letter to the applicant after an answer, or when nobody answered in time."""

    to_name: ShortText
    zone: ShortText
    shown: MatterShown
    consent: Consent
    told: DecisionOutcome | Literal["short"]
    """What the letter says: *short* where consent was given and the fund had too little then."""
    earlier_stands: bool
    """Whether consent to an earlier version stays in force."""
    follows: tuple[Said, ...] = Field(default=(), max_length=20)
    """What follows from the answer, and what to do next."""
    link: Link
    """To the matter's page, which asks to sign in."""
