"""What a provider says of itself and of whom its places are for: public and routed by at once, nobody loses a place."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.record.models import Event
from home.spoken_languages import SPOKEN
from home.users.models import User
from providers.described import Described, Part, described
from providers.models import (
    Characteristic,
    HouseRule,
    Provider,
    ProviderPage,
    ProviderPageLink,
    ServiceAtLocation,
    Unit,
    UnitGroup,
)
from providers.operations.stating import ChangedMeanwhile, Organisation, describe_service, state_organisation
from providers.stating_forms import AboutPlaceForm
from tests.factories.pages import page_in
from tests.factories.providers import ProviderMembershipFactory, UnitGroupFactory, open_house, taken
from tests.providers.places import unit_of
from tests.referrals.scene import NOW, TODAY

pytestmark = pytest.mark.django_db
AGREED = {"sex": "NOT_STATED", "children": "NOT_STATED"}


class House:
    """A worker's house with a step-free bed and a plain one, and the page that the public reads."""

    def __init__(self, **service: Any) -> None:
        self.service = open_house(today=TODAY, beds=[["STEP_FREE"], []], **service)
        self.provider = self.service.provider
        self.user: User = ProviderMembershipFactory.create(provider=self.provider).user
        self.page = page_in("et", ProviderPage, title="Maja")
        ProviderPageLink.objects.create(page=self.page, provider=self.provider)
        self.client = Client()
        self.client.force_login(self.user)

    @property
    def address(self) -> str:
        return reverse("work:about-place", args=[self.service.public_id])

    @property
    def about_us(self) -> str:
        return reverse("work:about-us", args=[self.provider.public_id])

    def shown(self, address: str) -> dict[str, Any]:
        """What a browser would send of the page as it stands."""
        form = BeautifulSoup(self.client.get(address).content, "html.parser").select_one("main form")
        assert form is not None
        data: dict[str, Any] = {}
        for field in form.select("input[name]"):
            if field["type"] not in ("checkbox", "radio"):
                data[str(field["name"])] = str(field.get("value", ""))
            elif field.has_attr("checked"):
                data.setdefault(str(field["name"]), []).append(str(field["value"]))
        return data

    def now(self) -> ServiceAtLocation:
        return ServiceAtLocation.objects.get(pk=self.service.pk)

    def public(self) -> str:
        return Client().get(self.page.url).content.decode()


@pytest.fixture
def house(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield House()


def test_what_is_chosen_is_public_and_recorded_at_once(house: House) -> None:
    chosen = {"languages": ["et", "lt"], "sex": "WOMEN_ONLY", "children": "CHILDREN", "has": ["PET"]}
    answer = house.client.post(
        house.address, {**house.shown(house.address), **chosen, "not_taken": ["SOBER"]}
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("work:places"))
    now = house.now()
    assert now.languages == ["et", "lt"]
    assert set(now.house_rules) == {"WOMEN_ONLY", "SOBER"}
    assert set(now.characteristics) == {"PET", "WOMEN_ONLY", "CHILDREN"}
    assert now.version > house.service.version
    public = house.public()
    assert "eesti, leedu" in public
    assert "lemmikloom võib kaasas olla" in public
    event = Event.objects.get(kind="service.described")
    assert (event.actor_id, event.subject_id, event.at) == (house.user.public_id, now.public_id, NOW)


def test_nothing_stated_stays_not_stated(house: House) -> None:
    """Opening the page and saving it says nothing new: a blank is not a no."""
    shown = house.shown(house.address)
    assert (shown["sex"], shown["children"]) == (["NOT_STATED"], ["NOT_STATED"])
    assert house.client.post(house.address, shown).status_code == 302
    now = house.now()
    assert (now.languages, now.house_rules, now.characteristics) == ([], [], [])
    assert house.client.get(reverse("work:places")).content.decode().count("not stated") == 6


codes = st.lists(st.sampled_from(SPOKEN), unique=True, max_size=4)
having = st.lists(st.sampled_from(["STEP_FREE", "GROUND_FLOOR", "SINGLE_ROOM", "PET"]), unique=True)
rules = st.lists(st.sampled_from(["SOBER", "NO_ARSON", "NO_SEXUAL_OFFENCES"]), unique=True)
sexes = st.sampled_from([((), ()), (("WOMEN_ONLY",), ("WOMEN_ONLY",)), (("MEN_ONLY",), ())])
children = st.sampled_from([((), ()), (("NO_CHILDREN",), ()), ((), ("CHILDREN",))])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(codes, having, rules, sexes, children, codes)
def test_saving_the_page_as_it_is_changes_nothing(
    house: House, spoken: Any, has: Any, kept: Any, sex: Any, child: Any, own: Any
) -> None:
    service = house.now()
    service.languages, service.house_rules = spoken, [*child[0], *kept, *sex[0]]
    service.characteristics = [*sex[1], *has, *child[1]]
    service.save()
    service.groups.update(languages=own)
    asked = AboutPlaceForm(service=service, today=TODAY)
    data = {field.html_name: field.value() for field in asked}
    form = AboutPlaceForm(data, service=service, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.stated() == described(service, TODAY)


def test_who_has_a_place_keeps_it_when_it_fits_no_longer(house: House) -> None:
    group: UnitGroup = house.service.groups.get()
    step_free = group.units.get(characteristics=["STEP_FREE"])
    promised = taken(step_free, TODAY, TODAY + timedelta(30), requirement_codes=["STEP_FREE"])
    shown = house.shown(house.address)
    unit = f"unit_{step_free.public_id}"
    assert shown.pop(unit) == ["STEP_FREE"]
    assert house.client.post(house.address, {**shown, "sex": "MEN_ONLY"}).status_code == 302
    assert Unit.objects.get(pk=step_free.pk).characteristics == []
    promised.refresh_from_db()
    assert promised.released_at is None
    assert unit_of(promised) == step_free


def test_a_mentor_has_languages_of_their_own(house: House) -> None:
    second = UnitGroupFactory.create(service_at_location=house.service, name="M2", languages=["ru"])
    shown = house.shown(house.address)
    assert shown[f"languages_{second.public_id}"] == ["ru"]
    shown[f"languages_{second.public_id}"] = ["ru", "lt"]
    assert house.client.post(house.address, shown).status_code == 302
    assert UnitGroup.objects.get(pk=second.pk).languages == ["ru", "lt"]
    assert house.service.groups.exclude(pk=second.pk).get().languages == []


def test_a_colleague_was_faster(house: House) -> None:
    shown = house.shown(house.address)
    ServiceAtLocation.objects.filter(pk=house.service.pk).update(languages=["lt"])
    answer = house.client.post(house.address, {**shown, "languages": ["et"], "sex": "MEN_ONLY"})
    assert answer.status_code == 422
    assert house.now().languages == ["lt"]
    assert not Event.objects.filter(kind="service.described").exists()
    page = BeautifulSoup(answer.content, "html.parser")
    kept = [
        field["value"] for field in page.select("main [name=sex][checked], main [name=languages][checked]")
    ]
    assert kept == ["et", "MEN_ONLY"]
    [seen] = page.select("main [name=seen]")
    again = {**shown, "languages": ["et"], "seen": seen["value"]}
    assert house.client.post(house.address, again).status_code == 302
    assert house.now().languages == ["et"]


def test_new_numbers_are_no_change_of_what_is_stated(house: House) -> None:
    """A booking or a confirmation in between does not cost the worker what they typed."""
    shown = house.shown(house.address)
    ServiceAtLocation.objects.filter(pk=house.service.pk).update(version=99, confirmed_at=NOW)
    assert house.client.post(house.address, {**shown, "languages": ["et"]}).status_code == 302


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"languages": ["xx"]}, "languages"),
        ({"sex": "BOTH"}, "sex"),
        ({"children": ""}, "children"),
        ({"not_taken": ["NO_PETS"]}, "not_taken"),
        ({"has": ["WOMEN_ONLY"]}, "has"),
        ({"key": "no"}, "key"),
    ],
)
def test_bad_input_changes_nothing(house: House, data: Any, field: str) -> None:
    answer = house.client.post(house.address, {**house.shown(house.address), **data})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Event.objects.filter(kind="service.described").exists()


def test_pressed_twice_it_is_done_once(house: House) -> None:
    shown = {**house.shown(house.address), "languages": ["et"]}
    assert [house.client.post(house.address, shown).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(kind="service.described").count() == 1


def test_how_the_organisation_is_reached_is_public_at_once(house: House) -> None:
    Provider.objects.filter(pk=house.provider.pk).update(programme_period="2015–2023")
    shown = house.shown(house.about_us)
    typed = {"web": "www.maja.example.org", "email": "maja@example.org", "phone": "620 8120"}
    assert house.client.post(house.about_us, {**shown, **typed}).status_code == 302
    public = house.public()
    assert 'href="https://www.maja.example.org"' in public
    assert 'href="tel:+3726208120"' in public
    assert "2015–2023" not in public
    assert Provider.objects.get(pk=house.provider.pk).confirmed_on == TODAY
    event = Event.objects.get(kind="provider.stated")
    assert (event.actor_id, event.subject_id) == (house.user.public_id, house.provider.public_id)
    assert house.client.post(house.about_us, {**shown, **typed, "key": str(uuid4())}).status_code == 422


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("web", "javascript:alert(1)//://"),
        ("web", "javascript://example.org/%0Aalert(1)"),
        ("web", "not an address"),
        ("email", "no"),
        ("phone", "call me"),
        ("web", "\x00"),
    ],
)
def test_what_cannot_be_reached_is_refused_at_its_field(house: House, field: str, typed: str) -> None:
    answer = house.client.post(house.about_us, {**house.shown(house.about_us), field: typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Provider.objects.get(pk=house.provider.pk).confirmed_on is None


def test_nobody_elses(house: House) -> None:
    other = House()
    for address in (other.address, other.about_us):
        assert house.client.get(address).status_code == 404
        assert house.client.post(address, {**AGREED, "key": str(uuid4())}).status_code == 404
    stranger = other.service.groups.get()
    seen = described(house.service, TODAY).seal()
    with pytest.raises(ValueError, match="another service"):
        _describe(house, Described(groups={str(stranger.public_id): Part(("et",))}), seen)


@pytest.mark.parametrize(
    "stated",
    [
        Described(house_rules=("WOMEN_ONLY", "MEN_ONLY")),
        Described(house_rules=("NO_CHILDREN",), characteristics=("CHILDREN",)),
        Described(languages=("<b>",)),
        Described(house_rules=("NO_PETS",)),
        Described(units={"x": ("CASTLE",)}),
    ],
)
def test_operations_refuse_what_no_form_sends(house: House, stated: Described) -> None:
    with pytest.raises(ValueError, match=r"codes|itself"):
        _describe(house, stated, described(house.service, TODAY).seal())


def test_a_closed_service_is_not_described(house: House) -> None:
    ServiceAtLocation.objects.filter(pk=house.service.pk).update(closed_at=NOW)
    assert house.client.get(house.address).status_code == 404
    assert house.address not in house.client.get(reverse("work:places")).content.decode()


def test_two_at_once_cannot_both_hold(house: House) -> None:
    who: Any = {"actor": house.user, "today": TODAY, "now": NOW, "provider_id": house.provider.public_id}
    seen = Organisation().seal()
    state_organisation(key=uuid4(), stated=Organisation(web="a.example.org"), seen=seen, **who)
    with pytest.raises(ChangedMeanwhile):
        state_organisation(key=uuid4(), stated=Organisation(web="b.example.org"), seen=seen, **who)
    with pytest.raises(ValueError, match="http"):
        state_organisation(key=uuid4(), stated=Organisation(web="ftp://x"), seen=seen, **who)


def test_the_page_costs_the_same_whatever_the_number_of_places(
    house: House, django_assert_max_num_queries: Any
) -> None:
    group = house.service.groups.get()
    Unit.objects.bulk_create(Unit(group=group, number=number, opens=TODAY) for number in range(10, 30))
    UnitGroupFactory.create_batch(5, service_at_location=house.service)
    with django_assert_max_num_queries(20):
        assert house.client.get(house.address).status_code == 200


def test_a_large_house_is_described_as_a_whole(house: House) -> None:
    group = house.service.groups.get()
    Unit.objects.bulk_create(Unit(group=group, number=number, opens=TODAY) for number in range(10, 60))
    assert not any(name.startswith("unit_") for name in house.shown(house.address))


def test_whom_a_place_does_not_take_is_asked_in_full() -> None:
    asked = {code for code, _label in AboutPlaceForm.base_fields["not_taken"].choices}  # type: ignore[attr-defined]
    assert asked | {"WOMEN_ONLY", "MEN_ONLY", "NO_CHILDREN"} == set(HouseRule.values)
    assert set(Characteristic.values) >= {"STEP_FREE"}


def _describe(house: House, stated: Described, seen: str) -> None:
    describe_service(
        actor=house.user,
        key=uuid4(),
        service_at_location_id=house.service.public_id,
        stated=stated,
        seen=seen,
        today=TODAY,
        now=NOW,
    )
