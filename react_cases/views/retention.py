"""How long the content of cases is kept, and what the next run would delete."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated
from react_cases.actions.retention import is_decided, retention_change, retention_table
from react_cases.forms.retention import RetentionForm
from react_cases.retention import PRACTICE_DAYS
from react_cases.views.case_sections import day


@permitted(Permission.CASE_ERASE)
@recently_authenticated
def retention(request: SignedInRequest) -> HttpResponseBase:
    """Read and change the times."""
    programme = managed_programme(request, Permission.CASE_ERASE)
    form = RetentionForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        retention_change(programme, form.months(), by=request.user)
        messages.success(request, _("The times are saved. Nothing was deleted yet: the next run does it."))
        return redirect("retention")
    lines = {line.kind.value: line for line in retention_table(programme, by=request.user)}
    rows = [
        {"field": form[name], "line": (line := lines.get(name)), "oldest": day(line.oldest) if line else ""}
        for name in form.fields
    ]
    context = {"form": form, "rows": rows, "due": sum(line.due for line in lines.values())}
    context |= {"practice_days": PRACTICE_DAYS, "is_decided": is_decided(programme)}
    return render(request, "react_cases/retention.html", context)
