"""One writer at a time for each service at a location."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.transaction import TransactionManagementError

from providers.models import ServiceAtLocation
from providers.statements import TAKE_TURN


def lock_service(which: Q) -> ServiceAtLocation:
    """Lock the service and all planned within it until the transaction ends; its version grows.

    On SQLite the transaction holds the only write lock from its start. Raises
    ServiceAtLocation.DoesNotExist, and TransactionManagementError outside a transaction.
    """
    assert_in_transaction()
    # Weak enough not to stop others from inserting rows that point to the service.
    locked = ServiceAtLocation.objects.select_for_update(no_key=True, of=("self",))
    service = locked.select_related("provider").get(which)
    ServiceAtLocation.objects.filter(pk=service.pk).update(version=F("version") + 1)
    return service


def take_turn(service_id: UUID) -> int:
    """As `lock_service`, in one statement where the row itself is not asked for; returns its key."""
    assert_in_transaction()
    column = ServiceAtLocation._meta.get_field("public_id")  # noqa: SLF001 - public, for all its name
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [column.get_db_prep_value(service_id, connection)])
        row = cursor.fetchone()
    if row is None:
        raise ServiceAtLocation.DoesNotExist
    key: int = row[0]
    return key


def lock_services(service_ids: Iterable[UUID]) -> None:
    """Lock several at once, in the one order in which all do who lock several: by kind of help, then by key."""
    found = ServiceAtLocation.objects.filter(public_id__in=set(service_ids))
    for pk in found.order_by("service_type_id", "pk").values_list("pk", flat=True):
        lock_service(Q(pk=pk))


def lock_service_by_id(service_id: UUID) -> ServiceAtLocation:
    return lock_service(Q(public_id=service_id))


def lock_service_of_stay(stay_id: UUID) -> ServiceAtLocation:
    return lock_service(Q(stays__public_id=stay_id))


def assert_in_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("places are kept within the caller's transaction")
