# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by scripts that compare what documents show with what programs print.

# Is what a file has what the other expects? There "..." is any text, and
# alone on a line any lines: prose that the catalogue may word anew.
as_expected() {
    awk 'function pattern(line) {
            gsub(/[][\\.^$*+?(){}|]/, "\\\\&", line)
            gsub(/\\\.\\\.\\\./, ".*", line)
            return "^" line "$"
        }
        NR == FNR { want[++wants] = $0; next }
        { at++ }
        want[at] == "..." {
            if (at < wants && $0 ~ pattern(want[at + 1])) at++; else at--
            next
        }
        at > wants || $0 !~ pattern(want[at]) { bad = 1; exit }
        END {
            if (want[at + 1] == "...") at++
            exit bad || at != wants
        }' "$1" "$2"
}
