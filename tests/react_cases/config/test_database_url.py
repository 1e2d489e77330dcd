import pytest
from django.core.exceptions import ImproperlyConfigured

from react_cases.config import database_url


def test_an_address_with_everything() -> None:
    found = database_url.settings("postgres://sam:p%40ss%2Fw@db.example:6543/cases?sslmode=require")

    assert found == {
        "ENGINE": "documenters.database",
        "NAME": "cases",
        "USER": "sam",
        "PASSWORD": "p@ss/w",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"connect_timeout": database_url.CONNECT_SECONDS, "sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url",
    ["postgresql://sam@/cases?host=%2Fsrv%2FВар%20x&port=5432", "postgres://sam@%2Fsrv%2FВар%20x:5432/cases"],
)
def test_a_unix_socket(url: str) -> None:
    found = database_url.settings(url)

    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/srv/Вар x", "5432", "cases")


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "postgres",
        "postgres://",
        "sqlite:///db.sqlite3",
        "mysql://sam:hunter2@db/cases",
        "postgres://sam:hunter2@db",
        "postgres://sam:hunter2@db/",
        "postgres://sam:hunter2@db:port/cases",
        "postgres://sam:hunter2%zz@db/cases",
        "postgres://sam:hunter2@[::1/cases",
        "postgres://sam:hunter2@db/cases?no_such_option=1",
    ],
)
def test_a_bad_address_is_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        database_url.settings(url)

    sentence = str(caught.value)
    assert sentence.startswith("DATABASE_URL is not an address like postgres://user:password@host:5432/name: ")
    assert sentence.endswith(".")
    assert "hunter2" not in sentence
    assert "\n" not in sentence
    assert caught.value.__cause__ is None


def test_the_setting_that_holds_the_address_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL is not an address"):
        database_url.settings("nonsense", "DATABASE_OWNER_URL")
