"""Everything that `manage.py demo` loads: invented people, the published cases retold, an invented population.

From the pure to the writing: `roster` and `targets` are facts, `population` and `details` invent cases in memory,
`people`, `storyteller` and `copying` write them, `loading` puts them together.
"""

from react_cases.management.demo.roster import LOGINS

__all__ = ["LOGINS"]
