"""The walk finds what is linked, and says what is not there."""

from dataclasses import dataclass, field

from portal.kiosk.reading import Answer
from portal.kiosk.walking import Fault, walk


@dataclass
class Site:
    """Answers from a table: HTML, a status, or where a redirect ends ("> address", "> " for elsewhere)."""

    pages: dict[str, str]
    hosts: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def read(self, address: str) -> Answer:
        self.asked.append(address)
        said = self.pages.get(address, "404")
        if said.startswith(">"):
            there = said[2:] or None
            answered = there is not None and not there.startswith("/et/account")
            return Answer(there, 200 if answered else 302, "text/html", b"<p>there" if answered else b"")
        if said.isdigit():
            return Answer(address, int(said), "text/html", b"")
        kind = "application/pdf" if said == "pdf" else "text/html"
        return Answer(address, 200, kind, said.encode())


def links(*targets: str) -> str:
    return "".join(f'<a href="{target}">x</a>' for target in targets)


def test_every_page_that_is_linked_is_gathered_once() -> None:
    site = Site(
        {"/et/": links("a/", "/et/", "#top", "b.pdf"), "/et/a/": links("../", "?page=2"), "/et/a/?page=2": ""}
        | {"/et/b.pdf": "pdf"}
    )
    heard: list[int] = []
    found = walk(site, ["/et/", "/et/"], heard.append)
    assert list(found.pages) == ["/et/", "/et/a/", "/et/a/?page=2"]
    assert found.others == {"/et/b.pdf": b"pdf"}
    assert sorted(site.asked) == sorted(set(site.asked))
    assert (heard, found.faults) == ([1, 2, 3], [])


def test_a_broken_link_is_told_with_the_page_that_has_it() -> None:
    site = Site({"/et/": links("/et/gone/", "/et/fault/"), "/et/fault/": "500"})
    found = walk(site, ["/et/", "/lt/"], lambda pages: None)
    assert found.faults == [
        Fault("/lt/", "", 404),
        Fault("/et/gone/", "/et/", 404),
        Fault("/et/fault/", "/et/", 500),
    ]
    assert str(found.faults[1]) == "/et/gone/ answers 404, linked from /et/"


def test_ways_to_where_people_sign_in_are_not_gone() -> None:
    site = Site({"/et/": links("/et/work/", "/cms/", "/et/private/"), "/et/private/": "> /et/account/login/"})
    found = walk(site, ["/et/"], lambda pages: None)
    assert (list(found.pages), found.faults) == (["/et/"], [])
    assert site.asked == ["/et/", "/et/private/"]
    assert found.place_of("/et/private/") is None


def test_a_redirect_leads_to_the_page_itself() -> None:
    site = Site({"/et/": links("/et/old/", "/et/away/"), "/et/old/": "> /et/new/", "/et/away/": "> "})
    found = walk(site, ["/et/"], lambda pages: None)
    assert found.place_of("/et/old/") == "/et/new/"
    assert found.place_of("/et/away/") is None
    assert found.faults == []


def test_what_needs_a_connection_is_not_followed() -> None:
    site = Site({"/et/": '<a href="/et/qr/" data-online>x</a>'})
    assert walk(site, ["/et/"], lambda pages: None).faults == []
