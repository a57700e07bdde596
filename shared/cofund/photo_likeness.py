"""When two photos are one: by how many bits their fingerprints differ, and where to look for them.

A fingerprint's 256 bits are sixteen bands of sixteen. Photos whose fingerprints differ in up to
fifteen bits share a whole band for certain, those that differ in up to 32 nearly always: whoever
knows all photos by their bands finds them with sixteen lookups.
"""

from __future__ import annotations

from cofund.models.evidence import PhotoPrint

MOST_DIFFERENT = 32
"""Bits of 256 by which fingerprints of one photo differ at most."""
BAND_DIGITS = 4
"""Hex digits, sixteen bits."""


def differing_bits(one: PhotoPrint, other: PhotoPrint) -> int:
    """Give by how many bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def bands(fingerprint: PhotoPrint) -> tuple[str, ...]:
    """Give a fingerprint's bands, each with its place: "0-a1b2"."""
    starts = range(0, len(fingerprint), BAND_DIGITS)
    return tuple(
        f"{place:x}-{fingerprint[start : start + BAND_DIGITS]}"
        for place, start in enumerate(starts)
    )
