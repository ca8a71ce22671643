"""What a house asks of those who live there, and what it cannot take."""

from collections.abc import Callable

from .codes import Code, Rule
from .model import Candidate, Need, Outcome

BREAKS: dict[str, Callable[[Need], bool]] = {
    "WOMEN_ONLY": lambda need: need.sex == "M",
    "MEN_ONLY": lambda need: need.sex == "F",
    "NO_CHILDREN": lambda need: need.with_children,
    "SOBER": lambda need: need.uses_substances,
    "NO_VIOLENCE_OFFENCES": lambda need: "VIOLENCE" in need.offence_types,
    "NO_SEXUAL_OFFENCES": lambda need: "SEXUAL" in need.offence_types,
    "NO_ARSON": lambda need: "ARSON" in need.offence_types,
}
BY_SEX = frozenset({"WOMEN_ONLY", "MEN_ONLY"})


def house_rules(need: Need, candidate: Candidate) -> Outcome:
    """Every rule of the house is kept. One that nobody can test counts as broken: it is not guessed."""
    broken = sorted(rule for rule in candidate.house_rules if _breaks(need, rule))
    if broken:
        return Outcome(Rule.HOUSE_RULES, False, Code.HOUSE_RULES_CONFLICT, {"rules": broken})
    by_sex = sorted(candidate.house_rules & BY_SEX)
    if by_sex and not need.sex:
        return Outcome(Rule.HOUSE_RULES, False, Code.HOUSE_RULES_SEX_UNKNOWN, {"rules": by_sex})
    return Outcome(Rule.HOUSE_RULES, True, Code.HOUSE_RULES_FIT, {})


def _breaks(need: Need, rule: str) -> bool:
    breaks = BREAKS.get(rule)
    return breaks is None or breaks(need)
