"""What a log line may not hold."""

import logging

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
