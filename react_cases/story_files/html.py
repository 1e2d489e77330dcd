"""Published stories as one page that stands by itself: no script, no link, nothing loaded, prints on A4."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from react_cases.story_files.words import StoryPage

STYLE: Final = """
@page { size: A4; margin: 22mm 24mm; }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 40rem; color: #1d2527; background: #fff;
  font: 1.05rem/1.6 Georgia, "PT Serif", "Times New Roman", serif; overflow-wrap: break-word; }
h1 { margin: 0 0 .4rem; font-size: 1.8rem; line-height: 1.2; }
h2 { margin: 1.6rem 0 .4rem; color: #0b5a6b; font-size: 1.15rem; }
p { margin: 0 0 .7rem; }
ul { margin: 1.6rem 0 0; padding: .8rem 0 0; border-top: 1px solid #d5d0c7; list-style: none; }
.where, ul, footer { color: #525c5f; font-size: .9rem; font-family: Arial, "PT Sans", sans-serif; }
footer { margin-top: 1rem; }
footer p { margin: 0 0 .2rem; }
article + article { margin-top: 4rem; padding-top: 3rem; border-top: 1px solid #d5d0c7; }
@media print {
  body { padding: 0; max-width: none; font-size: 11.5pt; orphans: 3; widows: 3; }
  h1, h2 { break-after: avoid; }
  ul, footer { break-inside: avoid; }
  article + article { margin: 0; padding: 0; border: 0; break-before: page; }
}
"""


def story_html(pages: Sequence[StoryPage]) -> bytes:
    """The file: one story in one or several languages, the first of them first. The same story makes the same bytes."""
    first = pages[0]
    head = (
        f'<!doctype html>\n<html lang="{escape(first.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow, noarchive">\n'
        f"<title>{escape(first.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    return (head + "".join(line for page in pages for line in _article(page)) + "</body>\n</html>\n").encode()


def _article(page: StoryPage) -> Iterator[str]:
    yield f'<article lang="{escape(page.language)}">\n<h1>{escape(page.title)}</h1>\n'
    if page.where:
        yield f'<p class="where">{escape(page.where)}</p>\n'
    for heading, paragraphs in page.parts:
        yield f"<h2>{escape(heading)}</h2>\n"
        yield from (f"<p>{escape(text)}</p>\n" for text in paragraphs)
    if page.footnotes:
        yield "<ul>\n"
        yield from (f"<li>{mark} {escape(meaning)}</li>\n" for mark, meaning in page.footnotes)
        yield "</ul>\n"
    notes = "".join(f"<p>{escape(text)}</p>\n" for text in (page.published, *page.notes))
    yield f"<footer>\n{notes}</footer>\n</article>\n"
