#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Compiles the headers of out/ as the people who vendor them do: every C and
# C++ dialect of gcc and clang without a warning, two files, private copies;
# then looks at what the objects hold. Run from the repository root.
set -u
work=build/tmp/consumer
flags="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual -Wundef ${WERROR:+-Werror} -Iout"
passed=0
failed=0

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name" >&2
        sed 's/^/    /' "$work/log" | head -20 >&2
    fi
}

# FILE COMPILER LANGUAGE DIALECT [FLAG...]: build it with the second file and
# run the program.
program() {
    file=tests/consumer/$1 compiler=$2 language=$3 dialect=$4
    shift 4
    # shellcheck disable=SC2086 # flags are words
    "$compiler" -x "$language" "-std=$dialect" $flags "$@" \
        "$file" tests/consumer/second.c -o "$work/program" &&
        "$work/program"
}

# Nothing that the loader must relocate, nothing that can be written.
no_relocations() { # FILE
    # shellcheck disable=SC2086
    $CC -std=c99 -O2 -fPIC -shared $flags -o "$work/lib.so" \
        "tests/consumer/$1.c" tests/consumer/second.c -nostdlib &&
        ! readelf -rW "$work/lib.so" |
            grep -E 'R_[A-Z0-9_]+' | grep -vE 'JUM?P_SLOT'
}

read_only_data() { # FILE
    # shellcheck disable=SC2086
    $CC -std=c99 -O2 $flags -c "tests/consumer/$1.c" -o "$work/main.o" &&
        ! nm "$work/main.o" | grep -E ' [bBcCdD] '
}

only_our_symbols() {
    ! nm -g --defined-only "$work/main.o" |
        grep -vE ' (smtpc_[a-z_]*|main)$'
}

only_our_macros() { # HEADER
    echo '#include <stddef.h>
#include <stdint.h>
#include <string.h>' | $CC -std=c99 -dM -E - | sort >"$work/before"
    echo "#define SMTPC_IMPLEMENTATION
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include \"$1\"" | $CC -std=c99 -Iout -dM -E - | sort >"$work/after"
    ! comm -13 "$work/before" "$work/after" |
        grep -vE '^#define (SMTPC_|SMTPCODES_)'
}

# Twice in one file, with and without asking for the implementation.
included_twice() {
    printf '#include "smtpcodes.h"\n#define SMTPC_IMPLEMENTATION\n%s\n%s\nint main(void) { return 0; }\n' \
        '#include "smtpcodes.h"' '#include "smtpcodes.h"' >"$work/twice.c"
    # shellcheck disable=SC2086
    $CC -std=c99 $flags "$work/twice.c" -o "$work/twice"
}

# Code and tables of both headers, the prose left out: who vendors them should
# not have to think about their size.
small() {
    printf '#define SMTPC_IMPLEMENTATION\n#include "smtpcodes_explain.h"\n' |
        $CC -std=c99 -O2 -Iout -x c -c - -o "$work/size.o" || return 1
    all=$(size "$work/size.o" | awk 'NR == 2 { print $1 + $2 + $3 }')
    prose=$(nm -S "$work/size.o" | awk '/_pool_texts_$/ { print $2 }')
    for n in ${prose:?no prose found}; do all=$((all - 0x$n)); done
    [ "$all" -gt 50000 ] && [ "$all" -le $((160 * 1024)) ] && return
    echo "code and tables: $all bytes, expected at most 160 KB"
    return 1
}

# The API may be given a linkage of the user's own.
own_linkage() {
    # shellcheck disable=SC2086
    $CC -std=c99 -fPIC -shared $flags \
        '-DSMTPC_API=__attribute__((visibility("hidden")))' \
        tests/consumer/main.c tests/consumer/second.c -o "$work/hidden.so" &&
        ! nm -D --defined-only "$work/hidden.so" | grep smtpc_
}

: "${CC:=cc}"
rm -rf "$work"
mkdir -p "$work"
for pair in gcc:g++ clang:clang++; do
    c=${pair%:*} cxx=${pair#*:}
    for dialect in c99 c11 c17 c2x gnu2x; do
        check "$c $dialect" program main.c "$c" c "$dialect"
        check "$c $dialect static" program main.c "$c" c "$dialect" -DSMTPC_STATIC
    done
    for dialect in c++98 c++11 c++14 c++17 c++20; do
        check "$cxx $dialect" program main.c "$cxx" c++ "$dialect"
        check "$cxx $dialect static" program main.c "$cxx" c++ "$dialect" \
            -DSMTPC_STATIC
    done
done
# The larger header at both ends of the dialects.
for c in gcc clang; do
    for dialect in c99 c2x; do
        check "explain $c $dialect" program explain.c "$c" c "$dialect"
        check "explain $c $dialect static" program explain.c "$c" c \
            "$dialect" -DSMTPC_STATIC
    done
done
for cxx in g++ clang++; do
    for dialect in c++98 c++20; do
        check "explain $cxx $dialect" program explain.c "$cxx" c++ "$dialect"
    done
done
for file in main explain; do
    check "$file: no relocations" no_relocations "$file"
    check "$file: read-only data" read_only_data "$file"
    check "$file: only our symbols" only_our_symbols
done
check "smtpcodes.h: only our macros" only_our_macros smtpcodes.h
check "smtpcodes_explain.h: only our macros" only_our_macros smtpcodes_explain.h
check "explain: at most 160 KB" small
check "included twice" included_twice
check "own linkage" own_linkage
echo "consumer: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
