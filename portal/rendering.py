"""How Django draws our forms."""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """`{{ form }}` and `{{ form.field.as_field_group }}` in the look of the portal."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
