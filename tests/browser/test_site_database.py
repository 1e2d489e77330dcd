"""What the browser meets is bound as a real installation is: the tests' window in the walls is not there."""

import psycopg

from documenters.database.walls import CASE
from tests.walls import OBSERVER


def test_s9_the_site_of_the_browser_has_no_window_for_tests(site_database: dict[str, str]) -> None:
    with psycopg.connect(site_database["DATABASE_URL"]) as connection:
        policies = {name for (name,) in connection.execute("SELECT policyname FROM pg_policies")}
        assert "reached" in policies
        assert OBSERVER not in policies
        role, seen = connection.execute(f"SELECT current_user, count(*) FROM {CASE}").fetchone()  # noqa: S608
        assert (role, seen) == ("react_app", 0)
    with psycopg.connect(site_database["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute(f"SELECT count(*) FROM {CASE}").fetchone() == (0,)  # noqa: S608
