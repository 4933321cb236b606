#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The manual as its readers use it: every code has its pages and every page
# its code, whatis finds each page, and no line is wider than the terminal. Run
# from the repository root.
set -u
work=${BUILD:-build}/tmp/manual
failed=0

rm -rf "$work"
mkdir -p "$work"

fail() {
    failed=$((failed + 1))
    echo "FAILED: $*" >&2
}

# Codes as the JSON has them, replies and statuses alike, ranges too. Those of
# a provider's uses stand deeper.
sed -n 's/^      "code": "\([0-9X.-]*\)",$/\1/p' out/smtpcodes.json |
    grep -E '^([0-9]{3}|X\.[0-9.]*(-[0-9]*)?)$' | sort -u >"$work/codes"
[ "$(wc -l <"$work/codes")" -gt 150 ] || fail "no codes in the JSON"
while read -r code; do
    case $code in X*) folder=statuses ;; *) folder=replies ;; esac
    [ -e "out/docs/$folder/$code.md" ] || fail "$code has no page in docs"
    [ -e "out/man/man7/smtp-$code.7" ] || fail "$code has no man page"
done <"$work/codes"
for page in out/docs/replies/*.md out/docs/statuses/*.md; do
    code=${page##*/}
    grep -qx "${code%.md}" "$work/codes" || fail "$page is of no code"
done

# Real pages; the others are one line that leads to one of them.
grep -L '^\.so ' out/man/man*/* >"$work/pages"
if command -v lexgrog >/dev/null; then
    while read -r page; do
        lexgrog "$page" >/dev/null 2>&1 || fail "whatis does not understand $page"
    done <"$work/pages"
else
    echo "manual: not asked what whatis finds, since there is no lexgrog here" >&2
fi
grep -l '^\.so ' out/man/man*/* | while read -r page; do
    target=$(sed -n 's/^\.so //p' "$page")
    [ -e "out/man/$target" ] || echo "$page leads to $target" >>"$work/dangling"
done
[ ! -e "$work/dangling" ] || fail "$(cat "$work/dangling")"

# A page that names itself where it should say something else.
while read -r page; do
    name=${page##*/}
    grep -q "Xr ${name%.*} ${name##*.}" "$page" && echo "$page names itself"
done <"$work/pages" >"$work/selves"
[ ! -s "$work/selves" ] || fail "$(cat "$work/selves")"

# What the eye sees at 80 columns, overstriking and literal samples apart.
for page in out/man/man7/smtp-550.7 out/man/man7/smtp-X.7.26.7 \
    out/man/man7/smtp-mailbox-full.7 out/man/man7/smtpcodes.7 \
    out/man/man3/smtpcodes*.3; do
    mandoc -Tascii -Owidth=80 "$page" | sed 's/.\x08//g' |
        awk 'length > 80 { print FILENAME ": " $0; bad = 1 } END { exit bad }' ||
        fail "$page is wider than 80 columns"
done

echo "manual: $(wc -l <"$work/pages") pages, $failed failed"
[ "$failed" -eq 0 ]
