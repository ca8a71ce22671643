"""The whole way through, in a browser without scripts: from the home page to a place that is agreed, and back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page

from home.geography.models import CountryMembership
from providers.demonstration.accounts import password_of_this_installation
from providers.models import CapacityStep, Provider, ProviderMembership, UnitGroup
from referrals.duties import offer_due_places
from referrals.models import Offer, Referral, RequestState, ServiceRequest
from tests.browser.conftest import LiveSite
from tests.browser.hands import Case, choose, file_referral, press, sign_in

OFFICER_EE, OFFICER_LT = "officer-viru@demo.example.org", "officer-pravieniskes@demo.example.org"
SOON = 30
"""Days until a release that is just near enough for the house to be asked at once."""
CASES = (
    Case("et", OFFICER_EE, ("housing", "mentoring"), "EE-37", "Esimene", release_in=SOON),
    Case("lt", OFFICER_LT, ("complex_support",), "LT-SA", "Antras"),
    Case("ru", OFFICER_EE, ("housing",), "EE-37", "Третий", release_in=SOON),
    Case("en", OFFICER_LT, ("complex_support",), "LT-SA", "Fourth"),
)
# Words do not depend on the database: one case of each country shows the way on another one.
EACH_COUNTRY = CASES[:2]
LATER = Case("et", OFFICER_EE, ("housing",), "EE-37", "Hilisem", release_in=50)
NOT_TO_BE_HAD = ("STEP_FREE", "SINGLE_ROOM", "GROUND_FLOOR", "CHILDREN", "PET")


class Way:
    """One case on its way, with windows of everybody who takes part."""

    def __init__(self, site: LiveSite, case: Case) -> None:
        self.site, self.case = site, case
        self.password = password_of_this_installation()

    def enter(self, email: str) -> Page:
        return sign_in(self.site, self.case.language, email, self.password)

    def worker_of(self, provider: Provider) -> str:
        return str(ProviderMembership.objects.select_related("user").get(provider=provider).user.email)

    def offer_of(self, request: ServiceRequest) -> Offer:
        offers = Offer.objects.select_related("provider", "placement__stay__service_at_location")
        return offers.get(placement__request=request, placement__ended_at__isnull=True)


def reads_publicly(way: Way) -> None:
    window = way.site.open(f"/{way.case.language}/", javascript=False, wish=way.case.language)
    assert window.locator("h1").count() == 1
    for link in window.locator(".offers a").all():
        assert window.request.get(link.get_attribute("href") or "").status == 200
    service = way.case.services[0]
    window.goto(f"/{way.case.language}/directory/?county={way.case.county}&service={service}")
    assert window.locator(".result").count() > 0
    assert window.locator(".result .phone").count() > 0
    press(window, window.locator(".result a").first)
    assert window.locator("h1").count() == 1


def sends(way: Way) -> tuple[Page, Referral]:
    officer = way.enter(way.case.officer)
    file_referral(officer, way.case, timezone.localdate())
    referral = Referral.objects.get(public_id=officer.url.rstrip("/").rsplit("/", 1)[-1])
    assert referral.number in officer.inner_text("main")
    return officer, referral


def declines(way: Way, request: ServiceRequest) -> None:
    offer = way.offer_of(request)
    worker = way.enter(way.worker_of(offer.provider))
    worker.goto(f"/{way.case.language}/work/offers/{offer.public_id}/")
    assert way.case.person in worker.inner_text("h1")
    worker.click("details.decline summary")
    press(worker, "button.no")
    assert worker.locator(".errors a").count() == 1, "a refusal asks for its reason"
    choose(worker, "reason", "HOUSE_RULES")
    press(worker, "button.no")
    gone = worker.goto(f"/{way.case.language}/work/offers/{offer.public_id}/")
    assert gone is not None
    assert gone.status == 404, "who said no no longer sees the case"


def accepts(way: Way, request: ServiceRequest) -> None:
    offer = way.offer_of(request)
    worker = way.enter(way.worker_of(offer.provider))
    worker.goto(f"/{way.case.language}/work/offers/{offer.public_id}/")
    press(worker, "form[action$='/accept/'] button")
    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED


def stranger_sees_nothing(way: Way, offer: Offer) -> None:
    others = ProviderMembership.objects.select_related("user").exclude(provider=offer.provider)
    stranger = way.enter(str(others.earliest("pk").user.email))
    answer = stranger.goto(f"/{way.case.language}/work/offers/{offer.public_id}/")
    assert answer is not None
    assert answer.status == 404


def prints_and_withdraws(way: Way, officer: Page, referral: Referral) -> None:
    here = f"/{way.case.language}/work/referrals/{referral.public_id}/"
    officer.goto(f"{here}letter/")
    assert referral.number in officer.inner_text(".sheet")
    officer.goto(f"{here}withdraw/")
    choose(officer, "reason", "OTHER_SOLUTION")
    press(officer, "main button.no")
    states = set(referral.requests.values_list("state", flat=True))
    assert states == {RequestState.WITHDRAWN}
    assert not Offer.objects.filter(
        placement__request__referral=referral, answer__in=["", "ACCEPTED"]
    ).exists()


def says_no_places(way: Way, offer: Offer) -> None:
    """The worker declares no place from today; the directory says so at once, and nobody new is sent there."""
    service = offer.placement.stay.service_at_location
    worker = way.enter(way.worker_of(offer.provider))
    worker.goto(f"/{way.case.language}/work/capacity/{service.public_id}/")
    today = timezone.localdate()
    for group in UnitGroup.objects.filter(service_at_location=service).order_by("pk"):
        form = worker.locator("form", has=worker.locator(f"[name=group][value='{group.public_id}']"))
        form.locator("xpath=..").locator("summary").click()
        form.locator("[name=places]").fill("0")
        for part, value in (("day", today.day), ("month", today.month), ("year", today.year)):
            form.locator(f"[name=start_{part}]").fill(str(value))
        if CapacityStep.objects.filter(group=group, start=today).exists():
            form.locator("[name=correct]").check()
        press(worker, form.locator("button"))
    press(worker, "form.confirm button")
    page = way.site.open(
        f"/{way.case.language}/directory/?county={way.case.county}&service={way.case.services[0]}",
        javascript=False,
    )
    result = page.locator(".result", has_text=offer.provider.display_name(way.case.language))
    assert result.locator(".state").count() == 1
    assert result.locator(".state.lit").count() == 0, "no light falls on a full house"


def finds_no_place(way: Way) -> None:
    """A case that nobody can take waits; the coordinator of the country sees it with the reasons."""
    case = Case(way.case.language, way.case.officer, ("housing",), way.case.county, "Ootaja", NOT_TO_BE_HAD)
    officer = way.enter(case.officer)
    file_referral(officer, case, timezone.localdate())
    request = ServiceRequest.objects.get(
        referral__public_id=officer.url.rstrip("/").rsplit("/", 1)[-1], service_type__code="housing"
    )
    assert request.state == RequestState.WAITING
    country = request.referral.country
    member = CountryMembership.objects.select_related("user").filter(country=country).earliest("pk")
    coordinator = way.enter(str(member.user.email))
    coordinator.goto(f"/{case.language}/work/unplaced/")
    press(coordinator, f"text={request.referral.number}")
    assert coordinator.locator("tbody tr").count() > 0


@pytest.mark.usefixtures("demonstration")
def test_from_the_home_page_to_a_place_and_back(live_site: LiveSite) -> None:
    for case in CASES if connection.vendor == "sqlite" else EACH_COUNTRY:
        way = Way(live_site, case)
        reads_publicly(way)
        officer, referral = sends(way)
        request = referral.requests.select_related("referral").order_by("order").last()
        assert request is not None
        assert request.state == RequestState.OFFERED
        first = way.offer_of(request)
        stranger_sees_nothing(way, first)
        declines(way, request)
        request.refresh_from_db()
        assert request.state == RequestState.OFFERED, "the next suitable provider is asked"
        second = way.offer_of(request)
        assert second.placement.stay.service_at_location != first.placement.stay.service_at_location
        accepts(way, request)
        officer.reload()
        assert second.provider.display_name(case.language) in officer.inner_text("main")
        prints_and_withdraws(way, officer, referral)


@pytest.mark.usefixtures("demonstration")
def test_a_kept_place_turns_into_an_offer_when_its_day_comes(live_site: LiveSite) -> None:
    way = Way(live_site, LATER)
    officer, referral = sends(way)
    [request] = referral.requests.select_related("region")
    assert request.state == RequestState.KEPT
    kept = request.placements.select_related("stay__service_at_location__provider").get(ended_at=None)
    provider = kept.stay.service_at_location.provider
    worker = way.enter(way.worker_of(provider))
    for page in ("", "letter/"):
        officer.goto(f"/et/work/referrals/{referral.public_id}/{page}")
        assert provider.display_name("et") not in officer.inner_text("main"), "no house is named yet"
    worker.goto("/et/work/offers/")
    assert referral.number not in worker.inner_text("main"), "no provider sees the person"
    day = timezone.now() + timedelta(days=LATER.release_in - 30)
    assert offer_due_places(day) == 1
    request.refresh_from_db()
    assert request.state == RequestState.OFFERED
    officer.goto(f"/et/work/referrals/{referral.public_id}/")
    assert provider.display_name("et") in officer.inner_text("main")
    worker.reload()
    assert LATER.person in worker.inner_text("main")
    prints_and_withdraws(way, officer, referral)


@pytest.mark.usefixtures("demonstration")
def test_numbers_follow_at_once(live_site: LiveSite) -> None:
    case = CASES[0]
    way = Way(live_site, case)
    officer, referral = sends(way)
    request = referral.requests.get(service_type__code="housing")
    offer = way.offer_of(request)
    prints_and_withdraws(way, officer, referral)
    says_no_places(way, offer)
    _officer, again = sends(way)
    second = way.offer_of(again.requests.get(service_type__code="housing"))
    assert second.placement.stay.service_at_location != offer.placement.stay.service_at_location
    finds_no_place(way)
