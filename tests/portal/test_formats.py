"""Dates in the middle and at the end of sentences of each language."""

from datetime import UTC, date, datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("et", "22. november 2026"),
        ("en", "22 November 2026"),
        ("ru", "22 ноября 2026"),
        # Here the full stop belongs to the date.
        ("lt", "2026 m. lapkričio 22 d."),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(language: str, shown: str) -> None:
    with override(language):
        assert date_format(DAY) == shown


@pytest.mark.parametrize("kind", ["DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT"])
def test_no_russian_date_brings_a_full_stop_of_its_own(kind: str) -> None:
    with override("ru"):
        assert "." not in date_format(NOON, kind)
