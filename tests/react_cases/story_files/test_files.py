"""The files of a story: what they say, that they stand by themselves, and that they tell nothing else."""

import datetime
import io
import re
from html.parser import HTMLParser
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from react_cases.story_files.docx import story_docx
from react_cases.story_files.html import story_html
from react_cases.story_files.words import StoryPage, StoryWords, story_page

DAY = datetime.date(2026, 11, 22)


def page(language: str = "ru", title: str = "Полынья <в окне>") -> StoryPage:
    return story_page(
        StoryWords(
            *(language, title, "Эльнара* & сын.\n\nНа *** было тихо.", "Помог <b>юрист</b>.", "Всё решено."),
            *(datetime.date(2022, 1, 1), "Таласская область", DAY, "Кыргызстан"),
        )
    )


class Tags(HTMLParser):
    """Which elements a page has, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append((tag, dict(attrs)))


def test_the_page_stands_by_itself() -> None:
    text = story_html([page()]).decode()
    tags = Tags(text).found
    assert {name for name, _attributes in tags} <= {
        *("html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "p", "ul", "li", "footer")
    }
    assert not {key for _name, attributes in tags for key in attributes} & {"src", "href", "style", "onload", "class_"}
    assert not re.search(r"url\(|@import|https?:|//", text)
    assert ("html", {"lang": "ru"}) in tags
    assert "@page { size: A4" in text
    for said in ("Полынья &lt;в окне&gt;", "Эльнара* &amp; сын.", "&lt;b&gt;юрист&lt;/b&gt;", "Январь 2022", "<li>***"):
        assert said in text


def test_in_every_language_of_the_story() -> None:
    tags = Tags(story_html([page("ky"), page("ru"), page("en")]).decode()).found
    assert [attributes["lang"] for name, attributes in tags if name in ("html", "article")] == ["ky", "ky", "ru", "en"]
    document = Document(io.BytesIO(story_docx([page("ky"), page("ru")], DAY)))
    titles = [one for one in document.paragraphs if one.style is not None and one.style.name == "Title"]
    assert [one.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) for one in titles] == ["ky-KG", "ru-RU"]
    assert [bool(one.paragraph_format.page_break_before) for one in titles] == [False, True]


def test_the_document_has_headings_and_footnotes() -> None:
    document = Document(io.BytesIO(story_docx([page("en")], DAY)))
    lines = [(one.style.name if one.style is not None else "", one.text) for one in document.paragraphs]
    assert lines[0] == ("Title", "Полынья <в окне>")
    assert [text for name, text in lines if name == "Heading 1"] == ["Case", "What was done by the REActor", "Result"]
    assert [text for name, text in lines if name == "List"] == ["* name changed", "*** place"]
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_its_properties_tell_of_nobody_and_of_no_time_of_day() -> None:
    with ZipFile(io.BytesIO(story_docx([page()], DAY))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator>" in core
        assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
        assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2026-11-22T00:00:00Z"] * 2
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(archive.namelist())
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"python" not in everything.lower()
    assert not re.search(rb"w15:author|w:author|w:ins |w:comment", everything)


@pytest.mark.parametrize("language", ["ru", "ky", "en"])
def test_the_same_story_makes_the_same_bytes(language: str) -> None:
    assert story_html([page(language)]) == story_html([page(language)])
    assert story_docx([page(language)], DAY) == story_docx([page(language)], DAY)
