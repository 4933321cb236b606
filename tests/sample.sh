# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by who runs what the docs show.

sample() { # FILE ANCHOR [N]: the Nth sample of a section, the first if not said
    awk -v anchor="<a id=\"$2\"></a>" -v n="${3:-1}" '
        /^## / { here = index($0, anchor) > 0 }
        here && /^````*/ { on = !on && !done; if (on) count++; else if (count == n) done = 1; next }
        on && count == n' "$1" | grep . || {
        echo "$1 has no sample ${3:-1} in its section $2" >&2
        return 1
    }
}
