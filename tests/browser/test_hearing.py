"""A conditional release in a browser without scripts: filed, agreed before the hearing, granted, arrived."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from referrals.models import HearingOutcome, Offer, Referral, RequestState, ServiceRequest
from tests.browser.conftest import LiveSite
from tests.browser.hands import Case, press, type_day
from tests.browser.test_journey import OFFICER_EE, Way, accepts, sends, stranger_sees_nothing

CASE = Case("et", OFFICER_EE, ("housing",), "EE-37", "Tingimisi", hearing_in=7)


def address(way: Way, referral: Referral, page: str = "") -> str:
    return f"/{way.case.language}/work/referrals/{referral.public_id}/{page}"


def house_is_asked_at_once(way: Way, referral: Referral) -> ServiceRequest:
    """Though the release is far away: the court wants to hear of a house that has agreed."""
    request = referral.requests.get()
    assert request.state == RequestState.OFFERED
    offer = way.offer_of(request)
    assert referral.hearing_on is not None
    assert offer.due_on < referral.hearing_on
    assert offer.placement.held_until is not None
    return request


def reads_letter(way: Way, officer: Page, referral: Referral, offer: Offer, *, agreed: bool) -> None:
    officer.goto(address(way, referral, "letter/"))
    sheet = officer.inner_text(".sheet")
    house = offer.provider.display_name(way.case.language)
    assert (house in sheet) == agreed, "only a house that has agreed is named"
    assert way.case.person in sheet
    assert referral.number in sheet
    assert "1988" not in sheet


def tells_of_hearing(way: Way, officer: Page, referral: Referral) -> None:
    """It was held earlier than planned, and the person is free today; a day that has passed is refused first."""
    officer.goto(address(way, referral))
    press(officer, f"a[href$='{referral.public_id}/granted/']")
    assert way.case.person in officer.inner_text("main")
    officer.fill("[name=released_on_year]", "2020")
    press(officer, "main form button[type=submit]")
    assert officer.locator(".errors a").count() == 1
    type_day(officer, "released_on", timezone.localdate())
    press(officer, "main form button[type=submit]")
    assert officer.url.endswith(address(way, referral))
    referral.refresh_from_db()
    assert referral.hearing_outcome == HearingOutcome.GRANTED
    assert officer.locator("a[href$='/granted/']").count() == 0


def comes(way: Way, request: ServiceRequest) -> None:
    offer = way.offer_of(request)
    worker = way.enter(way.worker_of(offer.provider))
    worker.goto(f"/{way.case.language}/work/offers/{offer.public_id}/")
    press(worker, "form[action$='/arrived/'] button")
    request.refresh_from_db()
    assert request.state == RequestState.ACTIVE


@pytest.mark.usefixtures("demonstration")
def test_from_filing_through_the_hearing_to_the_first_day(live_site: LiveSite) -> None:
    way = Way(live_site, CASE)
    officer, referral = sends(way)
    request = house_is_asked_at_once(way, referral)
    offer = way.offer_of(request)
    stranger_sees_nothing(way, offer)
    reads_letter(way, officer, referral, offer, agreed=False)
    accepts(way, request)
    reads_letter(way, officer, referral, offer, agreed=True)
    tells_of_hearing(way, officer, referral)
    request.refresh_from_db()
    assert (request.state, request.start) == (RequestState.ACCEPTED, timezone.localdate())
    offer = way.offer_of(request)
    assert offer.placement.held_until is None
    reads_letter(way, officer, referral, offer, agreed=True)
    comes(way, request)
