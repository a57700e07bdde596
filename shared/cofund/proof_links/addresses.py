"""Which addresses the whole internet reaches: nothing of ours, and no way round to it."""

from __future__ import annotations

import ipaddress

PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
"""Global unicast: what lies outside is local, reserved, or carries an IPv4 address in it."""
NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
            # Protocol assignments with Teredo, documentation, 6to4: gateways to an IPv4 inside.
            *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
        ),
    )
)
"""Written out beside ``is_global``, whose opinion changes with Python's version."""


def is_public(address: str) -> bool:
    """Say whether an address can be reached by everybody; what is no address is not public.

    IPv6 addresses that carry an IPv4 one (mapped, NAT64, 6to4, Teredo) are never public: the
    sites that we ask have addresses of their own.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.version == 6 and parsed not in PUBLIC_IPV6:
        return False
    inside = any(parsed in net for net in NOT_PUBLIC if net.version == parsed.version)
    return parsed.is_global and not parsed.is_multicast and not inside
