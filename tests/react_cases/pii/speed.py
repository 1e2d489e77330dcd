"""How fast the guard is: seconds of the processor, so that a busy machine says the same as an idle one."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from react_cases.pii import MAX_CHARACTERS, scan
from react_cases.pii.scan import Extra
from tests.react_cases.pii.texts import LANGUAGES, narratives

ROOT = Path(__file__).parents[3]

LOAD = """
import resource, time
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
before, started = resident(), time.process_time()
import react_cases.pii
react_cases.pii.scan("{text}", language="ru")
print(time.process_time() - started, resident() - before)
"""


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs."""
    found = []
    for _again in range(times):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def load() -> tuple[float, float]:
    """Seconds from nothing to the end of the first scan, and the megabytes that it took, in a fresh process."""
    text = "Клиентка Асель рассказала, что её брат Нурлан ждал у входа."
    command = [sys.executable, "-c", LOAD.format(text=text)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split()
    return float(answer[0]), float(answer[1]) / 1e6


def long_text(language: str, characters: int) -> str:
    """The open narratives of a language one after another, as often as needed."""
    whole = "\n".join(narrative.text for narrative in narratives("open") if narrative.language == language)
    return (whole * (characters // len(whole) + 1))[:characters]


def per_2000(language: str, times: int = 3) -> float:
    """Seconds for 2,000 characters, on average over the open narratives: each is a text that was not seen before."""
    texts = [narrative.text for narrative in narratives("open") if narrative.language == language]
    total = seconds(lambda: [scan(text, language=language) for text in texts], times)
    return total * 2000 / sum(map(len, texts))


def measured_speed(extra: Extra | None = None) -> Iterator[str]:
    """The table of times and memory; `extra` is measured by itself, on the same texts."""
    took, megabytes = load()
    yield f"speed          load with a first scan {took:.2f} s, {megabytes:.0f} MB"
    for language in LANGUAGES:
        whole = long_text(language, MAX_CHARACTERS)
        longest = seconds(lambda whole=whole, language=language: scan(whole, language=language), 1)
        yield f"{language:4}2,000 characters {per_2000(language) * 1000:5.0f} ms   64,000 characters {longest:5.2f} s"
    if extra is not None:
        whole = long_text("ru", MAX_CHARACTERS)
        longest = seconds(lambda: list(extra(whole)), 1)
        each = longest * 2000 / MAX_CHARACTERS
        yield f"ner 2,000 characters {each * 1000:5.0f} ms   64,000 characters {longest:5.2f} s, added to those above"
