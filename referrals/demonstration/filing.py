"""The invented people's referrals, filed and answered through the operations that everybody else uses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID, uuid4

from django.db import transaction

from home.users.models import User
from providers.demonstration.accounts import account
from providers.demonstration.loading import is_loaded
from providers.models import ProviderMembership, ServiceAtLocation

from ..forms.wizard_setting import FilingPlace
from ..models import Draft, Offer, Referral
from ..operations import accept_offer, person_arrived, submit_referral
from ..wizard.drafts import save_part, start_draft
from ..wizard.filing import filing_places
from .cases import Filed, Row, answers_of, cases
from .typed import typed_parts


class _When(TypedDict):
    today: date
    now: datetime


def file_demonstration(*, today: date, now: datetime) -> int:
    """File the invented people's referrals and leave some drafts; return how many referrals that were.

    Days are counted from ``today``. Nothing where there is no demonstration, or where anybody has filed or begun
    anything: it is done once, and all or nothing. Whoever of the demonstration's people may file no more is left out.
    """
    if not is_loaded() or Referral.objects.exists() or Draft.objects.exists():
        return 0
    data, filing = cases(), Filing(today, now)
    with transaction.atomic():
        for row in data["drafts"]:
            filing.begin(row)
        return sum(filing.file(row) for row in data["people"])


@dataclass(frozen=True)
class Filing:
    """On which day, and at which moment of it, everything happens."""

    today: date
    now: datetime

    def file(self, row: Row) -> bool:
        """Send one person's referral, and let the asked providers answer as its row says; False where nobody may."""
        side = self._side_of(row)
        if side is None:
            return False
        owner, place = side
        sent = submit_referral(
            actor=owner,
            key=str(uuid4()),
            draft_id=start_draft(owner=owner, place=place, now=self.now).public_id,
            answers=answers_of(row, _filed(row, place), self.today),
            today=self.today,
            now=self.now,
        )
        for offer in _offers(sent.referral_id, row.get("accept", ())):
            accept_offer(actor=_worker(offer), key=str(uuid4()), offer_id=offer.public_id, **self._when)
        for offer in _offers(sent.referral_id, row.get("arrived", ())):
            person_arrived(actor=_worker(offer), key=str(uuid4()), offer_id=offer.public_id, **self._when)
        return True

    def begin(self, row: Row) -> None:
        """Leave a draft whose first parts are filled in."""
        side = self._side_of(row)
        if side is None:
            return
        owner, place = side
        draft = start_draft(owner=owner, place=place, now=self.now)
        answers = answers_of(row, _filed(row, place), self.today)
        for step, typed in typed_parts(answers).items():
            save_part(draft=draft, step=step, typed=typed, prison=place.prisons[0], now=self.now)

    @property
    def _when(self) -> _When:
        return {"today": self.today, "now": self.now}

    def _side_of(self, row: Row) -> tuple[User, FilingPlace] | None:
        """Who files, and from where."""
        owner = account(row["by"])
        places = filing_places(owner, self.today) if owner else {}
        return next(((owner, place) for place in places.values() if owner), None)


def _filed(row: Row, place: FilingPlace) -> Filed:
    prison = place.prisons[0].code if place.prisons else None
    wished = ServiceAtLocation.objects.filter(
        provider__code=row.get("wish"), service_type__code=row["services"][0]
    )
    return Filed(place.country, prison, wished.values_list("public_id", flat=True).order_by("pk").first())


def _offers(referral_id: UUID, services: Collection[str]) -> Iterable[Offer]:
    """The offers of these kinds of help."""
    request = {"referral__public_id": referral_id, "service_type__code__in": services}
    found = {f"placement__request__{name}": value for name, value in request.items()}
    return Offer.objects.filter(**found).select_related("provider").order_by("pk")


def _worker(offer: Offer) -> User:
    worker: User = ProviderMembership.objects.filter(provider=offer.provider).earliest("pk").user
    return worker
