"""A house answers before the hearing, and holds its place until some time after it."""

from datetime import date

import pytest

from providers.models import Provider, ServiceAtLocation
from referrals.deadlines import answer_by, held_until
from referrals.models import HearingOutcome, Referral, ReleaseKind

MONDAY = date(2026, 11, 23)


def service(*, days: int = 5, country: str = "EE") -> ServiceAtLocation:
    return ServiceAtLocation(answer_days=days, provider=Provider(country=country))


def referral(**changes: object) -> Referral:
    given = {"release_kind": ReleaseKind.CONDITIONAL, "hearing_on": date(2026, 12, 14), **changes}
    return Referral(**given)


@pytest.mark.parametrize(
    ("hearing", "due"),
    [
        (date(2026, 12, 14), date(2026, 11, 30)),  # far away: five working days, as always
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 11, 27)),  # a Monday: the Friday before
        (date(2026, 11, 29), date(2026, 11, 27)),
        (date(2026, 11, 24), MONDAY),
        (MONDAY, MONDAY),  # today: there is no earlier day left
        (date(2026, 11, 20), date(2026, 11, 30)),  # held already: no hurry
    ],
)
def test_the_answer_is_there_before_the_hearing(hearing: date, due: date) -> None:
    asked = referral(hearing_on=hearing)
    assert answer_by(service=service(), referral=asked, today=MONDAY) == due


def test_a_holiday_is_no_day_to_answer_on() -> None:
    christmas, monday = date(2026, 12, 21), date(2026, 12, 28)
    asked = referral(hearing_on=monday)
    assert answer_by(service=service(), referral=asked, today=christmas) == date(2026, 12, 23)
    # In Lithuania, 23 February is a working day; in Estonia it is too, but the 24th is not.
    of_february = referral(hearing_on=date(2027, 2, 25))
    sent = date(2027, 2, 18)
    assert answer_by(service=service(), referral=of_february, today=sent) == date(2027, 2, 23)
    in_vilnius = answer_by(service=service(country="LT"), referral=of_february, today=sent)
    assert in_vilnius == date(2027, 2, 24)


@pytest.mark.parametrize(
    "changes",
    [
        {"release_kind": ReleaseKind.END_OF_SENTENCE},
        {"hearing_on": None},
        {"hearing_outcome": HearingOutcome.GRANTED},
        {"hearing_outcome": HearingOutcome.REFUSED},
    ],
)
def test_where_no_hearing_is_awaited_nothing_hurries_and_nothing_is_held(changes: dict[str, object]) -> None:
    asked = referral(**{"hearing_on": date(2026, 11, 25), **changes})
    assert answer_by(service=service(), referral=asked, today=MONDAY) == date(2026, 11, 30)
    assert held_until(referral=asked, country="EE") is None


def test_a_place_is_held_two_weeks_of_working_days_after_the_hearing() -> None:
    assert held_until(referral=referral(), country="EE") == date(2026, 12, 30)
    assert held_until(referral=referral(hearing_on=date(2026, 11, 30)), country="EE") == date(2026, 12, 14)


def test_it_is_held_until_the_release_where_that_is_later() -> None:
    late = referral(release_on=date(2027, 3, 1))
    assert held_until(referral=late, country="EE") == date(2027, 3, 1)
    early = referral(release_on=date(2026, 12, 20))
    assert held_until(referral=early, country="EE") == date(2026, 12, 30)
