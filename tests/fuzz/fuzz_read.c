/* SPDX-License-Identifier: 0BSD
 *
 * smtpc_read over any bytes, from the first reply to the last.
 */
#include "fuzz.h"

#define SMTPC_STATIC
#include "../../out/smtpcodes.h"

enum {
    ALL_FLAGS = SMTPC_FLAG_CLASS_CONFLICT | SMTPC_FLAG_CODES_DIFFER |
                SMTPC_FLAG_UNREGISTERED | SMTPC_FLAG_MALFORMED |
                SMTPC_FLAG_TRUNCATED
};

/* Do the words stand in the text? */
static int holds(const char *text, size_t len, const char *words)
{
    size_t n = strlen(words);

    for (size_t i = 0; i + n <= len; i++)
        if (memcmp(text + i, words, n) == 0)
            return 1;
    return 0;
}

/* What is said to have been read is there, and is what it is said to be. */
static void judge_codes(const char *text, size_t used,
                        const struct smtpc_response *r)
{
    int class_ = smtpc_status_class(r->status);
    char words[32];

    NEED(r->code == 0 || (r->code >= 200 && r->code <= 599));
    if (r->code) {
        snprintf(words, sizeof words, "%d", r->code);
        NEED(holds(text, used, words));
    }
    if (r->status) {
        NEED(class_ == 2 || class_ == 4 || class_ == 5);
        snprintf(words, sizeof words, "%d.%d.%d", class_,
                 smtpc_status_subject(r->status), (int)(r->status & 1023));
        NEED(holds(text, used, words));
    }
}

static void judge_flags(const struct smtpc_response *r)
{
    int conflict =
        r->code && r->status && r->code / 100 != smtpc_status_class(r->status);
    int malformed = r->code / 10 % 10 > 5;
    int unregistered = (r->code && !smtpc_reply_id(r->code)) ||
                       (r->status && !smtpc_status_id(r->status));

    NEED(r->reply_id == smtpc_reply_id(r->code));
    NEED(r->status_id == smtpc_status_id(r->status));
    NEED((r->flags & ~(unsigned)ALL_FLAGS) == 0);
    NEED(!(r->flags & SMTPC_FLAG_CLASS_CONFLICT) == !conflict);
    NEED(!(r->flags & SMTPC_FLAG_MALFORMED) == !malformed);
    NEED(!(r->flags & SMTPC_FLAG_UNREGISTERED) == !unregistered);
    NEED(r->code || !(r->flags & SMTPC_FLAG_TRUNCATED));
    NEED(r->lines > 1 || !(r->flags & SMTPC_FLAG_CODES_DIFFER));
}

/* The lines that were read are the whole reply: alone they read the same. */
static void judge_alone(const char *text, size_t used,
                        const struct smtpc_response *r)
{
    char *copy = exact_copy(text, used);
    struct smtpc_response again;

    NEED(smtpc_read(copy, used, &again) == used);
    NEED(again.code == r->code && again.status == r->status);
    NEED(again.flags == r->flags && again.lines == r->lines);
    NEED(again.text - copy == r->text - text);
    NEED(again.text_len == r->text_len);
    free(copy);
}

static size_t read_one(const char *text, size_t len)
{
    struct smtpc_response r;
    size_t used, newlines = 0;

    memset(&r, 0xa5, sizeof r);
    used = smtpc_read(text, len, &r);
    NEED(used > 0 && used <= len);
    NEED(used == len || text[used - 1] == '\n');
    NEED(r.text >= text && r.text <= text + used);
    NEED(r.text_len <= used - (size_t)(r.text - text));
    NEED(!r.text_len || !memchr(r.text, '\n', r.text_len));
    for (size_t i = 0; i < used; i++)
        newlines += text[i] == '\n';
    NEED(r.lines == newlines + (text[used - 1] != '\n'));
    judge_codes(text, used, &r);
    judge_flags(&r);
    judge_alone(text, used, &r);
    return used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = exact_copy(data, size);
    struct smtpc_response r;

    for (size_t at = 0; at < size;)
        at += read_one(text + at, size - at);
    NEED(smtpc_read(text, 0, &r) == 0);
    NEED(r.code == 0 && r.status == 0 && r.flags == 0 && r.lines == 0);
    NEED(r.text_len == 0);
    free(text);
    return 0;
}
