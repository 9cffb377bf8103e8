#!/bin/sh
# Prints the path of the newest Python on this machine that is newer than the one given,
# or nothing. It looks along PATH and among the versions that pyenv has installed.
#
#     sh tools/newest_python.sh .venv/bin/python

set -u

# Prints nothing for what cannot run (a shim without a version, say), is not a release,
# or cannot make a virtual environment.
minor_of() {
    "$1" -c '
import ensurepip, sys, venv
if sys.version_info[0] == 3 and sys.version_info[3] == "final":
    print(sys.version_info[1])
' 2>/dev/null
}

look_in() {
    for candidate in "$1"/python3.[0-9] "$1"/python3.[0-9][0-9]; do
        [ -x "$candidate" ] || continue
        minor=$(minor_of "$candidate")
        if [ "${minor:-0}" -gt "$newest" ]; then
            newest=$minor
            found=$candidate
        fi
    done
}

newest=$(minor_of "$1")
newest=${newest:-0}
found=
IFS=:
for folder in $PATH; do
    look_in "$folder"
done
unset IFS
for folder in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin; do
    look_in "$folder"
done
[ -z "$found" ] || echo "$found"
