"""What the addresses of the matrix are asked about, and by whom."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from home.users.models import User
from providers.editing.confirming import token_for
from providers.models import Contact, ProviderPage, ProviderPageLink, Void
from referrals.models import Draft, Offer, Referral, ServiceRequest, Simulation
from referrals.what_if import Question
from tests.access.matrix import Role
from tests.factories.pages import page_in
from tests.factories.providers import ContactFactory, VoidFactory
from tests.factories.referrals import draft as make_draft
from tests.referrals.scene import HARJU, TODAY, Scene, offer_of, request_of

IN_TWO_YEARS = TODAY + timedelta(days=730)


@dataclass
class Records:
    """One of each record that an address may name, and somebody for each kind of visitor."""

    scene: Scene
    referral: Referral
    offer: Offer
    draft: Draft
    waiting: ServiceRequest
    void: Void
    simulation: Simulation
    contact: Contact
    token: str

    @property
    def people(self) -> dict[Role, User | None]:
        return {
            "anonymous": None,
            "officer": self.scene.officer,
            "other_officer": self.scene.other_officer,
            "worker": self.scene.worker,
            "other_worker": self.scene.other_worker,
            "coordinator": self.scene.coordinator,
            "editor": self.scene.editor,
        }

    def address(self, name: str, *, of: UUID | None = None) -> str:
        """The address of the record; with `of`, of a record with that id."""
        return reverse(name, kwargs=self._arguments(of).get(name, {}))

    def _arguments(self, of: UUID | None) -> dict[str, dict[str, object]]:
        referral, draft = {"referral": of or self.referral.public_id}, {"draft": of or self.draft.public_id}
        offer = {"offer": of or self.offer.public_id}
        service = {"service": of or self.scene.north.public_id}
        return {
            "cms-password-reset-step": {"rest": "confirm/MQ/abc/"},
            "media": {"path": "images/no-such-file"},
            "no-such-interface": {"path": "v1/anything"},
            "work:referral": {**referral},
            "work:referral-withdraw": {**referral},
            "work:referral-release": {**referral},
            "work:referral-prison": {**referral},
            "work:referral-refused": {**referral},
            "work:referral-granted": {**referral},
            "work:referral-postponed": {**referral},
            "work:referral-close": {**referral},
            "work:referral-letter": {**referral},
            "work:draft": {**draft},
            "work:draft-delete": {**draft},
            "work:draft-step": {**draft, "step": "agreement"},
            "work:offer": {**offer},
            "work:offer-accept": {**offer},
            "work:offer-decline": {**offer},
            "work:offer-arrived": {**offer},
            "work:offer-not-arrived": {**offer},
            "work:offer-longer": {**offer},
            "work:offer-still-here": {**offer},
            "work:offer-left": {**offer},
            "work:referral-longer": {**referral, "request_id": request_of(self.referral).public_id},
            "work:capacity-service": {**service},
            "work:capacity-terms": {**service},
            "work:capacity-close": {**service, "group": self.scene.north.groups.get().public_id},
            "work:capacity-open": {**service, "void": self.void.public_id},
            "work:place": {"location": of or self.scene.north.location.public_id},
            "work:about-us": {"provider": of or self.scene.north.provider.public_id},
            "work:about-place": {**service},
            "work:contact-new": {"provider": of or self.scene.north.provider.public_id},
            "work:contact": {"contact": of or self.contact.public_id},
            "work:still-right": {"token": self.token},
            "work:planning-result": {"simulation": of or self.simulation.public_id},
            "work:unplaced-request": {"request_id": of or self.waiting.public_id},
        }


def make_records(scene: Scene) -> Records:
    referral = scene.send()
    return Records(
        scene=scene,
        referral=referral,
        offer=offer_of(referral),
        draft=make_draft(owner=scene.officer),
        waiting=request_of(scene.send(scene.answers(services=("complex_support",))), "complex_support"),
        void=VoidFactory.create(
            group=scene.north.groups.get(), start=IN_TWO_YEARS, end=IN_TWO_YEARS + timedelta(7)
        ),
        token=_token(scene),
        contact=ContactFactory.create(provider=scene.north.provider),
        simulation=Simulation.objects.create(
            country="EE",
            asked_by=scene.coordinator,
            asked_at=scene.now,
            parameters=Question("EE", "housing", HARJU, 10).to_json(),
        ),
    )


def _token(scene: Scene) -> str:
    """The worker is asked about the page of the house in the north."""
    page = page_in("et", ProviderPage, title="Demo House North")
    ProviderPageLink.objects.create(page=page, provider=scene.north.provider)
    return token_for(translation_key=page.translation_key, user=scene.worker)
