# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by the scripts of engines/, from the repository root. Each has an
# empty folder $work, the tool on its PATH, and what docs/engines.md shows.
set -u
BUILD=$(cd "${BUILD:-build}" && pwd) || exit 1
engine=$(basename "$0" .sh)
work=$BUILD/tmp/$engine-engine
rm -rf "$work" && mkdir -p "$work/bin"
ln -s "$BUILD/smtpcodes" "$work/bin/"
PATH=$work/bin:$PATH
. tests/check.sh

skip() { # WHY: a program is missing, or cannot be tried here
    echo "engines: skipped $engine: $1"
    exit 0
}

sample() { # ANCHOR [N]: the Nth sample of a section, the first if not said
    awk -v anchor="<a id=\"$1\"></a>" -v n="${2:-1}" '
        /^## / { here = index($0, anchor) > 0 }
        here && /^````*/ { on = !on && !done; if (on) count++; else if (count == n) done = 1; next }
        on && count == n' out/docs/engines.md | grep . || {
        echo "out/docs/engines.md has no sample ${2:-1} in its section $1" >&2
        return 1
    }
}

# The last of a script.
report() {
    echo "$engine: $passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
