import pytest

from home.record import delivery, sweeper


@pytest.fixture(autouse=True)
def own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the rooms above have registered, a test sees the outbox and what it registers itself."""
    monkeypatch.setattr(delivery, "_kinds", {})
    monkeypatch.setattr(sweeper, "_duties", {"outbox": sweeper._duties["outbox"]})
