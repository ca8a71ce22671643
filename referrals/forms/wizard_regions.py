"""The regions of a country as one can choose them: the whole, its counties, their municipalities."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.collation import collated
from home.geography.models import Region, RegionKind

Choices = list[tuple[str, str | list[tuple[str, str]]]]


@dataclass(frozen=True)
class County:
    code: str
    name: str
    municipalities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RegionChoices:
    """`names` has every code that may be chosen; counties and municipalities are sorted by name."""

    country: str
    counties: tuple[County, ...]
    names: dict[str, str]

    def county_of(self, code: str) -> str:
        """The county's code for a municipality; the code itself for anything else."""
        for county in self.counties:
            if any(code == municipality for municipality, _name in county.municipalities):
                return county.code
        return code

    def grouped(self) -> Choices:
        """Choices of one select: anywhere, then each county as a group."""
        groups: Choices = [("", _("Choose a region")), (self.country, _("Anywhere in the country"))]
        for county in self.counties:
            whole = (county.code, _("%(county)s: the whole county") % {"county": county.name})
            groups.append((county.name, [whole, *county.municipalities]))
        return groups


def region_choices(country: str) -> RegionChoices:
    """One query. Names are in the language that is active now."""
    rows = Region.objects.filter(code__startswith=country).exclude(kind=RegionKind.AREA)
    names = {region.code: region.name for region in rows}
    below: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for region in rows:
        if region.kind == RegionKind.MUNICIPALITY and region.parent_id:
            below[region.parent_id].append((region.code, region.name))
    language = get_language() or "et"
    counties = [
        County(region.code, region.name, tuple(collated(below[region.pk], language, name=itemgetter(1))))
        for region in rows
        if region.kind == RegionKind.COUNTY
    ]
    return RegionChoices(country, tuple(collated(counties, language, name=attrgetter("name"))), names)
