"""What the check of a link saw: whether it is alive, and what stands there."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from cofund.models.base import Identifier, Model, Sha256, ShortText

MAX_LINK = 2_000

ProofVerdict = Literal[
    "alive",
    "gone",
    "not_allowed",
    "private_address",
    "redirected_away",
    "redirected_too_often",
    "closed",
    "not_readable",
    "too_slow",
    "too_large",
    "unknown_site",
    "out_of_reach",
]
"""*gone*: the site says that there is nothing. *not_allowed*: no link
that the programme accepts. *redirected_away*: it leads on to one that it does not accept.
*closed*: the site wants a sign-in, or lets no machine in. *not_readable*: neither a text nor a PDF.
*unknown_site*: nobody knows the name; it may be mistyped, or our own directory may be wrong.
*out_of_reach*: the site does not answer, or not as sites do."""

MendableVerdict = Literal["gone", "not_allowed", "private_address", "redirected_away"]
ProofProblem = Literal[MendableVerdict, "used"]
"""Why a link goes back; *used*: another award stands on the page to which it leads."""
MENDABLE: frozenset[MendableVerdict] = frozenset(get_args(MendableVerdict))
"""Sure to be the link's fault: it goes back to whoever filed it. All others that are not *alive*
are unclear: a person looks."""

Link = Annotated[str, Field(min_length=1, max_length=MAX_LINK)]


class ProofSeen(Model):
    """What the check of one link saw."""

    verdict: ProofVerdict
    address: Annotated[str, Field(max_length=MAX_LINK)] = ""
    """Where the page was found, after redirects; empty where none was."""
    status: int | None = Field(default=None, ge=100, le=999)
    """The last answer's HTTP status; None where no site answered."""
    title: ShortText = ""
    home: Annotated[str, Field(max_length=MAX_LINK)] = ""
    """Where on its own site the page says that it stands; empty where it says nothing."""
    sha256: Sha256 | None = None
    """Over the page as it was sent; None where it was not read whole."""


class ProofTask(Model):
    """Which link to check, by which terms: all that the check may know."""

    link: Link
    programme: Identifier
    programme_version: ShortText
    earned_by: Identifier
