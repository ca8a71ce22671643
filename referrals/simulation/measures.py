"""What is measured of a game, added up over games: shares, days, kilometres; by county and by need."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from .keeping import Kept
from .people import Person
from .playing import Played
from .setting import Scenario

ANYTHING = "ANYTHING"
"""The need of those who need nothing special of a place."""


@dataclass(slots=True)
class Tally:
    """Sums over people who come: how many, how many got a place, their days of waiting and kilometres."""

    people: int = 0
    placed: int = 0
    waited: int = 0
    km: float = 0.0

    def add(self, other: "Tally") -> None:
        self.people += other.people
        self.placed += other.placed
        self.waited += other.waited
        self.km += other.km

    @property
    def share(self) -> float | None:
        return self.placed / self.people if self.people else None

    @property
    def wait(self) -> float | None:
        """Days from release to the first day, of those placed."""
        return self.waited / self.placed if self.placed else None

    @property
    def distance(self) -> float | None:
        return self.km / self.placed if self.placed else None


@dataclass(slots=True)
class Use:
    """Days of places that were there and that were used."""

    days: int = 0
    used: int = 0

    def add(self, other: "Use") -> None:
        self.days += other.days
        self.used += other.used

    @property
    def share(self) -> float | None:
        return self.used / self.days if self.days else None


@dataclass(slots=True)
class Measures:
    """A way of giving places, measured. By county: of the people who want to live there, of the places there."""

    all: Tally = field(default_factory=Tally)
    counties: dict[str, Tally] = field(default_factory=dict)
    needs: dict[str, Tally] = field(default_factory=dict)
    use: Use = field(default_factory=Use)
    use_in: dict[str, Use] = field(default_factory=dict)
    seconds: float = 0.0
    notes: dict[str, float] = field(default_factory=dict)

    def add(self, other: "Measures") -> None:
        self.all.add(other.all)
        self.use.add(other.use)
        self.seconds += other.seconds
        for code, tally in other.counties.items():
            self.counties.setdefault(code, Tally()).add(tally)
        for need, tally in other.needs.items():
            self.needs.setdefault(need, Tally()).add(tally)
        for code, use in other.use_in.items():
            self.use_in.setdefault(code, Use()).add(use)
        for note, number in other.notes.items():
            self.notes[note] = self.notes.get(note, 0) + number

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Measures":
        """The inverse of ``to_json``."""
        return cls(
            all=Tally(**data["all"]),
            counties={code: Tally(**one) for code, one in data["counties"].items()},
            needs={need: Tally(**one) for need, one in data["needs"].items()},
            use=Use(**data["use"]),
            use_in={code: Use(**one) for code, one in data["use_in"].items()},
            seconds=data["seconds"],
            notes=data["notes"],
        )


def measure(scenario: Scenario, played: Played, residents: Iterable[Kept], seconds: float) -> Measures:
    """Measure one game. Only people who come are counted; those who never come use a place for nothing."""
    coming = [person for person in played.people if person.comes]
    setting = scenario.setting
    return Measures(
        all=_tally(scenario, played, coming),
        counties=_by(scenario, played, coming, lambda person: setting.counties[person.county].code),
        needs=_by(scenario, played, coming, lambda person: "+".join(sorted(person.needs)) or ANYTHING),
        use=_use(scenario, played, residents, None),
        use_in={
            code: _use(scenario, played, residents, code)
            for code in sorted({site.county for site in setting.sites})
        },
        seconds=seconds,
        notes=dict(played.notes),
    )


def _by(
    scenario: Scenario, played: Played, people: Iterable[Person], name: Callable[[Person], str]
) -> dict[str, Tally]:
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(name(person), []).append(person)
    return {key: _tally(scenario, played, group) for key, group in sorted(groups.items())}


def _tally(scenario: Scenario, played: Played, people: Iterable[Person]) -> Tally:
    tally = Tally()
    for person in people:
        tally.people += 1
        kept = played.kept.get(person.number)
        if kept is not None:
            tally.placed += 1
            tally.waited += kept.start - person.ready
            tally.km += scenario.setting.km[person.county][kept.site]
    return tally


def _use(scenario: Scenario, played: Played, residents: Iterable[Kept], county: str | None) -> Use:
    """Between the first and the last releases."""
    sites = scenario.setting.sites
    here = {index for index, site in enumerate(sites) if county in (None, site.county)}
    stays = [kept for kept in (*played.kept.values(), *residents) if kept.site in here]
    used = sum(max(0, min(kept.end, scenario.closing) - max(kept.start, scenario.opening)) for kept in stays)
    places = sum(len(sites[index].places) for index in here)
    return Use(places * (scenario.closing - scenario.opening), used)
