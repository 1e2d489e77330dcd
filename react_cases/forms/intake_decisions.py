"""What was decided about personal data in the texts of an intake: as answers of the form, and from a written case."""

from collections.abc import Mapping
from typing import Any

from react_cases.actions.guard import decisions_of
from react_cases.actions.sealing import NARRATIVE, violator_unit
from react_cases.forms.guard_fields import DECISIONS, SEEN, Press, encoded, press_in, written_in
from react_cases.forms.guarded import Guarding
from react_cases.forms.intake_answers import GUARDED, Answers
from react_cases.models import Case


def decision_answers(case: Case) -> Answers:
    """The decisions that a written case holds, as answers of the form."""
    places = {"narrative": NARRATIVE}
    places |= {f"violator-{row.type.code}-unit": violator_unit(row) for row in case.violators.select_related("type")}
    found = {f"{name}{DECISIONS}": encoded(decisions_of(case, place)) for name, place in places.items()}
    return {name: [text] for name, text in found.items() if text}


def guarded_answers(answers: Answers, post: Mapping[str, Any], guarding: Guarding) -> tuple[Answers, Press | None]:
    """The posted answers with decisions that fit their texts, and a button of the guard where one was pressed."""
    press = press_in(
        post,
        programme=guarding.programme,
        seed=guarding.seed,
        is_guarded=lambda name: GUARDED.fullmatch(name) is not None,
    )
    changed = {press.name: press.written} if press and press.name else {}
    for name in answers:
        if GUARDED.fullmatch(name) and f"{name}{DECISIONS}" in answers and f"{name}{SEEN}" in post:
            changed.setdefault(name, written_in(post, name))
    for name, written in changed.items():
        answers = {**answers, name: [written.text], f"{name}{DECISIONS}": [encoded(written.decisions)]}
    return {name: values for name, values in answers.items() if values != [""]}, press
