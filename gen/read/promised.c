/* SPDX-License-Identifier: 0BSD */
#include "read/promised.h"

#include "base/read_file.h"
#include "model/symbol.h"
#include "read/attr_value.h"

#include <stdlib.h>
#include <string.h>

static bool is_code(const char *value)
{
    return attr_value_ok(ANY_CODE, value) ||
           (*value == 'X' && attr_value_ok(USE_CODE, value)); /* a range */
}

/* "mailbox-full=4": cut it at its sign. */
static bool cut_reason(char *value, int *number)
{
    char *sign = strchr(value, '=');

    if (!sign || !attr_value_ok(REASON_NUMBER, sign + 1))
        return false;
    *sign = '\0';
    *number = (int)strtol(sign + 1, NULL, 10);
    return attr_value_ok(ID, value);
}

/* Does the symbol have the name that its value asks for? */
static bool fits(struct arena *arena, const struct promise *p)
{
    const char *start;

    if (p->reason)
        return strcmp(p->symbol, symbol_of(arena, "REASON", p->reason)) == 0;
    if (strcmp(p->symbol, symbol_of_numbers(arena, p->code)) == 0)
        return true;
    start = symbol_of(arena, p->code, "");
    return strncmp(p->symbol, start, strlen(start)) == 0 &&
           attr_value_ok(NAME, p->symbol + strlen(start));
}

/* "4=retry,5=suppress", or "gone". Cuts it at its signs. */
static bool are_actions(char *list)
{
    if (strcmp(list, "gone") == 0)
        return true;
    for (char *next; list; list = next) {
        next = strchr(list, ',');
        if (next)
            *next++ = '\0';
        if (list[0] < '2' || list[0] > '5' || list[1] != '=' ||
            !attr_value_ok(ACTION, list + 2))
            return false;
    }
    return true;
}

/* Cut the line at its next blank and return what stands behind it; "" where
 * it ends. */
static char *behind_word(char *word)
{
    char *end = word + strcspn(word, " ");

    if (*end)
        *end++ = '\0';
    return end;
}

static bool read_line(struct arena *arena, char *line, struct promise *p)
{
    char *value = behind_word(line), *since = behind_word(value), *list;

    p->symbol = line;
    list = behind_word(since);
    p->since = since;
    p->actions = mem_text(arena, list, strlen(list));
    if (is_code(value))
        p->code = value;
    else if (cut_reason(value, &p->number))
        p->reason = value;
    else
        return false;
    return attr_value_ok(VERSION, since) && are_actions(list) && fits(arena, p);
}

void promised_load(struct arena *arena, struct diag *diag, const char *path,
                   struct model *model)
{
    struct place at = {path, 0};
    size_t len;
    char *s = read_file(arena, diag, path, at, &len);

    for (char *end = s ? s + len : NULL; s < end; s += strlen(s) + 1) {
        struct promise p = {.at = {path, ++at.line}}, *to;

        s[strcspn(s, "\n")] = '\0';
        if (*s == '#' || *s == '\0')
            continue;
        if (read_line(arena, mem_text(arena, s, strlen(s)), &p)) {
            to = mem_push(arena, &model->promises, &model->promise_count,
                          sizeof *to);
            *to = p;
        } else {
            diag_error(
                diag, at, "promised",
                "this line is not valid; expected a symbol, its value, the "
                "first version that had it and its actions, such as "
                "SMTPC_550_MAILBOX_UNAVAILABLE 550 0.1.0 5=read-text or "
                "SMTPC_REASON_MAILBOX_FULL mailbox-full=4 0.1.0 4=retry");
        }
    }
}
