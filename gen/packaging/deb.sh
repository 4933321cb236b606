#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Makes Debian's packages, and the sources as Debian wants them, from the
# archive that dist.sh left in a folder: deb.sh FOLDER writes FOLDER/deb/.
# DEBFULLNAME and DEBEMAIL name who gives them out. Run from the repository
# root.
set -eu
from=$1
to=$from/deb
umask 022
for command in dpkg-buildpackage dh; do
    command -v $command >/dev/null || {
        echo "deb: $command is missing: make deps-deb" >&2
        exit 2
    }
done
version=$(gen/packaging/releases.sh | sed 's/ .*//;q')
# Nobody reads what is sent there.
maintainer="${DEBFULLNAME:-smtpcodes contributors} <${DEBEMAIL:-smtpcodes@packages.invalid}>"

rm -rf "$to"
mkdir -p "$to"
cp "$from/smtpcodes-$version.tar.gz" "$to/smtpcodes_$version.orig.tar.gz"
tar -C "$to" -xzf "$to/smtpcodes_$version.orig.tar.gz"
source=$to/smtpcodes-$version
cp -R gen/packaging/debian "$source/debian"

export MAINTAINER="$maintainer"
awk '{ at = index($0, "@MAINTAINER@") }
    at { $0 = substr($0, 1, at - 1) ENVIRON["MAINTAINER"] } { print }' \
    gen/packaging/debian/control >"$source/debian/control"
between=
gen/packaging/releases.sh | while read -r release date; do
    printf "$between"'smtpcodes (%s-1) unstable; urgency=medium\n\n  * New version.\n\n -- %s  %s\n' \
        "$release" "$maintainer" "$(LC_ALL=C date -u -R -d "$date")"
    between='\n'
done >"$source/debian/changelog"
mkdir "$source/debian/source"
echo '3.0 (quilt)' >"$source/debian/source/format"

# Nothing of who calls: flags and variables of make would change what is built.
(cd "$source" && env -i PATH="$PATH" HOME="$HOME" LC_ALL=C.UTF-8 \
    DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS-}" dpkg-buildpackage -us -uc) >"$to/log" 2>&1 || {
    tail -30 "$to/log" >&2
    echo "deb: the rest is in $to/log" >&2
    exit 1
}
rm -rf "$source"
for package in "$to"/*.deb; do
    echo "deb: $package, $(du -k "$package" | cut -f1) KB"
done
