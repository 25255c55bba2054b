"""The traffic of a healthy site: visitors, health probes, scanners, people who leave early, and the odd TLS hello."""

from __future__ import annotations

import base64
import contextlib
import os
import random
import socket
import struct
import threading
import time

from repro import servers

AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Googlebot/2.1 (+http://www.google.com/bot.html)",
    "python-requests/2.32.3",
)
SCANNED = (
    *(
        "/wp-login.php",
        "/.env",
        "/phpmyadmin/index.php",
        "/.git/config",
        "/xmlrpc.php",
        "/boaform/admin/formLogin",
    ),
    *(
        "/cgi-bin/luci/;stok=/locale",
        "/error.log",
        "/api/v1/exceptions",
        "/wp-content/plugins/500.php",
        "/favicon.ico",
    ),
)
VISITS = (
    (30, "GET", "/products/{n}"),
    (14, "GET", "/"),
    (9, "GET", "/search?q=error%20{n}"),
    (8, "POST", "/cart"),
    (5, "POST", "/login"),
    (1, "POST", "/api/coupon"),
    (3, "GET", "scan"),
    (1, "GET", "/admin/errors"),
    (0.4, "GET", "/report"),
)


class Visitors:
    """Threads that visit a port of loopback until they are stopped, the same way for the same seed."""

    def __init__(
        self,
        port: int,
        per_second: float,
        *,
        probe: str,
        leavers: bool = False,
        sockets: bool = False,
        garbage: bool = False,
        seed: int = 1,
    ) -> None:
        self.port, self.per_second, self.random = port, per_second, random.Random(seed)
        self.ending = threading.Event()
        jobs = [(self.browse, ()), (self.probe, (probe,))]
        jobs += [(self.leave_early, ())] if leavers else []
        jobs += [(self.chat, ())] if sockets else []
        jobs += [(self.send_garbage, ())] if garbage else []
        self.threads = [servers.in_background(job, *arguments) for job, arguments in jobs]

    def stop(self) -> None:
        self.ending.set()
        for thread in self.threads:
            thread.join(8)

    def address(self) -> str:
        return f"{self.random.choice(('198.51.100', '203.0.113', '192.0.2'))}.{self.random.randint(1, 250)}"

    def browse(self) -> None:
        weights = [visit[0] for visit in VISITS]
        while not self.ending.wait(self.random.expovariate(self.per_second)):
            _, method, path = self.random.choices(VISITS, weights)[0]
            path = (
                self.random.choice(SCANNED)
                if path == "scan"
                else path.format(n=self.random.randint(1, 1000))
            )
            headers = {"User-Agent": self.random.choice(AGENTS), "X-Forwarded-For": self.address()}
            arguments = (self.port, path, 15, method, b"{}" if method == "POST" else None, headers)
            if path == "/report":
                servers.in_background(servers.get, *arguments)
            else:
                servers.get(*arguments)

    def probe(self, agent: str) -> None:
        while not self.ending.wait(5):
            servers.get(self.port, "/healthz", headers={"User-Agent": agent})

    def leave_early(self) -> None:
        """Asks for an export or a stream and closes the connection before the end."""
        while not self.ending.wait(self.random.uniform(4, 9)):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), 5) as peer,
            ):
                path = self.random.choice(("/export", "/events?n=3", "/events?n=2"))
                peer.sendall(
                    f"GET {path} HTTP/1.1\r\nHost: shop.example.com\r\nUser-Agent: {AGENTS[1]}\r\n\r\n".encode()
                )
                peer.recv(200)
                time.sleep(self.random.uniform(0, 1.5))
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def send_garbage(self) -> None:
        """A TLS hello, a wrong method or a broken version on the plain port."""
        hello = b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03" + bytes(range(60)) + b"\r\n\r\n"
        while not self.ending.wait(self.random.uniform(6, 14)):
            rubbish = self.random.choice(
                (
                    hello,
                    b"\x03\x00\x00/*\xe0\x00\x00\x00\x00\x00Cookie: x\r\n\r\n",
                    b"GET / HTTP/9.9\r\n\r\n",
                )
            )
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), 2) as peer,
            ):
                peer.sendall(rubbish)
                peer.settimeout(2)
                peer.recv(500)

    def chat(self) -> None:
        """Opens a WebSocket, says something, closes with 1000 (done) or 1001 (tab closed)."""
        while not self.ending.wait(self.random.uniform(3, 7)):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), 5) as peer,
            ):
                key = base64.b64encode(os.urandom(16)).decode()
                head = f"GET /ws HTTP/1.1\r\nHost: shop.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Forwarded-For: {self.address()}\r\n"
                peer.sendall(
                    f"{head}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
                )
                peer.settimeout(3)
                peer.recv(1000)
                peer.sendall(masked(1, b"hello"))
                peer.recv(1000)
                peer.sendall(masked(8, struct.pack("!H", self.random.choice((1000, 1001)))))
                peer.recv(1000)


def masked(opcode: int, payload: bytes) -> bytes:
    """One short WebSocket frame as a client must send it."""
    mask = os.urandom(4)
    body = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
    return bytes((0x80 | opcode, 0x80 | len(payload))) + mask + body
