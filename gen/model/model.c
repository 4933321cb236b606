/* SPDX-License-Identifier: 0BSD */
#include "model/model.h"

const char *const model_standings[] = {"standard", "historic", "registry",
                                       "provider", "folklore", NULL};
const char *const model_parties[] = {
    "nobody",  "sender", "sender-admin", "recipient", "recipient-admin",
    "network", NULL};
const char *const model_actions[] = {
    "none",         "continue",   "retry",      "slow-down",
    "fix-message",  "fix-sender", "fix-client", "suppress",
    "ask-receiver", "read-text",  NULL};
const char *const model_commands[] = {
    "CONNECT",     "EHLO", "HELO",   "MAIL",     "RCPT", "DATA",
    "END-OF-DATA", "BDAT", "RSET",   "VRFY",     "EXPN", "HELP",
    "NOOP",        "QUIT", "AUTH",   "STARTTLS", "ETRN", "ATRN",
    "BURL",        "ANY",  "CLIENT", NULL};
const char *const model_by[] = {"registry", "rfc", "servers", "provider", NULL};
const char *const model_tracks[] = {"standards",    "practice", "informational",
                                    "experimental", "historic", NULL};
const char model_no_track[] = "source";
const char *const model_placeholders[] = {
    "domain", "ip", "host", "sender", "recipient", "selector", "queue-id", NULL,
};
