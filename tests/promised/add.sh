#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Adds the header's symbols and reasons to the list of what was promised; what
# stands there stays. Run from the repository root, at a release.
set -eu
list=tests/promised/symbols.txt
sed -n 's/^    E(r[0-9_]*, "\([A-Z0-9_]*\)", "\([0-9X.]*\)".*/\1 \2/p
s/^    N(reason\([0-9]*\), [0-9]*, "\([a-z-]*\)").*/reason \2=\1/p' \
    out/smtpcodes.h | while read -r name value; do
    if [ "$name" = reason ]; then
        name=SMTPC_REASON_$(echo "${value%=*}" | tr 'a-z-' 'A-Z_')
    fi
    grep -q "^$name " "$list" || echo "$name $value" >>"$list"
done
