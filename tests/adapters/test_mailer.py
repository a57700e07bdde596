"""The contract of outgoing mail, held by the adapter to SES and by the memory fake alike.

Security case 40: nothing in a mail can end a header line or reach a second recipient.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from cofund.aws.mailer import SesMailer
from cofund.errors import NotAccepted, TryAgain
from cofund.ports import Mail, Mailer
from tests.adapters.moto_world import failing, moto_world
from tests.fakes.mailer import MemoryMailer

SENDER = "cofund@vendor.example"
Sent = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def client() -> Generator[Any]:
    with moto_world():
        client = boto3.client("sesv2")
        client.create_email_identity(EmailIdentity=SENDER)
        client.create_configuration_set(ConfigurationSetName="mail")
        yield client


@pytest.fixture(params=["memory", "ses"])
def mailer(request: pytest.FixtureRequest) -> Mailer:
    if request.param == "memory":
        return MemoryMailer()
    return a_mailer(request.getfixturevalue("client"))


def a_mailer(client: Any) -> SesMailer:
    return SesMailer(client, sender=SENDER, configuration_set="mail")


def sent_by(mailer: Mailer) -> list[tuple[str, str]]:
    """Give recipient and subject of each mail so far."""
    if isinstance(mailer, MemoryMailer):
        return [(mail.to, mail.subject) for mail in mailer.sent]
    from moto.core import DEFAULT_ACCOUNT_ID
    from moto.ses.models import ses_backends

    messages = ses_backends[DEFAULT_ACCOUNT_ID]["eu-central-1"].sent_messages
    return [(message.destinations["ToAddresses"][0], message.subject) for message in messages]


def a_mail(**changes: str) -> Mail:
    parts = {
        "to": "reviewer@vendor.example",
        "subject": "Заявка c-1 ждёт решения",
        "text": "Откройте ссылку",
        "html": "<p>Откройте ссылку</p>",
        "purpose": "review",
    }
    return Mail.model_validate(parts | changes)


def test_a_mail_reaches_its_recipient_with_its_subject(mailer: Mailer) -> None:
    mailer.send(a_mail())
    assert sent_by(mailer) == [("reviewer@vendor.example", "Заявка c-1 ждёт решения")]


@pytest.mark.parametrize(
    "subject",
    [
        "Claim c-1\r\nBcc: everyone@rival.example",
        "Claim c-1\nBcc: everyone@rival.example",
        "Claim c-1\rBcc: everyone@rival.example",
        "Claim c-1\u2028Bcc: everyone@rival.example",
        "Claim c-1\x85Bcc: everyone@rival.example",
        "Claim c-1\x00Bcc: everyone@rival.example",
    ],
)
def test_a_subject_stays_one_line(mailer: Mailer, subject: str) -> None:
    mailer.send(a_mail(subject=subject))
    assert sent_by(mailer) == [("reviewer@vendor.example", "Claim c-1 Bcc: everyone@rival.example")]


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "@vendor.example",
        "reviewer@",
        "a@vendor.example, b@rival.example",
        "a@vendor.example;b@rival.example",
        "a@vendor.example\r\nBcc: b@rival.example",
        "a@vendor.example\n",
        "A Reviewer <a@vendor.example>",
        "a b@vendor.example",
        "a@vendor.example b@rival.example",
        "рецензент@vendor.example",
    ],
)
def test_a_mail_goes_to_one_plain_address_or_nowhere(mailer: Mailer, to: str) -> None:
    with pytest.raises(NotAccepted):
        mailer.send(a_mail(to=to))
    assert sent_by(mailer) == []


def test_a_mail_is_sent_as_text_and_html_under_the_configuration_set(client: Any) -> None:
    body = {
        "Text": {"Data": "Откройте ссылку", "Charset": "UTF-8"},
        "Html": {"Data": "<p>Откройте ссылку</p>", "Charset": "UTF-8"},
    }
    subject = {"Data": "Заявка c-1 ждёт решения", "Charset": "UTF-8"}
    expected = {
        "FromEmailAddress": SENDER,
        "Destination": {"ToAddresses": ["reviewer@vendor.example"]},
        "Content": {"Simple": {"Subject": subject, "Body": body}},
        "EmailTags": [{"Name": "purpose", "Value": "review"}],
        "ConfigurationSetName": "mail",
    }
    with Stubber(client) as stub:
        stub.add_response("send_email", {"MessageId": "m-1"}, expected)
        a_mailer(client).send(a_mail())
        stub.assert_no_pending_responses()


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_a_mail_refused_for_good_is_not_accepted(client: Any, code: str) -> None:
    with failing(client, "send_email", code), pytest.raises(NotAccepted):
        a_mailer(client).send(a_mail())


@pytest.mark.parametrize(
    "code", ["TooManyRequestsException", "LimitExceededException", "SendingPausedException"]
)
def test_a_busy_mail_service_means_try_again(client: Any, code: str) -> None:
    with failing(client, "send_email", code), pytest.raises(TryAgain):
        a_mailer(client).send(a_mail())


def test_an_unverified_sender_is_ours_to_mend_and_crashes(client: Any) -> None:
    with (
        failing(client, "send_email", "MailFromDomainNotVerifiedException"),
        pytest.raises(ClientError),
    ):
        a_mailer(client).send(a_mail())
