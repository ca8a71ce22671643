"""The page about safety at home: neutral where others may look, and left with one press."""

import re

import pytest
from django.test import Client

from home.models import SafetyPage
from tests.factories.pages import page_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(client: Client) -> str:
    page = page_in(
        "en",
        SafetyPage,
        title="If somebody hurts you",
        lead="It is not your fault.",
        search_description="Violence at home",
        shared_title="Advice at home",
        leave_question="Is it safe to read here?",
        leave_text="The button opens the weather.",
        leave_words="Leave this page quickly",
        leave_to="https://weather.example.org/",
    )
    return client.get(page.url).content.decode()


def test_tab_history_and_shared_links_say_nothing(html: str) -> None:
    head = html.split("<body>")[0]
    assert "<title>Advice at home</title>" in head
    assert "hurts" not in head
    assert "Violence" not in head
    assert "your fault" not in head


def test_the_way_out_is_a_link_that_works_without_scripts(html: str) -> None:
    bar = html.split('class="leave"')[1]
    assert '<a class="button" href="https://weather.example.org/" rel="noreferrer">Leave this page' in bar
    assert "Is it safe to read here?" in bar


def test_the_script_is_a_file_of_ours(html: str) -> None:
    scripts = re.findall(r"<script[^>]*>", html)
    assert [re.sub(r"leave(\.\w+)?\.js", "leave.js", script) for script in scripts] == [
        '<script src="/static/js/leave.js" defer>'
    ]


def test_other_pages_have_no_such_bar_and_no_script(client: Client) -> None:
    page_in("en", SafetyPage, shared_title="x", leave_words="x", leave_to="https://weather.example.org/")
    home = client.get("/en/").content.decode()
    assert 'class="leave"' not in home
    assert "<script src" not in home
