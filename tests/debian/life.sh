#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Inside a system of its own: the packages of this folder are installed over
# older ones, used, installed again, and purged, and leave nothing. Run by
# tests/debian.sh.
set -u
echo 'life: begins'
cd "$(dirname "$0")" || exit 1
# shellcheck disable=SC2034 # for check
work=$PWD
# shellcheck source=tests/check.sh
. ./check.sh
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 MANPAGER=cat
names='smtpcodes libsmtpcodes-dev smtpcodes-doc'

# All that is here but what keeps track of packages.
files() {
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp \
        -o -path /life -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache \
        -o -path /var/log \) -prune -o -print | sort
}

# The same packages as a version before them, with a file that is no more.
make_older() {
    mkdir older
    for package in $names; do
        dpkg-deb -R "$package"_*.deb "older/$package" &&
            sed -i 's/^Version: .*/Version: 0.0.1-1/' "older/$package/DEBIAN/control" &&
            mkdir -p "older/$package/usr/share/$package.old" &&
            : >"older/$package/usr/share/$package.old/gone" &&
            dpkg-deb -b "older/$package" older || return 1
    done
}

install() { # FOLDER [OPTION...]: what it has
    folder=$1
    shift
    # shellcheck disable=SC2046 # a list of packages
    apt-get install -y --no-install-recommends "$@" \
        $(for package in $names; do echo "$folder/$package"_*.deb; done)
}

# Each at one version, and each file as its package has it.
installed() { # VERSION
    for package in $names; do
        [ "$(dpkg-query -W -f '${Version} ${db:Status-Status}' "$package")" = "$1 installed" ] ||
            return 1
    done
    # shellcheck disable=SC2086 # a list of packages
    ! dpkg -V $names | grep . && dpkg --audit
}

is_new() {
    installed "$version" && for package in $names; do
        [ ! -e "/usr/share/$package.old" ] || return 1
    done
}

answers() {
    smtpcodes --version | grep -F "${version%-*}" &&
        smtpcodes '550 5.1.1 User unknown' | grep -i 'recipient'
}

has_manual() {
    # shellcheck disable=SC2043 # one a line
    for page in 1:smtpcodes 3:smtpcodes 3:smtpc_explain 7:smtp-550 7:smtp-5.1.1 7:smtp-mailbox-full; do
        man -w "${page%%:*}" "${page#*:}" &&
            [ "$(man "${page%%:*}" "${page#*:}" | wc -l)" -gt 10 ] &&
            whatis -s "${page%%:*}" "${page#*:}" || return 1
    done
    apropos -s 7 'mailbox' | grep smtp-mailbox-full
}

compiles() {
    flags=$(pkg-config --cflags smtpcodes) || return 1
    # shellcheck disable=SC2086 # flags are words
    gcc $flags program.c -o program && ./program | grep -i address
}

completes_in_bash() {
    bash -c '. /usr/share/bash-completion/bash_completion
        _completion_loader smtpcodes; complete -p smtpcodes' | grep 'F _smtpcodes'
}

completes_in_zsh() {
    # shellcheck disable=SC2016 # for zsh
    zsh -f -c 'autoload -U compinit; compinit -u -D; print $_comps[smtpcodes]' | grep smtpcodes
}

has_pages() {
    html=/usr/share/doc/smtpcodes/html
    [ -s $html/index.html ] && [ -s $html/smtpcodes.html ] && [ -s $html/5.1.1/index.html ]
}

has_data() {
    for data in smtpcodes.json smtpcodes.schema.json smtpcodes.csv; do
        [ -s "/usr/share/smtpcodes/$data" ] || return 1
    done
}

purged() {
    # shellcheck disable=SC2086 # a list of packages
    apt-get purge -y $names
}

left_nothing() {
    files >after
    diff before after
}

version=$(dpkg-deb -f smtpcodes_*.deb Version)
check "a version before" make_older
files >before
check "install the version before" install ./older
check "installed" installed 0.0.1-1
check "upgrade" install .
check "upgraded" is_new
check "the tool answers" answers
check "manual pages" has_manual
check "a program with pkg-config" compiles
check "completion in bash" completes_in_bash
check "completion in zsh" completes_in_zsh
check "web pages" has_pages
check "data" has_data
check "install again" install . --reinstall
check "installed again" is_new
check "purge" purged
check "nothing is left" left_nothing
echo "life: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
