/* SPDX-License-Identifier: 0BSD */
#include "read/step.h"

#include "base/buf.h"
#include "model/model.h"
#include "read/grammar.h"

#include <string.h>

enum { MOST_STEPS = 6, LONGEST_COMMAND = 200, LONGEST_SHOWN = 40 };

static bool is_placeholder(const char *name, size_t len)
{
    for (size_t i = 0; model_placeholders[i]; i++)
        if (strlen(model_placeholders[i]) == len &&
            memcmp(model_placeholders[i], name, len) == 0)
            return true;
    return false;
}

/* The length of the placeholder whose "{" is at s, or 0. */
static size_t placeholder(const char *s)
{
    size_t n = strcspn(s + 1, "{}");

    return s[1 + n] == '}' && is_placeholder(s + 1, n) ? n + 2 : 0;
}

static void refuse_brace(const struct xml_node *node, const char *at,
                         struct diag *diag)
{
    size_t n = *at == '{' ? 1 + strcspn(at + 1, "{}") : 0;
    bool whole = n && at[n] == '}' && n < LONGEST_SHOWN && !memchr(at, '\n', n);
    struct buf known = {0};

    for (size_t i = 0; model_placeholders[i]; i++)
        buf_printf(&known, " {%s}", model_placeholders[i]);
    diag_error(diag, node->at, "unknown-placeholder",
               "\"%.*s\" %sin <%s>; braces may contain only a placeholder:%s",
               whole ? (int)n + 1 : 1, at, whole ? "" : "alone ", node->name,
               known.text);
    buf_free(&known);
}

static void check_braces(const struct xml_node *node, struct diag *diag)
{
    const char *s = node->text;

    while (s[strcspn(s, "{}")]) {
        size_t n;

        s += strcspn(s, "{}");
        n = *s == '{' ? placeholder(s) : 0;
        if (n == 0) {
            refuse_brace(node, s, diag);
            return;
        }
        s += n;
    }
}

void step_check_text(const struct xml_node *step, struct diag *diag)
{
    check_braces(step, diag);
    if (step->text_behind && strcmp(step->children->name, "command") == 0)
        diag_error(diag, step->children->at, "stray-text",
                   "text after the <command> in <step>; expected the command "
                   "last, and another <step> for the rest");
}

void step_check_command(const struct xml_node *command, struct diag *diag)
{
    size_t len = strlen(command->text);
    const char *s = command->text;

    while (*s >= ' ' && *s <= '~')
        s++;
    if (len > LONGEST_COMMAND)
        diag_error(diag, command->at, "long-text",
                   "<command> has %zu bytes; expected at most %d", len,
                   LONGEST_COMMAND);
    else if (*s == '\n' || *s == '\r' || *s == '\t')
        diag_error(diag, command->at, "bad-command",
                   "<command> has more than one line; expected one that "
                   "can be copied into a shell");
    else if (*s)
        diag_error(diag, command->at, "bad-command",
                   "<command> contains characters that are not ASCII; expected "
                   "what everyone can type");
    else if (command->text[0] == ' ' || command->text[len - 1] == ' ')
        diag_error(diag, command->at, "bad-command",
                   "blanks at the start or end of <command>; expected none");
    check_braces(command, diag);
}

void step_check_advice(const struct xml_node *advice, struct diag *diag)
{
    const struct xml_node *beyond = NULL;
    size_t sum = 0, count = 0;

    for (const struct xml_node *s = advice->children; s; s = s->next) {
        if (++count == MOST_STEPS + 1)
            beyond = s;
        sum += strlen(s->text) + 1;
        if (s->children)
            sum += strlen(s->children->text) + 2;
    }
    if (beyond)
        diag_error(diag, beyond->at, "too-many",
                   "%zu <step>s in <advice>; expected at most %d", count,
                   MOST_STEPS);
    if (sum > LONGEST_TEXT)
        diag_error(diag, advice->at, "long-text",
                   "the steps of <advice> have %zu bytes; expected at most "
                   "%d, the longest string that every C compiler accepts",
                   sum, LONGEST_TEXT);
}
