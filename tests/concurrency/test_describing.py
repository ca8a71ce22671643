"""Many workers of a provider say at once what the public reads: the last one holds, and nothing is torn."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from providers.models import Contact, LocationDetails, PageConfirmation
from providers.operations.describing import (
    Reached,
    change_contact,
    confirm_pages,
    remove_contact,
    state_details,
)
from tests.concurrency.test_places import all_at_once
from tests.factories.providers import TODAY, ContactFactory, LocationFactory, ProviderFactory, noon
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOW = noon(TODAY)


def done(work: Callable[[], object]) -> Callable[[], str]:
    def job() -> str:
        work()
        return "done"

    return job


def test_all_of_a_desk_confirm_the_same_at_once() -> None:
    provider, pages = ProviderFactory.create(), [uuid4(), uuid4()]
    contacts = ContactFactory.create_batch(5, provider=provider)
    workers = UserFactory.create_batch(10)

    def confirm(number: int) -> None:
        # Each names the pages in another order.
        confirm_pages(
            actor=workers[number],
            key=uuid4(),
            translation_keys=pages[:: 1 if number % 2 else -1],
            provider_ids=[provider.public_id],
            today=TODAY,
            now=NOW,
        )

    assert all_at_once(done(partial(confirm, number)) for number in range(10)) == {"done": 10}
    assert PageConfirmation.objects.filter(confirmed_on=TODAY, translation_key__in=pages).count() == 2
    assert Contact.objects.filter(confirmed_on=TODAY).count() == len(contacts)


def test_a_place_has_one_set_of_details_whoever_states_them_first() -> None:
    location, workers = LocationFactory.create(), UserFactory.create_batch(10)

    def state(number: int) -> None:
        state_details(
            actor=workers[number],
            key=uuid4(),
            location_id=location.public_id,
            details={"opening_et": f"E-R {number}"},
            today=TODAY,
            now=NOW,
        )

    assert all_at_once(done(partial(state, number)) for number in range(10)) == {"done": 10}
    assert LocationDetails.objects.get(location=location).opening_et.startswith("E-R ")


def test_a_contact_that_is_removed_meanwhile_is_changed_by_nobody() -> None:
    contact, workers = ContactFactory.create(), UserFactory.create_batch(10)
    reached = Reached(name="Mari", role=contact.role, phone="555 0199", email="")

    def change_or_remove(number: int) -> None:
        named = {"actor": workers[number], "key": uuid4(), "contact_id": contact.public_id}
        if number == 4:
            remove_contact(**named, today=TODAY, now=NOW)
        else:
            change_contact(**named, reached=reached, today=TODAY, now=NOW)

    outcomes = all_at_once(done(partial(change_or_remove, number)) for number in range(10))
    assert set(outcomes) <= {"done", "DoesNotExist"}
    assert not Contact.objects.exists()
