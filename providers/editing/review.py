"""A provider's change to its pages is looked at before it is public: one task, for editors and coordinators."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from providers.editing.roles import EDITORS
from providers.models import Provider
from providers.permissions import COORDINATORS, pages_of

REVIEW = "Review of providers’ pages"
REVIEWERS = (EDITORS, COORDINATORS)


def review() -> Workflow:
    """The workflow with its one task, made where it is missing."""
    found = Workflow.objects.filter(name=REVIEW, active=True).first()
    return found or _make_review()


def keep_under_review() -> int:
    """Put every joined page of a provider under review; return how many were not. What is public stays public."""
    workflow = review()
    right = WorkflowPage.objects.filter(workflow=workflow)
    pages = pages_of(Provider.objects.all()).exclude(pk__in=right.values("page"))
    for page in pages:
        WorkflowPage.objects.update_or_create(page=page.page_ptr, defaults={"workflow": workflow})
    return len(pages)


def _make_review() -> Workflow:
    workflow = Workflow.objects.create(name=REVIEW)
    task = GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.set(Group.objects.filter(name__in=REVIEWERS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
