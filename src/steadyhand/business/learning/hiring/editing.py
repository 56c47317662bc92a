"""A kit's questions and samples with one of them put in, taken out, moved or compared. Values in, values out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from steadyhand.business.learning.hiring.contents import Contents
from steadyhand.business.learning.hiring.kit import ANCHORS, Item, Sample

T = TypeVar("T")


def with_question(contents: Contents, question: Item) -> Contents:
    """Return contents with a question in the place of the one of its code, or at the end."""
    rows = [question if each.key == question.key else each for each in contents.questions]
    if contents.question(question.key) is None:
        rows.append(question)
    return replace(contents, questions=tuple(rows))


def without_question(contents: Contents, code: str) -> Contents:
    return replace(contents, questions=tuple(each for each in contents.questions if each.key != code))


def with_sample(contents: Contents, sample: Sample) -> Contents:
    """Return contents with a sample in the place of the one of its code, or at the end."""
    rows = [sample if each.code == sample.code else each for each in contents.samples]
    if contents.sample(sample.code) is None:
        rows.append(sample)
    return replace(contents, samples=tuple(rows))


def without_sample(contents: Contents, code: str) -> Contents:
    return replace(contents, samples=tuple(each for each in contents.samples if each.code != code))


def with_moved(contents: Contents, code: str, by: int) -> Contents:
    """Return contents with a question or sample some places on (`by` 1) or back (-1); at an end it stays."""
    questions = _moved([(each.key, each) for each in contents.questions], code, by)
    samples = _moved([(each.code, each) for each in contents.samples], code, by)
    return replace(contents, questions=questions, samples=samples)


def _moved(rows: list[tuple[str, T]], code: str, by: int) -> tuple[T, ...]:
    at = next((place for place, (each, _) in enumerate(rows) if each == code), None)
    if at is not None:
        rows.insert(max(0, at + by), rows.pop(at))
    return tuple(row for _, row in rows)


def free_code(need: str, taken: set[str]) -> str:
    """Return a code for a new question about a need that none of the taken ones has."""
    number, code = 1, need
    while code in taken:
        number += 1
        code = f"{need}-{number}"
    return code


def renamed(contents: Contents, codes: Mapping[str, str]) -> Contents:
    """Return contents whose needs go by other codes; one that isn't among `codes` keeps its own."""
    questions = tuple(replace(each, criterion=codes.get(each.criterion, each.criterion)) for each in contents.questions)
    return replace(contents, questions=questions, samples=tuple(_renamed(each, codes) for each in contents.samples))


def _renamed(sample: Sample, codes: Mapping[str, str]) -> Sample:
    needs = [codes.get(each.criterion, each.criterion) for each in sample.items]
    items = [
        replace(each, key=f"{sample.code}.{need}", criterion=need)
        for each, need in zip(sample.items, needs, strict=True)
    ]
    return replace(sample, items=tuple(items))


def question_facts(item: Item) -> dict[str, Any]:
    """Return a question as its form says it, field by field."""
    return {
        "need": item.criterion,
        "is_seen": item.is_seen,
        "asks": item.asks,
        "listen_for": item.listen_for,
        **{f"anchor_{mark}": words for mark, words in zip(ANCHORS, item.anchors, strict=True)},
    }


def sample_facts(sample: Sample) -> dict[str, Any]:
    """Return a sample as its form says it, field by field; `anchor_3_hands` is how 3 looks for the need `hands`."""
    facts: dict[str, Any] = {
        "title": sample.title,
        "minutes": sample.minutes,
        "prepare": sample.prepare,
        "candidate_sheet": sample.candidate_sheet,
        "rater_sheet": sample.rater_sheet,
    }
    for item in sample.items:
        facts |= {f"anchor_{mark}_{item.criterion}": said for mark, said in zip(ANCHORS, item.anchors, strict=True)}
    return facts


def changed_by_others(opened: Mapping[str, Any], now: Mapping[str, Any], mine: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields that aren't any more what they were when opened, nor what is to be written.

    A field that isn't there counts as empty.
    """
    names = [*opened, *(name for name in now if name not in opened)]
    return tuple(name for name in names if now.get(name, "") not in (opened.get(name, ""), mine.get(name, "")))
