"""Question answering over Chinese government work reports, every claim cited to the report's own words."""
