"""Which houses come into question for somebody, in the order of the routing, and when a stay there could begin."""

from collections.abc import Iterable, Sequence

from ..planning.model import Option
from ..routing.model import Ranked, Standing
from ..routing.ranking import order
from .keeping import Houses, day_of
from .people import Person
from .setting import Scenario

WIDER = 2
"""Closeness of help that is given in a wider region than one's own county."""

Beginning = tuple[int, int]
"""A site and a first day."""


class Choices:
    """The ranking as it is shipped. ``said_no``: sites that have said no, by the person's number."""

    def __init__(self, scenario: Scenario, houses: Houses) -> None:
        self.scenario, self.houses = scenario, houses
        self.said_no: dict[int, set[int]] = {}

    def open_to(self, person: Person) -> Iterable[int]:
        no = self.said_no.get(person.number, ())
        return (site for site in person.sites if site not in no)

    def end(self, start: int) -> int:
        return start + self.scenario.habits.booked

    def free(self, person: Person, start: int, today: int) -> list[int]:
        """Sites with a place from that day on, best first; by counting, which may be wrong about one."""
        end = self.end(start)
        sites = [s for s in self.open_to(person) if self.houses.has_room(s, person.needs, start, end)]
        slack = {site: self.houses.slack(person, site, start, end, today) or 0 for site in sites}
        return sorted(sites, key=lambda site: order(self._ranked(person, (site, start), slack[site])))

    def best_first(self, person: Person, beginnings: Iterable[Beginning]) -> list[Beginning]:
        """In the order of the routing, without what changes from day to day."""
        return sorted(beginnings, key=lambda each: order(self._ranked(person, each, 0)))

    def options(self, person: Person, beginnings: Sequence[Beginning]) -> tuple[Option, ...]:
        """For the planner, best first."""
        return tuple(
            Option(
                house=self.houses.sites[site].id,
                start=day_of(start),
                end=day_of(self.end(start)),
                blocked_until=day_of(self.end(start)),
                needs=person.needs,
            )
            for site, start in self.best_first(person, beginnings)
        )

    def _ranked(self, person: Person, beginning: Beginning, slack: int) -> Ranked:
        site, start = beginning
        return Ranked(
            candidate_id=self.houses.sites[site].id,
            provider_id="",
            outcomes=(),
            start=day_of(start),
            end=day_of(self.end(start)),
            standing=Standing(
                later=start > person.ready,
                wished=False,
                former=False,
                closeness=self._closeness(person, site),
                spoken=True,
                start=day_of(start),
                slack_days=slack,
                load=self.houses.load(site, start),
            ),
        )

    def _closeness(self, person: Person, site: int) -> int:
        setting, place = self.scenario.setting, self.houses.sites[site]
        own = setting.counties[person.county].code
        if place.serves:
            return 0 if place.serves == {own} else WIDER
        return 0 if place.county == own else round(setting.km[person.county][site])
