"""An officer files a referral on a phone whose browser runs no scripts."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page

from home.geography.models import PrisonMembership
from home.users.models import User
from referrals.models import Referral, ServiceRequest
from referrals.sealed import answers_of
from tests.browser.conftest import LiveSite
from tests.browser.crawl import client_of, people
from tests.browser.hands import choose, go_on, press, type_day

PHONE = 390


def phone_of(site: LiveSite, user: User) -> Page:
    window = site.open("/health/live", javascript=False, width=PHONE)
    name = settings.SESSION_COOKIE_NAME
    session = client_of(user).cookies[name].value
    window.context.add_cookies([{"name": name, "value": session, "url": site.url}])
    return window


def save(window: Page) -> None:
    assert window.evaluate("document.documentElement.scrollWidth") <= PHONE, window.url
    go_on(window)


def id_in(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[-1]


def answer_up_to_the_matches(window: Page, prison: str, today: date) -> None:
    window.check("[name=agreement-participates]")
    type_day(window, "agreement-participation_on", today)
    window.check("[name=agreement-notice_given]")
    type_day(window, "agreement-notice_on", today)
    choose(window, "agreement-notice_language", "ru")
    choose(window, "agreement-interpreter", "no")
    save(window)
    window.fill("[name=person-first_name]", "Demo")
    window.fill("[name=person-last_name]", "Inimene")
    type_day(window, "person-date_of_birth", date(1990, 2, 28))
    choose(window, "person-sex", "M")
    choose(window, "person-languages", "ru")
    choose(window, "person-languages", "et")
    save(window)
    choose(window, "release-kind", "END_OF_SENTENCE")
    choose(window, "release-prison", prison)
    type_day(window, "release-expected", today + timedelta(days=50))
    save(window)
    window.select_option("[name=region-region]", "EE-37")
    save(window)
    choose(window, "services-wanted", "housing")
    choose(window, "services-wanted", "mentoring")
    choose(window, "services-where_mentoring", "AFTER_RELEASE")
    save(window)
    choose(window, "needs-substances", "no")
    choose(window, "needs-interpreter", "yes")
    save(window)


@pytest.mark.usefixtures("demonstration")
def test_a_referral_is_filed_without_scripts(live_site: LiveSite) -> None:
    officer = people()["officer-EE"]
    prison = PrisonMembership.objects.select_related("prison").filter(user=officer).earliest("pk").prison
    before = Referral.objects.count()
    window = phone_of(live_site, officer)
    window.goto("/en/work/referrals/new/")
    save(window)
    press(window, "main a.big")
    answer_up_to_the_matches(window, prison.code, timezone.localdate())

    # Another place than the best one: the page asks why, and keeps the choice meanwhile.
    places = window.locator("[name=matches-wish_housing]")
    assert places.count() > 2, "the demonstration has two houses that fit"
    wished = places.nth(2).get_attribute("value")
    places.nth(2).check()
    save(window)
    assert window.locator(".errors a").count() == 1
    assert places.nth(2).is_checked()
    window.fill("[name=matches-reason_housing]", "The family lives near")
    save(window)

    window.check("[name=check-confirmed]")
    check_page = window.url
    save(window)
    referral = Referral.objects.select_related("data_key").get(public_id=id_in(window.url))
    housing = next(asked for asked in answers_of(referral).requests if asked.service_type == "housing")
    assert str(housing.wish) == wished
    assert ServiceRequest.objects.filter(referral=referral).count() == 2

    # Back to the last page: the draft is gone, the referral is there.
    window.goto(check_page)
    assert id_in(window.url) == str(referral.public_id)
    assert Referral.objects.count() == before + 1
