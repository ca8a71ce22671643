"""Which file a page becomes, and how files lead to each other."""

from posixpath import join, normpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kiosk.addresses import address_of, canonical, file_of, is_closed, language_of, link_between

HOSTS = {"portal.example.org", "127.0.0.1:8000"}


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/et/", "/et/"),
        ("https://portal.example.org/et/", "/et/"),
        ("http://127.0.0.1:8000", "/"),
        ("/et/teenused/#kes", "/et/teenused/"),
        ("/et/search/?q=tartu", "/et/search/"),
        ("/et/directory/?service=housing&county=EE-37", "/et/directory/?county=EE-37"),
        ("/et/directory/?county=&service=housing", "/et/directory/?service=housing"),
        ("/et/directory/?page=1", "/et/directory/"),
        ("/et/directory/?page=2&country=EE", "/et/directory/?country=EE&page=2"),
        ("/et/uudised/?pictures", "/et/uudised/?pictures="),
        ("https://www.jmk.ee/", None),
        ("//other.example.org/et/", None),
        ("mailto:a@example.org", None),
        ("tel:+3727300541", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_asks_for_one_address_of_ours_or_for_none(link: str, address: str | None) -> None:
    assert address_of(link, HOSTS) == address


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/et/", "et/index.html"),
        ("/et/directory/?county=EE-37", "et/directory/county=EE-37/index.html"),
        ("/et/directory/?country=EE&page=2", "et/directory/country=EE,page=2/index.html"),
        ("/et/uudised/?pictures=", "et/uudised/pictures/index.html"),
        ("/documents/3/kord.pdf", "documents/3/kord.pdf"),
        ("/ru/%D1%83%D1%81%D0%BB%D1%83%D0%B3%D0%B8/", "ru/услуги/index.html"),
    ],
)
def test_a_page_becomes_a_file_that_can_be_opened(address: str, file: str) -> None:
    assert file_of(address) == file


def test_what_a_file_name_cannot_hold_stays_told_apart() -> None:
    names = {file_of(f"/et/a/?x={value}") for value in ("%3A", "%3F", "%2F", "%22")}
    assert len(names) == 4
    assert not set("".join(names)) & set(':?"*<>|\\')


@pytest.mark.parametrize(
    ("address", "closed"),
    [
        ("/et/work/referrals/new/", True),
        ("/ru/account/login/", True),
        ("/cms/", True),
        ("/api/v1/", True),
        ("/et/workshops/", False),
        ("/et/", False),
    ],
)
def test_ways_to_where_people_sign_in_are_closed(address: str, closed: bool) -> None:
    assert is_closed(address) is closed


def test_the_language_stands_in_front() -> None:
    assert [language_of(address) for address in ("/et/a/", "/", "/media/a.png")] == ["et", "", ""]


steps = st.lists(
    st.text("abcöš=, -ж", min_size=1, max_size=4).filter(lambda step: step.strip(".")), max_size=4
)


@given(steps, steps)
def test_a_link_leads_from_any_file_to_any_other(one: list[str], other: list[str]) -> None:
    here, there = "/".join([*one, "index.html"]), "/".join([*other, "index.html"])
    link = link_between(here, there)
    assert not link.startswith("/")
    assert normpath(join(here.rpartition("/")[0], unquote(link))) == there


@given(st.text(max_size=30))
def test_one_address_stays_what_it_is(query: str) -> None:
    once = canonical(f"/et/directory/?{query}")
    assert canonical(once) == once
