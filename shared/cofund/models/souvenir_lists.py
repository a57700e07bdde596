"""What a list of souvenirs says, and what taking it in would change: the dry run's answer."""

from typing import Literal

from pydantic import Field

from cofund.models.base import Model, ShortText
from cofund.models.orders import Souvenir

MAX_SOUVENIRS = 200
"""In one catalogue: as many as a form has fields for."""
MOST_ON_HAND = 1_000_000

SouvenirColumn = Literal["sku", "name_ru", "name_en", "price", "on_hand"]
"""What a list says of a thing; an English name that is missing is the Russian one."""
SouvenirProblemName = Literal[
    "missing",
    "not_a_sku",
    "not_an_amount",
    "not_above_zero",
    "too_precise",
    "below_zero",
    "too_large",
    "not_a_count",
    "too_long",
    "listed_twice",
    "catalogue_full",
]


class SouvenirProblem(Model):
    """What is wrong with one row; while there is one, nothing of the list is taken in."""

    row: int = Field(ge=1)
    """As the file counts: the first line is 1."""
    column: SouvenirColumn
    problem: SouvenirProblemName
    text: ShortText = ""
    """What stands in the cell."""


class ListedSouvenir(Model):
    """One row of a list."""

    row: int = Field(ge=1)
    souvenir: Souvenir
    on_hand: int = Field(ge=0, le=MOST_ON_HAND)
    """Pieces that are free to be ordered."""


class SouvenirListRead(Model):
    """What a file lists."""

    columns: tuple[SouvenirColumn, ...]
    listed: tuple[ListedSouvenir, ...]
    problems: tuple[SouvenirProblem, ...]


class SouvenirChange(Model):
    """What a list would change of one thing."""

    row: int = Field(ge=1)
    old: Souvenir | None
    """None where the thing is new."""
    new: Souvenir
    on_hand_before: int
    on_hand: int


class CataloguePlan(Model):
    """What taking a list in would do."""

    columns: tuple[SouvenirColumn, ...]
    changes: tuple[SouvenirChange, ...]
    unchanged: int = Field(ge=0)
    too_dear: tuple[int, ...]
    """Rows of things that cost more a piece than the programme allows: they are shown, and cannot
    be ordered."""
    problems: tuple[SouvenirProblem, ...]

    @property
    def applicable(self) -> bool:
        """Say whether the list can be taken in: whole, or not at all."""
        return not self.problems
