"""The local engine: the stack of template.yaml on this machine, from start to stop."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from infra.local import account
from infra.local.activity import Activity
from infra.local.aws_front import AwsFront
from infra.local.bindings import Deliveries, EventRules, QueueFeeds, Schedules
from infra.local.errors import EngineAlreadyRunning
from infra.local.http_front import HttpFront
from infra.local.mailbox import Mail, Mailbox
from infra.local.repairs import event_targets, lambda_calls, whole_mails
from infra.local.runtime_api import Answer
from infra.local.server import Listener
from infra.local.site import FunctionSpec, Site
from infra.local.stack import Stack
from infra.local.template import load_template
from infra.local.workers import Workers
from infra.local.world import World

_STACK = "cofund"
_REST_SECONDS = 60.0
_only_one = threading.Lock()


class Engine:
    """A running stack. Start it with `Engine.start`, stop it with `stop` or `with`."""

    @classmethod
    def start(
        cls,
        template: Path,
        *,
        port: int = 0,
        aws_port: int = 0,
        state_dir: Path | None = None,
        parameters: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        python_path: Iterable[Path] | None = None,
        region: str = account.DEFAULT_REGION,
        resume: Callable[[Engine], None] | None = None,
    ) -> Engine:
        """Put up the template's stack and serve it.

        In the values of `parameters`, `{url}` and `{aws_url}` stand for the engine's addresses.
        `environment` is given to every function beside its own. `python_path` is where functions
        find their modules: the template's directory and `shared/` in it, unless told otherwise.
        `resume` is called when an earlier run's state was found in `state_dir`: running executions
        are not kept, so it drives open work on.

        Raises:
            PortTaken: another program listens on `port` or `aws_port`.
            EngineAlreadyRunning: one engine of this program runs already.
            TemplateNotUnderstood: the template asks for something unknown.
        """
        if not _only_one.acquire(blocking=False):
            raise EngineAlreadyRunning(
                "An engine runs in this program already; stop it before you start another."
            )
        engine = cls()
        engine._closing.callback(_only_one.release)
        try:
            engine._open(port, aws_port, region, state_dir)
            root = template.resolve().parent
            engine._workers = Workers(
                shared={**engine._function_variables(), **(environment or {})},
                python_path=python_path or (root / "shared", root),
                log_directory=engine.state_dir / "logs",
            )
            engine._put_up(template, parameters or {})
        except BaseException:
            engine._closing.close()
            raise
        return engine

    def __init__(self) -> None:
        self._closing = ExitStack()
        self._clients: dict[str, Any] = {}
        self._clients_lock = threading.Lock()
        self._mailbox = Mailbox()
        self.outputs: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address of the HTTP API and of the engine's own pages under `/_local/`."""
        return self._front.url

    @property
    def aws_url(self) -> str:
        """The AWS endpoint, for `AWS_ENDPOINT_URL`."""
        return self._aws.url

    @property
    def functions(self) -> dict[str, FunctionSpec]:
        """The template's functions by logical id."""
        return {spec.logical_id: spec for spec in self._site.functions.values()}

    @property
    def state_machines(self) -> dict[str, str]:
        """The ARNs of the template's state machines by logical id."""
        return dict(self._site.state_machines)

    def client(self, service: str) -> Any:
        """A boto3 client that talks to this engine, whatever the shell's AWS settings say."""
        with self._clients_lock:
            if service not in self._clients:
                self._clients[service] = self._new_client(service)
            return self._clients[service]

    def invoke(self, function: str, event: Any) -> Any:
        """Call a function, by logical id or name; give what it returned, or its error as a dict."""
        return json.loads(self._invoke(function, json.dumps(event).encode()).payload)

    def mail(self) -> list[Mail]:
        """What the product sent by mail, oldest first."""
        return self._mailbox.mails()

    def fire(self, schedule: str) -> None:
        """Let a schedule be due now; see `Schedules.fire`."""
        self._schedules.fire(schedule)

    def prewarm(self, functions: Iterable[str]) -> None:
        """Start workers for these functions, so that their first calls find them warm."""
        self._workers.prewarm([self._site.function(name) for name in functions])

    def drain(self, timeout_seconds: float = _REST_SECONDS) -> None:
        """Wait until everything is done or waits for somebody's answer.

        Raises:
            StillBusy: something is still at work after `timeout_seconds`.
        """
        self._activity.rest(timeout_seconds)

    def stop(self) -> None:
        """End every worker and free the ports. Stopping twice is no error."""
        self._closing.close()

    def _open(self, port: int, aws_port: int, region: str, state_dir: Path | None) -> None:
        self._front = Listener(port)
        self._closing.callback(self._front.close)
        self._aws = Listener(aws_port)
        self._closing.callback(self._aws.close)
        self._region = region
        variables = account.aws_variables(region=region, endpoint=self.aws_url)
        own = {**variables, "MOTO_PORT": str(self._aws.port)}
        self._closing.enter_context(account.only_local_aws(own))
        self.state_dir = self._directory(state_dir)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._world = World(region)
        self._closing.callback(self._world.stop_executions)

    def _directory(self, state_dir: Path | None) -> Path:
        """Where logs and kept state lie: a place of its own that goes away if none was named."""
        if state_dir is not None:
            state_dir.mkdir(parents=True, exist_ok=True)
            return state_dir
        temporary = Path(tempfile.mkdtemp(prefix="cofund-local-"))
        self._closing.callback(shutil.rmtree, temporary, ignore_errors=True)
        return temporary

    def _function_variables(self) -> dict[str, str]:
        return account.aws_variables(region=self._region, endpoint=self.aws_url)

    def _put_up(self, template: Path, parameters: Mapping[str, str]) -> None:
        self._closing.callback(self._workers.stop)
        self._site = Site(self.client, self._region, _STACK, self.url)
        feeds = QueueFeeds(self._site, self._invoke)
        self._activity = Activity(self._world, feeds.queue_names)
        deliveries = Deliveries(self._site, self._invoke, self._activity)
        self._closing.callback(deliveries.stop)
        self._schedules = Schedules(self._site, deliveries)
        self._connect(deliveries)
        self._create(template, parameters)
        feeds.start()
        self._closing.callback(feeds.stop)
        self._schedules.start()
        self._closing.callback(self._schedules.stop)
        self._serve_pages()

    def _connect(self, deliveries: Deliveries) -> None:
        """Lead moto's loose ends to the workers, the deliveries and the mailbox."""
        from moto.moto_server.werkzeug_app import MotoRequestHandler

        lambda_calls.connect(self._invoke)
        event_targets.connect(EventRules(deliveries).deliver)
        whole_mails.connect(self._mailbox.keep)
        application = AwsFront(
            moto=self._world.application(),
            invoke=self._invoke,
            invoke_later=deliveries.invoke_later,
        )
        self._aws.serve(application, MotoRequestHandler)

    def _create(self, template: Path, parameters: Mapping[str, str]) -> None:
        addresses = {"{url}": self.url, "{aws_url}": self.aws_url}
        values = dict(parameters)
        for mark, address in addresses.items():
            values = {name: value.replace(mark, address) for name, value in values.items()}
        self.outputs = Stack(load_template(template, values), self._site).create()

    def _serve_pages(self) -> None:
        from werkzeug.serving import WSGIRequestHandler

        self._front.serve(HttpFront(self._site.routes, self._invoke), WSGIRequestHandler)

    def _invoke(self, function: str, payload: bytes) -> Answer:
        spec = self._site.function(function)
        with self._activity.of(f"call of {spec.logical_id}"):
            return self._workers.invoke(spec, payload)

    def _new_client(self, service: str) -> Any:
        import boto3
        from botocore.config import Config

        session = boto3.session.Session(
            aws_access_key_id=account.ACCESS_KEY_ID,
            aws_secret_access_key=account.SIGNING_WORD,
            region_name=self._region,
        )
        config = Config(signature_version="s3v4") if service == "s3" else Config()
        return session.client(service, endpoint_url=self.aws_url, config=config)
