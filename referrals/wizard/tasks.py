"""The list of parts: what is done, what is to do, what cannot start yet."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from .steps import GROUPS, Step

DONE, STARTED, TO_DO, NOT_YET = "DONE", "STARTED", "TO_DO", "NOT_YET"


@dataclass(frozen=True)
class Task:
    step: Step
    state: str


@dataclass(frozen=True)
class TaskGroup:
    title: Promise
    tasks: tuple[Task, ...]


def task_groups(
    *, answered: Collection[str], missing: str, touched: Collection[str]
) -> tuple[TaskGroup, ...]:
    """`missing` is the part that comes next; `touched` are those into which something was typed."""
    return tuple(
        TaskGroup(
            group.title,
            tuple(Task(step, _state(step.slug, answered, missing, touched)) for step in group.steps),
        )
        for group in GROUPS
    )


def _state(slug: str, answered: Collection[str], missing: str, touched: Collection[str]) -> str:
    if slug in answered:
        return DONE
    if slug != missing:
        return NOT_YET
    return STARTED if slug in touched else TO_DO
