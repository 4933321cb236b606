#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Compiles and runs the users of out/*.h on every kind of machine that a tool
# here can make or play: 32 bits, big-endian, Windows, other C libraries, none
# at all, other compilers, other signs of char and sizes of enum. What hash.c
# prints there must be, byte by byte, what it prints here. Run from the
# repository root. What needs a missing tool is skipped; with
# PORTABLE_STRICT=1 that is a failure.
set -u
top=${BUILD:-build}/tmp/portable
home=$(cd "${BUILD:-build}" && pwd)/tmp/wine
work=$top # where the checks of a group put their files
flags="-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual -Wundef ${WERROR:+-Werror} -Iout"
. tests/check.sh
skipped=0

skip() { # NAME TOOL
    if [ "${PORTABLE_STRICT:-0}" = 1 ]; then
        failed=$((failed + 1))
        echo "FAILED: $1: no $2" >&2
    else
        skipped=$((skipped + 1))
        echo "skipped: $1: no $2"
    fi
}

# NAME TOOL...: the first of the tools that is here goes to $tool.
have() {
    what=$1
    shift
    for tool in "$@"; do
        command -v "$tool" >/dev/null 2>&1 && return 0
    done
    skip "$what" "$1"
    return 1
}

# FILE COMPILER [FLAG...]: build it with the second file.
build() {
    file=$1
    shift
    # shellcheck disable=SC2086 # flags are words
    "$@" $flags "tests/consumer/$file.c" tests/consumer/second.c \
        -o "$work/$file.exe"
}

# The same for hash.c, which has no main of its own.
build_hash() { # COMPILER [FLAG...]
    # shellcheck disable=SC2086
    "$@" $flags tests/consumer/hash.c tests/consumer/print.c \
        tests/consumer/second.c -o "$work/hash.exe"
}

# RUNNER FILE: RUNNER is a command of one word or nothing.
run() {
    ${1:+"$1"} "$work/$2.exe"
}

answers_the_same() { # RUNNER
    run "$1" hash >"$work/answers" && diff "$native" "$work/answers"
}

build_and_run() { # RUNNER FILE COMPILER [FLAG...]
    runner=$1
    shift
    build "$@" && run "$runner" "$file"
}

hash_the_same() { # RUNNER COMPILER [FLAG...]
    runner=$1
    shift
    build_hash "$@" && answers_the_same "$runner"
}

# NAME RUNNER COMPILER [FLAG...]: all three programs.
programs() {
    kind=$1 by=$2
    shift 2
    check "$kind: main" build_and_run "$by" main "$@"
    check "$kind: explain" build_and_run "$by" explain "$@"
    check "$kind: same answers" hash_the_same "$by" "$@"
}

# --- no C library ----------------------------------------------------------

# COMPILER FOLDER FILE OPTION: one object of FILE and the second file, which
# sees no headers but the compiler's own in FOLDER and our string.h.
freestanding_object() {
    : >"$work/objects"
    for part in "$3" second; do
        # shellcheck disable=SC2086
        "$1" $flags "$4" -ffreestanding -fno-stack-protector -nostdinc \
            -isystem "$2" -isystem tests/consumer/freestanding \
            -c "tests/consumer/$part.c" -o "$work/$part.o" || return 1
    done
    ld -r "$work/$3.o" "$work/second.o" -o "$work/free.o"
}

# It wants nothing from outside but what our string.h says.
freestanding() {
    freestanding_object "$@" &&
        ! nm -u "$work/free.o" |
            grep -vE ' (memchr|memcmp|memcpy|memset|strcmp|strlen)$'
}

# The very object, with a C library after all to print what it answers.
freestanding_answers() {
    freestanding "$1" "$2" hash "$3" &&
        "$1" tests/consumer/print.c "$work/free.o" -o "$work/hash.exe" &&
        answers_the_same ""
}

without_library() { # COMPILER FOLDER
    for option in -O0 -O2; do
        check "$1 $option freestanding: explain" \
            freestanding "$1" "$2" explain "$option"
        check "$1 $option freestanding: same answers" \
            freestanding_answers "$1" "$2" "$option"
    done
}

# --- other machines --------------------------------------------------------

# Is there a C library to link with?
links() { # COMPILER [FLAG...]
    echo 'int main(void) { return 0; }' >"$work/probe.c"
    "$@" "$work/probe.c" -o "$work/probe" >/dev/null 2>&1
}

links_and_runs() { # COMPILER [FLAG...]
    links "$@" && "$work/probe" >/dev/null 2>&1
}

thirty_two_bits() {
    if links_and_runs gcc -m32; then
        programs "32 bits" "" gcc -O2 -m32
    elif links_and_runs i686-linux-gnu-gcc -static; then
        programs "32 bits" "" i686-linux-gnu-gcc -O2 -static
    else
        skip "32 bits" "gcc -m32, i686-linux-gnu-gcc"
    fi
}

is_big_endian() {
    readelf -h "$work/hash.exe" | grep 'big endian'
}

big_endian() {
    have "big-endian" s390x-linux-gnu-gcc || return
    compiler=$tool
    have "big-endian" qemu-s390x-static qemu-s390x || return
    if ! links "$compiler" -static; then
        skip "big-endian" "C library for s390x"
        return
    fi
    programs "big-endian" "$tool" "$compiler" -O2 -static
    check "big-endian is" is_big_endian
}

# A home for wine that outlives the run, since it takes ten seconds to make.
in_wine() {
    WINEPREFIX=$home WINEDEBUG=-all \
        WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=' \
        timeout 120 "$wine" "$@"
}

stop_wine() {
    command -v wineserver >/dev/null 2>&1 || return 0
    WINEPREFIX=$home wineserver -k >/dev/null 2>&1
}

windows() {
    have "windows" x86_64-w64-mingw32-gcc || return
    compiler=$tool
    if have "windows programs run" wine wine64; then
        wine=$tool
        programs "windows" in_wine "$compiler" -O2
        stop_wine
        return
    fi
    check "windows: main" build main "$compiler" -O2
    check "windows: explain" build explain "$compiler" -O2
    check "windows: hash" build_hash "$compiler" -O2
}

other_machines() {
    windows
    big_endian
    thirty_two_bits
    if have "musl" musl-gcc; then programs "musl" "" musl-gcc -O2 -static; fi
    if have "tcc" tcc; then programs "tcc" "" tcc; fi
}

# --- the usual compilers ---------------------------------------------------

variants() { # COMPILER
    for option in -O0 -O3 -Os -fshort-enums -funsigned-char -fsigned-char; do
        programs "$1 $option" "" "$1" "$option"
    done
}

with_gcc() {
    have "gcc" gcc || return
    variants gcc
    without_library gcc "$(gcc -print-file-name=include)"
}

with_clang() {
    have "clang" clang || return
    variants clang
    without_library clang "$(clang -print-resource-dir)/include"
}

# A group that left no counts has died.
count() { # GROUP
    if ! read -r p f s <"$top/$1/counts"; then
        p=0 f=1 s=0
        echo "FAILED: $1 did not end" >&2
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# Every code, symbol and number of an entry leads to its own id; of a range only
# its symbol: how it is written is no code, and its first number may have an
# entry of its own.
finds_itself() {
    awk '/^SMTPC_/ { n++; bad += $3 != n || $5 != n }
        /^SMTPC_/ && $2 !~ /-/ { bad += $4 != n || $6 != n }
        END { exit n == 0 || bad > 0 }' "$native"
}

: "${CC:=cc}"
rm -rf "$top"
mkdir -p "$top"
native=$top/native
if ! { build_hash "$CC" -O2 && run "" hash >"$native"; }; then
    echo "FAILED: native" >&2
    echo "portable: 0 passed, 1 failed, 0 skipped"
    exit 1
fi
groups="other_machines with_gcc with_clang"
# Each beside the others, in a folder of its own.
for group in $groups; do
    work=$top/$group
    mkdir -p "$work"
    {
        "$group"
        echo "$passed $failed $skipped" >"$work/counts"
    } &
done
wait
for group in $groups; do count "$group"; done
work=$top
check "native: finds itself" finds_itself
echo "portable: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
