"""What paragraphs 6 to 12 of the guidance ask for.

What a run's figures show of it is a finding; what no table shows is a box for a person to tick.
"""
