#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Is the HTML valid, and fit for a screen reader? By html-validate, which
# `make deps-lint` puts there. Usage: valid.sh SITE
set -eu
validate=${BUILD:-build}/npm/node_modules/.bin/html-validate
[ -x "$validate" ] || {
    echo "site: not validated, since html-validate is not here: make deps-lint" >&2
    exit 0
}
find "$1" -name '*.html' -print0 | xargs -0 "$validate" --max-warnings 0 \
    --config tests/site/html-validate.json
echo "site: $(find "$1" -name '*.html' | wc -l) pages are valid"
