"""The local engine: the stack of template.yaml on this machine, from start to stop."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from infra.local import account
from infra.local.aws_front import AwsFront
from infra.local.http_front import HttpFront
from infra.local.installation import Installation
from infra.local.mailbox import Mail
from infra.local.object_gate import ObjectGate
from infra.local.server import Listener
from infra.local.site import FunctionSpec
from infra.local.workers import Workers
from infra.local.world import World

_REST_SECONDS = 60.0


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
        engine = cls()
        try:
            engine._open(port, aws_port, region, state_dir)
            root = template.resolve().parent
            engine._workers = Workers(
                shared={**engine._aws_variables(), **(environment or {})},
                python_path=python_path or (root / "shared", root),
                log_directory=engine.state_dir / "logs",
            )
            engine._install()
            engine._installation.put_up(template, engine._with_addresses(parameters or {}))
            engine._installation.start()
            engine._serve_pages()
        except BaseException:
            engine._closing.close()
            raise
        return engine

    def __init__(self) -> None:
        self._closing = ExitStack()
        self._clients: dict[str, Any] = {}
        self._clients_lock = threading.Lock()

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
        return {spec.logical_id: spec for spec in self._installation.site.functions.values()}

    @property
    def state_machines(self) -> dict[str, str]:
        """The ARNs of the template's state machines by logical id."""
        return dict(self._installation.site.state_machines)

    @property
    def outputs(self) -> dict[str, str]:
        """The template's outputs."""
        return dict(self._installation.outputs)

    def client(self, service: str) -> Any:
        """A boto3 client that talks to this engine, whatever the shell's AWS settings say."""
        with self._clients_lock:
            if service not in self._clients:
                self._clients[service] = self._new_client(service)
            return self._clients[service]

    def invoke(self, function: str, event: Any) -> Any:
        """Call a function, by logical id or name; give what it returned, or its error as a dict."""
        return json.loads(self._installation.invoke(function, json.dumps(event).encode()).payload)

    def mail(self) -> list[Mail]:
        """What the product sent by mail, oldest first."""
        return self._installation.mailbox.mails()

    def fire(self, schedule: str) -> None:
        """Let a schedule be due now; see `Schedules.fire`."""
        self._installation.schedules.fire(schedule)

    def prewarm(self, functions: Iterable[str]) -> None:
        """Start workers for these functions, so that their first calls find them warm."""
        self._workers.prewarm([self._installation.site.function(name) for name in functions])

    def drain(self, timeout_seconds: float = _REST_SECONDS) -> None:
        """Wait until everything is done or waits for somebody's answer.

        Raises:
            StillBusy: something is still at work after `timeout_seconds`.
        """
        self._installation.activity.rest(timeout_seconds)

    def stop(self) -> None:
        """End every worker and free the ports. Stopping twice is no error."""
        self._closing.close()

    def _open(self, port: int, aws_port: int, region: str, state_dir: Path | None) -> None:
        self._front = self._closed_at_the_end(Listener(port))
        self._aws = self._closed_at_the_end(Listener(aws_port))
        self._region = region
        own = {**self._aws_variables(), "MOTO_PORT": str(self._aws.port)}
        self._closing.enter_context(account.only_local_aws(own))
        self.state_dir = self._directory(state_dir)

    def _closed_at_the_end(self, listener: Listener) -> Listener:
        self._closing.callback(listener.close)
        return listener

    def _directory(self, state_dir: Path | None) -> Path:
        """Where logs and kept state lie: a place of its own that goes away if none was named."""
        if state_dir is not None:
            state_dir.mkdir(parents=True, exist_ok=True)
            return state_dir
        temporary = Path(tempfile.mkdtemp(prefix="cofund-local-"))
        self._closing.callback(shutil.rmtree, temporary, ignore_errors=True)
        return temporary

    def _aws_variables(self) -> dict[str, str]:
        return account.aws_variables(region=self._region, endpoint=self.aws_url)

    def _install(self) -> None:
        """An empty world behind the AWS endpoint, with workers to run its functions."""
        from moto.moto_server.werkzeug_app import MotoRequestHandler

        self._installation = Installation(
            World(self._region),
            client=self.client,
            region=self._region,
            url=self.url,
            run=self._workers.invoke,
        )
        self._closing.callback(self._workers.stop)
        self._closing.callback(self._installation.stop)
        self._installation.connect()
        world = self._installation.world
        gate = ObjectGate(
            world.application(), buckets=lambda: world.backend("s3").buckets, client=self.client
        )
        front = AwsFront(
            services=gate,
            invoke=self._installation.invoke,
            invoke_later=self._installation.deliveries.invoke_later,
        )
        self._aws.serve(front, MotoRequestHandler)

    def _with_addresses(self, parameters: Mapping[str, str]) -> dict[str, str]:
        return {
            name: value.replace("{url}", self.url).replace("{aws_url}", self.aws_url)
            for name, value in parameters.items()
        }

    def _serve_pages(self) -> None:
        from werkzeug.serving import WSGIRequestHandler

        front = HttpFront(self._installation.site.routes, self._installation.invoke)
        self._front.serve(front, WSGIRequestHandler)

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
