"""What a browser says about itself, in two words."""

import pytest

from documenters.devices import LABELS, device_label

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (f"Mozilla/5.0 (Linux; Android 14; SM-A155F) {WEBKIT} Chrome/131.0 Mobile Safari/537.36", "Chrome, Android"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/131.0 Safari/537.36 Edg/131.0", "Edge, Windows"),
        (f"Mozilla/5.0 (Linux; arm_64; Android 13) {WEBKIT} YaBrowser/24.1 Chrome/120.0", "Yandex, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) CriOS/131.0 Mobile/15E148 Safari", "Chrome, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15", "Safari, Mac"),
        ("curl/8.5.0", "?, ?"),
        ("", "?, ?"),
        ("Chrome, Android", "Chrome, Android"),
        ("somebody, somewhere", "?, ?"),
    ],
)
def test_label_says_the_kind_and_nothing_more(agent: str, label: str) -> None:
    assert device_label(agent) == label
    assert device_label(label) == label
    assert label in LABELS
