"""Pages about figures."""

from django.urls import path

from reports.views.chart_gallery import chart_gallery
from reports.views.comparison import release_compare
from reports.views.figures import figures
from reports.views.published import published, published_preview, published_public, published_shared
from reports.views.published_files import published_file, published_public_file, published_shared_file
from reports.views.quotes import quote_add, quote_check, quote_list
from reports.views.release_decisions import release_approve, release_cell_withdraw, release_withdraw
from reports.views.release_settings import release_settings, settings_trial, settings_trial_progress
from reports.views.releases import (
    release_build,
    release_cancel,
    release_detail,
    release_discard,
    release_list,
    release_progress,
    release_resume,
)
from reports.views.share_links import public_page_switch, share_link_add, share_link_list, share_link_revoke
from reports.views.submission_parts import submission_articles, submission_choose, submission_file, submission_texts
from reports.views.submissions import (
    submission_add,
    submission_change,
    submission_detail,
    submission_list,
    submission_remove,
)

urlpatterns = [
    path("gallery/charts/", chart_gallery, name="chart_gallery"),
    path("figures/", figures, name="figures"),
    path("figures/compare/", release_compare, name="release_compare"),
    path("figures/quotes/", quote_list, name="quote_list"),
    path("figures/quotes/check/", quote_check, name="quote_check"),
    path("figures/quotes/add/", quote_add, name="quote_add"),
    path("figures/published/", published, name="published"),
    path("figures/published/<str:kind>/", published_file, name="published_file"),
    path("public/<str:code>/", published_public, name="published_public"),
    path("public/<str:code>/<str:kind>/", published_public_file, name="published_public_file"),
    path("s/<str:token>/", published_shared, name="published_shared"),
    path("s/<str:token>/<str:kind>/", published_shared_file, name="published_shared_file"),
    path("releases/", release_list, name="release_list"),
    path("releases/build/", release_build, name="release_build"),
    path("releases/settings/", release_settings, name="release_settings"),
    path("releases/settings/try/", settings_trial, name="settings_trial"),
    path("releases/settings/try/progress/", settings_trial_progress, name="settings_trial_progress"),
    path("releases/<int:number>/", release_detail, name="release_detail"),
    path("releases/<int:number>/progress/", release_progress, name="release_progress"),
    path("releases/<int:number>/cancel/", release_cancel, name="release_cancel"),
    path("releases/<int:number>/resume/", release_resume, name="release_resume"),
    path("releases/<int:number>/discard/", release_discard, name="release_discard"),
    path("releases/<int:number>/approve/", release_approve, name="release_approve"),
    path("releases/<int:number>/withdraw/", release_withdraw, name="release_withdraw"),
    path("releases/<int:number>/withdraw/number/", release_cell_withdraw, name="release_cell_withdraw"),
    path("releases/<int:number>/preview/", published_preview, name="published_preview"),
    path("figures/links/", share_link_list, name="share_link_list"),
    path("figures/links/add/", share_link_add, name="share_link_add"),
    path("figures/links/<int:number>/revoke/", share_link_revoke, name="share_link_revoke"),
    path("figures/public/", public_page_switch, name="public_page_switch"),
    path("submissions/", submission_list, name="submission_list"),
    path("submissions/add/", submission_add, name="submission_add"),
    path("submissions/<uuid:public_id>/", submission_detail, name="submission_detail"),
    path("submissions/<uuid:public_id>/change/", submission_change, name="submission_change"),
    path("submissions/<uuid:public_id>/articles/", submission_articles, name="submission_articles"),
    path("submissions/<uuid:public_id>/choose/", submission_choose, name="submission_choose"),
    path("submissions/<uuid:public_id>/texts/<str:language>/", submission_texts, name="submission_texts"),
    path("submissions/<uuid:public_id>/remove/", submission_remove, name="submission_remove"),
    path("submissions/<uuid:public_id>/<str:kind>/<str:language>/", submission_file, name="submission_file"),
]
