"""Pages about figures."""

from django.urls import path

from reports.views.figures import figures

urlpatterns = [
    path("figures/", figures, name="figures"),
]
