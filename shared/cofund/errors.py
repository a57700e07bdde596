"""The failures that Cofund knows by name.

The workflow sees ``type(error).__name__``; the names here are the ones that
statemachine/*.asl.json may retry or catch. A failure that is not here is our bug: it crashes,
and the claim waits for an operator with its money held.

::

    CofundError
    ├── Refusal                  the step says no, and means it: trying again changes nothing
    │   ├── InsufficientFund         available or reserved money would fall below zero
    │   ├── FundClosed               the movement takes available money of a closed period
    │   ├── LimitReached             a yearly sub-limit would be exceeded
    │   ├── BudgetExceeded           a year's budget would be exceeded
    │   ├── InsufficientPoints       fewer points are available
    │   ├── AccountClosed            the movement takes points of a year that has ended
    │   ├── OutOfStock               fewer pieces are on hand than are ordered
    │   ├── OrdersClosed             souvenirs are ordered in windows, and none is open
    │   ├── LinkUsed                 another award stands on this link
    │   ├── InvoiceAlreadyPaid       the invoice would be paid above its sum
    │   ├── EntryConflict            the entry id is taken by a movement with other contents
    │   ├── ReservationUsed          claims have used what a change would take away
    │   ├── NotInThisState           the hold, reservation, claim or link has moved on
    │   ├── NotApproved              no stored decision approves this version and amount
    │   ├── NotFound                 no such thing, or not for this person: the two look alike
    │   ├── Forbidden                this person may not do this
    │   ├── StaleVersion             the claim was changed since it was shown
    │   ├── AlreadyDecided           another decision stands
    │   │   └── SamePerson               one person cannot be both approvers
    │   ├── TooMany                  a count or rate bound is reached
    │   ├── TooLate                  the last possible day has passed
    │   ├── NotAccepted              what was sent is malformed or outside the bounds
    │   └── NotUnderstood            what is stored is of a shape that this code does not know
    ├── TryAgain                 passing trouble: the same call may go through later
    │   ├── ScanPending              the malware scan has not answered yet
    │   └── QuietHours               people are not written to at this hour
    └── Misconfigured            what the installation needs is missing or wrong
"""


class CofundError(Exception):
    """Any failure with a name of ours."""


class Refusal(CofundError):
    """The step says no, and means it."""


class InsufficientFund(Refusal):
    """Available or reserved money would fall below zero."""


class FundClosed(Refusal):
    """The movement takes available money of a closed period."""


class LimitReached(Refusal):
    """A yearly sub-limit would be exceeded."""


class BudgetExceeded(Refusal):
    """A year's budget would be exceeded: the programme's, a level's or a region's."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"the budget {scope} has less left")
        self.scope = scope


class InsufficientPoints(Refusal):
    """Fewer points are available."""


class AccountClosed(Refusal):
    """The movement takes points of a year that has ended, or gives it some."""


class OutOfStock(Refusal):
    """Fewer pieces are on hand than are ordered; says of what."""

    def __init__(self, sku: str) -> None:
        super().__init__(f"fewer pieces of {sku} are on hand")
        self.sku = sku


class OrdersClosed(Refusal):
    """Souvenirs are ordered in windows, and none is open today."""


class LinkUsed(Refusal):
    """Another award stands on this link."""


class InvoiceAlreadyPaid(Refusal):
    """The invoice would be paid above its sum."""


class EntryConflict(Refusal):
    """The entry id is taken by a movement with other contents."""


class ReservationUsed(Refusal):
    """Claims have used more of a reservation than a change would leave, or of one that moves."""


class NotInThisState(Refusal):
    """The hold, reservation, claim or link has moved on."""


class NotApproved(Refusal):
    """No stored decision approves this version and amount."""


class NotFound(Refusal):
    """No such thing, or not for this person: the two look alike."""


class Forbidden(Refusal):
    """This person may not do this."""


class StaleVersion(Refusal):
    """The claim was changed since it was shown."""


class AlreadyDecided(Refusal):
    """Another decision stands."""


class SamePerson(AlreadyDecided):
    """One person cannot be both approvers."""


class TooMany(Refusal):
    """A count or rate bound is reached."""


class TooLate(Refusal):
    """The last possible day has passed."""


class NotAccepted(Refusal):
    """What was sent is malformed or outside the bounds."""


class NotUnderstood(Refusal):
    """What is stored is of a shape that this code does not know."""


class TryAgain(CofundError):
    """Passing trouble: nothing was written, the same call may go through later."""


class ScanPending(TryAgain):
    """The malware scan has not answered yet."""


class QuietHours(TryAgain):
    """People are not written to at this hour: by day the same call goes through."""


class Misconfigured(CofundError):
    """What the installation needs is missing or wrong; says what to set."""
