#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# At a release: adds what is new to the lists of what was promised, symbols
# and reasons with today's actions, and the anchors of the docs; what stands
# there stays. Usage: add.sh GENERATOR, from the repository root.
set -eu
export LC_ALL=C

"$1" --promise catalog >catalog/promised.txt.new
mv catalog/promised.txt.new catalog/promised.txt
anchors=tests/promised/anchors.txt
sort -u $anchors >$anchors.known
(cd out/docs && grep -oE '<a id="[^"]*"></a>' -r . |
    sed 's/^\.\///; s/:<a id="/#/; s/"><\/a>$//') |
    sort -u | comm -13 $anchors.known - >>$anchors
rm $anchors.known
