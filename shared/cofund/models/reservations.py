"""Changes of what is set aside for a pre-approved activity: more, less, or of another period."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cofund.models.base import Identifier
from cofund.models.movements import Amount, FundKey, FundMovement


class ChangeReservation(FundMovement):
    """Set more or less aside for an activity, or let another period's fund do it."""

    kind: Literal["CHANGE_RESERVATION"] = "CHANGE_RESERVATION"
    application: Identifier
    number: Annotated[int, Field(strict=True, ge=2, le=50)]
    """The application's version that was consented to; an earlier one comes too late."""
    amount: Amount
    """What is set aside from now on in all, what claims have used of it included."""
    from_fund: FundKey | None = None
    """Where the reservation stood, if the activity moves to another period."""

    @model_validator(mode="after")
    def _moves_between_two_funds(self) -> Self:
        if self.from_fund == self.fund:
            raise ValueError("from_fund is another fund, or left out")
        return self

    @property
    def entry_id(self) -> str:
        """Give the id of the posting; a move between funds has one in each."""
        return f"{self.application}#RSV{self.number}"
