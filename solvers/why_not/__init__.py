"""Why a scenario is impossible: a smallest conflict, and the least change that resolves it."""
