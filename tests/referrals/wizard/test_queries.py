"""Pages ask the database a fixed number of times, however many regions and drafts there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.geography import CountyFactory, MunicipalityFactory
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import GOOD

MOST = 19
"""Four of them for the phone number, the coordinators, the menu and the news feed that stand on every page."""


def queries_of(officer: Filer, step: str) -> int:
    officer.page(step)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert officer.page(step).status_code == 200
    return len(captured)


@pytest.mark.parametrize("step", ["", *GOOD, "check"])
def test_a_page_asks_little_and_always_the_same(officer: Filer, step: str) -> None:
    officer.start().fill(step or "check")
    few = queries_of(officer, step)
    for _county in range(3):
        county = CountyFactory()
        MunicipalityFactory.create_batch(3, parent=county)
    Filer(officer.user).start().fill()
    assert queries_of(officer, step) == few
    assert few <= MOST
