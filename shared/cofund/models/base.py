"""What every hand-over model has in common."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

WHEN_USED = ConfigDict(defer_build=True)
"""Built when first used: most functions use a few models only."""


class Model(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", **WHEN_USED)


IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
"""An id of ours: safe in keys, file names and links."""

ShortText = Annotated[str, Field(max_length=200)]
LongText = Annotated[str, Field(max_length=4000)]
CURRENCY = r"^[A-Z]{3}$"
Currency = Annotated[str, Field(pattern=CURRENCY)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Names(Model):
    """What people call a thing, in both languages."""

    ru: ShortText
    en: ShortText


def is_identifier(text: str) -> bool:
    """Say whether a text could be an id of ours: what stands in an address may be anything."""
    return re.fullmatch(IDENTIFIER, text) is not None
