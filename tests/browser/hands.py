"""What people do with the portal, by hand and without scripts: signing in, filling in, answering."""

from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PressedInVain

from home.geography.models import PrisonMembership
from tests.browser.conftest import LiveSite

SECONDS_BEFORE_PRESSING_AGAIN = 8


@dataclass(frozen=True)
class Case:
    """One referral to be filed, in a language, from a prison, for services in a county."""

    language: str
    officer: str
    services: tuple[str, ...]
    county: str
    person: str
    requirements: tuple[str, ...] = ()
    hearing_in: int | None = None
    """Days until the hearing that decides on the release; None: none does."""
    release_in: int = 50
    """Days until the release; a house is named thirty days before it."""


def sign_in(site: LiveSite, language: str, email: str, password: str, *, width: int = 1280) -> Page:
    """A new window of somebody who has just signed in through the form."""
    window = site.open(f"/{language}/work/", javascript=False, width=width, wish=language)
    window.fill("[name=login]", email)
    window.fill("[name=password]", password)
    press(window, "main button[type=submit]")
    assert "/account/" not in window.url, f"{email} could not sign in"
    return window


def type_day(window: Page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        window.fill(f"[name={name}_{part}]", str(value))


def choose(window: Page, name: str, value: str) -> None:
    """Tick an answer; once more where the page was still moving into place and the click fell beside it."""
    answer = window.locator(f"[name={name}][value={value}]")
    if not answer.is_checked():
        answer.click()
    if not answer.is_checked():
        answer.check()


def press(window: Page, target: str | Locator) -> None:
    """Press what leads to another page, or to the same one again, and wait until that is there.

    A click alone comes back while the old page still stands; what is looked at next would be the old one. Where
    nothing comes of it, since the page was still moving into place, it is pressed once more, as people do.
    """
    pressed = window.locator(target) if isinstance(target, str) else target
    try:
        with window.expect_navigation(timeout=SECONDS_BEFORE_PRESSING_AGAIN * 1000):
            pressed.click()
    except PressedInVain:
        with window.expect_navigation():
            pressed.click()


def go_on(window: Page) -> None:
    press(window, "main button.big")


def file_referral(window: Page, case: Case, today: date) -> None:
    """From the first page of the wizard to the page of the sent referral."""
    window.goto(f"/{case.language}/work/referrals/new/")
    go_on(window)
    press(window, "main a.big")
    _agree(window, case, today)
    _describe(window, case)
    _release(window, case, today)
    window.select_option("[name=region-region]", case.county)
    go_on(window)
    _ask(window, case)
    go_on(window)
    window.check("[name=check-confirmed]")
    go_on(window)


def _agree(window: Page, case: Case, today: date) -> None:
    window.check("[name=agreement-participates]")
    type_day(window, "agreement-participation_on", today)
    window.check("[name=agreement-notice_given]")
    type_day(window, "agreement-notice_on", today)
    choose(window, "agreement-notice_language", case.language)
    choose(window, "agreement-interpreter", "no")
    go_on(window)


def _describe(window: Page, case: Case) -> None:
    window.fill("[name=person-first_name]", "Demo")
    window.fill("[name=person-last_name]", case.person)
    type_day(window, "person-date_of_birth", date(1988, 2, 29))
    choose(window, "person-sex", "M")
    for language in ("et", "ru", "lt"):
        choose(window, "person-languages", language)
    go_on(window)


def _release(window: Page, case: Case, today: date) -> None:
    membership = PrisonMembership.objects.select_related("prison").get(user__email=case.officer)
    choose(window, "release-kind", "END_OF_SENTENCE" if case.hearing_in is None else "CONDITIONAL")
    if case.hearing_in is not None:
        type_day(window, "release-hearing", today + timedelta(days=case.hearing_in))
    choose(window, "release-prison", membership.prison.code)
    type_day(window, "release-expected", today + timedelta(days=case.release_in))
    go_on(window)


def _ask(window: Page, case: Case) -> None:
    for service in case.services:
        choose(window, "services-wanted", service)
        if service != "housing":
            choose(window, f"services-where_{service}", "AFTER_RELEASE")
    go_on(window)
    for requirement in case.requirements:
        choose(window, "needs-requirements", requirement)
    if "housing" in case.services:
        choose(window, "needs-substances", "no")
    choose(window, "needs-interpreter", "yes")
    go_on(window)
