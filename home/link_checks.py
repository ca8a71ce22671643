"""Asking other sites whether the addresses that our pages name still lead somewhere."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from wagtail.models import Page

from home.asking import Answer
from home.models import LinkCheck
from home.page_texts import addresses_of
from home.stated_addresses import stated

AGAIN_AFTER = timedelta(days=7)
LONGEST = 1000


def check_links(
    *,
    now: datetime,
    ask: Callable[[str], Answer],
    limit: int = 200,
    has_time: Callable[[], bool] = lambda: True,
) -> int:
    """Ask for the addresses of public pages that nobody asked for in a week. Returns how many were asked for.

    Addresses that no page names any more are forgotten. `ask` returns an HTTP status, or None and the fault. Those
    never asked for, and asked for longest ago, come first; `has_time` is asked before each.
    """
    named = named_addresses()
    LinkCheck.objects.exclude(address__in=named).delete()
    done = 0
    for address in _due(named, now)[:limit]:
        if not has_time():
            break
        _note(address, ask(address), now)
        done += 1
    return done


def _due(named: set[str], now: datetime) -> list[str]:
    asked_at = dict(LinkCheck.objects.values_list("address", "checked_at"))
    never = sorted(named - asked_at.keys())
    old = [address for address in named & asked_at.keys() if asked_at[address] <= now - AGAIN_AFTER]
    return [*never, *sorted(old, key=lambda address: (asked_at[address], address))]


def _note(address: str, answer: Answer, now: datetime) -> None:
    status, fault = answer
    said = {"status": status, "fault": fault, "checked_at": now}
    LinkCheck.objects.update_or_create(address=address, defaults=said)


def named_addresses() -> set[str]:
    """Every address on other sites that a public page shows, from its text or from rows of the rooms above."""
    texts = {address for page in public_pages() for address in addresses_of(page)}
    return {address for address in texts | {each.address for each in stated()} if len(address) <= LONGEST}


def public_pages() -> Iterable[Page]:
    """Every public page that says something in words of its own."""
    pages: Iterable[Page] = Page.objects.live().filter(alias_of__isnull=True, depth__gt=1).specific()
    return pages
