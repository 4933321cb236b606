#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The web pages in a real browser, without a window: see browser.mjs. What it
# needs is no part of `make check`; where some of it is not here, this says what
# and is skipped. Usage: browser.sh SITE. Run from the repository root.
set -eu
site=$1
work=${BUILD:-build}/tmp/browser

skip() {
    echo "check-site: skipped, since $1 is not here: make deps-check-site"
    exit 0
}

browser=
for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
    browser=$(command -v "$name") && break
done
[ -n "$browser" ] || skip chromium
command -v node >/dev/null || skip node
for package in playwright-core axe-core; do
    [ -d "${BUILD:-build}/npm/node_modules/$package" ] || skip "$package"
done
[ -e "$site/smtpcodes.html" ] || skip "the box of the pages (clang and wasm-ld)"

rm -rf "$work"
mkdir -p "$work"
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -O1 -o "$work/smtpcodes" out/smtpcodes.c
node tests/site/browser.mjs "$browser" "$site" "$work"
