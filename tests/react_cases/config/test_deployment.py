"""The files of a real installation, read as Docker, Compose and the settings read them."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from react_cases.config.embedded_database import LOCALE
from reports.management.commands.start_demo import SERVE, WORK

ROOT = Path(__file__).parents[3]
READ_BY_SETTINGS = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "react_cases/config/settings.py").read_text()))
READ_BY_SERVER = set(
    re.findall(r"environ\.get\('?\"?(\w+)", (ROOT / "react_cases/config/gunicorn_conf.py").read_text())
)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line and not line.startswith("#")]


def offered(line: str) -> tuple[str, str] | None:
    found = re.fullmatch(r"#?([A-Z_]+)=(.*)", line)
    return (found[1], found[2]) if found else None


def example() -> dict[str, str]:
    return dict(filter(None, map(offered, (ROOT / ".env.example").read_text().splitlines())))


def test_the_names_are_found() -> None:
    assert {"SECRET_KEY", "SEALING_KEY", "DATABASE_URL", "DEMO"} <= READ_BY_SETTINGS
    assert {"HOST", "PORT", "WEB_WORKERS", "WEB_THREADS"} == READ_BY_SERVER


def test_the_example_offers_every_name_and_no_secret(compose: dict[str, Any]) -> None:
    asked_by_compose = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))

    assert set(example()) == READ_BY_SETTINGS | READ_BY_SERVER | asked_by_compose
    assert not any(value for name, value in example().items() if name.endswith(("_KEY", "_PASSWORD")))


def test_the_services_start_what_the_tests_start(compose: dict[str, Any], dockerfile: list[tuple[str, str]]) -> None:
    assert tuple(shlex.split(compose["services"]["web"]["command"])) == SERVE
    assert tuple(shlex.split(compose["services"]["worker"]["command"])) == WORK
    assert [tuple(json.loads(value)) for word, value in dockerfile if word == "CMD"] == [SERVE]


def test_only_the_proxy_is_published_and_the_application_has_no_way_out(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert set(services) == {"web", "worker", "migrate", "backup", "db", "proxy"}
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert services["proxy"]["ports"] == ["80:80", "443:443"]
    assert services["worker"]["networks"] == ["back", "mail"]
    for name in ("web", "worker", "migrate", "backup", "db"):
        assert all(compose["networks"][network]["internal"] for network in services[name]["networks"])


def test_web_and_worker_wait_for_the_database_and_its_migrations(compose: dict[str, Any]) -> None:
    services = compose["services"]

    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {
            "db": {"condition": "service_healthy"},
            "migrate": {"condition": "service_completed_successfully"},
        }
    assert "manage.py migrate" in services["migrate"]["command"]
    assert "healthcheck" in services["db"]


def test_web_gets_every_setting_and_not_the_superusers_password(compose: dict[str, Any]) -> None:
    environment = compose["services"]["web"]["environment"]

    assert set(environment) == (READ_BY_SETTINGS | READ_BY_SERVER) - {"DATABASE_OWNER_URL"}
    assert environment["DEMO"] == environment["DEBUG"] == "0"
    assert environment["HOST"] == "0.0.0.0"  # noqa: S104  inside the container
    assert "POSTGRES_PASSWORD" not in json.dumps(environment)


def test_the_worker_is_held_as_tightly_as_the_web_server(compose: dict[str, Any]) -> None:
    web, worker = compose["services"]["web"], compose["services"]["worker"]

    held = ("image", "read_only", "tmpfs", "cap_drop", "security_opt", "restart", "environment")
    assert {name: worker[name] for name in held} == {name: web[name] for name in held}
    assert "no-new-privileges:true" in worker["security_opt"]
    assert worker["cap_drop"] == ["ALL"]
    assert not {"ports", "volumes"} & set(worker)


def test_only_migrations_and_backups_log_in_as_the_owner(compose: dict[str, Any]) -> None:
    services = compose["services"]
    web, migrate = services["web"]["environment"], dict(services["migrate"]["environment"])

    assert "//react_app:${DATABASE_PASSWORD:" in web["DATABASE_URL"]
    assert "//react_cases:${DATABASE_OWNER_PASSWORD:" in migrate.pop("DATABASE_OWNER_URL")
    assert migrate == web
    for name, service in services.items():
        assert ("OWNER" in json.dumps(service)) is (name in ("migrate", "backup", "db"))


def test_what_a_real_installation_needs_has_no_default(compose: dict[str, Any]) -> None:
    text = (ROOT / "docker-compose.yml").read_text()

    for name in (
        "SECRET_KEY",
        "SEALING_KEY",
        "DATABASE_PASSWORD",
        "DATABASE_OWNER_PASSWORD",
        "POSTGRES_PASSWORD",
        "SITE_HOST",
    ):
        assert re.findall(rf"\$\{{{name}(.)", text), name
        assert set(re.findall(rf"\$\{{{name}(..)", text)) == {":?"}


def test_the_database_is_kept_and_speaks_as_the_demos_does(compose: dict[str, Any]) -> None:
    db = compose["services"]["db"]

    assert db["image"] == "postgres:18"
    assert "database:/var/lib/postgresql" in db["volumes"]
    assert "database" in compose["volumes"]
    assert set(db["environment"]["POSTGRES_INITDB_ARGS"].split()) == set(LOCALE)
    assert "log_error_verbosity=terse" in db["command"]


def test_every_mounted_file_exists(compose: dict[str, Any]) -> None:
    mounted = [
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]

    assert mounted
    assert all((ROOT / path).is_file() for path in mounted)


def test_the_proxy_writes_down_no_request() -> None:
    text = (ROOT / "deploy/Caddyfile").read_text()

    assert "reverse_proxy web:8000" in text
    assert "exclude http.log" in text
    assert text.count("{") == text.count("}")


def test_neither_owner_nor_application_is_a_superuser() -> None:
    script = (ROOT / "deploy/make-database.sh").read_text()

    assert "CREATE ROLE react_cases LOGIN PASSWORD :'owner_password';" in script
    assert "CREATE ROLE react_app LOGIN PASSWORD :'password';" in script
    assert "CREATE DATABASE react_cases OWNER react_cases;" in script
    assert "SUPERUSER" not in script
    assert "BYPASSRLS" not in script


def test_the_image_installs_by_hash_and_runs_as_nobody_special(dockerfile: list[tuple[str, str]]) -> None:
    words = [word for word, _ in dockerfile]
    values = dict(dockerfile)

    assert dockerfile[0] == ("FROM", "python:3.12-slim")
    assert any("--require-hashes -r requirements.lock" in value for word, value in dockerfile if word == "RUN")
    assert values["USER"] not in {"root", "0"}
    assert words.index("USER") < words.index("CMD")


def test_the_image_holds_no_secret(dockerfile: list[tuple[str, str]]) -> None:
    kept = [value for word, value in dockerfile if word in {"ENV", "ARG"}]
    lines = (ROOT / ".dockerignore").read_text().splitlines()

    assert not any(re.search(r"KEY|PASSWORD|DATABASE_URL", value) for value in kept)
    # Nothing enters that is not named.
    assert next(line for line in lines if line and not line.startswith("#")) == "*"
    assert not {"!.env", "!var", "!.git"} & set(lines)
