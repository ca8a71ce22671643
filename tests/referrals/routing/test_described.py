"""The description of routing names every rule, in the order of the code."""

import re
from pathlib import Path

from referrals.routing.codes import Rule
from referrals.routing.rules import HARD_RULES
from tests.referrals.routing.cases import house, need

DESCRIBED = (Path(__file__).resolve().parents[3] / "docs" / "routing.md").read_text()


def test_every_rule_has_its_row_in_the_order_of_the_code() -> None:
    rows = re.findall(r"^\| ([A-Z_]+) \|", DESCRIBED, flags=re.MULTILINE)
    assert rows == list(Rule)
    assert rows == [rule(need(), house()).rule for rule in HARD_RULES]


def test_the_description_stays_within_two_pages() -> None:
    assert len(DESCRIBED.split()) < 1000
