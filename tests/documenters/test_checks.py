"""Every field of every model has a class of sensitivity."""

from typing import ClassVar

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from documenters.checks import OUR_APPS, check_sensitivity, sensitivity_errors
from documenters.sensitivity import Sensitivity

OUR_MODELS = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]


def test_all_models_pass() -> None:
    assert check_sensitivity() == []


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_every_field_is_classed(model: type[models.Model]) -> None:
    fields = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
    assert set(model.SENSITIVITY) == fields  # type: ignore[attr-defined]
    assert all(isinstance(value, Sensitivity) for value in model.SENSITIVITY.values())  # type: ignore[attr-defined]


SAYS_NOTHING = ("digest", "hash", "public_key")
"""How fields with a SHA-256 or the public half of a key end: they say nothing by themselves."""


def test_no_text_of_unlimited_length_is_in_the_open() -> None:
    """What people type is sealed: the only text fields are short codes, names and labels."""
    for model in OUR_MODELS:
        for field in model._meta.local_fields:
            is_digest = isinstance(field, models.BinaryField) and field.name.endswith(SAYS_NOTHING)
            if isinstance(field, models.TextField | models.BinaryField | models.FileField) and not is_digest:
                assert model.SENSITIVITY[field.name] == Sensitivity.SEALED  # type: ignore[attr-defined]


@isolate_apps("documenters")
def test_a_field_without_a_class_is_an_error() -> None:
    class Note(models.Model):  # noqa: DJ008  lives for one test
        SENSITIVITY: ClassVar = {"id": Sensitivity.INTERNAL}
        title = models.CharField(max_length=10)

        class Meta:
            app_label = "documenters"

    assert [(error.id, error.msg) for error in sensitivity_errors(Note)] == [
        ("documenters.E001", "Note.title has no sensitivity.")
    ]


@isolate_apps("documenters")
def test_a_model_without_classes_is_an_error_for_each_field() -> None:
    class Note(models.Model):  # noqa: DJ008  lives for one test
        title = models.CharField(max_length=10)
        friends = models.ManyToManyField("self")

        class Meta:
            app_label = "documenters"

    assert [error.id for error in sensitivity_errors(Note)] == ["documenters.E001"] * 3


@isolate_apps("documenters")
def test_a_class_for_no_field_and_a_class_that_is_none_are_errors() -> None:
    class Note(models.Model):  # noqa: DJ008  lives for one test
        SENSITIVITY: ClassVar = {"id": Sensitivity.INTERNAL, "title": "secret", "gone": Sensitivity.PUBLIC}
        title = models.CharField(max_length=10)

        class Meta:
            app_label = "documenters"

    assert {error.id for error in sensitivity_errors(Note)} == {"documenters.E002", "documenters.E003"}
