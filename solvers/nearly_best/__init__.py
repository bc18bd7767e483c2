"""What else is nearly as good: plans within a tolerance of the best, and what they agree on."""
