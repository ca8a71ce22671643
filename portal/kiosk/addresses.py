"""Which file a page of the site becomes, and how one file leads to another. Pure.

An address is what stands in a link after the host: a path and perhaps a query, without a fragment.
"""

import hashlib
import re
from collections.abc import Iterable
from posixpath import relpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

INDEX = "index.html"
ROOT = "/"
# A file name that every system can write, FAT on an old stick included.
_UNSAFE = re.compile(r"[^\w=.,-]")
_CLOSED = re.compile(r"^/(?:[a-z]{2}/(?:work|account|_util)|cms|api|health)(?:/|$)")
_DIRECTORY = re.compile(r"^/[a-z]{2}/directory/$")
_SEARCH = re.compile(r"^/[a-z]{2}/search/$")


def address_of(link: str, hosts: Iterable[str]) -> str | None:
    """The address that a link such as "/et/?a=1#b" or "https://host/et/" asks of us; None where it leads elsewhere.

    `hosts` are the names, with a port where there is one, under which the site itself is known.
    """
    parts = urlsplit(link)
    if parts.scheme not in {"", "http", "https"} or (parts.netloc and parts.netloc not in set(hosts)):
        return None
    return canonical(f"{parts.path or ROOT}?{parts.query}" if parts.query else parts.path or ROOT)


def canonical(address: str) -> str:
    """One address for all that lead to the same file: the copy has fewer pages than the site has questions.

    The search has one page, whatever was asked. The directory has one for each county, and one for each kind of
    help in a country: a county's few entries need no narrowing.
    """
    path, _mark, query = address.partition("?")
    if _SEARCH.match(path):
        return path
    asked = parse_qsl(query, keep_blank_values=True)
    if _DIRECTORY.match(path):
        asked = _of_directory({name: value for name, value in asked if value})
    return f"{path}?{urlencode(sorted(asked))}" if asked else path


def _of_directory(asked: dict[str, str]) -> list[tuple[str, str]]:
    kept = ("county", "page") if "county" in asked else ("country", "page", "service")
    first = {"page": "1"}
    return [(name, asked[name]) for name in kept if name in asked and asked[name] != first.get(name)]


def is_closed(address: str) -> bool:
    """Whether an address leads to where people sign in, or where machines ask: neither can be in a copy."""
    return bool(_CLOSED.match(address))


def file_of(address: str) -> str:
    """The file of a page, such as "et/directory/county=EE-37/index.html", from the top of the copy."""
    path, _mark, query = address.partition("?")
    if not path.endswith("/"):
        return unquote(path).lstrip("/")
    steps = [_safe(unquote(step)) for step in path.split("/") if step]
    asked = parse_qsl(query, keep_blank_values=True)
    steps += [_safe(",".join(f"{name}={value}".rstrip("=") for name, value in asked))] if asked else []
    return "/".join([*steps, INDEX])


def _safe(step: str) -> str:
    """A step of an address as the name of a directory; what had to be replaced stays told apart."""
    safe = _UNSAFE.sub("_", step)
    return safe if safe == step else f"{safe}-{hashlib.sha256(step.encode()).hexdigest()[:8]}"


def link_between(file: str, other: str, fragment: str = "") -> str:
    """What to write into a link from one file of the copy to another."""
    if file == other and fragment:
        return f"#{fragment}"
    there = quote(relpath(other, start=file.rpartition("/")[0] or "."), safe="/=,@")
    return f"{there}#{fragment}" if fragment else there


def language_of(address: str) -> str:
    """The language in front of an address, "" where there is none."""
    first = address.lstrip("/").partition("/")[0].partition("?")[0]
    return first if len(first) == 2 else ""
