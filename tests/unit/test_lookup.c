/* SPDX-License-Identifier: 0BSD
 *
 * The header's lookups, proved over every token there can be. The oracle is
 * the catalogue's own XML: which numbers its entries, its providers' uses and
 * their ranges speak of, and which of them most closely.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "guarded.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST = 1000 };

static unsigned replies[MOST];
static unsigned statuses[MOST][MOST]; /* by subject and detail */

/* What the catalogue says of a number: by the code of which entry, and how
 * many numbers that speaks of; 0: nothing. */
struct said {
    int width;
    char code[24];
};
static struct said said_replies[MOST], said_statuses[MOST][MOST];

/* The closest says it, and of as close ones the first. */
static void take(struct said *said, int width, const char *code)
{
    if (said->width && said->width <= width)
        return;
    said->width = width;
    snprintf(said->code, sizeof said->code, "%s", code);
}

/* "550", "X.1.1", "5.7.57", "4.7.500-699". */
static void take_code(const char *code)
{
    char name[24];
    int subject, first, last, parts;

    if (code[1] != '.') {
        take(&said_replies[atoi(code)], 1, code);
        return;
    }
    snprintf(name, sizeof name, "X%s", code + 1);
    parts = sscanf(code + 2, "%d.%d-%d", &subject, &first, &last);
    if (parts < 3)
        last = first;
    for (int n = first; n <= last; n++)
        take(&said_statuses[subject][n], last - first + 1, name);
}

/* The codes of the elements of that name, in all of a file. */
static void take_elements(const char *xml, const char *element)
{
    size_t n = strlen(element);

    while ((xml = strchr(xml, '<')) != NULL) {
        const char *code;
        char value[24] = "";

        if (strncmp(++xml, element, n) != 0 || xml[n] != ' ')
            continue;
        code = strstr(xml, " code=\"");
        assert_true(code && code < strchr(xml, '>'));
        assert_int_equal(sscanf(code, " code=\"%23[^\"]", value), 1);
        take_code(value);
    }
}

static void take_file(const char *path, const char *element)
{
    static char xml[1 << 20];
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    xml[fread(xml, 1, sizeof xml - 1, file)] = '\0';
    assert_true(feof(file));
    fclose(file);
    take_elements(xml, element);
}

/* First what has an entry, which goes before any use. */
static void read_catalogue(void)
{
    static const char *const files[] = {"replies", "statuses", "folklore"};
    char path[64];
    glob_t found;

    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "catalog/%s.xml", files[i]);
        take_file(path, "reply");
        take_file(path, "status");
    }
    assert_int_equal(glob("catalog/providers/*.xml", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        take_file(found.gl_pathv[i], "use");
    globfree(&found);
}

static unsigned id_of(const struct said *said)
{
    struct smtpc_entry e;

    for (unsigned id = 1; said->width && id <= SMTPC_ENTRIES; id++) {
        smtpc_get(id, &e);
        if (strcmp(e.code, said->code) == 0)
            return id;
    }
    if (said->width)
        fail_msg("%s has no entry", said->code);
    return 0;
}

static int fill_oracle(void **state)
{
    static unsigned char led_to[SMTPC_ENTRIES + 1];
    unsigned codes = 0;

    (void)state;
    read_catalogue();
    for (int i = 0; i < MOST; i++) {
        replies[i] = id_of(&said_replies[i]);
        led_to[replies[i]] = 1;
        for (int j = 0; j < MOST; j++) {
            statuses[i][j] = id_of(&said_statuses[i][j]);
            led_to[statuses[i][j]] = 1;
        }
    }
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++)
        codes += led_to[id];
    return codes == SMTPC_ENTRIES ? 0 : -1;
}

/* What must be found under a code as it is written. */
static unsigned want_code(const char *text, size_t len)
{
    char copy[16], again[16];
    unsigned subject, detail;

    if (len >= sizeof copy || memchr(text, '\0', len))
        return 0;
    memcpy(copy, text, len);
    copy[len] = '\0';
    if (len == 3 && strspn(copy, "0123456789") == 3)
        return replies[atoi(copy)];
    if (len < 5 || !strchr("245X", *copy) ||
        sscanf(copy + 1, ".%3u.%3u", &subject, &detail) != 2)
        return 0;
    snprintf(again, sizeof again, "%c.%u.%u", *copy, subject, detail);
    return strcmp(copy, again) == 0 ? statuses[subject][detail] : 0;
}

static void finds_every_reply_and_no_other(void **state)
{
    (void)state;
    for (int code = -1; code <= MOST; code++) {
        unsigned want = code >= 100 && code < MOST ? replies[code] : 0;
        char text[16];

        assert_int_equal(smtpc_reply_id(code), want);
        snprintf(text, sizeof text, "%03d", code);
        assert_int_equal(smtpc_find_id(text, strlen(text)),
                         strlen(text) == 3 ? want : 0);
    }
    assert_int_equal(smtpc_reply_id(550 + 65536), 0);
    assert_int_equal(smtpc_reply_id(-550), 0);
}

/* Three bytes of any value: 16.7 million tokens, of which the known codes and
 * nothing else may be found. */
static void finds_no_foreign_three_bytes(void **state)
{
    unsigned found = 0, known = 0;

    (void)state;
    for (uint32_t n = 0; n < 1u << 24; n++) {
        char text[3] = {(char)(n >> 16), (char)(n >> 8), (char)n};

        found += smtpc_find_id(text, 3) != 0;
    }
    for (int i = 0; i < MOST; i++)
        known += replies[i] != 0;
    assert_int_equal(found, known);
}

static void finds_every_status_and_no_other(void **state)
{
    char text[16];

    (void)state;
    for (unsigned class_ = 0; class_ <= 5; class_++) {
        int valid = class_ == 2 || class_ == 4 || class_ == 5;

        for (unsigned s = 0; s < MOST; s++) {
            for (unsigned d = 0; d < MOST; d++) {
                unsigned want = valid ? statuses[s][d] : 0;
                int len = snprintf(text, sizeof text, "%u.%u.%u", class_, s, d);

                if (smtpc_find_id(text, (size_t)len) != want)
                    fail_msg("%s found as %u, not %u", text,
                             smtpc_find_id(text, (size_t)len), want);
                /* Without a class X.0.0 is the number 0: no status. */
                if (smtpc_status_id(SMTPC_STATUS(class_, s, d)) !=
                    (class_ == 0 && s + d ? statuses[s][d] : want))
                    fail_msg("%s by number", text);
            }
        }
    }
}

/* A number has room for 1023, a code for 999. */
static void finds_no_status_beyond_999(void **state)
{
    (void)state;
    for (unsigned class_ = 0; class_ <= 5; class_++)
        for (unsigned high = MOST; high < 1024; high++)
            for (unsigned n = 0; n < 1024; n++) {
                assert_int_equal(smtpc_status_id(SMTPC_STATUS(class_, high, n)),
                                 0);
                assert_int_equal(smtpc_status_id(SMTPC_STATUS(class_, n, high)),
                                 0);
            }
}

static void finds_statuses_without_class(void **state)
{
    char text[16];

    (void)state;
    for (unsigned s = 0; s < MOST; s++) {
        for (unsigned d = 0; d < MOST; d++) {
            int len = snprintf(text, sizeof text, "X.%u.%u", s, d);

            if (smtpc_find_id(text, (size_t)len) != statuses[s][d])
                fail_msg("%s", text);
        }
    }
}

/* Other spellings of a known code are not that code. */
static void finds_no_misspelt_status(void **state)
{
    static const char *const wrong[] = {
        "05.1.1", "5.01.1", "5.1.01", "5.1.1 ", " 5.1.1", "5.1.1.", "5,1,1",
        "5.1", "5..1.1", "5.1.", "x.1.1", "5.1.1\n", "5.1.0x1", "6.1.1",
        "1.1.1", "3.1.1", "5.1.1000", "5.1000.1", "55.1.1", "5.-1.1", "5.1.+1",
        "X.1.1X", "9.999.999", "5.7.2600", "", "5", "55", "5.", "5.1.1.1",
        ".....",
        /* Of other lengths, with the key of X.1.1 but for the dot. */
        "5-.1.1.1", "5*1.1.1.1", "5+1.1.1.", "5,.1.1.1"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (smtpc_find_id(wrong[i], strlen(wrong[i])) != 0)
            fail_msg("\"%s\" was found", wrong[i]);
    assert_int_equal(smtpc_find_id("5.1.1\0", 6), 0);
    assert_int_equal(smtpc_find_id(NULL, 0), 0);
    assert_int_equal(smtpc_status_id(SMTPC_STATUS(5, 1000, 1)), 0);
    assert_int_equal(smtpc_status_id(SMTPC_STATUS(5, 1, 1023)), 0);
    assert_int_equal(smtpc_status_id(0xffffffff), 0);
}

/* Every byte of a code replaced by every other byte: found only where that
 * makes another known code. A range is none itself. */
static void finds_no_mutated_status(void **state)
{
    (void)state;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        char text[16];
        size_t len;

        smtpc_get(id, &e);
        len = strlen(e.code);
        for (size_t i = 0; i < len; i++) {
            for (int c = 0; c < 256; c++) {
                memcpy(text, e.code, len);
                text[i] = (char)c;
                assert_int_equal(smtpc_find_id(text, len),
                                 want_code(text, len));
            }
        }
    }
}

/* Tokens of other lengths with the first and the last four letters of a code,
 * and each byte in between. */
static void finds_no_status_by_its_ends(void **state)
{
    (void)state;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        char text[10];
        size_t len;

        smtpc_get(id, &e);
        len = strlen(e.code);
        if (len < 5)
            continue;
        for (size_t other = 5; other < sizeof text; other++) {
            for (int c = 0; c < 256; c++) {
                memset(text, c, sizeof text);
                memcpy(text, e.code, 4);
                memcpy(text + other - 4, e.code + len - 4, 4);
                assert_int_equal(smtpc_find_id(text, other),
                                 want_code(text, other));
            }
        }
    }
}

/* Is it the entry's symbol, or one that it had before? */
static int is_symbol_of(unsigned id, const char *text, size_t len)
{
    struct smtpc_entry e;

    smtpc_get(id, &e);
    if (strlen(e.symbol) == len && memcmp(e.symbol, text, len) == 0)
        return 1;
    for (size_t i = 0; i < sizeof smtpc_aliases_ / sizeof smtpc_aliases_[0];
         i++)
        if (smtpc_aliases_[i].id == id && smtpc_aliases_[i].symbol_len == len &&
            memcmp(smtpc_text_(&smtpc_texts_pool_, smtpc_aliases_[i].symbol),
                   text, len) == 0)
            return 1;
    return 0;
}

/* None of its own, or the sample of one in a list that may not be empty. */
static void finds_every_earlier_symbol(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof smtpc_aliases_ / sizeof smtpc_aliases_[0];
         i++)
        assert_int_equal(smtpc_find_id(smtpc_text_(&smtpc_texts_pool_,
                                                   smtpc_aliases_[i].symbol),
                                       smtpc_aliases_[i].symbol_len),
                         smtpc_aliases_[i].id);
}

static void finds_every_symbol_and_no_mutation(void **state)
{
    (void)state;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        char text[128];
        size_t len;

        smtpc_get(id, &e);
        len = strlen(e.symbol);
        assert_int_equal(smtpc_find_id(e.symbol, len), id);
        for (size_t i = 0; i < len; i++) {
            unsigned found = smtpc_find_id(e.symbol, i);

            assert_true(found == 0 || is_symbol_of(found, e.symbol, i));
        }
        memcpy(text, e.symbol, len);
        for (size_t i = 0; i < len; i++) {
            for (int c = 0; c < 256; c++) {
                unsigned found;

                text[i] = (char)c;
                found = smtpc_find_id(text, len);
                if (found) /* 450 and 550 differ by one byte */
                    assert_true(is_symbol_of(found, text, len));
            }
            text[i] = e.symbol[i];
        }
        text[len] = '$';
        assert_int_equal(smtpc_find_id(text, len + 1), 0);
    }
}

/* The lookups read exact lengths: a token at the very end of its memory is
 * found without a byte past it. */
static void reads_nothing_past_the_token(void **state)
{
    static const char *const tokens[] = {"550", "5.1.1", "5.7.26",
                                         "SMTPC_250_OK"};

    (void)state;
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        size_t len = strlen(tokens[i]);

        assert_int_not_equal(smtpc_find_id(guarded(tokens[i], len), len), 0);
    }
}

/* The same without them, on both sides: the token stands at the start of a
 * page and then at the end of one, and beside the page nothing may be read,
 * whether it looks like a name or like a status.
 * The windows of a name must not be laid over what is shorter. */
static void reads_nothing_beside_the_token(void **state)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int zeros = open("/dev/zero", O_RDWR);
    char *pages = mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE, zeros, 0);

    (void)state;
    assert_true(zeros >= 0 && pages != MAP_FAILED);
    assert_int_equal(mprotect(pages + page, page, PROT_READ | PROT_WRITE), 0);
    for (const char *filling = "S."; *filling; filling++) {
        memset(pages + page, *filling, page);
        for (size_t len = 0; len <= 3 * SMTPC_NAME_LEAST_; len++) {
            assert_int_equal(smtpc_find_id(pages + page, len), 0);
            assert_int_equal(smtpc_find_id(pages + 2 * page - len, len), 0);
        }
    }
    assert_int_equal(munmap(pages, 3 * page), 0);
    close(zeros);
}

/* A symbol is found by its own length only: what stands behind it in the
 * header's memory, be it the same bytes, is no part of its name. */
static void finds_no_symbol_with_what_follows_it(void **state)
{
    const char *end = (const char *)(&smtpc_texts_pool_ + 1);

    (void)state;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        size_t most;

        smtpc_get(id, &e);
        most = (size_t)(end - e.symbol);
        for (size_t len = strlen(e.symbol) + 1; len <= most; len++)
            if (smtpc_find_id(e.symbol, len) != 0)
                fail_msg("%s and %zu bytes more", e.symbol,
                         len - strlen(e.symbol));
    }
}

static void gives_whole_entries(void **state)
{
    (void)state;
    for (unsigned id = 0; id <= SMTPC_ENTRIES + 1; id++) {
        struct smtpc_entry e;

        memset(&e, 0xa5, sizeof e);
        smtpc_get(id, &e);
        assert_non_null(e.symbol);
        assert_true(*e.title != '\0');
        assert_true(*smtpc_standing_name(e.standing) != '\0');
        assert_true(*smtpc_reason_name(e.reason) != '\0');
        assert_true(*smtpc_party_name(e.party) != '\0');
        for (int d = 2; d <= 5; d++)
            assert_true(*smtpc_action_name(e.actions[d]) != '\0');
        /* There are no classes 0 and 1. */
        assert_int_equal(e.actions[0], SMTPC_ACTION_NONE);
        assert_int_equal(e.actions[1], SMTPC_ACTION_NONE);
        assert_int_equal(e.actions[2], SMTPC_ACTION_NONE);
        if (id >= 1 && id <= SMTPC_ENTRIES)
            assert_true(*e.reference != '\0');
    }
}

static void unknown_codes_have_an_entry(void **state)
{
    struct smtpc_entry none, large;

    (void)state;
    smtpc_get(0, &none);
    smtpc_get(SMTPC_ENTRIES + 1, &large);
    assert_ptr_equal(none.title, large.title);
    assert_string_equal(none.code, "");
    assert_int_equal(smtpc_reply_for(0), 0);
    assert_int_equal(smtpc_reply_for(SMTPC_STATUS(5, 999, 999)), 0);
    assert_int_equal(smtpc_reply_for(SMTPC_STATUS(0, 1, 1)), 0);
    assert_int_equal(none.reason, SMTPC_REASON_OTHER);
    assert_int_equal(none.actions[4], SMTPC_ACTION_RETRY);
    assert_int_equal(none.actions[5], SMTPC_ACTION_READ_TEXT);
}

/* What loses real customers: suppression on a code that does not name a dead
 * mailbox. */
static void generic_refusals_never_suppress(void **state)
{
    static const char *const codes[] = {
        "550",    "551",    "552",    "553",    "554",    "521",
        "541",    "571",    "450",    "451",    "X.0.0",  "X.1.0",
        "X.2.0",  "X.3.0",  "X.4.0",  "X.4.1",  "X.5.0",  "X.6.0",
        "X.7.0",  "X.7.1",  "X.7.13", "X.7.20", "X.7.23", "X.7.25",
        "X.7.26", "X.7.27", "X.7.28", "X.7.29", "X.7.30", "X.2.2"};

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        unsigned id = smtpc_find_id(codes[i], strlen(codes[i]));
        struct smtpc_entry e;

        assert_int_not_equal(id, 0);
        smtpc_get(id, &e);
        for (int d = 2; d <= 5; d++)
            if (e.actions[d] == SMTPC_ACTION_SUPPRESS)
                fail_msg("%s suppresses in class %d", codes[i], d);
    }
    for (unsigned id = 0; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;

        smtpc_get(id, &e);
        assert_int_not_equal(e.actions[4], SMTPC_ACTION_SUPPRESS);
    }
}

static void parses_statuses(void **state)
{
    static const struct {
        const char *text;
        size_t used;
        uint32_t status;
    } rows[] = {
        {"5.1.1", 5, SMTPC_STATUS(5, 1, 1)},
        {"5.1.1 User", 5, SMTPC_STATUS(5, 1, 1)},
        {"5.1.1)", 5, SMTPC_STATUS(5, 1, 1)},
        {"5.1.1.", 5, SMTPC_STATUS(5, 1, 1)},
        {"5.1.1. Bye", 5, SMTPC_STATUS(5, 1, 1)},
        {"4.7.606", 7, SMTPC_STATUS(4, 7, 606)},
        {"2.999.999", 9, SMTPC_STATUS(2, 999, 999)},
        {"5.7.10", 6, SMTPC_STATUS(5, 7, 10)},
        {"5.1.10.2", 0, 0},
        {"92.5.1.10", 0, 0},
        {"5.1", 0, 0},
        {"5.1.", 0, 0},
        {"5.01.1", 0, 0},
        {"5.1.01", 0, 0},
        {"5.1.1000", 0, 0},
        {"5.1000.1", 0, 0},
        {"3.1.1", 0, 0},
        {"1.1.1", 0, 0},
        {"6.1.1", 0, 0},
        {"X.1.1", 0, 0},
        {"50.1.1", 0, 0},
        {"5..1", 0, 0},
        {"5.1x1", 0, 0},
        {"5.1-1", 0, 0},
        {"5.1 1.1", 0, 0},
        {"", 0, 0},
        {"5.0.0", 5, SMTPC_STATUS(5, 0, 0)},
        {"5.00.0", 0, 0},
        {"5.1.1x", 5, SMTPC_STATUS(5, 1, 1)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t status = 77;
        size_t used =
            smtpc_status_parse(rows[i].text, strlen(rows[i].text), &status);

        if (used != rows[i].used)
            fail_msg("\"%s\": %zu, not %zu", rows[i].text, used, rows[i].used);
        assert_int_equal(status, used ? rows[i].status : 77);
    }
}

/* Nothing behind a status is read, wherever it is cut. */
static void parses_no_more_than_there_is(void **state)
{
    static const char *const texts[] = {"5.7.26", "5.723.456", "4.2.2.x",
                                        "5.1.10.2", "5....."};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (size_t len = 0; len <= strlen(texts[i]); len++) {
            uint32_t status;
            size_t used =
                smtpc_status_parse(guarded(texts[i], len), len, &status);

            assert_true(used <= len);
            if (len < 5)
                assert_int_equal(used, 0);
        }
}

/* Of a number that is no status nothing is written. */
static void formats_statuses(void **state)
{
    static const unsigned parts[] = {0,   1,   9,   10,  11,   99,   100,
                                     101, 605, 990, 999, 1000, 1001, 1023};
    const size_t count = sizeof parts / sizeof parts[0];

    (void)state;
    for (unsigned class_ = 0; class_ < 4096; class_++)
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < count; j++) {
                unsigned s = parts[i], d = parts[j];
                char text[] = "12345678901", want[16] = "";

                if ((class_ == 2 || class_ == 4 || class_ == 5) && s < MOST &&
                    d < MOST)
                    snprintf(want, sizeof want, "%u.%u.%u", class_, s, d);
                assert_int_equal(
                    smtpc_status_format(class_ << 20 | s << 10 | d, text),
                    strlen(want));
                assert_string_equal(text, want);
            }
}

static void status_parts(void **state)
{
    uint32_t s = SMTPC_STATUS(5, 7, 606);

    (void)state;
    assert_int_equal(smtpc_status_class(s), 5);
    assert_int_equal(smtpc_status_subject(s), 7);
    assert_int_equal(smtpc_status_detail(s), 606);
    assert_int_equal(SMTPC_WITHOUT_CLASS(SMTPC_STATUS(4, 1, 1)),
                     SMTPC_X_1_1_BAD_DESTINATION_MAILBOX);
    assert_int_equal(SMTPC_WITH_CLASS(4, SMTPC_X_1_1_BAD_DESTINATION_MAILBOX),
                     SMTPC_STATUS(4, 1, 1));
    assert_int_not_equal(SMTPC_STATUS(5, 7, 10), SMTPC_STATUS(5, 7, 1));
    assert_string_equal(smtpc_status_class_title(1), "");
    assert_true(*smtpc_status_class_title(5) != '\0');
    assert_true(*smtpc_subject_title(7) != '\0');
    assert_string_equal(smtpc_subject_title(8), "");
    assert_string_equal(smtpc_reason_name(-1), "");
    assert_string_equal(smtpc_reason_name(SMTPC_REASON_MAILBOX_FULL),
                        "mailbox-full");
}

/* The reply for a status is of its class, where one is known. */
static void finds_replies_for_statuses(void **state)
{
    unsigned known[6] = {0};

    (void)state;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;

        smtpc_get(id, &e);
        if (e.code[1] != '.')
            continue;
        for (unsigned class = 0; class < 8; class ++) {
            int reply = smtpc_reply_for(SMTPC_WITH_CLASS(class, e.number));

            if (reply)
                assert_int_equal(reply / 100, class);
            if (class != 2 && class != 4 && class != 5)
                assert_int_equal(reply, 0);
            else
                known[class] += reply != 0;
        }
    }
    assert_true(known[2] > 0 && known[4] > 0 && known[5] > 0);
    assert_int_equal(smtpc_reply_for(SMTPC_STATUS(2, 1, 5)), 250);
    assert_int_equal(smtpc_reply_for(SMTPC_STATUS(4, 3, 1)), 452);
    assert_int_equal(smtpc_reply_for(SMTPC_STATUS(5, 7, 25)), 550);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_every_reply_and_no_other),
        cmocka_unit_test(finds_no_foreign_three_bytes),
        cmocka_unit_test(finds_every_status_and_no_other),
        cmocka_unit_test(finds_no_status_beyond_999),
        cmocka_unit_test(finds_statuses_without_class),
        cmocka_unit_test(finds_no_misspelt_status),
        cmocka_unit_test(finds_no_mutated_status),
        cmocka_unit_test(finds_no_status_by_its_ends),
        cmocka_unit_test(finds_every_symbol_and_no_mutation),
        cmocka_unit_test(finds_every_earlier_symbol),
        cmocka_unit_test(reads_nothing_past_the_token),
        cmocka_unit_test(reads_nothing_beside_the_token),
        cmocka_unit_test(finds_no_symbol_with_what_follows_it),
        cmocka_unit_test(gives_whole_entries),
        cmocka_unit_test(unknown_codes_have_an_entry),
        cmocka_unit_test(generic_refusals_never_suppress),
        cmocka_unit_test(parses_statuses),
        cmocka_unit_test(parses_no_more_than_there_is),
        cmocka_unit_test(formats_statuses),
        cmocka_unit_test(status_parts),
        cmocka_unit_test(finds_replies_for_statuses),
    };

    return cmocka_run_group_tests(tests, fill_oracle, NULL);
}
