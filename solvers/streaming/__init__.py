"""Candidates priced without being stored: a search that scores as it goes and keeps the best."""
