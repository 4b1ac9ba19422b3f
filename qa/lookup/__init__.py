"""Statements looked up without a question: what ``qa statements``, ``qa table`` and ``qa indicators`` do."""
