"""The sections of the report on a sweep."""
