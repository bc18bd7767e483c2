"""The implications of a plan as people read them: at a terminal, in files and in the report."""
