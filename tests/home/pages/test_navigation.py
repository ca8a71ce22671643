"""Menus and footers are the editors', language by language; without them a site stands all the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from home.models import Navigation, StandardPage
from home.users.models import User
from tests.factories.pages import home_in, page_in

pytestmark = pytest.mark.django_db

Counter = Callable[[int], Any]


def entered(language: str, **values: Any) -> Navigation:
    home_in(language)
    return Navigation.objects.create(language=Locale.objects.get(language_code=language), **values)


def menu_of(client: Client, language: str = "en") -> str:
    html = client.get(f"/{language}/").content.decode()
    return html.split('<details class="menu">')[1].split("</details>")[0]


def footer_of(client: Client, language: str = "en") -> str:
    return client.get(f"/{language}/").content.decode().split('<footer class="foot')[1]


def page_entry(page: StandardPage, words: str = "") -> tuple[str, Any]:
    return ("page", {"page": page, "words": words})


def room_entry(room: str, words: str = "") -> tuple[str, Any]:
    return ("room", {"room": room, "words": words})


def test_the_menu_holds_what_editors_chose_in_their_order(client: Client) -> None:
    page = page_in("en", StandardPage, title="For families", slug="families")
    entered("en", menu=[page_entry(page, "Family"), room_entry("directory"), page_entry(page)])
    menu = menu_of(client)
    assert menu.index(">Family<") < menu.index(">Find support<") < menu.index(">For families<")
    assert menu.count('href="/en/families/"') == 2


def test_each_language_has_its_own(client: Client) -> None:
    entered("en", menu=[room_entry("directory", "Only here")])
    home_in("ru")
    assert "Only here" in menu_of(client)
    assert "Only here" not in menu_of(client, "ru")


def test_a_page_that_is_not_public_is_left_out(client: Client) -> None:
    page = page_in("en", StandardPage, title="Gone")
    entered("en", menu=[room_entry("directory"), page_entry(page)])
    page.unpublish()
    assert "Gone" not in menu_of(client)


def test_a_page_that_was_deleted_is_left_out(client: Client) -> None:
    page = page_in("en", StandardPage, title="Gone")
    entered("en", menu=[room_entry("directory"), page_entry(page)])
    StandardPage.objects.get(pk=page.pk).delete()
    assert "Gone" not in menu_of(client)


def test_the_footer_and_its_sentence(client: Client) -> None:
    entered("en", footer=[room_entry("account_login", "For staff")], footer_text="Call 112 at once.")
    footer = footer_of(client)
    assert "For staff" in footer
    assert "Call 112 at once." in footer


def test_name_and_description_of_the_site(client: Client) -> None:
    entered("en", site_name="Way home", site_line="Two countries", description="Help after prison.")
    html = client.get("/en/directory/").content.decode()
    assert "| Way home</title>" in html
    assert "<b>Way home</b><small>Two countries</small>" in html
    assert (
        '<meta name="description" content="Help after prison.">' in client.get("/en/search/").content.decode()
    )


def test_before_anybody_entered_something_the_marked_pages_show(client: Client) -> None:
    page_in("en", StandardPage, title="In the menu", show_in_menus=True)
    page_in("en", StandardPage, title="In the footer")
    assert "In the menu" in menu_of(client)
    assert "In the footer" in footer_of(client)
    assert "<b>Re-entry support</b>" in client.get("/en/").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: Counter) -> None:
    row = entered("en")
    pages = [page_in("en", StandardPage, title=f"Page {number}") for number in range(6)]
    counts = []
    for number in (1, 6):
        row.menu = [page_entry(page) for page in pages[:number]]
        row.footer = [page_entry(page) for page in pages[:number]]
        row.save()
        client.get("/en/directory/")
        with django_assert_max_num_queries(80) as counted:
            client.get("/en/directory/")
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_an_editor_changes_it_without_a_developer(client: Client) -> None:
    row = entered("en", menu=[room_entry("directory")])
    client.force_login(User.objects.create_superuser(email="editor@example.org", password="x"))
    assert client.get("/cms/snippets/home/navigation/").status_code == 200
    assert client.get(f"/cms/snippets/home/navigation/edit/{row.pk}/").status_code == 200
