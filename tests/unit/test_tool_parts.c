/* SPDX-License-Identifier: 0BSD
 *
 * Parts of the tool, at the ends of what they read and in cases of which few
 * stand in the output of a test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "guarded.h"
#include "rows.h"

#include <ctype.h>
#include <limits.h>
#include <time.h>

#define main tool_main
#include "../../out/smtpcodes.c"
#undef main

/* Is the text, behind and before others, known under that key? */
static void check_key(const char *text, const char *key)
{
    static const char *const around[] = {"", "12ab34cd", "........", "        ",
                                         "@@@@@@@@"};
    size_t len = strlen(text);

    for (size_t i = 0; i < sizeof around / sizeof around[0]; i++) {
        char room[512], got[CACHED_LEN];
        size_t at = (size_t)snprintf(room, sizeof room, "%s%s%s%s%s%s",
                                     around[i], around[i], around[i], around[i],
                                     around[i], around[i]);
        size_t n;

        snprintf(room + at, sizeof room - at, "%s%s", text, around[i]);
        n = normalize(room + at, len, got);
        assert_int_equal(n, strlen(key));
        assert_memory_equal(got, key, n);
    }
}

/* What tells nothing is left out of the key, and nothing else is: two replies
 * of one key have one verdict. */
static void keeps_verdicts_by_what_tells_them_apart(void **state)
{
    (void)state;
    check_key("550 unavailable", "550 unavailable");
    check_key("unavailable", "unavailable");
    check_key("550 unavailable for kim.li@example.org",
              "550 unavailable for kim.li@example.org");
    check_key("kim@example.org", "\2@example.org");
    check_key("from 192.0.2.25", "from \1");
    check_key("192.0.2.25, 1.2.3.4", "\1, \1");
    check_key("1.2.3", "1.2.3");
    check_key("1.2.3.4.5", "1.2.3.4.5");
    check_key("id 4bXyZ12abc", "id \3");
    check_key("id 4bXyZ12a", "id 4bXyZ12a");
    check_key("4bXyZ12abc.example.org", "4bXyZ12abc.example.org");
    check_key("123456789", "123456789");
    check_key("ab3456789 12bcdefgh", "\3 12bcdefgh");
}

/* A key that has no room is none. */
static void keeps_no_verdict_under_half_a_key(void **state)
{
    char text[CACHED_LEN + 2], key[CACHED_LEN];

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(normalize(text, CACHED_LEN, key), CACHED_LEN);
    assert_int_equal(normalize(text, CACHED_LEN + 1, key), 0);
    memset(text, ' ', sizeof text);
    assert_int_equal(normalize(text, CACHED_LEN, key), CACHED_LEN);
    assert_int_equal(normalize(text, CACHED_LEN + 1, key), 0);
    text[CACHED_LEN - 1] = text[CACHED_LEN] = 'a';
    assert_int_equal(normalize(text, CACHED_LEN, key), CACHED_LEN);
    assert_int_equal(normalize(text, CACHED_LEN + 1, key), 0);
}

/* Each place is taken in the end, and none beyond: replies of many hosts share
 * them evenly. What was kept is given again as it was, and forgotten when asked
 * for. */
static void keeps_verdicts_in_every_place(void **state)
{
    struct smtpc_verdict first, again;
    struct options o;
    char text[64];
    size_t len = 0;

    (void)state;
    memset(&o, 0, sizeof o);
    forget_verdicts();
    for (int i = 0; i < 16 * CACHED; i++) {
        len = (size_t)snprintf(text, sizeof text,
                               "550 5.2.2 host%d.example.org "
                               "says: mailbox full",
                               i);
        assert_int_equal(explain_cached(&o, text, len, &first), 1);
        assert_int_equal(first.reason, SMTPC_REASON_MAILBOX_FULL);
    }
    for (size_t i = 0; i < CACHED; i++)
        assert_int_not_equal(cache[i].len, 0);
    memset(&again, 0, sizeof again);
    assert_int_equal(explain_cached(&o, text, len, &again), 1);
    assert_int_equal(again.reason, first.reason);
    assert_string_equal(again.message, first.message);
    forget_verdicts();
    for (size_t i = 0; i < CACHED; i++)
        assert_int_equal(cache[i].len, 0);
}

/* The cells of a row, up to "END". */
static void check_cells(const char *row, const char *const *cells)
{
    size_t at = 0, len = strlen(row);
    struct piece cell;

    for (; strcmp(*cells, "END") != 0; cells++) {
        assert_int_equal(next_cell(row, &at, len, &cell), 1);
        assert_int_equal(cell.len, strlen(*cells));
        assert_memory_equal(cell.text, *cells, cell.len);
    }
    assert_int_equal(next_cell(row, &at, len, &cell), 0);
    assert_int_equal(next_cell(row, &at, len, &cell), 0);
}

static void reads_no_cell_behind_a_row(void **state)
{
    struct piece cell;
    size_t at = 0;

    (void)state;
    check_cells("a,bc", (const char *const[]){"a", "bc", "END"});
    check_cells("", (const char *const[]){"", "END"});
    check_cells(",", (const char *const[]){"", "", "END"});
    check_cells("\"a,b\",c", (const char *const[]){"a,b", "c", "END"});
    check_cells("\"a \"\"b\"\"\"", (const char *const[]){"a \"\"b\"\"", "END"});
    check_cells("a,\"\"", (const char *const[]){"a", "", "END"});
    check_cells("a,\"b", (const char *const[]){"a", "b", "END"});
    check_cells("a,\"", (const char *const[]){"a", "", "END"});
    check_cells("\"a\"\"", (const char *const[]){"a\"\"", "END"});
    check_cells("\"a\"b,c", (const char *const[]){"a", "c", "END"});
    assert_int_equal(next_cell("\"a\"\"b\"", &at, 3, &cell), 1);
    assert_int_equal(cell.len, 1);
}

/* The names and values of fields, up to "END". */
static void check_fields(const char *text, const char *const *fields)
{
    size_t at = 0, len = strlen(text);
    struct field f;

    for (; strcmp(*fields, "END") != 0; fields += 2) {
        assert_int_equal(next_field(text, &at, len, ',', &f), 1);
        assert_int_equal(f.name.len, strlen(fields[0]));
        assert_memory_equal(f.name.text, fields[0], f.name.len);
        assert_int_equal(f.value.len, strlen(fields[1]));
        assert_memory_equal(f.value.text, fields[1], f.value.len);
    }
    assert_int_equal(next_field(text, &at, len, ',', &f), 0);
}

static void gives_no_field_a_name_that_has_none(void **state)
{
    (void)state;
    check_fields("", (const char *const[]){"END"});
    check_fields(", ", (const char *const[]){"END"});
    check_fields("to", (const char *const[]){"", "to", "END"});
    check_fields("to=", (const char *const[]){"to", "", "END"});
    check_fields("=to", (const char *const[]){"", "=to", "END"});
    check_fields(
        "sent, to=<a, b>, x-y_1=2",
        (const char *const[]){"", "sent", "to", "<a, b>", "x-y_1", "2", "END"});
}

/* Only a whole time is taken as one: a sign less is none. */
static void takes_no_stamp_that_lacks_a_sign(void **state)
{
    static const struct {
        const char *line;
        size_t len;
    } cases[] = {
        {"Nov 23 10:00:01 mx postfix/smtp[2]: and so on and on", 16},
        {"2026-11-23T10:00:01.5+01:00 mx postfix/smtp[2]: and so on", 28},
        {"2026-11-23T10:00:01Z mx postfix/smtp[2]: and so on and on", 21},
        {"2026-11-23T10:00:01 mx postfix/smtp[2]: and so on and on", 20},
        {"2026-11-23T10:00:01.234567890123456789012345678 mx postfix", 48}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char line[80];
        size_t len = strlen(cases[i].line);

        assert_int_equal(plain_stamp(cases[i].line, len), cases[i].len);
        assert_int_equal(plain_stamp(cases[i].line, TIME_MAX), 0);
        for (size_t at = 0; at < 19 && at < cases[i].len; at++) {
            int is_free = i ? (cases[i].line[at] >= '0' && at < 10)
                            : at < 3 || (at >= 4 && at < 6);

            strcpy(line, cases[i].line);
            line[at] = 'x';
            assert_int_equal(plain_stamp(line, len) == cases[i].len, is_free);
        }
    }
}

/* A host's name is no id, though it has two dashes; each letter counts. */
static void knows_ids_of_exim(void **state)
{
    static const char *const ids[] = {"1rAbCd-000123-Ef",
                                      "1rAbCd-00000001abC-1dEf"};
    static const char *const others[] = {"",
                                         "-",
                                         "mail-out-1",
                                         "backup-server-01",
                                         "1rAbCd-0001234-Ef",
                                         "1rAbCd-00000001abC-1dE",
                                         "1rAbCd-000123456-Ef",
                                         "1rAbCd-000123-Efgh",
                                         "1rAbCd-000123-Efghijklm",
                                         "rAbCd1-00000001abC-1dEf",
                                         "1rAbCd-00000001abC-1dEf2"};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(is_exim_id(others[i], strlen(others[i])));
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        char id[32];
        size_t len = strlen(ids[i]);

        strcpy(id, ids[i]);
        assert_true(is_exim_id(id, len));
        assert_false(is_exim_id(id, len - 1));
        for (size_t at = 0; at < len; at++) {
            for (const char *c = "-./:@[`{ "; *c; c++) {
                id[at] = *c;
                assert_int_equal(is_exim_id(id, len), *c == ids[i][at]);
            }
            for (const char *c = "09AZaz"; *c; c++) {
                id[at] = *c;
                assert_int_equal(is_exim_id(id, len),
                                 ids[i][at] != '-' && (at || isdigit(*c)));
            }
            id[at] = ids[i][at];
        }
    }
}

/* What stands behind the string is no part of its last escape. */
static void check_decoded(const char *string, size_t len, const char *text)
{
    char to[64];
    size_t n = json_decode(piece_of(string, 0, len), to);

    assert_int_equal(n, strlen(text));
    assert_memory_equal(to, text, n);
}

static void decodes_no_escape_that_is_cut(void **state)
{
    (void)state;
    check_decoded("ab", 0, "");
    check_decoded("ab", 1, "a");
    check_decoded("a\\nb\\t\\\"\\\\\\/", 12, "a\nb \"\\/");
    check_decoded("a\\n", 2, "a\\");
    check_decoded("a\\rb\\bc\\fd\\e", 12, "a b c de");
    check_decoded("\\u0041", 6, "A");
    check_decoded("\\u0041", 5, "u004");
    check_decoded("\\u0041", 2, "u");
    check_decoded("\\u00e9\\u20ac\\ud83d", 18, "\303\251\342\202\254?");
}

/* A line goes on by what is in it, not by what stands behind it. */
static void goes_on_where_all_of_the_mark_is(void **state)
{
    (void)state;
    assert_true(goes_on("550-", 4));
    assert_true(goes_on("550-5.1.1 No", 12));
    assert_false(goes_on("550-", 3));
    assert_false(goes_on("550-", 0));
    assert_false(goes_on("550 ", 4));
    assert_false(goes_on("150-", 4));
    assert_false(goes_on("550-a 550 b", 11));
    assert_false(goes_on("550-a 550 b", 10));
    assert_true(goes_on("550-a 550 b", 9));
    assert_false(goes_on("550- 550 b", 10));
    assert_true(goes_on("550-a 551 b", 11));
    assert_true(goes_on("550-a 450 b", 11));
    assert_true(goes_on("550-a 550-b", 11));
    assert_true(goes_on("550-a x550 b", 12));
    assert_false(goes_on("550-a b 550 ", 12));
    assert_true(reply_goes_on(guarded("550-", 4), 4));
    assert_false(reply_goes_on(guarded("550", 3), 3));
    assert_false(reply_goes_on("550 a", 5));
    assert_false(reply_goes_on("150-a", 5));
}

static void reads_each_digit_of_an_escape(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        const char digit[] = {'1', (char)c, '0', '2', '\0'}, *none = "1002";

        assert_int_equal(hex_value(digit),
                         strtoul(isxdigit(c) ? digit : none, NULL, 16));
    }
}

/* --- what stands in texts ------------------------------------------------- */

static size_t encode(unsigned code, unsigned char *to)
{
    if (code < 0x80) {
        to[0] = (unsigned char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (unsigned char)(0xc0 | code >> 6);
        to[1] = (unsigned char)(0x80 | (code & 63));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (unsigned char)(0xe0 | code >> 12);
        to[1] = (unsigned char)(0x80 | (code >> 6 & 63));
        to[2] = (unsigned char)(0x80 | (code & 63));
        return 3;
    }
    to[0] = (unsigned char)(0xf0 | code >> 18);
    to[1] = (unsigned char)(0x80 | (code >> 12 & 63));
    to[2] = (unsigned char)(0x80 | (code >> 6 & 63));
    to[3] = (unsigned char)(0x80 | (code & 63));
    return 4;
}

/* Each character is one, cut it is none, and nothing else is one: of two and
 * three bytes there are no more. */
static void knows_every_character(void **state)
{
    unsigned two = 0, three = 0;

    (void)state;
    for (unsigned code = 0; code < 0x111000; code++) {
        unsigned char s[4];
        size_t n = encode(code, s);
        int is_one = (code < 0xd800 || code > 0xdfff) && code < 0x110000;

        assert_int_equal(utf8_len(s, 4), is_one ? n : 0);
        if (is_one)
            assert_int_equal(utf8_code(s, n), code);
        for (size_t len = 1; len < n; len++)
            assert_int_equal(utf8_len(s, len), 0);
    }
    for (unsigned bytes = 0; bytes < 1u << 24; bytes++) {
        const unsigned char s[] = {(unsigned char)(bytes >> 16),
                                   (unsigned char)(bytes >> 8),
                                   (unsigned char)bytes};
        size_t n = utf8_len(s, 3);

        two += n == 2 && s[2] == 0;
        three += n == 3;
    }
    assert_int_equal(two, 0x800 - 0x80);
    assert_int_equal(three, 0x10000 - 0x800 - 0x800);
}

/* Where the code of a reply is seen; what stands in front of the text is none
 * of it. */
static void check_code(const char *text, int code, size_t at)
{
    for (const char *before = " a5."; *before; before++) {
        char room[64];

        snprintf(room, sizeof room, "%c%s", *before, text);
        assert_int_equal(at_code(room + 1, code) - room - 1, at);
    }
}

static void finds_the_code_that_a_reply_begins_with(void **state)
{
    (void)state;
    check_code("550 No", 550, 0);
    check_code("550", 550, 0);
    check_code("said: 550 No", 550, 6);
    check_code("said: 550", 550, 6);
    check_code("(550) 550", 550, 1);
    check_code("x550 no, 550 No", 550, 9);
    check_code("X550 Z550 z550 9550 550", 550, 20);
    check_code("5500 550% 550.5 550", 550, 16);
    check_code("450 not 550", 550, 8);
    check_code("No", 550, 0);
    check_code("", 550, 0);
    check_code("or 450 No", 550, 0);
    check_code("55", 550, 0);
    check_code("a 000", 0, 0);
    check_code("a 550 No", 0, 0);
}

static void check_ip(const char *text, const char *ip)
{
    const char *found = "";
    size_t n = find_ip(piece_of(text, 0, strlen(text)), &found);

    assert_int_equal(n, strlen(ip));
    assert_memory_equal(found, ip, n);
}

static void finds_an_address_of_four_numbers(void **state)
{
    const char *ip;

    (void)state;
    check_ip("", "");
    check_ip("mx", "");
    check_ip("1.2.3.4", "1.2.3.4");
    check_ip("[192.0.2.25]:25", "192.0.2.25");
    check_ip("of 192.0.2.25, 192.0.2.26", "192.0.2.25");
    check_ip("is 192.0.2.25.", "192.0.2.25");
    check_ip("is 1.2.3", "");
    check_ip("is 11.22.33", "");
    check_ip("is 11.22.33.", "");
    check_ip("is 1.2.3.4.5", "");
    check_ip("is 1.2.3.4..", "");
    check_ip("is ...", "");
    check_ip("is 1...2", "");
    check_ip("5.7.25 of 192.0.2.25", "192.0.2.25");
    assert_int_equal(find_ip(piece_of("1.2.3.45", 0, 7), &ip), 7);
    assert_int_equal(find_ip(piece_of("1.2.3.45", 0, 6), &ip), 0);
}

/* --- lines of a log ------------------------------------------------------- */

static struct piece piece(const char *text)
{
    return piece_of(text, 0, strlen(text));
}

static int is_text(struct piece p, const char *text)
{
    return p.len == strlen(text) &&
           (p.len == 0 || memcmp(p.text, text, p.len) == 0);
}

/* The time, the program and what is behind it, of a line alone and of one that
 * follows another of the same host. */
static void check_header(const char *line, const char *time,
                         const char *program, const char *rest)
{
    for (int again = 0; again < 2; again++) {
        struct log_line l;

        memset(&l, 0, sizeof l);
        l.len = strlen(line);
        l.text = guarded(line, l.len);
        if (!again)
            same_host.len = 0;
        read_header(&l);
        if (!is_text(l.time, time) || l.program_len != strlen(program) ||
            memcmp(l.program_len ? l.program : "", program, l.program_len) != 0)
            fail_msg("%s (%d): %.*s; %.*s", line, again, (int)l.time.len,
                     l.time.text, (int)l.program_len, l.program);
        if (!*program)
            continue;
        assert_true(is_text(piece_of(l.text, l.at, l.len), rest));
        find_program(&l); /* so that it was seen */
    }
}

static void reads_what_stands_before_a_line(void **state)
{
    (void)state;
#define REST "4F: to=<kim@example.org>, status=sent (250 ok)"
    check_header("Feb  3 04:05:06 out1 postfix/smtp[811]: " REST,
                 "Feb  3 04:05:06", "postfix/smtp", REST);
    check_header("Feb  3 04:05:06 out1 qmail: " REST, "Feb  3 04:05:06",
                 "qmail", REST);
    check_header("2027-02-03T04:05:06.1+01:00 out1 postfix/smtp[811]: " REST,
                 "2027-02-03T04:05:06.1+01:00", "postfix/smtp", REST);
    /* A level or a host of several words. */
    check_header("Feb  3 04:05:06 out1 mail.info sendmail[811]: " REST,
                 "Feb  3 04:05:06", "sendmail", REST);
    check_header("Feb  3 04:05:06 <mail.info> out1 sendmail[811]: " REST,
                 "Feb  3 04:05:06", "sendmail", REST);
    check_header("Feb  3 04:05:06 a b c sendmail[811]: " REST,
                 "Feb  3 04:05:06", "sendmail", REST);
    check_header("Feb  3 04:05:06 a b c d sendmail[811]: " REST,
                 "Feb  3 04:05:06", "", "");
    check_header("Feb  3 04:05:06 out1 sendmail[8]: " REST, "Feb  3 04:05:06",
                 "sendmail", REST);
    check_header("Feb  3 04:05:06 out1 sendmail[x11]: " REST, "Feb  3 04:05:06",
                 "", "");
    check_header("Feb  3 04:05:06 out1 sendmail[811:" REST, "Feb  3 04:05:06",
                 "", "");
    check_header("Feb  3 04:05:06 out1 sendmail[811]: ", "Feb  3 04:05:06",
                 "sendmail", "");
    check_header("Feb  3 04:05:06 out1 sendmail[811]:   " REST,
                 "Feb  3 04:05:06", "sendmail", REST);
    /* What a stranger can have chosen stands behind the program. */
    check_header("Feb  3 04:05:06 out1 policyd: sendmail[811]: " REST,
                 "Feb  3 04:05:06", "policyd", "sendmail[811]: " REST);
    check_header("Feb  3 04:05:06 out1 a=b sendmail[811]: " REST,
                 "Feb  3 04:05:06", "", "");
    check_header("Feb  3 04:05:06 out1 (b sendmail[811]: " REST,
                 "Feb  3 04:05:06", "", "");
    check_header("Feb  3 04:05:06 out1 \"b sendmail[811]: " REST,
                 "Feb  3 04:05:06", "", "");
    check_header("Feb  3 04:05:06 out1 1rAbCd-000123-Ef sendmail[811]: " REST,
                 "Feb  3 04:05:06", "", "");
    check_header("Feb  3 04:05:06 mail-out-1 sendmail[811]: " REST,
                 "Feb  3 04:05:06", "sendmail", REST);
    /* The time alone, behind a date of one word or two, or behind more. */
    check_header("2027-02-03 04:05:06 sendmail[811]: " REST,
                 "2027-02-03 04:05:06", "sendmail", REST);
    check_header("2027-02-03 04:05:06.123 out1 sendmail[811]: " REST,
                 "2027-02-03 04:05:06.123", "sendmail", REST);
    check_header("ab1 2027-02-03 04:05:06 sendmail[811]: " REST,
                 "2027-02-03 04:05:06", "sendmail", REST);
    check_header("out1 Feb 13 04:05:06 sendmail[811]: " REST, "Feb 13 04:05:06",
                 "sendmail", REST);
    check_header("mail.log:Feb  3 04:05:06 out1 sendmail[811]: " REST,
                 "Feb  3 04:05:06", "sendmail", REST);
    check_header("mail.log:2027-02-03 04:05:06 out1 sendmail[811]: " REST,
                 "2027-02-03 04:05:06", "sendmail", REST);
    check_header("mail-1  | Feb  3 04:05:06 out1 sendmail[811]: " REST,
                 "Feb  3 04:05:06", "sendmail", REST);
    check_header("04:05:06 sendmail[811]: " REST, "04:05:06", "sendmail", REST);
    check_header("abc 2027-02-03T04:05:06Z sendmail[811]: " REST,
                 "2027-02-03T04:05:06Z", "sendmail", REST);
    check_header("mail-out-01 04:05:06 sendmail[811]: " REST, "04:05:06",
                 "sendmail", REST);
    check_header("@4000000065bf1c2a1dcd6500 qmail: " REST,
                 "@4000000065bf1c2a1dcd6500", "qmail", REST);
    check_header("sendmail[811]: " REST, "", "sendmail", REST);
    check_header("qmail: " REST, "", "", "");
    check_header("hello 04:05:06 sendmail[811]: " REST, "", "sendmail", REST);
    check_header("hello 12 04:05:06 sendmail[811]: " REST, "", "sendmail",
                 REST);
    check_header("04:05:06 a b sendmail[811]: " REST, "04:05:06", "sendmail",
                 REST);
    check_header("04:05:06 a b c sendmail[811]: " REST, "04:05:06", "", "");
    check_header("1 2 3 4 5 6 7 sendmail[811]: " REST, "", "sendmail", REST);
    check_header("1 2 3 4 5 6 7 8 sendmail[811]: " REST, "", "", "");
    check_header("1234567890123456789012345678901234567890"
                 "04:05:06 sendmail[811]: " REST,
                 "123456789012345678901234567890123456789004:05:06", "sendmail",
                 REST);
    check_header("12345678901234567890123456789012345678901"
                 "04:05:06 sendmail[811]: " REST,
                 "", "sendmail", REST);
    check_header("", "", "", "");
#undef REST
}

static void check_when(const char *text, const char *want, int has_year)
{
    size_t len = strlen(text);
    struct when w = when_of(piece_of(guarded(text, len), 0, len));

    assert_string_equal(w.text, want);
    assert_int_equal(w.has_year, has_year);
    assert_int_equal(w.seconds >= 0, *want && want[strlen(want) - 1] != '?');
}

static void knows_when_it_was(void **state)
{
    (void)state;
    check_when("Feb  3 04:05:06", "Feb  3 04:05:06", 0);
    check_when("Dec 31 23:59:59", "Dec 31 23:59:59", 0);
    check_when("Feb 3 04:05:06", "Feb 3 04:05:06", 0);
    check_when("2027-02-03T04:05:06.123+01:00", "2027-02-03 04:05:06", 1);
    check_when("2027-02-03 04:05:06", "2027-02-03 04:05:06", 1);
    /* Seconds since 1970, thousandths and millionths of them. */
    check_when("951782400", "2000-02-29 00:00:00Z", 1);
    check_when("1801713906", "2027-02-04 04:05:06Z", 1);
    check_when("1801713906.5", "2027-02-04 04:05:06Z", 1);
    check_when("1801713906123", "2027-02-04 04:05:06Z", 1);
    check_when("1801713906123456", "2027-02-04 04:05:06Z", 1);
    check_when("1801713906123456789", "2027-02-04 04:05:06Z", 1);
    check_when("99999999999", "5138-11-16 09:46:39Z", 1);
    check_when("100000000000", "1973-03-03 09:46:40Z", 1);
    check_when("000000000", "1970-01-01 00:00:00Z", 1);
    /* TAI was ten seconds ahead, and has no second before it began. */
    check_when("@4000000065bf1c2a1dcd6500", "2024-02-04 05:09:52Z", 1);
    check_when("@40000000386d43891dcd6500", "1999-12-31 23:59:59Z", 1);
    check_when("@400000000000000a1dcd6500", "1970-01-01 00:00:00Z", 1);
    check_when("@40000000000000091dcd6500", "1970-01-01 00:00:00Z", 1);
    check_when("", "", 0);
    check_when("12345678?", "12345678?", 0);
    check_when("x12345678?", "x12345678?", 0);
    check_when("12345678\33", "12345678?", 0);
    check_when("Foo 31 23:59:59?", "Foo 31 23:59:59?", 0);
}

/* As the calendar of the system has it. */
static void knows_every_day(void **state)
{
    (void)state;
    for (long long day = 0; day < 366 * 450; day++) {
        const time_t seconds = (time_t)day * 86400 + 86399;
        const struct tm *tm = gmtime(&seconds);
        struct when w;
        char want[32];

        strftime(want, sizeof want, "%Y-%m-%d %H:%M:%SZ", tm);
        when_of_epoch((unsigned long long)seconds, &w);
        assert_string_equal(w.text, want);
    }
}

static int comes_before(const char *a, const char *b)
{
    struct when one = when_of(piece(a)), other = when_of(piece(b));

    return is_before(&one, &other);
}

static void check_order(const char *first, const char *second)
{
    if (!comes_before(first, second))
        fail_msg("%s is not before %s", first, second);
    assert_false(comes_before(second, first));
    assert_false(comes_before(first, first));
    assert_false(comes_before(second, second));
}

/* Of two days without a year the half of it that is less lies between them. */
static void knows_what_was_earlier(void **state)
{
    (void)state;
    check_order("Feb  3 04:05:06", "Feb  3 04:05:07");
    check_order("Feb  3 04:05:59", "Feb  3 04:06:00");
    check_order("Feb  3 04:59:59", "Feb  3 05:00:00");
    check_order("Feb  3 23:59:59", "Feb  4 00:00:00");
    check_order("Feb  9 23:59:59", "Feb 10 00:00:00");
    check_order("Feb  4 23:59:59", "Feb 13 00:00:00");
    check_order("Feb 29 23:59:59", "Mar  1 00:00:00");
    check_order("Dec 31 23:59:59", "Jan  1 00:00:00");
    check_order("Jan  1 00:00:00", "Jul  1 00:00:00");
    check_order("Jul  2 00:00:00", "Jan  1 00:00:00");
    check_order("2026-12-31 23:59:59", "2027-01-01 00:00:00");
    check_order("2025-01-01 00:00:00", "2027-12-31 00:00:00");
    check_order("1801713906", "1801713907");
    check_order("2027-02-03 04:05:06", "Feb  3 04:05:07");
    check_order("Dec 31 23:59:59", "2027-01-01 00:00:00");
    /* What is no time is not before any, nor behind. */
    assert_false(comes_before("", "Feb  3 04:05:06"));
    assert_false(comes_before("Feb  3 04:05:06", ""));
    assert_false(comes_before("", ""));
    assert_false(comes_before("Dec 31 23:59:59", ""));
    assert_true(comes_before("0000-00-00 00:00:00", "2027-02-03 04:05:06"));
    /* A digit more is none of the time. */
    assert_false(comes_before("2027-02-03 04:05:06", "2027-02-03 04:05:067"));
    assert_false(comes_before("2027-02-03 04:05:067", "2027-02-03 04:05:06"));
}

/* Of a name that has no room nothing is remembered, and what is remembered of
 * others stays. */
static void remembers_programs_whose_names_have_room(void **state)
{
    (void)state;
    for (size_t len = 1; len <= 64; len++) {
        char program[65] = "", line[128];

        memset(program, 'a', len - 1);
        program[len - 1] = 'z';
        snprintf(line, sizeof line, "Feb  3 04:05:06 out1 %s[811]: so it is",
                 program);
        check_header(line, "Feb  3 04:05:06", program, "so it is");
    }
    for (size_t i = 0; i < sizeof seen_programs / sizeof *seen_programs; i++)
        assert_true(seen_programs[i].len <= sizeof seen_programs[i].name);
}

static unsigned range(const char *word)
{
    return find_range(guarded(word, strlen(word) + 1));
}

/* A range is named by its ends, written as a provider's page has it. */
static void finds_a_range_by_its_name(void **state)
{
    static const char *const others[] = {"",
                                         "5",
                                         "5.",
                                         "5.7",
                                         "5.7.",
                                         "5.7.606",
                                         "5.7.606-",
                                         "5.7.606-64",
                                         "5.7.606-648",
                                         "5.7.607-649",
                                         "5.7.606-649x",
                                         "5.7.606-649-",
                                         "5x7.606-649",
                                         "57.606-649",
                                         "5-7.606-649",
                                         "5.7-606-649",
                                         "5.7.606.649",
                                         "3.7.606-649",
                                         "x.7.606-649",
                                         "5..606-649",
                                         "5.7.-649",
                                         "5.7.0606-649",
                                         "5.7.606-0649",
                                         "5.0007.606-649",
                                         "5.07.606-649",
                                         "5.7.606-649 "};
    const char *name = "SMTPC_X_7_606_TO_649";
    struct smtpc_entry e;
    unsigned id = range("5.7.606-649");

    (void)state;
    assert_int_not_equal(id, 0);
    smtpc_get(id, &e);
    assert_memory_equal(e.symbol, name, strlen(name));
    assert_int_equal(range("X.7.606-649"), id);
    assert_int_equal(range("4.7.606-649"), id);
    assert_int_equal(range("2.7.606-649"), id);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (range(others[i]))
            fail_msg("%s", others[i]);
}

static void check_receiver(const char *relay, const char *to, const char *want)
{
    struct result r;
    struct piece got;
    char behind_it[128]; /* stands what is none of it */

    memset(&r, 0, sizeof r);
    snprintf(behind_it, sizeof behind_it, "%s/.)", relay);
    r.relay = piece_of(behind_it, 0, strlen(relay));
    r.recipient = piece(to);
    got = receiver_of(&r);
    if (!is_text(got, want))
        fail_msg("%s, %s: %.*s, not %s", relay, to, (int)got.len, got.text,
                 want);
}

/* By the host, up to what somebody registered; by the address where nobody
 * was asked, or somebody here. */
static void knows_who_is_a_receiver(void **state)
{
    static const char *const here[] = {"",
                                       "none",
                                       "local",
                                       "127.0.0.1[127.0.0.1]:10024",
                                       "[127.0.0.1]",
                                       "localhost.localdomain[127.0.0.1]:25",
                                       "localhost [127.0.0.1]",
                                       "::1[::1]:25",
                                       "[::1]",
                                       "mail[private/lmtp]",
                                       "private/lmtp.sock",
                                       "var/run/lmtp.sock"};
    static const struct {
        const char *relay, *receiver;
    } hosts[] = {{"mx1.example.org[192.0.2.25]:25", "example.org"},
                 {"mx1.example.org. [192.0.2.25]", "example.org"},
                 {"mx1.example.org", "example.org"},
                 {"example.org", "example.org"},
                 {"my_mx-1.example.org", "example.org"},
                 {"192.0.2.1 (mx.example.net)", "example.net"},
                 {"9.0.2.1 (mx.example.net)", "example.net"},
                 {"m1.example.net (192.0.2.1)", "example.net"},
                 {"mx.example.net (192.0.2.1)", "example.net"},
                 {"192.0.2.1", "192.0.2.1"},
                 {"192.0.2.1[192.0.2.1]:25", "192.0.2.1"},
                 {"alt4.mx.example.co.uk", "example.co.uk"},
                 {"example.co.uk", "example.co.uk"},
                 {"co.uk", "co.uk"},
                 {"mx.example.uk", "example.uk"},
                 {"mx.example.go.jp", "example.go.jp"},
                 {"mx.example.gov.uk", "example.gov.uk"},
                 {"mx..uk", ".uk"},
                 {".co.uk", ".co.uk"},
                 {"a..co.uk", ".co.uk"},
                 {"mx.co.example", "co.example"},
                 {"mx.example.xy.uk", "xy.uk"},
                 {"mx.coo.uk", "coo.uk"}};

    (void)state;
    for (size_t i = 0; i < sizeof here / sizeof here[0]; i++) {
        check_receiver(here[i], "kim@example.org", "example.org");
        check_receiver(here[i], "<\"a@b\"@mx.example.org>", "mx.example.org");
        check_receiver(here[i], "kim", "(no domain)");
        check_receiver(here[i], "", "(no domain)");
        check_receiver(here[i], "kim@", "");
    }
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++)
        check_receiver(hosts[i].relay, "kim@example.com", hosts[i].receiver);
}

/* What results say, as tests/logs/ has it. */
static void add_piece(struct piece p, const char *label, char *to, size_t size)
{
    size_t n = strlen(to);

    if (p.len == 0)
        return;
    n += (size_t)snprintf(to + n, size - n, " %s=", label);
    for (size_t i = 0; i < p.len && n + 3 < size; i++)
        if (p.text[i] == '\n')
            n += (size_t)snprintf(to + n, size - n, "\\n");
        else
            to[n++] = p.text[i];
    to[n] = '\0';
}

static void add_result(const struct result *r, char *to, size_t size)
{
    static const char *const outcomes[] = {"nothing", "reply", "sent",
                                           "deferred", "failed"};
    static const char *const asides[ASIDES] = {
        "", " inbound", " interim", " hop", " probe", " no-attempt"};
    static const char *const forms[] = {"", " qmail", " json", " csv"};
    size_t n = strlen(to);

    snprintf(to + n, size - n, "%s%s%s%s%s", *to ? " + " : "",
             r->known ? "" : "unknown ", outcomes[r->outcome], asides[r->aside],
             forms[r->form]);
    add_piece(r->id, "id", to, size);
    add_piece(r->sender, "from", to, size);
    add_piece(r->recipient, "to", to, size);
    add_piece(r->relay, "relay", to, size);
    add_piece(r->time, "time", to, size);
    add_piece(r->code, "code", to, size);
    add_piece(r->status, "status", to, size);
    add_piece(piece_of(r->text, r->at, r->end), "says", to, size);
}

/* What is read of the last of the lines that "@@" parts, each of which ends
 * where memory does. */
static void check_results(const char *path, const char *lines, const char *want)
{
    static struct result all[RESULTS];
    char got[2048] = "";
    size_t count;

    forget_told();
    for (;;) {
        const char *end = strstr(lines, "@@");
        size_t len = end ? (size_t)(end - lines) : strlen(lines);

        count = find_results(guarded(lines, len), len, all, RESULTS);
        if (!end)
            break;
        lines = end + 2;
    }
    for (size_t i = 0; i < count; i++)
        add_result(&all[i], got, sizeof got);
    if (strcmp(got, want) != 0)
        fail_msg("%s: %s:\n%s, not\n%s", path, lines, got, want);
}

/* The beginning of a line is no line, but it ends there. */
static void cut_line(const char *line)
{
    static struct result all[RESULTS];

    for (size_t len = 0; len <= strlen(line); len++) {
        const char *text = guarded(line, len);

        forget_told();
        assert_in_range(find_results(text, len, all, RESULTS), 1, RESULTS);
    }
}

/* Each line once when nothing was read before, and once when all was. */
static void reads_all_that_a_line_says(void **state)
{
    static const char *const paths[] = {"tests/logs/formats.txt",
                                        "tests/logs/unseen.txt"};
    unsigned rows = 0;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char *file = rows_read_file(paths[i / 2]), *at = file, *line = NULL;

        while (at) {
            char *row = rows_cut(&at, '\n');

            if (*row == '=') {
                assert_non_null(line);
                check_results(paths[i / 2], line, row + 2);
                rows++;
            } else if (*row && *row != '#') {
                line = strchr(row, '|');
                assert_non_null(line++);
                if (i % 2)
                    cut_line(line);
            }
        }
        free(file);
    }
    assert_true(rows > 300);
}

/* A name of any length is a receiver, of which as much as has room is kept. */
static void keeps_receivers_of_any_length(void **state)
{
    static struct summary s;
    char name[256], other[256];
    const size_t most = sizeof s.receivers[0].domain - 1;

    (void)state;
    memset(&s, 0, sizeof s);
    memset(name, 'a', sizeof name);
    memset(other, 'A', sizeof other);
    for (size_t len = 0; len < sizeof name; len++) {
        struct receiver *r = find_receiver(&s, piece_of(name, 0, len));

        assert_ptr_equal(r, &s.receivers[len < most ? len : most]);
        assert_int_equal(strlen(r->domain), len < most ? len : most);
        assert_ptr_equal(find_receiver(&s, piece_of(other, 0, len)), r);
        r->tried = r->deferred = r->failed = ULONG_MAX;
    }
    assert_int_equal(s.receiver_count, most + 1);
}

/* A row of PowerMTA without the names of its columns begins with a letter and
 * a time. */
static void knows_a_usual_row(void **state)
{
    static const char *const rows[] = {
        "b,2027-02-03 04:05:06", "d,2027-02-03 04:05:06+0000,x",
        "t,1801713906,",         "b,xxxx04:05:06",
        "t,1801713906,x",        "b,xxxxxxxxxxxxxxxxxxxxxx04:05:06",
        "b,00:00:00,x,y"};
    static const char *const others[] = {"b,2027-02-0x 04:05:0",
                                         "b,2027-02-0x,x,y,z",
                                         "a,2027-02-03 04:05:06",
                                         "b;2027-02-03 04:05:06",
                                         "b,a801713906,x",
                                         "b,180171390x,x",
                                         "b,00:00:00,x",
                                         "b,xxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                                         "b,xxxxxxxxxxxxxxxxxxxxxxx04:05:06"};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!is_usual_row(guarded(rows[i], strlen(rows[i])), strlen(rows[i])))
            fail_msg("%s", rows[i]);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (is_usual_row(guarded(others[i], strlen(others[i])),
                         strlen(others[i])))
            fail_msg("%s", others[i]);
}

/* The value at a path, wherever the text ends. */
static void check_json(const char *json, const char *path, const char *want)
{
    size_t len = strlen(json);
    struct piece got = json_path(piece_of(guarded(json, len), 0, len), path);

    if (!is_text(got, want))
        fail_msg("%s: %s: %.*s, not %s", json, path, (int)got.len, got.text,
                 want);
    for (; len > 0; len--)
        json_path(piece_of(guarded(json, len), 0, len), path);
}

static void finds_values_in_json(void **state)
{
    (void)state;
    check_json("{\"a\":1}", "a", "1");
    check_json("{\"a\":1}", "b", "");
    check_json("{\"a\":1}", "", "{\"a\":1}");
    check_json("{ \"a\" : 12 , \"b\" : null }", "a", "12");
    check_json("{ \"a\" : 12 , \"b\" : null }", "b", "null");
    check_json("{\"a\":1\n,\r\n\t\"b\":\"x\"}", "b", "\"x\"");
    check_json("{\"a\":\"}\",\"b\":\"x\"}", "b", "\"x\"");
    check_json("{\"a\":\"\\\",\\\"b\\\":2\",\"b\":3}", "b", "3");
    check_json("{\"a\":{\"b\":[1,{\"c\":\"]}\"}],\"d\":4},\"e\":5}", "a.d",
               "4");
    check_json("{\"a\":{\"b\":[1,{\"c\":\"]}\"}],\"d\":4},\"e\":5}", "e", "5");
    check_json("{\"a\":{\"b\":[1,{\"c\":\"]}\"}],\"d\":4},\"e\":5}", "a.b",
               "[1,{\"c\":\"]}\"}]");
    check_json("{\"a\":{\"b\":1},\"b\":2}", "b", "2");
    check_json("{\"ab\":1,\"a\":2}", "a", "2");
    check_json("{\"a\":[],\"b\":{}}", "a", "[]");
    check_json("{\"a\":[],\"b\":{}}", "b", "{}");
    check_json("{\"a\":\"\",\"b\":1}", "a", "\"\"");
    /* What is no JSON has no value, nor what stands behind it. */
    check_json("{\"a\":}", "a", "");
    check_json("{\"a\":,\"b\":1}", "a", "");
    check_json("{\"a\":,\"b\":1}", "b", "");
    check_json("{\"a\":]\"b\":1}", "a", "");
    check_json("{\"a\" 1}", "a", "");
    check_json("{\"a\":", "a", "");
    check_json("{\"a\"", "a", "");
    check_json("{a:1}", "a", "");
    check_json("{xa\":1}", "a", "");
    check_json("{\"a\" 12}", "a", "");
    check_json("{\"a\":\"x\"y,\"b\":1}", "b", "");
    check_json("[\"a\",1]", "a", "");
    check_json("{}", "a", "");
    check_json("{", "a", "");
    check_json("", "a", "");
}

static enum shape shape_of(unsigned fields, unsigned lines, int json,
                           const char *line)
{
    struct options o;
    struct input in;

    memset(&o, 0, sizeof o);
    memset(&in, 0, sizeof in);
    o.shape = SHAPE_GUESSED;
    o.json = json;
    in.fields = fields;
    in.lines = lines;
    return decide(&o, &in, guarded(line, strlen(line)), strlen(line));
}

/* What the input is, after so many lines of which so many were fields. */
static void decides_what_the_input_is(void **state)
{
    enum { STRAY = 8 /* lines into which a header may be broken */ };
    static const char log[] =
        "Feb  3 04:05:06 out1 postfix/smtp[811]: so it is";

    (void)state;
    for (int json = 0; json < 2; json++) {
        /* A header goes on with fields, folded lines, and some that are cut. */
        assert_int_equal(shape_of(0, 0, json, "Subject: a"), UNDECIDED);
        assert_int_equal(shape_of(0, 0, json, "From kim@example.org Sat"),
                         UNDECIDED);
        assert_int_equal(shape_of(0, 0, json, ""), UNDECIDED);
        assert_int_equal(shape_of(1, 1, json, "Any: b"), UNDECIDED);
        assert_int_equal(shape_of(1, 20, json, " folded"), UNDECIDED);
        assert_int_equal(shape_of(1, 20, json, "\tfolded"), UNDECIDED);
        for (unsigned lines = 1; lines < STRAY; lines++) {
            assert_int_equal(shape_of(1, lines, json, "stray"), UNDECIDED);
            assert_int_equal(shape_of(1, lines, json, "550 5.1.1 No"),
                             UNDECIDED);
            assert_int_equal(shape_of(1, lines, json, log), UNDECIDED);
        }
        /* An empty line ends it. */
        assert_int_equal(shape_of(2, 2, json, ""), MAIL);
        assert_int_equal(shape_of(2, 20, json, " "), MAIL);
        assert_int_equal(shape_of(1, 1, json, ""), UNDECIDED);
        assert_int_equal(shape_of(1, STRAY, json, "550 5.1.1 No"), LINES);
        assert_int_equal(shape_of(3, STRAY, json, "550 5.1.1 No"), LINES);
        assert_int_equal(shape_of(1, STRAY, json, log), LINES);
        assert_int_equal(shape_of(1, STRAY, json, "stray"),
                         json ? LINES : PASTED);
        assert_int_equal(shape_of(2, STRAY, json, "stray"),
                         json ? LINES : PASTED);
        assert_int_equal(shape_of(3, STRAY, json, "stray"), MAIL);
        /* Without a field it is clear at once. */
        assert_int_equal(shape_of(0, 0, json, "550 5.1.1 No"), LINES);
        assert_int_equal(shape_of(0, 0, json, log), LINES);
        assert_int_equal(shape_of(0, 1, json, "From kim@example.org Sat"),
                         json ? LINES : PASTED);
        assert_int_equal(shape_of(0, 0, json, "Status: 5.1.1"),
                         json ? LINES : PASTED);
        assert_int_equal(shape_of(0, 0, json, "Dear Kim"),
                         json ? LINES : PASTED);
        assert_int_equal(shape_of(0, 1, json, ""), json ? LINES : PASTED);
    }
}

/* A field of that name is none. */
static void knows_the_mark_of_a_mailbox(void **state)
{
    static const struct {
        const char *line;
        int is_mark;
    } cases[] = {{"From kim@example.org Sat Nov 28", 1},
                 {"From a", 1},
                 {"From ", 0},
                 {"From", 0},
                 {"From: kim@example.org", 0},
                 {"from kim", 0},
                 {" From a", 0},
                 {"Frog a", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len = strlen(cases[i].line);

        assert_int_equal(is_mailbox_mark(guarded(cases[i].line, len), len),
                         cases[i].is_mark);
    }
}

static void check_advice(const char *reply, int given_up, const char *who,
                         const char *what)
{
    struct smtpc_verdict v;
    struct answer a;
    const char *got_who, *got_what;

    smtpc_explain(reply, strlen(reply), NULL, &v);
    a = answer_to(&v);
    a.given_up = given_up;
    got_what = what_to_do(&a, &got_who);
    if (strcmp(got_who, who) != 0 || strcmp(got_what, what) != 0)
        fail_msg("%s (%d): %s: %s", reply, given_up, got_who, got_what);
}

/* What a server gave up it tries no more: then somebody must act on the cause,
 * or send it again; but an address that was not reached may be a good one. */
static void says_what_to_do_when_a_server_gave_up(void **state)
{
    const char *again = "send it again later", *retry = "try again later";

    (void)state;
    check_advice("452 4.2.2 Mailbox full", 0, "the recipient", retry);
    check_advice("452 4.2.2 Mailbox full", 1, "the recipient",
                 "ask the receiving side");
    check_advice("451 4.7.1 Greylisted", 0, "no one must act", retry);
    check_advice("451 4.7.1 Greylisted", 1, "the sender", again);
    check_advice("450 4.1.1 User unknown", 0, "no one must act", retry);
    check_advice("450 4.1.1 User unknown", 1, "the sender", again);
    check_advice("421 4.7.0 Too many messages, slow down", 0,
                 "the sending administrator", "send more slowly");
    check_advice("451 x", 1, "the sender", again);
    check_advice("550 5.1.1 User unknown", 0, "the sender",
                 "stop mailing this address");
    check_advice("550 5.1.1 User unknown", 1, "the sender",
                 "stop mailing this address");
    check_advice("550 x", 1, "the words after the code say whose problem it is",
                 "read the text after the code");
}

/* 1: the condition of a step holds, 0: it does not, -1: there is none, or
 * nobody knows. */
static int holds_for(int code, uint32_t status, const char *step,
                     const char *rest)
{
    struct smtpc_verdict v;
    struct answer a;
    const char *at = step;
    int holds_;

    memset(&v, 0, sizeof v);
    v.code = code;
    v.status = status;
    a = answer_to(&v);
    holds_ = condition_holds(&a, step, &at);
    assert_string_equal(at, holds_ < 0 ? step : rest);
    return holds_;
}

static void knows_whether_a_condition_holds(void **state)
{
    static const char *const none[] = {"Wait.",
                                       "",
                                       "If the code is 4.2.2. Wait.",
                                       "If the code is 4.2.2",
                                       "If the code is 4.2.2,",
                                       "If the code is 4.2.2,wait.",
                                       "If the code is 4.2.2 or 4.2.3, wait.",
                                       "If the code is X.2.2, wait.",
                                       "If the code was 4.2.2, wait.",
                                       "If the code isx4.2.2, wait.",
                                       "If the reply starts withx4, wait.",
                                       "If the reply starts with four, wait.",
                                       "If the reply starts with 4 or 5, wait.",
                                       "if the reply starts with 4, wait."};
    const uint32_t full = SMTPC_STATUS(4, 2, 2);

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(holds_for(452, full, none[i], ""), -1);
#define WAIT "wait, please."
    assert_int_equal(holds_for(452, full, "If the code is 4.2.2, " WAIT, WAIT),
                     1);
    assert_int_equal(holds_for(0, full, "If the code is 4.2.2, " WAIT, WAIT),
                     1);
    assert_int_equal(holds_for(452, full, "If the code is 5.2.2, " WAIT, WAIT),
                     0);
    assert_int_equal(holds_for(452, full, "If the code is 4.2.22, " WAIT, WAIT),
                     0);
    assert_int_equal(holds_for(452, 0, "If the code is 4.2.2, " WAIT, WAIT),
                     -1);
    assert_int_equal(holds_for(452, full, "If the code is 452, " WAIT, WAIT),
                     1);
    assert_int_equal(holds_for(452, full, "If the code is 45, " WAIT, WAIT), 0);
    assert_int_equal(holds_for(452, full, "If the code is 552, " WAIT, WAIT),
                     0);
    assert_int_equal(
        holds_for(452, full, "If the reply starts with 4, " WAIT, WAIT), 1);
    assert_int_equal(
        holds_for(0, full, "If the reply starts with 4, " WAIT, WAIT), 1);
    assert_int_equal(
        holds_for(452, full, "If the reply starts with 5, " WAIT, WAIT), 0);
    assert_int_equal(holds_for(0, 0, "If the reply starts with 5, " WAIT, WAIT),
                     -1);
    for (int code = 400; code < 600; code += 99 - code / 500 * 98)
        assert_int_equal(
            holds_for(code, 0, "If the reply starts with 4, " WAIT, WAIT),
            code < 500);
#undef WAIT
}

/* The notes on a verdict. */
static void check_notes(unsigned flags, int confidence, const char *first,
                        const char *second)
{
    struct smtpc_verdict v;

    memset(&v, 0, sizeof v);
    v.flags = flags;
    v.confidence = confidence;
    assert_string_equal(note_on(&v, 0), first);
    assert_string_equal(note_on(&v, 1), second);
}

/* One does not take the place of the other. */
static void tells_all_that_makes_a_verdict_doubtful(void **state)
{
    const char *conflict = "the two codes contradict each other";
    const unsigned both = SMTPC_FLAG_CLASS_CONFLICT;

    (void)state;
    check_notes(0, SMTPC_CONFIDENCE_HIGH, "", "");
    check_notes(0, SMTPC_CONFIDENCE_LOW, "", "only a guess");
    check_notes(both, SMTPC_CONFIDENCE_HIGH, conflict, "");
    check_notes(both, SMTPC_CONFIDENCE_LOW, conflict, "only a guess");
}

/* Are the marks in front of the lines of a text taken off, and what is left? */
static void check_unquoted(const char *text, const char *want)
{
    struct text t = {0};
    int quoted;

    add_text(&t, text, strlen(text));
    quoted = unquote(&t);
    assert_int_equal(quoted, strcmp(text, want) != 0);
    assert_int_equal(t.len, strlen(want));
    assert_memory_equal(t.at ? t.at : "", want, t.len);
    drop_text(&t);
}

/* More than half of the lines that say something must have them. */
static void takes_off_the_marks_of_a_quoted_text(void **state)
{
    (void)state;
    check_unquoted("", "");
    check_unquoted("a\nb", "a\nb");
    check_unquoted("> a", "a");
    check_unquoted(">a\n> > b\n>\n| c\n>|d\n", "a\nb\n\nc\nd\n");
    check_unquoted("> a\nb\n", "> a\nb\n");
    check_unquoted("> a\nb\n> c\n", "a\nb\nc\n");
    check_unquoted("> a\n\n\nb\n> c\n\n", "a\n\n\nb\nc\n\n");
    check_unquoted("> a\nb\n> c\nd", "> a\nb\n> c\nd");
    check_unquoted(" > a\n", " > a\n");
    check_unquoted(">", "");
}

/* Does a line go on with the reply that is held? */
static int is_same_reply(int json, const char *held, const char *line)
{
    static struct stream s;
    struct options o;

    memset(&o, 0, sizeof o);
    memset(&s, 0, sizeof s);
    o.json = json;
    s.o = &o;
    s.held = strlen(held);
    memcpy(s.reply, held, s.held);
    return is_of_reply(&s, guarded(line, strlen(line)), strlen(line));
}

/* It has the same code and status; what people paste may lack one. */
static void joins_the_lines_of_one_reply(void **state)
{
    (void)state;
    for (int json = 0; json < 2; json++) {
        assert_true(is_same_reply(json, "550-5.1.1 a", "550 5.1.1 b"));
        assert_true(is_same_reply(json, "550-5.1.1 a", "550-5.1.1 b"));
        assert_true(is_same_reply(json, "550-a", "550 b"));
        assert_true(is_same_reply(json, "550-a", "550"));
        assert_false(is_same_reply(json, "550-5.1.1 a", "550 5.2.2 b"));
        assert_false(is_same_reply(json, "550-5.1.1 a", "552 5.1.1 b"));
        assert_false(is_same_reply(json, "550-a", "55"));
        assert_false(is_same_reply(json, "550-a", ""));
        assert_int_equal(is_same_reply(json, "550-5.1.1 a", "550 b"), !json);
        assert_int_equal(is_same_reply(json, "550-a", "550 5.1.1 b"), !json);
    }
}

/* Every kind and the others have a place, the most frequent first. */
static void sorts_as_many_kinds_as_there_can_be(void **state)
{
    static struct summary s;

    (void)state;
    assert_int_equal(sizeof s.order / sizeof s.order[0],
                     sizeof s.kinds / sizeof s.kinds[0]);
    s.kind_count = KINDS;
    for (size_t i = 0; i <= KINDS; i++)
        s.kinds[i].failed = i + 1;
    assert_int_equal(sort_kinds(&s), KINDS + 1);
    for (size_t i = 0; i < KINDS; i++)
        assert_int_equal(s.order[i], KINDS - 1 - i);
    assert_int_equal(s.order[KINDS], KINDS);
    s.kinds[KINDS].failed = 0;
    assert_int_equal(sort_kinds(&s), KINDS);
}

/* Behind the last, in room that is nobody else's. */
static void counts_others_in_a_place_of_their_own(void **state)
{
    static struct summary s;
    struct smtpc_verdict v;

    (void)state;
    assert_int_equal(sizeof s.tallies / sizeof s.tallies[0], TALLIES + 1);
    memset(&s, 0, sizeof s);
    memset(&v, 0, sizeof v);
    v.provider = "";
    for (int i = 0; i < TALLIES; i++) {
        v.reason = i;
        assert_ptr_equal(find_tally(&s, &v), &s.tallies[i]);
        assert_int_equal(s.tally_count, i + 1);
    }
    for (v.reason = TALLIES; v.reason < TALLIES + 2; v.reason++) {
        assert_ptr_equal(find_tally(&s, &v), s.tallies + TALLIES);
        assert_int_equal(s.tally_count, TALLIES);
    }
}

/* How much a word counts in what is found. */
static void check_score(const char *word, unsigned want)
{
    const struct item item = {"5.2.2",
                              "Mailbox is overfull",
                              "SMTPC_OWN",
                              "quota-exceeded",
                              "sample",
                              "It holds no more.",
                              {"Wait.", "", "Raise the limit.", "Sleep."}};
    struct hit hit;
    struct wanted w;

    memset(&hit, 0, sizeof hit);
    memset(&w, 0, sizeof w);
    hit.thing.kind = A_CODE;
    hit.thing.number = 1;
    w.text = word;
    assert_int_equal(score_word(&item, &hit, &w), want);
}

/* A title before a name, that before a cause, that before what is said. */
static void counts_a_word_by_where_it_stands(void **state)
{
    (void)state;
    check_score("mailbox", 28);
    check_score("over", 24);
    check_score("full", 16);
    check_score("5.2", 12);
    check_score("own", 12);
    check_score("sample", 12);
    check_score("quota", 6);
    check_score("more", 4);
    check_score("wait", 2);
    check_score("limit", 2);
    check_score("sleep", 2);
    check_score("elsewhere", 0);
}

/* What counts more is first, and of equals what was found first. */
static void puts_what_counts_more_first(void **state)
{
    struct hit a, b;

    (void)state;
    memset(&a, 0, sizeof a);
    memset(&b, 0, sizeof b);
    assert_true(by_score(&a, &b) == 0);
    b.order = 1;
    assert_true(by_score(&a, &b) < 0);
    assert_true(by_score(&b, &a) > 0);
    b.score = 1;
    assert_true(by_score(&b, &a) < 0);
    assert_true(by_score(&a, &b) > 0);
}

/* --- what is printed ------------------------------------------------------ */

static FILE *printed_to;
static int standard_output;

/* From here on what is printed is kept, up to stop_printing. */
static void start_printing(void)
{
    fflush(stdout);
    printed_to = tmpfile();
    standard_output = dup(STDOUT_FILENO);
    dup2(fileno(printed_to), STDOUT_FILENO);
}

static const char *stop_printing(void)
{
    static char text[1 << 16];
    size_t n;

    fflush(stdout);
    dup2(standard_output, STDOUT_FILENO);
    close(standard_output);
    rewind(printed_to);
    n = fread(text, 1, sizeof text - 1, printed_to);
    fclose(printed_to);
    text[n] = '\0';
    return text;
}

/* --- more of lines and pages -----------------------------------------------
 */

static void check_program(const char *word, size_t alone, size_t stamped)
{
    size_t len = strlen(word);

    assert_int_equal(program_name(guarded(word, len), len, 0), alone);
    assert_int_equal(program_name(guarded(word, len), len, 1), stamped);
}

/* Without a time it must tell its process. */
static void knows_the_name_of_a_program(void **state)
{
    (void)state;
    check_program("postfix/smtp[21]:", 12, 12);
    check_program("a[2]:", 1, 1);
    check_program("qmail:", 0, 5);
    check_program("a/b[2]:", 3, 3);
    check_program("a-b[2]:", 3, 3);
    check_program("a_b[2]:", 3, 3);
    check_program("a.b[2]:", 3, 3);
    check_program("a2[2]:", 2, 2);
    check_program("/a[2]:", 0, 0);
    check_program("-a[2]:", 0, 0);
    check_program("_a[2]:", 0, 0);
    check_program(".a[2]:", 0, 0);
    check_program("2a[2]:", 0, 0);
    check_program("a+b[2]:", 0, 0);
    check_program("a[2]", 0, 0);
    check_program("a[2:", 0, 0);
    check_program("a[2", 0, 0);
    check_program("a[", 0, 0);
    check_program("a[x]:", 0, 0);
    check_program("a[2];", 0, 0);
    check_program("a[2]::", 0, 0);
    check_program("a[2]:x", 0, 0);
    check_program("a", 0, 0);
    check_program("a::", 0, 0);
    check_program("[2]:", 0, 0);
    check_program(":", 0, 0);
    check_program("", 0, 0);
}

/* A time tells it, or a program's name. */
static void knows_a_line_of_a_log(void **state)
{
    static const struct {
        const char *line;
        int is_one;
    } cases[] = {
        {"Feb  3 04:05:06 out1 x", 1}, {"a[2]: x", 1},  {"qmail: x", 0},
        {"550 5.1.1 No", 0},           {"Dear Kim", 0}, {"", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len = strlen(cases[i].line);

        assert_int_equal(is_log_line(guarded(cases[i].line, len), len),
                         cases[i].is_one);
    }
}

/* What ZoneMTA says, without what stands before it. */
static void check_zonemta(const char *line, const char *want)
{
    char got[512] = "";

    for (size_t len = 0; len <= strlen(line); len++) {
        struct log_line l;
        struct result r;

        memset(&l, 0, sizeof l);
        l.text = guarded(line, len);
        l.len = len;
        r = read_zonemta(&l);
        *got = '\0';
        add_result(&r, got, sizeof got);
    }
    if (strcmp(got, want) != 0)
        fail_msg("%s: %s, not %s", line, got, want);
}

static void reads_what_a_sender_says(void **state)
{
    (void)state;
#define FIELDS "from=ann@x to=kim@y src=192.0.2.7 mx=mx.y[192.0.2.1]"
#define READ "id=4f.001 from=ann@x to=kim@y relay=mx.y[192.0.2.1]"
    check_zonemta("Sender/a/81 id=4f 4f.001 REJECTED[rcpt] " FIELDS
                  " id=<a@x> (550 No (at all))",
                  "unknown failed " READ " says=550 No (at all)");
    check_zonemta("Sender/a/81 id=4f 4f.001 DEFERRED[rcpt] " FIELDS " (450 No",
                  "unknown deferred " READ " says=450 No");
    check_zonemta("Sender/a/81 id=4f 4f.001 ACCEPTED " FIELDS " (250 Ok)",
                  "unknown sent " READ " says=250 Ok");
    check_zonemta("Sender/a/81 id=4f 4f.001 ACCEPTED " FIELDS " (",
                  "unknown sent " READ);
    check_zonemta("Sender/a/81 id=4f 4f.001 ACCEPTED " FIELDS " ()",
                  "unknown sent " READ);
    check_zonemta("Sender/a/81 id=4f 4f.001 ACCEPTED " FIELDS,
                  "unknown nothing");
    check_zonemta("Sender/a/81 id=4f 4f.001 REJECTED[", "unknown nothing");
    check_zonemta("Sender/a/81 4f.001 ACCEPTED odd to=kim@y (250 Ok)",
                  "unknown sent id=4f.001 to=kim@y says=250 Ok");
    check_zonemta("Sender/a/81 id=4f 4f.001 QUEUED " FIELDS " (250 Ok)",
                  "unknown nothing");
    /* The fourth word behind it at most tells how it ended. */
    check_zonemta("Sender/a/81 b c 4f.001 ACCEPTED " FIELDS " (250 Ok)",
                  "unknown sent " READ " says=250 Ok");
    check_zonemta("Sender/a/81 b c d 4f.001 ACCEPTED " FIELDS " (250 Ok)",
                  "unknown nothing");
    /* Little stands in front of it, so that nobody else can have said it. */
    check_zonemta("xxxxxxxxxxxxxxxx Sender/a/81 4f.001 ACCEPTED " FIELDS
                  " (250 Ok)",
                  "unknown sent " READ " says=250 Ok");
    check_zonemta("xxxxxxxxxxxxxxxxx Sender/a/81 4f.001 ACCEPTED " FIELDS
                  " (250 Ok)",
                  "unknown nothing");
#undef FIELDS
#undef READ
}

/* The last element of an array counts, however deep. */
static void finds_the_last_value_in_json(void **state)
{
    static const struct {
        const char *json, *path, *want;
    } cases[] = {{"{\"a\":{\"b\":[1,2]}}", "a.b", "2"},
                 {"{\"a\":[{\"b\":1},{\"b\":2}]}", "a.b", "2"},
                 {"[{\"a\":1},{\"a\":[2,[3,4]]}]", "a", "4"},
                 {"{\"a\":1}", "a", "1"},
                 {"{\"a\":1}", "", "{\"a\":1}"},
                 {"{\"a\":1}", "a.b", ""},
                 {"{\"a\":1}", "b", ""},
                 {"{\"a\":[]}", "a", ""},
                 {"[[]]", "", ""},
                 {"[]", "", ""},
                 {"[]", "a", ""},
                 {"[1}", "", "1"},
                 {"", "a", ""},
                 {"", "", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len = strlen(cases[i].json);
        struct piece got = json_last(
            piece_of(guarded(cases[i].json, len), 0, len), cases[i].path);

        if (!is_text(got, cases[i].want))
            fail_msg("%s: %s: %.*s", cases[i].json, cases[i].path, (int)got.len,
                     got.text);
    }
}

/* Of a table with that many columns, of which the last are for something. */
static void check_columns(size_t before, int is_one)
{
    char names[512] = "status,", row[512] = "failed,";
    struct result r;

    for (size_t i = 1; i < before; i++) {
        strcat(names, "x,");
        strcat(row, "x,");
    }
    strcat(names, "recipient_address");
    strcat(row, "kim@example.org");
    forget_told();
    assert_int_equal(names_columns(names, strlen(names)), is_one);
    assert_int_equal(read_table(row, strlen(row), &r), is_one);
    if (is_one)
        assert_true(is_text(r.recipient, "kim@example.org"));
    forget_told();
}

static void reads_as_many_columns_as_have_room(void **state)
{
    (void)state;
    check_columns(1, 1);
    check_columns(63, 1);
    check_columns(64, 0);
    check_columns(65, 0);
}

/* What is left of the eight counts: another one lessens all. */
static void counts_the_worst_of_a_receiver(void **state)
{
    struct receiver both[2], *to = both, none;

    (void)state;
    memset(both, 0, sizeof both);
    memset(&none, 0, sizeof none);
    for (size_t kind = 0; kind < WORST; kind++)
        for (size_t n = 0; n <= kind; n++)
            count_worst(to, kind);
    for (size_t i = 0; i < WORST; i++)
        assert_int_equal(to->count[i], to->kind[i] + 1);
    count_worst(to, WORST);
    for (size_t i = 0; i < WORST; i++)
        assert_int_equal(to->count[i], to->kind[i]);
    count_worst(to, WORST);
    for (size_t i = 0; i < WORST; i++)
        assert_int_equal(to->count[i], to->kind[i] == WORST ? 1 : to->kind[i]);
    count_worst(to, WORST);
    count_worst(to, 3);
    for (size_t i = 0; i < WORST; i++)
        assert_int_equal(to->count[i], to->kind[i] == WORST ? 2
                                       : to->kind[i] == 3   ? 4
                                                            : to->kind[i]);
    assert_memory_equal(&both[1], &none, sizeof none);
}

/* The same words and the same to do; more than have room are others. */
static void keeps_kinds_apart(void **state)
{
    static struct summary s;
    struct smtpc_verdict v;

    (void)state;
    memset(&s, 0, sizeof s);
    memset(&v, 0, sizeof v);
    assert_ptr_equal(find_kind(&s, &v), &s.kinds[0]);
    v.reason = 1; /* the words decide */
    assert_ptr_equal(find_kind(&s, &v), &s.kinds[0]);
    v.text = 1;
    assert_ptr_equal(find_kind(&s, &v), &s.kinds[1]);
    v.action = 1;
    assert_ptr_equal(find_kind(&s, &v), &s.kinds[2]);
    v.party = 1;
    assert_ptr_equal(find_kind(&s, &v), &s.kinds[3]);
    assert_int_equal(s.kind_count, 4);
    for (v.text = 4; v.text < KINDS; v.text++)
        assert_ptr_equal(find_kind(&s, &v), &s.kinds[v.text]);
    for (; v.text < KINDS + 2; v.text++)
        assert_ptr_equal(find_kind(&s, &v), &s.kinds[KINDS]);
    assert_int_equal(s.kind_count, KINDS);
}

/* A mark stands for a quarter, rounded. */
static void draws_a_share_in_quarters(void **state)
{
    static struct summary s;
    struct options o;

    (void)state;
    memset(&o, 0, sizeof o);
    s.failed = 40;
    s.deferred = 60;
    for (unsigned n = 0; n <= 100; n++) {
        char got[64], want[64];
        int quarters = n < 13 ? 0 : n < 38 ? 1 : n < 63 ? 2 : n < 88 ? 3 : 4;

        snprintf(want, sizeof want, "you, the server  %7u %3u %%", n, n);
        o.width = WIDE - 1;
        put_who(&o, &s, THE_SERVER, n, got, sizeof got);
        assert_string_equal(got, want);
        snprintf(want, sizeof want, "you, the server  %7u %3u %% %.*s%.*s", n,
                 n, quarters, "####", 4 - quarters, "    ");
        o.width = WIDE;
        put_who(&o, &s, THE_SERVER, n, got, sizeof got);
        assert_string_equal(got, want);
    }
}

static void check_figures(const char *left, size_t indent, const char *text,
                          const char *right, const char *want)
{
    struct options o;

    memset(&o, 0, sizeof o);
    o.width = 20;
    start_printing();
    put_figures(&o, left, indent, text, right);
    assert_string_equal(stop_printing(), want);
}

/* A text goes on below where it began; what closes the line is at its end. */
static void lays_out_a_row_of_figures(void **state)
{
    (void)state;
    check_figures("a", 4, "one", "9", "a   one            9\n");
    check_figures("", 4, "one two three", "99",
                  "    one two       99\n    three\n");
    check_figures("a", 4, "one two three", "9", "a   one two three  9\n");
    check_figures("a", 4, "one two threes  four five", "9",
                  "a   one two        9\n    threes  four\n    five\n");
    check_figures("a", 4, "onetwothreefour x", "9",
                  "a   onetwothreefour  9\n    x\n");
    check_figures("a", 4, "one two three fo", "", "a   one two three fo\n");
    check_figures("a", 4, "one two three fou", "",
                  "a   one two three\n    fou\n");
    check_figures("a", 4, "one  ", "", "a   one  \n");
    check_figures("a", 4, "one two three fo  ", "", "a   one two three fo\n");
    check_figures("abc", 4, "one", "", "abc one\n");
    /* What is too long for its column is still apart from the text. */
    check_figures("abcd", 4, "one", "", "abcd one\n");
    check_figures("abcde", 4, "one", "", "abcde one\n");
    check_figures("a", 18, "one two", "9",
                  "a                 one  9\n                  two\n");
}

/* However little room there is: a line ends in no blank, and is only longer
 * than it may be when the label alone leaves less than two letters. */
static void cuts_what_is_found_to_the_width(void **state)
{
    static const char *const words[] = {"full", "sender", "dig"};
    static struct search s;
    struct options o;

    (void)state;
    memset(&o, 0, sizeof o);
    memset(&s, 0, sizeof s);
    s.word_count = 1;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        s.words[0].text = words[i];
        find_hits(&s);
        assert_true(s.hit_count > 5);
        for (size_t h = 0; h < 6; h++) {
            struct item item;
            size_t label;

            take_item(&item, s.hits[h].thing, s.hits[h].use);
            label = strlen(item.label) > 11 ? strlen(item.label) : 11;
            for (o.width = label; o.width < label + 90; o.width++) {
                const char *line;
                size_t len;

                start_printing();
                put_hit(&o, &s, &s.hits[h]);
                line = stop_printing();
                len = strcspn(line, "\n");
                assert_int_equal(line[len + 1], '\0');
                assert_memory_equal(line, item.label, strlen(item.label));
                assert_int_not_equal(line[len - 1], ' ');
                assert_true(len <= (o.width > label + 2 ? o.width : label + 3));
            }
        }
        s.hit_count = 0;
    }
}

/* Whose meaning of a code it is, and in which class. */
static void knows_what_others_mean_by_a_code(void **state)
{
    struct smtpc_provider_use use;
    struct smtpc_verdict v;
    struct page p;

    (void)state;
    memset(&use, 0, sizeof use);
    memset(&v, 0, sizeof v);
    memset(&p, 0, sizeof p);
    use.provider = v.provider = "google";
    use.title = v.title = "Full";
    for (int of = 0; of < 2; of++) {
        p.of = of ? &v : NULL;
        for (int same_provider = 0; same_provider < 2; same_provider++)
            for (int same_title = 0; same_title < 2; same_title++) {
                int is_own = of && same_provider && same_title;

                v.provider = same_provider ? "google" : "yahoo";
                v.title = same_title ? "Full" : "Empty";
                for (int class_ = 0; class_ < 6; class_++) {
                    p.class_ = class_;
                    use.first = SMTPC_STATUS(0, 2, 2);
                    assert_int_equal(is_other_use(&p, &use), !is_own);
                    use.first = SMTPC_STATUS(4, 2, 2);
                    assert_int_equal(is_other_use(&p, &use),
                                     !is_own && (class_ == 0 || class_ == 4));
                }
            }
    }
}

/* Five stands in for classes of which no reply is. */
static void asks_for_what_a_class_does(void **state)
{
    struct smtpc_entry e;

    (void)state;
    memset(&e, 0, sizeof e);
    for (int class_ = 2; class_ <= 5; class_++)
        e.actions[class_] = (unsigned char)class_;
    for (int class_ = 0; class_ < 10; class_++)
        assert_int_equal(action_in(&e, class_),
                         class_ >= 2 && class_ <= 5 ? class_ : 5);
}

static void check_kind_score(int kind, unsigned use, unsigned which,
                             unsigned want)
{
    static const struct item none = {"", "", "", "", "", "", {"", "", "", ""}};
    struct hit hit;
    struct wanted w;

    memset(&hit, 0, sizeof hit);
    memset(&w, 0, sizeof w);
    w.text = "x";
    hit.thing.kind = kind;
    hit.thing.number = 7;
    hit.use = use;
    w.id = which == 0 ? 7 : 6;
    w.provider = which == 1 ? 7 : 6;
    w.message = which == 2 ? 7 : 6;
    w.guess = which == 3 ? 7 : 6;
    assert_int_equal(score_word(&none, &hit, &w), want);
}

/* A word that names a thing counts most, of that kind only. */
static void counts_what_a_word_names(void **state)
{
    static const struct {
        int kind;
        unsigned scores[4]; /* as a code, a provider, a message, a guess */
    } cases[] = {{A_CODE, {64, 0, 0, 0}},
                 {A_CAUSE, {0, 0, 0, 0}},
                 {A_MESSAGE, {0, 0, 64, 8}},
                 {A_PROVIDER, {0, 64, 0, 0}}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (unsigned which = 0; which < 4; which++)
            check_kind_score(cases[i].kind, 0, which, cases[i].scores[which]);
    check_kind_score(A_CODE, 1, 0, 12);
}

static void check_meant(const char *typed, const char *want)
{
    const char *got = meant(typed);

    if (!got || strcmp(got, want) != 0)
        fail_msg("%s: %s, not %s", typed, got ? got : "nothing", want);
}

/* Of a word, and of one that has a letter too many. */
static void check_own(const char *word)
{
    char typed[128];

    snprintf(typed, sizeof typed, "%s", word);
    check_meant(typed, word);
    typed[1] = 'q';
    check_meant(typed, word);
    snprintf(typed, sizeof typed, "%sq", word);
    check_meant(typed, word);
}

/* The first and the last of what can be meant. */
static void suggests_any_word_that_is_near(void **state)
{
    struct smtpc_verdict v;
    struct smtpc_entry e;
    unsigned n;

    (void)state;
    for (size_t i = 0; command_name(i); i++)
        check_own(command_name(i));
    for (int reason = 0; reason < 256; reason++)
        if (*smtpc_reason_name(reason))
            check_own(smtpc_reason_name(reason));
    for (n = 1; smtpc_provider_id(n + 1); n++)
        ;
    check_own(smtpc_provider_id(1));
    check_own(smtpc_provider_id(n));
    for (n = 1; smtpc_message(n + 1, &v); n++)
        ;
    smtpc_message(1, &v);
    check_own(v.message);
    smtpc_message(n, &v);
    check_own(v.message);
    smtpc_get(1, &e);
    check_own(e.symbol);
    /* Of a bare number, others may be as near. */
    n = SMTPC_ENTRIES;
    for (smtpc_get(n, &e); strlen(e.symbol) < 16; n--)
        smtpc_get(n - 1, &e);
    check_own(e.symbol);
    assert_null(meant("qwertyuiop"));
    assert_null(command_name(4));
    assert_null(meant(""));
}

static void check_receiver_row(size_t width, const char *name,
                               const char *cause, const char *want)
{
    struct receiver r;
    struct options o;

    memset(&o, 0, sizeof o);
    memset(&r, 0, sizeof r);
    o.width = width;
    r.tried = 40;
    r.deferred = 4;
    r.failed = 6;
    start_printing();
    put_receiver(&o, name, &r, cause);
    assert_string_equal(stop_printing(), want);
}

/* A name that has no room has a line of its own. */
static void lays_out_a_receiver(void **state)
{
    (void)state;
#define NAME "abcdefghij.example.org" /* as long as its column */
    check_receiver_row(WIDE, NAME, "Full",
                       NAME "      40      10  25 %  Full\n");
    check_receiver_row(WIDE, "x" NAME, "Full",
                       "x" NAME "\n                      "
                       "      40      10  25 %  Full\n");
    check_receiver_row(WIDE, "a.example", "Full",
                       "a.example             "
                       "      40      10  25 %  Full\n");
    check_receiver_row(WIDE - 1, "a.example", "Full",
                       "a.example\n      40      10  25 %  Full\n");
    check_receiver_row(40, "a.example", "Mailbox is too full",
                       "a.example\n      40      10  25 %  Mailbox is too\n"
                       "                        full\n");
#undef NAME
}

static void rounds_to_percents(void **state)
{
    static const struct {
        unsigned long n, all;
        unsigned want;
    } cases[] = {{0, 0, 0},    {3, 0, 0},        {0, 7, 0},      {7, 7, 100},
                 {1, 2, 50},   {1, 3, 33},       {2, 3, 67},     {1, 200, 1},
                 {1, 201, 0},  {199, 200, 100},  {198, 200, 99}, {199, 201, 99},
                 {3, 1000, 0}, {995, 1000, 100}, {994, 1000, 99}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(percent(cases[i].n, cases[i].all), cases[i].want);
}

/* When a kind began, in a log of that period. */
static void check_since(const char *from, const char *to, const char *time,
                        const char *want)
{
    static struct summary s;
    char got[16];
    struct when w = when_of(piece(time));

    s.from = when_of(piece(from));
    s.to = when_of(piece(to));
    short_time(&s, &w, got, sizeof got);
    assert_string_equal(got, want);
}

/* The clock of one day, else the day. */
static void tells_since_when_in_few_letters(void **state)
{
    (void)state;
    check_since("Feb  3 00:00:00", "Feb  3 23:59:59", "Feb  3 04:05:06",
                "04:05");
    check_since("Feb  3 23:59:59", "Feb  4 00:00:00", "Feb  3 23:59:59",
                "Feb  3");
    check_since("2027-02-03 00:00:00", "2027-02-03 23:59:59",
                "2027-02-03 04:05:06", "04:05");
    check_since("2027-02-03 23:59:59", "2027-02-04 00:00:00",
                "2027-02-03 23:59:59", "02-03");
    check_since("2027-02-03 00:00:00", "", "2027-02-03 04:05:06", "02-03");
    check_since("", "2027-02-03 00:00:00", "2027-02-03 04:05:06", "02-03");
    check_since("2027-02-03 00:00:00", "2027-02-03 23:59:59", "", "-");
    check_since("2027-02-03 00:00:00", "2027-02-03 23:59:59", "now", "-");
    check_since("1801713906", "1801713907", "1801713906", "04:05");
    check_since("0000-00-00 00:00:00", "0000-00-00 00:00:00",
                "0000-00-00 00:00:00", "00:00");
    check_since("0000-00-00 00:00:00", "", "0000-00-00 00:00:00", "00-00");
}

static void check_count(int compares, int is_new, unsigned long before,
                        const char *want)
{
    static struct summary s;
    struct kind k;
    char got[64];

    memset(&k, 0, sizeof k);
    s.compares = compares;
    s.from = s.to = k.since = when_of(piece("Feb  3 04:05:06"));
    k.deferred = 5;
    k.failed = 7;
    k.is_new = is_new;
    k.before = before;
    count_and_time(&s, &k, got, sizeof got);
    assert_string_equal(got, want);
}

static void tells_how_often_and_what_changed(void **state)
{
    (void)state;
    check_count(0, 0, 3, "     12  04:05");
    check_count(0, 1, 3, "     12  04:05");
    check_count(1, 1, 3, "     12       new  04:05");
    check_count(1, 0, 3, "     12        +9  04:05");
    check_count(1, 0, 12, "     12        +0  04:05");
    check_count(1, 0, 13, "     12        -1  04:05");
}

/* By how many failed, and of as many in the order in which they came. */
static void sorts_the_worst_receivers(void **state)
{
    static struct summary s;
    static const unsigned long failed[] = {3, 0, 5, 5, 1, 0, 9, 3};
    static const unsigned short order[] = {6, 2, 3, 0, 7, 4};
    unsigned short top[8];

    (void)state;
    memset(&s, 0, sizeof s);
    s.receiver_count = 8;
    for (size_t i = 0; i < 8; i++) {
        s.receivers[i].deferred = failed[i] / 2;
        s.receivers[i].failed = failed[i] - failed[i] / 2;
    }
    for (size_t most = 0; most <= 8; most++) {
        size_t count;

        memset(top, 9, sizeof top);
        count = worst_receivers(&s, top, most);
        for (size_t i = most; i < 8; i++)
            assert_int_equal(top[i], 0x0909);
        assert_int_equal(count, most < 6 ? most : 6);
        assert_memory_equal(top, order, count * sizeof *top);
    }
    s.receiver_count = 6;
    assert_int_equal(worst_receivers(&s, top, 8), 4);
}

static void names_the_worst_cause(void **state)
{
    static struct summary s;
    struct receiver r;

    (void)state;
    memset(&s, 0, sizeof s);
    memset(&r, 0, sizeof r);
    s.kinds[3].v.title = "Full";
    s.kinds[4].v.title = "Gone";
    assert_string_equal(worst_cause(&s, &r), "various");
    for (size_t i = 0; i < WORST; i++) {
        r.kind[i] = 3;
        r.count[i] = 2;
        r.kind[WORST - 1 - i] = i == WORST - 1 - i ? 3 : 4;
        r.count[WORST - 1 - i] = i == WORST - 1 - i ? 2 : 1;
        assert_string_equal(worst_cause(&s, &r), "Full");
        memset(&r, 0, sizeof r);
    }
    r.count[0] = r.count[1] = 1;
    r.kind[0] = KINDS;
    r.kind[1] = 3;
    assert_string_equal(worst_cause(&s, &r), "others");
}

/* An action of one's own says who must act, else the party. */
static void knows_who_must_act(void **state)
{
    static const struct {
        int action, party;
        enum who who;
    } cases[] = {
        {SMTPC_ACTION_SLOW_DOWN, SMTPC_PARTY_NOBODY, SLOWER},
        {SMTPC_ACTION_SUPPRESS, SMTPC_PARTY_SENDER, THE_LISTS},
        {SMTPC_ACTION_FIX_MESSAGE, SMTPC_PARTY_SENDER, THE_MESSAGE},
        {SMTPC_ACTION_FIX_CLIENT, SMTPC_PARTY_SENDER_ADMIN, THE_PROGRAM},
        {SMTPC_ACTION_READ_TEXT, SMTPC_PARTY_SENDER, UNCLEAR},
        {SMTPC_ACTION_RETRY, SMTPC_PARTY_NOBODY, NOBODY},
        {SMTPC_ACTION_RETRY, SMTPC_PARTY_SENDER, THE_SENDER},
        {SMTPC_ACTION_RETRY, SMTPC_PARTY_SENDER_ADMIN, THE_SERVER},
        {SMTPC_ACTION_RETRY, SMTPC_PARTY_RECIPIENT, THE_RECIPIENTS},
        {SMTPC_ACTION_RETRY, SMTPC_PARTY_RECIPIENT_ADMIN, THEIR_SERVER},
        {SMTPC_ACTION_RETRY, SMTPC_PARTY_NETWORK, THE_NETWORK}};
    struct smtpc_verdict v;

    (void)state;
    memset(&v, 0, sizeof v);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        v.action = cases[i].action;
        v.party = cases[i].party;
        assert_int_equal(who_of(&v), cases[i].who);
    }
}

/* What is known of the first line of a kind, in a line. */
static void check_circumstances(const char *time, const char *id,
                                const char *sender, const char *recipient,
                                const char *want)
{
    struct options o;
    struct kind k;

    memset(&o, 0, sizeof o);
    memset(&k, 0, sizeof k);
    o.width = 80;
    strcpy(k.since.text, time);
    strcpy(k.id, id);
    strcpy(k.sender, sender);
    strcpy(k.recipient, recipient);
    start_printing();
    put_circumstances(&o, &k, "  ");
    assert_string_equal(stop_printing(), want);
}

static void tells_what_is_known_of_a_line(void **state)
{
    (void)state;
    check_circumstances("04:05:06", "4F", "ann@x", "kim@y",
                        "  04:05:06 4F ann@x -> kim@y\n");
    check_circumstances("04:05:06", "", "ann@x", "", "  04:05:06 ann@x\n");
    check_circumstances("04:05:06", "", "", "kim@y", "  04:05:06 to kim@y\n");
    check_circumstances("04:05:06", "4F", "", "", "  04:05:06 4F\n");
    check_circumstances("04:05:06", "", "", "", "  04:05:06\n");
    check_circumstances("", "", "", "", "");
}

static void check_cut(const char *text, size_t width, const char *want)
{
    char got[64];

    memset(got, 'x', sizeof got);
    assert_int_equal(cut(got, text, width), strlen(want));
    assert_string_equal(got, want);
}

static void cuts_between_words(void **state)
{
    (void)state;
    check_cut("", 0, "");
    check_cut("", 9, "");
    check_cut("one two", 7, "one two");
    check_cut("one\ntwo\tsix", 11, "one two six");
    check_cut("one two", 6, "one...");
    check_cut("one two six", 10, "one two...");
    check_cut("one two six", 9, "one...");
    check_cut("one\ntwo\tsix", 10, "one two...");
    check_cut("one two", 5, "...");
    check_cut("one two", 3, "...");
    check_cut("one two", 2, "..");
    check_cut("one two", 1, ".");
    check_cut("one two", 0, "");
    check_cut("seventeen", 8, "...");
    check_cut("a  b", 3, "...");
}

/* Where a word stands that the title has not, and in what. */
static void check_context(const char *first, const char *second,
                          const char *want, const char *from)
{
    const struct item item = {"5.2.2",
                              "Mailbox is full",
                              "SMTPC_OWN",
                              "quota-exceeded",
                              "sample",
                              "It holds no more. It is 2.",
                              {"Wait.", "Call.", "Raise the limit.", "Sleep."}};
    static struct search s;
    const char *got_from = "", *at;

    s.word_count = 1 + (second != NULL);
    s.words[0].text = first;
    s.words[1].text = second;
    at = context(&s, &item, &got_from);
    assert_int_equal(at != NULL, want != NULL);
    if (want) {
        assert_string_equal(at, want);
        assert_string_equal(got_from, from);
    }
}

static void finds_where_a_word_stands(void **state)
{
    (void)state;
    check_context("box", NULL, NULL, NULL);
    check_context("5.2", NULL, NULL, NULL);
    check_context("is", NULL, NULL, NULL);
    check_context("2", NULL, NULL, NULL);
    check_context("own", NULL, NULL, NULL);
    check_context("holds", NULL, "holds no more. It is 2.",
                  "It holds no more. It is 2.");
    check_context("wait", NULL, "Wait.", "Wait.");
    check_context("call", NULL, "Call.", "Call.");
    check_context("the", NULL, "the limit.", "Raise the limit.");
    check_context("sleep", NULL, "Sleep.", "Sleep.");
    check_context("full", "sleep", "Sleep.", "Sleep.");
    check_context("5.2", "more", "more. It is 2.",
                  "It holds no more. It is 2.");
    check_context("nowhere", "more", "more. It is 2.",
                  "It holds no more. It is 2.");
    check_context("more", "sleep", "more. It is 2.",
                  "It holds no more. It is 2.");
}

static void check_put_context(const char *from, size_t at, size_t width,
                              const char *want)
{
    char got[128];

    put_context(got, from, from + at, width);
    assert_string_equal(got, want);
}

/* A third of the width stands before it, up to a word's beginning. */
static void shows_what_stands_around_a_word(void **state)
{
    const char *text = "Ask the sender to wait for the server";

    (void)state;
    check_put_context(text, 0, 37, text);
    check_put_context(text, 0, 36, "Ask the sender to wait for the...");
    check_put_context(text, 18, 30, "...sender to wait for the...");
    check_put_context(text, 18, 33, "...sender to wait for the server");
    check_put_context(text, 18, 54, "Ask the sender to wait for the server");
    check_put_context(text, 18, 51, "...the sender to wait for the server");
    check_put_context(text, 18, 13, "...to wait...");
    check_put_context("One\ntwo three", 8, 15, "...two three");
    check_put_context("(two", 1, 30, "(two");
    check_put_context("onetwo", 3, 6, "...two");
}

static void check_marked(const char *first, const char *second,
                         const char *text, const char *want)
{
    static struct search s;
    struct options o;

    memset(&o, 0, sizeof o);
    o.color = 1;
    s.word_count = 1 + (second != NULL);
    s.words[0].text = first;
    s.words[1].text = second;
    start_printing();
    put_marked(&o, &s, text);
    assert_string_equal(stop_printing(), want);
}

/* The longest word that begins there. */
static void marks_what_was_looked_for(void **state)
{
    (void)state;
#define ON "\033[1m"
#define OFF "\033[0m"
    check_marked("full", NULL, "It is Full, fully",
                 "It is " ON "Full" OFF ", " ON "full" OFF "y");
    check_marked("full", "fully", "Fully", ON "Fully" OFF);
    check_marked("fully", "full", "Fully", ON "Fully" OFF);
    check_marked("b", "ab", "bab", ON "b" OFF ON "ab" OFF);
    check_marked("x", NULL, "Full", "Full");
    check_marked("x", NULL, "", "");
#undef ON
#undef OFF
}

static void takes_large_letters_for_small_ones(void **state)
{
    (void)state;
    for (int a = 0; a < 128; a++)
        for (int b = 0; b < 128; b++)
            assert_int_equal(same_letter((char)a, (char)b),
                             a == b || (isalpha(a) && isalpha(b) &&
                                        tolower(a) == tolower(b)));
    assert_string_equal(find_in("a full box", "FULL"), "full box");
    assert_string_equal(find_in("a full", "l"), "ll");
    assert_null(find_in("a full", "fulls"));
    assert_null(find_in("", "a"));
    assert_string_equal(find_start("overfull full", "full"), "full");
    assert_string_equal(find_start("full overfull", "full"), "full overfull");
    assert_string_equal(find_start("over-full", "full"), "full");
    assert_null(find_start("overfull", "full"));
    assert_string_equal(find_start("x---", "--"), "--");
}

static void check_folded(const char *word, size_t size, const char *folded,
                         const char *large)
{
    char got[32];

    memset(got, 'x', sizeof got);
    fold_word(got, size, word);
    assert_string_equal(got, folded);
    assert_int_equal(got[size], 'x');
    memset(got, 'x', sizeof got);
    upper(got, size, word);
    assert_string_equal(got, large);
    assert_int_equal(got[size], 'x');
}

static void writes_words_as_ids_and_symbols(void **state)
{
    (void)state;
    check_folded("", 8, "", "");
    check_folded("AZ_az 09", 9, "az-az-09", "AZ_AZ 09");
    check_folded("AZ_az 09", 8, "az-az-0", "AZ_AZ 0");
    check_folded("@[`{", 8, "@[`{", "@[`{");
    check_folded("ab", 1, "", "");
}

static void knows_what_looks_like_a_code(void **state)
{
    static const struct {
        const char *word;
        int class_, is_code;
    } cases[] = {
        {"550", 5, 1},   {"250", 2, 1},    {"354", 3, 1},   {"150", 0, 1},
        {"650", 0, 1},   {"55", 0, 0},     {"5500", 0, 0},  {"5x0", 5, 0},
        {"5.1.1", 5, 1}, {"2.1.1", 2, 1},  {"4.1.1", 4, 1}, {"3.1.1", 3, 0},
        {"6.1.1", 0, 0}, {"1.1.1", 0, 0},  {"5.1", 5, 0},   {"5.1.", 5, 0},
        {"1.1", 0, 0},   {"5.1.1x", 5, 0}, {"X.1.1", 0, 0}, {"5.999.999", 5, 1},
        {"", 0, 0},      {"5", 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *word = guarded(cases[i].word, strlen(cases[i].word) + 1);

        if (token_class(word) != cases[i].class_ ||
            is_code(word) != cases[i].is_code)
            fail_msg("%s: %d %d", word, token_class(word), is_code(word));
    }
}

static void counts_how_far_words_are_apart(void **state)
{
    static const struct {
        const char *a, *b;
        size_t want;
    } cases[] = {{"", "", 0},
                 {"a", "", 1},
                 {"abc", "", 3},
                 {"abc", "abc", 0},
                 {"abc", "abd", 1},
                 {"abc", "xbc", 1},
                 {"abc", "acb", 1},
                 {"abc", "bac", 1},
                 {"abc", "ab", 1},
                 {"abc", "bc", 1},
                 {"abc", "abxc", 1},
                 {"abc", "cba", 2},
                 {"abcd", "badc", 2},
                 {"kitten", "sitting", 3},
                 {"abc", "xyz", 3},
                 {"ab", "bxa", 3},
                 {"abcdef", "abdcef", 1},
                 {"aab", "aba", 1}};
    char a[64] = "", b[64] = "";

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(distance(cases[i].a, cases[i].b), cases[i].want);
        assert_int_equal(distance(cases[i].b, cases[i].a), cases[i].want);
        assert_int_equal(
            distance(guarded_front(cases[i].a, strlen(cases[i].a) + 1),
                     cases[i].b),
            cases[i].want);
        assert_int_equal(
            distance(cases[i].b,
                     guarded_front(cases[i].a, strlen(cases[i].a) + 1)),
            cases[i].want);
    }
    memset(a, 'a', 48);
    memset(b, 'b', 48);
    assert_int_equal(distance(a, b), 48);
    assert_int_equal(distance(a, "a"), 47);
    assert_int_equal(distance("a", a), 47);
    a[48] = 'a';
    assert_true(distance(a, b) == SIZE_MAX);
    assert_true(distance(b, a) == SIZE_MAX);
}

static void check_bare_word(const char *typed, const char *want)
{
    char word[64];

    strcpy(word, typed);
    assert_string_equal(bare_word(word), want);
}

static void takes_off_what_stands_around_a_word(void **state)
{
    (void)state;
    check_bare_word("#5.1.1", "5.1.1");
    check_bare_word("(550),", "550");
    check_bare_word("<\"'550'\">;", "550");
    check_bare_word("550.", "550");
    check_bare_word("550:", "550");
    check_bare_word("smtp-5.7.1", "5.7.1");
    check_bare_word("(smtp-550)", "550");
    check_bare_word("smtp-x", "smtp-x");
    check_bare_word("smtp-", "smtp-");
    check_bare_word("smtp550", "smtp550");
    check_bare_word("(550), x", "(550), x");
    check_bare_word(").", ")");
    check_bare_word("", "");
    check_bare_word("[TSS04]", "[TSS04]");
}

static void check_filled(size_t width, const char *first, const char *indent,
                         const char *text, const char *want)
{
    struct options o;

    memset(&o, 0, sizeof o);
    o.width = width;
    start_printing();
    fill(&o, first, indent, guarded(text, strlen(text)), strlen(text));
    assert_string_equal(stop_printing(), want);
}

static void fills_lines_with_words(void **state)
{
    (void)state;
    check_filled(20, "- ", "  ", "", "");
    check_filled(20, "- ", "  ", "one", "- one\n");
    check_filled(9, "- ", "  ", "one two", "- one two\n");
    check_filled(8, "- ", "  ", "one two", "- one\n  two\n");
    check_filled(8, "- ", "    ", "one two six", "- one\n    two\n    six\n");
    check_filled(3, "- ", "  ", "onetwo six", "- onetwo\n  six\n");
    check_filled(20, "", "", "one   two", "one two\n");
    check_filled(20, "", "", "one two  ", "one two\n");
    check_filled(20, "- ", "  ", " one", "-  one\n");
}

static void check_steps(unsigned most, const char *steps, unsigned left,
                        const char *want)
{
    struct options o;
    unsigned got;

    memset(&o, 0, sizeof o);
    o.width = 16;
    start_printing();
    got = put_some_steps(&o, steps, most);
    assert_string_equal(stop_printing(), want);
    assert_int_equal(got, left);
}

/* Commands stay whole, below what they are for. */
static void numbers_steps(void **state)
{
    (void)state;
    check_steps(3, "", 0, "");
    check_steps(3, "Wait.", 0, "   1. Wait.\n");
    check_steps(3, "Wait for it.\nAsk.\tdig +short a b c\n", 0,
                "   1. Wait for\n      it.\n   2. Ask.\n"
                "          dig +short a b c\n");
    check_steps(1, "Ask.\tdig a\nWait.\tdig b\nGo.\n", 2,
                "   1. Ask.\n          dig a\n");
    check_steps(0, "Ask.\tdig a", 1, "");
    check_steps(2, "a\nb", 0, "   1. a\n   2. b\n");
}

static void check_cells_shown(const char *a, const char *b, const char *c,
                              const char *want)
{
    static const size_t widths[3] = {7, 3, 5};
    const char *const cells[3] = {a, b, c};

    start_printing();
    put_cells(cells, widths);
    assert_string_equal(stop_printing(), want);
}

/* Each cell goes on below itself, and no line ends in blanks. */
static void lays_out_cells(void **state)
{
    (void)state;
    check_cells_shown("one", "two", "six", "  one      two  six\n");
    check_cells_shown("one two", "ab", "x", "  one two  ab   x\n");
    check_cells_shown("one twos", "ab", "x", "  one      ab   x\n  twos\n");
    check_cells_shown("one", "a b c", "x",
                      "  one      a b  x\n"
                      "           c\n");
    check_cells_shown("one", "a", "x y z q",
                      "  one      a    x y z\n                q\n");
    check_cells_shown("one two six", "", "", "  one two\n  six\n");
    check_cells_shown("overlong one", "a", "x", "  overlong  a    x\n  one\n");
    check_cells_shown("", "", "", "");
}

static void check_fill_in(const struct answer *a, const char *steps,
                          const char *want)
{
    char got[256];

    fill_in(a, steps, got, sizeof got);
    assert_string_equal(got, want);
    for (size_t size = 1; size <= strlen(want) + 1; size++) {
        memset(got, 'x', sizeof got);
        fill_in(a, steps, got, size);
        assert_true(strlen(got) < size);
        if (!strchr(steps, '{')) /* else what has no room is not filled in */
            assert_memory_equal(got, want, size - 1);
    }
    assert_string_equal(got, want);
}

/* What is known stands in the place of what the reader was to fill in; what is
 * in vain is left out. */
static void fills_in_what_is_known(void **state)
{
    struct smtpc_verdict v;
    struct answer a;

    (void)state;
    smtpc_explain("550 5.7.1 Not allowed", 21, NULL, &v);
    a = answer_to(&v);
    check_fill_in(&a, "Ask {recipient} at {host}.",
                  "Ask {recipient} at {host}.");
    check_fill_in(&a, "{sender} {queue-id} {ip} {domain}",
                  "{sender} {queue-id} {ip} {domain}");
    a.recipient = "kim@example.org";
    a.sender = "ann@example.com";
    a.host = "mx.example.org";
    a.queue_id = "4F2C";
    a.said = piece("of [192.0.2.25]");
    check_fill_in(&a, "Ask {recipient} at {host}.\nOr {sender}.",
                  "Ask kim@example.org at mx.example.org.\n"
                  "Or ann@example.com.");
    check_fill_in(&a, "See\tqshape {queue-id} {ip}",
                  "See\tqshape 4F2C 192.0.2.25");
    check_fill_in(&a, "See\tdig +short A {host}", "See\tdig +short A {host}");
    check_fill_in(&a, "See\tdig +short MX {domain}",
                  "See\tdig +short MX example.org");
    check_fill_in(&a, "See\tdig +short TXT {domain}",
                  "See\tdig +short TXT example.com");
    check_fill_in(&a, "See\tdig x._domainkey.{domain}",
                  "See\tdig x._domainkey.example.com");
    check_fill_in(&a, "Look at MAIL FROM of {domain}",
                  "Look at MAIL FROM of example.com");
    check_fill_in(&a, "{one} {recipient", "{one} {recipient");
    check_fill_in(&a, "", "");
    check_fill_in(&a, "If the code is 5.7.1, ask {recipient}.\nGo.",
                  "Ask kim@example.org.\nGo.");
    check_fill_in(&a, "If the code is 5.7.2, ask {recipient}.\nGo.", "Go.");
    check_fill_in(&a, "If the reply starts with 5, go.", "Go.");
    check_fill_in(&a, "If the reply starts with 4, go.", "");
    check_fill_in(&a, "Your server retries automatically.\nGo.", "Go.");
    check_fill_in(&a, "Go.\nYour server retries automatically.", "Go.\n");
    check_fill_in(&a, "Wait.\nGo.", "Wait.\nGo.");
    a.given_up = 1;
    check_fill_in(&a, "Wait.\nGo.", "Go.");
    check_fill_in(&a, "If the code is 5.7.1, wait.\nGo.", "Go.");
    check_fill_in(&a, "Do not wait.", "Do not wait.");
    check_fill_in(&a, "Waive it.\nwaive it.", "Waive it.\nwaive it.");
    check_fill_in(&a, "If the code is 5.7.1, zip it.", "Zip it.");
    check_fill_in(&a, "If the code is 5.7.1, 2 of {host}.",
                  "2 of mx.example.org.");
    check_fill_in(&a, "If the code is 5.7.1, {x}.", "{x}.");
    check_fill_in(&a, "{ip} and {domain} now",
                  "192.0.2.25 and example.org now");
    check_fill_in(&a, "{recipients}{senders}{hosts}{queue-ids}{ips}{domains}",
                  "{recipients}{senders}{hosts}{queue-ids}{ips}{domains}");
    v.code = 500;
    check_fill_in(&a, "Your server retries automatically.", "");
    v.code = 599;
    check_fill_in(&a, "Your server retries automatically.", "");
    v.code = 499;
    check_fill_in(&a, "Your server retries automatically.",
                  "Your server retries automatically.");
    /* An address without a domain has none to ask about. */
    a.recipient = "kim";
    a.sender = "ann";
    check_fill_in(&a, "{recipient} {sender} {domain}",
                  "{recipient} {sender} {domain}");
    v.code = 450;
    check_fill_in(&a, "Your server retries automatically.",
                  "Your server retries automatically.");
}

/* Each second of a day counts one more than the one before. */
static void counts_every_second_of_a_day(void **state)
{
    const long long midnight = ((2027LL * 12 + 2) * 31 + 3) * 86400;
    char text[32];

    (void)state;
    for (int second = 0; second < 86400; second++) {
        struct when w;

        snprintf(text, sizeof text, "2027-02-03 %02d:%02d:%02d",
                 second / 3600 % 24, second / 60 % 60, second % 60);
        w = when_of(piece(text));
        assert_true(w.seconds == midnight + second);
    }
}

/* What a search knows of a thing: the meaning and each party's steps, without
 * those that only its cause has. */
static void check_steps_known(const struct item *item, int reason,
                              const char *meaning, const char *const steps[4])
{
    static const int parties[] = {SMTPC_PARTY_SENDER, SMTPC_PARTY_SENDER_ADMIN,
                                  SMTPC_PARTY_RECIPIENT,
                                  SMTPC_PARTY_RECIPIENT_ADMIN};
    struct smtpc_verdict cause;

    if (reason >= 0 && smtpc_cause(reason, 5, &cause) &&
        meaning == smtpc_verdict_meaning(&cause))
        meaning = "";
    assert_string_equal(item->meaning, meaning);
    for (int i = 0; i < 4; i++) {
        int is_own = reason < 0 || !smtpc_cause(reason, 5, &cause) ||
                     steps[i] != smtpc_verdict_steps(&cause, parties[i]);

        assert_string_equal(item->steps[i], is_own ? steps[i] : "");
    }
}

static void check_code_known(unsigned id)
{
    struct smtpc_provider_use use;
    struct smtpc_entry e;
    struct item item;
    struct thing t = {A_CODE, id};

    smtpc_get(id, &e);
    assert_true(take_item(&item, t, 0));
    assert_string_equal(item.title, e.title);
    assert_string_equal(item.symbol, e.symbol);
    assert_string_equal(item.reason, smtpc_reason_name(e.reason));
    check_steps_known(
        &item, e.reason, smtpc_meaning(id),
        (const char *const[]){smtpc_steps(id, SMTPC_PARTY_SENDER),
                              smtpc_steps(id, SMTPC_PARTY_SENDER_ADMIN),
                              smtpc_steps(id, SMTPC_PARTY_RECIPIENT),
                              smtpc_steps(id, SMTPC_PARTY_RECIPIENT_ADMIN)});
    for (unsigned n = 0; smtpc_use(id, n, &use); n++) {
        assert_true(take_item(&item, t, n + 1));
        assert_non_null(strstr(item.title, use.title));
        assert_string_equal(item.provider, use.provider);
        assert_string_equal(item.reason, smtpc_reason_name(use.reason));
        check_steps_known(
            &item, use.reason, smtpc_use_meaning(&use),
            (const char *const[]){
                smtpc_use_steps(&use, SMTPC_PARTY_SENDER),
                smtpc_use_steps(&use, SMTPC_PARTY_SENDER_ADMIN),
                smtpc_use_steps(&use, SMTPC_PARTY_RECIPIENT),
                smtpc_use_steps(&use, SMTPC_PARTY_RECIPIENT_ADMIN)});
    }
}

static void check_verdict_known(int kind, unsigned number,
                                const struct smtpc_verdict *v)
{
    struct thing t = {kind, number};
    struct item item;

    assert_true(take_item(&item, t, 0));
    assert_string_equal(item.title, v->title);
    assert_string_equal(item.provider, v->provider);
    assert_string_equal(item.reason, smtpc_reason_name(v->reason));
    check_steps_known(&item, kind == A_CAUSE ? -1 : v->reason,
                      smtpc_verdict_meaning(v),
                      (const char *const[]){
                          smtpc_verdict_steps(v, SMTPC_PARTY_SENDER),
                          smtpc_verdict_steps(v, SMTPC_PARTY_SENDER_ADMIN),
                          smtpc_verdict_steps(v, SMTPC_PARTY_RECIPIENT),
                          smtpc_verdict_steps(v, SMTPC_PARTY_RECIPIENT_ADMIN)});
}

static void searches_all_that_is_known_of_a_thing(void **state)
{
    static const int kinds[] = {NOTHING, A_CAUSE, A_MESSAGE, A_PROVIDER};
    struct smtpc_provider p;
    struct smtpc_verdict v;
    struct item item;
    unsigned n;

    (void)state;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++)
        check_code_known(id);
    for (int reason = 0; reason < 256; reason++)
        if (smtpc_cause(reason, 5, &v))
            check_verdict_known(A_CAUSE, (unsigned)reason, &v);
    for (n = 1; smtpc_message(n, &v); n++)
        check_verdict_known(A_MESSAGE, n, &v);
    for (n = 1; smtpc_provider_get(n, &p); n++) {
        struct thing t = {A_PROVIDER, n};

        assert_true(take_item(&item, t, 0));
        assert_string_equal(item.label, p.id);
        assert_string_equal(item.title, p.title);
        assert_string_equal(item.meaning, p.meaning);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct thing t = {kinds[i], 99999};

        assert_false(take_item(&item, t, 0));
    }
}

static int count_of(const char *text, const char *what)
{
    int n = 0;

    for (; (text = strstr(text, what)) != NULL; text++)
        n++;
    return n;
}

/* The headings of the readers for whom a page has steps. */
static void check_readers(const struct page *p, int party)
{
    static const int sides[] = {SMTPC_PARTY_SENDER, SMTPC_PARTY_SENDER_ADMIN};
    static const char *const headings[] = {
        NULL, "If you sent it\n", "If you run the sending server\n",
        "If the message was for you\n", "If you run the receiving server\n"};
    struct options o;
    const char *text;
    int wanted[6] = {0}, any = 0;

    memset(&o, 0, sizeof o);
    o.width = 80;
    o.party = party;
    for (size_t i = 0; party < 0 && i < 2; i++)
        any |= wanted[sides[i]] = *steps_of(p, sides[i]) != '\0';
    if (party >= 0)
        wanted[party] = *steps_of(p, party) != '\0';
    else if (!any)
        wanted[p->party] = *steps_of(p, p->party) != '\0';
    start_printing();
    put_readers(&o, p);
    text = stop_printing();
    for (int i = SMTPC_PARTY_SENDER; i <= SMTPC_PARTY_RECIPIENT_ADMIN; i++)
        assert_int_equal(count_of(text, headings[i]), wanted[i]);
}

/* Both of the sending side, or whoever must act; of whoever asks only theirs.
 */
static void shows_the_steps_of_who_reads(void **state)
{
    struct smtpc_verdict v;

    (void)state;
    for (unsigned n = 1; smtpc_message(n, &v); n++) {
        struct page p = page_of_verdict(v.message, &v);

        check_readers(&p, -1);
    }
    for (int reason = 0; reason < 256; reason++) {
        struct page p;

        if (!smtpc_cause(reason, 5, &v))
            continue;
        p = page_of_verdict("a", &v);
        for (int party = -1; party <= SMTPC_PARTY_NETWORK; party++)
            check_readers(&p, party);
    }
}

/* Where what begins a text ends; it ends where memory does. */
static void check_enclosed(const char *text, size_t want)
{
    size_t len = strlen(text);

    assert_int_equal(skip_enclosed(guarded(text, len), 0, len), want);
}

static void skips_what_is_enclosed(void **state)
{
    (void)state;
    assert_int_equal(skip_enclosed("x<\"a>b\"@x> y>", 1, 15), 10);
    check_enclosed("<kim@x> y>", 7);
    check_enclosed("<>", 2);
    check_enclosed("<", 1);
    check_enclosed("<kim", 4);
    check_enclosed("<\"a>b\"@x> y>", 9);
    check_enclosed("<\"a\\\">b\"@x> y>", 11);
    check_enclosed("<a\"b>", 5);
    check_enclosed("<a\\>b>", 4);
    check_enclosed("<a\\\"b>\"c>", 9);
    check_enclosed("\"a b\" c\"", 5);
    check_enclosed("\"a>b\" c\"", 5);
    check_enclosed("\"\"", 2);
    check_enclosed("\"", 1);
    check_enclosed("\"a\\\"b\" c\"", 6);
    check_enclosed("\"a\\", 3);
    check_enclosed("\"a\\\"", 4);
}

static void check_behind(const char *text, const char *what, size_t want)
{
    size_t len = strlen(text);

    assert_int_equal(behind(guarded(text, len), 0, len, what), want);
}

static void finds_nothing_in_brackets_or_quotes(void **state)
{
    (void)state;
    check_behind("a: b: c", ": ", 3);
    check_behind("<a: b>: c", ": ", 9 - 1);
    check_behind("\"a: b\": c", ": ", 8);
    check_behind("<a: b", ": ", 0);
    check_behind("a:", ": ", 0);
    check_behind("a: ", ": ", 3);
    check_behind(":: ", ": ", 3);
    check_behind("", ": ", 0);
    check_behind("a<b", "<b", 3);
    assert_int_equal(behind("a: b: c", 2, 7, ": "), 6);
    assert_int_equal(behind("a: b: c", 2, 5, ": "), 0);
}

static void check_value(const char *text, char stop, size_t want)
{
    size_t len = strlen(text);

    assert_int_equal(value_end(guarded(text, len), 0, len, stop), want);
}

/* A comma in a value has no blank behind it. */
static void knows_where_a_value_ends(void **state)
{
    static const char behind_[] = "aaaaaaaaax<p, q>, z";

    (void)state;
    check_value("a,bc", ',', 4);
    check_value("a,b", ',', 3);
    assert_int_equal(value_end(behind_ + 4, 4, 15, ','), 12);
    check_value("a, b", ',', 1);
    check_value("a,b, c", ',', 3);
    check_value("a b, c", ',', 3);
    check_value("a,", ',', 1);
    check_value("a", ',', 1);
    check_value("", ',', 0);
    check_value(", a", ',', 0);
    check_value("<a, b>, c", ',', 6);
    check_value("<a>, <b>", ',', 3);
    check_value("x<a, b>, c", ',', 7);
    check_value("x\"a, b\", c", ',', 7);
    check_value("a, <b, c>", ',', 1);
    check_value("a b", ' ', 1);
    check_value("a, b", ' ', 2);
    check_value("<a b> c", ' ', 5);
    check_value("x=\"a b\" c", ' ', 7);
    check_value("a ", ' ', 1);
    check_value("<a", ' ', 2);
    check_value("<a, b", ',', 5);
}

static void check_bare(const char *text, const char *want)
{
    size_t len = strlen(text);

    assert_true(is_text(bare(piece_of(guarded(text, len), 0, len)), want));
}

static void takes_brackets_and_quotes_off(void **state)
{
    (void)state;
    check_bare("<kim>", "kim");
    check_bare("\"kim\"", "kim");
    check_bare("<>", "");
    check_bare("\"\"", "");
    check_bare("<", "<");
    check_bare("\"", "\"");
    check_bare("", "");
    check_bare("<kim", "<kim");
    check_bare("kim>", "kim>");
    check_bare("<kim\"", "<kim\"");
    check_bare("\"kim>", "\"kim>");
    check_bare("kim", "kim");
}

static void knows_words_of_a_time(void **state)
{
    static const struct {
        const char *word;
        int is_time, is_date;
    } cases[] = {{"04:05:06", 1, 1},     {"2027-02-03T04:05:06Z", 1, 1},
                 {"04:05:0", 0, 1},      {"04:05-06", 0, 1},
                 {"x4:05:06", 0, 1},     {"104:05:06", 1, 1},
                 {"@4000", 1, 1},        {"@400", 0, 1},
                 {"@x000", 0, 1},        {"x4000", 0, 1},
                 {"Nov", 0, 1},          {"23", 0, 1},
                 {"mail.log:Nov", 0, 1}, {"mail", 0, 0},
                 {"mx", 0, 0},           {"", 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len = strlen(cases[i].word);

        assert_int_equal(is_time(guarded(cases[i].word, len), len),
                         cases[i].is_time);
        assert_int_equal(is_date(guarded(cases[i].word, len), len),
                         cases[i].is_date);
    }
}

static void knows_a_column_by_its_letters(void **state)
{
    static const struct {
        const char *cell, *names;
        int is_one;
    } cases[] = {{"Recipient_Address", "recipientaddress", 1},
                 {"recipient address (2)", "recipientaddress2", 1},
                 {"detail", "status|detail|details", 1},
                 {"details", "status|detail|details", 1},
                 {"status", "status|detail|details", 1},
                 {"detailss", "status|detail|details", 0},
                 {"detai", "status|detail|details", 0},
                 {"statusdetail", "status|detail|details", 0},
                 {"", "status", 0},
                 {"--", "status", 0},
                 {"status", "", 0},
                 {"", "", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(is_column(piece(cases[i].cell), cases[i].names),
                         cases[i].is_one);
    assert_false(is_column(piece("status"), NULL));
}

static void check_codes(enum outcome outcome, const char *code,
                        const char *status, const char *says, const char *want,
                        int want_invented)
{
    struct smtpc_response in;
    struct result r;
    char got[32];
    int invented;
    size_t n;

    memset(&r, 0, sizeof r);
    r.outcome = outcome;
    r.code = piece(code);
    r.status = piece(status);
    smtpc_read(says, strlen(says), &in);
    n = put_codes(&r, &in, got, sizeof got, &invented);
    assert_string_equal(got, want);
    assert_int_equal(n, strlen(want));
    assert_int_equal(invented, want_invented);
}

/* What the reply has itself is not put in front of it again. */
static void puts_codes_in_front_of_a_reply(void **state)
{
    (void)state;
    check_codes(FAILED, "550", "5.1.1", "No", "550 5.1.1 ", 0);
    check_codes(FAILED, "550", "", "No", "550 ", 0);
    check_codes(FAILED, "", "5.1.1", "No", "5.1.1 ", 0);
    check_codes(FAILED, "", "5.1.1 (bad)", "No", "5.1.1 ", 0);
    check_codes(FAILED, "550", "5.1.1", "550 No", "", 0);
    check_codes(FAILED, "550", "5.1.1", "550 5.1.1 No", "", 0);
    check_codes(FAILED, "550", "5.1.1", "5.1.1 No", "550 ", 0);
    check_codes(FAILED, "", "5.1.1", "5.1.1 No", "", 0);
    check_codes(FAILED, "", "", "No", "5.0.0 ", 1);
    check_codes(DEFERRED, "", "", "No", "4.0.0 ", 1);
    check_codes(SENT, "", "", "No", "", 0);
    check_codes(BY_REPLY, "", "", "No", "", 0);
    check_codes(FAILED, "5500", "", "No", "5.0.0 ", 1);
    check_codes(FAILED, "55", "", "No", "5.0.0 ", 1);
    check_codes(FAILED, "150", "", "No", "5.0.0 ", 1);
    check_codes(FAILED, "650", "", "No", "5.0.0 ", 1);
    check_codes(SENT, "200", "", "No", "200 ", 0);
    check_codes(FAILED, "599", "", "No", "599 ", 0);
    check_codes(FAILED, "", "x", "No", "5.0.0 ", 1);
    check_codes(FAILED, "", "", "550 No", "", 0);
}

static void knows_names_of_files(void **state)
{
    static const struct {
        const char *word;
        int is_one;
    } cases[] = {
        {"bounce.eml", 1}, {"a.txt", 1},     {"mail.log", 1}, {"a.msg", 1},
        {"a.mbox", 1},     {"/var/mail", 1}, {"./a", 1},      {".eml", 1},
        {"a.emlx", 0},     {"aeml", 0},      {"eml", 0},      {"a b.eml", 0},
        {"/a b", 0},       {"a.eml.x", 0},   {"a", 0},        {"", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(looks_like_file(cases[i].word), cases[i].is_one);
}

/* By the code, else by the status. */
static void knows_how_a_reply_ended(void **state)
{
    static const struct {
        int code;
        uint32_t status;
        enum outcome want;
    } cases[] = {{250, SMTPC_STATUS(5, 0, 0), SENT},
                 {299, 0, SENT},
                 {200, 0, SENT},
                 {400, 0, DEFERRED},
                 {499, 0, DEFERRED},
                 {500, 0, FAILED},
                 {599, 0, FAILED},
                 {450, SMTPC_STATUS(2, 0, 0), DEFERRED},
                 {550, SMTPC_STATUS(4, 0, 0), FAILED},
                 {354, SMTPC_STATUS(2, 0, 0), NO_RESULT},
                 {0, SMTPC_STATUS(2, 1, 5), SENT},
                 {0, SMTPC_STATUS(4, 2, 2), DEFERRED},
                 {0, SMTPC_STATUS(5, 999, 999), FAILED},
                 {0, 0, NO_RESULT}};
    static const char digits[] = "0123456789x";
    struct smtpc_verdict v;

    (void)state;
    memset(&v, 0, sizeof v);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        v.code = cases[i].code;
        v.status = cases[i].status;
        assert_int_equal(outcome_of_reply(&v), cases[i].want);
    }
    for (const char *digit = digits; *digit; digit++)
        assert_int_equal(outcome_by(*digit), *digit == '2'   ? SENT
                                             : *digit == '4' ? DEFERRED
                                             : *digit == '5' ? FAILED
                                                             : NO_RESULT);
}

static void check_answer(int code, uint32_t status, int given_up,
                         const char *codes, int class_)
{
    struct smtpc_verdict v;
    struct answer a;
    char got[16];

    memset(&v, 0, sizeof v);
    v.code = code;
    v.status = status;
    a = answer_to(&v);
    a.given_up = given_up;
    write_codes(&v, got, sizeof got);
    assert_string_equal(got, codes);
    assert_int_equal(class_of_answer(&a), class_);
}

/* The code tells before the status whether it is over; who gave up, at once. */
static void tells_the_codes_of_an_answer(void **state)
{
    (void)state;
    check_answer(550, SMTPC_STATUS(5, 1, 1), 0, "550 5.1.1", 5);
    check_answer(450, SMTPC_STATUS(5, 1, 1), 0, "450 5.1.1", 4);
    check_answer(450, SMTPC_STATUS(4, 1, 1), 1, "450 4.1.1", 5);
    check_answer(550, SMTPC_STATUS(5, 999, 999), 0, "550 5.999.999", 5);
    check_answer(250, 0, 0, "250", 2);
    check_answer(400, 0, 0, "400", 4);
    check_answer(499, 0, 0, "499", 4);
    check_answer(599, 0, 0, "599", 5);
    check_answer(0, SMTPC_STATUS(4, 2, 2), 0, "4.2.2", 4);
    check_answer(0, 0, 0, "", 0);
    check_answer(0, 0, 1, "", 5);
}

/* Who asks gets what was asked for; else who reads it, where there is something
 * to do, or who runs the server that must act. */
static void knows_whose_steps_are_shown(void **state)
{
    struct smtpc_verdict v;
    struct options o;

    (void)state;
    memset(&o, 0, sizeof o);
    for (int reason = 0; reason < 256; reason++) {
        if (!smtpc_cause(reason, 5, &v))
            continue;
        for (int reader = SMTPC_PARTY_SENDER;
             reader <= SMTPC_PARTY_RECIPIENT_ADMIN; reader++) {
            struct answer a = answer_to(&v);
            int usual = v.party == SMTPC_PARTY_SENDER_ADMIN
                            ? SMTPC_PARTY_SENDER_ADMIN
                            : SMTPC_PARTY_SENDER;
            int own = reader != SMTPC_PARTY_SENDER &&
                      *smtpc_verdict_steps(&v, reader);

            a.reader = reader;
            o.party = -1;
            assert_int_equal(shown_party(&o, &a), own ? reader : usual);
            assert_int_equal(is_to_forward(&a),
                             reader == SMTPC_PARTY_SENDER &&
                                 v.party == SMTPC_PARTY_SENDER_ADMIN);
            for (o.party = 0; o.party <= SMTPC_PARTY_NETWORK; o.party++)
                assert_int_equal(shown_party(&o, &a), o.party);
        }
    }
}

static void check_head(size_t width, const char *name, const char *title,
                       int class_, const char *want)
{
    struct options o;

    memset(&o, 0, sizeof o);
    o.width = width;
    start_printing();
    put_head_line(&o, name, title, class_);
    assert_string_equal(stop_printing(), want);
}

/* What tells whether it is over stands at the right, three blanks away at
 * least, or below. */
static void lays_out_a_head(void **state)
{
    (void)state;
    check_head(30, "5.2.2", "Full", 5, "5.2.2  Full          permanent\n");
    check_head(23, "5.2.2", "Full", 5, "5.2.2  Full   permanent\n");
    check_head(22, "5.2.2", "Full", 5, "5.2.2  Full\n  permanent\n");
    check_head(20, "4.2.2", "Mailbox is full", 4,
               "4.2.2  Mailbox is\n       full\n  temporary\n");
    check_head(20, "", "Full", 4, "Full       temporary\n");
    check_head(20, "354", "Go", 3, "354  Go     continue\n");
    check_head(20, "250", "Ok", 2, "250  Ok      success\n");
    check_head(20, "X.2.2", "Full", 0, "X.2.2  Full\n");
    check_head(20, "abcdefghij", "one two", 0, "abcdefghij  one two\n");
    check_head(18, "abcdefghij", "one two", 0,
               "abcdefghij  one\n            two\n");
    check_head(18, "abcdefghijk", "one two", 0, "abcdefghijk  one\n  two\n");
}

/* An address as long as addresses may be is shown as a whole. */
static void shows_to_whom_a_mail_went(void **state)
{
    char to[SMTPC_ADDRESS_SIZE], want[SMTPC_ADDRESS_SIZE + 64];
    struct smtpc_verdict v;
    struct options o;

    (void)state;
    memset(&o, 0, sizeof o);
    memset(&v, 0, sizeof v);
    o.width = 400;
    v.code = 250;
    memset(to, 'a', sizeof to - 1);
    to[64] = '@';
    to[sizeof to - 1] = '\0';
    snprintf(want, sizeof want, "250  accepted: %s\n", to);
    start_printing();
    put_delivery(&o, to, &v);
    assert_string_equal(stop_printing(), want);
    start_printing();
    put_delivery(&o, NULL, &v);
    assert_string_equal(stop_printing(), "250  accepted\n");
}

/* The host is the name alone, without its address and port. */
static void puts_the_host_of_a_line_into_steps(void **state)
{
    static const char line[] =
        "Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9A10: "
        "to=<lee@example.org>, relay=mx.example.org[192.0.2.1]:25, "
        "status=bounced (552 message size exceeds limit)";
    size_t len = sizeof line - 1;
    struct smtpc_verdict v;
    struct options o;
    struct result r;

    (void)state;
    memset(&o, 0, sizeof o);
    o.width = 400;
    o.party = SMTPC_PARTY_SENDER_ADMIN;
    r = find_result(line, len);
    explain_result(&o, r, &v);
    start_printing();
    put_line_answer(&o, line, len, &r, &v);
    assert_non_null(strstr(stop_printing(),
                           "swaks --server mx.example.org --quit-after EHLO"));
}

/* What has no room is not shown at all, for half an address is another one. */
static void shows_no_field_in_part(void **state)
{
    char to[8] = "1234567";

    (void)state;
    assert_null(shown_field(piece(""), to, sizeof to));
    assert_null(shown_field(piece("abc"), to, 3));
    assert_null(shown_field(piece("abc"), to, 2));
    assert_string_equal(to, "1234567");
    assert_string_equal(shown_field(piece("abc"), to, 4), "abc");
    assert_string_equal(shown_field(piece("a"), to, 4), "a");
}

/* Whole words of a reply, from its code on. */
static void check_reply_shown(const char *reply, int code, const char *want)
{
    struct smtpc_verdict v;
    struct options o;
    struct answer a;

    memset(&o, 0, sizeof o);
    memset(&v, 0, sizeof v);
    o.width = 80;
    v.code = code;
    a = answer_to(&v);
    a.reply = reply;
    start_printing();
    put_reply(&o, &a);
    assert_string_equal(stop_printing(), want);
}

static void shows_as_much_of_a_reply_as_tells_it(void **state)
{
    (void)state;
#define WORDS_40 "550 5.1.1 abcde fghij klmno pqrst uvwxyz"
    check_reply_shown("550 No", 550, "  Reply   550 No\n");
    check_reply_shown("said: 550 No\nat all", 550, "  Reply   550 No\n");
    check_reply_shown("550 No 550", 550, "  Reply   550 No 550\n");
    check_reply_shown(WORDS_40 " 123", 550, "  Reply   " WORDS_40 " 123\n");
    check_reply_shown(WORDS_40 " 1234", 550, "  Reply   " WORDS_40 " ...\n");
    check_reply_shown(WORDS_40 " 123 5", 550,
                      "  Reply   " WORDS_40 " 123 ...\n");
    check_reply_shown("550 abcdefg "
                      "ijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
                      550,
                      "  Reply   550 abcdefg "
                      "ijklmnopqrstuvwxyzabcdefghijklmn ...\n");
    check_reply_shown("550 abcdefgh "
                      "ijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
                      550, "  Reply   550 abcdefgh ...\n");
#undef WORDS_40
}

static void check_period(const struct summary *s, const char *from,
                         const char *to)
{
    assert_string_equal(s->from.text, from);
    assert_string_equal(s->to.text, to);
}

/* From the first line of the earliest file to the last of the latest; what is
 * no date and time is passed over. */
static void knows_the_period_of_files(void **state)
{
    static struct summary s;
    struct tallying t;

    (void)state;
    memset(&s, 0, sizeof s);
    memset(&t, 0, sizeof t);
    t.s = &s;
    end_file(&t);
    check_period(&s, "", "");
    take_time(&t, piece(""));
    take_time(&t, piece("04:05:06"));
    take_time(&t, piece("yesterday"));
    end_file(&t);
    check_period(&s, "", "");
    take_time(&t, piece("0000-00-00 00:00:00"));
    end_file(&t);
    check_period(&s, "0000-00-00 00:00:00", "0000-00-00 00:00:00");
    memset(&s, 0, sizeof s);
    take_time(&t, piece("180171390"));
    check_period(&s, "1975-09-17 07:36:30Z", "");
    take_time(&t, piece("yesterday"));
    end_file(&t);
    check_period(&s, "1975-09-17 07:36:30Z", "");
    memset(&s, 0, sizeof s);
    take_time(&t, piece("Feb  3 04:05:06"));
    check_period(&s, "Feb  3 04:05:06", "");
    take_time(&t, piece("Feb  3 04:05:08"));
    take_time(&t, piece("04:05:09"));
    end_file(&t);
    check_period(&s, "Feb  3 04:05:06", "Feb  3 04:05:08");
    take_time(&t, piece("Feb  2 04:05:06"));
    take_time(&t, piece("Feb  2 04:05:07"));
    end_file(&t);
    check_period(&s, "Feb  2 04:05:06", "Feb  3 04:05:08");
    take_time(&t, piece("Feb  2 05:05:06"));
    take_time(&t, piece("Feb  4 04:05:07"));
    end_file(&t);
    check_period(&s, "Feb  2 04:05:06", "Feb  4 04:05:07");
    /* A file that ends with a time that is none hides not where the next
     * begins. */
    take_time(&t, piece("Feb  3 05:05:06"));
    take_time(&t, piece("yesterday"));
    end_file(&t);
    take_time(&t, piece("Feb  1 04:05:06"));
    end_file(&t);
    check_period(&s, "Feb  1 04:05:06", "Feb  4 04:05:07");
    end_file(&t);
    check_period(&s, "Feb  1 04:05:06", "Feb  4 04:05:07");
}

/* A time of any length is one, as far as there is room. */
static void keeps_times_of_any_length(void **state)
{
    static struct summary s;
    char time[128] = "2027-02-03T04:05:06.";

    (void)state;
    for (size_t len = strlen(time); len < sizeof time; len++) {
        struct tallying t;

        memset(&s, 0, sizeof s);
        memset(&t, 0, sizeof t);
        t.s = &s;
        time[len - 1] = '5';
        take_time(&t, piece_of(guarded(time, len), 0, len));
        end_file(&t);
        check_period(&s, "2027-02-03 04:05:06", "2027-02-03 04:05:06");
    }
}

static void check_reply_in(const char *text, const char *want)
{
    assert_true(is_text(reply_in(piece(text)), want));
}

static void leaves_out_who_said_it(void **state)
{
    (void)state;
    check_reply_in("host mx[192.0.2.1] said: 550 No", "550 No");
    check_reply_in("host mx[192.0.2.1] is down", "host mx[192.0.2.1] is down");
    check_reply_in("550 he said: No", "550 he said: No");
    check_reply_in("hosts said: No", "hosts said: No");
    check_reply_in("", "");
}

static void take_line_of(struct kind *k, const char *time, const char *says)
{
    struct result r;

    memset(&r, 0, sizeof r);
    r.time = piece(time);
    r.text = says;
    r.end = strlen(says);
    r.id = piece(says);
    r.sender = piece("ann@example.com");
    r.recipient = piece("kim@example.org");
    k->failed++;
    take_first(k, &r);
}

/* The earliest, and of those at one time, or at none, the first. */
static void remembers_the_first_line_of_a_kind(void **state)
{
    struct kind k;

    (void)state;
    memset(&k, 0, sizeof k);
    take_line_of(&k, "Feb  3 04:05:06", "550 one");
    assert_string_equal(k.reply, "550 one");
    assert_string_equal(k.id, "550 one");
    assert_string_equal(k.sender, "ann@example.com");
    assert_string_equal(k.recipient, "kim@example.org");
    take_line_of(&k, "Feb  3 04:05:06", "550 two");
    take_line_of(&k, "Feb  3 04:05:07", "550 three");
    take_line_of(&k, "", "550 four");
    assert_string_equal(k.reply, "550 one");
    take_line_of(&k, "Feb  3 04:05:05", "550 five");
    assert_string_equal(k.reply, "550 five");
    assert_string_equal(k.since.text, "Feb  3 04:05:05");
    memset(&k, 0, sizeof k);
    take_line_of(&k, "", "550 one");
    take_line_of(&k, "Feb  3 04:05:06", "550 two");
    assert_string_equal(k.reply, "550 one");
}

static void knows_the_name_of_an_event(void **state)
{
    static const struct {
        const char *text;
        int is_one;
    } cases[] = {{"smtp.ehlo)", 1}, {"a-z.z-a)", 1},
                 {".)", 1},         {"smtp.ehlo) x", 1},
                 {"smtp.ehlo", 0},  {"smtp)", 0},
                 {"smtp.a.b)", 0},  {"smtp.Ehlo)", 0},
                 {"smtp.`)", 0},    {"smtp.{)", 0},
                 {"smtp.e1)", 0},   {"smtp. ehlo)", 0},
                 {")", 0},          {"", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct log_line l;

        memset(&l, 0, sizeof l);
        l.len = strlen(cases[i].text);
        l.text = guarded(cases[i].text, l.len);
        assert_int_equal(is_event_name(&l, 0), cases[i].is_one);
    }
}

static void check_exim_fields(const char *text, const char *recipient,
                              const char *sender, const char *relay)
{
    struct log_line l;
    struct result r;

    memset(&l, 0, sizeof l);
    memset(&r, 0, sizeof r);
    l.len = r.at = strlen(text);
    l.text = guarded(text, l.len);
    take_exim_fields(&l, 0, &r);
    assert_true(is_text(r.recipient, recipient));
    assert_true(is_text(r.sender, sender));
    assert_true(is_text(r.relay, relay));
}

/* An address in brackets tells more than the name before it. */
static void reads_fields_of_exim(void **state)
{
    (void)state;
    check_exim_fields("kim <kim@x> F=<ann@y> R=r T=t H=mx.x [192.0.2.1]:",
                      "<kim@x>", "ann@y", "mx.x");
    check_exim_fields("kim <k> H=mx.x: R=r", "<k>", "", "mx.x");
    check_exim_fields("kim <> H=mx.x", "kim", "", "mx.x");
    check_exim_fields("kim <k H=mx.x", "<k H=mx.x", "", "");
    check_exim_fields("kim <", "kim", "", "");
    check_exim_fields("kim@x: R=r", "kim@x", "", "");
    check_exim_fields("kim@x C=\"250 Ok\" H=mx.x", "kim@x", "", "");
    check_exim_fields("kim@x", "kim@x", "", "");
    check_exim_fields(":", "", "", "");
    check_exim_fields("", "", "", "");
}

/* No more results come out than have room. */
static void check_room(const char *line, size_t all)
{
    for (size_t most = 1; most < 8; most++) {
        struct result out[8];
        size_t n;

        memset(out, 0, sizeof out);
        forget_told();
        n = find_results(line, strlen(line), out, most);
        assert_int_equal(n, most < all ? most : all);
        for (size_t i = n; i < 8; i++)
            assert_null(out[i].text);
    }
}

static void gives_as_many_results_as_have_room(void **state)
{
    (void)state;
    check_room("{\"notificationType\":\"Bounce\",\"bounce\":"
               "{\"bouncedRecipients\":[{\"emailAddress\":\"a@x\"},"
               "{\"emailAddress\":\"b@x\"},{\"emailAddress\":\"c@x\"},"
               "{\"emailAddress\":\"d@x\"}]},"
               "\"mail\":{\"messageId\":\"4f\"}}",
               4);
    check_room("[{\"sg_event_id\":\"1\",\"event\":\"bounce\",\"email\":\"a\"},"
               "{\"sg_event_id\":\"2\",\"event\":\"bounce\",\"email\":\"b\"},"
               "{\"sg_event_id\":\"3\",\"event\":\"bounce\",\"email\":\"c\"}]",
               3);
    check_room("Feb  3 04:05:06 out1 sendmail[811]: 53C4A1: "
               "to=<a@x>,<b@x>,<c@x>, relay=mx.x, dsn=5.1.1, "
               "stat=User unknown",
               3);
    check_room("2027-02-03T04:05:06.123Z [NOTICE] [1B] [outbound] delivered "
               "file=4f host=\"mx.x\" response=\"Ok\" rcpts=5/0/1",
               5);
    check_room("550 5.1.1 No", 1);
}

/* --- what a word is --------------------------------------------------------
 */

static void check_ip_len(const char *text, size_t want)
{
    size_t len = strlen(text);

    assert_int_equal(ip_len(guarded(text, len), len), want);
}

/* Four numbers of up to three digits, and nothing that goes on behind them. */
static void knows_how_long_an_address_is(void **state)
{
    (void)state;
    check_ip_len("1.2.3.4", 7);
    check_ip_len("192.0.2.255", 11);
    check_ip_len("192.0.2.25, x", 10);
    check_ip_len("192.0.2.25]", 10);
    check_ip_len("1111.2.3.4", 0);
    check_ip_len("1.2222.3.4", 0);
    check_ip_len("1.2.3.4444", 0);
    check_ip_len("1.2.3.4.", 0);
    check_ip_len("1.2.3.4a", 0);
    check_ip_len("1.2.3.4-", 0);
    check_ip_len("1..3.4", 0);
    check_ip_len("1.2.3.", 0);
    check_ip_len("1.2.3", 0);
    check_ip_len("1.2.3,4", 0);
    check_ip_len(".2.3.4", 0);
    check_ip_len("", 0);
}

static void check_is_id(const char *text, char before, char after, int want)
{
    size_t len = strlen(text);

    assert_int_equal(is_id(guarded(text, len), len, before, after), want);
}

/* Nine characters of which three are digits, and none that parts names. */
static void knows_what_is_an_id(void **state)
{
    (void)state;
    check_is_id("abcdef123", ' ', ' ', 1);
    check_is_id("123abcdef", '(', ')', 1);
    check_is_id("abcdef009", ' ', ' ', 1);
    check_is_id("abcdef000", ' ', ' ', 1);
    check_is_id("abcdef999", ' ', ' ', 1);
    check_is_id("12345678a", ' ', ' ', 1);
    check_is_id("abcdefg12", ' ', ' ', 0);
    check_is_id("abcde123", ' ', ' ', 0);
    check_is_id("123456789", ' ', ' ', 0);
    check_is_id("abcdef123", '.', ' ', 0);
    check_is_id("abcdef123", '/', ' ', 0);
    check_is_id("abcdef123", ' ', '.', 0);
    check_is_id("abcdef123", ' ', '/', 0);
}

static void check_considered(const char *typed, const char *word, size_t before,
                             size_t after)
{
    struct nearest best = {"before", before};

    consider(&best, typed, word, "after");
    assert_int_equal(best.distance, after);
    assert_string_equal(best.word, after < before ? "after" : "before");
}

/* Four letters may be the beginning of a word, up to where another begins. */
static void considers_a_beginning_as_near(void **state)
{
    (void)state;
    check_considered("mail", "mail-full", 9, 1);
    check_considered("MAIL", "MAIL_FULL", 9, 1);
    check_considered("mail", "mail", 9, 1);
    check_considered("mai", "mai-full", 9, 5);
    check_considered("mail", "mailfull", 9, 4);
    check_considered("mall", "mail-full", 9, 5);
    check_considered("mail", "", 9, 9);
    check_considered("mail", "mail-full", 1, 1);
    check_considered("mail", "maid", 2, 1);
}

static void check_held(const char *code, const char *want)
{
    unsigned id = find_code(code);
    struct smtpc_entry e;
    char held[24];

    assert_int_not_equal(id, 0);
    smtpc_get(id, &e);
    write_held(held, sizeof held, &e, main_class(id, &e));
    assert_string_equal(held, want);
    write_held(held, sizeof held, &e, 0);
    assert_string_equal(held, code);
}

/* A status in the gravest class that it makes sense in: 5 where a reply pairs
 * with it or nothing is told, 4 where one of 4 alone does, 2 where all went
 * well; a provider's own as the provider uses it. */
static void holds_a_code_in_its_gravest_class(void **state)
{
    (void)state;
    check_held("550", "550");
    check_held("250", "250");
    check_held("421", "421");
    check_held("X.1.1", "5.1.1");
    check_held("X.1.3", "5.1.3");
    check_held("X.6.10", "5.6.10");
    check_held("X.1.4", "4.1.4");
    check_held("X.1.5", "2.1.5");
    check_held("X.7.500-699", "4.7.500-699");
    check_held("X.7.606-649", "5.7.606-649");
    check_held("X.7.509", "5.7.509");
    check_held("X.7.700", "5.7.700");
}

static void check_used(const char *code, uint32_t first, uint32_t last,
                       const char *used, const char *held)
{
    struct smtpc_provider_use use;
    struct smtpc_entry e;
    char got[24];

    memset(&use, 0, sizeof use);
    memset(&e, 0, sizeof e);
    e.code = code;
    use.first = first;
    use.last = last;
    write_used(got, sizeof got, &e, &use);
    assert_string_equal(got, used);
    write_used_held(got, sizeof got, &e, &use);
    assert_string_equal(got, held);
}

/* In the class and the range that the provider uses. */
static void writes_a_code_as_its_provider_has_it(void **state)
{
    (void)state;
    check_used("550", 0, 0, "550", "550");
    check_used("550", 0, 1, "550", "550");
    check_used("X.7.1", SMTPC_STATUS(0, 7, 1), SMTPC_STATUS(0, 7, 1), "X.7.1",
               "5.7.1");
    check_used("X.7.1", SMTPC_STATUS(4, 7, 1), SMTPC_STATUS(4, 7, 1), "4.7.1",
               "4.7.1");
    check_used("X.7.500-699", SMTPC_STATUS(4, 7, 501), SMTPC_STATUS(4, 7, 999),
               "4.7.501-999", "4.7.501-999");
    check_used("X.7.500-699", SMTPC_STATUS(0, 7, 999), SMTPC_STATUS(0, 7, 999),
               "X.7.999", "5.7.999");
    check_used("X.7.500-699", SMTPC_STATUS(0, 7, 512), SMTPC_STATUS(0, 7, 513),
               "X.7.512-513", "5.7.512-513");
}

static void check_provider_name(const char *id, const char *want)
{
    char name[64];

    write_provider(name, sizeof name, id);
    assert_string_equal(name, want);
}

static void leaves_out_what_stands_in_brackets(void **state)
{
    (void)state;
    check_provider_name("brevo", "Brevo"); /* (Sendinblue) */
    check_provider_name("google", "Google");
    check_provider_name("microsoft-365", "Microsoft 365");
    check_provider_name("no-such-provider", "no-such-provider");
    check_provider_name("", "");
}

/* --- more of JSON ----------------------------------------------------------
 */

/* The length of a value that begins a text. */
static void check_value_end(const char *text, size_t len, size_t want)
{
    assert_int_equal(json_value_end(piece_of(guarded(text, len), 0, len), 0),
                     want);
}

static void knows_where_a_value_of_json_ends(void **state)
{
    (void)state;
    check_value_end("12,3", 4, 2);
    check_value_end("12]3", 4, 2);
    check_value_end("12}3", 4, 2);
    check_value_end("12 3", 4, 2);
    check_value_end("12\n3", 4, 2);
    check_value_end("1\0002", 3, 3);
    check_value_end("12", 2, 2);
    check_value_end("\"a\"b", 4, 3);
    check_value_end("\"a,b\",c", 7, 5);
    check_value_end("[1,{\"a\":2}],3", 13, 11);
    check_value_end("{}{}", 4, 2);
    check_value_end("[1 2]3", 6, 5);
    check_value_end("[1", 2, 2);
    check_value_end(",", 1, 0);
    check_value_end("]", 1, 0);
    check_value_end("}", 1, 0);
    check_value_end("", 0, 0);
}

/* What is no text has none. */
static void check_json_text(const char *value, const char *want)
{
    size_t len = strlen(value);

    assert_true(
        is_text(json_text(piece_of(guarded(value, len), 0, len)), want));
}

static void takes_the_text_of_a_value(void **state)
{
    (void)state;
    check_json_text("\"a\"", "a");
    check_json_text("\"\"", "");
    check_json_text("\"", "\"");
    check_json_text("12", "12");
    check_json_text("true", "true");
    check_json_text("null", "");
    check_json_text("nul", "nul");
    check_json_text("nulls", "nulls");
    check_json_text("{\"a\":1}", "");
    check_json_text("[1]", "");
    check_json_text("{", "");
    check_json_text("[", "");
    check_json_text("", "");
}

/* Half of a pair is no character. */
static void writes_every_character_of_an_escape(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 0x10000; code++) {
        int is_half = code >= 0xd800 && code < 0xe000;
        unsigned char want[4];
        char got[4];
        size_t n = encode(is_half ? '?' : code, want);

        assert_int_equal(put_utf8(got, code), n);
        assert_memory_equal(got, want, n);
    }
}

static void composes_a_status_of_its_numbers(void **state)
{
    (void)state;
    assert_true(is_text(
        composed_status(piece("{\"class\":5,\"subject\":1,\"detail\":10}")),
        "5.1.10"));
    assert_true(is_text(
        composed_status(piece("{\"class\":9,\"subject\":999,\"detail\":999}")),
        "9.999.999"));
    assert_true(is_text(composed_status(piece(
                            "{\"class\":19,\"subject\":1999,\"detail\":2999}")),
                        "9.999.999"));
    assert_true(is_text(composed_status(piece("{}")), "0.0.0"));
}

static void check_number(const char *text, unsigned long want)
{
    size_t len = strlen(text);

    assert_int_equal(number_of(piece_of(guarded(text, len), 0, len)), want);
}

static void reads_a_number_up_to_what_is_no_digit(void **state)
{
    (void)state;
    check_number("", 0);
    check_number("0", 0);
    check_number("9", 9);
    check_number("123", 123);
    check_number("20/1", 20);
    check_number("1:", 1);
    check_number("x1", 0);
}

/* --- more of lines ---------------------------------------------------------
 */

/* Fields that mails have and reports of failures have not. */
static void knows_the_fields_of_a_mail(void **state)
{
    static const char *const fields[] = {
        "Received", "FROM", "To",         "cc",       "Subject",    "Date",
        "Sender",   "Path", "Newsgroups", "X-Mailer", "Return-Path"};
    static const char *const others[] = {
        "Status",          "Action",     "Reason", "Final-Recipient",
        "Diagnostic-Code", "Remote-MTA", "Froms",  "Fro"};

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        char line[64];

        snprintf(line, sizeof line, "%s: x-y", fields[i]);
        if (!is_mail_field(line, strlen(fields[i])))
            fail_msg("%s", line);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char line[64];

        snprintf(line, sizeof line, "%s: x-y", others[i]);
        if (is_mail_field(line, strlen(others[i])))
            fail_msg("%s", line);
    }
}

static void knows_a_reply_that_stands_alone(void **state)
{
    struct smtpc_entry e;

    (void)state;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        smtpc_get(id, &e);
        assert_int_equal(is_reply_line(e.code, strlen(e.code)),
                         e.code[0] >= '2' && e.code[0] <= '5');
    }
    assert_false(is_reply_line("599 x", 5));
    assert_false(is_reply_line("", 0));
}

/* Who says what the input is need not be asked. */
static void takes_the_input_for_what_it_was_called(void **state)
{
    static const struct {
        int as;
        enum shape want;
    } cases[] = {
        {SHAPE_LINES, LINES}, {SHAPE_EACH_LINE, LINES}, {SHAPE_MAIL, MAIL}};
    static const char *const lines[] = {"", "Subject: a", "550 No", "Dear Kim"};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
            struct options o;
            struct input in;

            memset(&o, 0, sizeof o);
            memset(&in, 0, sizeof in);
            o.shape = cases[i].as;
            assert_int_equal(decide(&o, &in, lines[k], strlen(lines[k])),
                             cases[i].want);
        }
}

static void check_marks(const char *line, size_t want)
{
    size_t len = strlen(line);

    assert_int_equal(quote_len(guarded(line, len), len), want);
}

/* Each with a blank behind it, or none. */
static void counts_the_marks_of_a_quoted_line(void **state)
{
    (void)state;
    check_marks("", 0);
    check_marks(">", 1);
    check_marks("> ", 2);
    check_marks("> a", 2);
    check_marks(">  a", 2);
    check_marks(">a", 1);
    check_marks("| > a", 4);
    check_marks(">|a", 2);
    check_marks(" > a", 0);
    check_marks("a > b", 0);
}

/* What stands behind a text is none of its last line. */
static void takes_off_no_mark_behind_a_text(void **state)
{
    char room[] = "> a\n>>>> b";
    struct text t = {room, 5, sizeof room};

    (void)state;
    assert_true(unquote(&t));
    assert_int_equal(t.len, 2);
    assert_memory_equal(room, "a\n", 2);
}

/* With a line end between them, the lines of a reply have room up to the last
 * byte. */
static void holds_as_much_of_a_reply_as_has_room(void **state)
{
    static struct stream s;
    static char line[16] = "550 b          ";
    struct options o;

    (void)state;
    memset(&o, 0, sizeof o);
    memset(s.reply, ' ', sizeof s.reply);
    memcpy(s.reply, "550-a", 5);
    s.o = &o;
    for (size_t room = 4; room < 16; room++)
        for (size_t len = 4; len < 16; len++) {
            s.held = sizeof s.reply - room;
            assert_int_equal(is_of_reply(&s, line, len), len < room);
        }
}

/* --- more of times and receivers -------------------------------------------
 */

/* A month has 31 days, whatever the calendar says. */
static void counts_every_day_of_a_year(void **state)
{
    (void)state;
    for (int month = 1; month <= 12; month++)
        for (int day = 1; day <= 31; day++) {
            const long long of_year = (month * 31 + day) * 86400LL + 14706;
            char text[64];
            struct tm tm;

            snprintf(text, sizeof text, "2027-%02d-%02dT04:05:06", month, day);
            assert_true(when_of(piece(text)).seconds ==
                        2027LL * 12 * 31 * 86400 + of_year);
            text[10] = '9'; /* what parts them is no part of the day */
            assert_true(when_of(piece(text)).seconds ==
                        2027LL * 12 * 31 * 86400 + of_year);
            memset(&tm, 0, sizeof tm);
            tm.tm_mon = month - 1;
            tm.tm_mday = day;
            strftime(text, sizeof text, "%b %e 04:05:06", &tm);
            assert_true(when_of(piece(text)).seconds == of_year);
        }
}

static void check_epoch(const char *text, const char *want)
{
    size_t len = strlen(text);

    assert_string_equal(when_of(piece_of(guarded(text, len), 0, len)).text,
                        want);
}

/* Nine digits are a time, and as many as 60 bits hold are read. */
static void reads_a_time_that_is_a_number(void **state)
{
    (void)state;
    check_epoch("1801713906a", "2027-02-04 04:05:06Z");
    check_epoch("180171390", "1975-09-17 07:36:30Z");
    check_epoch("18017139", "18017139");
    check_epoch("1801699200", "2027-02-04 00:00:00Z");
    check_epoch("1801702800", "2027-02-04 01:00:00Z");
    check_epoch("1801702860", "2027-02-04 01:01:00Z");
    check_epoch("1801785599", "2027-02-04 23:59:59Z");
    check_epoch("6000000000000000000", "2160-02-18 10:40:00Z");
    check_epoch("12000000000000000005", "2008-01-10 21:20:00Z");
    check_epoch("11529215046068469765", "2006-07-14 23:58:24Z");
    check_epoch("@400000000000000b0", "1970-01-01 00:00:01Z");
    check_epoch("@400000000000000a0", "1970-01-01 00:00:00Z");
    check_epoch("@40000000000000050", "1970-01-01 00:00:00Z");
    check_epoch("@400000000000000b", "@400000000000000b");
    check_epoch("@40000000000001gg0", "1970-01-01 00:00:00Z");
    check_epoch("@40000000000001FF0", "1970-01-01 00:00:00Z");
    assert_true(when_of(piece("@410000000000000b0")).seconds >
                when_of(piece("@400000000000000b0")).seconds);
}

static void shows_no_sign_of_a_time_that_steers(void **state)
{
    (void)state;
    check_epoch("a \037b~c\177d\233", "a ?b~c?d?");
    check_epoch("2027-02-03\03304:05:06", "2027-02-03 04:05:06");
    check_epoch("2027-02-03\03304:0\033:06", "2027-02-03 04:0?:06");
}

/* What lacks a sign, or the clock, tells no time. */
static void counts_no_time_that_is_none(void **state)
{
    static const char *const others[] = {"2027-02-03 04:05:0",
                                         "2027/02-03 04:05:06",
                                         "2027-02/03 04:05:06",
                                         "Feb  04:05:06",
                                         "Fev  3 04:05:06",
                                         "04:05:06",
                                         ""};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        size_t len = strlen(others[i]);

        assert_true(when_of(piece_of(guarded(others[i], len), 0, len)).seconds <
                    0);
    }
}

static void check_loopback(const char *host, int want)
{
    size_t len = strlen(host);

    assert_int_equal(is_loopback(piece_of(guarded(host, len), 0, len)), want);
}

static void knows_hosts_that_are_this_one(void **state)
{
    (void)state;
    check_loopback("127.0.0.1[127.0.0.1]:25", 1);
    check_loopback("127.9.9.9", 1);
    check_loopback("[127.0.0.1]:25", 1);
    check_loopback("localhost", 1);
    check_loopback("localhost.localdomain[127.0.0.1]:25", 1);
    check_loopback("::1", 1);
    check_loopback("[::1]:25", 1);
    check_loopback("128.0.0.1", 0);
    check_loopback("[128.0.0.1]", 0);
    check_loopback("local", 0);
    check_loopback("::2", 0);
    check_loopback("[::1", 0);
    check_loopback("mx.localhost", 0);
    check_loopback("", 0);
}

static void check_host_of(const char *relay, size_t len, const char *want)
{
    char *room = guarded_room(len);

    memcpy(room, relay, len);
    assert_true(is_text(host_of(piece_of(room, 0, len)), want));
}

/* What stands behind a relay is none of it. */
static void takes_the_host_of_a_relay(void **state)
{
    (void)state;
    check_host_of("mx.example.org", 14, "mx.example.org");
    check_host_of("mx.example.org.", 15, "mx.example.org");
    check_host_of("192.0.2.1 (example.org)", 23, "example.org");
    check_host_of("192.0.2.1 (a_b-c.org)", 21, "a_b-c.org");
    check_host_of("192.0.2.1 ()", 12, "");
    check_host_of("192.0.2.1 (a.b) (c.d)", 21, "c.d");
    check_host_of("192.0.2.1)", 10, "192.0.2.1");
    check_host_of("(a.b)", 5, "");
    check_host_of("[192.0.2.1]:25", 14, "");
    check_host_of("mx.d/lmtp", 9, "");
    check_host_of("...", 3, "");
    check_host_of("", 0, "");
    assert_true(
        is_text(host_of(piece_of("192.0.2.1 (mx.b.c)(z", 0, 18)), "mx.b.c"));
}

static void knows_labels_that_are_shared(void **state)
{
    static const char *const shared[] = {"co",  "com", "net", "org", "ac",
                                         "gov", "edu", "or",  "ne",  "go"};
    static const char *const others[] = {"", "c", "coms", "xo", "nt", "orgs"};

    (void)state;
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
        assert_true(is_shared_label(shared[i], strlen(shared[i])));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(is_shared_label(others[i], strlen(others[i])));
}

/* As many as there are places, each found again; then the others. */
static void finds_each_receiver_again(void **state)
{
    static struct summary s;
    char name[32];

    (void)state;
    for (int round = 0; round < 2; round++) {
        memset(&s, 0, sizeof s);
        for (int again = 0; again < 2; again++)
            for (size_t i = 0; i <= RECEIVERS; i++) {
                int n = snprintf(name, sizeof name, round ? "%zx" : "%zu", i);
                const char *text = guarded(name, (size_t)n);

                assert_ptr_equal(
                    find_receiver(&s, piece_of(text, 0, (size_t)n)),
                    &s.receivers[i]);
                assert_string_equal(s.receivers[i].domain,
                                    i < RECEIVERS ? name : "");
            }
        assert_int_equal(s.receiver_count, RECEIVERS);
    }
    memset(&s, 0, sizeof s);
    assert_ptr_equal(find_receiver(&s, piece("")), &s.receivers[0]);
    assert_int_equal(s.receiver_count, 1);
}

/* By the cause, the provider and what to do. */
static void counts_failures_of_one_cause_together(void **state)
{
    static struct summary s;
    struct smtpc_verdict v;
    char google[] = "google";

    (void)state;
    memset(&s, 0, sizeof s);
    memset(&v, 0, sizeof v);
    v.provider = "google";
    assert_ptr_equal(find_tally(&s, &v), &s.tallies[0]);
    v.text = 1; /* whatever the words */
    v.provider = google;
    assert_ptr_equal(find_tally(&s, &v), &s.tallies[0]);
    v.provider = "";
    assert_ptr_equal(find_tally(&s, &v), &s.tallies[1]);
    v.action = 1;
    assert_ptr_equal(find_tally(&s, &v), &s.tallies[2]);
    v.party = 1;
    assert_ptr_equal(find_tally(&s, &v), &s.tallies[3]);
    v.reason = 1;
    assert_ptr_equal(find_tally(&s, &v), &s.tallies[4]);
    v.reason = v.party = v.action = 0;
    assert_ptr_equal(find_tally(&s, &v), &s.tallies[1]);
    assert_int_equal(s.tally_count, 5);
}

/* --- more of what lines say ------------------------------------------------
 */

static void check_stamp(const char *text, const char *want)
{
    struct log_line l;
    size_t end = strlen(text), at = end;

    memset(&l, 0, sizeof l);
    l.text = guarded_front(text, end);
    l.len = end;
    while (at && text[at - 1] != ' ')
        at--;
    assert_true(is_text(stamp_of(&l, at, end), want));
}

/* The date in front of a clock is two words at most; a month is the first of
 * them, and so is a whole date. */
static void knows_where_a_time_begins(void **state)
{
    (void)state;
    check_stamp("04:05:06", "04:05:06");
    check_stamp(" 04:05:06", "04:05:06");
    check_stamp("  04:05:06", "04:05:06");
    check_stamp("Feb  3 04:05:06", "Feb  3 04:05:06");
    check_stamp("x Feb 13 04:05:06", "Feb 13 04:05:06");
    check_stamp("x Feb 04:05:06", "Feb 04:05:06");
    check_stamp("2027-02-03 04:05:06", "2027-02-03 04:05:06");
    check_stamp("x 2027-02-03 04:05:06", "2027-02-03 04:05:06");
    check_stamp("a 13 2027 04:05:06", "13 2027 04:05:06");
    check_stamp("2027-02-033 04:05:06", "04:05:06");
    check_stamp("log:Feb  3 04:05:06", "Feb  3 04:05:06");
    check_stamp("log:13 04:05:06", "13 04:05:06");
    check_stamp("log: 04:05:06", "04:05:06");
    check_stamp("Feb  3 04:05:06.1234567", "Feb  3 04:05:06.1234567");
    check_stamp("Feb  3 04:05:06.12345678", "04:05:06.12345678");
}

static void check_word_end(const char *text, size_t want)
{
    size_t len = strlen(text);

    assert_int_equal(word_end(guarded(text, len), 0, len), want);
}

static void ends_a_word_at_a_blank(void **state)
{
    (void)state;
    check_word_end("a b", 1);
    check_word_end("a\tb", 1);
    check_word_end("ab", 2);
    check_word_end(" a", 0);
    check_word_end("", 0);
}

static void check_kept(size_t room, const char *text, const char *want)
{
    char got[16];

    memset(got, 'x', sizeof got);
    keep(got, room, piece(text));
    assert_string_equal(got, want);
    assert_int_equal(got[strlen(want) + 1], 'x');
}

static void keeps_as_much_as_has_room(void **state)
{
    (void)state;
    check_kept(4, "", "");
    check_kept(4, "abc", "abc");
    check_kept(4, "abcd", "abc");
    check_kept(4, "abcde", "abc");
    check_kept(1, "a", "");
}

static void check_holds(const char *text, const char *what, int want)
{
    size_t len = strlen(text);

    assert_int_equal(holds(piece_of(guarded(text, len), 0, len), what), want);
}

static void finds_words_wherever_they_stand(void **state)
{
    (void)state;
    check_holds("queued as 4F", "queued as ", 1);
    check_holds("Ok: queued as ", "queued as ", 1);
    check_holds("Ok: queued at 4F", "queued as ", 0);
    check_holds("queue", "queued as ", 0);
    check_holds("", "a", 0);
}

/* A reply of several lines has room for all but the last byte. */
static void keeps_the_lines_of_a_reply_together(void **state)
{
    static char first[600], got[sizeof courier_replies[0].reply];
    const size_t room = sizeof got;

    (void)state;
    memset(first, 'a', sizeof first);
    for (size_t len = room - 6; len < room + 4; len++) {
        forget_told();
        keep_courier(piece("k"), piece_of(first, 0, len));
        keep_courier(piece("k"), piece("bc"));
        snprintf(got, sizeof got, "%.*s\nbc", (int)len, first);
        if (len + 1 >= room) /* not even for the end of the line */
            got[room - 1] = '\0';
        assert_string_equal(courier_at(piece("k"))->reply, got);
    }
    keep_courier(piece("k"), piece("b"));
    assert_memory_equal(courier_at(piece("k"))->key, "k", 2);
    forget_told();
    keep_courier(piece_of(first, 0, 300), piece("one"));
    keep_courier(piece_of(first, 0, 300), piece("two"));
    assert_string_equal(courier_at(piece_of(first, 0, 300))->reply, "two");
    forget_told();
}

static void check_may_name(const char *text, int want)
{
    size_t len = strlen(text);

    assert_int_equal(may_name_columns(guarded(text, len), len), want);
}

static void knows_how_names_of_columns_can_begin(void **state)
{
    (void)state;
    check_may_name("a,b", 1);
    check_may_name("zone,b", 1);
    check_may_name("#Fields: a", 1);
    check_may_name("\"type\"", 1);
    check_may_name("\xef\xbb\xbftype", 1);
    check_may_name("Date,a", 1);
    check_may_name("Received,a", 1);
    check_may_name("Dat", 0);
    check_may_name("Receive", 0);
    check_may_name("Dear", 0);
    check_may_name("`a", 0);
    check_may_name("{a", 0);
    check_may_name("550", 0);
    check_may_name("", 0);
}

/* Of each form one that lacks something, or has more. */
static void reads_no_more_than_a_line_says(void **state)
{
    static const struct {
        const char *line, *want;
    } cases[] = {
#define POSTFIX "Feb  3 04:05:06 out1 postfix/"
#define SMTPD_OLD "Feb  3 04:05:06 out1 smtpd[8]: "
        {POSTFIX "smtp[8]: 4F: to=<a@x>, status=expired, (x)",
         "failed id=4F to=a@x time=Feb  3 04:05:06 says=expired, (x)"},
        {POSTFIX "smtp[8]: 4F: to=<a@x>, status=sent (",
         "sent id=4F to=a@x time=Feb  3 04:05:06"},
        {POSTFIX "smtp[8]: 4F: to=<a@x>, relay=127.0.0.1[127.0.0.1]:25, "
                 "status=deferred (queued as 5F)",
         "deferred id=4F to=a@x relay=127.0.0.1[127.0.0.1]:25 time=Feb  3 "
         "04:05:06 says=queued as 5F"},
        {POSTFIX "smtp[8]: : to=<a@x>, status=sent (x)",
         "nothing time=Feb  3 04:05:06"},
        {POSTFIX "qmgr[8]: 4F: from=<a>, status=expired (x)",
         "nothing id=4F time=Feb  3 04:05:06"},
        {SMTPD_OLD "relay: Ok for 1f: x=1, to=<a@x>, stat=250 a, to=<b>",
         "sent id=1f to=a@x time=Feb  3 04:05:06 says=250 a, to=<b>"},
        {POSTFIX "smtp[8]: 4F: warm start", "nothing time=Feb  3 04:05:06"},
        {POSTFIX "smtp[8]: 4F: x said: 550 5.1.1 No",
         "nothing time=Feb  3 04:05:06"},
        {POSTFIX
         "smtp[8]: 4F: to=<a@x>, relay=none, status=deferred (host is down)",
         "deferred id=4F to=a@x time=Feb  3 04:05:06 says=host is down"},
        {POSTFIX "qmgr[8]: 4F: to=<a@x>, status=expired (x)",
         "failed id=4F to=a@x time=Feb  3 04:05:06 says=expired (x)"},
        {POSTFIX "qmgr[8]: 4F: warning: no, status=bounced (x)",
         "nothing time=Feb  3 04:05:06 says=warning: no, status=bounced (x)"},
        {POSTFIX "qmgr[8]: 4F: warning: no (x)",
         "nothing time=Feb  3 04:05:06 says=warning: no (x)"},
        {POSTFIX "qmgr[8]: warning: no, status=bounced (x",
         "nothing time=Feb  3 04:05:06"},
        {POSTFIX "smtpd[8]: reject: RCPT from x[192.0.2.1]: 550 No; from=<a>",
         "nothing inbound time=Feb  3 04:05:06 says=550 No"},
        {POSTFIX "smtpd[8]: 4F: milter-reject: END from x: 550 No; proto=a",
         "nothing inbound time=Feb  3 04:05:06 says=550 No"},
        {POSTFIX "smtpd[8]: connect from x: 550 No",
         "nothing time=Feb  3 04:05:06"},
#undef POSTFIX
#undef SMTPD_OLD
#define SENDMAIL "Feb  3 04:05:06 out1 sendmail[8]: 53C4A1: "
        {SENDMAIL "to=<a@x>, relay=mx.x, stat=Sent (x accepted for delivery)",
         "sent id=53C4A1 to=a@x relay=mx.x time=Feb  3 04:05:06 says=Sent (x "
         "accepted for delivery)"},
        {SENDMAIL "to=<a@x>, relay=localhost, stat=Sent (x accepted for "
                  "delivery)",
         "sent hop id=53C4A1 to=a@x relay=localhost time=Feb  3 04:05:06 "
         "says=Sent (x accepted for delivery)"},
        {SENDMAIL "to=<a@x>, relay=localhost, stat=Sent (x)",
         "sent id=53C4A1 to=a@x relay=localhost time=Feb  3 04:05:06 says=Sent "
         "(x)"},
        {SENDMAIL "to=<a@x>, relay=localhost, stat=accepted for delivery",
         "failed id=53C4A1 to=a@x relay=localhost time=Feb  3 04:05:06 "
         "says=accepted for delivery"},
        {SENDMAIL "x, reject=550 No", "nothing time=Feb  3 04:05:06"},
        {SENDMAIL "Milter: data, reject=550 No",
         "nothing inbound time=Feb  3 04:05:06 says=550 No"},
#undef SENDMAIL
#define SMTPD "Feb  3 04:05:06 out1 smtpd[8]: "
        {SMTPD "1f mta delivery to=<a@x> result=\"Ok\" stat=\"250 to=<b>\"",
         "sent id=1f to=a@x time=Feb  3 04:05:06 says=\"250 to=<b>\""},
        {SMTPD "1f mta delivery to=<a@x> result=\"Ok\"",
         "nothing time=Feb  3 04:05:06"},
        {SMTPD "1f mta delivery to=<a@x> stat=\"250 Ok\"",
         "nothing time=Feb  3 04:05:06"},
        {SMTPD "1f mda delivery to=<a@x> result=PermFail stat=No",
         "failed id=1f to=a@x time=Feb  3 04:05:06 says=No"},
        {SMTPD "1f smtp failed-command x result=\"550 No\"",
         "nothing inbound time=Feb  3 04:05:06 says=\"550 No\""},
        {SMTPD "1f smtp other-command x result=\"550 No\"",
         "nothing time=Feb  3 04:05:06"},
        {SMTPD "delivery: Ok for 1f: from=<b>, to=<a@x>, stat=Delivered",
         "sent id=1f to=a@x time=Feb  3 04:05:06 says=Delivered"},
        {SMTPD "relay: TempFail for 1f: x=1, to=<a@x>, relay=mx.x, stat=450 No",
         "deferred id=1f to=a@x relay=mx.x time=Feb  3 04:05:06 says=450 No"},
#undef SMTPD
#define EXIM "2027-02-03 04:05:06 1sBcDe-000abc-Fg "
        {EXIM "== a@x R=r defer (-53): retry time not reached",
         "deferred no-attempt id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 "
         "04:05:06 says=retry time not reached"},
        {EXIM "== a@x R=r defer (-53): Retry time not reached",
         "deferred no-attempt id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 "
         "04:05:06 says=Retry time not reached"},
        {EXIM "== a@x R=r defer (-1): -odq",
         "deferred no-attempt id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 "
         "04:05:06 says=-odq"},
        {EXIM "== a@x R=r defer (-1): domain is in queue_domains",
         "deferred no-attempt id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 "
         "04:05:06 says=domain is in queue_domains"},
        {EXIM "** a@x R=r: retry time not reached",
         "failed id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 04:05:06 "
         "says=retry time not reached"},
        {EXIM "** a@x R=r: all hosts: no answer",
         "failed id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 04:05:06 "
         "says=all hosts: no answer"},
        {EXIM "** a@x R=r: LMTP error after x: 550 No",
         "failed id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 04:05:06 says=550 "
         "No"},
        {EXIM "** a@x R=r",
         "failed id=1sBcDe-000abc-Fg to=a@x time=2027-02-03 04:05:06"},
        {EXIM "SMTP error from remote mail server after x: 450 No",
         "reply interim id=1sBcDe-000abc-Fg time=2027-02-03 04:05:06 says=SMTP "
         "error from remote mail server after x: 450 No"},
#undef EXIM
        {"@4000 starting delivery 7: msg 41 for a@x@@@4000 delivery 7: "
         "failure: No/",
         "failed qmail time=@4000 says=No/"},
        {"@4000 delivery 7: unknown: No/", "unknown nothing time=@4000"},
        {"192.0.2.1_does_not_like_recipient./Remote_host_said:_550_No/",
         "unknown reply qmail "
         "says=192.0.2.1_does_not_like_recipient./Remote_host_said:_550_No/"},
        {"dsn=5.1.1, status=bounced (No)",
         "unknown failed status=5.1.1 says=No"},
        {"to=<a@x>, status=bounced (No)", "unknown failed to=a@x says=No"},
        {"2027-02-03 04:05:06 [x] 550 No",
         "unknown nothing time=2027-02-03 04:05:06 says=[x] 550 No"},
        {"[x] 550 No", "unknown nothing says=[x] 550 No"},
        {"x 550 No", "unknown nothing says=x 550 No"},
#define COURIER "Feb  3 04:05:06 out1 courieresmtp: "
        {COURIER "id=1,from=<b>,addr=<a@x>: 550 No",
         "reply interim id=1 from=b to=a@x time=Feb  3 04:05:06 says=550 No"},
        {COURIER "id=1,addr=<a@x>: 550 No", "nothing time=Feb  3 04:05:06"},
        {COURIER "id=1,from=<b>,addr=a@x: 550 No",
         "nothing id=1 time=Feb  3 04:05:06"},
        {COURIER "id=1,from=<b>,addr=", "nothing id=1 time=Feb  3 04:05:06"},
        {COURIER "id=1,from=<b>,addr=<", "nothing time=Feb  3 04:05:06"},
#undef COURIER
#define HARAKA "2027-02-03T04:05:06.123Z [NOTICE] [1B] [outbound] "
        {HARAKA "Temp failing 4F for 64 seconds: 450 No",
         "deferred time=2027-02-03T04:05:06.123Z says=450 No"},
        {HARAKA "Temp failing 4F for a while: 450 No",
         "unknown nothing time=2027-02-03T04:05:06.123Z says=[NOTICE] [1B] "
         "[outbound] Temp failing 4F for a while: 450 No"},
        {HARAKA "Temp failing 4F for 64 seconds: Some recipients x",
         "deferred interim time=2027-02-03T04:05:06.123Z says=Some recipients "
         "x"},
        {HARAKA "bouncing mail: 550 No",
         "failed time=2027-02-03T04:05:06.123Z says=550 No"},
        {HARAKA "delivered file=4f host=mx.x response= rcpts=2/0/0",
         "sent id=4f relay=mx.x time=2027-02-03T04:05:06.123Z + sent id=4f "
         "relay=mx.x time=2027-02-03T04:05:06.123Z"},
#undef HARAKA
#define STALWART "2027-02-03T04:05:06Z INFO x "
        {STALWART "(delivery.delivered) queueId = 3, to = \"a@x\", "
                  "hostname = \"mx.x\", details = \"250 Ok\"",
         "sent id=3 to=a@x relay=mx.x time=2027-02-03T04:05:06Z says=250 Ok"},
        {STALWART "(delivery.rcpt-to-rejected) code = 550, from = \"b\", "
                  "tp = \"c\", fron = \"c\", codf = 4, queueIe = 4, "
                  "hostnamf = c, detailt = c, causedBz = c, details = \"No\"",
         "failed from=b time=2027-02-03T04:05:06Z code=550 says=No"},
        {STALWART "(delivery.rcpt-to-rejected) causedBy = \"450 No\"",
         "deferred time=2027-02-03T04:05:06Z says=450 No"},
        {STALWART "(delivery.dsn-perm-fail) to = \"a@x\", details = \"No\"",
         "failed to=a@x time=2027-02-03T04:05:06Z says=No"},
        {STALWART "(delivery.dsn-perm-fail) code = 550, details = \"No\"",
         "failed interim time=2027-02-03T04:05:06Z code=550 says=No"},
        {STALWART "= (delivery.delivered) to = \"a@x\"",
         "unknown nothing time=2027-02-03T04:05:06Z says=INFO x = "
         "(delivery.delivered) to = \"a@x\""},
        {STALWART "=delivery.delivered) to = \"a@x\"",
         "unknown nothing time=2027-02-03T04:05:06Z says=INFO x "
         "=delivery.delivered) to = \"a@x\""},
        {STALWART "\" (delivery.delivered) to = \"a@x\"",
         "unknown nothing time=2027-02-03T04:05:06Z says=INFO x \" "
         "(delivery.delivered) to = \"a@x\""},
        {STALWART "(delivery.delivered) to a@x",
         "sent time=2027-02-03T04:05:06Z"},
        {"INFO x (delivery.delivered) to = \"a@x\"",
         "unknown nothing says=INFO x (delivery.delivered) to = \"a@x\""},
#undef STALWART
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_results("case", cases[i].line, cases[i].want);
}

/* --- more of what is printed -----------------------------------------------
 */

/* Each byte that begins no character, and each second byte that cannot go on
 * with one of four. */
static void knows_bytes_that_begin_no_character(void **state)
{
    (void)state;
    for (unsigned first = 0x80; first < 0x100; first++)
        for (unsigned second = 0; second < 0x100; second++) {
            const unsigned char s[] = {(unsigned char)first,
                                       (unsigned char)second, 0x80, 0x80};
            int goes_on = second >= 0x80 && second < 0xc0;
            size_t want = first < 0xc2    ? 0
                          : first < 0xe0  ? 2
                          : first == 0xe0 ? (second < 0xa0 ? 0 : 3)
                          : first == 0xed ? (second > 0x9f ? 0 : 3)
                          : first < 0xf0  ? 3
                          : first == 0xf0 ? (second < 0x90 ? 0 : 4)
                          : first == 0xf4 ? (second > 0x8f ? 0 : 4)
                          : first < 0xf4  ? 4
                                          : 0;

            assert_int_equal(utf8_len(s, 4), goes_on ? want : 0);
        }
}

/* Does what is printed of it stand for itself? */
static void check_steers(unsigned code, int want)
{
    char text[8] = "a";
    size_t n = encode(code, (unsigned char *)text + 1);

    assert_int_equal(steers(code), want);
    text[n + 1] = 'b';
    assert_int_equal(
        plain_len((const unsigned char *)guarded(text, n + 2), n + 2),
        want || code == '"' || code == '\\' ? 1 : n + 2);
}

static void knows_what_steers(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 0x3000; code++)
        check_steers(code, code < 0x20 || (code >= 0x7f && code < 0xa0) ||
                               code == 0x61c || code == 0x200e ||
                               code == 0x200f ||
                               (code >= 0x2028 && code <= 0x202e) ||
                               (code >= 0x2066 && code <= 0x2069));
}

static void check_put(const char *text, const char *shown, const char *json)
{
    size_t len = strlen(text);

    start_printing();
    put_text(stdout, guarded(text, len), len);
    assert_string_equal(stop_printing(), shown);
    start_printing();
    put_json(guarded(text, len), len);
    assert_string_equal(stop_printing(), json);
}

/* What steers and what is no character takes one place, or an escape. */
static void puts_nothing_that_steers(void **state)
{
    (void)state;
    check_put("", "", "\"\"");
    check_put("a b", "a b", "\"a b\"");
    check_put("a\"b\\c", "a\"b\\c", "\"a\\\"b\\\\c\"");
    check_put("\033[1m", "?[1m", "\"\\u001b[1m\"");
    check_put("a\n", "a?", "\"a\\u000a\"");
    check_put("\342\200\250x", "?x", "\"\\u2028x\"");
    check_put("\377\376x", "??x", "\"\\ufffd\\ufffdx\"");
    check_put("x\342\200", "x??", "\"x\\ufffd\\ufffd\"");
    check_put("\303\274", "\303\274", "\"\303\274\"");
    check_put("\177~", "?~", "\"\\u007f~\"");
}

static void check_shortened(const char *text, size_t room, const char *want)
{
    size_t n;

    start_printing();
    n = put_shortened(text, strlen(text), room);
    assert_string_equal(stop_printing(), want);
    assert_int_equal(n, strlen(want));
}

static void shortens_between_words(void **state)
{
    (void)state;
    check_shortened("", 3, "");
    check_shortened("a b cd", 6, "a b cd");
    check_shortened("a b cd", 5, "a b");
    check_shortened("a b cd", 2, "a");
    check_shortened("a b cd", 0, "a");
    check_shortened("abc d", 2, "abc");
}

static void check_flags(unsigned flags, const char *want)
{
    start_printing();
    put_flags(flags);
    assert_string_equal(stop_printing(), want);
}

static void names_every_flag(void **state)
{
    (void)state;
    check_flags(0, ",\"flags\":[]");
    check_flags(SMTPC_FLAG_CLASS_CONFLICT, ",\"flags\":[\"class-conflict\"]");
    check_flags(31, ",\"flags\":[\"class-conflict\",\"codes-differ\","
                    "\"unregistered\",\"malformed\",\"truncated\"]");
    check_flags(16, ",\"flags\":[\"truncated\"]");
    check_flags(32, ",\"flags\":[]");
}

static void check_asides(unsigned long sent, unsigned long inbound,
                         unsigned long no_attempt, const char *want)
{
    static struct summary s;
    struct options o;

    memset(&o, 0, sizeof o);
    o.width = 400;
    s.sent = sent;
    s.aside[INBOUND] = inbound;
    s.aside[NO_ATTEMPT] = no_attempt;
    start_printing();
    put_asides(&o, &s);
    assert_string_equal(stop_printing(), want);
}

static void tells_what_is_not_counted(void **state)
{
#define COUNTS_ALL                                                         \
    "\nEvery attempt counts. A message that was tried three times counts " \
    "three times."
    (void)state;
    check_asides(0, 0, 0, "");
    check_asides(1, 0, 0, COUNTS_ALL "\n");
    check_asides(0, 2, 0,
                 "\nNot counted: messages of others that this server rejected "
                 "(2).\n");
    check_asides(1, 2, 3,
                 COUNTS_ALL
                 " Not counted: messages of others that this server rejected "
                 "(2), deferred without an attempt (3).\n");
#undef COUNTS_ALL
}

static void check_heading(int count, const char *path, const char *from,
                          const char *want)
{
    static struct summary s;
    char name_[64];
    char *paths[] = {name_, name_, NULL};
    struct options o;

    memset(&o, 0, sizeof o);
    o.width = 80;
    snprintf(name_, sizeof name_, "%s", path);
    s.from = when_of(piece(from));
    s.to = when_of(piece("Feb  4 04:05:06"));
    start_printing();
    put_period(&o, &s, count, paths);
    assert_string_equal(stop_printing(), want);
}

static void names_what_was_read(void **state)
{
    (void)state;
    check_heading(1, "a", "", "a\n");
    check_heading(2, "a", "", "2 files\n");
    check_heading(1, "-", "", "standard input\n");
    check_heading(0, "a", "", "standard input\n");
    check_heading(2, "-", "Feb  3 04:05:06",
                  "2 files Feb 3 04:05:06 - Feb 4 04:05:06\n");
}

/* The hundred where most failed; the rest are counted. */
static void tells_of_a_hundred_receivers(void **state)
{
    static struct summary s;
    const char *text;

    (void)state;
    memset(&s, 0, sizeof s);
    s.receiver_count = 101;
    for (size_t i = 0; i < 101; i++) {
        s.receivers[i].failed = s.receivers[i].tried = 1;
        s.receivers[i].domain[0] = i == 100 ? 'z' : 'a';
    }
    start_printing();
    put_receivers_json(&s);
    text = stop_printing();
    assert_int_equal(count_of(text, "{\"domain\":\"a\""), 100);
    assert_int_equal(count_of(text, "},{"), 99);
    assert_null(strstr(text, "\"z\""));
}

static void sorts_kinds_that_come_in_any_order(void **state)
{
    static struct summary s;
    static const unsigned long totals[] = {3, 5, 5, 1, 9, 3};
    static const unsigned short order[] = {4, 1, 2, 0, 5, 3};

    (void)state;
    memset(&s, 0, sizeof s);
    memset(s.order, 1, sizeof s.order);
    s.kind_count = 6;
    for (size_t i = 0; i < 6; i++) {
        s.kinds[i].failed = totals[i] / 2;
        s.kinds[i].deferred = totals[i] - totals[i] / 2;
    }
    assert_int_equal(sort_kinds(&s), 6);
    assert_memory_equal(s.order, order, sizeof order);
}

/* --- more of replies and mails ---------------------------------------------
 */

static void check_decoded_as(enum form form, const char *text, const char *want)
{
    struct result r;
    char got[64];
    size_t len = strlen(text);

    memset(&r, 0, sizeof r);
    r.form = form;
    r.text = guarded(text, len);
    r.at = 1;
    r.end = len;
    memset(got, 'x', sizeof got);
    assert_int_equal(decode(&r, got), strlen(want));
    assert_memory_equal(got, want, strlen(want));
}

static void reads_a_reply_in_the_form_of_its_line(void **state)
{
    (void)state;
    check_decoded_as(PLAIN, " a_b/c\"\"d\\n", "a_b/c\"\"d\\n");
    check_decoded_as(QMAIL, "_a_b/c\"\"d\\n", "a b c\"\"d\\n");
    check_decoded_as(JSON_STRING, "\"a_b/c\\\"d\\n", "a_b/c\"d\n");
    check_decoded_as(CSV_FIELD, "\"a_b/c\"\"d\\n", "a_b/c\"d\\n");
    check_decoded_as(CSV_FIELD, "\"a\"b\"", "a\"b\"");
    check_decoded_as(CSV_FIELD, "\"a\"\"", "a\"");
    check_decoded_as(CSV_FIELD, "\"\"\"\"\"", "\"\"");
    check_decoded_as(CSV_FIELD, "x", "");
}

static void check_split(const char *text, size_t count, const char *const *want)
{
    struct result out[5];

    memset(out, 0, sizeof out);
    for (size_t i = 0; i < count; i++) {
        out[i].text = text;
        out[i].at = 1;
        out[i].end = strlen(text);
    }
    assert_int_equal(split_cells(out, count), count);
    for (size_t i = 0; i < count; i++)
        assert_true(is_text(reason_of(&out[i]), want[i]));
    assert_int_equal(out[count].end, 0);
}

/* As many replies as recipients. */
static void gives_each_recipient_its_reply(void **state)
{
    (void)state;
    check_split(";a;b;c", 3, (const char *const[]){"a", "b", "c"});
    check_split(";a;;c", 3, (const char *const[]){"a", "", "c"});
    check_split(";a;b", 3, (const char *const[]){"a;b", "a;b", "a;b"});
    check_split(";a;b;c", 2, (const char *const[]){"a;b;c", "a;b;c"});
    check_split(";a;b", 1, (const char *const[]){"a;b"});
    check_split(";a", 1, (const char *const[]){"a"});
}

/* A row of more cells than have room, and one without a recipient. */
static void reads_a_row_of_any_length(void **state)
{
    static const char names[] = "status,recipient_address";
    char row[512] = "failed,k";
    struct result r;

    (void)state;
    forget_told();
    assert_true(names_columns(names, strlen(names)));
    assert_false(read_table("failed,", 7, &r));
    assert_false(read_table("failed", 6, &r));
    assert_false(read_table("odd,k", 5, &r));
    while (strlen(row) < 200)
        strcat(row, ",5.1.1");
    assert_true(read_table(row, strlen(row), &r));
    assert_true(is_text(r.recipient, "k"));
    assert_int_equal(r.status.len + r.time.len + r.id.len + r.relay.len, 0);
    forget_told();
}

static void knows_columns_behind_a_mark(void **state)
{
    static const char *const lines[] = {
        "type,timeLogged,dsnDiag,rcpt",
        "\xef\xbb\xbftype,timeLogged,dsnDiag,rcpt",
        "\xef\xbb\xbf#Fields: date-time,event-id,recipient-address",
        "#Fields: date-time,event-id,recipient-address"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        check_results("columns", lines[i], "nothing");
}

/* However long the texts in an object are, of which lines have less. */
static void reads_an_object_of_any_length(void **state)
{
    static struct result out[RESULTS];
    const size_t len = 32 << 20; /* more than there are statics */
    static const char begins_[] = "{\"Message\":\"";
    char *text = malloc(len);

    (void)state;
    assert_non_null(text);
    memset(text, 'a', len);
    memcpy(text, begins_, sizeof begins_ - 1);
    memcpy(text + len - 2, "\"}", 2);
    assert_int_equal(find_results(text, len, out, RESULTS), 1);
    assert_int_equal(out[0].outcome, NO_RESULT);
    free(text);
}

/* Up to 64 MB. */
static void keeps_as_much_of_a_mail_as_has_room(void **state)
{
    struct text t = {0};
    size_t size;

    (void)state;
    assert_int_equal(MAIL_MAX, 1 << 26);
    add_text(&t, "ab", 2);
    add_text(&t, "", 0);
    add_text(&t, "cd", 2);
    size = t.size;
    while (t.len < size)
        add_text(&t, "e", 1);
    assert_int_equal(t.size, size); /* which it just fills */
    add_text(&t, "fgh", 3);
    assert_true(t.size >= t.len);
    assert_memory_equal(t.at, "abcde", 5 < size ? 5 : size);
    assert_memory_equal(t.at + size, "fgh", 3);
    drop_text(&t);
    assert_null(t.at);
    assert_int_equal(t.len + t.size, 0);
    t.at = calloc(1, MAIL_MAX);
    assert_non_null(t.at);
    t.size = MAIL_MAX;
    t.len = MAIL_MAX - 2;
    add_text(&t, "abc", 3);
    add_text(&t, "d", 1);
    assert_int_equal(t.len, MAIL_MAX);
    assert_memory_equal(t.at + MAIL_MAX - 3, "\0ab", 3);
    drop_text(&t);
}

static void check_founded(int code, uint32_t status, const char *address,
                          int basis, int confidence, int want)
{
    static struct smtpc_bounce_recipient to;

    memset(&to, 0, sizeof to);
    to.verdict.code = code;
    to.verdict.status = status;
    to.verdict.basis = basis;
    to.verdict.confidence = confidence;
    strcpy(to.address, address);
    assert_int_equal(is_founded(&to), want);
}

/* On a code, or surely on words about an address. */
static void knows_what_an_answer_rests_on(void **state)
{
    const int text = SMTPC_BASIS_TEXT, low = SMTPC_CONFIDENCE_LOW,
              medium = SMTPC_CONFIDENCE_MEDIUM, high = SMTPC_CONFIDENCE_HIGH;

    (void)state;
    check_founded(550, 0, "", SMTPC_BASIS_NONE, low, 1);
    check_founded(0, SMTPC_STATUS(5, 1, 1), "", SMTPC_BASIS_NONE, low, 1);
    check_founded(0, 0, "a@x", text, medium, 1);
    check_founded(0, 0, "a@x", text, high, 1);
    check_founded(0, 0, "a@x", text, low, 0);
    check_founded(0, 0, "", text, high, 0);
    check_founded(0, 0, "a@x", SMTPC_BASIS_NONE, high, 0);
}

static void check_said_at(const char *text, size_t want)
{
    struct log_line l;

    memset(&l, 0, sizeof l);
    l.len = strlen(text);
    l.text = guarded(text, l.len);
    assert_int_equal(said_at(&l), want);
}

/* Marks, and two words that have one behind them. */
static void finds_what_a_server_said(void **state)
{
    (void)state;
    check_said_at("550 No", 0);
    check_said_at("<-- 550 No", 4);
    check_said_at("S: 550 No", 3);
    check_said_at("SERVER -> CLIENT: 550 No", 18);
    check_said_at("a: b: c: 550 No", 6);
    check_said_at("a b: 550 No", 0);
    check_said_at("S:550", 0);
    check_said_at("a+ 550", 0);
    check_said_at("S:", 0);
    check_said_at("S: ", 3);
    check_said_at("", 0);
}

/* --- more of what is found -------------------------------------------------
 */

/* Is the next hit of the search that thing? */
static void check_hit(const struct search *s, size_t *at, int kind,
                      unsigned number, unsigned use)
{
    assert_true(*at < s->hit_count);
    assert_int_equal(s->hits[*at].thing.kind, kind);
    assert_int_equal(s->hits[*at].thing.number, number);
    assert_int_equal(s->hits[(*at)++].use, use);
}

/* Without a word everything is found, once: the codes, each with what others
 * mean by it, causes, messages and providers. */
static void searches_everything_that_there_is(void **state)
{
    static struct search s;
    struct smtpc_provider_use use;
    struct smtpc_verdict v;
    struct smtpc_entry e;
    size_t at = 0;

    (void)state;
    memset(&s, 0, sizeof s);
    find_hits(&s);
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        check_hit(&s, &at, A_CODE, id, 0);
        smtpc_get(id, &e);
        for (unsigned n = 0;
             e.standing != SMTPC_STANDING_PROVIDER && smtpc_use(id, n, &use);
             n++)
            check_hit(&s, &at, A_CODE, id, n + 1);
    }
    for (unsigned reason = 0; reason < 256; reason++)
        if (smtpc_cause((int)reason, 5, &v))
            check_hit(&s, &at, A_CAUSE, reason, 0);
    for (unsigned n = 1; smtpc_message(n, &v); n++)
        check_hit(&s, &at, A_MESSAGE, n, 0);
    for (unsigned n = 1; smtpc_provider_id(n); n++)
        check_hit(&s, &at, A_PROVIDER, n, 0);
    assert_int_equal(at, s.hit_count);
}

/* Where one word is not there, nothing is found, nor where there is no room. */
static void finds_what_has_all_words(void **state)
{
    static struct search s;
    struct thing t = {A_CAUSE, 0}, none = {A_CAUSE, 99999};
    static const char *const words[][2] = {
        {"qwertyuiop", "e"}, {"e", "qwertyuiop"}, {"e", "e"}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        memset(&s, 0, sizeof s);
        s.word_count = 2;
        s.words[0].text = words[i][0];
        s.words[1].text = words[i][1];
        try_hit(&s, t, 0);
        assert_int_equal(s.hit_count, i == 2);
        try_hit(&s, none, 0);
        assert_int_equal(s.hit_count, i == 2);
    }
    s.hit_count = HITS;
    try_hit(&s, t, 0);
    assert_int_equal(s.hit_count, HITS);
}

static void check_looked_up(const char *word, int kind, const char *label)
{
    struct options o;
    struct thing t;
    struct item item;

    memset(&o, 0, sizeof o);
    t = look_up(&o, word);
    assert_int_equal(t.kind, kind);
    if (!take_item(&item, t, 0))
        item.label[0] = '\0';
    if (strcmp(item.label, label) != 0)
        fail_msg("%s: %s, not %s", word, item.label, label);
}

/* By a code, a symbol, an id, a token or a host. */
static void looks_a_word_up(void **state)
{
    (void)state;
    check_looked_up("550", A_CODE, "550");
    check_looked_up("5.1.1", A_CODE, "5.1.1");
    check_looked_up("x.1.1", A_CODE, "5.1.1");
    check_looked_up("smtpc_x_2_2_mailbox_full", A_CODE, "5.2.2");
    check_looked_up("X_2_2_MAILBOX_FULL", A_CODE, "5.2.2");
    check_looked_up("5.7.606-649", A_CODE, "5.7.606-649");
    check_looked_up("mailbox-full", A_CAUSE, "mailbox-full");
    check_looked_up("Mailbox full", A_CAUSE, "mailbox-full");
    check_looked_up("SMTPC_REASON_MAILBOX_FULL", A_CAUSE, "mailbox-full");
    check_looked_up("google", A_PROVIDER, "google");
    check_looked_up("outlook-network-blocked", A_MESSAGE,
                    "outlook-network-blocked");
    check_looked_up("OUTLOOK_NETWORK_BLOCKED", A_MESSAGE,
                    "outlook-network-blocked");
    check_looked_up("S3150", A_MESSAGE, "outlook-network-blocked");
    check_looked_up("dynamic-ip", A_MESSAGE, "dynamic-ip");
    check_looked_up("dynamic ip", NOTHING, "");
    check_looked_up("qwertyuiop", NOTHING, "");
    check_looked_up("", NOTHING, "");
}

static void check_are_reply(int want, const char *a, const char *b,
                            const char *c)
{
    char words[3][32];
    char *argv[3] = {words[0], words[1], words[2]};
    struct options o;

    memset(&o, 0, sizeof o);
    snprintf(words[0], sizeof words[0], "%s", a);
    snprintf(words[1], sizeof words[1], "%s", b ? b : "");
    snprintf(words[2], sizeof words[2], "%s", c ? c : "");
    assert_int_equal(are_reply(&o, 1 + (b != NULL) + (c != NULL), argv), want);
}

/* Behind a code of three digits a word that nobody knows. */
static void knows_a_reply_without_quotes(void **state)
{
    (void)state;
    check_are_reply(0, "550", NULL, NULL);
    check_are_reply(0, "5x0", NULL, NULL);
    check_are_reply(1, "550", "qwertyuiop", NULL);
    check_are_reply(1, "550", "5.1.1", "qwertyuiop");
    check_are_reply(0, "550", "5.1.1", "mailbox-full");
    check_are_reply(0, "550", "5.999.999", NULL);
    check_are_reply(0, "5.1.1", "qwertyuiop", NULL);
    check_are_reply(0, "650", "qwertyuiop", NULL);
    check_are_reply(0, "google", "qwertyuiop", NULL);
    check_are_reply(0, "", "qwertyuiop", NULL);
}

static void check_flag(const char *name_, size_t at, int want)
{
    struct options o;
    int *const all[] = {&o.help,    &o.version, &o.json,
                        &o.metrics, &o.texts,   &o.shape};

    memset(&o, 0, sizeof o);
    assert_int_equal(set_flag(&o, name_), want != 0);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_int_equal(*all[i], i == at ? want : 0);
}

/* Each sets one thing. */
static void takes_every_option(void **state)
{
    (void)state;
    check_flag("-h", 0, 1);
    check_flag("--help", 0, 1);
    check_flag("--version", 1, 1);
    check_flag("--json", 2, 1);
    check_flag("--prometheus", 3, METRICS_PROMETHEUS);
    check_flag("--openmetrics", 3, METRICS_OPEN);
    check_flag("--texts", 4, 1);
    check_flag("--lines", 5, SHAPE_LINES);
    check_flag("--each-line", 5, SHAPE_EACH_LINE);
    check_flag("--mail", 5, SHAPE_MAIL);
    check_flag("--jason", 9, 0);
    check_flag("", 9, 0);
    assert_null(find_valued("--provide"));
    assert_null(find_valued("--providers"));
    assert_string_equal(find_valued("--provider")->name, "--provider");
    assert_string_equal(find_valued("--since-last=a")->name, "--since-last");
}

/* The kinds of a summary that was written with --json, whole. */
static void check_kinds_of(const char *json, const char *want)
{
    assert_true(is_text(kinds_of(piece(json)), want));
}

static void knows_an_earlier_summary(void **state)
{
    (void)state;
    check_kinds_of("{\"summary\":1,\"kinds\":[]}", "[]");
    check_kinds_of("{\"summary\":1,\"kinds\":[{\"count\":1}]}",
                   "[{\"count\":1}]");
    check_kinds_of("{\"summary\":2,\"kinds\":[]}", "");
    check_kinds_of("{\"kinds\":[]}", "");
    check_kinds_of("{\"summary\":1}", "");
    check_kinds_of("{\"summary\":1,\"kinds\":{}}", "");
    check_kinds_of("{\"summary\":1,\"kinds\":[{\"count\":1}", "");
    check_kinds_of("", "");
}

/* --- what is remembered of lines -------------------------------------------
 */

/* The word behind the time, up to the next, if it has room; a level that
 * stands behind it is none. */
static void remembers_the_host_of_a_line(void **state)
{
    (void)state;
    for (size_t len = 1; len < 100; len++) {
        char host[128] = "", line[256];

        memset(host, 'h', len);
        same_host.len = 0;
        snprintf(line, sizeof line,
                 "Feb  3 04:05:06 %s  mail.info sendmail[811]: so it is", host);
        check_header(line, "Feb  3 04:05:06", "sendmail", "so it is");
        if (len + 2 >= sizeof same_host.name) {
            assert_int_equal(same_host.len, 0);
            continue;
        }
        assert_int_equal(same_host.len, len + 2);
        strcat(host, "  ");
        assert_memory_equal(same_host.name, host, len + 2);
    }
}

static void check_same_host(const char *line, size_t at, size_t want)
{
    struct log_line l;

    memset(&l, 0, sizeof l);
    l.len = strlen(line);
    l.text = guarded(line, l.len);
    assert_int_equal(skip_same_host(&l, at), want);
}

static void passes_over_a_host_that_is_known(void **state)
{
    (void)state;
    same_host.len = 5;
    memcpy(same_host.name, "out1 ", 5);
    check_same_host("x out1 y", 2, 7);
    check_same_host("x out2 y", 2, 2);
    check_same_host("x out1 ", 2, 2);
    check_same_host("x out1", 2, 2);
    check_same_host("x out", 2, 2);
    check_same_host("x ", 2, 2);
    same_host.len = 0;
    check_same_host("x out1 y", 2, 2);
}

static void check_seen(const char *line, size_t want)
{
    struct log_line l;

    memset(&l, 0, sizeof l);
    l.len = strlen(line);
    l.text = guarded(line, l.len);
    assert_int_equal(take_seen(&l, 1), want != 0);
    assert_int_equal(l.at, want);
    if (want)
        assert_ptr_equal(l.program, l.text + 1);
}

static void see(const char *name)
{
    struct log_line l;

    memset(&l, 0, sizeof l);
    l.program = name;
    l.program_len = strlen(name);
    find_program(&l);
}

/* With its process, and one blank behind it. */
static void knows_a_program_that_was_seen(void **state)
{
#define LONG "abcdefghijabcdefghijabcdefghijabcdefghi" /* 39 letters */
    (void)state;
    see("postfix/smtp");
    see(LONG);
    check_seen("xpostfix/smtp[21]: y", 19);
    check_seen("xpostfix/smtp[]: y", 17);
    check_seen("xpostfix/smtp[21]: ", 19);
    check_seen("xpostfix/smtp[21]:  y", 0);
    check_seen("xpostfix/smtp[21]:y", 0);
    check_seen("xpostfix/smtp[2x]: y", 0);
    check_seen("xpostfix/smtp[21", 0);
    check_seen("xpostfix/smtp[", 0);
    check_seen("xpostfix/smtp", 0);
    check_seen("xpostfix/smtq[21]: y", 0);
    check_seen("xpostfix/lmtp[21]: y", 0);
    check_seen("x[21]: y", 0);
    check_seen("x" LONG "[1]: y", 45);
    check_seen("x" LONG "j[1]: y", 0);
#undef LONG
}

static void check_cri(const char *text, size_t at, size_t want)
{
    size_t len = strlen(text);

    assert_int_equal(behind_cri(guarded(text, len), at, len), want);
}

static void passes_over_the_name_of_a_stream(void **state)
{
    (void)state;
    check_cri("now stdout F y", 4, 13);
    check_cri("now stderr F y", 4, 13);
    check_cri("now stdout F ", 4, 13);
    check_cri("now stdout F", 4, 0);
    check_cri("now stderr F", 4, 0);
    check_cri("now stdout P y", 4, 0);
    check_cri("now stdlog F y", 4, 0);
    check_cri("stdout F y", 0, 0);
}

static void check_unwrapped(const char *json, size_t room, const char *want)
{
    char got[256];
    struct piece time;

    memset(got, 'x', sizeof got);
    assert_int_equal(unwrap(piece(json), got, room, &time), strlen(want));
    assert_memory_equal(got, want, strlen(want));
    assert_int_equal(got[room], 'x');
}

/* The text behind the name of its program, where both have room. */
static void unwraps_a_line_of_a_log(void **state)
{
#define NAME_63 \
    "abcdefghi.abcdefghi.abcdefghi.abcdefghi.abcdefghi.abcdefghi.abc"
    (void)state;
    check_unwrapped("{\"log\":\"a b\\n \"}", 200, "a b");
    check_unwrapped("{\"log\":\"\\n\"}", 200, "");
    check_unwrapped("{\"log\":\"\"}", 200, "");
    check_unwrapped("{\"log\":\"\",\"ident\":\"qmail\"}", 200, "");
    check_unwrapped("{\"ident\":\"qmail\"}", 200, "");
    check_unwrapped("{\"log\":\"a\",\"ident\":\"qmail\"}", 200, "qmail[0]: a");
    check_unwrapped("{\"log\":\"a\",\"ident\":\"" NAME_63 "\"}", 200,
                    NAME_63 "[0]: a");
    check_unwrapped("{\"log\":\"a\",\"ident\":\"" NAME_63 "d\"}", 200, "a");
    check_unwrapped("{\"log\":\"abc\",\"ident\":\"qmail\"}", 13,
                    "qmail[0]: abc");
    check_unwrapped("{\"log\":\"abc\",\"ident\":\"qmail\"}", 12, "");
#undef NAME_63
}

/* With its prefix or without, and by its words alone. */
static void suggests_a_symbol_however_it_is_typed(void **state)
{
    (void)state;
    check_meant("SMTPC_X_2_2_MAILBOX_FUL", "SMTPC_X_2_2_MAILBOX_FULL");
    check_meant("smtpc_x_2_2_mailbox_ful", "SMTPC_X_2_2_MAILBOX_FULL");
    check_meant("x_2_2_mailbox_ful", "SMTPC_X_2_2_MAILBOX_FULL");
    check_meant("SMTPC_X_0_35", "SMTPC_X_0_350");
    check_meant("x_0_35", "SMTPC_X_0_350");
    check_meant("SMTPC_SPF_VALIDATION_ERRO",
                "SMTPC_X_7_24_SPF_VALIDATION_ERROR");
    check_meant("spf_validation_erro", "SMTPC_X_7_24_SPF_VALIDATION_ERROR");
}

static void check_recipients(const char *all, size_t count, const char *last)
{
    struct result out[4];
    size_t len = strlen(all);

    memset(out, 0, sizeof out);
    out[0].recipient = piece_of(guarded(all, len), 0, len);
    assert_int_equal(split_recipients(out, 4), count);
    assert_true(is_text(out[count - 1].recipient, last));
}

/* Between commas or semicolons that no brackets enclose. */
static void gives_each_recipient_a_result(void **state)
{
    (void)state;
    check_recipients("", 1, "");
    check_recipients("a", 1, "a");
    check_recipients("a,", 1, "a");
    check_recipients("a,b", 2, "b");
    check_recipients("<a>,<b>;<c>", 3, "c");
    check_recipients("<a,b>", 1, "a,b");
    check_recipients("\"a;b\"@x,c", 2, "c");
    check_recipients("a,,c", 3, "c");
    check_recipients("a,b,c,d,e", 4, "d");
}

/* The summary of a text, without verdicts of before. */
static void tally_text(struct summary *s, const char *text, size_t len)
{
    static struct reader reader;
    struct options o;
    struct tallying t;
    FILE *file = tmpfile();

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    rewind(file);
    memset(&o, 0, sizeof o);
    memset(&t, 0, sizeof t);
    memset(&reader, 0, sizeof reader);
    memset(s, 0, sizeof *s);
    forget_lines();
    reader.file = fileno(file);
    t.o = &o;
    t.s = s;
    tally_lines(&t, &reader);
    assert_false(t.failed);
    fclose(file);
}

static void check_tally(const char *text, unsigned long lines,
                        unsigned long failed, const char *reply)
{
    static struct summary s;

    tally_text(&s, text, strlen(text));
    assert_int_equal(s.lines, lines);
    assert_int_equal(s.log_lines, 0);
    assert_int_equal(s.sent, 0);
    assert_int_equal(s.deferred, 0);
    assert_int_equal(s.failed, failed);
    assert_string_equal(s.kinds[0].reply, reply);
}

/* Those that follow each other with one code, up to one without a hyphen. */
static void counts_the_lines_of_one_reply_once(void **state)
{
    (void)state;
    check_tally("550 5.1.1 a\n", 1, 1, "550 5.1.1 a");
    check_tally("550-5.1.1 a\n550 5.1.1 b\n", 2, 1, "550-5.1.1 a\n550 5.1.1 b");
    check_tally("550-5.1.1 a\r\n550-b\r\n550 c\r\n", 3, 1,
                "550-5.1.1 a\n550-b\n550 c");
    check_tally("550 5.1.1 a\n550 5.1.1 b\n", 2, 2, "550 5.1.1 a");
    check_tally("550-5.1.1 a\n551-5.1.1 b\n551 c\n", 3, 2, "550-5.1.1 a");
    check_tally("550-5.1.1 a\n55\n550 5.1.1 b\n", 3, 2, "550-5.1.1 a");
    check_tally("550-5.1.1 a\n\n550 5.1.1 b\n", 3, 2, "550-5.1.1 a");
    check_tally("550-5.1.1 a", 1, 1, "550-5.1.1 a");
    check_tally("550-5.1.1 a\n550\n550 5.1.1 b\n", 3, 2, "550-5.1.1 a\n550");
    check_tally("\n\n", 2, 0, "");
    check_tally("", 0, 0, "");
}

/* Lines that have no room behind the others begin a reply of their own. */
static void holds_no_more_lines_than_have_room(void **state)
{
    static char text[2 * LINE_MAX_LEN];
    static struct summary s;

    (void)state;
    for (size_t len = LINE_MAX_LEN - 14; len < LINE_MAX_LEN; len++) {
        memset(text, 'a', sizeof text);
        memcpy(text, "550-5.1.1 ", 10);
        memcpy(text + len, "\n550 5.1.1 b\n", 13);
        tally_text(&s, text, len + 13);
        assert_int_equal(s.lines, 2);
        assert_int_equal(s.failed, len + 11 < LINE_MAX_LEN ? 1 : 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_verdicts_by_what_tells_them_apart),
        cmocka_unit_test(keeps_no_verdict_under_half_a_key),
        cmocka_unit_test(keeps_verdicts_in_every_place),
        cmocka_unit_test(reads_no_cell_behind_a_row),
        cmocka_unit_test(gives_no_field_a_name_that_has_none),
        cmocka_unit_test(takes_no_stamp_that_lacks_a_sign),
        cmocka_unit_test(knows_ids_of_exim),
        cmocka_unit_test(decodes_no_escape_that_is_cut),
        cmocka_unit_test(goes_on_where_all_of_the_mark_is),
        cmocka_unit_test(reads_each_digit_of_an_escape),
        cmocka_unit_test(knows_every_character),
        cmocka_unit_test(finds_the_code_that_a_reply_begins_with),
        cmocka_unit_test(finds_an_address_of_four_numbers),
        cmocka_unit_test(reads_what_stands_before_a_line),
        cmocka_unit_test(remembers_programs_whose_names_have_room),
        cmocka_unit_test(finds_a_range_by_its_name),
        cmocka_unit_test(knows_when_it_was),
        cmocka_unit_test(knows_every_day),
        cmocka_unit_test(knows_what_was_earlier),
        cmocka_unit_test(knows_who_is_a_receiver),
        cmocka_unit_test(reads_all_that_a_line_says),
        cmocka_unit_test(keeps_receivers_of_any_length),
        cmocka_unit_test(knows_a_usual_row),
        cmocka_unit_test(finds_values_in_json),
        cmocka_unit_test(decides_what_the_input_is),
        cmocka_unit_test(knows_the_mark_of_a_mailbox),
        cmocka_unit_test(says_what_to_do_when_a_server_gave_up),
        cmocka_unit_test(knows_whether_a_condition_holds),
        cmocka_unit_test(tells_all_that_makes_a_verdict_doubtful),
        cmocka_unit_test(takes_off_the_marks_of_a_quoted_text),
        cmocka_unit_test(joins_the_lines_of_one_reply),
        cmocka_unit_test(sorts_as_many_kinds_as_there_can_be),
        cmocka_unit_test(counts_others_in_a_place_of_their_own),
        cmocka_unit_test(counts_a_word_by_where_it_stands),
        cmocka_unit_test(puts_what_counts_more_first),
        cmocka_unit_test(knows_the_name_of_a_program),
        cmocka_unit_test(knows_a_line_of_a_log),
        cmocka_unit_test(reads_what_a_sender_says),
        cmocka_unit_test(finds_the_last_value_in_json),
        cmocka_unit_test(reads_as_many_columns_as_have_room),
        cmocka_unit_test(counts_the_worst_of_a_receiver),
        cmocka_unit_test(keeps_kinds_apart),
        cmocka_unit_test(draws_a_share_in_quarters),
        cmocka_unit_test(lays_out_a_row_of_figures),
        cmocka_unit_test(cuts_what_is_found_to_the_width),
        cmocka_unit_test(knows_what_others_mean_by_a_code),
        cmocka_unit_test(asks_for_what_a_class_does),
        cmocka_unit_test(counts_what_a_word_names),
        cmocka_unit_test(suggests_any_word_that_is_near),
        cmocka_unit_test(lays_out_a_receiver),
        cmocka_unit_test(rounds_to_percents),
        cmocka_unit_test(tells_since_when_in_few_letters),
        cmocka_unit_test(tells_how_often_and_what_changed),
        cmocka_unit_test(sorts_the_worst_receivers),
        cmocka_unit_test(names_the_worst_cause),
        cmocka_unit_test(knows_who_must_act),
        cmocka_unit_test(tells_what_is_known_of_a_line),
        cmocka_unit_test(cuts_between_words),
        cmocka_unit_test(finds_where_a_word_stands),
        cmocka_unit_test(shows_what_stands_around_a_word),
        cmocka_unit_test(marks_what_was_looked_for),
        cmocka_unit_test(takes_large_letters_for_small_ones),
        cmocka_unit_test(writes_words_as_ids_and_symbols),
        cmocka_unit_test(knows_what_looks_like_a_code),
        cmocka_unit_test(counts_how_far_words_are_apart),
        cmocka_unit_test(takes_off_what_stands_around_a_word),
        cmocka_unit_test(fills_lines_with_words),
        cmocka_unit_test(numbers_steps),
        cmocka_unit_test(lays_out_cells),
        cmocka_unit_test(fills_in_what_is_known),
        cmocka_unit_test(counts_every_second_of_a_day),
        cmocka_unit_test(searches_all_that_is_known_of_a_thing),
        cmocka_unit_test(shows_the_steps_of_who_reads),
        cmocka_unit_test(skips_what_is_enclosed),
        cmocka_unit_test(finds_nothing_in_brackets_or_quotes),
        cmocka_unit_test(knows_where_a_value_ends),
        cmocka_unit_test(takes_brackets_and_quotes_off),
        cmocka_unit_test(knows_words_of_a_time),
        cmocka_unit_test(knows_a_column_by_its_letters),
        cmocka_unit_test(puts_codes_in_front_of_a_reply),
        cmocka_unit_test(knows_names_of_files),
        cmocka_unit_test(knows_how_a_reply_ended),
        cmocka_unit_test(tells_the_codes_of_an_answer),
        cmocka_unit_test(knows_whose_steps_are_shown),
        cmocka_unit_test(lays_out_a_head),
        cmocka_unit_test(shows_to_whom_a_mail_went),
        cmocka_unit_test(puts_the_host_of_a_line_into_steps),
        cmocka_unit_test(shows_no_field_in_part),
        cmocka_unit_test(shows_as_much_of_a_reply_as_tells_it),
        cmocka_unit_test(knows_the_period_of_files),
        cmocka_unit_test(keeps_times_of_any_length),
        cmocka_unit_test(leaves_out_who_said_it),
        cmocka_unit_test(remembers_the_first_line_of_a_kind),
        cmocka_unit_test(knows_the_name_of_an_event),
        cmocka_unit_test(reads_fields_of_exim),
        cmocka_unit_test(gives_as_many_results_as_have_room),
        cmocka_unit_test(knows_how_long_an_address_is),
        cmocka_unit_test(knows_what_is_an_id),
        cmocka_unit_test(considers_a_beginning_as_near),
        cmocka_unit_test(holds_a_code_in_its_gravest_class),
        cmocka_unit_test(writes_a_code_as_its_provider_has_it),
        cmocka_unit_test(leaves_out_what_stands_in_brackets),
        cmocka_unit_test(knows_where_a_value_of_json_ends),
        cmocka_unit_test(takes_the_text_of_a_value),
        cmocka_unit_test(writes_every_character_of_an_escape),
        cmocka_unit_test(composes_a_status_of_its_numbers),
        cmocka_unit_test(reads_a_number_up_to_what_is_no_digit),
        cmocka_unit_test(knows_the_fields_of_a_mail),
        cmocka_unit_test(knows_a_reply_that_stands_alone),
        cmocka_unit_test(takes_the_input_for_what_it_was_called),
        cmocka_unit_test(counts_the_marks_of_a_quoted_line),
        cmocka_unit_test(takes_off_no_mark_behind_a_text),
        cmocka_unit_test(holds_as_much_of_a_reply_as_has_room),
        cmocka_unit_test(counts_every_day_of_a_year),
        cmocka_unit_test(reads_a_time_that_is_a_number),
        cmocka_unit_test(shows_no_sign_of_a_time_that_steers),
        cmocka_unit_test(counts_no_time_that_is_none),
        cmocka_unit_test(knows_hosts_that_are_this_one),
        cmocka_unit_test(takes_the_host_of_a_relay),
        cmocka_unit_test(knows_labels_that_are_shared),
        cmocka_unit_test(finds_each_receiver_again),
        cmocka_unit_test(counts_failures_of_one_cause_together),
        cmocka_unit_test(knows_where_a_time_begins),
        cmocka_unit_test(ends_a_word_at_a_blank),
        cmocka_unit_test(keeps_as_much_as_has_room),
        cmocka_unit_test(finds_words_wherever_they_stand),
        cmocka_unit_test(keeps_the_lines_of_a_reply_together),
        cmocka_unit_test(knows_how_names_of_columns_can_begin),
        cmocka_unit_test(reads_no_more_than_a_line_says),
        cmocka_unit_test(knows_bytes_that_begin_no_character),
        cmocka_unit_test(knows_what_steers),
        cmocka_unit_test(puts_nothing_that_steers),
        cmocka_unit_test(shortens_between_words),
        cmocka_unit_test(names_every_flag),
        cmocka_unit_test(tells_what_is_not_counted),
        cmocka_unit_test(names_what_was_read),
        cmocka_unit_test(tells_of_a_hundred_receivers),
        cmocka_unit_test(sorts_kinds_that_come_in_any_order),
        cmocka_unit_test(reads_a_reply_in_the_form_of_its_line),
        cmocka_unit_test(gives_each_recipient_its_reply),
        cmocka_unit_test(reads_a_row_of_any_length),
        cmocka_unit_test(knows_columns_behind_a_mark),
        cmocka_unit_test(reads_an_object_of_any_length),
        cmocka_unit_test(keeps_as_much_of_a_mail_as_has_room),
        cmocka_unit_test(knows_what_an_answer_rests_on),
        cmocka_unit_test(finds_what_a_server_said),
        cmocka_unit_test(searches_everything_that_there_is),
        cmocka_unit_test(finds_what_has_all_words),
        cmocka_unit_test(looks_a_word_up),
        cmocka_unit_test(knows_a_reply_without_quotes),
        cmocka_unit_test(takes_every_option),
        cmocka_unit_test(knows_an_earlier_summary),
        cmocka_unit_test(remembers_the_host_of_a_line),
        cmocka_unit_test(passes_over_a_host_that_is_known),
        cmocka_unit_test(knows_a_program_that_was_seen),
        cmocka_unit_test(passes_over_the_name_of_a_stream),
        cmocka_unit_test(unwraps_a_line_of_a_log),
        cmocka_unit_test(suggests_a_symbol_however_it_is_typed),
        cmocka_unit_test(gives_each_recipient_a_result),
        cmocka_unit_test(counts_the_lines_of_one_reply_once),
        cmocka_unit_test(holds_no_more_lines_than_have_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
