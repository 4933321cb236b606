#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Scratch projects that take out/ by the real CMake, Meson and pkg-config, in
# every way that README names. Each builds a program that compares the version
# its build system was told with the one in the headers. Run from the
# repository root.
set -u
mkdir -p "${BUILD:-build}/tmp"
work=$(cd "${BUILD:-build}/tmp" && pwd)/"build systems"
out=$PWD/out
excerpt="tail -20"
. tests/check.sh

refused() { # WORDS COMMAND...: it fails, and says why
    words=$1
    shift
    ! "$@" >"$work/refused" 2>&1 && grep "$words" "$work/refused"
}

for tool in cmake meson ninja pkg-config; do
    command -v $tool >/dev/null || {
        echo "build systems: $tool is missing: make deps" >&2
        exit 1
    }
done
unset DESTDIR CFLAGS CPPFLAGS CXXFLAGS LDFLAGS PKG_CONFIG_PATH
rm -rf "$work"
mkdir -p "$work"
version=$(sed -n 's/^Version: //p' out/smtpcodes.pc.in)
next=$((${version%%.*} + 1)) # a major version

# A folder to take out/ from that has no name of its own choice.
mkdir -p "$work/source tree"
cp -R "$out" "$work/source tree/out"
source=$work/"source tree"

cat >"$work/main.c" <<'C'
#define SMTPC_IMPLEMENTATION
#include <smtpcodes_text.h>
#include <stdio.h>

int main(void)
{
    printf("told %s, has %s\n", TOLD, smtpc_version());
    return strcmp(TOLD, smtpc_version()) != 0;
}
C

# The headers there are those of out/, all of them.
has_headers() { # FOLDER
    (cd "$out" && ls smtpcodes*.h) >"$work/want"
    (cd "$1" && ls -- *.h) | diff "$work/want" - &&
        for header in "$1"/*.h; do
            cmp "$header" "$out/${header##*/}" || return 1
        done
}

# What pkg-config says of the .pc file in a folder builds the program.
pkg_config() { # FOLDER
    flags=$(PKG_CONFIG_PATH=$1 pkg-config --cflags smtpcodes) &&
        told=$(PKG_CONFIG_PATH=$1 pkg-config --modversion smtpcodes) &&
        eval "set -- $flags" &&
        ${CC:-cc} "$@" "-DTOLD=\"$told\"" "$work/main.c" -o "$work/program" &&
        "$work/program"
}

# --- CMake -----------------------------------------------------------------

# A project in a language, its way to the target on standard input.
cmake_project() { # NAME LANGUAGE
    mkdir -p "$work/$1"
    file=main.c
    [ "$2" = C ] || { cp "$work/main.c" "$work/main.cc" && file=main.cc; }
    {
        echo "cmake_minimum_required(VERSION 3.18)"
        echo "project(user LANGUAGES $2)"
        echo "add_executable(program \"$work/$file\")"
        cat
        echo 'target_link_libraries(program PRIVATE smtpcodes::smtpcodes)'
        # shellcheck disable=SC2016 # for CMake
        echo 'target_compile_definitions(program PRIVATE "TOLD=\"${smtpcodes_VERSION}\"")'
        echo 'install(TARGETS program)'
    } >"$work/$1/CMakeLists.txt"
}

cmake_configure() { # NAME [OPTION...]
    project=$work/$1
    shift
    cmake -G Ninja -Werror=dev -S "$project" -B "$project/build" "$@"
}

cmake_runs() { # NAME [OPTION...]
    cmake_configure "$@" && cmake --build "$project/build" &&
        "$project/build/program"
}

installs_only_the_program() {
    cmake --install "$work/cmake-subdirectory/build" --prefix "$work/user" &&
        [ "$(find "$work/user" -type f)" = "$work/user/bin/program" ]
}

cmake_install() { # SOURCE PREFIX [OPTION...]
    from=$1 prefix=$2
    shift 2
    rm -rf "$work/cmake-install"
    cmake -G Ninja -Werror=dev -S "$from" -B "$work/cmake-install" "$@" &&
        cmake --install "$work/cmake-install" --prefix "$prefix"
}

without_c() { # NAME
    (
        export CC=/no/compiler
        cmake_runs "$1"
    )
}

# The major version after this one.
next_source() {
    mkdir -p "$work/next"
    cp "$source"/out/smtpcodes* "$work/next"
    sed "s/VERSION $version/VERSION $next.0.0/" "$source/out/CMakeLists.txt" \
        >"$work/next/CMakeLists.txt"
}

from_sources() {
    echo "add_subdirectory(\"$source/out\" smtpcodes)
get_directory_property(smtpcodes_VERSION DIRECTORY \"$source/out\"
    DEFINITION PROJECT_VERSION)" | cmake_project cmake-subdirectory CXX
    check "CMake: add_subdirectory, in C++ alone" without_c cmake-subdirectory
    check "CMake: a user installs no headers" installs_only_the_program

    tar -C "$work" -czf "$work/source.tar.gz" "source tree"
    # As README shows it.
    {
        awk '$0 == "```cmake" { on = 1; next } on && /^```/ { exit } on' README.md |
            sed "s|URL [^ ]*|URL \"$work/source.tar.gz\"|"
        # shellcheck disable=SC2016 # for CMake
        echo 'get_directory_property(smtpcodes_VERSION
    DIRECTORY "${smtpcodes_SOURCE_DIR}/out" DEFINITION PROJECT_VERSION)'
    } | cmake_project cmake-fetch C
    check "CMake: FetchContent" cmake_runs cmake-fetch -Wno-error=dev
}

once_installed() {
    check "CMake: install" cmake_install "$source/out" "$work/first"
    check "CMake: pkg-config" pkg_config "$work/first/share/pkgconfig"
    # What it wrote for CMake may be moved.
    mv "$work/first" "$work/it's moved"
    check "CMake: all headers" has_headers "$work/it's moved/include"
    echo "find_package(smtpcodes $version REQUIRED)" |
        cmake_project cmake-package C
    check "CMake: find_package" cmake_runs cmake-package \
        "-DCMAKE_PREFIX_PATH=$work/it's moved"
    next_source
    check "CMake: install another major version" \
        cmake_install "$work/next" "$work/later"
    rm -rf "$work/cmake-package/build"
    check "CMake: find_package refuses another major version" \
        refused "version: $next" cmake_configure cmake-package \
        "-DCMAKE_PREFIX_PATH=$work/later"

    check "CMake: install elsewhere" cmake_install "$source/out" \
        "$work/it's \"here\"" -DCMAKE_INSTALL_INCLUDEDIR=include/smtp
    check "CMake: all headers elsewhere" \
        has_headers "$work/it's \"here\"/include/smtp"
    check "CMake: pkg-config elsewhere" \
        pkg_config "$work/it's \"here\"/share/pkgconfig"
    rm -rf "$work/cmake-package/build"
    check "CMake: find_package elsewhere" cmake_runs cmake-package \
        "-DCMAKE_PREFIX_PATH=$work/it's \"here\""
}

# --- Meson -----------------------------------------------------------------

meson_project() { # NAME
    mkdir -p "$work/$1/subprojects"
    cp "$work/main.c" "$work/$1"
    cat >"$work/$1/meson.build" <<'MESON'
project('user', 'c')
smtpcodes = dependency('smtpcodes', version: '>= @version@')
executable('program', 'main.c', dependencies: smtpcodes,
  c_args: '-DTOLD="' + smtpcodes.version() + '"')
MESON
    sed -i.bak "s/@version@/$version/" "$work/$1/meson.build"
}

meson_runs() { # NAME [OPTION...]
    project=$work/$1
    shift
    meson setup "$project/build" "$project" "$@" &&
        meson compile -C "$project/build" && "$project/build/program"
}

# A wrap file that names an archive of out/; nothing is asked of a network.
meson_wrap() {
    mkdir "$work/meson-wrap/subprojects/packagefiles"
    tar -C "$out" -czf "$work/meson-wrap/subprojects/packagefiles/out.tar.gz" .
    cat >"$work/meson-wrap/subprojects/smtpcodes.wrap" <<END
[wrap-file]
directory = smtpcodes
lead_directory_missing = true
source_filename = out.tar.gz

[provide]
dependency_names = smtpcodes
END
}

meson_install() { # PREFIX
    meson setup "$work/meson-install" "$source/out" --prefix "$1" &&
        meson install -C "$work/meson-install"
}

with_meson() {
    meson_project meson-subproject
    cp -R "$out" "$work/meson-subproject/subprojects/smtpcodes"
    check "Meson: subproject" meson_runs meson-subproject \
        --force-fallback-for=smtpcodes

    meson_project meson-wrap
    meson_wrap
    check "Meson: wrap" meson_runs meson-wrap

    check "Meson: install" meson_install "$work/third place"
    check "Meson: all headers" has_headers "$work/third place/include"
    check "Meson: pkg-config" pkg_config "$work/third place/share/pkgconfig"
    meson_project meson-installed
    check "Meson: installed" meson_runs meson-installed \
        "-Dpkg_config_path=$work/third place/share/pkgconfig"
}

# --- make ------------------------------------------------------------------

has_data() { # FOLDER
    for data in smtpcodes.json smtpcodes.schema.json smtpcodes.csv; do
        cmp "$out/$data" "$1/$data" || return 1
    done
}

with_make() {
    check "make: install" make -s install "PREFIX=$work/fourth place"
    check "make: all headers" has_headers "$work/fourth place/include"
    check "make: all data" has_data "$work/fourth place/share/smtpcodes"
    check "make: pkg-config" pkg_config "$work/fourth place/share/pkgconfig"
}

from_sources
once_installed
with_meson
with_make
rm -rf "$work"
echo "build systems: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
