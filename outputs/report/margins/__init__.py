"""How closely a plan meets each rule: for every bound the cluster nearest to it, and what is left.

One module a family of rules; `every` puts them together, rules of a planner's own included.
"""
