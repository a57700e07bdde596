"""The ledger's laws: what a movement changes, given what stands. Pure: nothing is read or written.

``plan`` judges a movement on what was seen and gives the writes of one transaction. Their
conditions repeat the judgement for the moment when they are carried out, so that whatever happens
in between stops them. The first write is always the posting: an entry id that stands already.

- ``shapes``: keys and items of the table ``ledger``
- ``change``: what a movement adds to the buckets, with its conditions and further writes
- ``limits``: the yearly souvenir limit
- ``funding``: accrue, correct, close; ``budgets``: what a year may grant in all
- ``reserving``: reserve, unreserve
- ``holding``: hold, raise a hold, release
- ``settling``: debit, reverse, with invoices and messages
- ``ordering``: place, ship, cancel and return souvenir orders; ``order_shapes``: their items
"""

from cofund.ledger.plan import plan
from cofund.ledger.seen import Seen

__all__ = ["Seen", "plan"]
