"""Every figure of a report, read once: what it is a figure of, where, when, result or target."""

#: Part of the store's identity: change it whenever ``statements_of`` gives other statements for the same report.
VERSION = "20"
