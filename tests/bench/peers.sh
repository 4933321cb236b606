#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Writes what the benchmarks compare with, from the catalogue's own JSON.
# Usage: peers.sh JSON FOLDER. Into FOLDER go catalogue_keys.h (the keys of each set, in
# order and sorted), switches.h, and peers.h, which includes a gperf table for
# each set and each choice of options. Without gperf, peers.h has none.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 JSON FOLDER" >&2; exit 2; }
json=$1 to=$2
mkdir -p "$to"

# "id code symbol", a line an entry; ids as in the header: replies, then
# statuses, each in the order of the JSON.
awk '
/^  "(replies|statuses)": \[/ { on = 1 }
/^  \]/ { on = 0 }
on && /^      "(code|symbol)": / {
    gsub(/[",]/, "", $2)
    if ($1 == "\"code\":") code = $2
    else print ++id, code, $2
}' "$json" >"$to/entries"

# Keys and ids, sorted by key: a status as it stands on the wire. A number has
# the entry that speaks of the fewest.
awk '$2 ~ /^[0-9]/ { print $2, $1 }' "$to/entries" |
    LC_ALL=C sort >"$to/reply.keys"
awk '$2 ~ /^X/ {
    n = split($2, p, /[.-]/)
    last = n > 3 ? p[4] : p[3]
    for (d = p[3] + 0; d <= last; d++) {
        key = p[2] "." d
        if (!(key in id) || last - p[3] < width[key]) {
            id[key] = $1
            width[key] = last - p[3]
        }
    }
}
END { for (key in id) for (c = 2; c <= 5; c++) if (c != 3) print c "." key, id[key] }' \
    "$to/entries" | LC_ALL=C sort >"$to/status.keys"
awk '{ print $3, $1 }' "$to/entries" | LC_ALL=C sort >"$to/name.keys"

for set in reply status name; do
    echo "static const struct key ${set}_keys[] = {"
    awk '{ printf "    {\"%s\", %d},\n", $1, $2 }' "$to/$set.keys"
    echo "};"
done >"$to/catalogue_keys.h"

# The packed number: 550, or class, subject and detail in ten bits each.
{
    echo 'static unsigned reply_switch(unsigned n)'
    echo '{'
    echo '    switch (n) {'
    awk '{ printf "    case %d: return %d;\n", $1, $2 }' "$to/reply.keys"
    printf '    default: return 0;\n    }\n}\n\n'
    echo 'static unsigned status_switch(unsigned n)'
    echo '{'
    echo '    switch (n) {'
    awk '{ split($1, p, "."); printf "    case %d: return %d;\n",
        p[1] * 1048576 + p[2] * 1024 + p[3], $2 }' "$to/status.keys"
    printf '    default: return 0;\n    }\n}\n'
} >"$to/switches.h"

# One table: set, name of the variant, struct ("string": none, the table only
# says yes or no), gperf's options.
table() {
    set=$1 variant=$2 struct=$3
    shift 3
    f=${set}_$variant
    if [ "$struct" = string ]; then
        type='const char' answer='k != NULL' head='' keys='s/ .*//' t=
    else
        type="const struct $struct" answer='k ? k->id : 0'
        head="struct $struct;" keys='s/ /, /' t='-t -T'
    fi
    {
        printf '%s\n%%%%\n' "$head"
        sed "$keys" "$to/$set.keys"
        echo "%%"
    } >"$to/$f.gperf"
    # -E and the names keep tables apart; the rest is what is being compared.
    # shellcheck disable=SC2086 # t is options
    gperf $t -L ANSI-C -C -E -N "find_$f" -H "hash_$f" -Q "pool_$f" "$@" \
        "$to/$f.gperf" 2>/dev/null | sed -e '/^#line/d' \
        -e "s/^$type \*\$/static LOOKUP &/" >"$to/$f.h"
    [ -s "$to/$f.h" ] || return 0
    printf '#include "%s.h"\n' "$f" >>"$to/peers.h"
    printf 'LOOP(gperf_%s, %s *k = find_%s(text, len), %s)\n' \
        "$f" "$type" "$f" "$answer" >>"$to/peers.h"
    printf '    {"%s", "gperf%s", gperf_%s, 1, %d},\n' "$set" \
        "${*:+ $*}$([ "$struct" != string ] || echo ", yes or no")" "$f" \
        "$([ "$struct" = string ] && echo 1 || echo 0)" \
        >>"$to/peers.list"
}

: >"$to/peers.h"
: >"$to/peers.list"
if command -v gperf >/dev/null 2>&1; then
    for set in reply status name; do
        # Over 1,557 keys 1,000 tries take a minute, and the table that they
        # make is smaller than that of 20, which take a second, but no faster.
        tries=1000
        [ "$(wc -l <"$to/$set.keys")" -le 500 ] || tries=20
        table "$set" plain key
        table "$set" l key -l
        table "$set" lm key -l -m "$tries"
        table "$set" lP pooled -l -P
        table "$set" lPm pooled -l -P -m "$tries"
        table "$set" cPm pooled -c -P -m "$tries"
        table "$set" Sm key -l -m "$tries" -S 1
        table "$set" str string -l -m "$tries"
        table "$set" strP string -l -P -m "$tries"
    done
else
    echo "peers: no gperf here, so it is not compared with" >&2
fi
