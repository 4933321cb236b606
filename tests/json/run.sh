#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# smtpcodes.json in other hands: Python, JavaScript and TypeScript programs
# look codes up in it, and the types that a generator makes of the schema
# refuse what is wrong. What is not installed is skipped by name; `make
# deps-lint` puts the generator and the compiler into build/npm. Run from the
# repository root.
set -u
work=${BUILD:-build}/tmp/json
modules=$PWD/${BUILD:-build}/npm/node_modules
failed=0
ran=

rm -rf "$work"
mkdir -p "$work"

fail() {
    failed=$((failed + 1))
    echo "FAILED: json: $*" >&2
}

# A program that looks codes up: on the golden catalogue it says what is
# written down, on the real one all say the same, with a title, a step and an
# address for each code.
looks_up() { # NAME COMMAND...
    name=$1
    shift
    ran="$ran $name"
    for reader in sender recipient-admin; do
        "$@" tests/golden/out/smtpcodes.json "$reader" 5.1.1 4.1.606 550 354
    done |
        diff tests/json/golden.txt - >&2 || fail "$name on the golden catalogue"
    "$@" out/smtpcodes.json sender 5.7.26 550 >"$work/$name.txt" || fail "$name"
    [ -f "$work/first.txt" ] || cp "$work/$name.txt" "$work/first.txt"
    diff "$work/first.txt" "$work/$name.txt" >&2 || fail "$name says something else"
    awk '/^(5\.7\.26|550) ./ { n++ } /^- ./ { step[n] = 1 }
        /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc[0-9]+#section-[0-9.]+$/ { url[n] = 1 }
        END { exit !(n == 2 && step[1] && step[2] && url[1] && url[2]) }' \
        "$work/$name.txt" || fail "$name lacks a title, a step or an address"
}

# Types from the schema. A name that stands without an import is the
# language's own, which a type of ours would hide.
make_types() {
    "$modules/.bin/json2ts" --unreachableDefinitions -i out/smtpcodes.schema.json \
        -o "$work/catalogue.d.ts" || fail "no types from the schema"
    cp tests/json/*.ts tests/json/tsconfig.json "$work"
    sed -n 's/^export [a-z]* \([A-Za-z0-9]*\).*/\1/p' "$work/catalogue.d.ts" |
        awk '{ print "export type T" NR " = " $1 "; // TS2304" }' >"$work/globals.ts"
    [ "$(wc -l <"$work/globals.ts")" -gt 30 ] || fail "types are missing"
    grep -q '[a-z]1 ' "$work/catalogue.d.ts" && fail "a type stands twice, under two names"
}

# The compiler objects to the lines that say so, by that fault, and to no
# other; where it knows a similar name, TS2552 is TS2304.
compile() {
    (cd "$work" && "$modules/.bin/tsc" --pretty false -p .) >"$work/tsc.log"
    sed -n 's/^\([a-z.]*([0-9]*\),[0-9]*): error \(TS[0-9]*\):.*/\1) \2/p' "$work/tsc.log" |
        sed 's/TS2552$/TS2304/' | sort >"$work/faults"
    (cd "$work" && awk 'sub(/.*\/\/ TS/, "TS") { print FILENAME "(" FNR ") " $0 }' \
        globals.ts wrong.ts) | sort >"$work/expected"
    grep -q '^wrong' "$work/expected" || fail "nothing is expected to be wrong"
    diff "$work/expected" "$work/faults" >&2 || {
        grep -v '^globals' "$work/tsc.log" >&2
        fail "the compiler objects to other lines (> above) than to those it should (<)"
    }
}

# A second validator, which is strict about the schema itself.
judge_schema() {
    for out in out tests/golden/out; do
        node tests/json/valid.cjs "$modules/ajv/dist/2020.js" "$out/smtpcodes.schema.json" \
            "$out/smtpcodes.json" || fail "$out/smtpcodes.json is not as its schema says"
    done
}

skip() {
    echo "json: $1 not tried, since $2 is not here${3:+: $3}" >&2
}

if command -v python3 >/dev/null; then
    looks_up Python python3 tests/json/lookup.py
else
    skip Python python3
fi
if command -v node >/dev/null; then
    looks_up JavaScript node tests/json/lookup.mjs
else
    skip JavaScript node
fi
if command -v node >/dev/null && [ -x "$modules/.bin/json2ts" ] && [ -x "$modules/.bin/tsc" ]; then
    make_types
    compile
    looks_up TypeScript node "$work/lookup.js"
else
    skip TypeScript "node, json2ts or tsc" "make deps-lint"
fi
if command -v node >/dev/null && [ -f "$modules/ajv/dist/2020.js" ]; then
    judge_schema
else
    skip "the schema's strictness" "node or ajv" "make deps-lint"
fi
echo "json:${ran:- nothing}, $failed failed"
[ "$failed" -eq 0 ]
