"""Outgoing mail by Amazon SES.

SES writes the headers; still nothing reaches it that could end a header line or name a second
recipient. Its click tracking stays off in the configuration set: it would rewrite review links.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address
from typing import TYPE_CHECKING

from cofund.aws.trouble import named_trouble
from cofund.errors import NotAccepted
from cofund.ports import Mail

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import BodyTypeDef

_LINE_ENDS_AND_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class SesMailer:
    """Sends from one verified address under one configuration set."""

    def __init__(self, client: SESV2Client, *, sender: str, configuration_set: str) -> None:
        self._client = client
        self._sender = sender
        self._configuration_set = configuration_set

    def send(self, mail: Mail) -> None:
        """Send a mail as text and HTML."""
        recipient = one_address(mail.to)
        with named_trouble("the mail service"):
            try:
                self._client.send_email(
                    FromEmailAddress=self._sender,
                    Destination={"ToAddresses": [recipient]},
                    Content={
                        "Simple": {
                            "Subject": {"Data": header_safe(mail.subject), "Charset": "UTF-8"},
                            "Body": _body(mail),
                        }
                    },
                    EmailTags=[{"Name": "purpose", "Value": mail.purpose}],
                    ConfigurationSetName=self._configuration_set,
                )
            except (
                self._client.exceptions.MessageRejected,
                self._client.exceptions.BadRequestException,
            ) as error:
                raise NotAccepted("the mail service refuses this mail") from error


def one_address(text: str) -> str:
    """Give a text back that is one plain mail address.

    Raises:
        NotAccepted: it is none, or more than that: a name, a second address, a header line.
    """
    try:
        address = Address(addr_spec=text)
    except (MessageError, ValueError, IndexError) as error:
        raise NotAccepted("not a mail address") from error
    plain = address.addr_spec == text and text.isascii() and text.isprintable()
    if not plain or not address.username or not address.domain:
        raise NotAccepted("not a mail address")
    return text


def header_safe(text: str) -> str:
    """Give a text as one header line: line ends and control characters become spaces."""
    return _LINE_ENDS_AND_CONTROLS.sub(" ", text).strip()


def _body(mail: Mail) -> BodyTypeDef:
    return {
        "Text": {"Data": mail.text, "Charset": "UTF-8"},
        "Html": {"Data": mail.html, "Charset": "UTF-8"},
    }
