"""Maps: a plan, what is settled, what conflicts, in files that fetch nothing."""
