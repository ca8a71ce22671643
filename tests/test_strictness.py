"""The harness itself: that it is strict where it says so."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef
from django.template import Context, Origin, Template, engines
from django.template.backends.django import DjangoTemplates
from wagtail.models import Page, Site

from tests.strictness import UndefinedVariable


def _render(source: str, file: Path) -> str:
    backend = engines["django"]
    assert isinstance(backend, DjangoTemplates)
    engine = backend.engine
    return Template(source, origin=Origin(str(file)), engine=engine).render(Context({"known": "here"}))


OURS = Path(settings.BASE_DIR) / "portal" / "templates" / "made-up.html"
THEIRS = Path(settings.BASE_DIR) / ".venv" / "site-packages" / "made-up.html"


@pytest.mark.parametrize(
    "source", ["{{ unknown }}", "{{ known.part }}", "{% filter upper %}{{ unknown }}{% endfilter %}"]
)
def test_an_undefined_variable_fails_in_our_templates(source: str) -> None:
    with pytest.raises(UndefinedVariable):
        _render(source, OURS)


def test_an_undefined_variable_is_empty_in_a_package_and_in_a_condition() -> None:
    assert _render("{{ unknown }}", THEIRS) == ""
    assert _render("{% if unknown %}{{ unknown }}{% endif %}{{ known }}", OURS) == "here"


@pytest.mark.django_db
def test_rows_without_an_order_come_in_a_random_one() -> None:
    seen = {tuple(ContentType.objects.order_by().values_list("pk", flat=True)) for _ in range(5)}
    assert len(seen) > 1
    assert (
        len({tuple(ContentType.objects.order_by("pk").values_list("pk", flat=True)) for _ in range(5)}) == 1
    )


@pytest.mark.django_db
def test_counting_grouping_and_combining_still_work() -> None:
    every = ContentType.objects.order_by()
    total = every.count()
    assert total == len(every)
    assert sum(row["n"] for row in every.values("app_label").annotate(n=Count("pk"))) == total
    assert every.filter(app_label="users").union(every.exclude(app_label="users")).count() == total
    assert every.filter(Exists(ContentType.objects.filter(pk=OuterRef("pk")))).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_a_transactional_test_finds_what_migrations_made(run: int) -> None:
    """Twice: the second run starts after the first one's tables were emptied."""
    assert Page.objects.filter(depth=1).exists()
    assert Site.objects.exists()
