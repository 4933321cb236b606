/* SPDX-License-Identifier: 0BSD */
#include "model/model.h"

#include "base/buf.h"

#include <string.h>

const char *const model_standings[] = {"standard", "historic", "registry",
                                       "provider", "folklore", NULL};
const char *const model_parties[] = {
    "nobody",  "sender", "sender-admin", "recipient", "recipient-admin",
    "network", NULL};
const char *const model_actions[] = {
    "none",         "continue",   "retry",      "slow-down",
    "fix-message",  "fix-sender", "fix-client", "suppress",
    "ask-receiver", "read-text",  NULL};
const char *const model_abouts[] = {"recipient", "sender", "client", "account",
                                    "message",   "server", NULL};
const char *const model_commands[] = {
    "CONNECT",     "EHLO", "HELO",   "MAIL",     "RCPT", "DATA",
    "END-OF-DATA", "BDAT", "RSET",   "VRFY",     "EXPN", "HELP",
    "NOOP",        "QUIT", "AUTH",   "STARTTLS", "ETRN", "ATRN",
    "BURL",        "ANY",  "CLIENT", NULL};
const char *const model_by[] = {"registry", "rfc", "servers", "provider", NULL};
const char *const model_tracks[] = {"standards",    "practice", "informational",
                                    "experimental", "historic", NULL};
const char *const model_changes[] = {
    "action", "gone", "renamed", "retired", "new", "corrected", NULL};
const char model_no_track[] = "source";
const char *const model_placeholders[] = {
    "domain", "ip", "host", "sender", "recipient", "selector", "queue-id", NULL,
};

/* Behind a command stands a full stop, so that it does not run into the next
 * step. */
const char *model_steps_text(struct arena *arena, const struct advice *a)
{
    struct buf text = {0};
    const char *copy;

    for (size_t i = 0; i < a->step_count; i++) {
        const struct step *s = &a->steps[i];

        buf_printf(&text, "%s%s", i ? " " : "", s->text);
        if (s->command)
            buf_printf(&text, " %s%s", s->command,
                       s->command[strlen(s->command) - 1] == '.' ? "" : ".");
    }
    copy = mem_text(arena, text.text, text.len);
    buf_free(&text);
    return copy;
}

const char *model_date(const struct model *model)
{
    return model->release_count ? model->releases[0].date : model->registry;
}
