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

sed -n 's/^    E(r[0-9_]*, "\([A-Z0-9_]*\)", "\([0-9X.]*\)".*/\1 \2/p' \
    out/smtpcodes.h | remember catalog/promised.txt
sed -n 's/^    N(reason\([0-9]*\), [0-9]*, "\([a-z-]*\)").*/\2=\1/p' \
    out/smtpcodes.h | while read -r value; do
    echo "SMTPC_REASON_$(echo "${value%=*}" | tr 'a-z-' 'A-Z_') $value"
done | remember catalog/promised.txt
(cd out/docs && grep -oE '<a id="[^"]*"></a>' -r . |
    sed 's/^\.\///; s/:<a id="/#/; s/"><\/a>$//') |
    remember tests/promised/anchors.txt
