"""The routing as it is shipped: its ranking, its plan of the night, and its day on which a house is decided."""

from collections.abc import Iterable, Sequence

from ..planning.model import Asking, Effort, Move, Option
from ..planning.solve import plan
from ..routing.model import Ranked, Standing
from ..routing.ranking import order
from .keeping import Houses, Kept, day_of, number_of
from .night import Night
from .people import Person
from .setting import Scenario

EFFORT = Effort(nodes=50, rounds=3)
"""Less than a real night may take: hundreds of nights are played."""
ROUNDS = 4
"""After a house said no the night is planned again, at most so often; what is left waits for the next night."""
WIDER = 2
"""Closeness of help that is given in a wider region than one's own county."""


class Shipped:
    """Whoever asks is kept the best place there is, provisionally; who is decided stays; who waits is planned for.

    With nothing provisional (``decided`` is None) all places are fixed at once, and only those who wait are
    planned for. Who waits may begin on the day of release, or today once that has passed; with ``ahead``, a
    later day within patience is promised at once where a place is known to be free from then on.
    """

    def __init__(self, scenario: Scenario, houses: Houses, *, ahead: bool = False) -> None:
        self.scenario, self.houses, self.ahead = scenario, houses, ahead
        self.waiting: dict[int, Person] = {}
        self.provisional: dict[int, Person] = {}
        self.said_no: dict[int, set[int]] = {}
        self.plans = self.useful = self.moves = self.unproven = self.failed = 0
        self._before: object = None

    def asked(self, person: Person, today: int) -> None:
        if not self._place(person, today):
            self.waiting[person.number] = person

    def evening(self, today: int) -> None:
        for person in [person for person in self.provisional.values() if self._is_due(person.ready, today)]:
            self._decide(person, today)
        patience = self.scenario.habits.patience
        for number in [n for n, person in self.waiting.items() if today > person.ready + patience]:
            del self.waiting[number]
        for _ in range(ROUNDS):
            if not self._plan(today):
                break

    def notes(self) -> dict[str, float]:
        return {
            "plans": self.plans,
            "useful": self.useful,
            "moves": self.moves,
            "unproven": self.unproven,
            "failed": self.failed,
        }

    def _is_due(self, start: int, today: int) -> bool:
        decided = self.scenario.habits.decided
        return decided is None or start - today <= decided

    def _place(self, person: Person, today: int) -> bool:
        """The first of the ranking that has a place, and, where it is asked at once, says yes."""
        start = max(person.ready, today)
        for site in self._ranked(person, start, today, exactly=True):
            if self.houses.keep(person, site, start, self._end(start), today) and self._settle(person, today):
                return True
        return self.ahead and self._place_later(person, today)

    def _place_later(self, person: Person, today: int) -> bool:
        """The first day within patience on which a place can begin, known ahead; the best of the ranking then."""
        for start in range(max(person.ready, today) + 1, person.ready + self.scenario.habits.patience + 1):
            end = self._end(start)
            if not any(
                self.houses.has_room(site, person.needs, start, end) for site in self._open_to(person)
            ):
                continue
            for site in self._ranked(person, start, today, exactly=True):
                if self.houses.keep(person, site, start, end, today) and self._settle(person, today):
                    return True
        return False

    def _settle(self, person: Person, today: int) -> bool:
        """What was just kept is provisional, or the house is asked: false where it said no."""
        if not self._is_due(self.houses.kept[person.number].start, today):
            self.provisional[person.number] = person
            return True
        site = self.houses.kept[person.number].site
        if site in person.refused_by:
            self.houses.give_back(person.number, today)
            self.said_no.setdefault(person.number, set()).add(site)
            return False
        return True

    def _decide(self, person: Person, today: int) -> None:
        del self.provisional[person.number]
        if not self._settle(person, today) and not self._place(person, today):
            self.waiting[person.number] = person

    def _end(self, start: int) -> int:
        return start + self.scenario.habits.booked

    def _open_to(self, person: Person) -> Iterable[int]:
        no = self.said_no.get(person.number, ())
        return (site for site in person.sites if site not in no)

    def _ranked(self, person: Person, start: int, today: int, *, exactly: bool) -> list[int]:
        """Sites in the order of routing. Where not ``exactly``, fullness of dates is left out of the order."""
        end, found = self._end(start), []
        for site in self._open_to(person):
            slack: int | None = 0
            if exactly:
                if not self.houses.has_room(site, person.needs, start, end):
                    continue
                slack = self.houses.slack(person, site, start, end, today)
            found.append((order(self._standing(person, site, start, slack or 0)), site))
        return [site for _, site in sorted(found)]

    def _standing(self, person: Person, site: int, start: int, slack: int) -> Ranked:
        return Ranked(
            candidate_id=self.houses.sites[site].id,
            provider_id="",
            outcomes=(),
            start=day_of(start),
            end=day_of(self._end(start)),
            standing=Standing(
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

    # The night.

    def _plan(self, today: int) -> bool:
        """Plan for those who wait and carry it out; true where a house said no, so that it is worth another try."""
        if not self.waiting:
            return False
        night = Night(self.houses, self.provisional, self._open_to)
        hopeful = {
            person.number: hopes
            for person in self.waiting.values()
            if (hopes := night.hopes(person, max(person.ready, today), self._end(max(person.ready, today))))
        }
        before = (tuple((n, max(self.waiting[n].ready, today)) for n in hopeful), self.houses.version)
        if not hopeful or before == self._before:
            return False
        touched = night.touched(site for hopes in hopeful.values() for site in hopes)
        found = plan(
            [*self._newcomers(hopeful, today), *self._keepers(touched, night, today)],
            {self.houses.sites[site].id: self.houses.house(site, today) for site in touched},
            effort=EFFORT,
        )
        self.plans += 1
        self.useful += bool(found.steps) and any(m.origin is None for step in found.steps for m in step)
        self.unproven += not found.proven
        said_no = [self._carry_out(step, today) for step in found.steps]
        self._before = (before[0], self.houses.version)
        return any(said_no)

    def _newcomers(self, hopeful: dict[int, list[int]], today: int) -> Iterable[Asking]:
        turns = sorted(hopeful, key=lambda n: (self.waiting[n].ready, self.waiting[n].asked, n))
        for turn, number in enumerate(turns):
            person = self.waiting[number]
            start = max(person.ready, today)
            options = self._options(person, Kept(-1, start, self._end(start)), hopeful[number], today)
            yield Asking(id=str(number), options=options, turn=turn)

    def _keepers(self, touched: Sequence[int], night: Night, today: int) -> Iterable[Asking]:
        for number, person in self.provisional.items():
            kept = self.houses.kept[number]
            if kept.site in touched:
                options = self._options(person, kept, night.could_go(person), today)
                yield Asking(
                    id=str(number), options=options, kept=self.houses.sites[kept.site].id, stay=number
                )

    def _options(self, person: Person, days: Kept, sites: Sequence[int], today: int) -> tuple[Option, ...]:
        start, end = day_of(days.start), day_of(days.end)
        return tuple(
            Option(
                house=self.houses.sites[site].id, start=start, end=end, blocked_until=end, needs=person.needs
            )
            for site in self._ranked(person, days.start, today, exactly=False)
            if site in sites
        )

    def _carry_out(self, step: Sequence[Move], today: int) -> bool:
        """Do all of a step or nothing of it; true where a house then said no to somebody new."""
        index = self.houses.index
        names = {name for move in step for name in (move.origin, move.option.house) if name is not None}
        remembered = self.houses.remember((index[name] for name in names), today)
        for move in step:
            if move.origin is not None:
                self.houses.give_back(int(move.asking), today)
        if not all(self._enter(move, today) for move in step):
            self.houses.restore(remembered)
            self.failed += 1
            return False
        self.moves += sum(move.origin is not None for move in step)
        new = [self.waiting.pop(int(move.asking)) for move in step if move.origin is None]
        refused = [person for person in new if not self._settle(person, today)]
        self.waiting.update({person.number: person for person in refused})
        return bool(refused)

    def _enter(self, move: Move, today: int) -> bool:
        number, option = int(move.asking), move.option
        person = self.waiting[number] if move.origin is None else self.provisional[number]
        start, end = number_of(option.start), number_of(option.end)
        return self.houses.keep(person, self.houses.index[option.house], start, end, today)
