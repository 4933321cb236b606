/* SPDX-License-Identifier: 0BSD
 *
 * smtpc_find_id against a scan over all entries, and smtpc_status_parse
 * against its description. A token of four bytes is also taken as a number.
 */
#include "fuzz.h"

#define SMTPC_STATIC
#include "../../out/smtpcodes.h"

static int is(const char *text, size_t len, const char *word)
{
    return strlen(word) == len && memcmp(text, word, len) == 0;
}

static int is_class(char c)
{
    return c == '2' || c == '4' || c == '5' || c == 'X';
}

/* A number of one to three digits without leading zeros at text: its length,
 * 0 when there is none. */
static size_t number(const char *text, size_t len, unsigned *n)
{
    size_t digits = 0;

    for (*n = 0; digits < len && text[digits] >= '0' && text[digits] <= '9';)
        *n = (*n * 10 + (unsigned)(text[digits++] - '0')) % 100000;
    return digits > 3 || (digits > 1 && text[0] == '0') ? 0 : digits;
}

static size_t parse(const char *text, size_t len, uint32_t *status)
{
    unsigned subject, detail;
    size_t n, m;

    if (len < 5 || text[0] == 'X' || !is_class(text[0]) || text[1] != '.')
        return 0;
    n = number(text + 2, len - 2, &subject);
    if (n == 0 || n + 2 >= len || text[2 + n] != '.')
        return 0;
    m = number(text + 3 + n, len - 3 - n, &detail);
    n += 3 + m;
    if (m == 0 || (n + 1 < len && text[n] == '.' && text[n + 1] >= '0' &&
                   text[n + 1] <= '9'))
        return 0;
    *status = SMTPC_STATUS(text[0] - '0', subject, detail);
    return n;
}

/* The entry of the narrowest range that has the number, 0: none has. */
static unsigned scan_ranges(uint32_t number)
{
    unsigned best = 0, least = 1000;

    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        unsigned subject, first, last;
        struct smtpc_entry e;

        smtpc_get(id, &e);
        if (sscanf(e.code, "X.%u.%u-%u", &subject, &first, &last) == 3 &&
            subject == number >> 10 && first <= (number & 1023) &&
            (number & 1023) <= last && last - first < least) {
            best = id;
            least = last - first;
        }
    }
    return best;
}

/* What the token names, by comparing it with everything. */
static unsigned scan(const char *text, size_t len)
{
    uint32_t status;
    char copy[9];

    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;

        smtpc_get(id, &e);
        if (is(text, len, e.symbol))
            return id;
        if (strchr(e.code, '-'))
            continue;
        if (is(text, len, e.code))
            return id;
        if (e.code[0] == 'X' && len > 0 && is_class(text[0]) &&
            is(text + 1, len - 1, e.code + 1))
            return id;
    }
    for (size_t i = 0; i < sizeof smtpc_aliases_ / sizeof smtpc_aliases_[0];
         i++)
        if (len &&
            is(text, len,
               smtpc_text_(&smtpc_texts_pool_, smtpc_aliases_[i].symbol)))
            return smtpc_aliases_[i].id;
    if (len < 5 || len > 9 || !is_class(text[0]))
        return 0;
    memcpy(copy, text, len);
    copy[0] = '5';
    return parse(copy, len, &status) == len ? scan_ranges(status & 0xfffff) : 0;
}

static void judge_entry(unsigned id)
{
    struct smtpc_entry e;

    smtpc_get(id, &e);
    NEED(e.symbol && e.code && e.title && e.reference);
    NEED(e.reference && *e.title);
    NEED((id == 0 || id > SMTPC_ENTRIES) == (*e.code == '\0'));
    NEED(*smtpc_reason_name(e.reason) && *smtpc_party_name(e.party));
    NEED(*smtpc_standing_name(e.standing));
    for (int i = 2; i < 6; i++)
        NEED(*smtpc_action_name(e.actions[i]));
}

static void judge_numbers(uint32_t n)
{
    struct smtpc_entry e;
    unsigned id = smtpc_status_id(n);
    char word[32];

    judge_entry(n);
    judge_entry(id);
    if (id) {
        smtpc_get(id, &e);
        snprintf(word, sizeof word, "X.%d.%d", smtpc_status_subject(n),
                 (int)(n & 1023));
        NEED(strcmp(e.code, word) == 0 || id == scan_ranges(n & 0xfffff));
    }
    id = smtpc_reply_id((int)n);
    if (id) {
        smtpc_get(id, &e);
        snprintf(word, sizeof word, "%d", (int)n);
        NEED(strcmp(e.code, word) == 0);
    }
    NEED(smtpc_class_title((int)n) && smtpc_subject_title((int)n));
    NEED(smtpc_reason_name((int)n) && smtpc_action_name((int)n));
    NEED(smtpc_party_name((int)n) && smtpc_standing_name((int)n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint32_t untouched = 0xdeadbeef;
    char *text = exact_copy(data, size);
    uint32_t status = untouched, wanted = untouched;
    unsigned id = smtpc_find_id(text, size);
    size_t used = smtpc_status_parse(text, size, &status);

    NEED(id <= SMTPC_ENTRIES);
    NEED(id == scan(text, size));
    judge_entry(id);
    NEED(used == 0 || (used >= 5 && used <= 9 && used <= size));
    NEED(used == parse(text, size, &wanted));
    NEED(status == wanted);
    if (used)
        NEED(smtpc_find_id(text, used) == smtpc_status_id(status));
    if (size == 4) {
        uint32_t n;

        memcpy(&n, data, sizeof n);
        judge_numbers(n);
        judge_numbers(n % 1000);
    }
    free(text);
    return 0;
}
