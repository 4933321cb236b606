# SPDX-License-Identifier: 0BSD
# Completion of smtpcodes(1) for bash.

_smtpcodes()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local commands='explain summary search list'
    local parties='sender sender-admin recipient recipient-admin'
    local options='--for --provider --json --prometheus --openmetrics
        --texts --lines --each-line --mail --since-last --color -h --help --version'
    local providers='example other'
    local codes='111 250 354 421 450 550 2.0.0 4.0.0 5.0.0 4.1.1 5.1.1 5.1.606 5.1.606-609 4.1.608 5.1.608 4.1.700 5.1.700 4.1.700-702 5.1.700-702 5.1.801 5.2.9 5.6.1 accepted other user-unknown'

    case $before in
    --for) mapfile -t COMPREPLY < <(compgen -W "$parties" -- "$word") ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word") ;;
    explain | summary | --since-last)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        ;;
    --provider) mapfile -t COMPREPLY < <(compgen -W "$providers" -- "$word") ;;
    *) case $word in
        -*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word") ;;
        *) mapfile -t COMPREPLY < <(compgen -W "$commands $codes $providers" -- "$word") ;;
        esac ;;
    esac
}
complete -F _smtpcodes smtpcodes
