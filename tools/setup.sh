#!/bin/sh
# Installs the course, with one of its extras, into its own virtual environment.
#
#     sh tools/setup.sh EXTRA [VENV [CONSTRAINTS]]      (the Makefile calls it)
#
# In plain sh, since the Python that it looks for may not be there. If nothing has
# changed since the last call, it returns at once. Every failure is one sentence on
# standard error that says what to do.
#
# The variable PYTHON names the interpreter. The settings of pip (PIP_INDEX_URL,
# PIP_FIND_LINKS, PIP_NO_INDEX, ...) apply.

set -u
extra=$1
venv=${2:-.venv}
constraints=${3:-}
again=${SETUP_AGAIN:-make lab}

fail() {
    echo "$1" >&2
    exit 1
}

# The stamp records everything that the installation depends on: its folder (a virtual
# environment cannot be moved), and what was to be installed.
proxy=configurable-http-proxy@5.1.0
describe() {
    pwd
    [ "$extra" != hub ] || echo $proxy
    cat pyproject.toml ${constraints:+"$constraints"}
}

# In pyproject.toml a larger extra includes the smaller ones, so it is enough.
case $extra in
    lab) enough='lab test browser' ;;
    test) enough='test browser' ;;
    *) enough=$extra ;;
esac

stamp=$venv/installed-$extra
log=$venv/setup.log
for each in $enough; do
    if [ -x "$venv/bin/python" ] && describe | cmp -s - "$venv/installed-$each"; then
        exit 0
    fi
done

# Prints nothing if the interpreter does not run (such as a shim without a version).
version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

can_make_venv() {
    "$1" -c 'import venv, ensurepip' 2>/dev/null
}

find_python() {
    chosen=
    without_venv=
    too_old=
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.13 python3.12 python3.11 python
    fi
    for candidate in "$@"; do
        [ -n "$(version_of "$candidate")" ] || continue
        if ! is_new_enough "$candidate"; then
            too_old=${too_old:-$candidate}
        elif ! can_make_venv "$candidate"; then
            without_venv=${without_venv:-$candidate}
        else
            chosen=$candidate
            return
        fi
    done
}

if [ "$extra" = hub ] && ! command -v npm >/dev/null; then
    fail "Node.js with npm is needed for the hub's proxy: install version 18 or newer (on Debian and Ubuntu: sudo apt install nodejs npm) and call \`$again\` again."
fi

if ! { [ -x "$venv/bin/python" ] && is_new_enough "$venv/bin/python" &&
    "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
    find_python
    if [ -z "$chosen" ] && [ -n "$without_venv" ]; then
        version=$(version_of "$without_venv")
        fail "Python $version ($without_venv) lacks its venv module: install it (on Debian and Ubuntu: sudo apt install python$version-venv) and call \`$again\` again."
    elif [ -z "$chosen" ] && [ -n "$too_old" ]; then
        fail "Python 3.11 or newer is needed, and $too_old is version $(version_of "$too_old"): install a newer one, and if it is not found automatically, name it: \`$again PYTHON=/path/to/python3.12\`."
    elif [ -z "$chosen" ]; then
        fail "No Python was found${PYTHON:+ at $PYTHON}: install version 3.11 or newer, and if it is not found automatically, name it: \`$again PYTHON=/path/to/python3.12\`."
    fi
    echo "Making $venv with Python $(version_of "$chosen") ..."
    output=$("$chosen" -m venv --clear "$venv" 2>&1) ||
        fail "Python could not make the folder $venv ($(echo "$output" | tail -n 1)): check that this folder may be written to and the disk is not full, and call \`$again\` again."
fi

echo "Installing the packages into $venv (once; this takes a few minutes) ..."
rm -f "$stamp"
target=.
[ "$extra" = none ] || target=".[$extra]"
# Shows each name as it comes, to tell a slow connection from a dead one.
{
    PIP_RETRIES=${PIP_RETRIES:-2} PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
        "$venv/bin/python" -m pip install ${constraints:+--constraint "$constraints"} \
        --editable "$target" 2>&1
    echo "pip ended with $?"
} | while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
        Collecting*)
            name=${line#Collecting }
            printf '  %s\n' "${name%% (from *}" >&2
            ;;
    esac
done >"$log"

if ! tail -n 1 "$log" | grep -qx 'pip ended with 0'; then
    if grep -q 'No space left on device' "$log"; then
        fail "The disk is full: free about 1 GB and call \`$again\` again."
    elif grep -qE 'NewConnectionError|NameResolution|name resolution|getaddrinfo|Network is unreachable|Connection refused|ConnectTimeout|timed out|ProxyError|SSLError|from versions: none' "$log"; then
        fail "The packages could not be downloaded: check the internet connection (or the proxy, or the folder of packages) and call \`$again\` again; details are in $log."
    else
        fail "pip could not install the packages: the reason is at the end of $log; mend it and call \`$again\` again."
    fi
fi

# The hub's proxy is a program for Node.js.
if [ "$extra" = hub ]; then
    npm install --prefix "$venv/proxy" --no-audit --no-fund --loglevel=error $proxy >>"$log" 2>&1 ||
        fail "npm could not install the hub's proxy: check the internet connection and call \`$again\` again; the reason is at the end of $log."
fi

# An editable installation has no data files. This one is the setting by which Jupyter
# Server finds the extension that makes sliders respond without delay. (The name that
# the extension had before would be an error in the log of each start.)
settings=etc/jupyter/jupyter_server_config.d
mkdir -p "$venv/$settings" &&
    rm -f "$venv/$settings/ann_lib.json" &&
    cp ann_course/live/jupyter_server_config.d/ann_course.json "$venv/$settings/" ||
    fail "The folder $venv/$settings cannot be written to: check that the disk is not full, and call \`$again\` again."
describe >"$stamp"
