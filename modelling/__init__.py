"""What a plan may be and how good it is: scenario, rules, objectives, candidates, plan."""
