"""A page as a file: what leads on, what became text, what is gone."""

import pytest
from bs4 import BeautifulSoup

from portal.kiosk.files import Shelves
from portal.kiosk.rewriting import Copier, Words
from portal.kiosk.walking import Walk

WORDS = Words(
    issue="<p>Copy made on 1 May 2026</p>",
    as_of="As of 1 May 2026",
    ask="Ask.",
    choices='<p><a href="/et/directory/?service=housing">Housing</a></p>',
    search='<p><a href="/et/search/">Search</a></p>',
)
PAGES = {
    "/et/": '<h2 id="contact">x</h2>',
    "/et/a/": "",
    "/et/search/": "",
    "/et/directory/?service=housing": "",
    "/et/directory/?county=EE-37": "",
    "/ru/": "",
}


class NoFiles(Shelves):
    def bring(self, path: str, met_on: str) -> str:
        return path.lstrip("/")


def copied(body: str, head: str = "", address: str = "/et/a/") -> BeautifulSoup:
    walk = Walk(pages=PAGES, led_to={"/et/closed/": "/et/account/login/", "/et/old/": "/et/"})
    copier = Copier(walk, {"portal.example.org"}, NoFiles(), {"et": WORDS}, "static/css/kiosk.css")
    page = f"<!DOCTYPE html><html lang='et'><head>{head}</head><body>{body}</body></html>"
    return BeautifulSoup(copier.file(address, page, "et"), "html.parser")


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("/et/", "../index.html"),
        ("https://portal.example.org/et/", "../index.html"),
        ("/et/#contact", "../index.html#contact"),
        ("/et/#gone", "../index.html"),
        ("/et/old/", "../index.html"),
        ("/ru/", "../../ru/index.html"),
        ("/et/search/?q=a", "../search/index.html"),
        ("/et/directory/?county=EE-37&service=housing", "../directory/county=EE-37/index.html"),
        ("", "index.html"),
    ],
)
def test_a_link_leads_to_a_file(link: str, there: str) -> None:
    found = copied(f'<a href="{link}">x</a>').select_one("a[href]")
    assert found is not None
    assert found["href"] == there


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ('<a href="https://www.jmk.ee/">www.jmk.ee</a>', "www.jmk.ee"),
        ('<a href="https://www.jmk.ee/x">Our page</a>', "Our page (https://www.jmk.ee/x)"),
        ('<a href="mailto:jmk@jmk.ee">jmk@jmk.ee</a>', "jmk@jmk.ee"),
        ('<a href="mailto:jmk@jmk.ee">Write</a>', "Write (jmk@jmk.ee)"),
        ('<a href="tel:+3727300541">7 300 541</a>', "7 300 541"),
        ('<a href="tel:112">Call</a>', "Call (112)"),
        ('<a href="javascript:alert(1)">Click</a>', "Click"),
    ],
)
def test_what_would_leave_the_copy_is_text_with_the_address_shown(link: str, words: str) -> None:
    page = copied(f"<p>{link}</p>")
    assert page.select("a") == []
    assert page.p is not None
    assert page.p.get_text() == words


def test_a_way_to_sign_in_leaves_the_menu_and_says_in_the_text_whom_to_ask() -> None:
    page = copied(
        '<nav><ul><li><a href="/et/account/login/">Sign in</a></li><li><a href="/et/">Home</a></li></ul></nav>'
        '<p>Or <a href="/et/closed/">apply</a></p><p><a class="button" href="/et/work/">Apply</a></p>'
        '<ul><li><a class="door" href="/et/work/"><span class="for">Staff</span><h2>Refer</h2><p>Here</p></a></li></ul>'
    )
    assert [item.get_text() for item in page.select("nav li")] == ["Home"]
    assert [text.get_text() for text in page.select("body > p")] == ["Or apply (Ask.)", "Ask."]
    assert [door.get_text() for door in page.select("div.door")] == ["ReferAsk."]


def test_forms_become_lists_or_a_sentence() -> None:
    page = copied(
        '<form action="/et/directory/"><input name="a"></form><form action="/et/search/"><input name="q"></form>'
        '<form action="/et/other/" method="post"><input name="csrfmiddlewaretoken" value="x"></form>'
    )
    assert page.select("form, input") == []
    assert [link["href"] for link in page.select("a")] == [
        "../directory/service=housing/index.html",
        "../search/index.html",
    ]
    assert page.get_text().endswith("Ask.")


def test_what_is_free_is_dated_and_every_page_says_when_it_was_copied() -> None:
    page = copied('<header class="site"></header><p class="state"><b>Free now</b></p>')
    assert page.select_one("header p") is not None
    assert [text.get_text() for text in page.select(".state small")] == ["As of 1 May 2026"]


def test_what_speaks_to_machines_is_gone() -> None:
    head = (
        '<link rel="canonical" href="https://portal.example.org/et/a/"><link rel="alternate" hreflang="ru" href="/ru/">'
        '<meta property="og:title" content="x"><script type="application/ld+json">{}</script>'
    )
    page = copied('<a class="leave" href="https://weather.example.org">Leave</a><p data-online>QR</p>', head)
    assert page.select("script, meta, a, p") == []
    assert [link["href"] for link in page.select("link")] == ["../../static/css/kiosk.css"]


def test_styles_and_pictures_come_along() -> None:
    page = copied(
        '<img src="/media/images/a.png" srcset="/media/images/a.png 1x, /media/images/b.png 2x" alt="">',
        '<link rel="stylesheet" href="/static/css/base.css">',
    )
    picture, sheet = page.img, page.link
    assert picture is not None
    assert sheet is not None
    assert picture["src"] == "../../media/images/a.png"
    assert picture["srcset"] == "../../media/images/a.png 1x, ../../media/images/b.png 2x"
    assert sheet["href"] == "../../static/css/base.css"


def test_signs_are_written_as_they_were() -> None:
    copier = Copier(Walk(pages=PAGES), set(), NoFiles(), {}, "static/css/kiosk.css")
    text = "<p>Ä &amp; &lt;b&gt; «ё»</p><br><details open><summary>x</summary></details>"
    assert copier.file("/et/a/", text, "et") == text
