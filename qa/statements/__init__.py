"""Every figure of a report, read once: what it is a figure of, where, when, result or target."""
