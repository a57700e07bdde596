"""The contract of message authentication, held by the adapter to KMS and by the fake alike."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import boto3
import pytest

from cofund.aws.macs import KmsMacs
from cofund.errors import TryAgain
from cofund.ports import Macs
from tests.adapters.moto_world import failing, moto_world
from tests.fakes.macs import MemoryMacs


@pytest.fixture
def client() -> Generator[Any]:
    with moto_world():
        yield boto3.client("kms")


def a_kms(client: Any) -> KmsMacs:
    key = client.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    return KmsMacs(client, key_id=key["KeyMetadata"]["KeyId"])


@pytest.fixture(params=["memory", "kms"])
def macs(request: pytest.FixtureRequest) -> Macs:
    if request.param == "memory":
        return MemoryMacs()
    return a_kms(request.getfixturevalue("client"))


def test_what_was_signed_is_verified(macs: Macs) -> None:
    assert macs.verify(b"a link", macs.sign(b"a link"))


def test_a_mac_has_256_bits_and_is_always_the_same(macs: Macs) -> None:
    assert len(macs.sign(b"a link")) == 32
    assert macs.sign(b"a link") == macs.sign(b"a link")


@pytest.mark.parametrize("bit", [0, 100, 255])
def test_one_flipped_bit_is_no_mac(macs: Macs, bit: int) -> None:
    mac = bytearray(macs.sign(b"a link"))
    mac[bit // 8] ^= 1 << bit % 8
    assert not macs.verify(b"a link", bytes(mac))


def test_another_message_has_another_mac(macs: Macs) -> None:
    assert not macs.verify(b"another link", macs.sign(b"a link"))


@pytest.mark.parametrize("mac", [b"", b"short", b"x" * 33, b"x" * 7_000])
def test_a_mac_of_another_length_is_none(macs: Macs, mac: bytes) -> None:
    assert not macs.verify(b"a link", mac)


def test_messages_longer_than_the_service_takes_are_not_ours(macs: Macs) -> None:
    longest = b"x" * 4_096
    assert macs.verify(longest, macs.sign(longest))
    assert not macs.verify(longest + b"x", b"x" * 32)
    assert not macs.verify(b"", b"x" * 32)
    for message in (b"", longest + b"x"):
        with pytest.raises(ValueError, match="4096"):
            macs.sign(message)


def test_another_key_makes_another_mac(client: Any) -> None:
    assert not a_kms(client).verify(b"a link", a_kms(client).sign(b"a link"))


@pytest.mark.parametrize("code", ["KMSInternalException", "DependencyTimeoutException"])
def test_a_key_service_in_trouble_means_try_again(client: Any, code: str) -> None:
    macs = a_kms(client)
    with failing(client, "verify_mac", code), pytest.raises(TryAgain):
        macs.verify(b"a link", b"x" * 32)
