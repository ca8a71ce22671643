"""Keeping a place for somebody."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db import transaction

from providers.capacity.assignment import Assignment, assign
from providers.capacity.house import House, Wish
from providers.capacity.limits import limit_end as end_by_limit
from providers.capacity.refusal import Reason, Refusal, explain
from providers.capacity.spans import Span
from providers.capacity.standing import Standing, Term
from providers.house import house_of
from providers.models import Stay
from providers.operations.holds import sweep_holds
from providers.operations.locking import assert_in_transaction, take_turn
from providers.operations.outcomes import KeptPlace, NoPlace
from providers.operations.writing import write_assignment
from providers.rows import facts_of, terms_of
from providers.standings import standing as standing_from


def keep_place(
    *,
    service_at_location_id: UUID,
    programme_id: UUID,
    start: date,
    end: date,
    requirement_codes: Collection[str],
    firmness: str,
    holder: UUID,
    today: date,
    limit_end: date | None = None,
    now: datetime | None = None,
    hold_expires_at: datetime | None = None,
    languages: Collection[str] = (),
) -> KeptPlace:
    """Keep a place for `[start, end)` in the caller's transaction, all ids being public ones.

    The place has all of `requirement_codes`, and one of the `languages` is spoken there (none: any will do).
    Where no `limit_end` is given the programme's limit counts from `start`. Without `now`, holds are swept
    that expired before today. Raises NoPlace, and has then written nothing and locks nothing; ValueError
    where the end is not after the start; DoesNotExist for ids that are not there.
    """
    assert_in_transaction()
    days = Span(start, end)
    with transaction.atomic():
        key = take_turn(service_at_location_id)
        house, standing, programmes = _as_it_is(key, today, now or datetime.combine(today, time(), UTC))
        term = _term(standing, house, days, programme_id, today)
        limit = _limit(term, days, limit_end)
        wish = standing.wish(start, end, frozenset(requirement_codes), frozenset(languages))
        assignment = granted(house, wish)
        stay = Stay.objects.create(
            service_at_location_id=key,
            programme_id=programmes[programme_id],
            start=start,
            end=end,
            limit_end=limit,
            requirement_codes=sorted(requirement_codes),
            languages=sorted(languages),
            firmness=firmness,
            holder=holder,
            hold_expires_at=hold_expires_at,
        )
        until = wish.blocked_until
        write_assignment(
            house=house, stay=stay, assignment=assignment, blocked_until=until, today=today, is_new=True
        )
    return KeptPlace(stay.public_id, stay.pk)


def _as_it_is(service: int, today: date, now: datetime) -> tuple[House, Standing, Mapping[UUID, int]]:
    """The locked service without holds that have expired, and the keys of the programmes that pay for it."""
    facts = facts_of([service], today, now)[service]
    if facts.holds_expired:
        sweep_holds(service_pk=service, today=today, now=now)
    terms = terms_of([service], today)[service]
    programmes = {public_id: key for _, _, key, public_id, *_ in terms}
    return house_of(service=facts, today=today), standing_from(facts, terms), programmes


def granted(house: House, wish: Wish) -> Assignment:
    """The places of the wish and of those who move for it. Raises NoPlace with the days and needs."""
    assignment = assign(house, wish).assignment
    if assignment is None:
        raise NoPlace(explain(house, wish))
    return assignment


def _term(standing: Standing, house: House, days: Span, programme: UUID, today: date) -> Term:
    """The programme that pays for all these days. Raises NoPlace where the service takes nobody for them."""
    if days.start < today:
        raise NoPlace(Refusal(Reason.PAST, (days,)))
    refused = standing.refuses(house, today)
    if refused is not None:
        raise NoPlace(Refusal(Reason(refused.value), (days,)))
    for term in standing.terms:
        if term.programme == programme and term.start <= days.start and days.end <= term.end:
            return term
    raise NoPlace(Refusal(Reason.PROGRAMME, (days,)))


def _limit(term: Term, days: Span, given: date | None) -> date | None:
    """The day by which the stay must end, None where nothing but the programme sets one."""
    limit = given
    if limit is None and term.months is not None:
        limit = end_by_limit(days.start, term.months, term.end)
    if limit is not None and days.end > limit:
        raise NoPlace(Refusal(Reason.PROGRAMME, (Span(max(limit, days.start), days.end),)))
    return limit
