"""The local engine: the stack of template.yaml on this machine, from start to stop."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from infra.local import account
from infra.local.aws_front import AwsFront
from infra.local.clients import Clients
from infra.local.http_front import HttpFront
from infra.local.installation import Installation
from infra.local.object_gate import ObjectGate
from infra.local.own_pages import OwnPages
from infra.local.running import RunningStack
from infra.local.server import Listener
from infra.local.state import Keeper, StateDirectory
from infra.local.workers import Workers
from infra.local.world import World

_REST_SECONDS = 60.0


class Engine(RunningStack):
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
        """Put up the template's stack and serve it; port 0 is any free one.

        In the values of `parameters`, `{url}` and `{aws_url}` stand for the engine's addresses.
        `environment` is given to every function beside its own. `python_path` is where functions
        find their modules: the template's directory and `shared/` in it, unless told otherwise.
        `state_dir` takes logs and the state that outlives a restart. Running executions do not
        outlive it: where a state was restored, `resume` is called to drive open work on.

        Raises:
            PortTaken: another program listens on `port` or `aws_port`.
            EngineAlreadyRunning: one engine of this program runs already.
            StateInUse: another engine keeps its state in `state_dir`.
            StateNotUnderstood: the kept state is damaged or of another version.
            TemplateNotUnderstood: the template asks for something unknown.
        """
        engine = cls()
        try:
            engine._take_addresses(port, aws_port, region)
            engine._enter_world(state_dir)
            root = template.resolve().parent
            engine._hire(environment or {}, python_path or (root / "shared", root))
            engine._put_up(template, parameters or {})
            restored = engine._restore()
            engine._open()
            if restored and resume is not None:
                resume(engine)
        except BaseException:
            engine.stop()
            raise
        return engine

    @property
    def url(self) -> str:
        """The address of the HTTP API and of the engine's own pages under `/_local/`."""
        return self._front.url

    @property
    def aws_url(self) -> str:
        """The AWS endpoint, for `AWS_ENDPOINT_URL`."""
        return self._aws.url

    @property
    def variables(self) -> dict[str, str]:
        """The AWS settings that functions get: endpoint, region and dummy credentials."""
        return dict(self._variables)

    @property
    def logs(self) -> Path:
        """The directory with a log file per function."""
        return self._directory / "logs"

    def client(self, service: str) -> Any:
        """A boto3 client that talks to this engine, whatever the shell's AWS settings say."""
        return self._clients.client(service)

    def prewarm(self, functions: Iterable[str]) -> None:
        """Start workers for these functions, so that their first calls find them warm."""
        self._workers.prewarm([self._installation.site.function(name) for name in functions])

    def drain(self, timeout_seconds: float = _REST_SECONDS) -> None:
        """Wait until everything is done or waits for somebody's answer.

        Raises:
            StillBusy: something is still at work after `timeout_seconds`.
        """
        self._installation.activity.rest(timeout_seconds)

    # What follows is called by `start` in this order. Closing goes the other way round: the doors
    # shut first, then the workers go, then the state is kept, and the world ends last.

    def _take_addresses(self, port: int, aws_port: int, region: str) -> None:
        self._front = self._listener(port)
        self._aws = self._listener(aws_port)
        self._region = region
        self._variables = account.aws_variables(region=region, endpoint=self.aws_url)
        own = {**self._variables, **account.LASTING_IDS, "MOTO_PORT": str(self._aws.port)}
        self._closing.enter_context(account.only_local_aws(own))
        self._clients = Clients(region=region, endpoint=self.aws_url)

    def _listener(self, port: int) -> Listener:
        listener = Listener(port)
        self._closing.callback(listener.close)
        return listener

    def _enter_world(self, state_dir: Path | None) -> None:
        self._directory = state_dir or Path(tempfile.mkdtemp(prefix="cofund-local-"))
        kept = StateDirectory(state_dir) if state_dir is not None else None
        if kept is None:
            self._closing.callback(shutil.rmtree, self._directory, ignore_errors=True)
        else:
            self._closing.callback(kept.close)
        self._world = World(self._region)
        self._closing.callback(self._world.close)
        self._keeper = Keeper(self._world, kept) if kept is not None else None
        if self._keeper is not None:
            self._closing.callback(self._keeper.stop)

    def _hire(self, environment: Mapping[str, str], python_path: Iterable[Path]) -> None:
        self._workers = Workers(
            shared={**self._variables, **environment},
            python_path=python_path,
            log_directory=self.logs,
        )
        self._closing.callback(self._workers.stop)

    def _put_up(self, template: Path, parameters: Mapping[str, str]) -> None:
        from moto.moto_server.werkzeug_app import MotoRequestHandler

        self._installation = Installation(
            self._world,
            client=self.client,
            region=self._region,
            url=self.url,
            run=self._workers.invoke,
        )
        self._installation.connect()
        self._aws.serve(self._aws_front(), MotoRequestHandler)
        self._closing.callback(self._aws.close)
        values = {
            name: value.replace("{url}", self.url).replace("{aws_url}", self.aws_url)
            for name, value in parameters.items()
        }
        self._installation.put_up(template, values)

    def _aws_front(self) -> AwsFront:
        gate = ObjectGate(
            self._world.application(),
            buckets=lambda: self._world.backend("s3").buckets,
            client=self.client,
        )
        return AwsFront(
            services=gate,
            invoke=self._installation.invoke,
            invoke_later=self._installation.deliveries.invoke_later,
        )

    def _restore(self) -> bool:
        """Put back what an earlier run kept, and keep from now on; whether there was anything."""
        if self._keeper is None:
            return False
        restored = self._keeper.restore(self._installation.mailbox)
        self._keeper.start()
        return restored

    def _open(self) -> None:
        from werkzeug.serving import WSGIRequestHandler

        self._installation.start()
        self._closing.callback(self._installation.stop)
        product = HttpFront(self._installation.site.routes, self._installation.invoke)
        self._front.serve(OwnPages(self._installation.mailbox, product), WSGIRequestHandler)
        self._closing.callback(self._front.close)
