/* SPDX-License-Identifier: 0BSD
 *
 * A protocol analyser: its tables of numbers and texts are made when it is
 * compiled, sorted, and looked up by bisection. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes.h"

#include "expect.h"

#include <string.h>

typedef struct {
    uint32_t value;
    const char *text;
} value_string;

#define REPLY_ROW(code_, name_, title_) {code_, title_},
#define STATUS_ROW(subject_, detail_, name_, title_) \
    {SMTPC_DETAIL(subject_, detail_), title_},

static const value_string replies[] = {SMTPC_REPLIES(REPLY_ROW)};
static const value_string statuses[] = {SMTPC_STATUSES(STATUS_ROW)};

#define ROWS(table) (sizeof(table) / sizeof(table)[0])

/* Number and name of a row are those of the enumerator. */
#define SAME_REPLY(code_, name_, title_) &&SMTPC_##code_##_##name_ == code_
#define SAME_STATUS(subject_, detail_, name_, title_) \
    &&SMTPC_X_##subject_##_##detail_##_##name_ ==     \
        SMTPC_DETAIL(subject_, detail_)
typedef char replies_are_enumerators[1 SMTPC_REPLIES(SAME_REPLY) ? 1 : -1];
typedef char statuses_are_enumerators[1 SMTPC_STATUSES(SAME_STATUS) ? 1 : -1];

static const char *text_of(const value_string *table, size_t rows,
                           uint32_t value)
{
    size_t first = 0, end = rows;

    while (first < end) {
        size_t middle = first + (end - first) / 2;

        if (table[middle].value == value)
            return table[middle].text;
        if (table[middle].value < value)
            first = middle + 1;
        else
            end = middle;
    }
    return "Unknown";
}

/* The symbol of a code that only providers define has its numbers alone. */
static int is_unnamed(const struct smtpc_entry *e)
{
    const char *rest = e->symbol + strlen("SMTPC_");

    return rest[strspn(rest, "X0123456789_TO")] == '\0';
}

static void expect_same_titles(void)
{
    unsigned id, named = 0;

    for (id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;

        smtpc_get(id, &e);
        if (is_unnamed(&e))
            continue;
        named++;
        if (e.code[0] == 'X')
            EXPECT_TEXT(text_of(statuses, ROWS(statuses), e.number), e.title);
        else
            EXPECT_TEXT(text_of(replies, ROWS(replies), e.number), e.title);
    }
    EXPECT_NUMBER(ROWS(replies) + ROWS(statuses), named);
}

int main(void)
{
    expect_same_titles();
    EXPECT_TEXT(text_of(replies, ROWS(replies), 354),
                "Start mail input; end with <CRLF>.<CRLF>");
    EXPECT_TEXT(text_of(replies, ROWS(replies), 998), "Unknown");
    EXPECT_TEXT(
        text_of(statuses, ROWS(statuses), SMTPC_X_1_1_BAD_DESTINATION_MAILBOX),
        "Bad destination mailbox address");
    EXPECT_TEXT(text_of(statuses, ROWS(statuses), SMTPC_DETAIL(6, 999)),
                "Unknown");
    return failures != 0;
}
