"""What one judgement was made from, kept so that it can be made again years later.

Written once beside the assessment, in locked storage. Later code reads it under these rules:

- A field may be added to any model in it if it has a default that means "not known then".
- Whatever else changes (a name, a meaning, a field without default) takes a new ``shape`` and a
  function that turns the old one into it.
- Rules that came later are not among ``rules`` and stay out when it is judged again.
"""

from typing import Literal

from pydantic import Field

from cofund.models.base import Identifier, Model
from cofund.models.claim_file import ClaimFile


class JudgedInputs(Model):
    """A claim file with its programme's terms in full, and the rules that it was judged by."""

    shape: Literal[1] = 1
    rules: tuple[Identifier, ...] = Field(max_length=500)
    """Names of all rules that looked at it, in order."""
    file: ClaimFile
