"""The house rules that no linter knows. Each test names what breaks its rule."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("home", "portal", "providers", "referrals", "search", "services")
# A room may import those on a lower floor; rooms on one floor do not know each other.
FLOORS = {"portal": 4, "referrals": 3, "search": 3, "providers": 2, "services": 1, "home": 0}
NESTED_APPS = ("users", "geography", "record", "translations")
ROOM_OF_APP = dict.fromkeys(NESTED_APPS, "home") | {room: room for room in ROOMS}
FORBIDDEN_NAMES = re.compile(r"^(utils?|helpers?|common|core|managers?|misc)$")
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey", "ParentalManyToManyField"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def python_files() -> tuple[Path, ...]:
    """Every file of the rooms, without migrations."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(sorted(path for path in files if "migrations" not in path.parts))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def functions() -> Iterator[tuple[Path, Function]]:
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, Function):
                yield path, node


def place(path: Path, node: ast.stmt | ast.expr) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def models_named_in(call: ast.Call) -> Iterator[str]:
    """Labels ("app.Model") that a call names as text: apps.get_model(…), ForeignKey("…")."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [argument.value for argument in call.args[:2] if isinstance(argument, ast.Constant)]
    texts += [k.value.value for k in call.keywords if k.arg == "to" and isinstance(k.value, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if name == "get_model" and words:
        yield ".".join(words)
    if name in RELATIONS:
        yield from words[:1]


def test_models_named_as_text_respect_the_floors() -> None:
    """A string foreign key and apps.get_model are imports that import-linter cannot see."""
    broken = []
    for path in python_files():
        calls = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
        for call in calls:
            for label in models_named_in(call):
                other, here = ROOM_OF_APP.get(label.split(".")[0]), room_of(path)
                if "." in label and other and other != here and FLOORS[other] >= FLOORS[here]:
                    broken.append(f"{place(path, call)} {label}")
    assert broken == []


def test_rooms_have_names() -> None:
    bad = [
        str(path)
        for path in python_files()
        if FORBIDDEN_NAMES.match(path.stem) or FORBIDDEN_NAMES.match(path.parent.name)
    ]
    assert bad == []


def test_locale_is_no_package() -> None:
    """It would shadow the standard library's."""
    assert not list((ROOT / "locale").rglob("__init__.py"))


def test_no_file_is_long() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in python_files()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    long = [
        f"{place(path, node)} {node.name}"
        for path, node in functions()
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_nothing_is_imported_inside_a_function() -> None:
    late = [
        place(path, inner)
        for path, node in functions()
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert late == []


SETTINGS_FOR_MODELS = {"LANGUAGES", "LANGUAGE_CODE", "AUTH_USER_MODEL"}


def is_setting(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "settings"
    )


def test_settings_are_read_by_the_roof_and_by_apps_only() -> None:
    """The domain is told what it needs; models may ask for the languages and for who a user is."""
    read = [
        f"{place(path, node)} {node.attr}"
        for path in python_files()
        if room_of(path) != "portal" and path.name != "apps.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and is_setting(node) and node.attr not in SETTINGS_FOR_MODELS
    ]
    assert read == []


CLOCKS = {"timezone.now", "datetime.now", "datetime.today", "date.today", "time.time"}
# These read the clock only where they are not given a moment.
CONVERSIONS = {"timezone.localdate", "timezone.localtime"}
DOMAIN = re.compile(
    r"/(operations|capacity|routing|workflow|queries|permissions|sealing|receipts|constraints)(/|\.py$)"
)


def reads_clock(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    return name in CLOCKS or (name in CONVERSIONS and not call.args)


def test_the_domain_reads_no_clock() -> None:
    """`today` and `now` are parameters, so that every day can be tried."""
    read = [
        f"{place(path, node)} {ast.unparse(node)}"
        for path in python_files()
        if DOMAIN.search(str(path))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and reads_clock(node)
    ]
    assert read == []
