"""Whose key is open, and for how long."""

from contextlib import suppress
from contextvars import copy_context
from threading import Thread

import pytest

from documenters.vault.hpke import new_private_key, private_to_bytes
from documenters.vault.opened import OpenedKey, key_opened, opened_key
from documenters.vault.primitives import SealBroken

RAW = private_to_bytes(new_private_key())


def test_a_key_is_there_inside_and_for_its_owner_only() -> None:
    assert opened_key(7) is None
    with key_opened(7, 3, lambda: RAW):
        opened = opened_key(7)
        assert opened is not None
        assert opened.member_key_id == 3
        assert private_to_bytes(opened.private) == RAW
        assert opened_key(8) is None
    assert opened_key(7) is None


def test_it_is_opened_when_first_asked_for_and_once() -> None:
    calls = []
    with key_opened(7, 3, lambda: calls.append(1) or RAW):
        assert opened_key(8) is None
        assert calls == []
        assert opened_key(7) is opened_key(7)
    assert calls == [1]


def test_the_inner_one_counts_until_it_ends_even_by_an_error() -> None:
    other = private_to_bytes(new_private_key())
    with key_opened(7, 3, lambda: RAW):
        with suppress(RuntimeError), key_opened(8, 4, lambda: other):
            assert opened_key(7) is None
            assert opened_key(8) is not None
            raise RuntimeError
        assert opened_key(8) is None
        assert opened_key(7) is not None


def test_what_is_no_key_breaks_and_is_not_remembered() -> None:
    answers = [b"", RAW]
    with key_opened(7, 3, lambda: answers.pop(0)):
        with pytest.raises(SealBroken):
            opened_key(7)
        assert opened_key(7) is not None


def test_another_thread_sees_nothing_and_no_log_sees_the_key() -> None:
    seen: list[OpenedKey | None] = []
    with key_opened(7, 3, lambda: RAW):
        opened = opened_key(7)
        thread = Thread(target=lambda: seen.append(opened_key(7)))
        thread.start()
        thread.join()
    assert seen == [None]
    assert "private" not in repr(opened)
    assert "secret" not in repr(copy_context())
