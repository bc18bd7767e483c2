"""One objective against another: the exact frontier of two, and objectives in order."""
