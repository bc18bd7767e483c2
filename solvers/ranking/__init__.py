"""Every plan in order, best first: of one block at one number of clusters, and of the nation."""
