"""All or part: what the officer chose is kept with the answers and with the referral."""

from dataclasses import replace

import pytest

from referrals.answers import SubmittedAnswers
from referrals.sealed import answers_of
from tests.referrals.scene import Scene


@pytest.mark.parametrize("together", [True, False])
def test_the_choice_is_kept_with_the_referral(scene: Scene, together: bool) -> None:
    answers = replace(scene.answers(services=("mentoring", "housing")), together=together)
    referral = scene.send(answers)
    assert referral.together is together
    assert answers_of(referral) == answers


@pytest.mark.parametrize("together", [True, False])
def test_the_choice_goes_to_json_and_back(scene: Scene, together: bool) -> None:
    answers = replace(scene.answers(), together=together)
    assert SubmittedAnswers.from_json(answers.to_json()) == answers


def test_answers_from_before_it_was_asked_are_still_read(scene: Scene) -> None:
    old = scene.answers().to_json()
    del old["together"]
    assert SubmittedAnswers.from_json(old) == scene.answers()
