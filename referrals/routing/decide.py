"""One need and its candidates in, one decision out. The same input gives the same answer, always."""

from collections.abc import Iterable, Sequence

from .dates import stay_at
from .model import Candidate, Decision, Need, Ranked, Rejected
from .ranking import order, standing_of
from .rules import outcomes_of
from .unlocks import best_of_each_kind, unlocks_of


def decide(need: Need, candidates: Iterable[Candidate]) -> Decision:
    """Test every candidate by every rule and rank those that pass. The order of the input does not matter.

    Batches are the caller's business: ``merge`` puts their decisions together.
    """
    tested = [_tested(need, candidate) for candidate in candidates]
    return _decision(
        need,
        candidates=[candidate for candidate, _ in tested],
        ranked=[result for _, result in tested if isinstance(result, Ranked)],
        rejected=[result for _, result in tested if isinstance(result, Rejected)],
    )


def merge(decisions: Sequence[Decision]) -> Decision:
    """The decision that all these candidates would have had in one batch.

    Raises ValueError when there is none, or when they are not about the same need by the same rules.
    """
    if len({(decision.engine_version, decision.need) for decision in decisions}) != 1:
        raise ValueError("Only decisions on one need by one version of the rules can be merged.")
    return _decision(
        decisions[0].need,
        candidates=[candidate for decision in decisions for candidate in decision.candidates],
        ranked=[result for decision in decisions for result in decision.ranked],
        rejected=[result for decision in decisions for result in decision.rejected],
    )


def _tested(need: Need, candidate: Candidate) -> tuple[Candidate, Ranked | Rejected]:
    outcomes = outcomes_of(need, candidate)
    if all(outcome.passed for outcome in outcomes):
        stay = stay_at(need, candidate)
        result: Ranked | Rejected = Ranked(
            candidate_id=candidate.id,
            provider_id=candidate.provider_id,
            start=stay.start,
            end=stay.end,
            standing=standing_of(need, candidate, stay, outcomes),
            outcomes=outcomes,
        )
    else:
        unlocks = unlocks_of(need, candidate, outcomes)
        result = Rejected(
            candidate_id=candidate.id,
            provider_id=candidate.provider_id,
            outcomes=outcomes,
            unlock=unlocks[0] if unlocks else None,
            other_unlocks=unlocks[1:],
        )
    return candidate, result


def _decision(
    need: Need, *, candidates: list[Candidate], ranked: list[Ranked], rejected: list[Rejected]
) -> Decision:
    return Decision(
        need=need,
        candidates=tuple(sorted(candidates, key=lambda candidate: candidate.id)),
        ranked=tuple(sorted(ranked, key=order)),
        rejected=tuple(sorted(rejected, key=lambda result: result.candidate_id)),
        unlocks=best_of_each_kind(rejected),
    )
