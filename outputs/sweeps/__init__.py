"""Reading a sweep: what its plans agree on, how scores move, and the report and tables of it."""
