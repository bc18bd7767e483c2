#!/bin/sh
# Prints the first Python of the machine that is 3.11 or newer and can make a virtual environment.
# Usage: find_python.sh [PYTHON]; a PYTHON that is given is the only one tried.

[ $# -gt 0 ] || set -- python3 python3.13 python3.12 python3.11 python
tried="$*"
without_venv=''

for python in "$@"; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$python"
        exit 0
    fi
    without_venv="$python"
done

if [ -n "$without_venv" ]; then
    version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$without_venv cannot make a virtual environment: its venv module is missing." >&2
    echo "Install it (Debian, Ubuntu: apt-get install python$version-venv), then run make again." >&2
else
    echo "No Python 3.11 or newer was found (tried: $tried)." >&2
    echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), then run make again," >&2
    echo "or say where it is: make setup PYTHON=/path/to/python3" >&2
fi
exit 1
