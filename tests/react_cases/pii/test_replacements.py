"""What stands in a text instead of personal data: right in case and suffix, and nothing else changes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from react_cases.pii import letters
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Finding, Label, Tier
from react_cases.pii.kyrgyz_suffixes import Suffix, attached
from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.months import month_only
from react_cases.pii.organisation_kinds import organisation_kind
from react_cases.pii.pseudonyms import _names, rendered
from react_cases.pii.replacements import Replacement, choices_for, choices_in_label, replaced
from react_cases.pii.russian_names import forms
from react_cases.pii.scan import scan
from react_cases.pii.sentences import Language
from react_cases.pii.suggestions import Suggestion, suggestions
from tests.react_cases.pii.test_suggestions import STORIES, findings_in
from tests.react_cases.pii.texts import LANGUAGES, narratives

SEED = b"a seed of a case"


def after(marked: str, choice: Choice) -> str:
    """The text after the first suggestion of a marked text was dealt with."""
    text, findings = findings_in(marked)
    return replaced(text, suggestions(text, findings)[0], choice, seed=SEED).text


def named(marked: str) -> tuple[str, str]:
    """The text with «Х» where the pseudonym's unchanging part stands, and the pseudonym."""
    text, findings = findings_in(marked)
    done = replaced(text, suggestions(text, findings)[0], Choice.PSEUDONYM, seed=SEED)
    assert done.pseudonym is not None
    return done.text, done.pseudonym


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Один из них, лейтенант [PERSON/officer:Мамбетов Эрлан], ушёл.", "Один из них, сотрудник милиции, ушёл."),
        ("Сотрудник по имени [PERSON/officer:Талант] угрожал.", "Сотрудник милиции угрожал."),
        ("Дали деньги старшему лейтенанту [PERSON/officer:Мамбетову].", "Дали деньги сотруднику милиции."),
        ("Её брат [PERSON:Нурлан] пришёл. Мы позвонили [PERSON:Нурлану].", "Её брат пришёл. Мы позвонили брату."),
        ("Врач-гинеколог [PERSON:Бейшеналиева Н. Т.] сказала.", "Врач-гинеколог сказала."),
        ("Клиентка ([PERSON:Жылдыз], 34 года) пришла.", "Клиентка (34 года) пришла."),
        (
            "Судья [PERSON/officer:Орунбаева] молчала. Писали [PERSON/officer:Орунбаевой].",
            "Судья молчала. Писали судье.",
        ),
        ("клиент [PERSON:марат] звонил. жена [PERSON:марата] всё видела.", "клиент звонил. жена клиента всё видела."),
        ("Милиция кызматкери [PERSON/officer:Бакыт Сатаров] мени урду.", "Милиция кызматкери мени урду."),
        ("[PERSON/officer:Асан Касымбеков] деген тергөөчү сабады.", "Милиция кызматкери сабады."),
        ("Капитан [PERSON/officer:Турдалиевге] акча беришкен.", "Милиция кызматкерине акча беришкен."),
        (
            "Айбектин агасы [PERSON:Нурбек] келди. [PERSON:Нурбекке] айтышты.",
            "Айбектин агасы келди. Бир тууганына айтышты.",
        ),
        ("Ал менин уулум [PERSON:Бекзатты] урду.", "Ал менин уулумду урду."),
        ("Алар [PERSON/officer:Кенжебаев] аттуу ыкчам кызматкерге берди.", "Алар милиция кызматкерине берди."),
        ("Её свёкор, [PERSON:Мамасалы] ажы, забрал паспорт.", "Её свёкор забрал паспорт."),
        (
            "Officer [PERSON/officer:Bolot] came. [PERSON/officer:Bolot] left.",
            "A police officer came. The police officer left.",
        ),
        (
            "At the door [PERSON/officer:Erkin Isaev], head of the unit, spoke.",
            "At the door a police officer, head of the unit, spoke.",
        ),
        ("She was outed by a nurse named [PERSON:Gulmira Sadykova].", "She was outed by a nurse."),
    ],
)
def test_a_role_stands_in_the_case_of_the_name(marked: str, expected: str) -> None:
    assert after(marked, Choice.ROLE) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[DATE:12 марта 2024 года] её остановили. Потом отпустили.",
            "В марте 2024 года её остановили. Потом отпустили.",
        ),
        ("С [DATE:12 марта] он молчит.", "С марта он молчит."),
        ("Придти к [DATE:12.03.2024] в суд.", "Придти к марту 2024 года в суд."),
        ("Это было с [DATE:3 на 4 мая].", "Это было в мае."),
        ("В ночь на [DATE:5 мая] его увезли.", "Ночью в мае его увезли."),
        ("Кардар [DATE:2024-жылдын 12-мартында] келген.", "Кардар 2024-жылдын мартында келген."),
        ("Алар [DATE:11.02.2022] аны кармап кетишкен.", "Алар 2022-жылдын февралында аны кармап кетишкен."),
        ("Ал [DATE:12-13-мартта] келген.", "Ал мартта келген."),
        ("Ал [DATE:майдын 5инде] келген.", "Ал майда келген."),
        ("It was the [DATE:twelfth of March], 2024.", "It was in March, 2024."),
        ("He was stopped on [DATE:12 March 2024] by two men.", "He was stopped in March 2024 by two men."),
        ("On the [DATE:12th of March] he left.", "In March he left."),
        ("Since [DATE:March 12, 2024] he hides.", "Since March 2024 he hides."),
        # A day of another language than its sentence.
        ("Ал тууралуу [DATE:March 3] күнү айтты.", "Ал тууралуу in March күнү айтты."),
        ("Баланы [DATE:7-mayda] алып кетишкен.", "Баланы майда алып кетишкен."),
        ("Аны шол эле күнү, [DATE:первого апреля] кармаган.", "Аны шол эле күнү, в апреле кармаган."),
        ("The hearing is on [DATE:12 мая] at ten.", "The hearing is in May at ten."),
    ],
)
def test_a_month_stands_instead_of_a_day(marked: str, expected: str) -> None:
    assert after(marked, Choice.MONTH) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_day_stays_in_a_month(language: str) -> None:
    """In any day of our own texts, those in other languages than their sentence and misspelt ones included."""
    checked = 0
    for narrative in (one for part in ("open", "newer") for one in narratives(part) if one.language == language):
        for finding in scan(narrative.text, language=language):
            if finding.label is not Label.DATE:
                continue
            written = narrative.text[finding.start : finding.end]
            month = month_only(narrative.text, finding.start, finding.end, Language(language))
            assert month is None or month.text != written, (narrative.id, written)
            assert month is None or not re.search(r"(?<!\d)\d{1,2}(?!\d)", month.text), (narrative.id, month.text)
            checked += 1
    assert checked > 50


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Она родилась [DOB:2 января 1999 года] в селе.", "Она родилась в 1999 году в селе."),
        ("Клиент, [DOB:05.06.91] г.р., пришёл.", "Клиент, 1991 г.р., пришёл."),
        ("Мать (род. [DOB:05.06.1991]) молчит.", "Мать (род. в 1991 году) молчит."),
        ("Мен [DOB:1992-жылы 14-майда] туулганмын.", "Мен 1992-жылы туулганмын."),
        ("He was born on [DOB:1995-11-23] and lives alone.", "He was born in 1995 and lives alone."),
    ],
)
def test_a_year_stands_instead_of_a_birth_date(marked: str, expected: str) -> None:
    assert after(marked, Choice.YEAR) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Живёт на улице [ADDRESS:Московской].", "Живёт на улице ***."),
        ("Живёт: [ADDRESS:ул. Ахунбаева 98а, кв 3].", "Живёт: ул. ***."),
        ("Живут в [ADDRESS:8 микрорайоне, дом 25, квартира 9].", "Живут в *** микрорайоне."),
        ("Сняли побои на [ADDRESS:Киевской 110].", "Сняли побои на улице ***."),
        ("Баланы [ADDRESS:Ала-Арча кичирайону, 3-үй, 27-батирге] алып кеткен.", "Баланы *** кичирайонуна алып кеткен."),
        ("Отдать: [ADDRESS:Дордой, ряд Европа, контейнер 214], Гуле.", "Отдать: ***, Гуле."),
        ("He lives at [ADDRESS:Lenin street 7] now.", "He lives at *** street now."),
    ],
)
def test_a_street_keeps_its_kind(marked: str, expected: str) -> None:
    assert after(marked, Choice.DISTRICT) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Директор [ORG:школы № 61] отказала.", "Директор школы отказала."),
        ("Работала в [ORG:кафе «Ак-Сай»] поваром.", "Работала в кафе поваром."),
        ("Работала в кафе «[ORG:Ак-Сай]» поваром.", "Работала в кафе поваром."),
        ("Сотрудники [ORG:Первомайского РОВД] ждали.", "Сотрудники РОВД ждали."),
        ("Ал [ORG:«Береке» кафесинде] иштечү.", "Ал кафеде иштечү."),
        ("He works at [ORG:School No. 12] there.", "He works at a school there."),
        ("Живёт в селе [PLACE:Кызыл-Туу] с мужем.", "Живёт в селе с мужем."),
        ("Биз [PLACE:Көк-Бел] айылында турабыз.", "Биз айылда турабыз."),
        ("Забрали у [PLACE:Восточного автовокзала] вчера.", "Забрали у автовокзала вчера."),
        ("Живёт в [PLACE:Араванском районе] давно.", "Живёт в районе давно."),
        ("На перевале [PLACE:Тоо-Ашуу] замело.", "На перевале замело."),
        ("Биз [PLACE:Ак-Өргө] жаңы конушунда турабыз.", "Биз жаңы конушта турабыз."),
        ("Эжем [PLACE:Мадина базарында] соода кылат.", "Эжем базарда соода кылат."),
        ("He waited near the [PLACE:Kordai] crossing.", "He waited near the crossing."),
    ],
)
def test_an_organisation_or_place_keeps_its_kind(marked: str, expected: str) -> None:
    assert after(marked, Choice.ROLE) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Спал в [ORG:ночлежке на Матросова] зимой.", "Спал в ночлежке зимой."),
        ("Лежала в [ORG:Ошской городской больнице] месяц.", "Лежала в городской больнице месяц."),
        ("Её приняли в [ORG:ЦОНе Ленинского района] вчера.", "Её приняли в ЦОНе вчера."),
        ("Везли в [ORG:Национальный госпиталь] ночью.", "Везли в госпиталь ночью."),
        ("Он был в [ORG:ИВС Узгенского РОВД] сутки.", "Он был в ИВС сутки."),
        ("Училась в [ORG:БГУ] год.", "Училась в организации год."),
        ("Сидел в [ORG:тридцать первой колонии] долго.", "Сидел в колонии долго."),
        ("Ал [ORG:Бир номерлүү колонияда] отурган.", "Ал колонияда отурган."),
        ("Ал [ORG:Он алтынчы колониядан] чыкты.", "Ал колониядан чыкты."),
        ("Аны [ORG:Лейлек районунун ЗАГСынан] чыгарды.", "Аны ЗАГСынан чыгарды."),
        ("Ал [ORG:кафе «Тулпар»дан] чыкты.", "Ал кафеден чыкты."),
        ("Баласы [ORG:интернат №2де] окуйт.", "Баласы интернатта окуйт."),
        ("Баласы [ORG:Өмүр Раимбеков атындагы мектептин] окуучусу.", "Баласы мектептин окуучусу."),
        ("Ал [ORG:«Алтын дан» базасынын] кароолчусу.", "Ал уюмдун кароолчусу."),
        ("Ал [ORG:Базар-Коргон аймактык ооруканасында] жатат.", "Ал аймактык ооруканасында жатат."),
        ('He sat in the [ORG:cafe "Lilia" on Ivanitsina] alone.', "He sat in the cafe alone."),
        ("She came from [ORG:NGO called Bright Path] today.", "She came from an NGO today."),
        ("Came to the [ORG:employment centre of Kemin district] alone.", "Came to the employment centre alone."),
        ("Treated at [ORG:Jayil District Hospital] for weeks.", "Treated at a district hospital for weeks."),
        ("He left [ORG:FMC No. 14] angry.", "He left an FMC angry."),
        ("A doctor of [ORG:ЦСМ № 6] wrote.", "A doctor of ЦСМ wrote."),
    ],
)
def test_an_organisation_keeps_no_more_than_its_kind(marked: str, expected: str) -> None:
    assert after(marked, Choice.ROLE) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_names_an_organisation_stays(language: str) -> None:
    """Neither figure nor quoted name nor place is in what stands instead of any organisation of our own texts."""
    checked = 0
    for narrative in (one for part in ("open", "newer") for one in narratives(part) if one.language == language):
        for finding in scan(narrative.text, language=language):
            if finding.label is not Label.ORG:
                continue
            kind = organisation_kind(narrative.text, finding.start, finding.end, Language(language)).text
            words = re.findall(r"[\w-]+", kind)
            places = [word for word in words if word[0].isupper() and lexicon().place(word.lower()) is not None]
            assert not places, (narrative.id, kind)
            assert not re.search(r"[\d«»\"“”№]", kind), (narrative.id, kind)
            checked += 1
    assert checked > 50


def test_a_mask_covers_every_mention_and_keeps_the_full_stop() -> None:
    marked = "Помогли [PERSON:Асели Маматовой]. Потом [PERSON:Маматова А.] ушла. Это [PERSON:Маматова А.] Звоните ей."
    assert after(marked, Choice.MASK) == "Помогли ***. Потом *** ушла. Это ***. Звоните ей."
    assert after("It is [PERSON:Asel's] phone.", Choice.MASK) == "It is ***'s phone."


def test_a_pseudonym_takes_over_the_endings() -> None:
    text, name = named("[PERSON:Асель Маматова] пришла. Помогли [PERSON:Асели], пришли с [PERSON:Аселью].")
    stem = name.removesuffix("ь")
    assert text == f"{name} пришла. Помогли {stem}и, пришли с {stem}ью."
    text, name = named("[PERSON:Нурлан] пришёл. Ждали [PERSON:Нурлана] с [PERSON:Нурланом Асановым].")
    assert text == f"{name} пришёл. Ждали {name}а с {name}ом."
    text, name = named("Her husband [PERSON:Mirbek] left. [PERSON:Mirbek's] mother came.")
    assert text == f"Her husband {name} left. {name}'s mother came."


def test_a_pseudonym_is_the_same_person_in_another_script() -> None:
    text, name = named("[PERSON:Асель] пришла, потом написала: I am [PERSON:Asel].")
    assert text.startswith(name)
    assert text.split()[-1].rstrip(".").isascii()


def test_choices_are_offered_by_kind_and_keeping_is_last() -> None:
    text, findings = findings_in(
        "Лейтенант [PERSON/officer:Асанов] и брат [PERSON:Нурлан], [PERSON:Асель], [PHONE:0555 12-34-56],"
        " [ADDRESS:ул. Ахунбаева 9], [DATE:12 марта], [DOB:1 мая 1990], [ORG:школа № 5], [PIN:21405199200456]"
    )
    offered = [choices_for(suggestion) for suggestion in suggestions(text, findings)]
    assert offered == [
        (Choice.ROLE, Choice.PSEUDONYM, Choice.MASK, Choice.KEEP),
        (Choice.PSEUDONYM, Choice.ROLE, Choice.MASK, Choice.KEEP),
        (Choice.PSEUDONYM, Choice.MASK, Choice.KEEP),
        (Choice.MASK, Choice.KEEP),
        (Choice.DISTRICT, Choice.MASK, Choice.KEEP),
        (Choice.MONTH, Choice.MASK, Choice.KEEP),
        (Choice.YEAR, Choice.MASK, Choice.KEEP),
        (Choice.ROLE, Choice.MASK, Choice.KEEP),
        (Choice.MASK, Choice.KEEP),
    ]


def only_edits_differ(text: str, done: Replacement) -> bool:
    """Whether the text after is the text before with exactly the edits made."""
    rebuilt, position, last = "", 0, 0
    for edit in done.edits:
        assert last <= edit.start <= edit.end <= len(text)
        rebuilt += text[position : edit.start] + edit.replacement
        position = last = edit.end
    return rebuilt + text[position:] == done.text


@pytest.mark.parametrize("story", sorted(STORIES))
@pytest.mark.parametrize("first", [Choice.PSEUDONYM, Choice.ROLE, Choice.MASK])
def test_no_word_of_a_story_s_people_is_left(story: str, first: Choice) -> None:
    """Suggestion after suggestion, as a writer clicks them, with the offsets of each new text."""
    text = STORIES[story].text
    findings = [Finding(one.start, one.end, Label(one.label), 0.9, "t", one.is_officer) for one in STORIES[story].gold]
    secret = {text[one.start : one.end] for one in findings}
    while groups := suggestions(text, findings):
        offered = choices_for(groups[0])
        done = replaced(text, groups[0], first if first in offered else offered[0], seed=SEED)
        assert only_edits_differ(text, done)
        rest = [finding for finding in findings if finding not in groups[0].findings]
        findings = [_moved(finding, done) for finding in rest]
        text = done.text
        if not findings:
            break
    assert not [words for words in secret if words in text]


def _moved(finding: Finding, done: Replacement) -> Finding:
    shift = sum(len(edit.replacement) - (edit.end - edit.start) for edit in done.edits if edit.end <= finding.start)
    return Finding(
        finding.start + shift, finding.end + shift, finding.label, finding.confidence, finding.rule, finding.is_officer
    )


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(alphabet="Асель Нурлан12.,«»()\n-№yИванoвaсу'", max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 14)), max_size=5),
    label=st.sampled_from(sorted(Label)),
    choice=st.sampled_from(sorted(Choice)),
)
def test_outside_the_edits_nothing_changes(
    text: str, spans: list[tuple[int, int]], label: Label, choice: Choice
) -> None:
    findings, last = [], 0
    for start, length in sorted(spans):
        if start >= last and start + length <= len(text):
            findings.append(Finding(start, start + length, label, 0.9, "t"))
            last = start + length
    for suggestion in suggestions(text, findings):
        assert only_edits_differ(text, replaced(text, suggestion, choice, seed=SEED))


@pytest.mark.parametrize("story", sorted(STORIES))
def test_a_story_is_done_after_one_click_for_each_person_and_number(story: str) -> None:
    """With the engine: what was replaced is not asked about again, in whatever ending or script it stands."""
    text, pseudonyms, clicks = STORIES[story].text, list[str](), 0
    at_first = _pressing(text, pseudonyms)
    while groups := _pressing(text, pseudonyms):
        done = replaced(text, groups[0], choices_for(groups[0])[0], seed=SEED)
        assert done.text != text
        pseudonyms += [done.pseudonym] if done.pseudonym else []
        text, clicks = done.text, clicks + 1
        assert clicks <= len(at_first) + 1


def _pressing(text: str, pseudonyms: list[str]) -> list[Suggestion]:
    return [one for one in suggestions(text, scan(text, allowed=pseudonyms)) if one.tier is not Tier.GREY]


def test_the_pseudonyms_of_the_guard_are_allowed_in_every_form() -> None:
    for names in _names().values():
        for name in names[::9]:
            russian = forms(rendered(name, Language.RU).lower(), Sex.FEMALE, is_surname=False)
            cases = (Suffix.GENITIVE, Suffix.DATIVE, Suffix.ABLATIVE) if letters.is_cyrillic(name) else ()
            kyrgyz = [attached(name.lower(), [case]) for case in cases]
            for form in (*russian, *kyrgyz, rendered(name, Language.EN)):
                text = f"Вчера приходили, и {form.capitalize()} тоже."
                assert not scan(text, allowed=[name]), form


@pytest.mark.parametrize(
    ("label", "after"),
    [
        ("Справка Айгүл Асановой", "Справка"),
        ("Айгүл Асанова, справка", "Справка"),
        ("Протокол (Айгүл Асанова), страница 1", "Протокол, страница 1"),
        ("Отказ врача Айгүл Асановой в приёме", "Отказ врача в приёме"),
        ("справка_Айгүл Асанова_1", "справка_1"),
    ],
)
def test_what_goes_from_a_label_leaves_no_stars(label: str, after: str) -> None:
    [suggestion] = suggestions(label, scan(label))
    assert replaced(label, suggestion, Choice.MASK, seed=b"", is_label=True).text == after
    assert Choice.MASK in choices_in_label(label, suggestion)
    assert Choice.PSEUDONYM not in choices_in_label(label, suggestion)


def test_a_label_that_is_nothing_but_a_name_is_not_emptied() -> None:
    [suggestion] = suggestions("Айгүл Асанова", scan("Айгүл Асанова"))
    assert choices_in_label("Айгүл Асанова", suggestion) == (Choice.KEEP,)
