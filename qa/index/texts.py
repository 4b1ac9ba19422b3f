"""What is embedded and counted for a passage and for a sentence: its words under its heading."""

from __future__ import annotations

from qa.records import Passage, Sentence


def heading(passage: Passage) -> str:
    """Place, report year and section path: what a passage needs to be understood on its own."""
    return "".join((passage.place or "", f"{passage.report_year}年" if passage.report_year else "", "政府工作报告"))


def passage_text(passage: Passage) -> str:
    return "\n".join((heading(passage), *passage.section, passage.text))


def sentence_text(passage: Passage, sentence: Sentence) -> str:
    topic = passage.section[-1] if passage.section else ""
    text = passage.sentence_text(sentence)
    return text if topic and topic in text else f"{topic}\n{text}"
