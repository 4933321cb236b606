#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The programs of others that smtpcodes runs in, or that run it: each script of
# engines/ tries one, by what docs/engines.md shows. One that misses its program
# says "engines: skipped NAME: why". Run from the repository root.
set -u
passed=0
failed=0
skipped=0
log=${BUILD:-build}/tmp/engine.log
mkdir -p "${BUILD:-build}/tmp"
for engine in tests/engines/*.sh; do
    name=$(basename "$engine" .sh)
    if ! sh "$engine" >"$log" 2>&1; then
        failed=$((failed + 1))
        echo "FAILED: $engine"
    elif grep -q '^engines: skipped' "$log"; then
        skipped=$((skipped + 1))
    else
        passed=$((passed + 1))
    fi
    sed "s/^/$name: /" "$log"
done
echo "engines: $passed passed, $failed failed, $skipped skipped (make deps-engines installs what is missing)"
[ "$failed" -eq 0 ]
