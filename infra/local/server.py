"""A threaded HTTP server for a WSGI application, on a port of this machine."""

from __future__ import annotations

import errno
import socket
import threading
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from infra.local.errors import PortTaken

HOST = "127.0.0.1"


class Listener:
    """A port that is taken now and served later, so that its address is known early."""

    def __init__(self, port: int) -> None:
        """Take the port; 0 takes a free one.

        Raises:
            PortTaken: another program listens there.
        """
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((HOST, port))
        except OSError as error:
            self._socket.close()
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(port) from error
            raise
        self._socket.listen(128)
        self.port: int = self._socket.getsockname()[1]
        self._server: BaseWSGIServer | None = None

    @property
    def url(self) -> str:
        """The address of what is served here."""
        return f"http://{HOST}:{self.port}"

    def serve(self, application: Any, request_handler: type[WSGIRequestHandler]) -> None:
        """Serve from now on, one thread per request."""
        self._server = make_server(
            HOST,
            self.port,
            application,
            threaded=True,
            request_handler=request_handler,
            fd=self._socket.fileno(),
        )
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Stop serving and give the port back. Closing twice is no error."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()
        self._socket.close()
