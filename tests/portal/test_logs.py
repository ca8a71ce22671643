"""What a log line may not hold."""

import logging
from contextlib import suppress

import pytest
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve

from portal.logs import NamelessFormatter


def formatted(error: BaseException) -> str:
    record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "it failed", None, None)
    record.exc_info = (type(error), error, error.__traceback__)
    return NamelessFormatter().format(record)


def raised() -> BaseException:
    try:
        try:
            raise KeyError("Mari Maasikas")
        except KeyError as first:
            raise ValueError("duplicate: mari@example.org") from first
    except ValueError as error:
        return error


def test_an_exception_is_logged_by_class_and_place_without_its_words() -> None:
    text = formatted(raised())
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_logs.py" in text
    assert "Mari" not in text
    assert "mari@" not in text


def test_errors_that_lead_to_each_other_end() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__context__, second.__context__ = second, first
    assert formatted(first).count("builtins.ValueError") == 2


def line_about(path: str) -> str:
    """What Django logs of an address that it answers with 404."""
    request = RequestFactory().get(path)
    with suppress(Resolver404):
        request.resolver_match = resolve(request.path)
    record = logging.LogRecord(
        "django.request", logging.WARNING, __file__, 1, "%s: %s", ("Not Found", request.path), None
    )
    record.request = request
    return NamelessFormatter().format(record)


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/en/account/password/reset/key/1-secret/", "(?P<key>.+)"),
        ("/en/Mari-Maasikas-49001010000/", "Not Found: /en/("),
        ("/Mari-Maasikas.49001010000", "Not Found: no address of ours"),
    ],
)
def test_an_address_is_logged_by_its_pattern(path: str, pattern: str) -> None:
    line = line_about(path)
    assert pattern in line
    assert not any(word in line for word in ("secret", "Mari", "4900"))


@pytest.mark.django_db
def test_what_nobody_finds_is_logged_that_way(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/et/Mari-Maasikas/")
    [record] = [record for record in caplog.records if record.name == "django.request"]
    assert "Mari" not in NamelessFormatter().format(record)
