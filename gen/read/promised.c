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

static bool read_line(struct arena *arena, char *line, struct promise *p)
{
    char *blank = strchr(line, ' ');

    if (!blank)
        return false;
    *blank = '\0';
    p->symbol = line;
    if (is_code(blank + 1))
        p->code = blank + 1;
    else if (cut_reason(blank + 1, &p->number))
        p->reason = blank + 1;
    else
        return false;
    return fits(arena, p);
}

void promised_load(struct arena *arena, struct diag *diag, const char *path,
                   struct model *model)
{
    struct place at = {path, 0};
    size_t len;
    char *s = read_file(arena, diag, path, at, &len);

    for (char *end = s ? s + len : NULL; s < end; s += strlen(s) + 1) {
        struct promise p = {{path, ++at.line}, NULL, NULL, NULL, 0}, *to;

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
                "this line is not valid; expected a symbol and its value, "
                "such as SMTPC_550_MAILBOX_UNAVAILABLE 550 or "
                "SMTPC_REASON_MAILBOX_FULL mailbox-full=4");
        }
    }
}
