#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# A catalogue whose every text tries to get out of its place: what comes out
# has each text as it went in, by readers of those languages that know nothing
# of the escapers, and nothing is run or included. What no output may hold is
# refused. Usage: hostile.sh GENERATOR MARKDOWN, the second of markdown.c. Run
# from the repository root.
set -u
generator=$1
markdown=$2
mkdir -p "${BUILD:-build}/tmp"
rm -rf "${BUILD:-build}/tmp/hostile"
mkdir "${BUILD:-build}/tmp/hostile"
work=$(cd "${BUILD:-build}/tmp/hostile" && pwd)
catalogue=$work/catalog
out=$work/out
# What is run or included would leave this file, or show that word.
mkdir "$work/here"
echo INCLUDED >"$work/here/hostile.inc"
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8
. tests/check.sh

here() { # COMMAND...: where it would find what a payload names
    (cd "$work/here" && "$@")
}

python3 tests/hostile/make.py "$generator" "$catalogue" || exit 1
check refused python3 tests/hostile/refused.py "$generator" "$work/refused"
check generated "$generator" "$catalogue" "$out"
check "generated again" "$generator" --check "$catalogue" "$out"
check site "$generator" --site "$catalogue" "$work/site"

judge() { # MEDIUM OUTPUT [READ]
    check "$1" python3 tests/hostile/judge.py "$1" "$catalogue" "$2" ${3:+"$3"}
}

# C and C++, trigraphs too: the same bytes as in the catalogue.
compiled() { # PROGRAM COMMAND...
    program=$1
    shift
    "$@" -O0 -trigraphs -Wall -Wextra -Werror -I "$out" -o "$work/$program" &&
        here "$work/$program" >"$work/$program.txt"
}
check "compiled as C" compiled c gcc -std=c99 tests/hostile/print.c
check "compiled as C++" compiled cxx g++ -std=c++98 -x c++ tests/hostile/print.c
check "C++ as C" cmp "$work/c.txt" "$work/cxx.txt"
judge c "$out" "$work/c.txt"

# The tool prints them, and its JSON is JSON.
tool() {
    gcc -O0 -trigraphs -Wall -Wextra -Werror -std=c99 -D_POSIX_C_SOURCE=200809L \
        -o "$work/tool" "$out/smtpcodes.c" &&
        here "$work/tool" list >"$work/list" &&
        sed -n 's/.*<example>//; s/<\/example>//p' "$catalogue/messages.xml" |
        (here "$work/tool" explain --json --texts || [ $? -eq 1 ]) |
            python3 -c 'import json, sys
lines = [json.loads(line) for line in sys.stdin]
assert len(lines) > 200, len(lines)'
}
check tool tool

judge json "$out"
judge csv "$out"
judge html "$work/site"

find "$out/docs" -name '*.md' | sort | xargs "$markdown" >"$work/markdown.txt"
judge markdown "$out" "$work/markdown.txt"

# Manual pages, those apart that only lead to another.
grep -L '^\.so ' "$out"/man/man*/* >"$work/pages"
lint() {
    here xargs mandoc -Tlint -Wwarning <"$work/pages"
}
shown() {
    here xargs mandoc -Tutf8 -Owidth=200 <"$work/pages" >"$work/man.txt"
}
check "mandoc -Tlint" lint
check "mandoc -Tutf8" shown
judge man "$out" "$work/man.txt"
aliases() { # each is one request, to a page that is there
    grep -h '^\.so ' "$out"/man/man*/* | sort -u | while read -r _ page; do
        [ -f "$out/man/$page" ] || echo "$page"
    done >"$work/dangling"
    [ ! -s "$work/dangling" ] || { cat "$work/dangling"; return 1; }
}
check aliases aliases
# groff with -U runs what a page tells it to. A few pages with all the payloads.
unsafe() {
    for page in "$out"/man/man7/smtp-60[0-2].7 "$out/man/man7/smtpcodes.7"; do
        here groff -U -mdoc -ww -b -z -Tutf8 "$page" 2>&1 || return 1
    done >"$work/groff.txt"
    [ ! -s "$work/groff.txt" ] || { cat "$work/groff.txt"; return 1; }
}
if command -v groff >/dev/null; then check "groff -U" unsafe; fi

# Completion: ids and codes, which no shell reads as anything else.
completion() {
    bash -n "$out/completion/smtpcodes.bash" || return 1
    # shellcheck disable=SC2016 # for that shell
    here bash -c '. "$1"; COMP_WORDS=(smtpcodes "") COMP_CWORD=1; _smtpcodes
        [ ${#COMPREPLY[@]} -gt 300 ] && printf "%s\n" "${COMPREPLY[@]}"' \
        bash "$out/completion/smtpcodes.bash" >"$work/words" || return 1
    if grep -vxE '[a-z0-9.-]+' "$work/words"; then return 1; fi
    for shell in zsh fish; do
        file=$out/completion/smtpcodes.fish
        [ $shell = zsh ] && file=$out/completion/_smtpcodes
        if command -v $shell >/dev/null; then $shell -n "$file" || return 1; fi
    done
}
check completion completion

# What builds know is a version and names of ours.
for file in CMakeLists.txt meson.build smtpcodes.pc.in; do
    check "$file" cmp "tests/golden/out/$file" "$out/$file"
done

check "nothing was run" [ -z "$(find PWNED "$work" -name PWNED 2>/dev/null)" ]
check "nothing but ours" [ "$(ls "$work/here")" = hostile.inc ]

echo "hostile: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
