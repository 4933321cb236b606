#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The package for npm in the hands of a program and of the TypeScript compiler:
# see npm.mjs and npm.ts. What is not here is skipped by name. Usage:
# npm.sh PACKAGE. Run from the repository root.
set -eu
package=$1
work=${BUILD:-build}/tmp/npm

command -v node >/dev/null || {
    echo "check-npm: skipped, since node is not here: make deps-check-site"
    exit 0
}
rm -rf "$work"
mkdir -p "$work/node_modules"
cp -r "$package" "$work/node_modules/smtpcodes"
cp tests/site/npm.mjs tests/site/npm.ts "$work"
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -O1 -o "$work/smtpcodes" out/smtpcodes.c
node "$work/npm.mjs" "$work/smtpcodes"

tsc=${BUILD:-build}/npm/node_modules/.bin/tsc
[ -x "$tsc" ] || {
    echo "check-npm: types are skipped, since typescript is not here: make deps-lint"
    exit 0
}
# The compiler objects to the line that says so, and to no other.
"$tsc" --noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext \
    --pretty false "$work/npm.ts" >"$work/tsc.log" || :
grep -n '// TS' "$work/npm.ts" | sed 's/\([0-9]*\):.*\/\/ \(TS[0-9]*\)/\1 \2/' >"$work/expected"
sed -n 's/.*(\([0-9]*\),[0-9]*): error \(TS[0-9]*\):.*/\1 \2/p' "$work/tsc.log" |
    diff "$work/expected" - || {
    cat "$work/tsc.log"
    exit 1
}
echo "check-npm: types fit"
