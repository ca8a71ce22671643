"""Whatever is posted, no page breaks and nothing about the rules gives way."""

from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals.models import Referral
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import GOOD, posted

STEPS = [*GOOD, "check"]
NAMES = sorted({name for step, typed in GOOD.items() for name in posted(step, typed)} | {"check-key", "stop"})
SNIPPETS = st.sampled_from(
    [
        "",
        "\x00",
        "' OR 1=1 --",
        "<script>",
        "29",
        "2",
        "2027",
        "-1",
        "9" * 40,
        "²",
        "\ud7ff",
        "\u202e",
        "EE-37",
        "x" * 6000,
    ]
)
VALUES = st.one_of(SNIPPETS, st.text(max_size=40))
BODIES = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=20)), VALUES), max_size=25)


@pytest.mark.parametrize("step", STEPS)
@settings(
    max_examples=25,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(body=BODIES)
def test_no_post_breaks_a_page(officer: Filer, step: str, body: list[tuple[str, str]]) -> None:
    if officer.draft_id is None:
        officer.start().fill(step)
    data = posted(step, {})
    for name, value in body:
        data.appendlist(name, value)
    response = officer.post_raw(step, data)
    assert response.status_code in {200, 302}
    assert officer.page(step).status_code in {200, 302}
    assert not Referral.objects.exists()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=%00%ff&a=%", "application/x-www-form-urlencoded"),
        (b"{]", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "text/plain"),
    ],
)
def test_no_body_breaks_a_page(officer: Filer, step: str, body: bytes, kind: str) -> None:
    officer.start().fill(step)
    response = officer.client.post(officer.url(step), body, content_type=kind)
    assert response.status_code in {200, 302, 400}


@pytest.mark.usefixtures("officer")
@given(step=st.text(max_size=30))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_breaks_the_wizard(officer: Filer, step: str) -> None:
    if officer.draft_id is None:
        officer.start()
    response = officer.client.get(f"{officer.url()}{quote_plus(step)}/")
    assert response.status_code in {200, 302, 404}
