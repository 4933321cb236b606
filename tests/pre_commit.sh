#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# As a hook of git, before a commit: the catalogue that will be committed is
# valid, and out/ is what it says. Looks at what is staged, not at the folder.
# `make hooks` puts it in place; `git commit --no-verify` goes past it.
set -eu
git diff --cached --quiet -- catalog gen out && exit 0
staged=$(mktemp -d)
trap 'rm -rf "$staged"' EXIT
git checkout-index --all --prefix="$staged/"
make -s build/smtpcodes-gen
build/smtpcodes-gen --lint "$staged/catalog"
build/smtpcodes-gen --check "$staged/catalog" "$staged/out" >"$staged/log" || {
    head -5 "$staged/log"
    echo 'out/ does not match catalog/: run make gen, git add catalog out' >&2
    exit 1
}
