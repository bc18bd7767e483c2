"""What a planner asks next: what if, what moves, what each rule and each number costs."""
