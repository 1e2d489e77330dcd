"""Who may read released figures without an account: the public page and links, for coordinators."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated
from reports.actions.share_links import Made, public_page_set
from reports.actions.share_links import share_link_add as add
from reports.actions.share_links import share_link_revoke as revoke
from reports.disclosure.schema import Tier
from reports.forms.share_links import ShareLinkForm
from reports.models import ShareLink, settings_of
from reports.reading import read_published


@require_safe
@permitted(Permission.SHARE_LINK_MANAGE)
def share_link_list(request: SignedInRequest) -> HttpResponseBase:
    """The public page, and every link that was made."""
    programme = managed_programme(request, Permission.SHARE_LINK_MANAGE)
    links = list(ShareLink.objects.filter(programme=programme).select_related("created_by", "revoked_by"))
    now = timezone.now()
    context = {
        "programme": programme,
        "is_public": settings_of(programme).public_page,
        "public_address": request.build_absolute_uri(reverse("published_public", kwargs={"code": programme.code})),
        "open_links": [link for link in links if link.revoked_at is None and link.expires_at > now],
        "ended_links": [link for link in links if link.revoked_at is not None or link.expires_at <= now],
    }
    return render(request, "reports/share_link_list.html", context)


@never_cache
@permitted(Permission.SHARE_LINK_MANAGE)
@recently_authenticated
def share_link_add(request: SignedInRequest) -> HttpResponseBase:
    """Make a link. Its address is in this answer and nowhere else."""
    programme = managed_programme(request, Permission.SHARE_LINK_MANAGE)
    form = ShareLinkForm(read_published(programme.code, Tier.DONOR).years, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = add(programme, **{**data, "tier": Tier(data["tier"])}, by=request.user)
        return _made(request, made)
    return render(request, "reports/share_link_add.html", {"form": form})


@require_POST
@permitted(Permission.SHARE_LINK_MANAGE)
def share_link_revoke(request: SignedInRequest, number: int) -> HttpResponseBase:
    """End a link."""
    programme = managed_programme(request, Permission.SHARE_LINK_MANAGE)
    link = ShareLink.objects.filter(programme=programme, pk=number).first()
    if link is None:
        raise Http404
    if revoke(link, by=request.user):
        messages.success(request, _("The link opens nothing any more."))
    else:
        messages.info(request, _("This link had ended already."))
    return redirect("share_link_list")


@require_POST
@permitted(Permission.SHARE_LINK_MANAGE)
@recently_authenticated
def public_page_switch(request: SignedInRequest) -> HttpResponseBase:
    """Open the public page to everybody, or take it back at once."""
    programme = managed_programme(request, Permission.SHARE_LINK_MANAGE)
    is_on = request.POST.get("is_on") == "1"
    public_page_set(programme, is_on=is_on, by=request.user)
    messages.success(
        request, _("The public page is open to everybody.") if is_on else _("The public page is gone for everybody.")
    )
    return redirect("share_link_list")


def _made(request: SignedInRequest, made: Made) -> HttpResponseBase:
    address = request.build_absolute_uri(reverse("published_shared", kwargs={"token": made.token}))
    return render(request, "reports/share_link_added.html", {"link": made.link, "address": address})
