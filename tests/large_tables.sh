#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Headers of a catalogue larger than anybody's, whose tables need the wider
# forms, find every code and nothing else. Run from the repository root.
#
# usage: large_tables.sh GENERATOR
set -eu
generator=$1
work=${BUILD:-build}/tmp/large_tables
rm -rf "$work"
mkdir -p "$work/out"

# 1500 statuses, ten subjects; the last becomes 109; 480 replies.
tests/bench/synthetic.sh 1500 "$work/catalog"
sed -i.was -e 's/"X\.9\./"X.109./g' "$work/catalog/statuses.xml"
awk '{ sub(/number="9" name="PART_9"/, "number=\"109\" name=\"PART_9\"") }
    /<group/ { group = "" ; in_group = 1 }
    !in_group { print }
    in_group { group = group $0 "\n" }
    /<\/group>/ {
        in_group = 0
        for (d = 0; d < 6; d++) {
            one = group
            sub(/digit="5"/, "digit=\"" d "\"", one)
            printf "%s", one
        }
    }' "$work/catalog/classes.xml" >"$work/classes"
mv "$work/classes" "$work/catalog/classes.xml"
awk 'BEGIN {
    print "<replies>"
    for (n = 200; n < 1000; n++) {
        if (n % 100 >= 60)
            continue
        printf "  <reply code=\"%d\" name=\"MADE_UP_%d\" standing=\"standard\"%s reason=\"other\" commands=\"ANY\">\n", \
            n, n, n < 600 ? "" : " class=\"5\""
        print "    <title>A reply</title>\n    <meaning>What it stands for.</meaning>\n" \
            "    <advice for=\"sender\"><step>Read the words behind the code.</step></advice>\n" \
            "    <ref rfc=\"5321\" section=\"4.2.2\"/>\n  </reply>"
    }
    print "</replies>"
}' >"$work/catalog/replies.xml"
rm "$work"/catalog/*.was
"$generator" "$work/catalog" "$work/out" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
}
${CC:-cc} -std=c11 -O2 -Wall -Wextra -Werror -Wno-unused-function \
    -I"$work/out" -o "$work/large_tables" tests/large_tables.c
found=$("$work/large_tables")
echo "large_tables: $found"
