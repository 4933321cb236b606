#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Makes a package for npm: the WebAssembly, a module around it, and types, of
# which those of the catalogue's words are made from its schema. Usage:
# package.sh WASM TO. Run from the repository root.
set -eu
here=$(dirname "$0")
wasm=$1
to=$2
types=${BUILD:-build}/npm/node_modules/.bin/json2ts
[ -x "$types" ] || {
    echo "npm-package: the types need json-schema-to-typescript: make deps-lint" >&2
    exit 2
}
number() {
    sed -n "s/^#define SMTPC_VERSION_$1 //p" out/smtpcodes.h
}
rm -rf "$to"
mkdir -p "$to"
cp "$here/index.js" "$here/index.d.ts" "$here/README.md" LICENSE "$to"
cp "$wasm" "$to/smtpcodes.wasm"
sed "s/@VERSION@/$(number MAJOR).$(number MINOR).$(number PATCH)/" "$here/package.json" >"$to/package.json"
"$types" -i out/smtpcodes.schema.json -o "$to/catalogue.d.ts"
echo "npm-package: $to, $(du -sk "$to" | cut -f1) KB"
