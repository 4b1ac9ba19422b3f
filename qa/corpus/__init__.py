"""The way of a report: files to reports, sections and passages."""

from qa.corpus.read import Corpus, Problem, read_beside, read_reports

__all__ = ["Corpus", "Problem", "read_beside", "read_reports"]
