#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Compiles the headers of out/ as the people who vendor them do: every C and
# C++ dialect of gcc and clang without a warning, two files, private copies;
# runs the programs here that do what such people's do; then looks at what the
# objects hold and what they cost. Run from the repository root.
set -u
work=${BUILD:-build}/tmp/consumer
flags="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual -Wundef ${WERROR:+-Werror} -Iout"
. tests/check.sh

# FILE COMPILER LANGUAGE DIALECT [FLAG, FILE...]: build and run the program.
program() {
    file=tests/consumer/$1 compiler=$2 language=$3 dialect=$4
    shift 4
    # shellcheck disable=SC2086 # flags are words
    "$compiler" -x "$language" "-std=$dialect" $flags "$@" "$file" \
        -o "$work/program" &&
        "$work/program"
}

# The same with the second file.
two_files() {
    program "$@" tests/consumer/second.c
}

# HEADERS COMPILER LANGUAGE DIALECT [FLAG...]: nothing to say about headers
# and their implementation.
quiet() {
    included=$1 compiler=$2 language=$3 dialect=$4
    shift 4
    # shellcheck disable=SC2086
    { echo '#define SMTPC_IMPLEMENTATION' && printf '#include "%s"\n' $included; } |
        "$compiler" -x "$language" "-std=$dialect" $flags "$@" \
            -c - -o "$work/quiet.o"
}

# The same where no object is wanted, which takes half the time.
says_nothing() {
    quiet "$@" -fsyntax-only
}

# What -Weverything, which knows reserved names as well, says of good code, too:
#   padded                    of every struct that the machine lays out so
#   c++98-compat              of nullptr, which C++11 wants instead of NULL
#   unsafe-buffer-usage       of every pointer that is an array's
#   unknown-warning-option    of these words, in older compilers
everything="-Weverything -Wno-padded -Wno-c++98-compat
    -Wno-unsafe-buffer-usage -Wno-unknown-warning-option"

# C90 has literals of 509 bytes, too few for prose: that is the one thing in
# which the headers go beyond it and its // and inline of GNU.
c90="-pedantic-errors -Wno-overlength-strings"

# Compilers need not take longer lines, however they are folded.
no_long_lines() {
    awk '{ len += length($0) } /\\$/ { next }
        len > 4095 { print FILENAME ":" FNR ": " len " bytes"; bad = 1 }
        { len = 0 }
        END { exit bad }' out/*.h
}

# Nor longer literals: 4,095 bytes by C99, 16 KB by some.
no_long_literals() {
    says_nothing "$all" gcc c c99 -Werror=overlength-strings
}

# FLAG: nothing that the loader must relocate, nothing that can be written.
no_relocations() {
    quiet "$all" "$CC" c c99 "$1" -fPIC &&
        $CC -shared -nostdlib "$work/quiet.o" -o "$work/lib.so" &&
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

# NAME BYTES LIMIT: say a size, and whether it is within its limit and can be.
within() {
    echo "consumer: $1: $2 bytes, at most $3" >&3
    [ "$2" -gt 0 ] && [ "$2" -le "$3" ] && return
    echo "$1: $2 bytes, expected 1 to $3"
    return 1
}

bytes_of() { # FILE
    size "$1" | awk 'NR == 2 { print $1 + $2 + $3 }'
}

object_within() { # HEADER LIMIT
    quiet "$1" "$CC" c c99 -O2 -fstack-usage &&
        within "object of $1" "$(bytes_of "$work/quiet.o")" "$2"
}

# The header says how much stack an explanation takes: that, more or less,
# since compilers differ.
stack_as_said() {
    said=$(sed -n 's/.* \([0-9.]*\) KB of stack.*/\1/p' \
        out/smtpcodes_explain.h) &&
        awk -F'\t' -v said="${said:?no figure found}" '
            /smtpc_explain_read_/ { used += $2 }
            /smtpc_search_/ { used += $2 }
            /smtpc_explain_parts/ { used += $2 }
            END { print "stack: " used " bytes, said: " said " KB"
                exit used < said * 1024 * .8 || used > said * 1024 * 1.1 }' \
            "$work/quiet.su"
}

# STATEMENT: the size of a program that does only this, where the linker leaves
# out what is not used.
linked() {
    printf '#include "smtpcodes.h"\nint main(void) { %s; }\n' "$1" |
        $CC -std=c99 -O2 -Iout -x c - -x none "$work/sections.o" \
            -Wl,--gc-sections -o "$work/linked" && bytes_of "$work/linked"
}

# NAME STATEMENT LIMIT: what a call brings into a program.
call_within() {
    quiet smtpcodes.h "$CC" c c99 -O2 -ffunction-sections -fdata-sections &&
        mv "$work/quiet.o" "$work/sections.o" &&
        whole=$(linked "$2") && none=$(linked "return 0") &&
        within "a call of $1" $((whole - none)) "$3"
}

# The functions that the headers declare, one a line.
declared() {
    echo '#include "smtpcodes_text.h"' |
        $CC -E -P -DSMTPC_API=@ -Iout -x c - | tr '\n' ' ' |
        grep -oE '@[^(@]*\(' | grep -oE 'smtpc_[a-z_]+' | sort
}

# All of them are there for languages that have no macros, and no others.
shared_object() {
    # shellcheck disable=SC2086
    printf '#define SMTPC_IMPLEMENTATION\n#include "smtpcodes_text.h"\n' |
        $CC -std=c99 -O2 -fPIC -shared $flags -x c - -o "$work/shared.so" &&
        declared >"$work/declared" &&
        nm -D --defined-only "$work/shared.so" | awk '{ print $3 }' | sort |
        diff "$work/declared" - || return 1
    if ! command -v python3 >/dev/null; then
        echo "consumer: shared object not called, since there is no python3" >&3
        return 0
    fi
    # shellcheck disable=SC2046
    python3 tests/consumer/bindings.py "$work/shared.so" \
        $(cat "$work/declared")
}

# All codes of the registry as the catalogue has them, and as a server's own
# functions over the header give them.
status_rows() {
    tr '\n' ' ' <catalog/statuses.xml | tr -s ' ' |
        grep -oE '<status code="X[0-9.]+|<title>[^<]*' |
        sed 's/^<status code="X/5/; s/^<title>//' | paste - -
}

right_descriptions() {
    program esc.c "$CC" c c99 >"$work/esc" &&
        status_rows >"$work/rows" && diff "$work/rows" "$work/esc" &&
        [ "$(wc -l <"$work/rows")" -ge 81 ]
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
exec 3>&1
headers="smtpcodes.h smtpcodes_explain.h smtpcodes_text.h smtpcodes_bounce.h"
# These include the other two, and together are all the code.
all="smtpcodes_text.h smtpcodes_bounce.h"
for pair in gcc:g++ clang:clang++; do
    c=${pair%:*} cxx=${pair#*:}
    for dialect in c99 c11 c17 c2x gnu2x; do
        check "$c $dialect" two_files main.c "$c" c "$dialect"
    done
    for dialect in c++98 c++11 c++14 c++17 c++20; do
        check "$cxx $dialect" two_files main.c "$cxx" c++ "$dialect"
    done
    for dialect in c99 c2x; do
        check "$c $dialect static" two_files main.c "$c" c "$dialect" -DSMTPC_STATIC
    done
    for dialect in c++98 c++20; do
        check "$cxx $dialect static" two_files main.c "$cxx" c++ "$dialect" \
            -DSMTPC_STATIC
    done
done
# The larger header at both ends of the dialects.
for c in gcc clang; do
    for dialect in c99 c2x; do
        check "explain $c $dialect" two_files explain.c "$c" c "$dialect"
    done
    check "explain $c static" two_files explain.c "$c" c c99 -DSMTPC_STATIC
done
for cxx in g++ clang++; do
    for dialect in c++98 c++20; do
        check "explain $cxx $dialect" two_files explain.c "$cxx" c++ "$dialect"
    done
done
check "macros: no old casts" two_files main.c g++ c++ c++98 -Wold-style-cast
for user in dsn parts provider server sysexit value_string words; do
    check "$user clang" program $user.c clang c c99
    check "$user g++" program $user.c g++ c++ c++98
done
check "esc: the registry's titles" right_descriptions
# shellcheck disable=SC2086
check "C90" says_nothing "$all" gcc c gnu89 $c90
check "no old casts" says_nothing "$all" g++ c++ c++98 -Wold-style-cast
# shellcheck disable=SC2086
check "clang everything" says_nothing "$all" clang c c99 $everything
for dialect in c++98 c++20; do
    # shellcheck disable=SC2086
    check "clang++ everything, $dialect" \
        says_nothing "$all" clang++ c++ $dialect $everything
done
check "no long lines" no_long_lines
check "no long literals" no_long_literals
for option in -O0 -O2; do
    check "$option: no relocations" no_relocations $option
done
for file in main explain; do
    check "$file: read-only data" read_only_data "$file"
    check "$file: only our symbols" only_our_symbols
done
for h in $headers; do
    check "$h alone: no warning" says_nothing "$h" "$CC" c c99
    check "$h: only our macros" only_our_macros "$h"
done
check "object of smtpcodes.h" object_within smtpcodes.h $((40 * 1024))
check "object of both" object_within smtpcodes_explain.h $((215 * 1024))
check "stack as the header says" stack_as_said # of that object
check "call of smtpc_read" call_within smtpc_read \
    'struct smtpc_response r; return (int)smtpc_read("", 0, &r)' $((8 * 1024))
check "call of smtpc_reason_name" call_within smtpc_reason_name \
    'return *smtpc_reason_name(1)' $((2 * 1024))
check "shared object" shared_object
check "included twice" included_twice
check "own linkage" own_linkage
echo "consumer: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
