"""Support under way lasts longer, goes on past its last day, or ends: with its place, and the other side is told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction

from home.record.events import events_of
from home.record.models import Receipt
from home.record.receipts import KeyReused
from home.users.models import User
from providers.models import Overstay, Stay
from providers.operations import NoPlace, NothingToExtend, StayNotOver, move_stay
from referrals.models import Offer, Referral
from referrals.operations import (
    NeedsAuthority,
    OfferClosed,
    ask_extension,
    extend_request,
    person_arrived,
    person_left,
    person_still_here,
)
from referrals.permissions import offers_visible_to
from referrals.workflow import NotAllowed
from tests.factories.providers import VoidFactory, taken
from tests.referrals.scene import Scene, offer_of, request_of

DAY = timedelta(days=1)


@pytest.fixture
def there(scene: Scene) -> tuple[Scene, Referral]:
    """Somebody who came on the first day, and the world of that day. The stay lasts as long as it may."""
    referral = scene.send()
    scene.accept(offer_of(referral))
    first_day = scene.later(days=30)
    person_arrived(
        actor=scene.worker,
        key=str(uuid4()),
        offer_id=offer_of(referral).public_id,
        today=first_day.today,
        now=first_day.now,
    )
    first_day.sweep()
    mail.outbox.clear()
    return first_day, referral


def stay_of(referral: Referral) -> Stay:
    return Stay.objects.get(placement__request=request_of(referral))


def shorten(scene: Scene, referral: Referral, days: int) -> date:
    """As if the stay had been promised for fewer days than it may last; returns its end."""
    stay, request = stay_of(referral), request_of(referral)
    end = stay.end - timedelta(days=days)
    with transaction.atomic():
        move_stay(
            stay_id=stay.public_id, start=stay.start, end=end, limit_end=stay.limit_end, today=scene.today
        )
    request.end = end
    request.save(update_fields=["end"])
    return end


def extend(scene: Scene, referral: Referral, end: date, by: User | None = None, key: str = "") -> None:
    extend_request(
        actor=by or scene.worker,
        key=key or str(uuid4()),
        request_id=request_of(referral).public_id,
        end=end,
        reason="HOME_NOT_READY",
        today=scene.today,
        now=scene.now,
    )


def still_here(scene: Scene, referral: Referral, until: date, key: str = "") -> None:
    person_still_here(
        actor=scene.worker,
        key=key or str(uuid4()),
        offer_id=offer_of(referral).public_id,
        until=until,
        reason="NO_HOME",
        today=scene.today,
        now=scene.now,
    )


def left(scene: Scene, referral: Referral, on: date, key: str = "") -> None:
    person_left(
        actor=scene.worker,
        key=key or str(uuid4()),
        offer_id=Offer.objects.get(placement__request=request_of(referral)).public_id,
        left_on=on,
        today=scene.today,
        now=scene.now,
    )


def told(scene: Scene, *people: User) -> bool:
    """Whether exactly these are written to."""
    scene.sweep()
    found = sorted(address for message in mail.outbox for address in message.to)
    return found == sorted(person.email for person in people)


def test_a_provider_lets_support_last_longer_within_the_limit(there: tuple[Scene, Referral]) -> None:
    scene, referral = there
    limit = stay_of(referral).limit_end
    end = shorten(scene, referral, 20)
    extend(scene, referral, end + 5 * DAY)
    assert stay_of(referral).end == request_of(referral).end == end + 5 * DAY
    assert (request_of(referral).state, stay_of(referral).limit_end) == ("ACTIVE", limit)
    event = events_of(request_of(referral).public_id).get(kind="request.extend")
    assert (event.actor_id, event.reason_code) == (scene.worker.public_id, "HOME_NOT_READY")
    assert told(scene, scene.officer)


def test_beyond_the_limit_only_a_coordinator_of_the_country_allows_it(
    there: tuple[Scene, Referral],
) -> None:
    scene, referral = there
    limit = stay_of(referral).limit_end
    assert limit
    with pytest.raises(NeedsAuthority) as caught:
        extend(scene, referral, limit + DAY)
    assert caught.value.limit == limit
    for stranger in (scene.other_worker, scene.officer, scene.lt_coordinator):
        with pytest.raises(PermissionDenied):
            extend(scene, referral, limit + DAY, by=stranger)
    assert stay_of(referral).end == limit
    extend(scene, referral, limit + DAY, by=scene.coordinator)
    assert stay_of(referral).end == stay_of(referral).limit_end == request_of(referral).end == limit + DAY
    assert told(scene, scene.officer, scene.worker)


def test_nothing_is_written_where_a_day_has_no_place_left(there: tuple[Scene, Referral]) -> None:
    scene, referral = there
    end = shorten(scene, referral, 20)
    group = scene.north.groups.get()
    other = group.units.exclude(occupations__stay=stay_of(referral)).get()
    taken(other, end, end + 90 * DAY)
    VoidFactory.create(group=group, start=end + 3 * DAY, end=end + 9 * DAY)
    with pytest.raises(NoPlace) as caught:
        extend(scene, referral, end + 5 * DAY, key="one")
    assert [(span.start, span.end) for span in caught.value.refusal.days] == [(end + 3 * DAY, end + 5 * DAY)]
    assert stay_of(referral).end == request_of(referral).end == end
    assert not events_of(request_of(referral).public_id).filter(kind="request.extend").exists()
    assert not Receipt.objects.filter(key="one").exists()
    extend(scene, referral, end + 3 * DAY, key="one")


def test_an_extension_is_done_once(there: tuple[Scene, Referral]) -> None:
    scene, referral = there
    end = shorten(scene, referral, 20)
    for _ in range(2):
        extend(scene, referral, end + DAY, key="one")
    with pytest.raises(KeyReused):
        extend(scene, referral, end + 2 * DAY, key="one")
    with pytest.raises(NothingToExtend):
        extend(scene, referral, end + DAY)
    assert told(scene, scene.officer)


def test_what_is_not_under_way_lasts_as_it_does(scene: Scene) -> None:
    referral = scene.send()
    end = stay_of(referral).end
    with pytest.raises(NotAllowed):
        extend(scene, referral, end + DAY, by=scene.coordinator)
    with pytest.raises(OfferClosed):
        left(scene, referral, scene.today)
    scene.accept(offer_of(referral))
    with pytest.raises(NotAllowed):
        still_here(scene.later(days=900), referral, end + 999 * DAY)


def test_a_provider_asks_the_coordinators(there: tuple[Scene, Referral]) -> None:
    scene, referral = there
    end = stay_of(referral).end
    request = request_of(referral).public_id
    asked = {"request_id": request, "end": end + DAY, "reason": "GOALS", "today": scene.today}
    for _ in range(2):
        ask_extension(actor=scene.worker, key="one", now=scene.now, **asked)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        ask_extension(actor=scene.other_worker, key="two", now=scene.now, **asked)  # type: ignore[arg-type]
    assert stay_of(referral).end == end
    event = events_of(request).get(kind="request.extension_asked")
    assert (event.to_state, event.reason_code) == ((end + DAY).isoformat(), "GOALS")
    assert told(scene, scene.coordinator)


def test_who_is_still_there_is_recorded_and_the_office_is_told(there: tuple[Scene, Referral]) -> None:
    scene, referral = there
    end = stay_of(referral).end
    with pytest.raises(StayNotOver):
        still_here(scene, referral, end + 5 * DAY)
    after = scene.later(days=(end - scene.today).days)
    for _ in range(2):
        still_here(after, referral, end + 5 * DAY, key="one")
    row = Overstay.objects.get()
    assert (row.start, row.end, row.reason) == (end, end + 5 * DAY, "NO_HOME")
    event = events_of(request_of(referral).public_id).get(kind="request.overstayed")
    assert (event.actor_id, event.to_state) == (scene.worker.public_id, row.end.isoformat())
    assert request_of(referral).state == "ACTIVE"
    assert told(after, scene.officer)


@pytest.mark.parametrize("late", [0, 3])
def test_who_left_ends_the_support_and_frees_the_place(there: tuple[Scene, Referral], late: int) -> None:
    scene, referral = there
    scene = scene.later(days=10)
    on = scene.today - late * DAY
    for _ in range(2):
        left(scene, referral, on, key="one")
    request = request_of(referral)
    assert (request.state, stay_of(referral).end) == ("ENDED", on)
    assert request.placements.get().ended_at == scene.now
    assert offers_visible_to(scene.worker, scene.today).exists(), "the provider tells later how it went on"
    assert told(scene, scene.officer)
    with pytest.raises(NotAllowed):
        left(scene, referral, on, key="two")


def test_who_overstayed_and_left_leaves_nothing_behind(there: tuple[Scene, Referral]) -> None:
    scene, referral = there
    end = stay_of(referral).end
    after = scene.later(days=(end - scene.today).days)
    still_here(after, referral, end + 9 * DAY)
    left(after.later(days=4), referral, end + 4 * DAY)
    assert Overstay.objects.get().end == end + 4 * DAY
    assert (request_of(referral).state, stay_of(referral).end) == ("ENDED", end)


@pytest.mark.parametrize("days", [-1, 11])
def test_nobody_left_before_they_came_or_on_a_day_to_come(there: tuple[Scene, Referral], days: int) -> None:
    scene, referral = there
    first = stay_of(referral).start
    with pytest.raises(ValueError, match="leaves"):
        left(scene.later(days=10), referral, first + days * DAY)
    assert request_of(referral).state == "ACTIVE"


def test_who_left_late_without_a_word_was_there_until_then(there: tuple[Scene, Referral]) -> None:
    scene, referral = there
    end = stay_of(referral).end
    after = scene.later(days=(end - scene.today).days + 4)
    left(after, referral, end + 3 * DAY, key="one")
    left(after, referral, end + 3 * DAY, key="one")
    row = Overstay.objects.get()
    assert (row.start, row.end, row.created_by) == (end, end + 3 * DAY, scene.worker)
    assert (request_of(referral).state, stay_of(referral).end) == ("ENDED", end)
