"""What a plan may be: one rule a file, found by `modelling.registry`."""
