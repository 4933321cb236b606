# SPDX-License-Identifier: 0BSD
# Completion of smtpcodes(1) for bash.

_smtpcodes()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local commands='explain search list'
    local options='--json --provider --summary --color=auto --color=always
        --color=never -h --help --version'
    local providers='amazon-ses apple att barracuda cloudflare comcast cox free gmx godaddy google improvmx laposte mailru microsoft-365 mimecast netease orange outlook proofpoint qq rackspace rambler spamhaus sparkpost spectrum symantec trellix trend-micro yahoo yandex zoho'
    local codes='101 111 200 211 214 220 221 235 250 251 252 253 334 353 354 355 400 420 421 422 430 431 432 435 441 442 446 447 449 450 451 452 453 454 455 456 458 459 471 500 501 502 503 504 510 511 512 513 520 521 523 524 525 530 533 534 535 538 540 541 550 551 552 553 554 555 556 557 558 571 999 2.0.0 4.0.0 5.0.0 2.1.0 4.1.0 5.1.0 4.1.1 5.1.1 4.1.2 5.1.2 5.1.3 4.1.4 5.1.4 2.1.5 5.1.6 4.1.7 5.1.7 4.1.8 5.1.8 2.1.9 5.1.10 2.2.0 4.2.0 5.2.0 4.2.1 5.2.1 4.2.2 5.2.2 5.2.3 4.2.4 5.2.4 2.3.0 4.3.0 5.3.0 4.3.1 4.3.2 5.3.2 2.3.3 4.3.3 5.3.3 5.3.4 4.3.5 5.3.5 2.3.6 4.4.0 5.4.0 4.4.1 5.4.1 4.4.2 2.4.3 4.4.3 5.4.3 4.4.4 5.4.4 4.4.5 5.4.5 4.4.6 5.4.6 4.4.7 5.4.7 2.5.0 4.5.0 5.5.0 2.5.1 4.5.1 5.5.1 5.5.2 4.5.3 5.5.3 4.5.4 5.5.4 4.5.5 5.5.5 4.5.6 5.5.6 2.6.0 4.6.0 5.6.0 5.6.1 5.6.2 4.6.3 5.6.3 2.6.4 4.6.4 5.6.4 4.6.5 5.6.5 4.6.6 5.6.6 5.6.7 2.6.8 5.6.8 5.6.9 2.6.10 5.6.10 2.7.0 4.7.0 5.7.0 4.7.1 5.7.1 5.7.2 5.7.3 4.7.4 5.7.4 4.7.5 5.7.5 4.7.6 5.7.6 2.7.7 4.7.7 5.7.7 5.7.8 5.7.9 5.7.10 5.7.11 4.7.12 5.7.12 5.7.13 5.7.14 4.7.15 5.7.15 4.7.16 5.7.16 5.7.17 5.7.18 5.7.19 4.7.20 5.7.20 4.7.21 5.7.21 4.7.22 5.7.22 4.7.23 5.7.23 4.7.24 5.7.24 4.7.25 5.7.25 4.7.26 5.7.26 4.7.27 5.7.27 4.7.28 5.7.28 4.7.29 5.7.29 4.7.30 5.7.30'

    case $before in
    --provider) mapfile -t COMPREPLY < <(compgen -W "$providers" -- "$word") ;;
    *) case $word in
        -*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word") ;;
        *) mapfile -t COMPREPLY < <(compgen -W "$commands $codes" -- "$word") ;;
        esac ;;
    esac
}
complete -F _smtpcodes smtpcodes
