"""Broken links and hard texts, for those who may do something about the page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from home.link_checks import Answer, ask_for, check_links, is_outside
from home.models import LinkCheck, StandardPage
from home.users.models import User
from tests.factories.pages import page_in
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def editor(db: None) -> Client:
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
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
        ((None, "TimeoutError"), True),
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


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.0.0.1/x",
        "http://169.254.169.254/",
        "file:///etc/passwd",
    ],
)
def test_our_own_network_is_never_asked(address: str) -> None:
    assert not is_outside(address)
    assert ask_for(address)[0] is None


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
