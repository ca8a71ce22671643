"""Screens of the administration for providers: an editor brings one in, and lets one leave, without a developer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import localize

from home.geography.models import Region
from home.record.models import Event
from home.users.models import User
from providers.directory import find
from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS
from providers.models import (
    Contact,
    Location,
    LocationDetails,
    Provider,
    ProviderMembership,
    ServiceAtLocation,
    Stay,
)
from providers.operations.ending import archive_provider, end_service
from tests.factories.geography import CountyFactory, MunicipalityFactory, PrisonFactory
from tests.factories.providers import (
    ContactFactory,
    LocationFactory,
    ProviderFactory,
    ProviderMembershipFactory,
    ServiceAtLocationFactory,
    open_house,
    taken,
)
from tests.factories.services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, TODAY

pytestmark = pytest.mark.django_db
ROWS = "wagtailsnippets_providers_"


@pytest.fixture(autouse=True)
def _wagtails_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Its templates rely on undefined variables being blank; ours are held to more elsewhere."""
    for backend in engines.all():
        if isinstance(backend, DjangoTemplates):
            monkeypatch.setattr(backend.engine, "string_if_invalid", "")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def editor() -> Client:
    user = UserFactory.create(language="en")
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    align_rights(today=TODAY)
    return signed_in(user)


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def add(client: Client, row: str, **said: Any) -> Any:
    return client.post(reverse(f"{ROWS}{row}:add"), said)


def change(client: Client, thing: Any, **said: Any) -> Any:
    """Send the form of a row as it is shown, with what is said instead."""
    address = reverse(f"{ROWS}{thing._meta.model_name}:edit", args=[thing.pk])
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return client.post(address, {**{name: v for name, v in shown.items() if v is not None}, **said})


def refused(answer: Any, field: str) -> str:
    """What is said at the field; nothing else is wrong."""
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    return str(answer.context["form"].errors[field][0])


def saved(answer: Any) -> bool:
    assert answer.status_code == 302, dict(answer.context["form"].errors)
    return True


def house_form(service: ServiceAtLocation, **said: Any) -> dict[str, Any]:
    return {
        "provider": service.provider_id,
        "location": service.location_id,
        "service_type": service.service_type_id,
        "unit_kind": service.unit_kind,
        **said,
    }


def kinds() -> list[str]:
    return list(Event.objects.order_by("at", "pk").values_list("kind", flat=True))


def test_an_editor_brings_in_a_provider_with_two_places(editor: Client) -> None:
    town = MunicipalityFactory.create()
    programme = ProgrammeLimitFactory.create(programme__country="EE").programme
    housing = ServiceTypeFactory.create()
    saved(add(editor, "provider", name="MTÜ Uus Õu", country="EE", web="www.uusou.example"))
    provider = Provider.objects.get()
    assert provider.code == "mtu-uus-ou"
    for name in ("Tartu", "Elva"):
        saved(
            add(
                editor,
                "location",
                provider=provider.pk,
                name=name,
                region=town.pk,
                opening_et="E–R 9–17",
            )
        )
        location = Location.objects.get(name=name)
        saved(
            add(
                editor,
                "serviceatlocation",
                provider=provider.pk,
                location=location.pk,
                service_type=housing.pk,
                unit_kind="BED",
                languages=["et", "ru"],
                regions=[town.pk],
                programmes=[programme.pk],
            )
        )
    saved(add(editor, "contact", provider=provider.pk, role="CONTACT", phone="555 0100"))
    assert {hit.entry.location.name for hit in find(today=TODAY).hits} == {"Tartu", "Elva"}
    assert LocationDetails.objects.filter(opening_et="E–R 9–17", confirmed_on=TODAY).count() == 2
    assert Contact.objects.get().phone_e164 == "+3725550100"
    service = ServiceAtLocation.objects.first()
    assert service is not None
    assert (list(service.programmes.all()), list(service.regions.all())) == ([programme], [town])
    assert kinds().count("service.added") == 2
    assert kinds().count("location.stated") == 2


def test_what_ends_leaves_the_directory_and_nobody_loses_a_place(editor: Client) -> None:
    house = open_house(today=TODAY)
    stay = taken(house.groups.get().units.get(), TODAY, TODAY + timedelta(days=30))
    before = house.version
    saved(change(editor, house, ended_on=str(TODAY)))
    house.refresh_from_db()
    assert house.closed_at is not None
    assert timezone.localdate(house.closed_at) == TODAY
    assert house.version > before
    assert find(today=TODAY).hits == []
    kept = Stay.objects.get()
    assert (kept.end, kept.released_at) == (stay.end, None)
    assert kinds() == ["service.ended", "service.changed"]
    saved(change(editor, house, ended_on=""))
    assert len(find(today=TODAY).hits) == 1
    assert "service.reopened" in kinds()


def test_a_provider_leaves_and_comes_back(editor: Client) -> None:
    house = open_house(today=TODAY)
    saved(change(editor, house.provider, ended_on=str(TODAY - timedelta(days=3))))
    assert find(today=TODAY).hits == []
    assert kinds() == ["provider.archived", "provider.changed"]
    with translation.override("en"):
        left = localize(TODAY - timedelta(days=3))
    assert left in editor.get(reverse(f"{ROWS}provider:list")).content.decode()
    said = {"provider": house.provider_id, "role": "CONTACT", "phone": "555 0100"}
    assert "take it up again" in refused(add(editor, "contact", **said), "provider")
    saved(change(editor, house.provider, ended_on=""))
    assert len(find(today=TODAY).hits) == 1


@pytest.mark.parametrize("of", ["service", "provider"])
def test_nothing_ends_on_a_day_to_come(editor: Client, of: str) -> None:
    house = open_house(today=TODAY)
    thing = house if of == "service" else house.provider
    said = refused(change(editor, thing, ended_on=str(TODAY + timedelta(days=1))), "ended_on")
    assert said.startswith("Choose today or a day before.")
    assert len(find(today=TODAY).hits) == 1


def test_saving_writes_only_what_was_changed(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider confirms its numbers while an editor's change is under way."""
    house = open_house(today=TODAY)
    from_before = house.version
    real = ServiceAtLocation.save

    def confirmed_meanwhile(self: ServiceAtLocation, **named: Any) -> None:
        ServiceAtLocation.objects.filter(pk=self.pk).update(confirmed_at=NOW + timedelta(hours=1))
        real(self, **named)

    monkeypatch.setattr(ServiceAtLocation, "save", confirmed_meanwhile)
    saved(change(editor, house, languages=["lt"]))
    house.refresh_from_db()
    assert house.languages == ["lt"]
    assert house.confirmed_at == NOW + timedelta(hours=1)
    assert house.version > from_before


def test_what_a_service_is_stays_where_numbers_hang_on_it(editor: Client) -> None:
    house = open_house(today=TODAY)
    assert "add another service" in refused(change(editor, house, unit_kind="SEAT"), "unit_kind")
    bare = ServiceAtLocationFactory.create()
    saved(change(editor, bare, unit_kind="SEAT"))


def test_a_programme_that_pays_for_somebody_there_is_not_taken_away(editor: Client) -> None:
    house = open_house(today=TODAY)
    stay = taken(house.groups.get().units.get(), TODAY, TODAY + timedelta(days=30))
    assert "have a place here" in refused(change(editor, house, programmes=[]), "programmes")
    Stay.objects.filter(pk=stay.pk).update(released_at=TODAY)
    saved(change(editor, house, programmes=[]))
    assert not house.programmes.exists()


def test_contradictions_of_a_service_are_refused(editor: Client) -> None:
    service = ServiceAtLocationFactory.create(service_type__unit_kinds=["BED"])
    elsewhere = LocationFactory.create()
    abroad = ProviderFactory.create(country="LT")
    lithuanian = ProgrammeFactory.create(country="LT")
    ProgrammeLimitFactory.create(programme=lithuanian, service_type=service.service_type)
    prison = PrisonFactory.create(country="LT")
    unpaid = ProgrammeFactory.create(country="EE")
    for field, said in {
        "location": {"location": elsewhere.pk},
        "unit_kind": {"unit_kind": "SEAT"},
        "service_type": {},
        "house_rules": {
            "unit_kind": "BED",
            "house_rules": ["MEN_ONLY", "WOMEN_ONLY"],
            "ended_on": str(TODAY),
        },
        "prisons": {"prisons": [prison.pk], "ended_on": str(TODAY)},
        "programmes": {"programmes": [lithuanian.pk], "ended_on": str(TODAY)},
    }.items():
        assert refused(add(editor, "serviceatlocation", **house_form(service, **said)), field)
    assert "Limits of programmes" in refused(change(editor, service, programmes=[unpaid.pk]), "programmes")
    region = Region.objects.exclude(code__startswith=abroad.country).first()
    assert region is not None
    other = ServiceAtLocationFactory.create(provider=abroad, unit_kind="BED")
    assert refused(change(editor, other, regions=[region.pk]), "regions")
    assert ServiceAtLocation.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "said", "field"),
    [
        ("provider", {"name": "mtü vana", "country": "EE"}, "name"),
        ("provider", {"name": "Uus", "country": "EE", "web": "javascript:alert(1)"}, "web"),
        ("provider", {"name": "Uus", "country": "EE", "phone": "helista"}, "phone"),
        ("provider", {"name": "Uus", "country": "FI"}, "country"),
        ("provider", {"name": "Uus", "country": "EE", "code": "vana"}, "code"),
        ("provider", {"name": "\x00", "country": "EE"}, "name"),
        ("contact", {"role": "CONTACT"}, "phone"),
        ("contact", {"role": "CONTACT", "phone": "helista"}, "phone"),
        ("contact", {"role": "CONTACT", "phone": "555 0100", "name": "Mari"}, "name"),
        ("contact", {"role": "CONTACT", "phone": "555 0100", "confirmed_on": "2999-01-01"}, "confirmed_on"),
    ],
)
def test_bad_input_is_told_at_the_field(editor: Client, row: str, said: dict[str, str], field: str) -> None:
    provider = ProviderFactory.create(name="MTÜ Vana", code="vana")
    ContactFactory.create(provider=provider, name="Mari", phone="555 0100")
    assert refused(add(editor, row, **({"provider": provider.pk} if row == "contact" else {}), **said), field)
    assert (Provider.objects.count(), Contact.objects.count()) == (1, 1)


def test_places_lie_in_the_country_of_their_provider(editor: Client) -> None:
    provider = ProviderFactory.create(country="LT")
    other = LocationFactory.create()
    town = MunicipalityFactory.create()
    assert town.country_code == "EE"
    assert refused(add(editor, "location", provider=provider.pk, region=town.pk), "region")
    assert refused(add(editor, "location", provider=provider.pk, prison=PrisonFactory.create().pk), "prison")
    said = {"provider": provider.pk, "role": "CONTACT", "phone": "5 555 0100", "location": other.pk}
    assert refused(add(editor, "contact", **said), "location")


def test_regions_stand_under_their_county(editor: Client) -> None:
    county = CountyFactory.create()
    town = MunicipalityFactory.create(parent=county)
    form = editor.get(reverse(f"{ROWS}location:add")).context["form"]
    groups = dict(form.fields["region"].choices)
    assert str(town.pk) in [str(value) for value, _label in groups[county.name]]


def test_a_code_stays(editor: Client) -> None:
    provider = ProviderFactory.create(code="vana")
    LocationFactory.create(provider=provider)
    saved(change(editor, provider, code="uus", country="LT", name="MTÜ Teine"))
    provider.refresh_from_db()
    assert (provider.code, provider.name) == ("vana", "MTÜ Teine")


def test_nobody_works_somewhere_twice_at_a_time() -> None:
    row = ProviderMembershipFactory.create(start=date(2026, 1, 1), end=date(2026, 6, 1))
    root = signed_in(User.objects.create_superuser("root@example.org", "x"))
    said = {"user": row.user_id, "provider": row.provider_id}
    assert refused(add(root, "providermembership", **said, start="2026-05-31"), "start")
    saved(add(root, "providermembership", **said, start="2026-06-01"))
    assert ProviderMembership.objects.count() == 2


def test_a_contact_is_deleted_and_that_is_known(editor: Client) -> None:
    contact = ContactFactory.create()
    assert editor.post(reverse(f"{ROWS}contact:delete", args=[contact.pk])).status_code == 302
    assert (Contact.objects.count(), kinds()) == (0, ["contact.removed"])


@pytest.mark.parametrize("row", ["provider", "location", "serviceatlocation", "providermembership"])
def test_what_others_hang_on_is_not_deleted(editor: Client, row: str) -> None:
    house = open_house(today=TODAY)
    thing = {"provider": house.provider, "location": house.location, "serviceatlocation": house}.get(row)
    thing = thing or ProviderMembershipFactory.create()
    assert editor.post(reverse(f"{ROWS}{row}:delete", args=[thing.pk])).status_code == 302
    assert type(thing)._default_manager.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("row", ["provider", "location", "contact", "serviceatlocation"])
def test_a_providers_worker_finds_none_of_the_screens(row: str) -> None:
    house = open_house(today=TODAY)
    contact = ContactFactory.create(provider=house.provider)
    worker = signed_in(ProviderMembershipFactory.create(provider=house.provider).user)
    align_rights(today=TODAY)
    things = {"provider": house.provider, "location": house.location, "contact": contact}
    key = things.get(row, house).pk
    assert worker.get(reverse(f"{ROWS}{row}:list")).status_code == 404
    assert worker.get(reverse(f"{ROWS}{row}:edit", args=[key])).status_code == 404
    assert add(worker, row, name="X").status_code == 404


@pytest.mark.parametrize("row", ["provider", "location", "contact", "serviceatlocation"])
@pytest.mark.parametrize("screen", ["list", "add"])
def test_a_list_costs_the_same_whatever_its_length(editor: Client, row: str, screen: str) -> None:
    address = reverse(f"{ROWS}{row}:{screen}")

    def cost() -> int:
        ContactFactory.create(location=open_house(today=TODAY).location)
        editor.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert editor.get(address).status_code == 200
        return len(asked)

    first = cost()
    for _more in range(3):
        last = cost()
    assert last == first


def test_operations_refuse_a_day_to_come() -> None:
    house = open_house(today=TODAY)
    who: Any = {"actor": UserFactory.create(), "key": uuid4(), "today": TODAY, "now": NOW}
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(ValueError, match="to come"):
        end_service(service_id=house.public_id, on=tomorrow, **who)
    with pytest.raises(ValueError, match="to come"):
        archive_provider(provider_id=house.provider.public_id, on=tomorrow, **who)
    assert kinds() == []


def test_every_place_can_be_chosen(editor: Client) -> None:
    """Also the eleventh: Wagtail's own window shows ten a page and finds none by name."""
    places = LocationFactory.create_batch(11)
    html = editor.get(reverse(f"{ROWS}serviceatlocation:add")).content.decode()
    assert [place for place in places if f'<option value="{place.pk}">' not in html] == []


def test_a_language_that_a_provider_stated_stays_when_an_editor_saves(editor: Client) -> None:
    house = open_house(today=TODAY, languages=["ru", "uk"])
    saved(change(editor, house, house_rules=["NO_CHILDREN"]))
    house.refresh_from_db()
    assert house.languages == ["ru", "uk"]
