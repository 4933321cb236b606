#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The web pages as people and search engines meet them: a page under each
# number that stands on a screen, the catalogue's X leads there, each page has
# a title and a description of its own, nothing is fetched from elsewhere and
# nothing runs but what the page itself vouches for. Usage: pages.sh SITE. Run from the repository root.
set -u
site=$1
work=${BUILD:-build}/tmp/site
failed=0

rm -rf "$work"
mkdir -p "$work"

fail() {
    failed=$((failed + 1))
    echo "FAILED: site: $*" >&2
}

# Codes with their classes, as the JSON has them.
awk '/^      "code": "/ { code = $2; gsub(/[",]/, "", code) }
    /^      "classes": / { on = 1; classes = "" }
    on && /^        [2-5]/ { classes = classes substr($1, 1, 1) }
    on && /^      \]/ { on = 0; print code, classes }' \
    out/smtpcodes.json | sort -u >"$work/codes"
[ "$(grep -c '^X.* [2-5]' "$work/codes")" -gt 50 ] || fail "no statuses in the JSON"
while read -r code classes; do
    case $code in
    X*)
        grep -q 'http-equiv="refresh"' "$site/$code/index.html" ||
            fail "$code does not lead on"
        for class in $(echo "$classes" | sed 's/./& /g'); do
            held=$class${code#X}
            grep -q "<h1 id=\"$code\">.*$held.*" "$site/$held/index.html" ||
                fail "$held has no page that names it"
        done
        ;;
    *) grep -q "<h1 id=\"$code\">" "$site/$code/index.html" || fail "$code has no page" ;;
    esac
done <"$work/codes"

find "$site" -name '*.html' | sort >"$work/pages"
while read -r page; do
    for part in title 'meta name="description" content="' 'meta name="viewport"' \
        '\(link rel="stylesheet"\|style>\)'; do
        [ "$(grep -c "<$part" "$page")" = 1 ] || fail "$page has not one <$part"
    done
    # The description has words, and not too many for a list of results.
    sed -n 's/^<meta name="description" content="\(.*\)">$/\1/p' "$page" |
        awk -v page="$page" 'length > 400 || length < 15 { print page ": " $0; bad = 1 }
            END { exit bad || NR != 1 }' || fail "$page: its description"
    # One that counts has a title that no other has.
    grep -q 'rel="canonical"' "$page" || sed -n 's/.*<title>\(.*\)<\/title>.*/\1/p' "$page"
done <"$work/pages" >"$work/titles"
sort "$work/titles" | uniq -d | grep . && fail "titles that two pages have"
[ "$(wc -l <"$work/titles")" -gt 150 ] || fail "pages are missing"

# Nothing is loaded from elsewhere. A script is inside of its page, which allows
# this one by its digest, and no request.
xargs grep -lE '<iframe|<img|<object| on[a-z]+=|style=|src=' <"$work/pages" &&
    fail "pages that run or load something"
xargs grep -hoE '<link [^>]*href="[^"]*"' <"$work/pages" | grep -E '"(https?:)?//' &&
    fail "a stylesheet from elsewhere"
xargs grep -l '<script' <"$work/pages" >"$work/running"
policy="http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
xargs -r grep -L "$policy" <"$work/running" | grep . && fail "pages that run and allow requests"
xargs -r grep -hE "$policy" <"$work/running" | grep -E 'https?:|\*|unsafe-inline|-src data:' &&
    fail "pages that allow more than needed"
# SCRIPT or STYLE of a page, to the byte, as its policy has it.
digest_of() {
    awk -v tag="$1" 'on && index($0, "</" tag ">") { sub("</" tag ">.*", ""); printf "%s", $0; exit }
        index($0, "<" tag ">") { on = 1; sub(".*<" tag ">", "") }
        on { print }' "$2" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d ' ' -f 1 |
        xxd -r -p | base64
}
xargs -r grep -hE "$policy" <"$work/running" | sort -u >"$work/policies"
while read -r line; do
    page=$(xargs grep -lF -- "$line" <"$work/running" | sed -n 1p)
    for tag in script style; do
        grep -q "<$tag>" "$page" || continue
        grep -qF "'sha256-$(digest_of $tag "$page")'" "$page" || fail "$page: its $tag may not run"
    done
done <"$work/policies"
grep -E 'url\(|@import' "$site/site.css" && fail "the stylesheet loads something"
[ "$(wc -c <"$site/site.css")" -lt 5000 ] || fail "the stylesheet is no small one"
grep -q 'prefers-color-scheme: dark' "$site/site.css" || fail "no dark mode"

echo "site: $(wc -l <"$work/pages") pages, $failed failed"
[ "$failed" -eq 0 ]
