#compdef smtpcodes
# SPDX-License-Identifier: 0BSD
# Completion of smtpcodes(1) for zsh.

_smtpcodes() {
    local -a providers codes
    # @begin words
    providers=(google)
    codes=(550)
    # @end words

    _arguments \
        '--json[print one JSON object a line]' \
        '--provider[who sent the reply]:provider:($providers)' \
        '--summary[count causes, actions and providers]' \
        '--color=[colours]:when:(auto always never)' \
        '(-h --help)'{-h,--help}'[print the usage]' \
        '--version[print the version]' \
        '1:command or code:(explain search list $codes)' \
        '*:code:($codes)'
}
_smtpcodes "$@"
