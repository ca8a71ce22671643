"""Leaving the page about safety quickly: with scripts the way back skips it, without them it is a plain link."""

import pytest
from playwright.sync_api import expect

from home.models import SafetyPage
from tests.browser.conftest import LiveSite
from tests.factories.pages import page_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_one_press_leads_away(live_site: LiveSite, *, javascript: bool) -> None:
    harmless = f"{live_site.url}/en/search/"
    page = page_in(
        "en", SafetyPage, shared_title="Advice at home", leave_words="Leave quickly", leave_to=harmless
    )
    address = f"{live_site.url}{page.url}"
    window = live_site.open("/en/", javascript=javascript)
    window.goto(address)
    expect(window).to_have_title("Advice at home")
    button = window.get_by_role("link", name="Leave quickly")
    expect(button).to_be_in_viewport()
    button.click()
    window.wait_for_url(harmless, wait_until="load")
    window.go_back(wait_until="load")
    expect(window).to_have_url(f"{live_site.url}/en/" if javascript else address)
