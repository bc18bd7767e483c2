"""What people look at: maps, tables, layers and the record of a run."""
