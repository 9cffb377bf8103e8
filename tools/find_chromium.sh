#!/bin/sh
# Prints the path of a Chromium or Chrome; CHROMIUM in the environment names one. Where
# there is none, it says how to call the command in $1 again.

again=${1:-make test-browser}
if [ -n "${CHROMIUM:-}" ]; then
    set -- "$CHROMIUM"
else
    set -- chromium chromium-browser google-chrome-stable google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
fi
for name in "$@"; do
    command -v "$name" && exit 0
done
echo "No Chromium was found${CHROMIUM:+ at $CHROMIUM}: install it (on Debian: sudo apt install chromium; elsewhere Chrome will do) or name it: \`$again CHROMIUM=/path/to/chrome\`." >&2
exit 1
