import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from home.record.events import events_of, record_event
from home.record.models import Receipt
from home.record.receipts import KeyReused, hash_request, once

ACTOR = UUID(int=1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Work:
    """Counts how often it was done, in the database, and answers with a new id each time."""

    def __init__(self) -> None:
        self.subject = uuid4()

    def __call__(self) -> Mapping[str, Any]:
        event = record_event(kind="work.done", subject_kind="work", subject_id=self.subject, at=NOW)
        return {"event": event.public_id, "on": date(2026, 3, 1)}

    @property
    def times(self) -> int:
        return events_of(self.subject).count()


def send(work: Callable[[], Mapping[str, Any]], **changed: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"operation": "send", "key": "k1", "actor_id": ACTOR, "request": {"place": 1}}
    return once(work=work, **(values | changed))


@pytest.mark.django_db
def test_the_same_again_is_done_once_and_answered_the_same() -> None:
    work = Work()
    first = send(work)
    assert send(work) == first
    assert first["on"] == "2026-03-01"
    assert UUID(first["event"]) == events_of(work.subject).get().public_id
    assert work.times == 1


@pytest.mark.django_db
def test_the_same_key_with_another_request_is_refused() -> None:
    work = Work()
    send(work)
    with pytest.raises(KeyReused):
        send(work, request={"place": 2})
    assert work.times == 1


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"key": "k2"}, {"actor_id": UUID(int=2)}, {"operation": "withdraw"}])
def test_another_key_actor_or_operation_is_another_thing(changed: dict[str, Any]) -> None:
    work = Work()
    assert send(work) != send(work, **changed)
    assert work.times == 2


@pytest.mark.django_db
def test_what_failed_leaves_nothing_and_may_be_tried_again() -> None:
    work = Work()

    def fail() -> Mapping[str, Any]:
        work()
        raise RuntimeError("no place")

    with pytest.raises(RuntimeError, match="no place"):
        send(fail)
    assert work.times == 0
    assert not Receipt.objects.exists()
    send(work)
    assert work.times == 1


@pytest.mark.django_db
def test_a_receipt_holds_nothing_of_the_request() -> None:
    send(Work(), request={"name": "Mari Maasikas"})
    stored = Receipt.objects.values().get()
    assert "Maasikas" not in str(stored)
    assert len(stored["request_hash"]) == 64


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_it_once() -> None:
    work, start = Work(), Barrier(8)

    def one(_: int) -> dict[str, Any]:
        try:
            start.wait(timeout=20)
            return send(work)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert work.times == Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_with_one_key_at_once_one_is_refused() -> None:
    work, start = Work(), Barrier(2)

    def one(place: int) -> str:
        try:
            start.wait(timeout=20)
            send(work, request={"place": place})
        except KeyReused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, range(2))) == ["done", "refused"]
    assert work.times == 1


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_the_order_of_fields_does_not_change_the_hash(request_body: dict[str, Any]) -> None:
    turned = dict(reversed(request_body.items()))
    assert hash_request(operation="send", request=turned) == hash_request(
        operation="send", request=request_body
    )


@given(JSON, JSON)
def test_requests_with_other_content_have_other_hashes(one: Any, other: Any) -> None:
    hashes = {hash_request(operation="send", request={"a": value}) for value in (one, other)}
    # Python takes 1 for True; JSON, and the hash, do not.
    assert len(hashes) == len({json.dumps(value, sort_keys=True) for value in (one, other)})


@given(st.frozensets(st.text() | st.uuids()))
def test_the_order_of_a_set_does_not_change_the_hash(codes: frozenset[Any]) -> None:
    again = frozenset(sorted(codes, key=str, reverse=True))
    assert hash_request(operation="send", request={"codes": codes}) == hash_request(
        operation="send", request={"codes": again}
    )


def test_the_operation_is_part_of_the_hash() -> None:
    assert hash_request(operation="a", request={}) != hash_request(operation="b", request={})
