"""All pages: the only place that knows the three apps."""

from django.urls import include, path

urlpatterns = [
    path("", include("documenters.urls")),
    path("", include("react_cases.urls")),
    path("", include("reports.urls")),
]
