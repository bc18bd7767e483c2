"""How good a plan is: one objective a file, found by `modelling.registry`."""
