"""What each command does: one file a family of commands, each registered in cli.py."""
