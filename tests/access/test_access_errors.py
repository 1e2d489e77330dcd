"""Whoever sends a form that cannot be right is told so: aloud, beside the field, and in their own language."""

import re
from typing import Any

import pytest

from documenters.management.access_table import Page
from react_cases.models import Location
from tests.access.conftest import TABLE, Walked
from tests.access.forms import form_of
from tests.access.test_access_replay import SENDERS
from tests.access.walk import address, ask
from tests.english import english_in

pytestmark = pytest.mark.django_db

LANGUAGES = ("ru", "ky")
KEPT = frozenset({"page", "version", "digest", "person", "first", "second", "key"})
"""What the page itself puts into its form: nobody types it wrong."""
WRONG = re.compile(r'aria-invalid="true"|class="[^"]*\bhas-error\b')
INVENTED = re.compile(r"\bzq\w*(?: (?:ru|ky)\b)?", re.IGNORECASE)
"""Names and texts of this world, which look the same in every language."""
ALOUD = re.compile(r'class="error-summary" role="alert" tabindex="-1"')


def wrong_forms(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Nothing filled in, and everything filled in with what it never is."""
    kept = {name: value for name, value in fields.items() if name in KEPT}
    return [kept, {name: value if name in KEPT else "?" for name, value in fields.items()}]


ROWS = list(dict.fromkeys(row.name for row, _actor, _subject in SENDERS))


@pytest.mark.parametrize("name", ROWS)
def test_a_wrong_form_is_answered_aloud_and_in_the_language_of_its_sender(walked: Walked, name: str) -> None:
    world, wrong = walked.world, []
    places = [word for said in Location.objects.values_list("aliases", flat=True) for word in re.findall(r"\w+", said)]
    row: Page = TABLE.pages[name]
    for _row, actor, subject in [sender for sender in SENDERS if sender[0].name == name][:2]:
        url = address(world, name, row.about, actor, subject)
        for language in LANGUAGES:
            for fields in wrong_forms(form_of(world, name, actor, subject)):
                seen = ask(world, actor, "POST", url, fields, language=language)
                place = f"{name} as {actor} in {language} with {sorted(fields)}"
                if seen.status >= 500:
                    wrong.append(f"{place}: {seen.error}")
                if "<html" not in seen.text:
                    continue
                wrong += [f"{place}: English: {text}" for text in english_in(INVENTED.sub("", seen.text), places)]
                if WRONG.search(seen.text) and not ALOUD.search(seen.text):
                    wrong.append(f"{place}: nothing says aloud what is wrong")
    assert not wrong, "\n".join(wrong)
