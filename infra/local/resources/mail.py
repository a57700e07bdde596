"""SES: who may send, and under which configuration set."""

from __future__ import annotations

from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site


def create_identity(wanted: Wanted, site: Site) -> Created:
    """Let the address or domain send; nothing leaves the machine, see the mailbox page."""
    identity = wanted.properties["EmailIdentity"]
    site.client("sesv2").create_email_identity(EmailIdentity=identity)
    arn = site.arn("ses", f"identity/{identity}")
    return Created(reference=identity, attributes={"Arn": arn})


def create_configuration_set(wanted: Wanted, site: Site) -> Created:
    """Make the configuration set that senders name."""
    name = wanted.properties.get("Name", wanted.name)
    site.client("sesv2").create_configuration_set(ConfigurationSetName=name)
    arn = site.arn("ses", f"configuration-set/{name}")
    return Created(reference=name, attributes={"Arn": arn})
