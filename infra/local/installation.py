"""The template's stack as it stands: its resources in moto, and the bindings between them.

Who runs the functions is left open: worker processes (`infra.local.engine`) or this very program
(`infra.local.in_process`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from infra.local.activity import Activity
from infra.local.deliveries import Deliveries, EventRules
from infra.local.feeds import QueueFeeds
from infra.local.mailbox import Mailbox
from infra.local.repairs import event_targets, lambda_calls, whole_mails
from infra.local.runtime_api import Answer
from infra.local.schedules import Schedules
from infra.local.site import FunctionSpec, Site
from infra.local.stack import Stack
from infra.local.template import load_template
from infra.local.world import World

STACK_NAME = "cofund"

Run = Callable[[FunctionSpec, bytes], Answer]
"""Runs a function once with a payload."""


class Installation:
    """One stack in one world."""

    def __init__(
        self, world: World, *, client: Callable[[str], Any], region: str, url: str, run: Run
    ) -> None:
        self.world = world
        self.site = Site(client=client, region=region, stack_name=STACK_NAME, url=url)
        self.mailbox = Mailbox()
        self.outputs: dict[str, str] = {}
        self._run = run
        self.feeds = QueueFeeds(self.site, self.invoke)
        self.activity = Activity(world, self.feeds.queue_names)
        self.deliveries = Deliveries(self.site, self.invoke, self.activity)
        self.schedules = Schedules(self.site, self.deliveries)

    def connect(self) -> None:
        """Lead moto's loose ends here: state machines' calls, matched events, sent mails."""
        lambda_calls.connect(self.invoke)
        event_targets.connect(EventRules(self.deliveries).deliver)
        whole_mails.connect(self.mailbox.keep)

    def put_up(self, template: Path, parameters: Mapping[str, str]) -> None:
        """Make the template's resources.

        Raises:
            TemplateNotUnderstood: the template asks for something unknown.
        """
        self.outputs = Stack(load_template(template, parameters), self.site).create()

    def invoke(self, function: str, payload: bytes) -> Answer:
        """Call a function by its name, ARN or logical id.

        Raises:
            UnknownFunction: there is none.
        """
        spec = self.site.function(function)
        with self.activity.of(f"call of {spec.logical_id}"):
            return self._run(spec, payload)

    def start(self) -> None:
        """Let queues feed and schedules fire."""
        self.feeds.start()
        self.schedules.start()

    def stop(self) -> None:
        """Begin nothing more."""
        self.feeds.stop()
        self.schedules.stop()
        self.deliveries.stop()
