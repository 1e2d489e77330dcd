"""Pages about figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
