#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Do the tests notice when the code is wrong? Changes one thing in gen/ at a
# time (see mutate.awk) and runs the quick tests until one fails. A mutant that
# none of them notices survived: a test is missing, or the change makes no
# difference, which equivalent.txt says with the reason.
#
#   make mutants                   300 mutants, the same ones each time
#   make mutants SEED=2            300 others
#   make mutants MUTANTS=50 MUTANTS_IN=gen/write MUTANT_JOBS=2
#   make mutants AGAIN=build/mutants/survivors.txt
#                                  those of a list, in the form of equivalent.txt
#
# The headers and the tool are generated anew from a mutant of gen/runtime/, so
# only assertions count there; elsewhere a mutant that changes out/ is noticed.
# A test that takes too long or too much memory counts as failed. A mutant of the
# generator that makes the same machine code is none, nor is one that no compiler
# takes.
#
# A mutant of a program that deletes files may delete any. So each runs in a
# mount namespace in which nothing can be written but a copy of the tree, which
# is in memory. That takes Linux, and unshare of util-linux.
set -u
export LC_ALL=C
root=$PWD
work=$root/build/mutants
tree=$work/tree
pristine=$work/pristine
shared=build/shared
tab=$(printf '\t')

die() {
    echo "mutants: $*" >&2
    exit 2
}

# --- which tests -----------------------------------------------------------

# Of the generator, the quickest first.
generator_tests='suggest symbol esc_roff attr_value esc_markdown esc html diag
    index read_file text grammar match derive phash tmpl mem buf dir emit style
    catalog xml fold prose words promised iana main outset synced limits bad
    beyond memory safety'
# Of what follows from the phrases.
explain_tests='fold match said words explain frames'

# FILE: the tests for it, those that are likely to notice first. A name with a
# dot is a script in tests/.
tests_of() {
    name=${1##*/}
    name=${name%.*}
    case $1 in
    */sql/sqlite/*) echo engines/sqlite.sh ;;
    */tool_answer.h | */tool_mail.h | */tool_explain.h | */tool_cache.h)
        echo tool_parts tool.sh situations.sh logs.sh tool ;;
    */tool_summary.h) echo tool_parts summary.sh tool.sh tool ;;
    */tool_log.h | */tool_programs.h | */tool_servers.h | */tool_events.h | */tool_tables.h | \
        */tool_results.h) echo tool_parts logs.sh tool.sh tool ;;
    gen/runtime/tool/*) echo tool_parts tool.sh tool summary.sh ;;
    */smtpcodes_bounce.h | */mime.h | */decode.h | */report.h | */notice.h)
        echo decode bounce situations.sh tool.sh ;;
    */smtpcodes_text.h) echo prose golden tool.sh ;;
    */smtpcodes_explain.h | */words.h | */fold.h | */match.h)
        echo "$explain_tests" prose limits bounce logs.sh situations.sh ;;
    */names.h) echo names read promised "$explain_tests" ;;
    */key.h | */lookup.h)
        echo bytes read lookup names promised phash large_tables.sh "$explain_tests" bounce ;;
    gen/runtime/*)
        echo read lookup names promised phash "$explain_tests" bounce prose golden \
            logs.sh tool.sh ;;
    *)
        [ ! -f "tests/unit/test_$name.c" ] || echo "$name"
        case $1 in
        */read/*) echo xml grammar attr_value catalog bad ;;
        */check/*) echo bad limits style ;;
        */model/*) echo derive match phash limits ;;
        */pages/* | */render/*) echo html esc esc_markdown esc_roff site ;;
        */write/header_* | */write/emit_header.*) echo emit main large_tables.sh ;;
        */write/*) echo tmpl emit outset main safety ;;
        esac
        echo "$generator_tests"
        case $1 in # the slow ones, where nothing else would
        */write/outset.* | */own_dir.* | */dir_swap.* | */lock.*) echo failing killed ;;
        *) echo site ;;
        esac ;;
    esac | tr -s ' ' '\n' | awk 'NF && !seen[$1]++'
}

has_sqlite() {
    command -v sqlite3 && echo '#include <sqlite3ext.h>' | cc -E -
} >/dev/null 2>&1

# Every file but those that run elsewhere only: the website's in a browser (make
# check-site and check-npm), PostgreSQL's in a server, which takes long to begin
# (make check-engines), and SQLite's where that is not installed.
files() {
    has_sqlite && none=web || none=sqlite
    find gen '(' -name web -o -name postgresql -o -name "$none" ')' -prune -o \
        -name '*.[ch]' -print | sort
}

# --- one mutant, shut in -----------------------------------------------------

# COMMAND...: within seconds of processor time and a few gigabytes; so are the
# folders it can write to. The time that passes is limited too, for who waits for
# ever.
limited() {
    (
        # shellcheck disable=SC3045 # dash and bash have both
        ulimit -t "${seconds:-20}"
        # shellcheck disable=SC3045
        ulimit -v 4194304
        exec timeout -k 1 "${patience:-180}" "$@"
    ) </dev/null >build/tmp/mutant.log 2>&1
}

build() {
    seconds=120 patience=600 limited make -s -f tests/mutants/mutants.mk "$@"
}

# NAME: does that test pass?
passes() {
    case $1 in
    site)
        limited "$shared/smtpcodes-gen" --site catalog build/site &&
            patience=300 limited sh tests/site/pages.sh build/site ;;
    large_tables.sh) limited sh "tests/$1" "$shared/smtpcodes-gen" ;;
    *.sh) patience=300 limited env CC="$tree/tests/mutants/cc.sh" sh "tests/$1" ;;
    *)
        build "$shared/test_$1" || return 2
        patience=400 limited env SMTPCODES_GEN="$shared/smtpcodes-gen" "$shared/test_$1" ;;
    esac
}

# What did not change keeps its time, so nothing is compiled for it.
generate() {
    limited "$shared/smtpcodes-gen" catalog out &&
        limited "$shared/smtpcodes-gen" tests/golden/catalog tests/golden/out || return 1
    for h in out/*.[ch] tests/golden/out/*.[ch]; do
        ! cmp -s "$h" "$pristine/$h" || touch -r "$pristine/$h" "$h"
    done
}

is_up_to_date() {
    limited "$shared/smtpcodes-gen" --check catalog out &&
        limited "$shared/smtpcodes-gen" --check tests/golden/catalog tests/golden/out
}

# FILE OFFSET LENGTH REPLACEMENT
mutate() {
    with=$4 awk -v from="$2" -v len="$3" '
        { text = text $0 "\n" }
        END {
            with = ENVIRON["with"]
            gsub(/\001/, "\n", with)
            printf "%s%s%s", substr(text, 1, from - 1), with, substr(text, from + len)
        }' "$pristine/$1" >"$1.mutant" && rm "$1" && mv "$1.mutant" "$1"
}

# FILE: says what became of its mutant, and by whom it was noticed.
judge() {
    build "$shared/smtpcodes-gen" || { echo "no build"; return; }
    case $1 in
    gen/runtime/*) generate || { echo "killed by the generator"; return; } ;;
    *)
        object=build/${1%.c}.o
        [ "$object" = "build/$1.o" ] || ! cmp -s "$object" "$pristine/$object" ||
            { echo "same code"; return; }
        is_up_to_date || { echo "killed by out/"; return; } ;;
    esac
    for t in $(tests_of "$1"); do
        passes "$t"
        case $? in
        0) ;;
        2) [ "$1" = "${1#gen/runtime/}" ] && echo "no build" || echo "killed by the compiler"
            return ;;
        *) echo "killed by $t"
            return ;;
        esac
    done
    echo survived
}

# Nothing can be written but the copy and /tmp, which are in memory and go with
# us. The repository may be in /tmp.
shut_in() {
    if ! {
        mount --bind "$root" /mnt && mount -t tmpfs -o size=1g mutant /tmp &&
            mkdir -p "$root" && mount --move /mnt "$root" &&
            mount -t tmpfs -o mode=755,size=2g mutant "$tree"
    }; then
        die "cannot mount"
    fi
    awk '{ print $5 }' /proc/self/mountinfo | while read -r at; do
        case $at in
        "$tree" | /tmp | /proc | /proc/* | /sys | /sys/* | /dev | /dev/*) ;;
        *) mount -o remount,bind,ro "$at" 2>/dev/null ;;
        esac
    done
    if (: >"$pristine/Makefile.mutant") 2>/dev/null; then
        die "cannot shut a mutant in"
    fi
    if ! { cp -a "$pristine/." "$tree" && cd "$tree" && mkdir -p build/tmp; }; then
        die "cannot copy the tree"
    fi
}

if [ "${1:-}" = --inside ]; then
    shift
    shut_in
    if [ "$1" = --all ]; then # does each test pass without a mutant?
        files | while read -r f; do tests_of "$f"; done | sort -u |
            grep -vx -e failing -e killed | while read -r t; do
            passes "$t" || { echo "$t fails without a mutant:"; cat build/tmp/mutant.log; }
        done
    else
        mutate "$@" || die "cannot write $1"
        judge "$1"
    fi
    exit 0
fi

# --- all of them -------------------------------------------------------------

# FILE...: every mutant, in the form of mutate.awk.
every_mutant() {
    for f; do awk -f tests/mutants/mutate.awk "$f" || die "cannot read $f"; done
}

# Draws COUNT lines, the same for the same seed whatever awk it is.
draw() {
    awk -v count="$1" -v seed="$2" '
        { line[NR] = $0 }
        END {
            seed = (seed * 7919 + 1) % 2147483647
            for (i = NR; i > 0 && count-- > 0; i--) {
                seed = seed * 16807 % 2147483647
                at = int(seed / 2147483647 * i) + 1
                print line[at]
                line[at] = line[i]
            }
        }'
}

# LIST: those of its mutants that are on standard input; with -v, the others.
# A list has the file and the function, -, +, and = with the reason.
listed() {
    awk -F "$tab" -v not="${2:-}" '
        FILENAME != "-" {
            if (/^gen\//) { split($0, where, "[: ]"); at = where[1]; sub(/.* /, ""); at = at FS $0 }
            if (/^- /) before = substr($0, 3)
            if (/^\+ /) known[at FS before FS substr($0, 3)] = 1
            next
        }
        ((($1 FS $3 FS $7 FS $8) in known) != 0) == (not == "")' "$1" -
}

shown() {
    awk -F "$tab" '{ printf "%s:%s %s\n- %s\n+ %s\n\n", $1, $2, $3, $7, $8 }'
}

count() {
    grep -c "^$1" "$work/results"
}

command -v unshare >/dev/null || die "unshare is missing; it is a part of util-linux"
namespaces='-mpf --kill-child --mount-proc'
[ "$(id -u)" = 0 ] || namespaces="-r $namespaces"
# shellcheck disable=SC2086 # flags are words
unshare $namespaces true || die "this system lets nobody be shut in"

mkdir -p "$tree"
every=$work/every drawn=$work/drawn
files | while read -r f; do
    case $f in "${MUTANTS_IN:-gen}"*) every_mutant "$f" ;; esac
done >"$every"
if [ -n "${AGAIN:-}" ]; then
    listed "$AGAIN" <"$every" >"$drawn"
else
    draw "${MUTANTS:-300}" "${SEED:-1}" <"$every" >"$drawn"
fi
listed tests/mutants/equivalent.txt <"$drawn" >"$work/equivalent"
listed tests/mutants/equivalent.txt -v <"$drawn" >"$work/tried"

echo "mutants: $(wc -l <"$drawn") of $(wc -l <"$every"), $(wc -l <"$work/equivalent") known to be equivalent; building"
rm -rf "$pristine"
mkdir -p "$pristine"
cp -a gen catalog out tests Makefile README.md "$pristine" || exit 2
(cd "$pristine" && make -s -f tests/mutants/mutants.mk all >build.log 2>&1) ||
    { cat "$pristine/build.log"; die "the tree does not build"; }
# shellcheck disable=SC2086
unshare $namespaces sh "$0" --inside --all >"$work/without"
[ ! -s "$work/without" ] || { cat "$work/without"; exit 2; }

jobs=${MUTANT_JOBS:-1}
: >"$work/results"
for job in $(seq "$jobs"); do
    awk -v jobs="$jobs" -v job="$job" 'NR % jobs == job % jobs' "$work/tried" |
        while IFS= read -r mutant; do
            file=${mutant%%"$tab"*}
            # shellcheck disable=SC2086
            became=$(unshare $namespaces sh "$0" --inside "$file" "$(printf "%s\n" "$mutant" | cut -f4)" \
                "$(printf "%s\n" "$mutant" | cut -f5)" "$(printf '%s\n' "$mutant" | cut -f6)" </dev/null)
            printf '%s\t%s\n' "${became:-killed by nobody: it broke the run}" "$mutant" >>"$work/results"
            [ "$became" != survived ] || printf '%s\n' "$mutant" | shown
        done &
done
wait

sort -t "$tab" -k2,2 -k3,3n "$work/results" | grep '^survived' | cut -f2- | shown >"$work/survivors.txt"
killed=$(count killed) survived=$(count survived)
echo "mutants: $killed killed, $survived survived ($((survived * 100 / (killed + survived + (killed + survived == 0)))) %)," \
    "$(wc -l <"$work/equivalent") equivalent, $(count 'same code') the same code, $(count 'no build') do not compile"
[ $((survived * 10)) -le $((killed + survived)) ]
