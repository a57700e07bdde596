"""Two small servers: the story's pages under their own headers, and a storage that takes files."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl

from cofund import pages
from cofund.models.claim import Locale
from cofund.pages import security_headers
from cofund.pages.static_files import static_file
from cofund.pages.views.review import CodeProof, TypedDecision
from tests.builders import page_views as story
from tests.pages.gallery import PAGES

HOST = "localhost"
DOCUMENTS = "/claims/7f3a9c0e5d1b48a2b6c4d8e0f1a2b3c4/documents"
UPLOADS = "/claims/7f3a9c0e5d1b48a2b6c4d8e0f1a2b3c4/uploads"
UPLOADED = "/claims/7f3a9c0e5d1b48a2b6c4d8e0f1a2b3c4/uploaded"


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Request:
    """What a browser sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Server:
    """An HTTP server on a free port that keeps what it was asked."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        answer = self._take

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(length)
                given = answer(Request(self.command, self.path, headers, body))
                self.send_response(given.status)
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(given.body)))
                self.end_headers()
                self.wfile.write(given.body)

            do_GET = do_POST = do_OPTIONS = _serve  # noqa: N815 the names http.server looks for

            def log_message(self, *_words: object) -> None:
                """Keep quiet."""

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://{HOST}:{self._server.server_port}"

    def answer(self, request: Request) -> Answer:
        """Give the answer to a request."""
        raise NotImplementedError

    def posts(self, path: str) -> list[Request]:
        """Give the POSTs that came for a path."""
        return [one for one in self.requests if one.method == "POST" and one.path == path]

    def _take(self, request: Request) -> Answer:
        self.requests.append(request)
        return self.answer(request)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Storage(Server):
    """Takes files by POST like a bucket; fails as often as a test asks."""

    def __init__(self) -> None:
        super().__init__()
        self.failures = 0
        self.redirect_to = ""

    def answer(self, request: Request) -> Answer:
        """Store a file: 204, or a redirect where the test asks for one."""
        allow = {"Access-Control-Allow-Origin": "*"}
        if request.method == "OPTIONS":
            return Answer(200, {**allow, "Access-Control-Allow-Methods": "POST"})
        if self.failures:
            self.failures -= 1
            return Answer(503, allow)
        if self.redirect_to:
            return Answer(303, {"Location": self.redirect_to})
        return Answer(204, allow)


class Site(Server):
    """The story's pages; ``/page/{name}/{locale}`` is any page of the gallery."""

    def __init__(self, storage_origin: str, page_image: bytes) -> None:
        super().__init__()
        self.storage_origin = storage_origin
        self.page_image = page_image
        self.refuse_tickets = ""

    def answer(self, request: Request) -> Answer:
        """Give a page, a static file, a page image or an upload ticket."""
        path = request.path.split("?")[0]
        routes: tuple[tuple[str, Callable[[Request, str], Answer]], ...] = (
            ("/static/", self._static),
            ("/page/", self._gallery),
            (UPLOADED, self._documents),
            (UPLOADS, self._uploads),
            (DOCUMENTS, self._documents),
            ("/review/", self._review),
        )
        for prefix, route in routes:
            if path.startswith(prefix):
                return route(request, path)
        return _html("not here", {}, status=404)

    def _static(self, _request: Request, path: str) -> Answer:
        found = static_file(path.removeprefix("/static/"))
        return Answer(200, security_headers.static_headers(found.content_type), found.content)

    def _gallery(self, _request: Request, path: str) -> Answer:
        name, locale = path.removeprefix("/page/").split("/")
        given: Locale = "en" if locale == "en" else "ru"
        headers = security_headers.page_headers()
        if name.startswith(("documents", "send-file")):
            headers = security_headers.upload_headers(self.storage_origin)
        return _html(PAGES[name](given), headers)

    def _review(self, request: Request, path: str) -> Answer:
        if "/pages/" in path:
            headers = security_headers.image_headers("image/png")
            return Answer(200, headers, self.page_image)
        cookie = security_headers.session_cookie("secret", seconds=600)
        headers = {**security_headers.page_headers(), "Set-Cookie": cookie}
        typed = TypedDecision(remark=_form(request).get("remark", ""))
        proof = CodeProof(sent=path.endswith("/code"))
        view = story.review_view(typed=typed, proof=proof)
        return _html(pages.render_review(view, locale="en"), headers)

    def _documents(self, _request: Request, _path: str) -> Answer:
        sent = len([one for one in self.requests if "json" in one.headers.get("accept", "")])
        line = story.documents_view().documents[0]
        lines = tuple(
            line.model_copy(update={"document_id": f"n{number}", "file_name": f"sent-{number}.pdf"})
            for number in range(sent)
        )
        view = story.documents_view(documents=lines, storage_origin=self.storage_origin)
        headers = security_headers.upload_headers(self.storage_origin)
        return _html(pages.render_documents(view, locale="en"), headers)

    def _uploads(self, request: Request, _path: str) -> Answer:
        ticket = story.send_file_view().ticket.model_copy(
            update={"url": f"{self.storage_origin}/bucket"}
        )
        if "json" in request.headers.get("accept", ""):
            if self.refuse_tickets:
                refusal = {"error": {"code": self.refuse_tickets}}
                return Answer(409, security_headers.json_headers(), json.dumps(refusal).encode())
            body = ticket.model_dump_json().encode()
            return Answer(201, security_headers.json_headers(), body)
        view = story.send_file_view(ticket=ticket, storage_origin=self.storage_origin)
        headers = security_headers.upload_headers(self.storage_origin)
        return _html(pages.render_send_file(view, locale="en"), headers)


def _html(text: str, headers: dict[str, str], *, status: int = 200) -> Answer:
    return Answer(status, headers, text.encode())


def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.body.decode())) if request.method == "POST" else {}
