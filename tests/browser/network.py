"""A network between a browser and the service that can really be cut: its sockets are closed."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit

CHUNK = 65536


class Network:
    """Passes bytes on, until it is cut or goes silent."""

    def __init__(self, service: str) -> None:
        """Lead to the service from an address of its own, which stays the same."""
        there = urlsplit(service)
        self.there = (there.hostname or "", there.port or 0)
        self.open: list[socket.socket] = []
        self.listening: socket.socket | None = None
        self.port = 0
        self.is_silent = False
        self.mend()

    @property
    def address(self) -> str:
        """Where the service is, through this network."""
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        """Let everything through again."""
        self.is_silent = False
        if self.listening is None:
            self.listening = socket.create_server(("127.0.0.1", self.port))
            self.port = self.listening.getsockname()[1]
            threading.Thread(target=self.accept, args=[self.listening], daemon=True).start()

    def cut(self) -> None:
        """From now on nobody is there, and every conversation is broken off."""
        listening, self.listening = self.listening, None
        for each in [listening, *self.open]:
            if each is not None:
                shut(each)
        self.open.clear()

    def fall_silent(self) -> None:
        """Take what comes and never answer, as where there is one bar left."""
        self.is_silent = True

    def accept(self, listening: socket.socket) -> None:
        """Every conversation has two directions."""
        while True:
            try:
                near, _ = listening.accept()
                far = socket.create_connection(self.there)
            except OSError:
                return
            self.open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.pass_on, args=[one, other], daemon=True).start()

    def pass_on(self, one: socket.socket, other: socket.socket) -> None:
        """One direction, to its end."""
        with contextlib.suppress(OSError):
            while chunk := one.recv(CHUNK):
                if not self.is_silent:
                    other.sendall(chunk)
        shut(one)
        shut(other)


def shut(each: socket.socket) -> None:
    """Close at once, also for a thread that is waiting at it."""
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
