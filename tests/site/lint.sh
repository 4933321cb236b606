#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Does ESLint, which `make deps-lint` puts there, find anything in the
# JavaScript of some folders? Usage: lint.sh FOLDER...
set -eu
eslint=${BUILD:-build}/npm/node_modules/.bin/eslint
[ -x "$eslint" ] || {
    echo "site: scripts are not linted, since eslint is not here: make deps-lint" >&2
    exit 0
}
"$eslint" --max-warnings 0 --config tests/site/eslint.config.mjs "$@"
echo "site: eslint finds nothing"
