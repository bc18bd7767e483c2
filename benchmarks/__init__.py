"""How fast it is: `make bench` runs every case in a process of its own and prints one table."""
