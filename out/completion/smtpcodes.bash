# SPDX-License-Identifier: 0BSD
# Completion of smtpcodes(1) for bash.

_smtpcodes()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local commands='explain summary search list'
    local parties='sender sender-admin recipient recipient-admin'
    local options='--for --provider --json --prometheus --openmetrics
        --texts --lines --each-line --mail --since-last --color -h --help --version'
    local providers='alibaba amavis amazon-ses apple att barracuda brevo bt cisco cloudflare comcast cox cpanel daum docomo domino dreamhost earthlink fastmail fortinet free freenet gandi gmx godaddy google haraka hmailserver hornetsecurity hostinger improvmx interia kddi kpn laposte libero mailbox-org mailchannels mailenable mailgun mailman mailru microsoft-365 mimecast namecheap naver netease newfold onet orange outlook ovh plesk postmark proofpoint proton qq rackspace rambler resend rspamd sendgrid seznam sfr shaw smx softbank sophos spamhaus sparkpost spectrum stalwart strato swisscom symantec t-online talktalk telstra terra tim titan trellix trend-micro uol virgin-media wp yahoo yandex ziggo zoho'
    local codes='101 111 200 211 214 220 221 235 250 251 252 253 334 353 354 355 400 420 421 422 430 431 432 435 441 442 446 447 449 450 451 452 453 454 455 456 458 459 471 500 501 502 503 504 510 511 512 513 520 521 523 524 525 530 533 534 535 538 540 541 550 551 552 553 554 555 556 557 558 571 999 2.0.0 4.0.0 5.0.0 4.0.350 5.0.350 2.1.0 4.1.0 5.1.0 4.1.1 5.1.1 4.1.2 5.1.2 5.1.3 4.1.4 5.1.4 2.1.5 5.1.6 4.1.7 5.1.7 4.1.8 5.1.8 2.1.9 5.1.10 4.1.20 5.1.20 4.1.90 5.1.90 2.2.0 4.2.0 5.2.0 4.2.1 5.2.1 4.2.2 5.2.2 5.2.3 4.2.4 5.2.4 4.2.121 5.2.121 4.2.122 5.2.122 4.2.252 5.2.252 2.3.0 4.3.0 5.3.0 4.3.1 4.3.2 5.3.2 2.3.3 4.3.3 5.3.3 5.3.4 4.3.5 5.3.5 2.3.6 4.3.190 5.3.190 4.4.0 5.4.0 4.4.1 5.4.1 4.4.2 2.4.3 4.4.3 5.4.3 4.4.4 5.4.4 4.4.5 5.4.5 4.4.6 5.4.6 4.4.7 5.4.7 4.4.8 5.4.8 4.4.14 5.4.14 4.4.24-28 4.4.300 5.4.300 4.4.310 5.4.310 4.4.312 5.4.312 4.4.315 5.4.315 4.4.316 5.4.316 4.4.317 5.4.317 4.4.318 5.4.318 2.5.0 4.5.0 5.5.0 2.5.1 4.5.1 5.5.1 5.5.2 4.5.3 5.5.3 4.5.4 5.5.4 4.5.5 5.5.5 4.5.6 5.5.6 5.5.7 2.6.0 4.6.0 5.6.0 5.6.1 5.6.2 4.6.3 5.6.3 2.6.4 4.6.4 5.6.4 4.6.5 5.6.5 4.6.6 5.6.6 5.6.7 2.6.8 5.6.8 5.6.9 2.6.10 5.6.10 4.6.11 5.6.11 2.7.0 4.7.0 5.7.0 4.7.1 5.7.1 5.7.2 5.7.3 4.7.4 5.7.4 4.7.5 5.7.5 4.7.6 5.7.6 2.7.7 4.7.7 5.7.7 5.7.8 5.7.9 5.7.10 5.7.11 4.7.12 5.7.12 5.7.13 5.7.14 4.7.15 5.7.15 4.7.16 5.7.16 5.7.17 5.7.18 5.7.19 4.7.20 5.7.20 4.7.21 5.7.21 4.7.22 5.7.22 4.7.23 5.7.23 4.7.24 5.7.24 4.7.25 5.7.25 4.7.26 5.7.26 4.7.27 5.7.27 4.7.28 5.7.28 4.7.29 5.7.29 4.7.30 5.7.30 4.7.31 5.7.31 4.7.32 5.7.32 4.7.40 5.7.40 4.7.51 5.7.51 4.7.57 5.7.57 4.7.60 5.7.60 4.7.64 5.7.64 4.7.68 5.7.68 5.7.80 5.7.90 4.7.124 5.7.124 4.7.129 5.7.129 4.7.133-134 5.7.133-134 4.7.135-136 5.7.135-136 5.7.139 4.7.193 5.7.193 4.7.232-233 5.7.232-233 4.7.236 5.7.236 4.7.320 5.7.320 4.7.321 5.7.321 4.7.322 5.7.322 4.7.323 5.7.323 4.7.324 5.7.324 4.7.325 5.7.325 4.7.367 5.7.367 4.7.500-699 4.7.501-503 5.7.501-503 4.7.504-505 5.7.504-505 4.7.506 5.7.506 4.7.507 5.7.507 4.7.508 5.7.508 4.7.509 5.7.509 4.7.510 5.7.510 4.7.511 5.7.511 4.7.512 5.7.512 4.7.513 5.7.513 4.7.515 5.7.515 4.7.520 5.7.520 4.7.606-649 5.7.606-649 4.7.650-651 4.7.700 5.7.700 4.7.700-750 5.7.700-750 4.7.703 5.7.703 4.7.705 5.7.705 4.7.708 5.7.708 4.7.711 5.7.711 4.7.750 5.7.750 4.7.800 5.7.800 4.7.850-899 4.7.900-999 5.7.900-999 accepted auth-required blocklist-reputation continue domain-not-found expired greylisted mailbox-disabled mailbox-full message-format message-too-big network other policy rate-limited relay-denied reverse-dns routing-loop sender-auth-failed sender-rejected spam-content syntax-protocol system-error system-full tls-required too-many-recipients user-unknown virus'

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
