"""moto, mended and empty: the one imitation of AWS that lives in this Python program."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from typing import Any

from infra.local import repairs
from infra.local.account import ACCOUNT_ID
from infra.local.errors import EngineAlreadyRunning

SERVICES = (
    "cognito-idp",
    "dynamodb",
    "events",
    "kms",
    "s3",
    "ses",
    "sesv2",
    "sqs",
    "stepfunctions",
)


_in_use = threading.Lock()


class World:
    """The resources and running executions that moto holds for our account."""

    def __init__(self, region: str) -> None:
        """Mend moto, if that was not done yet, and empty it.

        Raises:
            EngineAlreadyRunning: another world of this program is still in use.
        """
        if not _in_use.acquire(blocking=False):
            raise EngineAlreadyRunning(
                "An engine runs in this program already; stop it before you start another."
            )
        logging.getLogger("moto").setLevel(logging.CRITICAL)  # it logs inputs, tokens and all
        logging.getLogger("samtranslator").setLevel(logging.CRITICAL)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        repairs.apply_all()
        self._region = region
        self._run_state_machines()
        self.empty()

    @staticmethod
    def _run_state_machines() -> None:
        from moto.core.config import default_user_config

        default_user_config["stepfunctions"] = {"execute_state_machine": True}

    def application(self) -> Any:
        """The WSGI application that answers for every service."""
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

        return DomainDispatcherApplication(create_backend_app)

    def empty(self) -> None:
        """Stop what runs and forget every resource."""
        from moto.backends import get_backend

        self.stop_executions()
        for service in SERVICES:
            get_backend(service).reset()
        self._state_machines_backend().reset()

    def backend(self, service: str) -> Any:
        """What moto remembers of one service in our account and region."""
        from moto.backends import get_backend

        if service == "stepfunctions":
            return self._state_machines_backend()
        place = "aws" if service == "s3" else self._region
        return get_backend(service)[ACCOUNT_ID][place]

    def executions(self) -> Iterator[Any]:
        """Every execution, running or over."""
        for machine in list(self.backend("stepfunctions").state_machines):
            yield from list(machine.executions)

    def close(self) -> None:
        """Stop what runs and let another world begin."""
        self.stop_executions()
        _in_use.release()

    def stop_executions(self) -> None:
        """Abort what runs, and wake what waits so that its threads end."""
        for execution in self.executions():
            if execution.status == "RUNNING" and execution.exec_worker.env is not None:
                execution.stop(stop_date=None, error=None, cause=None)
                for endpoint in endpoints(execution):
                    endpoint.interrupt_all()

    def _state_machines_backend(self) -> Any:
        from moto.stepfunctions.parser.models import stepfunctions_parser_backends

        return stepfunctions_parser_backends[ACCOUNT_ID][self._region]


def endpoints(execution: Any) -> list[Any]:
    """The callbacks that an execution has waited for or waits for."""
    env = execution.exec_worker.env
    return [] if env is None else list(env.callback_pool_manager._pool.values())
