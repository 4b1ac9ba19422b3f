"""Patterns of Chinese words, one module a concept; each pattern earns its place by the examples of its test."""
