#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The Makefile in hands that it was not made for: two calls at once, a kill, a
# tool that fails, other flags, hostile names, odd folders to install into. All
# in a copy of the tree. Run from the repository root.
set -u
root=$PWD
mkdir -p "${BUILD:-build}/tmp"
work=$(cd "${BUILD:-build}/tmp" && pwd)/building
failed=0

fail() {
    failed=$((failed + 1))
    echo "FAILED: building: $*" >&2
    tail -5 "$work/log" >&2
}

run() { # COMMAND...: what it says goes to the log
    "$@" >"$work/log" 2>&1
}

# Its path has a blank and a letter beyond ASCII.
tree() { # a copy of what git has, without what was built, of a small catalogue
    rm -rf "$work/tree é"
    mkdir -p "$work/tree é"
    cp -R gen tests Makefile "$work/tree é"
    cd "$work/tree é" || exit 1
    cp -R tests/golden/catalog tests/golden/out .
    cp "$root/catalog/catalog.rng" catalog
}

# Without other people's settings; quickly, since nothing is measured.
unset MAKEFLAGS MFLAGS WERROR BUILD
export CFLAGS=-O0 LC_ALL=C
mk() {
    run make -j2 "$@"
}

is_right() { # out/ is what the catalogue says, and nothing lies beside it
    run build/smtpcodes-gen --check catalog out && run diff -r "$out" out &&
        [ -z "$(find . -name '*.gen-*')" ]
}
out=$PWD/tests/golden/out
tree

# Two at once, from nothing and over a broken out/.
for round in 1 2 3; do
    [ "$round" = 1 ] && rm -rf build
    rm -f out/docs/README.md out/smtpcodes.h
    make gen >first.log 2>&1 &
    make gen >second.log 2>&1 || fail "one of two at once: $(tail -1 second.log)"
    wait $! || fail "the other of two at once: $(tail -1 first.log)"
    is_right || fail "two at once leave out/ wrong"
done

# Whoever keeps files private has private ones, and git, which knows only who
# may run a file, the same as all others.
rm -f out/docs/README.md
echo x >>out/smtpcodes.c
(umask 077 && mk gen) || fail "with a umask of 077"
is_right || fail "a umask of 077 leaves out/ wrong"
[ -z "$(find out -type f -perm -100)" ] || fail "a umask of 077 makes files run"
[ -z "$(find out ! -perm -400)" ] || fail "a umask of 077 hides out/ from its owner"

# What was removed or changed comes back; a file of the catalogue is missed.
rm out/docs/README.md
echo x >>out/smtpcodes.c
mk gen || fail "a file of out/ is gone"
is_right || fail "a file of out/ is not put right"
mv catalog/guide.xml kept
mk gen && fail "a file of the catalogue is gone, and nobody says so"
grep -q 'guide\.xml' "$work/log" || fail "the file that is gone is not named"
mk drift && fail "a faulty catalogue is what out/ has"
[ "$(grep -c 'guide\.xml' "$work/log")" = 1 ] || fail "drift does not name it once"
grep -q 'make gen' "$work/log" && fail "drift says what does not help"
mv kept catalog/guide.xml

# Names are data, and the quotes single for that.
# shellcheck disable=SC2016
for name in 'catalog/x;touch PWNED #.xml' 'catalog/providers/$(touch PWNED).xml' \
    'out/x;touch PWNED #' 'out/y;touch$IFS"PWNED";.h' 'out/`touch PWNED`.c'; do
    : >"$name"
    mk gen && fail "$name is taken"
    grep -q 'PWNED' "$work/log" || fail "$name is not named"
    mk schema
    mk build/smtpcodes || fail "$name keeps the tool from being built"
    [ -z "$(find . -name PWNED)" ] || fail "$name is run"
    rm -f "$name" PWNED
done
mk gen || fail "without those names"
is_right || fail "those names leave out/ wrong"

# Something else to build with, a warning that stops only who asks for that, and
# a header of what is embedded.
mk gen
grep -q '^cc ' "$work/log" && fail "built anew for nothing"
export CFLAGS='-O0 -Wpadded'
mk gen || fail "a warning stops the build"
[ "$(grep -c '^cc ' "$work/log")" -gt 50 ] || fail "other flags build nothing anew"
grep -q 'padd' "$work/log" || fail "no warning was met"
touch gen/base/diag.c
mk gen WERROR=1 && fail "WERROR=1 does not make it an error"
echo '#error read' >>gen/runtime/embedded.h
mk build/gen/embedded.o && fail "embedded.h is not looked at"
sed '$d' gen/runtime/embedded.h >kept && mv kept gen/runtime/embedded.h

# xxd that fails, or is killed with its shell, half-way.
mkdir bin
# shellcheck disable=SC2016 # for the shell that is made
for end in 'exit 1' 'kill -9 $PPID'; do
    # shellcheck disable=SC2016 # the same
    printf '#!/bin/sh\n[ "$1" = -v ] && exit\necho "0x01,"\n%s\n' "$end" >bin/xxd
    chmod +x bin/xxd
    rm -f build/gen/embedded.*
    PATH=$PWD/bin:$PATH mk gen && fail "xxd fails ($end), and nobody says so"
    [ -e build/gen/embedded.c ] && fail "xxd fails ($end) and leaves half a file"
done
mk gen || fail "not built after xxd failed"

# Killed at any time: the next call finishes.
mk gen
for delay in $(command -v setsid >/dev/null && echo 0.1 0.4 0.8 1.5); do
    rm -rf build/gen/write build/smtpcodes-gen out/docs
    setsid make -j2 gen >/dev/null 2>&1 &
    sleep "$delay"
    kill -9 -$! 2>/dev/null
    wait $! 2>/dev/null
    mk gen || fail "not built after a kill"
    is_right || fail "a kill leaves out/ wrong"
done

# The hook that looks at what is committed, whatever lies in the folder. The
# catalogue's first title is what is edited.
commit() {
    run git -c user.name=x -c user.email=x@example.com commit -q -m "$1"
}
if command -v git >/dev/null; then
    mk gen
    git init -q . && git add catalog out tests gen Makefile
    mk hooks || fail "make hooks"
    commit "as it is" || fail "the hook refuses what matches"
    sed 's/<title>A guide/<title>The guide/' catalog/guide.xml >kept && mv kept catalog/guide.xml
    git add catalog
    commit "without out/" && fail "the hook takes a catalogue without its out/"
    grep -q 'make gen' "$work/log" || fail "the hook does not say make gen"
    mk gen
    git add catalog out
    commit "with out/" || fail "the hook refuses a catalogue with its out/"
    sed 's/<title>//' catalog/guide.xml >kept && mv kept catalog/guide.xml
    git add catalog && git checkout-index -f catalog/guide.xml
    commit "not well-formed" && fail "the hook takes what is not well-formed"
    grep -q 'catalog/guide.xml:' "$work/log" || fail "the hook does not name the file"
    git reset -q --hard
    rm -rf .git
    mk gen || fail "after the hooks"
fi

# Two targets at once: what reads out/ waits for gen.
sed 's/<title>The guide/<title>A guide/' catalog/guide.xml >kept && mv kept catalog/guide.xml
run make -j4 drift gen || fail "make -j4 drift gen: drift does not wait for gen"
is_right || fail "the catalogue is not as it was"

# Everything that is built goes to B, and nothing else is touched.
mv build kept
mk gen B="$work/elsewhere" || fail "B="
[ -x "$work/elsewhere/smtpcodes-gen" ] || fail "B= is not where the generator is built"
[ -e build ] && fail "B= and yet there is build/"
mv kept build

# Installed from out/ alone, with a C compiler alone, wherever, whoever: the
# same modes.
rm -rf gen build out
cp -R "$root/out" .
# The web pages go along where they were built.
mkdir -p build/site/550 build/site/5.1.1
for page in index.html 550/index.html 5.1.1/index.html; do
    echo "$page" >"build/site/$page"
    echo "0123456789abcdef  $page"
done >build/site/manifest.txt
for tool in xml2-config xxd pkg-config; do
    printf '#!/bin/sh\nexit 127\n' >"bin/$tool"
    chmod +x "bin/$tool"
done
to="$work/a b'c"
prefix="/opt/it's \"here\""
place() { # TARGET [VARIABLE...]
    run make "$@" DESTDIR="$to" PREFIX="$prefix"
}
files() {
    find "$to" -type f | sort
}
umask 022
# What others have there, their folder's mode too, is left alone.
rm -rf "$to"
mkdir -p "$to$prefix/share/man/man7" "$to$prefix/share/smtpcodes"
chmod 775 "$to$prefix/share/man/man7"
: >"$to$prefix/share/man/man7/smtpcodes-other.7"
: >"$to$prefix/share/smtpcodes/other.csv"
others=$(files)
(umask 077 && PATH=$PWD/bin:$PATH place install) || fail "install"
[ "$(find "$to" -type d ! -perm 755)" = "$to$prefix/share/man/man7" ] ||
    fail "folders that others cannot enter, or that they had otherwise"
[ "$(find "$to" -type f ! -path '*/bin/*' ! -perm 644)" = "" ] ||
    fail "files that others cannot read"
[ "$(find "$to" -path '*/bin/smtpcodes' -perm 755)" ] || fail "the tool's mode"
[ "$(find "$to" -type f | wc -l)" -gt 200 ] || fail "files are missing"
"$to$prefix/bin/smtpcodes" 550 >/dev/null || fail "the tool does not run"
html=$to$prefix/share/doc/smtpcodes/html
[ "$(cat "$html/550/index.html")" = 550/index.html ] || fail "the web pages are missing"
# A page that is no more goes, one of somebody else stays.
: >"$html/550/other.html"
sed -i.bak /5.1.1/d build/site/manifest.txt
rm -r build/site/5.1.1 build/site/manifest.txt.bak
place install || fail "install again"
[ -e "$html/5.1.1" ] && fail "a page that is no more stays"
[ -e "$html/550/other.html" ] || fail "a page of somebody else goes"
rm "$html/550/other.html"
if command -v pkg-config >/dev/null; then
    flags=$(PKG_CONFIG_PATH=$to$prefix/share/pkgconfig pkg-config --cflags smtpcodes)
    eval "set -- $flags"
    [ "$1" = "-I$prefix/include" ] || fail "pkg-config says $flags"
fi

# Each target that README's table names has a rule.
targets=$(grep '^| ' "$root/README.md" | grep -o '`make [a-z-]*' | sed 's/.* //' | sort -u)
for target in $targets; do
    grep -qE "^([a-z-]+ )*$target( [a-z-]+)*:" Makefile tests/*/*.mk || fail "make $target has no rule"
done

# Other flags build the tool anew.
for flag in CPPFLAGS='-include not-there.h' LDFLAGS=-lnot-there; do
    place install "$flag" && fail "$flag is not honoured"
    grep -q 'not-there' "$work/log" || fail "$flag is not what stops it"
done

# The same files go, whether or not there is anything to build them with.
rm -rf build
place uninstall CC=false || fail "uninstall"
[ "$(files)" = "$others" ] || fail "uninstall leaves or takes: $(files | head)"
rm "$to$prefix/share/smtpcodes/other.csv"
place uninstall CC=false || fail "uninstall of what is gone"
for ours in smtpcodes doc/smtpcodes; do
    [ -e "$to$prefix/share/$ours" ] && fail "uninstall leaves our folder $ours"
done

cd "$root" || exit 1
rm -rf "$work/tree é" "$to"
echo "building: $failed failed"
[ "$failed" -eq 0 ]
