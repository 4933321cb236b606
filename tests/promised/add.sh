#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Adds the symbols and reasons of the header and the anchors of the docs to
# the lists of what was promised; what stands there stays. Run from the
# repository root, at a release.
set -eu
export LC_ALL=C

# LIST: append the lines of standard input that the list lacks.
remember() {
    sort -u "$1" >"$1.known"
    sort -u | comm -13 "$1.known" - >>"$1"
    rm "$1.known"
}

# Enumerators whose values are the codes in their names, and reasons, whose
# ids are the ends of their names in small letters.
sed -n 's/^    \(SMTPC_\([1-9][0-9][0-9]\)_[A-Z0-9_]*\) = \2,\{0,1\}$/\1 \2/p
s/^    \(SMTPC_X_\([0-9]*\)_\([0-9]*\)_[A-Z0-9_]*\) = SMTPC_DETAIL(\2, \3),\{0,1\}$/\1 X.\2.\3/p' \
    out/smtpcodes.h | remember catalog/promised.txt
sed -n 's/^    SMTPC_REASON_\([A-Z0-9_]*\) = \([0-9]*\),\{0,1\}$/\1 \2/p' \
    out/smtpcodes.h | while read -r name number; do
    echo "SMTPC_REASON_$name $(echo "$name" | tr 'A-Z_' 'a-z-')=$number"
done | remember catalog/promised.txt
(cd out/docs && grep -oE '<a id="[^"]*"></a>' -r . |
    sed 's/^\.\///; s/:<a id="/#/; s/"><\/a>$//') |
    remember tests/promised/anchors.txt
