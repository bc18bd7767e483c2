"""What the questions about a plan answer: alternatives, frontier, price, conflicts, stages."""
