"""Publications of the vendor's price list: ordered and paid with points at once, given back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from cofund.books.publication_book import PublicationBook
from cofund.errors import EntryConflict, Forbidden, NotAccepted, NotFound
from cofund.models.claim import Person
from cofund.models.points import GiveBackPoints, SpendPoints
from cofund.models.publications import PublicationOrder
from cofund.pages.views.mails import Rendered
from cofund.steps.filing import Filer, on_behalf_of
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office
from cofund.steps.opening import claim_number
from cofund.steps.points.awards import points_terms
from cofund.steps.points.spending import Ordering, account_of

if TYPE_CHECKING:
    from cofund.models.programme import Programme


def publication_book(office: Office) -> PublicationBook:
    """Give the book of publications that are paid with points."""
    return PublicationBook(office.items)


def order_publication(
    publication: str,
    ordering: Ordering,
    filer: Filer,
    *,
    programme: Programme,
    office: Office,
) -> PublicationOrder:
    """Order a publication and pay it with points at once; the managers get a mail.

    The same form sent again pays nothing more, and sees to it that the mail was sent.

    Raises:
        NotFound: no such publication, or no such account for this person.
        InsufficientPoints: the account has fewer.
        AccountClosed: the account's year has ended.
        TryAgain: others keep moving points of this account.
    """
    terms = points_terms(programme)
    if publication not in terms.publications:
        raise NotFound("no such publication")
    account = account_of(ordering.account, filer, programme=programme, office=office)
    seed = f"{filer.login}\n{ordering.form_id}\n{publication}\n{account.owner}"
    order = _noted(
        PublicationOrder(
            order_id=claim_number(seed),
            partner_id=filer.partner_id or "",
            account=account,
            publication=publication,
            points=terms.publications[publication].points,
            programme_version=programme.version,
            ordered_at=office.clock(),
            ordered_by=filer.login,
            on_behalf_of=on_behalf_of(filer),
        ),
        office=office,
    )
    _pay(order, office=office)
    tell_publication(order, office=office)
    return order


def tell_publication(order: PublicationOrder, *, office: Office) -> None:
    """Mail the managers about a publication that was paid; each once, however often it is asked."""
    from cofund.steps.funds.mails import fact_of, tell_managers  # most look at accounts only

    programme = office.programme(order.account.programme, order.programme_version)
    partner = office.directory.partner(order.partner_id)
    orderer = office.directory.person(order.ordered_by)

    def mail_for(manager: Person) -> Rendered:
        from cofund.pages.of_points import mail_publication_ordered  # most look at accounts only
        from cofund.pages.views.points import PublicationOrderedMail

        view = PublicationOrderedMail(
            to_name=manager.name,
            zone=programme.zone,
            partner_name=partner.name,
            person_name=orderer.name,
            publication=publication_name(order, programme, manager),
            points=order.points,
            ordered_at=order.ordered_at,
            link=f"{office.public_url}/points/publications/{order.order_id}",
        )
        return mail_publication_ordered(view, locale=manager.locale)

    tell_managers(fact_of("publication", order.order_id), mail_for, office=office)


def tell_publications(partner_id: str, *, office: Office) -> None:
    """Mail the managers about each paid publication of a partner of which they don't know yet.

    For the nightly run: a page that died after paying had no time to.
    """
    for order in publication_book(office).of_partner(partner_id):
        if is_paid(order, office=office):
            tell_publication(order, office=office)


def is_paid(order: PublicationOrder, *, office: Office) -> bool:
    """Say whether an order's points were spent, given back or not."""
    return office.points.spent(order.account, order.order_id) is not None


def give_back(order_id: str, manager: Person, *, office: Office) -> PublicationOrder:
    """Give the points of a publication back that does not come about; a letter says so.

    Doing it again changes nothing.

    Raises:
        Forbidden: only managers may.
        NotFound: no such order, or it was never paid.
        TryAgain: others keep moving points of this account.
    """
    if manager.role != "manager":
        raise Forbidden("only managers give points back")
    order = publication_book(office).get(order_id)
    spent = office.points.spent(order.account, order.order_id)
    if spent is None:
        raise NotFound("the order was never paid")
    if spent.left:
        with suppress(EntryConflict):  # another manager was quicker: it is back
            office.points.post(_back(order, manager, office=office))
    _tell_given_back(order, office=office)
    return order


def publication_name(order: PublicationOrder, programme: Programme, reader: Person) -> str:
    """Give what a publication is called in somebody's language."""
    names = points_terms(programme).publications[order.publication].names
    return names.ru if reader.locale == "ru" else names.en


def _noted(order: PublicationOrder, *, office: Office) -> PublicationOrder:
    """Give the order as its form was first sent: sent again after New Year it is of the old one."""
    with suppress(NotFound):
        return publication_book(office).get(order.order_id)
    return publication_book(office).note(order)


def _pay(order: PublicationOrder, *, office: Office) -> None:
    office.points.post(
        SpendPoints(
            account=order.account,
            actor=order.ordered_by,
            reason=order.publication,
            at=order.ordered_at,
            programme_version=order.programme_version,
            subject=order.order_id,
            purpose="publication",
            points=order.points,
        )
    )


def _back(order: PublicationOrder, manager: Person, *, office: Office) -> GiveBackPoints:
    return GiveBackPoints(
        account=order.account,
        actor=manager.login,
        reason=order.publication,
        at=office.clock(),
        programme_version=order.programme_version,
        subject=order.order_id,
        number=1,
        points=order.points,
    )


def _tell_given_back(order: PublicationOrder, *, office: Office) -> None:
    from cofund.pages.of_points import mail_points_given_back  # most pages give nothing back
    from cofund.pages.views.points import PointsGivenBackMail

    orderer = office.directory.person(order.ordered_by)
    programme = office.programme(order.account.programme, order.programme_version)
    is_open = office.points.balance(order.account).status == "OPEN"
    view = PointsGivenBackMail(
        to_name=orderer.name,
        zone=programme.zone,
        publication=publication_name(order, programme, orderer),
        points=order.points,
        expires_on=date(int(order.account.year), 12, 31) if is_open else None,
        link=f"{office.public_url}/points",
    )
    mail = mail_to(orderer, mail_points_given_back(view, locale=orderer.locale), purpose="letter")
    try:
        send_once(f"given-back-{order.order_id}", mail, office=office)
    except NotAccepted:
        office.metrics.count("LetterRefused", step="give_back")
