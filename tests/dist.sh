#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The archive of the sources: the same bytes for everybody, what git has and
# nothing else, and all that is needed to build, to install and to pack again,
# without git and without a network. In a copy of the tree. Run from the
# repository root.
set -u
root=$PWD
mkdir -p "${BUILD:-build}/tmp"
work=$(cd "${BUILD:-build}/tmp" && pwd)/dist
excerpt="tail -5"
. tests/check.sh
rm -rf "$work"
mkdir -p "$work/tree" "$work/without-git"
cp -R catalog gen out tests Makefile README.md LICENSE .ci .github .clang-format \
    .editorconfig .gitattributes .gitignore "$work/tree"
cd "$work/tree" || exit 1
unset MAKEFLAGS MFLAGS BUILD
export CFLAGS=-O0
version=$(sed -n 's/^Version: //p' out/smtpcodes.pc.in)
archive=build/smtpcodes-$version.tar.gz

pack() {
    gen/packaging/dist.sh build
}

commit() {
    git init -q . && git add -A &&
        git -c user.name=x -c user.email=x@example.com commit -q -m x
}

# Another day and country, another user, who keeps files private.
packed_elsewhere() {
    umask 077
    find catalog gen out -type f -exec touch {} +
    chmod -R go-rwx .
    [ "$(id -u)" -ne 0 ] || chown -R 1:1 catalog gen out
    TZ=Pacific/Auckland LC_ALL=C.UTF-8 pack && cmp "$archive" ../first.tar.gz
}

# Only that change, and no archive that lacks it.
names_what_is_not_committed() {
    echo >>README.md
    ! pack 2>../refused && git checkout -q README.md || return 1
    cat ../refused
    [ "$(grep -c '^.M ' ../refused)" = 1 ] && grep -q '^ M README.md' ../refused
}

has_what_git_has() {
    git ls-files | sed "s,^,smtpcodes-$version/," | LC_ALL=C sort >../want
    tar -tzf "$archive" | diff ../want -
}

# Nobody's name, no time of day, and modes of two kinds.
says_nothing_of_who_packed() {
    tar -tvzf "$archive" --numeric-owner --utc |
        grep -vE '^-rw(-r--r--|xr-xr-x) 0/0 +[0-9]+ [0-9-]+ 00:00 ' >../odd
    head -3 ../odd
    [ ! -s ../odd ]
}

# A git that only says that it was called, and no network where that may be
# taken away.
no_network=
unshare -rn true 2>/dev/null && no_network="unshare -rn"
printf '#!/bin/sh\necho "git $*" >>"%s"\nexit 127\n' "$work/git-calls" \
    >"$work/without-git/git"
chmod +x "$work/without-git/git"
alone() {
    PATH=$work/without-git:$PATH $no_network "$@"
}

installs() {
    alone make -s install DESTDIR="$work/root" PREFIX=/usr &&
        "$work/root/usr/bin/smtpcodes" --version | grep -F "$version" &&
        "$work/root/usr/bin/smtpcodes" 5.1.1
}

# Beside what somebody else laid there.
packed_again() {
    mkdir -p debian && : >debian/control
    alone make -s dist && cmp "$archive" ../first.tar.gz
}

: >left-behind.txt
if command -v git >/dev/null; then
    rm left-behind.txt
    check "a commit" commit
    : >left-behind.txt
    check "an archive" pack
    check "what git has" has_what_git_has
    cp "$archive" ../first.tar.gz
    check "the same elsewhere" packed_elsewhere
    check "a change that is not committed" names_what_is_not_committed
else
    check "an archive" pack
    cp "$archive" ../first.tar.gz
fi
check "nothing of who packed" says_nothing_of_who_packed

cd "$work" || exit 1
check "unpack" tar -xzf first.tar.gz
cd "smtpcodes-$version" || exit 1
check "make" alone make -s
check "make install" installs
check "packed again" packed_again
check "git is not asked" [ ! -e "$work/git-calls" ]

cd "$root" || exit 1
[ "$failed" -gt 0 ] || rm -rf "$work"
echo "dist: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
