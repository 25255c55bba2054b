"""gunicorn.conf.py, read from its syntax tree and never run.

Understood are literals, names assigned above, simple arithmetic, `int(...)` and the like, and the
default of `os.environ.get` and `os.getenv`. What cannot be told is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from logscan.model import Value
from logscan.parsers.settings._found import Found, NotUnderstoodError, scalar

NAMES = {
    "bind",
    "workers",
    "worker_class",
    "threads",
    "timeout",
    "graceful_timeout",
    "keepalive",
    "max_requests",
    "max_requests_jitter",
    "worker_connections",
    "preload_app",
    "worker_tmp_dir",
    "loglevel",
    "accesslog",
    "errorlog",
    "forwarded_allow_ips",
    "wsgi_app",
    "reload",
}
CASTS: Mapping[str, type[int] | type[float] | type[str] | type[bool]] = {
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
}
LONGEST = 1000


class _UnknownError(Exception):
    """A value that cannot be told without running the file."""


def is_mine(name: str, text: str) -> bool:
    """Python files are taken for Gunicorn's."""
    return name.endswith(".py")


def read(text: str) -> Iterator[Found]:
    """The settings that the file assigns at its top level, the last assignment of each."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError) as error:
        raise NotUnderstoodError(f"not Python: {error}") from error
    known: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for name, value, line in _assignments(tree):
        try:
            known[name] = _told(value, known)
            lines[name] = line
        except _UnknownError:
            known.pop(name, None)
    for name, told in known.items():
        if name in NAMES:
            yield Found(f"gunicorn.{name}", _as_fact(told), lines[name])


def _as_fact(value: Value) -> Value:
    plain = scalar(value)
    return value if plain is None else plain


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr, int]]:
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            if isinstance(statement.target, ast.Name):
                yield statement.target.id, statement.value, statement.lineno
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value, statement.lineno


def _told(node: ast.expr, known: Mapping[str, Value]) -> Value:
    """The value of an expression. Raises _UnknownError."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, float, bool)):
        return node.value
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    if isinstance(node, ast.BinOp):
        return _arithmetic(node.op, _told(node.left, known), _told(node.right, known))
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return _either(node.values, known)
    if isinstance(node, ast.JoinedStr):
        return "".join(_piece(part, known) for part in node.values)
    if isinstance(node, ast.Call):
        return _call(node, known)
    raise _UnknownError


def _either(nodes: list[ast.expr], known: Mapping[str, Value]) -> Value:
    """`os.environ.get("X") or 4`: the first that can be told and is true."""
    for node in nodes:
        try:
            value = _told(node, known)
        except _UnknownError:
            continue
        if value:
            return value
    raise _UnknownError


def _piece(part: ast.expr, known: Mapping[str, Value]) -> str:
    if isinstance(part, ast.FormattedValue) and part.format_spec is None:
        return str(_told(part.value, known))[:LONGEST]
    return str(_told(part, known))[:LONGEST]


def _arithmetic(operator: ast.operator, left: Value, right: Value) -> Value:
    if isinstance(left, str) or isinstance(right, str):
        if isinstance(operator, ast.Add) and isinstance(left, str) and isinstance(right, str):
            return (left + right)[:LONGEST]
        raise _UnknownError
    if abs(left) > 1e9 or abs(right) > 1e9:
        raise _UnknownError
    try:
        return _calculated(operator, left, right)
    except ZeroDivisionError as error:
        raise _UnknownError from error


def _calculated(operator: ast.operator, left: float, right: float) -> float:
    if isinstance(operator, ast.Add):
        return left + right
    if isinstance(operator, ast.Sub):
        return left - right
    if isinstance(operator, ast.Mult):
        return left * right
    if isinstance(operator, ast.FloorDiv):
        return left // right
    if isinstance(operator, ast.Div):
        return left / right
    raise _UnknownError


def _call(node: ast.Call, known: Mapping[str, Value]) -> Value:
    name = ast.unparse(node.func)
    if name in ("os.environ.get", "environ.get", "os.getenv", "getenv") and len(node.args) == 2:
        return _told(node.args[1], known)
    if name in CASTS and len(node.args) == 1:
        try:
            return CASTS[name](_told(node.args[0], known))
        except ValueError as error:
            raise _UnknownError from error
    if name in ("min", "max") and node.args and not node.keywords:
        values = [_told(argument, known) for argument in node.args]
        numbers = [value for value in values if not isinstance(value, str)]
        if len(numbers) == len(values):
            return min(numbers) if name == "min" else max(numbers)
    raise _UnknownError
