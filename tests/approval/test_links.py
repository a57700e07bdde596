"""Links to reviewers: cases 25 to 27, and what else somebody may try with a token."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta

import pytest

from cofund.approval import link_token, read_link, same_secret, typed_code
from cofund.errors import NotFound
from cofund.models.approval import ApprovalRequest
from cofund.tokens import MAX_TOKEN_LENGTH
from tests.fakes.clock import NOON
from tests.fakes.macs import MemoryMacs

MACS = MemoryMacs()
EXPIRES = NOON + timedelta(days=7)


def a_request(**changes: object) -> ApprovalRequest:
    plain = ApprovalRequest(
        jti="jti-1",
        claim_id="claim-1",
        version=3,
        reviewer="rita",
        stage="first",
        content_hash="0" * 64,
        form_key="key-1",
        issued_at=NOON,
        expires_at=EXPIRES,
    )
    return plain.model_copy(update=changes)


def a_token(**changes: object) -> str:
    return link_token(a_request(**changes), MACS)


def signed(claims: dict[str, object], macs: MemoryMacs = MACS) -> str:
    """Give a token over any claims, with a right MAC."""
    body = json.dumps(claims, separators=(",", ":")).encode()
    return f"{encoded(body)}.{encoded(macs.sign(body))}"


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def plain_claims(**changes: object) -> dict[str, object]:
    return {
        "jti": "jti-1",
        "claim_id": "claim-1",
        "version": 3,
        "reviewer": "rita",
        "audience": "cofund-review",
        "expires_at": int(EXPIRES.timestamp()),
        **changes,
    }


def test_a_link_says_what_it_was_made_for() -> None:
    said = read_link(a_token(), MACS, now=NOON)
    assert (said.jti, said.claim_id, said.version, said.reviewer) == (
        "jti-1",
        "claim-1",
        3,
        "rita",
    )


def test_a_link_carries_no_secret_and_no_decision() -> None:
    body = a_token().partition(".")[0]
    said = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    assert "key-1" not in said
    assert set(json.loads(said)) == set(plain_claims())


def test_case_25_a_character_changed_anywhere_makes_no_link() -> None:
    token = a_token()
    for position, letter in enumerate(token):
        other = "B" if letter == "A" else "A"
        forged = token[:position] + other + token[position + 1 :]
        with pytest.raises(NotFound):
            read_link(forged, MACS, now=NOON)


def test_case_25_every_bit_of_the_mac_counts() -> None:
    body, _, mac = a_token().partition(".")
    raw = base64.urlsafe_b64decode(mac + "=" * (-len(mac) % 4))
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(NotFound):
            read_link(f"{body}.{encoded(bytes(flipped))}", MACS, now=NOON)


@pytest.mark.parametrize(
    "extra",
    [{"alg": "none"}, {"kid": "another"}, {"alg": "HS256", "kid": "1"}, {"amount": 1}],
    ids=str,
)
def test_case_26_nothing_in_a_link_chooses_how_it_is_checked(extra: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        read_link(signed({**plain_claims(), **extra}), MACS, now=NOON)
    with pytest.raises(NotFound):
        read_link(signed({**plain_claims(), **extra}, MemoryMacs(b"their own")), MACS, now=NOON)


@pytest.mark.parametrize("form", ["{}.", ".{}", "{}=", "..{}", "{0}.{0}.{0}", "e30.{}", " {}"])
def test_case_26_other_forms_of_a_token_are_no_link(form: str) -> None:
    with pytest.raises(NotFound):
        read_link(form.format(a_token()), MACS, now=NOON)


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "cofund-partner"},
        {"version": 0},
        {"version": "3 "},
        {"claim_id": "../other"},
        {"expires_at": 1e400},
        {"expires_at": None},
    ],
    ids=str,
)
def test_what_we_never_say_is_no_link_even_with_our_mac(changes: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        read_link(signed(plain_claims(**changes)), MACS, now=NOON)


@pytest.mark.parametrize(
    ("now", "works"),
    [
        (EXPIRES - timedelta(seconds=1), True),
        (EXPIRES, False),
        (EXPIRES + timedelta(days=400), False),
    ],
)
def test_case_27_a_link_works_to_its_last_second(now: datetime, works: bool) -> None:
    if works:
        assert read_link(a_token(), MACS, now=now).jti == "jti-1"
    else:
        with pytest.raises(NotFound):
            read_link(a_token(), MACS, now=now)


@pytest.mark.parametrize(
    "token", ["", ".", "a.b", "ё.ё", "A" * 2_000 + ".A", "%00.%00", "a b.c", "\ud800.a"]
)
def test_nonsense_is_no_link(token: str) -> None:
    with pytest.raises(NotFound):
        read_link(token, MACS, now=NOON)


def test_the_longest_link_of_ours_is_within_its_bound() -> None:
    longest = a_token(jti="j" * 64, claim_id="c" * 64, reviewer="r" * 64, version=50)
    assert len(longest) < MAX_TOKEN_LENGTH
    assert read_link(longest, MACS, now=NOON).reviewer == "r" * 64


def test_a_longer_one_is_not_looked_at() -> None:
    with pytest.raises(NotFound):
        read_link(signed(plain_claims(jti="j" * 2_000)), MACS, now=NOON)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("012345", "012345"),
        (" 012 345 ", "012345"),
        ("012\u00a0345", "012345"),
        ("12345", None),
        ("0123456", None),
        ("٠١٢٣٤٥", None),
        ("", None),
        ("💰" * 4_000, None),
        ("012345\x00", None),
    ],
)
def test_a_code_is_six_digits_however_it_is_spaced(typed: str, code: str | None) -> None:
    assert typed_code(typed) == code


def test_secrets_of_any_letters_can_be_compared() -> None:
    assert same_secret("ключ", "ключ")
    assert not same_secret("ключ", "key")
