#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Packs the sources: dist.sh FOLDER writes FOLDER/smtpcodes-VERSION.tar.gz. The
# same files give the same bytes, whoever packs them, where and when. Run from
# the repository root.
set -eu
newest=$(gen/packaging/releases.sh | head -1)
version=${newest% *} date=${newest#* }
to=$1/smtpcodes-$version.tar.gz

# In a checkout, what git has. In an unpacked archive all is git's: what else
# lies at its top is left out.
files() {
    if [ -e .git ]; then
        git ls-files -z
    else
        find catalog gen out tests Makefile README.md LICENSE .ci .github .clang-format \
            .editorconfig .gitattributes .gitignore -type f -print0
    fi
}
if [ -e .git ]; then
    changed=$(git status --porcelain --untracked-files=no)
    [ -z "$changed" ] || {
        echo "$changed"
        echo 'dist: these changes are in no commit; commit them first, or take them back'
        exit 2
    } >&2
fi

# macOS has another tar, and GNU's under this name.
tar=$(command -v gtar || echo tar)
mkdir -p "$1"
rm -f "$to"
# Errors of a pipe's first commands count, too.
files >"$to.files"
LC_ALL=C sort -z "$to.files" >"$to.sorted"
"$tar" --create --file="$to.tar" --format=ustar --null --files-from="$to.sorted" \
    --transform="s,^,smtpcodes-$version/," --mtime="$date 00:00Z" \
    --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX
gzip -9n <"$to.tar" >"$to.gz"
rm "$to.files" "$to.sorted" "$to.tar"
mv "$to.gz" "$to"
echo "dist: $to, $(du -k "$to" | cut -f1) KB"
