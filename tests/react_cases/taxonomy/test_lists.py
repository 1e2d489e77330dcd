"""The shipped code lists: their size, codes, labels, buckets."""

import re
from datetime import date

import pytest

from react_cases.taxonomy.labels import Labelled
from react_cases.taxonomy.loader import DATA, CodeList, data_version, read_code_lists, rollup_labels

LISTS = read_code_lists()

# name: (top rows, child rows, open to the coordinator)
FACTS = {
    "client_groups": (19, 2, True),
    "client_tags": (5, 0, True),
    "genders": (6, 0, False),
    "age_bands": (6, 0, False),
    "violator_types": (8, 47, True),
    "roles_of_government": (4, 0, False),
    "violation_categories": (13, 70, True),
    "response_types": (9, 30, True),
    "outcomes": (11, 0, True),
    "effects": (18, 0, True),
    "readiness": (7, 0, False),
    "not_ready_reasons": (10, 0, True),
    "event_settings": (14, 0, True),
    "qualifications": (4, 0, False),
    "consent_purposes": (6, 0, False),
    "contact_channels": (6, 0, True),
    "delivered_by": (5, 0, True),
    "bodies": (27, 0, True),
    "return_reasons": (7, 0, True),
    "reject_reasons": (4, 0, True),
    "erase_reasons": (4, 0, True),
    "strategic_reasons": (10, 0, True),
    "litigation_stages": (16, 0, True),
    "recommendations": (36, 0, True),
}
TWO_LEVELS = {"client_groups", "violator_types", "violation_categories", "response_types"}
# Everybody writes hepatitis C with the Latin letter, in Russian and in Kyrgyz.
LATIN_ALLOWED = {"C"}
# What fits on two lines of a tile on the smallest phone we support.
LONGEST_LABEL = 60
# A recommendation is a sentence of a report, read on the wide screens of those who write reports.
LONGEST_SENTENCE = 200
SENTENCES = {"recommendations"}

each_list = pytest.mark.parametrize("code_list", LISTS.values(), ids=list(LISTS))


def test_version_names_year_month_and_number() -> None:
    assert re.fullmatch(r"\d{4}\.\d{1,2}\.\d+", data_version())


def test_lists_sizes_and_openness() -> None:
    found = {
        name: (len(code_list.tops()), len(code_list.terms) - len(code_list.tops()), code_list.is_open)
        for name, code_list in LISTS.items()
    }
    assert found == FACTS


def test_levels() -> None:
    assert {name for name, code_list in LISTS.items() if code_list.levels == 2} == TWO_LEVELS


def test_every_data_file_is_read() -> None:
    others = {"rollups", "locations", "location_names", "external_figures", "treaty_articles"}
    assert {path.stem for path in DATA.glob("*.csv")} == set(LISTS) | others


@each_list
def test_labels_are_complete_short_and_clean(code_list: CodeList) -> None:
    assert all(code_list.label(language) for language in ("en", "ru", "ky"))
    longest = LONGEST_SENTENCE if code_list.name in SENTENCES else LONGEST_LABEL
    for term in code_list.terms:
        for text in (term.en, term.ru, term.ky):
            assert text
            assert len(text) <= longest, text
            assert "†" not in text
            assert not re.search(r"proposal|default level|optional|describe|amount|e\.g\.", text)


@each_list
def test_russian_and_kyrgyz_labels_hold_no_latin_letters(code_list: CodeList) -> None:
    for term in (code_list, *code_list.terms, *_rollups(code_list.name)):
        for text in (term.ru, term.ky):
            assert set(re.findall(r"[A-Za-z]+", text)) <= LATIN_ALLOWED, text


@each_list
def test_english_labels_hold_no_cyrillic_letters(code_list: CodeList) -> None:
    for term in (code_list, *code_list.terms, *_rollups(code_list.name)):
        assert not re.search(r"[А-я]", term.en), term.en


@each_list
def test_labels_differ_within_a_parent(code_list: CodeList) -> None:
    for language in ("en", "ru", "ky"):
        labels = [(term.parent, term.label(language)) for term in code_list.terms]
        assert len(set(labels)) == len(labels)


@each_list
def test_children_stand_below_their_parent(code_list: CodeList) -> None:
    for top in code_list.tops():
        for child in code_list.children(top.code):
            assert child.code.startswith(f"{top.code}.")
            assert child in code_list.leaves()


def test_get_returns_a_term_or_raises() -> None:
    assert LISTS["genders"].get("F").label("ky") == "Аял"
    with pytest.raises(KeyError, match="genders has no term 'X'"):
        LISTS["genders"].get("X")


def test_codes_keep_the_order_of_the_file() -> None:
    assert LISTS["genders"].codes == ("F", "M", "TF", "TM", "NB", "U")
    assert LISTS["age_bands"].codes == ("A00_15", "A16_18", "A19_35", "A36_55", "A56P", "AU")
    assert LISTS["qualifications"].codes == ("PENDING", "VIOLATION", "ADVICE", "INSUFF")
    assert LISTS["consent_purposes"].codes == ("RECORD", "STATS", "REGIONAL", "STORY", "REFER", "AUTHORITY")
    assert LISTS["readiness"].codes == ("READY", "READY_NGO", "READY_INF", "UNDEC", "NOTREADY", "CHANGED", "NA")


def test_age_bands_in_words() -> None:
    bands = LISTS["age_bands"]
    assert bands.get("A00_15").ru == "0–15"
    assert (bands.get("A56P").ru, bands.get("A56P").ky) == ("Старше 55", "55 жаштан жогору")
    assert (bands.get("AU").en, bands.get("AU").ru, bands.get("AU").ky) == ("Unknown", "Неизвестно", "Белгисиз")


def test_only_the_child_groups_of_lgbtiq_are_off() -> None:
    off = [term.code for code_list in LISTS.values() for term in code_list.terms if not term.enabled]
    assert off == ["LGBTIQ.MSM", "LGBTIQ.TRANS"]


def test_client_groups_roll_up() -> None:
    different = {term.code: term.rollup for term in LISTS["client_groups"].terms if term.rollup != term.code}
    assert different == {"PWID": "PWUD", "LGBTIQ.MSM": "LGBTIQ", "LGBTIQ.TRANS": "LGBTIQ"}


@pytest.mark.parametrize(
    ("code", "bucket"),
    [
        ("LE.DIST", "POLICE"),
        ("PEN.SIZO", "POLICE"),
        ("PEN.INMATE", "INDIVIDUALS"),
        ("HC.NARC", "HEALTHCARE"),
        ("ST.COURT", "STATE_SERVICES"),
        ("SYS.LAW", "STATE_SERVICES"),
        ("ORG.EMP", "INDIVIDUALS"),
        ("UNK.UNK", "UNKNOWN"),
    ],
)
def test_violators_roll_up(code: str, bucket: str) -> None:
    assert LISTS["violator_types"].get(code).rollup == bucket


@pytest.mark.parametrize(
    ("bucket", "count"),
    [
        ("REFUSAL", 14),
        ("STIGMA", 6),
        ("PHYSICAL", 15),
        ("EMOTIONAL", 11),
        ("MATERIAL", 8),
        ("CONFIDENTIALITY", 6),
        ("OTHER", 10),
    ],
)
def test_violations_roll_up(bucket: str, count: int) -> None:
    assert [term.rollup for term in LISTS["violation_categories"].leaves()].count(bucket) == count


@pytest.mark.parametrize(("name", "count"), [("client_groups", 18), ("violator_types", 5), ("violation_categories", 7)])
def test_every_bucket_is_used(name: str, count: int) -> None:
    assert len(rollup_labels(name)) == count
    assert {term.rollup for term in LISTS[name].leaves()} == set(rollup_labels(name))


def test_bucket_labels() -> None:
    police = rollup_labels("violator_types")["POLICE"]
    assert [police.label(language) for language in ("en", "ru", "ky")] == ["Police", "Милиция", "Милиция"]
    with pytest.raises(KeyError):
        rollup_labels("genders")


def test_huridocs_lists() -> None:
    used = {
        name: {term.huridocs_list for term in code_list.terms if term.huridocs_list}
        for name, code_list in LISTS.items()
    }
    assert {name: lists for name, lists in used.items() if lists} == {
        "violator_types": {"MT24"},
        "violation_categories": {"MT4"},
        "response_types": {"MT20"},
        "event_settings": {"MT17"},
    }
    assert LISTS["violation_categories"].get("LIB.ARREST").huridocs_code == "030102000000"


def test_bodies_come_and_go() -> None:
    ncpt = LISTS["bodies"].get("NCPT")
    assert ncpt.is_valid_on(date(2025, 10, 3))
    assert not ncpt.is_valid_on(date(2025, 10, 4))
    assert "Республиканский центр СПИД" in LISTS["bodies"].get("HIVCENTRE").aliases


def test_reasons_of_review() -> None:
    expected = ("IDENT", "MISSING", "CONTRA", "CODING", "UNCLEAR", "CONSENT", "OTHER")
    assert LISTS["return_reasons"].codes == expected
    assert LISTS["reject_reasons"].codes == ("DUPLICATE", "NOCONSENT", "OUTSCOPE", "OTHER")
    assert LISTS["erase_reasons"].codes == ("REQUEST", "WITHDRAWN", "DANGER", "MISTAKE")


def test_the_published_stories_can_be_coded() -> None:
    """The codes used for the eleven published cases in the domain notes."""
    used = {
        "violator_types": "IND.PARTNER LE.DIST LE.OTHER ORG.EMP IND.SWCLIENT IND.STRANGER LE.STATION LE.PLAIN "
        "HC.NARC LE.CRIM LE.INV",
        "violation_categories": "PHY.DV PRV.HIV FAM.EXPEL LIB.INACT SOC.HIRE PHY.ASSAULT SEX.ATT EXT.THEFT "
        "LIB.ARREST LIB.INFORM EMO.HUM EMO.THREAT HEA.OST PHY.TORT EXT.OFF PHY.FORCE LIB.SEARCH LIB.PLANT "
        "LIB.STOP PRV.NARC LIB.COUNSEL LIB.CONF",
        "response_types": "LEG1.CONS MEDI.ESC MAT.SHELTER MAT.FOOD PSY.PSY MAT.JOB MDS.EMER LEG1.DOC CMPL.MIA "
        "LEG2.COURT ADV.SYS ADV.REPORT MEDI.CALL CMPL.PROS",
        "effects": "SETTLE COMP WRITTEN RELEASE STOP VERBAL WARN DISMISS",
        "outcomes": "PART DECLINED WITHDRAWN FULL LOST SYSTEMIC",
        "not_ready_reasons": "NOTRUST KNOWN STIGMA SETTLED RETAL LEFT",
    }
    for name, codes in used.items():
        assert set(codes.split()) <= set(LISTS[name].codes)


def _rollups(name: str) -> list[Labelled]:
    has_any = any(term.rollup for term in LISTS[name].terms)
    return list(rollup_labels(name).values()) if has_any else []
