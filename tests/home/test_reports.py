"""Broken links and hard texts, for those who may do something about the page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Page

from home.asking import Answer
from home.duties import AskingOtherSites
from home.link_checks import check_links
from home.models import Fault, LinkCheck, StandardPage
from home.page_texts import addresses_of
from home.record.sweeper import Pace, duties
from home.users.models import User
from tests.factories.pages import page_in
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _asks(settings: Settings) -> None:
    settings.ASK_OTHER_SITES = True


@pytest.fixture
def editor(db: None) -> Client:
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def linking(title: str, html: str) -> StandardPage:
    return page_in("et", StandardPage, title=title, body=[("paragraph", f"<p>{html}</p>")])


def broken(client: Client) -> str:
    return client.get(reverse("report-broken-links")).content.decode()


def test_a_link_to_a_page_that_is_not_public_is_reported(editor: Client) -> None:
    target = page_in("et", StandardPage, title="Siht")
    linking("Viitaja", f'<a linktype="page" id="{target.pk}">siin</a>')
    assert "Viitaja" not in broken(editor)
    target.unpublish()
    assert "Viitaja" in broken(editor)
    Page.objects.get(pk=target.pk).delete()
    assert "Viitaja" in broken(editor)


def test_an_address_that_does_not_answer_is_reported_until_it_does(editor: Client) -> None:
    linking("Viitaja", '<a href="https://example.org/gone">siin</a>')
    answers: dict[str, Answer] = {"https://example.org/gone": (404, "")}
    assert check_links(now=NOW, ask=answers.__getitem__) == 1
    assert "https://example.org/gone" in broken(editor)
    answers["https://example.org/gone"] = (200, "")
    assert check_links(now=NOW + timedelta(days=6), ask=answers.__getitem__) == 0
    assert check_links(now=NOW + timedelta(days=7), ask=answers.__getitem__) == 1
    assert "https://example.org/gone" not in broken(editor)


@pytest.mark.parametrize(
    ("answer", "is_broken"),
    [
        ((200, ""), False),
        ((403, ""), False),
        ((410, ""), True),
        ((503, ""), True),
        ((None, "TOO_SLOW"), True),
    ],
)
def test_a_shut_door_is_no_broken_link(editor: Client, answer: Answer, is_broken: bool) -> None:
    linking("Viitaja", '<a href="https://example.org/page">siin</a>')
    check_links(now=NOW, ask=lambda _address: answer)
    assert ("https://example.org/page" in broken(editor)) is is_broken


def test_what_no_page_names_any_more_is_forgotten() -> None:
    page = linking("Viitaja", '<a href="https://example.org/page">siin</a>')
    check_links(now=NOW, ask=lambda _address: (404, ""))
    page.unpublish()
    check_links(now=NOW, ask=lambda _address: (404, ""))
    assert not LinkCheck.objects.exists()


def addresses(html: str) -> str:
    return ", ".join(sorted(addresses_of(linking("Viitaja", html))))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="https://example.org/?a=1&amp;b=2">siin</a>', "https://example.org/?a=1&b=2"),
        ('<a href="https://näide.ee/tõde">siin</a>', "https://näide.ee/tõde"),
        ("Vaata (https://example.org/a).", "https://example.org/a"),
    ],
)
def test_an_address_is_found_as_it_is_meant(html: str, found: str) -> None:
    assert addresses(html) == found


def test_an_address_that_is_none_stops_no_other(editor: Client) -> None:
    linking("Viitaja", f"http://[ ja https://example.org/{'a' * 1000} ja https://example.org/ok")
    asked: list[str] = []
    check_links(now=NOW, ask=lambda address: asked.append(address) or (200, ""))  # type: ignore[func-returns-value]
    assert sorted(asked) == ["http://[", "https://example.org/ok"]


def test_few_are_asked_at_a_time_the_longest_waiting_first() -> None:
    linking("Viitaja", " ".join(f"https://example.org/{number}" for number in range(5)))
    asked: list[str] = []

    def ask(address: str) -> Answer:
        asked.append(address[-1])
        return 200, ""

    for day in range(3):
        check_links(now=NOW + timedelta(days=day), ask=ask, limit=2)
    assert asked == ["0", "1", "2", "3", "4"]
    check_links(now=NOW + timedelta(days=8), ask=ask, limit=3)
    assert asked[5:] == ["0", "1", "2"]


def test_nobody_is_asked_when_the_time_is_up() -> None:
    linking("Viitaja", "https://example.org/1 https://example.org/2")
    times = iter([True, False])
    assert check_links(now=NOW, ask=lambda _address: (200, ""), has_time=lambda: next(times)) == 1


def test_the_sweeper_asks_after_it_has_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    long = duties(Pace.LONG)
    assert long.index("home.ask_other_sites") > long.index("referrals.plan_the_night")
    linking("Viitaja", "Vaata https://example.org/1")
    monkeypatch.setattr("home.duties.Asker", lambda: lambda _address: (200, ""))
    duty = AskingOtherSites()
    assert duty(NOW) == 1
    assert duty(NOW) == 0
    linking("Teine", "Vaata https://example.org/2")
    assert duty(NOW + timedelta(minutes=59)) == 0
    assert duty(NOW + timedelta(minutes=60)) == 1


def test_a_portal_that_may_not_asks_nobody_and_says_so(editor: Client, settings: Settings) -> None:
    linking("Viitaja", "Vaata https://example.org/1")
    check_links(now=NOW, ask=lambda _address: (404, ""))
    settings.ASK_OTHER_SITES = False
    assert AskingOtherSites()(NOW + timedelta(days=30)) == 0
    shown = broken(editor)
    assert "This portal does not ask other sites: links to them are not checked." in shown
    assert "https://example.org/1" not in shown
    with pytest.raises(CommandError, match="ASK_OTHER_SITES=0"):
        call_command("check_links")


def test_the_report_says_how_far_it_has_come(editor: Client) -> None:
    linking("Viitaja", "https://example.org/1 https://example.org/2")
    assert "None has been asked yet." in broken(editor)
    check_links(now=NOW, ask=lambda _address: (None, Fault.NO_SUCH_SITE), limit=1)
    shown = broken(editor)
    assert "perhaps this portal cannot reach the internet" in shown
    assert "there is no site of this name" in shown
    LinkCheck.objects.update(status=200, fault="")
    assert "1 address has not been asked for yet." in broken(editor)
    check_links(now=NOW, ask=lambda _address: (200, ""))
    assert "not been asked" not in broken(editor)


def test_the_hardest_page_comes_first(editor: Client) -> None:
    easy, hard = "Me aitame. Helista meile.", "Rehabilitatsiooniteenuste kättesaadavuse parendamine " * 5
    page_in("et", StandardPage, title="Lihtne leht", body=[("paragraph", f"<p>{easy}</p>")])
    page_in("et", StandardPage, title="Raske leht", body=[("paragraph", f"<p>{hard}</p>")])
    shown = editor.get(reverse("report-plain-language")).content.decode()
    assert shown.index("Raske leht") < shown.index("Lihtne leht")


@pytest.mark.parametrize("name", ["report-broken-links", "report-plain-language"])
def test_nobody_without_rights_on_pages_reads_them(name: str) -> None:
    client = Client()
    assert client.get(reverse(name)).status_code == 302
    client.force_login(User.objects.create_user("keegi@example.org", "x"))
    assert client.get(reverse(name)).status_code == 302
