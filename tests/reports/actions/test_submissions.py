"""What an advocacy action brings into a report to a treaty body, and what stays out of it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.models import Programme, User
from react_cases.actions.advocacy import AdvocacyData, advocacy_change, advocacy_remove, advocacy_start
from react_cases.actions.guard import Written
from react_cases.actions.locking import NotAllowed
from react_cases.actions.responses import consent_withdraw
from react_cases.actions.sealing import OpenReason
from react_cases.models import AdvocacyAction, Term
from react_cases.models.advocacy import WhyRemoved
from react_cases.models.choices import ConsentPurpose, KeepReason
from reports.actions.submissions import (
    ChosenData,
    section_field,
    subject_field,
    submission_choose,
    submission_texts,
    submission_write,
)
from reports.models import Submission
from tests.factories.advocacy import TITLE, action_data, make_action
from tests.factories.cases import make_case
from tests.factories.guard import kept
from tests.factories.keys import keyed, opened, signed_in_with_key
from tests.factories.people import make_coordinator, signed_in
from tests.factories.submissions import make_submission

pytestmark = pytest.mark.django_db

NAMED = "Задержание Асель Токтогуловой у пункта"
DAY = datetime.date(2020, 6, 2)


def choose(submission: Submission, *actions: AdvocacyAction, by: User) -> Submission:
    return submission_choose(submission, ChosenData(actions=actions), by=by, version=submission.version)


def lines(submission: Submission, action: AdvocacyAction, by: User) -> list[str]:
    """What the report says of an action, in both languages."""
    texts = submission_texts(submission, by=by, reason=OpenReason.READ)
    places = [subject_field(language, action) for language in ("en", "ru")]
    return [texts[place].text if place in texts else "" for place in places]


def detail(client: Client, by: User, submission: Submission) -> str:
    url = reverse("submission_detail", args=[submission.public_id])
    return signed_in(client, by).get(f"{url}?language=en", headers={"accept-language": "en"}).content.decode()


def test_choosing_an_action_copies_its_title_once_into_its_own_language(dara: User) -> None:
    russian = make_action(dara, done_on=DAY, title="Задержания у пунктов терапии")
    action, made = make_action(dara, done_on=DAY), make_submission(dara)
    made = choose(made, action, russian, by=dara)
    assert lines(made, russian, dara) == ["", "Задержания у пунктов терапии"]
    assert lines(made, action, dara) == [TITLE, ""]
    made = submission_write(made, {subject_field("en", action): Written("")}, by=dara, version=made.version)
    data = action_data(dara, title="Ten detentions of May", done_on=DAY)
    advocacy_change(action, data, by=dara, version=1)
    assert lines(choose(made, action, by=dara), action, dara) == ["", ""]


@pytest.mark.parametrize(
    "title", [NAMED, "Ten detentions near a site", "Остановки у пункта: 12 случаев", "Трое у пункта"]
)
def test_a_name_or_a_count_in_a_title_stays_out(client: Client, dara: User, title: str) -> None:
    """A name may be kept in a letter as needed; in a report never, and a number of that day beside others neither."""
    data = action_data(dara, done_on=DAY)
    needed = Written(title, kept(title, KeepReason.NEEDED.value))
    data = AdvocacyData(data.kind, data.body, data.done_on, needed)
    action = advocacy_start(dara.memberships.get().programme, data, None, by=dara)
    made = choose(make_submission(dara), action, by=dara)
    assert lines(made, action, dara) == ["", ""]
    text = detail(client, dara, made)
    assert title not in text
    assert "does not say what these actions were about: Letter, Ministry of Internal Affairs, 2 June 2020" in text


def test_a_year_is_no_count(dara: User) -> None:
    action = make_action(dara, done_on=DAY, title="Detentions near treatment sites, 2020")
    assert lines(choose(make_submission(dara), action, by=dara), action, dara)[0].endswith("2020")


def test_an_action_with_a_lost_consent_drops_out(client: Client, dara: User, amina: User) -> None:
    agreed = (ConsentPurpose.RECORD, ConsentPurpose.STATS, ConsentPurpose.AUTHORITY)
    case = make_case(amina, consents=agreed)
    told, other = make_action(dara, [case], done_on=DAY, has_case_detail=True), make_action(dara, done_on=DAY)
    made = choose(make_submission(dara), told, by=dara)
    assert TITLE in detail(client, dara, made)
    consent_withdraw(case, ConsentPurpose.AUTHORITY, withdrawn_on=timezone.localdate(), by=amina)
    text = detail(client, dara, made)
    assert TITLE not in text
    assert "1 action has a client who agrees no longer" in text
    offered = client.get(reverse("submission_choose", args=[made.public_id])).content.decode()
    assert f'name="actions" value="{other.pk}"' in offered
    assert f'name="actions" value="{told.pk}"' not in offered
    with pytest.raises(NotAllowed, match="choice"):
        choose(made, told, other, by=dara)


def test_a_label_that_somebody_typed_is_looked_at(client: Client, dara: User) -> None:
    """What was decided when it was added is forgotten; a label of ours, and one that does not stand in it, are not
    asked about."""
    action = make_action(dara, done_on=DAY)
    made = choose(make_submission(dara), action, by=dara)
    named = Term.objects.filter(pk=action.body_id)
    named.update(label_en="Асель Токтогулова", label_ru="Асель Токтогулова")
    assert "In a code list of the programme" not in detail(client, dara, made)
    named.update(is_renamed=True)
    text = detail(client, dara, made)
    assert "In a code list of the programme" in text
    assert '<strong translate="no">Асель Токтогулова</strong>' in text
    url = reverse("submission_file", args=[made.public_id, "docx", "ru"])
    assert client.get(url).status_code == 302
    made = choose(made, by=dara)
    assert submission_texts(made, by=dara, reason=OpenReason.READ)[section_field("en", "session")].text
    assert client.get(url).status_code == 200


def test_without_an_open_key_nothing_is_chosen(
    client: Client, programme: Programme, dara: User, settings: Settings
) -> None:
    settings.VAULT_MODE = "members"
    with opened(keyed(dara)):
        action, made = make_action(dara, done_on=DAY), make_submission(dara)
    url, form = reverse("submission_choose", args=[made.public_id]), {"actions": [action.pk], "version": made.version}
    assert signed_in_with_key(client, keyed(make_coordinator(programme))).post(url, form).status_code == 403
    assert not made.actions.exists()
    assert signed_in_with_key(client, dara).post(url, form).status_code == 302
    with opened(dara):
        assert lines(made, action, dara) == [TITLE, ""]


def test_a_removed_action_is_out_of_every_draft_with_its_line(client: Client, dara: User) -> None:
    action, stays = make_action(dara, done_on=DAY), make_action(dara, done_on=DAY, body="MOH")
    made, other = (choose(make_submission(dara), action, stays, by=dara) for _ in range(2))
    assert advocacy_remove(action, WhyRemoved.NOT_DONE, by=dara, version=1).drafts == 2
    for draft in (made, other):
        assert list(draft.actions.all()) == [stays]
        assert lines(draft, action, dara) == ["", ""]
        assert lines(draft, stays, dara) == [TITLE, ""]
    assert "letter was sent to: Ministry of Internal Affairs" not in detail(client, dara, made)
    assert advocacy_remove(stays, WhyRemoved.NOT_DONE, by=dara, version=1).drafts == 2
