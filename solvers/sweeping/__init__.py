"""Sweeps: many scenarios solved side by side, each result kept as soon as it is there."""
