# SPDX-License-Identifier: 0BSD
# Completion of smtpcodes(1) for fish.

complete -c smtpcodes -f
complete -c smtpcodes -n '__fish_seen_subcommand_from explain summary' -F
complete -c smtpcodes -n __fish_use_subcommand -a explain -d 'explain a bounce, a reply or a log'
complete -c smtpcodes -n __fish_use_subcommand -a summary -d 'what goes wrong, from a mail log'
complete -c smtpcodes -n __fish_use_subcommand -a search -d 'find what speaks of words'
complete -c smtpcodes -n __fish_use_subcommand -a list -d 'list every code'
complete -c smtpcodes -l json -d 'print one JSON object a line'
complete -c smtpcodes -l texts -d 'with --json, the prose too'
complete -c smtpcodes -l lines -d 'the input is lines, not a mail'
complete -c smtpcodes -l mail -d 'the input is a mail'
complete -c smtpcodes -l for -x -a 'sender sender-admin recipient recipient-admin' -d 'whose steps'
complete -c smtpcodes -l since-last -r -F -d 'compare with an earlier summary in JSON'
complete -c smtpcodes -l color -x -a 'auto always never' -d 'colours'
complete -c smtpcodes -s h -l help -d 'print the usage'
complete -c smtpcodes -l version -d 'print the version'
complete -c smtpcodes -l provider -x -a 'example other' -d 'who sent the reply'
complete -c smtpcodes -a '111 250 354 421 450 550 2.0.0 4.0.0 5.0.0 4.1.1 5.1.1 5.1.606 5.1.606-609 4.1.608 5.1.608 4.1.700 5.1.700 4.1.700-702 5.1.700-702 accepted other user-unknown'
