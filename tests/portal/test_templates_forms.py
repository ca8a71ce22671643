"""Forms come out in the look of the portal, with every error said in words and linked to its field."""

import pytest
from django import forms
from django.template.loader import render_to_string


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the passport")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Fixed"), ("b", "Open")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed", help_text="It can be taken back")


def test_a_field_has_label_hint_and_description() -> None:
    html = str(Sample()["name"].as_field_group())
    assert '<label for="id_name">Name' in html
    assert 'id="id_name_helptext">As in the passport' in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_only_what_may_stay_empty_says_so() -> None:
    form = Sample()
    assert "may stay empty" in str(form["note"].as_field_group())
    assert "may stay empty" not in str(form["name"].as_field_group())


def test_an_error_stands_at_its_field_and_is_described() -> None:
    html = str(Sample({})["name"].as_field_group())
    assert 'class="field wrong"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_are_a_group_with_one_label_each() -> None:
    html = str(Sample()["kind"].as_field_group())
    assert "<legend>Kind" in html
    assert '<label for="id_kind_0">Fixed</label>' in html
    assert '<label for="id_kind_1">Open</label>' in html


def test_the_summary_leads_to_the_first_control_of_each_field() -> None:
    form = Sample({"name": "Demo"})
    html = render_to_string("components/error_summary.html", {"form": form})
    assert "Please fix 2 things" in html
    assert 'href="#id_kind_0"' in html
    assert 'href="#id_agreed"' in html
    assert 'href="#id_name"' not in html


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Name", "Name: Type it."),
        ("From which day?", "From which day? Type it."),
        ("Hurry!", "Hurry! Type it."),
    ],
)
def test_no_colon_follows_another_mark(label: str, said: str) -> None:
    form = Sample({"kind": "a", "agreed": "on"})
    form.fields["name"].label = label
    form.fields["name"].error_messages["required"] = "Type it."
    assert f">{said}</a>" in render_to_string("components/error_summary.html", {"form": form})


def test_there_is_no_summary_without_errors() -> None:
    assert render_to_string("components/error_summary.html", {"form": Sample()}).strip() == ""


def test_a_whole_form_shows_what_is_wrong_with_it_altogether() -> None:
    form = Sample({"name": "Demo", "kind": "a", "agreed": "on"})
    form.add_error(None, "These do not go together")
    assert "These do not go together" in str(form)
    summary = render_to_string("components/error_summary.html", {"form": form})
    assert "Please fix one thing" in summary
