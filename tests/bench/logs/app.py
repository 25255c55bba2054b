"""A made-up web app and the lines that it writes, drawn from small pools so that it is fast."""

from __future__ import annotations

from random import Random

from tests.bench.logs.clock import Clock

ROUTES = ("/", "/api/items", "/api/users/me", "/static/app.css", "/health", "/api/orders")
AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0",
    "curl/8.5.0",
    "Go-http-client/2.0",
)
POOL_FULL = (
    "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, "
    "connection timed out, timeout 30.00"
)
POOL_BITS = 12
POOL = 1 << POOL_BITS


class App:
    """Writes lines, one call each; the same seed and the same calls give the same lines."""

    def __init__(self, seed: int = 7) -> None:
        self.rng = Random(seed)
        self.clock = Clock()
        self.bits = self.rng.getrandbits
        draw = self.rng.randrange
        self._clients = [f"10.{draw(256)}.{draw(256)}.{draw(1, 255)}" for _ in range(POOL)]
        self._requests = [f"GET {self.rng.choice(ROUTES)}?page={draw(90)}" for _ in range(POOL)]
        self._ends = [f'{draw(200, 9000)} "-" "{self.rng.choice(AGENTS)}"' for _ in range(POOL)]

    def below(self, limit: int) -> int:
        """A random number from 0 to just below `limit`."""
        return int(self.rng.random() * limit)

    def access(self, status: int = 200) -> str:
        """One access line as Gunicorn writes it."""
        bits = self.bits(3 * POOL_BITS)
        client, request = self._clients[bits % POOL], self._requests[(bits >> POOL_BITS) % POOL]
        end = self._ends[bits >> 2 * POOL_BITS]
        return f'{client} - - [{self.clock.access}] "{request} HTTP/1.1" {status} {end}'

    def chatter(self) -> str:
        """One line of the app's own logger about nothing in particular."""
        at = f"{self.clock.plain},{self.clock.millis:03d}"
        return f"{at} - shop.cart - INFO - item {self.below(10**6)} added to the cart"

    def server(self, level: str, text: str, pid: int = 7) -> str:
        """One line of Gunicorn's error log."""
        return f"[{self.clock.bracket}] [{pid}] [{level}] {text}"

    def timeout(self) -> str:
        """A worker that was killed because it had stopped answering."""
        return self.server("CRITICAL", f"WORKER TIMEOUT (pid:{8 + self.below(91)})")

    def pool_full(self) -> str:
        """A request that got no connection to the database."""
        return self.server("ERROR", POOL_FULL, pid=9)
