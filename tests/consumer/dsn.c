/* SPDX-License-Identifier: 0BSD
 *
 * A mail server that returns a message: a delivery report (RFC 3464) under
 * numbered steps for its reader, in lines of 78 bytes at most. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_text.h"

#include "expect.h"

enum { WIDTH = 78, INDENT = 4 };

struct page {
    char text[8192];
    size_t len;
};

static void put(struct page *to, const char *text, size_t len)
{
    memcpy(to->text + to->len, text, len);
    to->len += len;
    to->text[to->len] = '\0';
}

static void put_text(struct page *to, const char *text)
{
    put(to, text, strlen(text));
}

/* Words of len bytes in lines; what stands already in the first line is as
 * wide as the indent of the others. */
static void put_wrapped(struct page *to, const char *text, size_t len)
{
    size_t column = INDENT, at = 0;

    while (at < len) {
        size_t word = 0;

        while (at + word < len && text[at + word] != ' ')
            word++;
        if (column > INDENT && column + 1 + word > WIDTH) {
            put_text(to, "\n    ");
            column = INDENT;
        } else if (column > INDENT) {
            put_text(to, " ");
            column++;
        }
        put(to, text + at, word);
        column += word;
        at += word + 1;
    }
    put_text(to, "\n");
}

/* One step a line, a command behind a tab: the command is copied, so it gets a
 * line that nobody wraps. */
static void put_steps(struct page *to, const char *steps)
{
    unsigned n = 0;

    while (*steps) {
        const char *end = strchr(steps, '\n');
        size_t len = end ? (size_t)(end - steps) : strlen(steps);
        const char *tab = (const char *)memchr(steps, '\t', len);
        char number[12];

        snprintf(number, sizeof number, "%2u. ", ++n);
        put_text(to, number);
        put_wrapped(to, steps, tab ? (size_t)(tab - steps) : len);
        if (tab) {
            put_text(to, "        ");
            put(to, tab + 1, len - (size_t)(tab - steps) - 1);
            put_text(to, "\n");
        }
        steps += end ? len + 1 : len;
    }
}

static void put_report(struct page *to, const struct smtpc_verdict *v,
                       const char *reply)
{
    char status[12];

    smtpc_status_format(v->status, status);
    put_text(to, "Final-Recipient: rfc822; ann@example.org\nAction: ");
    put_text(to, smtpc_status_class(v->status) == 4 ? "delayed" : "failed");
    put_text(to, "\nStatus: ");
    put_text(to, status);
    put_text(to, "\nDiagnostic-Code: smtp; ");
    put_text(to, reply);
    put_text(to, "\n");
}

static void expect_lines(const char *steps, const char *wanted)
{
    static struct page page;

    page.len = 0;
    put_steps(&page, steps);
    EXPECT_TEXT(page.text, wanted);
}

/* The steps that a page shows, put together again. */
static void take_steps(const char *page, struct page *out)
{
    while (*page) {
        size_t len = strcspn(page, "\n");

        if (strncmp(page, "        ", 8) == 0) {
            put_text(out, "\t");
            put(out, page + 8, len - 8);
        } else {
            int is_first = page[1] != ' ';

            EXPECT(len <= WIDTH);
            if (out->len)
                put_text(out, is_first ? "\n" : " ");
            put(out, page + INDENT, len - INDENT);
        }
        page += len + 1;
    }
}

/* Nothing is lost or added, whoever reads; how many commands there are. */
static unsigned expect_all_steps(const char *steps)
{
    static struct page page, again;
    unsigned commands = 0;
    const char *tab;

    page.len = again.len = 0;
    page.text[0] = again.text[0] = '\0';
    put_steps(&page, steps);
    take_steps(page.text, &again);
    EXPECT_TEXT(again.text, steps);
    for (tab = strchr(steps, '\t'); tab; tab = strchr(tab + 1, '\t'))
        commands++;
    return commands;
}

/* The recipient's mailbox is full: the sender reads what a sender can do, and
 * not that a mailbox should be emptied. */
static void expect_bounce(void)
{
    static const char reply[] = "552 5.2.2 <ann@example.org>: Mailbox full";
    static struct page page;
    struct smtpc_verdict v;
    const char *sender, *recipient;

    smtpc_explain(reply, sizeof reply - 1, NULL, &v);
    put_report(&page, &v, reply);
    EXPECT_TEXT(page.text, "Final-Recipient: rfc822; ann@example.org\n"
                           "Action: failed\n"
                           "Status: 5.2.2\n"
                           "Diagnostic-Code: smtp; "
                           "552 5.2.2 <ann@example.org>: Mailbox full\n");
    sender = smtpc_verdict_steps(&v, SMTPC_PARTY_SENDER);
    recipient = smtpc_verdict_steps(&v, SMTPC_PARTY_RECIPIENT);
    EXPECT(*sender);
    EXPECT(*recipient);
    EXPECT(strcmp(sender, recipient) != 0);
    EXPECT_TEXT(smtpc_verdict_steps(&v, SMTPC_PARTY_NOBODY), "");
    EXPECT_TEXT(smtpc_verdict_steps(&v, SMTPC_PARTY_NETWORK), "");
    EXPECT(*smtpc_verdict_meaning(&v));
}

int main(void)
{
    unsigned id, commands = 0;
    int party;

    expect_lines("", "");
    expect_lines("Wait.\nLook:\tdig +short MX {domain}\nSend it again.",
                 " 1. Wait.\n"
                 " 2. Look:\n"
                 "        dig +short MX {domain}\n"
                 " 3. Send it again.\n");
    expect_lines("A text that fits into a line of seventy-eight bytes, and not "
                 "one more than it.",
                 " 1. A text that fits into a line of seventy-eight bytes, and "
                 "not one more than\n"
                 "    it.\n");
    expect_bounce();
    for (id = 0; id <= SMTPC_ENTRIES + 1; id++)
        for (party = SMTPC_PARTY_NOBODY; party <= SMTPC_PARTY_NETWORK; party++)
            commands += expect_all_steps(smtpc_steps(id, party));
    EXPECT(commands > 0);
    return failures != 0;
}
