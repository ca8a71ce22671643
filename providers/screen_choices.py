"""What editors choose from in the administration: regions and prisons under headings, in the reader's order of letters."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.collation import collated
from home.geography.models import Country, Prison, Region, RegionKind

WIDE = (RegionKind.COUNTRY, RegionKind.AREA)
LANGUAGES = [
    ("et", _("Estonian")),
    ("en", _("English")),
    ("ru", _("Russian")),
    ("lt", _("Lithuanian")),
]


class RegionsByCounty(ModelChoiceIterator):
    """Countries and areas, then the counties of each country, then the municipalities of each county."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for heading, regions in _by_county(list(self.queryset)):
            yield (heading, [self.choice(region) for region in regions])


def _by_county(regions: list[Region]) -> Iterator[tuple[str, list[Region]]]:
    ordered = collated(regions, (get_language() or "et").split("-")[0], name=lambda region: region.name)
    yield str(_("Countries and areas")), [region for region in ordered if region.kind in WIDE]
    for country in Country:
        counties = [
            region
            for region in ordered
            if region.kind == RegionKind.COUNTY and region.country_code == country
        ]
        yield str(_("Counties of %(country)s") % {"country": country.label}), counties
        for county in counties:
            if towns := [region for region in ordered if region.parent_id == county.pk]:
                yield county.name, towns


class RegionField(forms.ModelChoiceField[Region]):
    iterator = RegionsByCounty


class RegionsField(forms.ModelMultipleChoiceField[Region]):
    iterator = RegionsByCounty
    widget = forms.CheckboxSelectMultiple


def region_field(**named: Any) -> RegionField:
    """The smallest known region of a place; may be left open."""
    return RegionField(Region.objects.all(), required=False, **named)


def regions_field(**named: Any) -> RegionsField:
    """Any number of regions, each with a box to tick."""
    return RegionsField(Region.objects.all(), required=False, **named)


def prisons_field(**named: Any) -> forms.ModelMultipleChoiceField[Prison]:
    """Any number of prisons, each with a box to tick."""
    prisons = Prison.objects.order_by("country", "name_et")
    widget = forms.CheckboxSelectMultiple
    return forms.ModelMultipleChoiceField(prisons, required=False, widget=widget, **named)
