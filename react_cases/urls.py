"""Pages about cases."""

from django.urls import path

from react_cases.views import (
    case_detail,
    case_list,
    comments,
    consents,
    intake,
    programme_settings,
    queue,
    responses,
    review,
    terms,
)

CASE = "cases/<uuid:public_id>"

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("cases/", case_list.case_list, name="case_list"),
    path("cases/export/", case_list.case_export, name="case_export"),
    path("cases/new/", intake.case_intake, name="case_intake"),
    path("cases/autosave/", intake.case_autosave, name="case_autosave_first"),
    path(f"{CASE}/autosave/", intake.case_autosave, name="case_autosave"),
    path(f"{CASE}/edit/", intake.case_edit, name="case_edit"),
    path(f"{CASE}/check/", intake.case_check, name="case_check"),
    path(f"{CASE}/discard/", intake.case_discard, name="case_discard"),
    path(f"{CASE}/", case_detail.case_detail, name="case_detail"),
    path(f"{CASE}/return/", review.case_return, name="case_return"),
    path(f"{CASE}/validate/", review.case_validate, name="case_validate"),
    path(f"{CASE}/approve/", review.case_approve, name="case_approve"),
    path(f"{CASE}/reject/", review.case_reject, name="case_reject"),
    path(f"{CASE}/reopen/", review.case_reopen, name="case_reopen"),
    path(f"{CASE}/erase/", review.case_erase, name="case_erase"),
    path(f"{CASE}/responses/add/", responses.response_add, name="response_add"),
    path(f"{CASE}/responses/status/", responses.response_status_set, name="response_status_set"),
    path(f"{CASE}/readiness/add/", responses.readiness_add, name="readiness_add"),
    path(f"{CASE}/close/", responses.case_close, name="case_close"),
    path(f"{CASE}/consents/", consents.consent_list, name="consent_list"),
    path(f"{CASE}/consents/give/", consents.consent_give, name="consent_give"),
    path(f"{CASE}/consents/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path(f"{CASE}/comments/add/", comments.comment_add, name="comment_add"),
    path("lists/", terms.term_lists, name="term_lists"),
    path("lists/places/", terms.location_list, name="location_list"),
    path("lists/<slug:code_list>/", terms.term_list, name="term_list"),
    path("lists/<slug:code_list>/add/", terms.term_add, name="term_add"),
    path("lists/<slug:code_list>/<str:code>/rename/", terms.term_rename, name="term_rename"),
    path("lists/<slug:code_list>/<str:code>/retire/", terms.term_retire, name="term_retire"),
    path("lists/<slug:code_list>/<str:code>/restore/", terms.term_restore, name="term_restore"),
    path("lists/<slug:code_list>/<str:code>/move/", terms.term_move, name="term_move"),
    path("settings/", programme_settings.programme_settings, name="programme_settings"),
]
