/* SPDX-License-Identifier: 0BSD
 *
 * The lookups of a header that has more of everything than ours: numbers of
 * nine letters, more than 127 rows of ten, more than 255 replies. See
 * large_tables.sh.
 */
#define SMTPC_STATIC
#include "smtpcodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000 };

static unsigned replies[MOST], statuses[MOST][MOST];

static void note_codes(void)
{
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        unsigned subject, detail;

        smtpc_get(id, &e);
        if (sscanf(e.code, "X.%u.%u", &subject, &detail) == 2)
            statuses[subject][detail] = id;
        else if (sscanf(e.code, "%u", &detail) == 1)
            replies[detail] = id;
    }
}

static int failed;

static void expect(const char *text, size_t len, unsigned want)
{
    unsigned got = smtpc_find_id(text, len);

    if (got != want && failed++ < 10)
        fprintf(stderr, "%.*s is entry %u, not %u\n", (int)len, text, got,
                want);
}

/* The id of a token, told slowly. */
static unsigned slow(const char *text, size_t len)
{
    unsigned subject, detail;
    char copy[16], again[32], c;

    memcpy(copy, text, len);
    copy[len] = '\0';
    if (strlen(copy) < len ||
        sscanf(copy, "%c.%u.%u", &c, &subject, &detail) != 3 ||
        subject >= MOST || detail >= MOST || !strchr("245X", c))
        return 0;
    snprintf(again, sizeof again, "%c.%u.%u", c, subject, detail);
    return strcmp(again, copy) == 0 ? statuses[subject][detail] : 0;
}

int main(void)
{
    unsigned rows = sizeof smtpc_tens_ / sizeof smtpc_tens_[0];
    char text[16];

    note_codes();
    for (uint32_t bytes = 0; bytes < 1u << 24; bytes++) {
        const char reply[] = {(char)(bytes >> 16), (char)(bytes >> 8),
                              (char)bytes, '\0'};

        expect(reply, 3,
               strspn(reply, "0123456789") == 3
                   ? replies[strtoul(reply, NULL, 10)]
                   : 0);
    }
    for (unsigned s = 0; s < MOST; s++)
        for (unsigned d = 0; d < MOST; d++) {
            size_t len = (size_t)snprintf(text, sizeof text, "5.%u.%u", s, d);

            expect(text, len, statuses[s][d]);
            if (!statuses[s][d])
                continue;
            for (size_t i = 0; i < len; i++) { /* one byte another */
                char was = text[i];

                for (int c = 0; c < 256; c++) {
                    text[i] = (char)c;
                    expect(text, len, slow(text, len));
                }
                text[i] = was;
            }
        }
    printf("%u rows, %u entries, numbers of up to %u letters\n", rows,
           (unsigned)SMTPC_ENTRIES, (unsigned)SMTPC_STATUS_MOST_);
    return failed != 0 || rows <= 128 || SMTPC_STATUS_MOST_ < 9 ||
           SMTPC_REPLY_ID_BITS_ <= 8;
}
