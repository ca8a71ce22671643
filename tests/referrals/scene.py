"""A small world for everything that happens to a referral: two prisons, two providers with a house each.

It is Monday, 23 November 2026. The north house stands in Harju, where the people of most tests want to live, and
so is asked before the south house, in Tartu. Made once by `make_scene`; tests get it as the fixture `scene`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.test import Client

from home.geography.models import Prison, Region
from home.record.sweeper import sweep
from home.users.models import User
from providers.models import Provider, ServiceAtLocation, Stay
from providers.operations import declare_places
from referrals.answers import SubmittedAnswers
from referrals.models import Offer, Referral, ServiceRequest
from referrals.operations import (
    Followed,
    ReleaseDates,
    accept_offer,
    decline_offer,
    move_release,
    submit_referral,
    withdraw_referral,
)
from services.models import GivenWhere, Programme, RegionRule, ServiceType, Starts, UnitKind
from tests.factories import referrals as made
from tests.factories.geography import (
    CountryFactory,
    CountryMembershipFactory,
    CountyFactory,
    MunicipalityFactory,
    PrisonFactory,
    PrisonMembershipFactory,
)
from tests.factories.providers import (
    LocationFactory,
    ProviderFactory,
    ProviderMembershipFactory,
    open_house,
)
from tests.factories.services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory
from tests.factories.users import UserFactory

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 30)
"""Five working days later."""
HARJU, TARTU = "EE-37", "EE-79"
IN_HARJU = {"lat": Decimal("59.4370"), "lon": Decimal("24.7536")}
IN_TARTU = {"lat": Decimal("58.3780"), "lon": Decimal("26.7290")}
LIMITS = {"mentoring": 18, "housing": 6, "complex_support": None}


@dataclass
class Scene:
    """People, places and what they do. Every operation is done at `NOW` unless a day is given."""

    tallinn: Prison
    viru: Prison
    programme: Programme
    north: ServiceAtLocation
    south: ServiceAtLocation
    officer: User
    other_officer: User
    worker: User
    other_worker: User
    coordinator: User
    lt_coordinator: User
    editor: User
    now: datetime = field(default=NOW)

    @property
    def today(self) -> date:
        return self.now.date()

    def later(self, **span: int) -> "Scene":
        """The same world, some time afterwards."""
        return replace(self, now=self.now + timedelta(**span))

    def answers(self, **changes: Any) -> SubmittedAnswers:
        """Answers of a person of Tallinn Prison who wants to live in Harju; `changes` as of the factory."""
        given = {"prison": "EE-TALLINN", "region": HARJU, **changes}
        return made.answers(today=self.today, **given)

    def conditional(self, **changes: Any) -> SubmittedAnswers:
        """As `answers`; a hearing decides in a week."""
        answers = self.answers(**changes)
        hearing = self.today + timedelta(days=7)
        return replace(answers, release=replace(answers.release, kind="CONDITIONAL", hearing=hearing))

    def in_prison(self, service: str = "mentoring") -> SubmittedAnswers:
        """Help that begins in prison, three weeks before the release."""
        answers = self.answers(services=(service,))
        [asked] = answers.requests
        begins = replace(asked, start=asked.start - timedelta(weeks=3), in_prison=True)
        return replace(answers, requests=(begins,))

    def send(
        self, answers: SubmittedAnswers | None = None, *, by: User | None = None, key: str = ""
    ) -> Referral:
        """A referral sent by the officer, routed and offered, or waiting."""
        answers, actor = answers or self.answers(), by or self.officer
        draft = made.draft(owner=actor, country=answers.release.country)
        sent = submit_referral(
            actor=actor,
            key=key or str(uuid4()),
            draft_id=draft.public_id,
            answers=answers,
            today=self.today,
            now=self.now,
        )
        return Referral.objects.get(public_id=sent.referral_id)

    def accept(self, offer: Offer, *, by: User | None = None, key: str = "") -> None:
        actor = by or self.worker_of(offer)
        accept_offer(
            actor=actor, key=key or str(uuid4()), offer_id=offer.public_id, today=self.today, now=self.now
        )

    def decline(
        self,
        offer: Offer,
        *,
        by: User | None = None,
        key: str = "",
        reason: str = "SAFETY",
        note: str = "",
    ) -> None:
        decline_offer(
            actor=by or self.worker_of(offer),
            key=key or str(uuid4()),
            offer_id=offer.public_id,
            reason_code=reason,
            note=note,
            today=self.today,
            now=self.now,
        )

    def withdraw(self, referral: Referral, *, key: str = "") -> None:
        withdraw_referral(
            actor=self.officer,
            key=key or str(uuid4()),
            referral_id=referral.public_id,
            reason_code="MISTAKE",
            today=self.today,
            now=self.now,
        )

    def move_release(self, referral: Referral, *, days: int, key: str = "") -> dict[str, str]:
        """Release so many days later, or earlier; what became of each request, by service."""
        released = Referral.objects.get(pk=referral.pk).release_on
        assert released is not None
        followed = move_release(
            actor=self.officer,
            key=key or str(uuid4()),
            referral_id=referral.public_id,
            dates=ReleaseDates(expected=released + timedelta(days=days)),
            today=self.today,
            now=self.now,
        )
        return by_service(followed)

    def with_mentor(self) -> ServiceAtLocation:
        """A mentor with one slot free, who serves Harju."""
        region = Region.objects.get(code=HARJU)
        return house(
            provider("mentors"), beds=1, programme=self.programme, region=region, service="mentoring"
        )

    def more_places(self, service: ServiceAtLocation, places: int) -> None:
        declare_places(
            actor=self.worker,
            key=str(uuid4()),
            group_id=service.groups.get().public_id,
            start=self.today,
            places=places,
            today=self.today,
            now=self.now,
        )

    def sweep(self) -> dict[str, int]:
        return sweep(now=self.now)

    def worker_of(self, offer: Offer) -> User:
        return self.worker if offer.provider_id == self.north.provider_id else self.other_worker


def request_of(referral: Referral, service: str = "housing") -> ServiceRequest:
    return ServiceRequest.objects.select_related("referral").get(
        referral=referral, service_type__code=service
    )


def by_service(followed: Mapping[UUID, Followed]) -> dict[str, str]:
    """What became of requests, by the code of their service."""
    requests = ServiceRequest.objects.filter(public_id__in=followed).select_related("service_type")
    return {request.service_type.code: followed[request.public_id].value for request in requests}


def offer_of(referral: Referral, service: str = "housing") -> Offer:
    """The current offer of a request."""
    current = Offer.objects.select_related("placement__stay__service_at_location", "provider")
    return current.get(
        placement__request__referral=referral,
        placement__request__service_type__code=service,
        placement__ended_at__isnull=True,
    )


def stays_held(service: ServiceAtLocation) -> int:
    """How many places of a house are held for somebody."""
    return Stay.objects.filter(service_at_location=service, released_at__isnull=True).count()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def service_types() -> dict[str, ServiceType]:
    """The three kinds of help with the rules that the product has."""
    housing: dict[str, Any] = {
        "unit_kinds": [UnitKind.BED],
        "given_where": GivenWhere.AFTER_RELEASE,
        "needs_release_date": True,
        "region_rule": RegionRule.ANYWHERE_IN_COUNTRY,
        "starts": Starts.ON_RELEASE,
        "decision_days": 30,
    }
    agreed: dict[str, Any] = {
        "given_where": GivenWhere.BOTH,
        "needs_release_date": False,
        "region_rule": RegionRule.MUST_SERVE,
        "starts": Starts.WHEN_AGREED,
    }
    rules: dict[str, dict[str, Any]] = {
        "mentoring": {**agreed, "unit_kinds": [UnitKind.CASELOAD]},
        "housing": housing,
        "complex_support": {**agreed, "unit_kinds": [UnitKind.CASELOAD, UnitKind.SEAT]},
    }
    return {
        code: ServiceTypeFactory.create(code=code, order=order, **values)
        for order, (code, values) in enumerate(rules.items())
    }


def make_scene(*, beds: int = 2) -> Scene:
    """Everything above, in the database: each house has so many beds free, confirmed today."""
    types = service_types()
    tallinn = _region("EE-37", "EE-784", **IN_HARJU)
    _region("EE-37", "EE-198", **IN_HARJU)
    tartu = _region("EE-79", "EE-793", **IN_TARTU)
    CountyFactory.create(code="LT-VL", parent=CountryFactory.create(code="LT"))
    programme = ProgrammeFactory.create(code="running")
    for code, months in LIMITS.items():
        ProgrammeLimitFactory.create(programme=programme, service_type=types[code], months=months)
    prison, other = (
        PrisonFactory.create(code="EE-TALLINN", region=tallinn),
        PrisonFactory.create(code="EE-VIRU", region=tartu),
    )
    north = provider(
        "north", UserFactory.create(name="North Worker", email="north@example.org", language="ru")
    )
    south = provider("south", UserFactory.create(name="South Worker", email="south@example.org"))
    scene = Scene(
        tallinn=prison,
        viru=other,
        programme=programme,
        north=house(north, beds=beds, programme=programme, region=tallinn),
        south=house(south, beds=beds, programme=programme, region=tartu),
        officer=_officer(prison, "officer"),
        other_officer=_officer(other, "other-officer"),
        worker=north.memberships.get().user,
        other_worker=south.memberships.get().user,
        coordinator=_coordinator("EE", "en"),
        lt_coordinator=_coordinator("LT", "lt"),
        editor=UserFactory.create(name="Editor", email="editor@example.org"),
    )
    scene.editor.groups.add(Group.objects.get(name="Editors"))
    return scene


def provider(code: str, *workers: User) -> Provider:
    made: Provider = ProviderFactory.create(code=code, name=f"{code.capitalize()} House")
    for worker in workers:
        ProviderMembershipFactory.create(provider=made, user=worker)
    return made


def house(
    provider: Provider,
    *,
    beds: int | Iterable[Iterable[str]] = 2,
    programme: Programme,
    region: Any,
    service: str = "housing",
    **fields: Any,
) -> ServiceAtLocation:
    """A service of a provider with free places, whose numbers were confirmed today."""
    kind = ServiceType.objects.get(code=service)
    made = open_house(
        beds=beds,
        today=TODAY,
        months=LIMITS[service],
        programme=programme,
        provider=provider,
        service_type=kind,
        unit_kind=kind.unit_kinds[0],
        location=LocationFactory.create(provider=provider, region=region),
        **{"languages": ["et", "ru"], **fields},
    )
    if kind.region_rule == RegionRule.MUST_SERVE:
        made.regions.add(region)
    return made


def _region(county: str, municipality: str, **place: Decimal) -> Any:
    parent = CountyFactory.create(code=county, parent=CountryFactory.create(code=county[:2]), **place)
    return MunicipalityFactory.create(code=municipality, parent=parent, **place)


def _officer(prison: Prison, name: str) -> User:
    user = UserFactory.create(name=name.capitalize(), email=f"{name}@example.org")
    officer: User = PrisonMembershipFactory.create(prison=prison, user=user).user
    return officer


def _coordinator(country: str, language: str) -> User:
    user = UserFactory.create(
        name=f"Coordinator {country}", email=f"coordinator.{country.lower()}@example.org", language=language
    )
    coordinator: User = CountryMembershipFactory.create(country=country, user=user).user
    return coordinator
