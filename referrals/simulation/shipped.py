"""The routing as it is shipped: its ranking, its plan of the night, and its day on which a house is decided."""

from collections.abc import Iterator, Sequence

from ..planning.model import Asking, Effort, Move
from ..planning.solve import plan
from .choices import Beginning, Choices
from .keeping import Houses, number_of
from .night import Night
from .people import Person
from .setting import Scenario

EFFORT = Effort(nodes=50, rounds=3)
"""Less than a real night may take: hundreds of nights are played."""
ROUNDS = 4
"""After a house said no the night is planned again, at most so often; what is left waits for the next night."""

Hopes = dict[int, list[Beginning]]


class Shipped:
    """Whoever asks is kept the best place there is, provisionally; who is decided stays; who waits is planned for.

    With nothing provisional (``decided`` is None) all places are fixed at once, and only those who wait are
    planned for. Where no place is free for the day of release, the first later day within patience on which one
    is known to be free is promised at once, and made earlier in a night where it can be. Not ``ahead``: only the
    day of release is promised, and who waits may begin on it, or today once that has passed.
    """

    def __init__(self, scenario: Scenario, houses: Houses, *, ahead: bool = True) -> None:
        self.scenario, self.houses, self.ahead = scenario, houses, ahead
        self.choices = Choices(scenario, houses)
        self.waiting: dict[int, Person] = {}
        self.provisional: dict[int, Person] = {}
        self.plans = self.useful = self.moves = self.earlier = self.unproven = self.failed = 0
        self._before: object = None

    def asked(self, person: Person, today: int) -> None:
        if not self._place(person, today):
            self.waiting[person.number] = person

    def evening(self, today: int) -> None:
        for person in [person for person in self.provisional.values() if self._is_due(person, today)]:
            self._decide(person, today)
        for number in [n for n, person in self.waiting.items() if today > self._latest(person)]:
            del self.waiting[number]
        for _ in range(ROUNDS):
            if not self._plan(today):
                break

    def notes(self) -> dict[str, float]:
        return {
            "plans": self.plans,
            "useful": self.useful,
            "moves": self.moves,
            "earlier": self.earlier,
            "unproven": self.unproven,
            "failed": self.failed,
        }

    def _latest(self, person: Person) -> int:
        return person.ready + self.scenario.habits.patience

    def _is_due(self, person: Person, today: int) -> bool:
        """Whether the house where a place is kept is to be asked."""
        decided = self.scenario.habits.decided
        return decided is None or self.houses.kept[person.number].start - today <= decided

    def _place(self, person: Person, today: int) -> bool:
        """The first of the ranking that has a place and, where it is asked at once, says yes; the earliest day."""
        first = max(person.ready, today)
        return any(
            self.houses.keep(person, site, start, self.choices.end(start), today)
            and self._settle(person, today)
            for start in range(first, (self._latest(person) if self.ahead else first) + 1)
            for site in self.choices.free(person, start, today)
        )

    def _settle(self, person: Person, today: int) -> bool:
        """What was just kept is provisional, or the house is asked: false where it said no."""
        if not self._is_due(person, today):
            self.provisional[person.number] = person
            return True
        site = self.houses.kept[person.number].site
        if site in person.refused_by:
            self.houses.give_back(person.number, today)
            self.choices.said_no.setdefault(person.number, set()).add(site)
            return False
        return True

    def _decide(self, person: Person, today: int) -> None:
        del self.provisional[person.number]
        if not self._settle(person, today) and not self._place(person, today):
            self.waiting[person.number] = person

    # The night.

    def _plan(self, today: int) -> bool:
        """Plan for those whom it may help and carry it out; true where a house said no, so that it is worth another
        try."""
        night = Night(self.houses, self.provisional, self.choices)
        hopes = dict(self._hopes(night, today))
        before = (tuple(hopes), today if self._passing(hopes, today) else 0, self.houses.version)
        if not hopes or before == self._before:
            return False
        touched = night.touched(site for each in hopes.values() for site, _ in each)
        found = plan(
            [*self._newcomers(hopes), *self._keepers(hopes, touched, night)],
            {self.houses.sites[site].id: self.houses.house(site, today) for site in touched},
            effort=EFFORT,
        )
        self.plans += 1
        self.useful += bool(found.steps)
        self.unproven += not found.proven
        said_no = [self._carry_out(step, today) for step in found.steps]
        self._before = (*before[:2], self.houses.version)
        return any(said_no)

    def _passing(self, hopes: Hopes, today: int) -> bool:
        """Whether somebody would begin today, who could not have begun yesterday."""
        return any(start == today for each in hopes.values() for _, start in each)

    def _hopes(self, night: Night, today: int) -> Iterator[tuple[int, list[Beginning]]]:
        """What those who wait might get, and those promised a later day before it; nobody else is planned for."""
        for number, person in self.waiting.items():
            first = max(person.ready, today)
            if found := night.hopes(person, first, self._latest(person) if self.ahead else first):
                yield number, found
        for number, person in self.provisional.items():
            first, start = max(person.ready, today), self.houses.kept[number].start
            if start > first and (found := night.hopes(person, first, start - 1)):
                yield number, found

    def _newcomers(self, hopes: Hopes) -> Iterator[Asking]:
        newcomers = (n for n in hopes if n in self.waiting)
        turns = sorted(newcomers, key=lambda n: (self.waiting[n].ready, self.waiting[n].asked, n))
        for turn, number in enumerate(turns):
            options = self.choices.options(self.waiting[number], hopes[number])
            yield Asking(id=str(number), options=options, turn=turn)

    def _keepers(self, hopes: Hopes, touched: Sequence[int], night: Night) -> Iterator[Asking]:
        for number, person in self.provisional.items():
            kept = self.houses.kept[number]
            if kept.site in touched:
                same = [(site, kept.start) for site in night.could_go(person)]
                yield Asking(
                    id=str(number),
                    options=self.choices.options(person, [*same, *hopes.get(number, ())]),
                    kept=self.houses.sites[kept.site].id,
                    stay=number,
                )

    def _carry_out(self, step: Sequence[Move], today: int) -> bool:
        """Do all of a step or nothing of it; true where a house then said no to somebody new."""
        index = self.houses.index
        names = {name for move in step for name in (move.origin, move.option.house) if name is not None}
        remembered = self.houses.remember((index[name] for name in names), today)
        before = {move.asking: self.houses.kept[int(move.asking)].start for move in step if move.origin}
        for asking in before:
            self.houses.give_back(int(asking), today)
        if not all(self._enter(move, today) for move in step):
            self.houses.restore(remembered)
            self.failed += 1
            return False
        self.moves += len(before)
        self.earlier += sum(self.houses.kept[int(asking)].start < start for asking, start in before.items())
        new = [self.waiting.pop(int(move.asking)) for move in step if move.origin is None]
        refused = [person for person in new if not self._settle(person, today)]
        self.waiting.update({person.number: person for person in refused})
        return bool(refused)

    def _enter(self, move: Move, today: int) -> bool:
        number, option = int(move.asking), move.option
        person = self.waiting[number] if move.origin is None else self.provisional[number]
        start, end = number_of(option.start), number_of(option.end)
        return self.houses.keep(person, self.houses.index[option.house], start, end, today)
