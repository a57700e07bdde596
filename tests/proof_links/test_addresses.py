"""Which addresses are public: every way round to a private one is closed."""

from __future__ import annotations

import pytest

from cofund.proof_links.addresses import is_public


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "178.248.237.68", "2606:2800:220:1:248:1893:25c8:1946",
     "2a02:6b8::2:242", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0"],
)  # fmt: skip
def test_what_everybody_reaches_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",  # noqa: S104 - nothing is bound
            "0.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
        ),
        *("192.168.1.1", "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.127.255.255"),
        *("192.0.0.8", "192.0.2.7", "198.18.0.1", "198.51.100.1", "203.0.113.9", "192.88.99.1"),
        *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:93.184.216.34", "::ffff:a9fe:a9fe", "::127.0.0.1"),
        *("64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1"),
        *("2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1", "5f00::1"),
    ],
)
def test_what_is_ours_reserved_or_carries_another_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "text", ["", "habr.com", "127.1", "0x7f.0.0.1", "2130706433", "010.0.0.1", "1.2.3.4/8"]
)
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)
