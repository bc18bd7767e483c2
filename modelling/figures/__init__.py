"""What can be counted of a cluster and bounded by `limit`: one figure a file, found by name."""
