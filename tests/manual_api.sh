#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Section 3 of the manual against the headers that it describes: each header
# has its page, each function a prototype there and a page by its own name,
# each constant and macro a word, and no page speaks of what is in no header.
# The programs under EXAMPLES compile, run as shown and print what is shown;
# the samples of the guide and in the headers compile, too. Run from the
# repository root.
set -u
pages=out/man/man3
work=${BUILD:-build}/tmp/manual_api
failed=0

rm -rf "$work"
mkdir -p "$work"

. tests/as_expected.sh

fail() {
    failed=$((failed + 1))
    echo "FAILED: $*" >&2
}

# Prototypes that a header declares, one a line, single blanks.
declared() {
    awk '/^SMTPC_API / { text = ""; on = 1 }
        on { text = text " " $0 }
        on && /\)/ { on = 0; if (/;$/) print text }' "$1" |
        sed 's/^ *SMTPC_API //; s/  */ /g; s/\* /*/; s/;$//'
}

# Prototypes of a page's SYNOPSIS, the same way.
described() {
    awk -F'"' '
        function arguments(from,   i, text) {
            for (i = from; i <= NF; i += 2)
                text = text (text ? ", " : "") $i
            return text
        }
        function put(name, text) {
            sub(/ *$/, " ", type)
            sub(/\* $/, "*", type)
            print type name "(" text ")"
        }
        { split($1, word, " ") }
        /^\.Sh/ { on = word[2] == "SYNOPSIS" }
        !on { next }
        /^\.Ft/ { type = $2 ? $2 : substr($1, 5) }
        /^\.Fn smtpc_/ { put(word[2], $2 ? arguments(2) : word[3]) }
        /^\.Fo/ { name = word[2]; text = "" }
        /^\.Fa/ { text = text (text ? ", " : "") arguments(2) }
        /^\.Fc/ { put(name, text) }' "$1"
}

# Enumerators and macros for callers. Codes have pages of their own.
constants() {
    sed -n 's/^ *\(SMTPC_[A-Z][A-Z0-9_]*\) = .*/\1/p
        s/^#define \(SMTPC_[A-Z0-9_]*\).*/\1/p' "$1" |
        grep -vE '_$|^SMTPC_X_|^SMTPC_API$' | sort -u
}

for header in out/smtpcodes*.h; do
    name=${header##*/}
    name=${name%.h}
    page=$pages/$name.3
    [ -e "$page" ] || { fail "$header has no page in section 3"; continue; }
    declared "$header" | sort >"$work/declared"
    [ -s "$work/declared" ] || fail "$header declares nothing"
    described "$page" | sort >"$work/described"
    diff "$work/declared" "$work/described" >&2 ||
        fail "$header (<) declares what $page (>) does not"
    sed -n 's/^\.Nm \(smtpc_[a-z_]*\).*/\1/p' "$page" | sort >"$work/named"
    sed 's/(.*//; s/.*[ *]//' "$work/declared" | sort | tee -a "$work/all" |
        diff - "$work/named" >&2 || fail "NAME of $page (>) lists other functions"
    while read -r function; do
        grep -qx "\.so man3/$name\.3" "$pages/$function.3" ||
            fail "man $function does not lead to $name(3)"
    done <"$work/named"
    constants "$header" >"$work/constants"
    while read -r constant; do
        grep -qw "$constant" "$page" || fail "$name(3) says nothing of $constant"
    done <"$work/constants"
done

for page in "$pages"/smtpc_*; do
    function=${page##*/}
    grep -qx "${function%.3}" "$work/all" || fail "$page is of no function"
done
grep -ohE '(smtpc|SMTPC)_[A-Za-z0-9_]+' "$pages"/smtpcodes*.3 | sort -u |
    while read -r word; do
        grep -qw "$word" out/smtpcodes*.h || echo "$word"
    done >"$work/unknown"
[ ! -s "$work/unknown" ] ||
    fail "no header has $(tr '\n' ' ' <"$work/unknown")"

# What the caller fills in.
placeholders() {
    grep -oE '\{[a-z-]+\}' "$1" | sort -u
}
placeholders out/smtpcodes_text.h >"$work/filled"
placeholders "$pages/smtpcodes_text.3" | diff "$work/filled" - >&2 ||
    fail "smtpcodes_text(3) (>) lists other placeholders than there are (<)"

# Displays of EXAMPLES come in pairs: a program; then, behind a prompt, how it
# is called by its name, and what it prints. They go to N.c, N.run, N.expected.
examples() {
    awk -v to="$2" '/^\.Sh/ { on = /EXAMPLES/ }
        on && /^\.Bd -literal/ { shown = 1; first = 1; next }
        /^\.Ed/ { shown = 0 }
        !on || !shown { next }
        first { run = /^\$ /; if (!run) n++ }
        first && run { sub(/^\$ /, ""); print >(to n ".run"); first = 0; next }
        { first = 0; print >(to n (run ? ".expected" : ".c")) }' "$1"
    for file in "$2"[0-9]*; do
        sed 's/^\\&//; s/\\e/\\/g; s/\\-/-/g; s/\\(aq/'"'"'/g' "$file" \
            >"$file.plain" && mv "$file.plain" "$file"
    done
}

compile() {
    ${CC:-cc} -std=c99 -pedantic -Wall -Wextra ${WERROR:+-Werror} -Iout "$@" \
        2>"$work/log" || { cat "$work/log" >&2; return 1; }
}

for page in "$pages"/smtpcodes*.3; do
    name=${page##*/}
    name=${name%.3}
    examples "$page" "$work/$name-"
    [ -e "$work/$name-1.c" ] || fail "$name(3) has no program"
    for source in "$work/$name"-[0-9]*.c; do
        [ -e "$source" ] || continue
        stem=${source%.c}
        if [ ! -s "$stem.run" ] || [ ! -s "$stem.expected" ]; then
            fail "$name(3) does not show a run of a program"
            continue
        fi
        program=$(grep -o '\./[a-z]*' "$stem.run")
        if ! compile "$source" -o "$work/$program"; then
            fail "a program of $name(3) does not compile"
        elif ! (cd "$work" && sh) <"$stem.run" >"$stem.output"; then
            fail "a program of $name(3) fails"
        elif ! as_expected "$stem.expected" "$stem.output"; then
            diff "$stem.expected" "$stem.output" >&2
            fail "a program of $name(3) (<) prints something else (>)"
        fi
    done
done

# A fragment is statements that call what its reader has. $1: what it is of.
fragment() {
    grep -q 'smtpc_' "$work/fragment" || fail "$1 has no sample"
    {
        sed -n '/^#/p' "$work/fragment"
        echo '#include <stdio.h>
#include <string.h>
void alarm_operator(const char *title, const char *steps);
void sample(const char *recipient, const char *reply, const char *mail,
            size_t len);
void show_sender(const char *title, const char *steps);
void stop_mailing(const char *recipient, const char *reply);
void try_later(const char *recipient);
void sample(const char *recipient, const char *reply, const char *mail,
            size_t len)
{
    (void)recipient;
    (void)reply;
    (void)mail;
    (void)len;'
        sed '/^#/d' "$work/fragment"
        echo '}'
    } >"$work/fragment.c"
    compile -c "$work/fragment.c" -o "$work/fragment.o" ||
        fail "the sample of $1 does not compile"
}

awk '/^```/ { if (text ~ /#define SMTPC_/) print text
        text = ""; next }
    { text = text $0 "\n" }' out/docs/README.md >"$work/fragment"
fragment 'the guide'
for header in out/smtpcodes*.h; do
    {
        echo '#define SMTPC_IMPLEMENTATION'
        echo "#include \"${header##*/}\""
        sed -n '/^#ifndef/q; s/^ \*     //p' "$header"
    } >"$work/fragment"
    fragment "$header"
done

echo "manual_api: $(wc -l <"$work/all") functions," \
    "$(find "$work" -name '*.output' | wc -l) programs, $failed failed"
[ "$failed" -eq 0 ]
