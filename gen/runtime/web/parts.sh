#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Makes what the web pages have besides their text: the box on top of each, and
# on the front page the WebAssembly that answers, all inside of the page. Each
# page says in its Content-Security-Policy which scripts may run, by their
# digests, and that nothing may be fetched. Usage: parts.sh WASM TO [ISSUES],
# with ISSUES the address at which an issue is opened.
set -eu
here=$(dirname "$0")
wasm=$1
to=$2
issues=${3:-}
mkdir -p "$to"

digest() {
    { sha256sum 2>/dev/null || shasum -a 256; } <"$1" | cut -d ' ' -f 1 | xxd -r -p |
        base64 | sed 's/.*/'"'sha256-&'/"
}

policy() {
    printf '<meta http-equiv="Content-Security-Policy" content="%s; %s">\n' \
        "default-src 'none'; base-uri 'none'; form-action 'none'" "$1"
}

# What stands between the tags is digested to the byte.
inline() {
    printf '<%s>' "$1"
    cat "$2"
    printf '</%s>\n' "$1"
}

# Comments and indents are for who reads the sources.
lean() {
    sed -e '/^ *\/\*.*\*\/ *$/d' -e '/^ *\/\*/,/\*\/ *$/d' -e 's/^ *//' -e '/^$/d' "$@"
}

for script in box page; do
    lean "$here/$script.js" >"$to/$script.js"
done
lean "$here/../site.css" "$here/page.css" >"$to/page.css"

policy "style-src 'self'; script-src $(digest "$to/box.js")" >"$to/head.html"
{
    cat "$here/box.html"
    inline script "$to/box.js"
} >"$to/top.html"

{
    policy "style-src $(digest "$to/page.css"); script-src $(digest "$to/page.js") 'wasm-unsafe-eval'"
    inline style "$to/page.css"
} >"$to/front-head.html"

# The box and what answers in it; $1 is where the pages are, $2 a link to the
# copy that is one file.
front() {
    sed -e "s|@PAGES@|$1|" -e "s|@ALONE@|$2|" -e "s|@ISSUES@|$issues|" "$here/page.html"
    printf '<script type="application/gzip" id="wasm">'
    gzip -9nc "$wasm" | base64 | tr -d '\n'
    printf '</script>\n'
    inline script "$to/page.js"
}
front ./ ' <a href="smtpcodes.html">Keep a copy</a>, which is one file.' >"$to/front-top.html"

{
    cat <<'END'
<!doctype html>
<!-- SPDX-License-Identifier: 0BSD -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What does this bounce mean?</title>
<meta name="description" content="Explains bounces, SMTP replies and lines of mail logs, in one file that sends nothing.">
END
    cat "$to/front-head.html"
    printf '</head>\n<body>\n<main>\n'
    front '' ''
    printf '</main>\n</body>\n</html>\n'
} >"$to/alone.html"
