#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# A summary of a Postfix log, and its lines as JSON, side by side with what
# people read logs with. Usage: bench_log.sh TOOL RUN_TIMES FOLDER [MAILS].
# CPU time, medians of alternating runs; a peer that is not installed is left
# out. grep counts one word, awk and perl count results by status and by
# domain, which is less than the summary does; pflogsumm is its like.
set -eu
[ $# -ge 3 ] || { echo "usage: $0 TOOL RUN_TIMES FOLDER [MAILS]" >&2; exit 2; }
tool=$1 run_times=$2 dir=$3 mails=${4:-100000}
here=$(dirname "$0")
log=$dir/mail-$mails.log

mkdir -p "$dir"
[ -s "$log" ] || awk -v mails="$mails" -f "$here/bench_log.awk" >"$log"

cat >"$dir/count.awk" <<'AWK'
{
    if (!match($0, / status=[a-z]+/)) next
    n[substr($0, RSTART, RLENGTH)]++
    if (match($0, /to=<[^>]*>/)) d[substr($0, RSTART + 4, RLENGTH - 5)]++
}
END { for (i in n) print i, n[i] }
AWK
# shellcheck disable=SC2016 # perl's own
script='while (<>) { next unless / status=(\w+)/; $n{$1}++;
    $d{$1}++ if /to=<[^>]*@([^>]*)>/; } print "$_ $n{$_}\n" for keys %n'

# Into /dev/null, where the output goes, grep would stop at the first match.
# shellcheck disable=SC2016 # the inner shell's own
set -- -- sh -c 'exec grep -c " status=" "$1" >"$2"' sh "$log" '{}' -- "$tool" summary "$log" \
    -- "$tool" explain --json "$log" -- awk -f "$dir/count.awk" "$log"
names="grep -c
smtpcodes summary
smtpcodes explain --json
awk"
if command -v perl >/dev/null 2>&1; then
    set -- "$@" -- perl -e "$script" "$log"
    names="$names
perl"
fi
if command -v pflogsumm >/dev/null 2>&1; then
    set -- "$@" -- pflogsumm "$log"
    names="$names
pflogsumm"
else
    echo 'bench: no pflogsumm here, so it is not compared with' >&2
fi

mkdir -p "$dir/counts"
trap 'rm -rf "$dir/counts"' EXIT
"$run_times" "${BENCH_ROUNDS:-9}" "$dir/counts" "$@" >"$dir/log-times"
echo "| a Postfix log of $(wc -l <"$log" | tr -d ' ') lines | times grep | times the summary | MB/s | peak MB |"
echo '| --- | --- | --- | --- | --- |'
echo "$names" | paste - "$dir/log-times" | awk -v size="$(wc -c <"$log")" -F '\t' '
    { name[NR] = $1; split($2, t, " "); cpu[NR] = t[2]; peak[NR] = t[3] / 1024 }
    END {
        for (i = 1; i <= NR; i++)
            printf "| %s | %.1f | %.2f | %.0f | %.1f |\n", name[i],
                cpu[i] / cpu[1], cpu[i] / cpu[2], size / cpu[i] / 1e3, peak[i]
        printf "\nTargets: the summary at most 4.0 times grep: %s; JSON at least 40 MB/s: %s.\n",
            (cpu[2] <= 4 * cpu[1]) ? "met" : "missed",
            (size / cpu[3] / 1e3 >= 40) ? "met" : "missed"
    }'
