"""The directory: partners, their people and ours, and approved applications.

======================  ====================  ======================================================
pk                      sk                    attributes
======================  ====================  ======================================================
``PARTNER#{partner}``   ``PARTNER``           partner (JSON); gsi1 ``PARTNERS``
``INN#{inn}``           ``PARTNER``           partner_id: one partner per INN
``TURNOVER#{partner}``  ``{period}``          amount_minor, currency: of a month, quarter or year
``PERSON#{login}``      ``PERSON``            person (JSON); gsi1 ``ROLE#{role}``, partners' people
                                              by partner
``APP#{application}``   ``APPLICATION``       application (JSON), version; gsi1
                                              ``APPLICATIONS#{partner}`` until it has ended
======================  ====================  ======================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TypeVar

from cofund.books.writing import (
    change_if_older,
    integer,
    put_or_change,
    write_if_absent,
    write_through,
)
from cofund.errors import EntryConflict, NotFound
from cofund.items import Condition, Item, Key, Put, Stored, Update, Value, WriteRefused
from cofund.models.base import Model
from cofund.models.claim import Application, Partner, Person, Role
from cofund.money import Money
from cofund.ports import Items

M = TypeVar("M", bound=Model)

MAX_PARTNERS = 2_000
MAX_PEOPLE = 200
MAX_APPLICATIONS = 200
MAX_TURNOVERS = 500
"""Of one partner: forty years of months."""


class Directory:
    """Who takes part, and what was agreed."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def add_partner(self, partner: Partner) -> None:
        """Store a partner, or its changed facts.

        Raises:
            EntryConflict: another partner has this INN.
        """
        inn = Put(_inn_key(partner.inn), {"partner_id": partner.partner_id})
        key = _partner_key(partner.partner_id)
        attributes: dict[str, Value] = {
            "partner": partner.model_dump_json(),
            "gsi1pk": "PARTNERS",
            "gsi1sk": partner.partner_id,
        }
        # Of a new partner both or neither: an INN without its partner could never be taken again.
        with suppress(WriteRefused):
            write_through(self._items, (inn, Put(key, attributes)))
            return
        write_if_absent(self._items, inn)
        owner = self._items.get(inn.key)
        if owner is None or owner["partner_id"] != partner.partner_id:
            raise EntryConflict("another partner has this INN")
        put_or_change(self._items, key, attributes)

    def change_partner(self, old: Partner, new: Partner) -> None:
        """Store a partner's changed facts, unless others were stored meanwhile.

        Raises:
            EntryConflict: what stands is neither as before nor as it should be.
            NotFound: no such partner.
        """
        key = _partner_key(old.partner_id)
        item = self._items.get(key)
        if item is None:
            raise NotFound("no such partner")
        standing = Partner.model_validate_json(str(item["partner"]))
        if standing == new:
            return
        if standing != old:
            raise EntryConflict("the partner's facts were changed meanwhile")
        unchanged = Condition("partner", "=", item["partner"])
        change = Update(key, assign={"partner": new.model_dump_json()}, conditions=(unchanged,))
        try:
            write_through(self._items, (change,))
        except WriteRefused as refused:
            raise EntryConflict("the partner's facts were changed meanwhile") from refused

    def partner(self, partner_id: str) -> Partner:
        """Give a partner.

        Raises:
            NotFound: no such partner.
        """
        return self._read(_partner_key(partner_id), "partner", Partner)

    def partners(self) -> tuple[Partner, ...]:
        """Give all partners by id, at most ``MAX_PARTNERS``; the list may lag a moment behind."""
        stored = self._items.query_index("gsi1", "PARTNERS", limit=MAX_PARTNERS)
        return tuple(Partner.model_validate_json(str(one.attributes["partner"])) for one in stored)

    def partner_ids(self) -> Iterator[str]:
        """Give the ids of all partners, however many; the list may lag a moment behind."""
        after: Stored | None = None
        while True:
            page = self._items.query_index("gsi1", "PARTNERS", limit=MAX_PEOPLE, after=after)
            yield from (str(stored.attributes["gsi1sk"]) for stored in page)
            if len(page) < MAX_PEOPLE:
                return
            after = page[-1]

    def set_turnover(self, partner_id: str, period: str, turnover: Money) -> None:
        """Store a partner's turnover of a period, or its changed amount."""
        put_or_change(self._items, _turnover_key(partner_id, period), _amount(turnover))

    def change_turnover(self, partner_id: str, period: str, *, old: Money, new: Money) -> None:
        """Store a partner's changed turnover of a period, unless another was stored meanwhile.

        Raises:
            EntryConflict: what stands is neither as before nor as it should be.
        """
        standing = self.turnover(partner_id, period, new.currency)
        key, amount = _turnover_key(partner_id, period), _amount(new)
        seen = tuple(Condition(name, "=", value) for name, value in _amount(old).items())
        if standing not in (old, new):
            raise EntryConflict("the partner's turnover was changed meanwhile")
        if standing == new or write_if_absent(self._items, Put(key, amount)):
            return
        try:
            write_through(self._items, (Update(key, assign=amount, conditions=seen),))
        except WriteRefused as refused:
            raise EntryConflict("the partner's turnover was changed meanwhile") from refused

    def turnover(self, partner_id: str, period: str, currency: str) -> Money:
        """Give a partner's turnover of a period; zero where nobody has said."""
        item = self._items.get(_turnover_key(partner_id, period))
        if item is None:
            return Money.zero(currency)
        return Money(amount_minor=integer(item["amount_minor"]), currency=str(item["currency"]))

    def turnovers(self, partner_id: str) -> dict[str, Money]:
        """Give a partner's turnover of every period that somebody has said."""
        stored = self._items.query("claims", f"TURNOVER#{partner_id}", limit=MAX_TURNOVERS)
        return {
            one.key.sk: Money(
                amount_minor=integer(one.attributes["amount_minor"]),
                currency=str(one.attributes["currency"]),
            )
            for one in stored
        }

    def partner_of_inn(self, inn: str) -> Partner | None:
        """Give the partner that has an INN, or None."""
        owner = self._items.get(_inn_key(inn))
        return None if owner is None else self.partner(str(owner["partner_id"]))

    def add_person(self, person: Person) -> None:
        """Store a person, or their changed facts."""
        attributes: dict[str, Value] = {
            "person": person.model_dump_json(),
            "gsi1pk": f"ROLE#{person.role}",
            "gsi1sk": _place(person.partner_id, person.login),
        }
        put_or_change(self._items, _person_key(person.login), attributes)

    def person(self, login: str) -> Person:
        """Give a person.

        Raises:
            NotFound: nobody has this login.
        """
        return self._read(_person_key(login), "person", Person)

    def people(self, role: Role) -> tuple[Person, ...]:
        """Give the people of a role by login, partners' by partner; it may lag a moment behind."""
        stored = self._items.query_index("gsi1", f"ROLE#{role}", limit=MAX_PEOPLE)
        return tuple(Person.model_validate_json(str(one.attributes["person"])) for one in stored)

    def people_of(self, partner_id: str) -> tuple[Person, ...]:
        """Give the people of a partner by login; the list may lag a moment behind.

        However many partners there are, only theirs are read.
        """
        first = _place(partner_id, "")
        stored = self._items.query_index(
            "gsi1", "ROLE#partner", first=first, last=f"{first}~", limit=MAX_PEOPLE
        )
        return tuple(Person.model_validate_json(str(one.attributes["person"])) for one in stored)

    def add_application(self, application: Application) -> None:
        """Store an approved application, or its changed facts."""
        key = _application_key(application.application_id)
        put_or_change(self._items, key, _application_item(application))

    def agree(self, application: Application, *, version: int) -> None:
        """Store what was consented to; a later version takes its place, an earlier one never."""
        key = _application_key(application.application_id)
        attributes = {**_application_item(application), "version": version, "ended": False}
        if not write_if_absent(self._items, Put(key, attributes)):
            change_if_older(self._items, key, attributes, counted="version")

    def agreement(self, application_id: str) -> tuple[Application, int] | None:
        """Give what consent was given to and which version that is; None before any is stored."""
        item = self._items.get(_application_key(application_id))
        if item is None:
            return None
        application = Application.model_validate_json(str(item["application"]))
        return application, integer(item.get("version", 1))

    def end_application(self, application_id: str) -> None:
        """Take an application off its partner's list: nothing can be claimed for it any more.

        Claims that stand on it still find it. One that was never approved stays so.
        """
        ended = Update(
            _application_key(application_id),
            assign={"ended": True},
            remove=("gsi1pk", "gsi1sk"),
            conditions=(Condition("application", "present"),),
        )
        with suppress(WriteRefused):
            write_through(self._items, (ended,))

    def has_ended(self, application_id: str) -> bool:
        """Say whether an application was cancelled, or nobody claimed it in time."""
        return bool((self._items.get(_application_key(application_id)) or {}).get("ended"))

    def application(self, application_id: str) -> Application:
        """Give an approved application.

        Raises:
            NotFound: no such application.
        """
        return self._read(_application_key(application_id), "application", Application)

    def applications_of(self, partner_id: str) -> tuple[Application, ...]:
        """Give a partner's approved applications by their last day."""
        stored = self._items.query_index(
            "gsi1", f"APPLICATIONS#{partner_id}", limit=MAX_APPLICATIONS
        )
        return tuple(
            Application.model_validate_json(str(one.attributes["application"])) for one in stored
        )

    def _read(self, key: Key, attribute: str, model: type[M]) -> M:
        item = self._items.get(key)
        if item is None:
            raise NotFound(f"no such {attribute}")
        return model.model_validate_json(str(item[attribute]))


def _application_item(application: Application) -> dict[str, Value]:
    return {
        "application": application.model_dump_json(),
        "gsi1pk": f"APPLICATIONS#{application.partner_id}",
        "gsi1sk": application.activity.last_day.isoformat(),
    }


def _partner_key(partner_id: str) -> Key:
    return Key("claims", f"PARTNER#{partner_id}", "PARTNER")


def _inn_key(inn: str) -> Key:
    return Key("claims", f"INN#{inn}", "PARTNER")


def _amount(turnover: Money) -> Item:
    return {"amount_minor": turnover.amount_minor, "currency": turnover.currency}


def _turnover_key(partner_id: str, period: str) -> Key:
    return Key("claims", f"TURNOVER#{partner_id}", period)


def _place(partner_id: str | None, login: str) -> str:
    """Give the place of a person among those of the role: partners' people lie together."""
    return login if partner_id is None else f"{partner_id}#{login}"


def _person_key(login: str) -> Key:
    return Key("claims", f"PERSON#{login}", "PERSON")


def _application_key(application_id: str) -> Key:
    return Key("claims", f"APP#{application_id}", "APPLICATION")
