"""Publications of the vendor that are paid with points."""

from pydantic import AwareDatetime

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.points import AccountKey, Points


class PublicationOrder(Model):
    """One publication of the price list, ordered by somebody."""

    order_id: Identifier
    partner_id: Identifier
    """Whose person ordered it."""
    account: AccountKey
    """Which account pays."""
    publication: Identifier
    """A key of the programme's price list."""
    points: Points
    """Its price."""
    programme_version: ShortText
    """Whose price list it was."""
    ordered_at: AwareDatetime
    ordered_by: Identifier
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager ordered it."""
