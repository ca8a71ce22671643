"""Pages about services and programmes: joined once a language, told plainly."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Locale

from home.languages import fill_gaps
from services.models import ProgrammePage, ProgrammePageLink, ServicePage, ServicePageLink
from services.queries import page_for, service_pages
from tests.factories.pages import home_in, page_in
from tests.factories.services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory

pytestmark = pytest.mark.django_db


def test_a_service_has_one_page_a_language() -> None:
    service = ServiceTypeFactory.create()
    first, second = page_in("et", ServicePage), page_in("et", ServicePage)
    ServicePageLink.objects.create(service_type=service, page=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServicePageLink.objects.create(service_type=service, page=second)
    ServicePageLink.objects.create(service_type=service, page=page_in("ru", ServicePage))


def test_the_link_lies_in_the_language_of_its_page() -> None:
    russian = page_in("ru", ServicePage)
    estonian = Locale.objects.get(language_code="et")
    link = ServicePageLink.objects.create(
        service_type=ServiceTypeFactory.create(), page=russian, locale=estonian
    )
    assert link.locale_id == russian.locale_id


def test_copying_a_page_copies_no_link() -> None:
    page = page_in("et", ServicePage, slug="majutus")
    ServicePageLink.objects.create(service_type=ServiceTypeFactory.create(), page=page)
    copy = page.copy(update_attrs={"slug": "koopia"})
    assert ServicePageLink.of(copy) is None
    assert ServicePageLink.objects.count() == 1


def test_an_alias_finds_its_service_through_the_page_it_shows() -> None:
    page = page_in("lt", ServicePage)
    service = ServiceTypeFactory.create()
    ServicePageLink.objects.create(service_type=service, page=page)
    alias = next(made for made in fill_gaps(page) if made.locale.language_code == "ru")
    found = ServicePageLink.of(alias)
    assert found
    assert found.service_type == service
    assert {code: shown.pk for code, shown in service_pages(alias.locale).items()} == {service.code: alias.pk}


def test_the_page_about_a_service_is_the_live_one_of_the_language() -> None:
    service = ServiceTypeFactory.create()
    page = page_in("ru", ServicePage)
    ServicePageLink.objects.create(service_type=service, page=page)
    found = page_for(service, "ru")
    assert found
    assert found.pk == page.pk
    assert page_for(service, "lt") is None
    page.unpublish()
    assert page_for(service, "ru") is None


@time_machine.travel(date(2026, 3, 2))
@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2015, 1, 1), date(2024, 1, 1), "has ended"),
        (date(2026, 1, 1), date(2026, 3, 3), "is running"),
        (date(2026, 3, 3), date(2026, 9, 1), "is going to run"),
    ],
)
def test_a_programme_says_plainly_whether_it_runs(client: Client, start: date, end: date, said: str) -> None:
    programme = ProgrammeFactory.create(
        start=start, end=end, funder_en="A fund", run_by="Justiitsministeerium"
    )
    page = page_in("en", ProgrammePage)
    ProgrammePageLink.objects.create(programme=programme, page=page)
    html = client.get(page.url).content.decode()
    assert f"This programme {said}" in html or said in html
    assert "A fund" in html
    assert '<span lang="et">Justiitsministeerium</span>' in html


@time_machine.travel(date(2026, 3, 2))
def test_the_last_day_of_a_programme_is_the_day_before_its_end(client: Client) -> None:
    programme = ProgrammeFactory.create(start=date(2023, 1, 1), end=date(2024, 1, 1))
    page = page_in("lt", ProgrammePage)
    ProgrammePageLink.objects.create(programme=programme, page=page)
    html = client.get(page.url).content.decode()
    assert "2023 m. gruodžio 31 d." in html


def test_a_stated_period_stands_as_stated(client: Client) -> None:
    programme = ProgrammeFactory.create(
        start=date(2015, 1, 1), end=date(2024, 1, 1), period_as_stated="2015–2023"
    )
    page = page_in("en", ProgrammePage)
    ProgrammePageLink.objects.create(programme=programme, page=page)
    assert "This programme ran 2015–2023 and has ended." in client.get(page.url).content.decode()


def test_a_service_page_states_its_limits(client: Client) -> None:
    limit = ProgrammeLimitFactory.create(months=6, extendable=True)
    ProgrammeLimitFactory.create(
        service_type=limit.service_type, programme=ProgrammeFactory.create(), months=None
    )
    page = page_in("en", ServicePage)
    ServicePageLink.objects.create(service_type=limit.service_type, page=page)
    html = client.get(page.url).content.decode()
    assert "Up to 6 months." in html
    assert "May be extended where possible." in html
    assert "How long: not stated in our sources." in html


def test_a_limit_leads_to_its_programme(client: Client) -> None:
    limit = ProgrammeLimitFactory.create(months=6)
    told = page_in("en", ProgrammePage, slug="programme")
    ProgrammePageLink.objects.create(programme=limit.programme, page=told)
    page = page_in("en", ServicePage)
    ServicePageLink.objects.create(service_type=limit.service_type, page=page)
    assert f'<a href="/en/programme/">{limit.programme.name_en}</a>' in client.get(page.url).content.decode()
    told.unpublish()
    assert "/en/programme/" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("page_class", [ServicePage, ProgrammePage])
def test_a_page_that_is_not_joined_yet_can_be_read(client: Client, page_class: type[ServicePage]) -> None:
    page = page_in("et", page_class, title="Alles tegemisel")
    response = client.get(page.url)
    assert response.status_code == 200
    assert "Alles tegemisel" in response.content.decode()


def test_the_home_page_shows_each_service_with_its_figure(client: Client) -> None:
    limit = ProgrammeLimitFactory.create(months=6)
    page = page_in("en", ServicePage, slug="housing")
    ServicePageLink.objects.create(service_type=limit.service_type, page=page)
    home = home_in("en")
    words = {"before": "up to", "after": "months", "text": "A home.", "link": "Read on"}
    home.offers = [
        ("offer", {"service": "housing", "title": "Housing", "figure": None, **words}),
        ("offer", {"service": str(uuid4())[:8], "title": "Other", "figure": 3, **words}),
    ]
    home.save_revision().publish()
    html = client.get("/en/").content.decode()
    assert "<b>6</b>" in html
    assert "<b>3</b>" in html
    assert html.count('<a href="/en/housing/">Read on</a>') == 1
