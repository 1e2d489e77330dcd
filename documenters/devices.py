"""What a browser says about itself, cut down to two words. Pure."""

import re

BROWSERS = (
    # The order matters: each claims to be those below it.
    ("Edge", r"\bEdgA?(?:iOS)?/"),
    ("Opera", r"\bOPR/|\bOpera"),
    ("Yandex", r"\bYaBrowser/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\bFirefox/|\bFxiOS/"),
    ("Chrome", r"\bChrom(?:e|ium)/|\bCriOS/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)
UNKNOWN = "?"
LABELS = frozenset(
    f"{browser}, {system}"
    for browser in [*(name for name, _ in BROWSERS), UNKNOWN]
    for system in [*(name for name, _ in SYSTEMS), UNKNOWN]
)


def device_label(user_agent: str) -> str:
    """The kind of browser and of system, “Chrome, Android”; “?” stands for what is not recognised.

    Versions and models are dropped: together they nearly name a person. A label stays what it is.
    """
    if user_agent in LABELS:
        return user_agent
    return f"{_first(BROWSERS, user_agent)}, {_first(SYSTEMS, user_agent)}"


def _first(kinds: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in kinds if re.search(pattern, user_agent)), UNKNOWN)
