"""Names of organisations carry their own language, wherever an editor writes them."""

import pytest
from django.template import Context, Template
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from home.models import StandardPage
from providers.naming import TAG, marked, short
from tests.factories.pages import page_in
from tests.factories.providers import ProviderFactory

NAMES = {"MTÜ Lootuse küla": "et", "Lootuse küla": "et", "Küla & Ko": "et", "Namai": "lt"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Lootuse küla helps.</p>", '<p><span lang="et">Lootuse küla</span> helps.</p>'),
        ("MTÜ Lootuse küla", '<span lang="et">MTÜ Lootuse küla</span>'),
        ("Lootuse külast", "Lootuse külast"),
        ('<a title="Namai">x</a>', '<a title="Namai">x</a>'),
        ("Küla &amp; Ko", '<span lang="et">Küla &amp; Ko</span>'),
        ("Namai, Namai", '<span lang="lt">Namai</span>, <span lang="lt">Namai</span>'),
    ],
)
def test_whole_names_outside_tags_are_marked(html: str, expected: str) -> None:
    assert marked(html, NAMES, "en") == expected


def test_a_name_in_its_own_language_stays_bare() -> None:
    assert marked("Lootuse küla, Namai", NAMES, "et") == 'Lootuse küla, <span lang="lt">Namai</span>'
    assert marked("Namai", {}, "en") == "Namai"


@pytest.mark.parametrize(
    ("name", "bare"), [("MTÜ Valge Eesti", "Valge Eesti"), ("VšĮ Biuras", "Biuras"), ("Sakala", "Sakala")]
)
def test_sentences_leave_out_the_legal_form(name: str, bare: str) -> None:
    assert short(name) == bare


@given(st.text(alphabet="<>p/ Namailt&;\"'=", max_size=40))
def test_nothing_but_marks_is_added(html: str) -> None:
    once = marked(html, NAMES, "en")
    assert once.replace('<span lang="lt">', "").replace("</span>", "") == html.replace("</span>", "")
    assert [tag for tag in TAG.findall(once) if "span" not in tag] == TAG.findall(html)


@pytest.mark.django_db
def test_a_page_marks_the_names_in_its_text(client: Client) -> None:
    ProviderFactory.create(name="MTÜ Maja", also_called="Kodu", country="EE")
    body = [("paragraph", "<p>Ask Maja or MTÜ Maja.</p>"), ("list", ["Kodu & Maja"])]
    html = client.get(page_in("en", StandardPage, lead="Maja helps.", body=body).url).content.decode()
    assert '<p>Ask <span lang="et">Maja</span> or <span lang="et">MTÜ Maja</span>.</p>' in html
    assert '<li><span lang="et">Kodu</span> &amp; <span lang="et">Maja</span></li>' in html
    assert '<span lang="et">Maja</span> helps.</p>' in html
    estonian = page_in("et", StandardPage, body=body)
    assert '<span lang="et">' not in client.get(estonian.url).content.decode().split("<main")[1]


@pytest.mark.django_db
def test_the_tag_works_without_a_request() -> None:
    ProviderFactory.create(name="MTÜ Maja", country="EE")
    source = Template("{% load names %}{% names_marked %}Maja{% endnames_marked %}")
    assert source.render(Context({"text_language": "ru"})) == '<span lang="et">Maja</span>'
