"""Where no demonstration was loaded, nobody invented is ever filed."""

from datetime import UTC, datetime

import pytest

from referrals.demonstration.filing import file_demonstration
from referrals.models import Draft, Referral
from tests.referrals.scene import NOW, TODAY, Scene


@pytest.mark.django_db
def test_an_installation_without_demonstration_gets_no_referral() -> None:
    now = datetime.now(UTC)
    assert file_demonstration(today=now.date(), now=now) == 0
    assert not Referral.objects.exists()


def test_who_has_work_of_the_own_gets_none_of_the_invented(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referrals.demonstration.filing.is_loaded", lambda: True)
    scene.send()
    before = Referral.objects.count(), Draft.objects.count()
    assert file_demonstration(today=TODAY, now=NOW) == 0
    assert (Referral.objects.count(), Draft.objects.count()) == before
