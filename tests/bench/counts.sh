#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Instructions a lookup, by callgrind, the loop's own taken off: they repeat
# to the digit on any day. Usage: counts.sh BENCH_LOOKUP FOLDER.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 BENCH_LOOKUP FOLDER" >&2; exit 2; }
command -v valgrind >/dev/null 2>&1 || {
    echo "counts: no valgrind here, so instructions are not counted" >&2
    exit 0
}
mkdir -p "$2"
rm -f "$2"/callgrind.*
valgrind --tool=callgrind --callgrind-out-file="$2/callgrind.out" \
    "$1" count >/dev/null 2>"$2/valgrind.log" || {
    cat "$2/valgrind.log" >&2
    exit 1
}
awk -F': ' '
function best(set, k,    p, least) {
    for (p in seen)
        if (p ~ /^gperf/ && (set, k, p) in ir && (!least || ir[set, k, p] < least))
            least = ir[set, k, p]
    return least
}
/^desc: Trigger: Client Request/ { label = $4 }
/^(summary|totals):/ && label != "" {
    n = split(label, f, ",")
    seen[f[4]] = 1
    ir[f[1], f[2], f[4]] = $2 / f[3]
    if (f[4] ~ /^nothing/) loop[f[1], f[2]] = $2 / f[3]
    label = ""
}
END {
    count = split("Reply codes,Enhanced codes,Names", sets, ",")
    target["Reply codes"] = 18; target["Enhanced codes"] = 32; target["Names"] = 55
    print "| instructions a lookup | smtpcodes, hit / miss / mix | target | gperf, fewest | switch |"
    print "| --- | --- | --- | --- | --- |"
    for (i = 1; i <= count; i++) {
        s = sets[i]
        split("hit miss mix", k, " ")
        ours = theirs = other = ""; worst = 0
        for (j = 1; j <= 3; j++) {
            l = loop[s, k[j]]
            o = ir[s, k[j], "smtpcodes"] - l
            if (o > worst) worst = o
            ours = ours (j > 1 ? " / " : "") sprintf("%.1f", o)
            g = best(s, k[j])
            theirs = theirs (j > 1 ? " / " : "") (g ? sprintf("%.1f", g - l) : "-")
            w = ir[s, k[j], "switch on the packed number"]
            other = other (j > 1 ? " / " : "") (w ? sprintf("%.1f", w - l) : "-")
        }
        printf "| %s | %s | %d: %s | %s | %s |\n", s, ours, target[s],
            worst <= target[s] ? "met" : "missed", theirs, other
    }
    print ""
}' "$2"/callgrind.out.*
