"""What a plan means for people and boards, each figure with its paragraph and its formula."""
