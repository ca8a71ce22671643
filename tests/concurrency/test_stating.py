"""A whole desk says at once whom a place is for: one has seen what stands, nobody overwrites unseen, nothing twice."""

from functools import partial
from uuid import uuid4

import pytest

from home.record.models import Event
from providers.described import Described, described
from providers.models import Provider, ServiceAtLocation
from providers.operations.ending import archive_provider, end_service
from providers.operations.stating import Organisation, describe_service, state_organisation
from tests.concurrency.test_describing import done
from tests.concurrency.test_places import all_at_once
from tests.factories.providers import TODAY, noon, open_house
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOW = noon(TODAY)


def test_of_many_who_saw_the_same_one_describes_a_service() -> None:
    service, workers = open_house(today=TODAY), UserFactory.create_batch(10)
    seen = described(service, TODAY).seal()
    languages = [("ru", code) for code in ("et", "en", "lt", "uk", "pl", "lv", "fi", "be", "de")] + [("et",)]

    def describe(number: int) -> None:
        describe_service(
            actor=workers[number],
            key=uuid4(),
            service_at_location_id=service.public_id,
            stated=Described(languages=languages[number]),
            seen=seen,
            today=TODAY,
            now=NOW,
        )

    outcomes = all_at_once(done(partial(describe, number)) for number in range(10))
    assert outcomes == {"done": 1, "ChangedMeanwhile": 9}
    assert tuple(ServiceAtLocation.objects.get().languages) in languages
    assert Event.objects.filter(kind="service.described").count() == 1


def test_of_many_who_saw_the_same_one_states_the_organisation() -> None:
    provider, workers = open_house(today=TODAY).provider, UserFactory.create_batch(10)
    seen = Organisation.of(provider).seal()

    def state(number: int) -> None:
        state_organisation(
            actor=workers[number],
            key=uuid4(),
            provider_id=provider.public_id,
            stated=Organisation(phone=f"555 010{number}"),
            seen=seen,
            today=TODAY,
            now=NOW,
        )

    outcomes = all_at_once(done(partial(state, number)) for number in range(10))
    assert outcomes == {"done": 1, "ChangedMeanwhile": 9}
    assert Provider.objects.get().phone.startswith("555 010")


def test_the_same_press_many_times_is_one_statement() -> None:
    provider, worker, key = open_house(today=TODAY).provider, UserFactory.create(), uuid4()
    seen = Organisation.of(provider).seal()

    def state() -> None:
        stated = Organisation(phone="555 0100")
        state_organisation(
            actor=worker,
            key=key,
            provider_id=provider.public_id,
            stated=stated,
            seen=seen,
            today=TODAY,
            now=NOW,
        )

    assert all_at_once(done(state) for _press in range(10)) == {"done": 10}
    assert Event.objects.filter(kind="provider.stated").count() == 1


@pytest.mark.parametrize("whole", [False, True])
def test_many_who_end_the_same_leave_one_end(whole: bool) -> None:
    service, key, editor = open_house(today=TODAY), uuid4(), UserFactory.create()

    def end() -> None:
        if whole:
            archive_provider(
                actor=editor, key=key, provider_id=service.provider.public_id, on=TODAY, today=TODAY, now=NOW
            )
        else:
            end_service(actor=editor, key=key, service_id=service.public_id, on=TODAY, today=TODAY, now=NOW)

    assert all_at_once(done(end) for _press in range(10)) == {"done": 10}
    kind = "provider.archived" if whole else "service.ended"
    assert Event.objects.filter(kind=kind).count() == 1
