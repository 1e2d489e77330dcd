"""What is outside of a story leads nobody back, and what is withdrawn is gone.

Every page and file that a donor gets is walked, and searched for everything by which the case, the client, the
organisation and the people who worked on it are known inside.
"""

import io
import json
import re
import uuid
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.identity import database_identity, published_role
from documenters.models import User
from react_cases.actions.responses import consent_withdraw
from react_cases.actions.story_ends import story_withdraw
from react_cases.models import Case, Paper, PaperText, PublishedStory, Story, StoryVersion
from react_cases.models.choices import ConsentPurpose
from react_cases.models.story import StoryEnd
from tests.factories.cases import make_case, place
from tests.factories.people import signed_in
from tests.factories.published_stories import TOLD, make_published
from tests.react_cases.test_guard_leaves_nothing import cached, everything_stored

pytestmark = pytest.mark.django_db

LANGUAGES = ("ru", "ky", "en")
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
FIRST = 7_300_411
"""Numbers of rows that nothing else on a page looks like."""


@pytest.fixture
def case(amina: User, dara: User) -> Case:
    return make_case(amina, client_code="F|1985|щө|ъң", consents=("RECORD", "STATS", "STORY"))


@pytest.fixture
def version(case: Case, dara: User, bilal: User) -> StoryVersion:
    """A published story, with high numbers."""
    with connection.cursor() as cursor:
        for step, table in enumerate(("paper", "story", "storyversion", "publishedstory")):
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f"react_cases_{table}", FIRST + step * 100]
            )
    return make_published(case, by=dara, reader=bilal, oblast=place("KG-T"))


def address_of(version: StoryVersion) -> uuid.UUID:
    return PublishedStory.objects.filter(version=version).values_list("public_id", flat=True)[0]


def unpacked(data: bytes) -> str:
    """A file as text; of a document every part of it, with their names and dates."""
    if not data.startswith(b"PK"):
        return data.decode()
    with ZipFile(io.BytesIO(data)) as archive:
        parts = [f"{info.filename} {info.date_time} {info.comment!r} {info.extra!r}" for info in archive.infolist()]
        return "\n".join([*parts, *(archive.read(name).decode() for name in archive.namelist())])


def outside(client: Client, donor: User, version: StoryVersion) -> Iterator[tuple[str, str]]:
    """Every page and every file that a donor gets of a story, in every language."""
    signed_in(client, donor)
    story = reverse("published_story", args=[address_of(version)])
    asked = [
        *(
            (page, spoken)
            for page in (reverse("published"), reverse("published_story_list"), story)
            for spoken in LANGUAGES
        ),
        *((f"{story}?language={code}", "ky") for code in LANGUAGES),
        *((f"{story}{kind}/?language={code}", "ru") for kind in ("html", "docx") for code in (*LANGUAGES, "all", "xx")),
    ]
    for address, spoken in asked:
        answer = client.get(address, headers={"accept-language": spoken})
        assert answer.status_code == 200, address
        headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
        yield address, f"{headers}\n{unpacked(answer.getvalue() if answer.streaming else answer.content)}"


def known_inside(version: StoryVersion) -> dict[str, str]:
    """What leads back -> what it is."""
    case = version.story.case
    assert case.client is not None
    people = {case.documenter, version.written_by, version.reader, version.published_by}
    return {
        case.code: "number of the case",
        str(case.public_id): "identifier of the case",
        str(version.story.paper.public_id): "identifier of the paper",
        **{str(number): "number of a row" for number in (version.pk, version.story_id, version.story.paper_id)},
        **{str(row.pk): "number of the published row" for row in version.published.all()},
        case.client.code_hash: "client",
        case.organisation.name: "organisation",
        **{name: "person" for person in people if person for name in (person.username, person.display_name)},
        "1985|щө": "client code",
    }


def test_no_page_and_no_file_outside_leads_back(client: Client, version: StoryVersion, emil: User) -> None:
    secrets = known_inside(version)
    address, seen = str(address_of(version)), 0
    for place_, text in outside(client, emil, version):
        # Of the page's own frame: the person who reads, tokens of forms, and its own address.
        plain = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        found = {what for word, what in secrets.items() if word.lower() in plain.lower()}
        assert not found, (place_, found)
        assert set(UUID.findall(plain)) <= {address, str(emil.public_id)}, place_
        assert re.search(r"[A-Z]{2}-20\d\d-\d{6}", plain) is None, place_
        if "html/" in place_ or "docx/" in place_:
            assert address not in plain, place_
        seen += TOLD["ru"]["title"] in plain or TOLD["en"]["title"] in plain
    assert seen >= 18


def test_the_database_shows_a_donor_the_published_rows_and_nothing_behind_them(
    version: StoryVersion, emil: User, amina: User, dara: User, walls: None
) -> None:
    with database_identity(emil):
        assert PublishedStory.objects.order_by("pk").count() == 2
        for behind in (Story, StoryVersion, Paper, PaperText, Case):
            assert not behind._default_manager.exists(), behind
        assert PublishedStory.objects.filter(version__story__case__isnull=False).count() == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            make_published(version.story.case, by=dara, reader=amina)


def test_the_role_that_reads_released_figures_reads_no_story(version: StoryVersion) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), published_role():
        PublishedStory.objects.order_by("pk").values_list("title", flat=True).first()


def test_only_donors_and_coordinators_are_shown_it(
    version: StoryVersion, amina: User, bilal: User, chen: User, aida: User, emil: User, dara: User, walls: None
) -> None:
    seen = {}
    for person in (amina, bilal, chen, aida, emil, dara):
        with database_identity(person):
            rows = PublishedStory.objects.order_by("pk")
            seen[person.username] = (rows.count(), PublishedStory.objects.visible_to(person).count())
    assert {name for name, counts in seen.items() if counts == (2, 2)} == {"emil", "dara"}
    assert {counts for name, counts in seen.items() if name not in ("emil", "dara")} == {(0, 0)}


@pytest.mark.parametrize("how", ["coordinator", "documenter"])
def test_after_a_withdrawal_no_word_is_left_anywhere(
    client: Client, case: Case, version: StoryVersion, amina: User, emil: User, dara: User, how: str
) -> None:
    list(outside(client, emil, version))
    words = [text for told in TOLD.values() for text in told.values()]
    wanted = [spelling for text in words for spelling in (text, json.dumps(text)[1:-1], text.splitlines()[0])]

    def standing() -> set[str]:
        return {where for where, kept in (*everything_stored(), *cached()) if any(one in kept for one in wanted)}

    assert {where.partition(".")[0] for where in standing()} == {"react_cases_publishedstory"}
    if how == "coordinator":
        with database_identity(dara):
            story_withdraw(version.story, StoryEnd.DANGER, by=dara)
    else:
        with database_identity(amina):
            consent_withdraw(case, ConsentPurpose.STORY, withdrawn_on=timezone.localdate(), by=amina)
    assert standing() == set()
    address = reverse("published_story", args=[uuid.uuid4()])
    assert client.get(address).status_code == 410
