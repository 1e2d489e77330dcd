"""The SQL of row-level security, for migrations. docs/adr/0008 has the rules; tests/test_walls.py finds a gap.

The cases and their clients have policies of their own (`react_cases` migration `walls`). Every table of rows that
belong to a case has the one policy of `child_wall`: a row is there for whoever the row above it is there for.

A migration that adds such a table:

    operations = [migrations.CreateModel("Evidence", …), migrations.RunSQL(*child_wall("react_cases_evidence"))]

What a setting or function answers stands in a sub-select, so that PostgreSQL asks once for each statement and not once
for each row.
"""

from collections.abc import Mapping

CASE = "react_cases_case"
MAINTENANCE = "(SELECT current_setting('app.maintenance', true)) = 'on'"


def wall(table: str) -> str:
    """Let nobody pass, the owner neither, except by a policy; and the one policy of the owner's maintenance.

    It holds only where `app.maintenance` is on: inside the few functions that are `SECURITY DEFINER` and check who
    calls them (`react_cases` migration `doors`), and in migrations of data that say `SET LOCAL app.maintenance = 'on'`.
    """
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY maintenance ON {table} TO CURRENT_USER USING ({MAINTENANCE});
"""


def no_wall(table: str, *policies: str) -> str:
    """Take it away with these policies."""
    dropped = "".join(f"DROP POLICY {name} ON {table};\n" for name in ("maintenance", *policies))
    return f"""
{dropped}ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""


def child_wall(table: str, parents: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Forward and backward SQL: a row of this table is there where its case is.

    `parents` are the columns that lead upwards and the tables that they lead to, the first of them the one that decides
    what is seen; whoever writes a row must see all of them.
    """
    parents = parents or {"case_id": CASE}
    seen = [
        f"EXISTS (SELECT FROM {above} AS above WHERE above.id = {table}.{column})" for column, above in parents.items()
    ]
    forward = f"""{wall(table)}
CREATE POLICY with_its_case ON {table} USING ({seen[0]}) WITH CHECK ({" AND ".join(seen)});
"""
    return forward, no_wall(table, "with_its_case")
