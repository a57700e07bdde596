"""The Lambda Runtime API (2018-06-01), as AWS's runtime client expects it: one server per worker.

The worker asks for the next invocation, and answers with a response, an error, or an error of its
start. The engine's side offers invocations and waits for their answers.
"""

from __future__ import annotations

import json
import queue
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MAX_PAYLOAD_BYTES = 6 * 1024 * 1024  # Lambda's bound for synchronous calls


@dataclass(frozen=True)
class Answer:
    """What a function gave back: its payload, and whether that describes an error."""

    payload: bytes
    is_error: bool

    @classmethod
    def failure(cls, error_type: str, message: str) -> Answer:
        """The answer Lambda gives in the function's place."""
        body = {"errorType": error_type, "errorMessage": message}
        return cls(payload=json.dumps(body).encode(), is_error=True)


@dataclass
class Invocation:
    """One call of a function on its way through a worker."""

    payload: bytes
    function_arn: str
    timeout_seconds: float
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    taken: threading.Event = field(default_factory=threading.Event)
    answered: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None

    def finish(self, answer: Answer) -> None:
        """Keep the first answer; later ones come too late."""
        if not self.answered.is_set():
            self.answer = answer
            self.taken.set()
            self.answered.set()

    def headers(self) -> dict[str, str]:
        """What the runtime client is told beside the payload; the deadline counts from now."""
        trace = f"Root=1-{int(time.time()):08x}-{self.id[-12:]:0>24};Sampled=0"
        deadline_ms = int((time.time() + self.timeout_seconds) * 1000)
        return {
            "Lambda-Runtime-Aws-Request-Id": self.id,
            "Lambda-Runtime-Deadline-Ms": str(deadline_ms),
            "Lambda-Runtime-Invoked-Function-Arn": self.function_arn,
            "Lambda-Runtime-Trace-Id": trace,
        }


class RuntimeApi:
    """The engine's side of one worker's Runtime API."""

    def __init__(self) -> None:
        self._offered: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._current: Invocation | None = None
        self._start_failure: Answer | None = None
        self._lock = threading.Lock()
        handler = type("WorkerRequest", (_WorkerRequest,), {"api": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """`host:port`, for the worker's AWS_LAMBDA_RUNTIME_API."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def usable(self) -> bool:
        """Whether the worker started without an error."""
        return self._start_failure is None

    def offer(self, invocation: Invocation) -> None:
        """Give the worker its next call; one at a time."""
        with self._lock:
            self._current = invocation
            if self._start_failure is not None:
                invocation.finish(self._start_failure)
                return
        self._offered.put(invocation)

    def next(self) -> Invocation | None:
        """Wait for the next call; `None` when the server closes."""
        return self._offered.get()

    def finish(self, answer: Answer) -> None:
        """Answer the call in hand."""
        with self._lock:
            if self._current is not None:
                self._current.finish(answer)

    def fail_start(self, answer: Answer) -> None:
        """Note that the worker will never take a call; a waiting call gets the same answer."""
        with self._lock:
            self._start_failure = answer
            if self._current is not None:
                self._current.finish(answer)

    def close(self) -> None:
        """Stop serving. The worker must be gone by then."""
        self._offered.put(None)
        self._server.shutdown()
        self._server.server_close()


class _WorkerRequest(BaseHTTPRequestHandler):
    """One connection of the worker's runtime client."""

    api: RuntimeApi
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Serve until the worker is gone: it is killed in the middle of a connection."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the function's own log tells what matters."""

    def do_GET(self) -> None:
        """`/runtime/invocation/next`."""
        invocation = self.api.next()
        if invocation is None:
            self.close_connection = True
            return
        self._reply(200, invocation.payload, invocation.headers())
        invocation.taken.set()

    def do_POST(self) -> None:
        """`/runtime/invocation/ID/response`, `…/error` and `/runtime/init/error`."""
        answer = Answer(payload=self._body(), is_error=not self.path.endswith("/response"))
        if self.path.endswith("/init/error"):
            self.api.fail_start(answer)
        else:
            self.api.finish(answer)
        self._reply(202, b"", {})

    def _reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        try:
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # the worker was stopped meanwhile
            self.close_connection = True

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length")
        return self._chunks() if length is None else self.rfile.read(int(length))

    def _chunks(self) -> bytes:
        """A body in HTTP/1.1 chunks, as the runtime client sends it."""
        parts: list[bytes] = []
        total = 0
        while size := int(self.rfile.readline().strip() or b"0", 16):
            total += size
            if total > 2 * MAX_PAYLOAD_BYTES:
                self.close_connection = True
                break
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)
