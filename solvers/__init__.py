"""How the best plan is found and proven."""
