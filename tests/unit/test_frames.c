/* SPDX-License-Identifier: 0BSD
 *
 * The explainer on what stands around and within replies: a program's own
 * words around one, a stranger's within it, no reply at all, and what our own
 * side reports. Runs from the repository root.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes_explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "rows.h"

#define DIR "tests/explain/"

enum {
    TEXT_MAX = 2000,
    REPLIES_LEAST = 1000, /* fewer of each would show too little */
    FRAMES_LEAST = 30,
    NOISE_LEAST = 30,
    NONE_LEAST = 300,
    LOCALS_LEAST = 50
};

/* How much may be wrong: what is wanted, or what was measured where that is
 * more, to be tightened as the explainer learns. A lower number lists all. */
enum {
    FRAMES_CHANGED = 3, /* wanted: 0 */
    NOISE_PER_10000 = 20,
    NOISE_GRAVE = 0,
    NONE_NAMED = 3, /* 1 % */
    LOCALS_WRONG = 0
};

struct reply {
    const char *text;
    struct smtpc_verdict alone;
};

struct text {
    size_t len;
    char byte[TEXT_MAX];
};

static struct rows replies, frames, noise, none, locals;
static struct {
    size_t count;
    struct reply reply[ROWS_MAX];
} all;

/* --- texts --------------------------------------------------------------- */

static void put(struct text *to, const char *bytes, size_t len)
{
    assert_true(len <= sizeof to->byte - to->len);
    memcpy(to->byte + to->len, bytes, len);
    to->len += len;
}

static void put_string(struct text *to, const char *string)
{
    put(to, string, strlen(string));
}

static void explain(const struct text *text, struct smtpc_verdict *v)
{
    smtpc_explain(text->byte, text->len, NULL, v);
}

static int same(const struct smtpc_verdict *a, const struct smtpc_verdict *b)
{
    return a->reason == b->reason && a->action == b->action;
}

/* Rows are listed only where there are too many, on a second walk. */
static int listing;

static void show_change(const struct rows *from, size_t row,
                        const struct text *text, const struct smtpc_verdict *v,
                        const struct smtpc_verdict *wanted)
{
    if (!listing)
        return;
    print_error("%s:%u: %.*s: %s, %s (by %s%s%s); wanted %s, %s\n", from->path,
                from->row[row].line, (int)text->len, text->byte,
                smtpc_reason_name(v->reason), smtpc_action_name(v->action),
                smtpc_basis_name(v->basis), *v->message ? " " : "", v->message,
                smtpc_reason_name(wanted->reason),
                smtpc_action_name(wanted->action));
}

/* --- the files ----------------------------------------------------------- */

static int digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Frames hold one line, and they tell of refusals only. */
static int is_plain(const char *reply)
{
    return (reply[0] == '4' || reply[0] == '5') && digit(reply[1]) &&
           digit(reply[2]) && reply[3] == ' ' && !strstr(reply, "\\n");
}

static int load(void **state)
{
    (void)state;
    rows_read(&replies, DIR "replies.tsv", "reply\tprovider\treasons\taction",
              4);
    rows_read(&frames, DIR "frames.tsv", NULL, 2);
    rows_read(&noise, DIR "noise.tsv", NULL, 3);
    rows_read(&none, DIR "none.tsv", NULL, 1);
    rows_read(&locals, DIR "locals.tsv", NULL, 2);
    for (size_t i = 0; i < replies.count; i++) {
        struct reply *reply = &all.reply[all.count];

        reply->text = replies.row[i].field[0];
        if (!is_plain(reply->text))
            continue;
        smtpc_explain(reply->text, strlen(reply->text), NULL, &reply->alone);
        all.count++;
    }
    return 0;
}

static int unload(void **state)
{
    (void)state;
    rows_free(&replies);
    rows_free(&frames);
    rows_free(&noise);
    rows_free(&none);
    rows_free(&locals);
    return 0;
}

static int is_reason(const char *word)
{
    for (int r = 0; r < (int)(sizeof smtpc_acts_ / sizeof smtpc_acts_[0]); r++)
        if (*word && strcmp(smtpc_reason_name(r), word) == 0)
            return 1;
    return 0;
}

static void files_are_sound(void **state)
{
    (void)state;
    assert_true(all.count >= REPLIES_LEAST);
    assert_true(frames.count >= FRAMES_LEAST);
    assert_true(noise.count >= NOISE_LEAST);
    assert_true(none.count >= NONE_LEAST);
    assert_true(locals.count >= LOCALS_LEAST);
    for (size_t i = 0; i < noise.count; i++)
        if (strcmp(noise.row[i].field[1], noise.row[i].field[2]) == 0)
            fail_msg("%s:%u: nothing differs", noise.path, noise.row[i].line);
    for (size_t i = 0; i < locals.count; i++) {
        char list[80], *at = list;

        snprintf(list, sizeof list, "%s", locals.row[i].field[1]);
        while (at) {
            const char *word = rows_cut(&at, ',');

            if (!is_reason(word))
                fail_msg("%s:%u: no reason: %s", locals.path,
                         locals.row[i].line, word);
        }
    }
}

/* --- frames -------------------------------------------------------------- */

/* The length of an enhanced status code here; 0: there is none. */
static size_t status_length(const char *at)
{
    size_t len = 1;

    if (*at != '2' && *at != '4' && *at != '5')
        return 0;
    for (int part = 0; part < 2; part++) {
        size_t digits = 0;

        if (at[len++] != '.')
            return 0;
        while (digit(at[len + digits]))
            digits++;
        if (digits < 1 || digits > 3)
            return 0;
        len += digits;
    }
    return len;
}

/* What a program writes as the status: the reply's, or the class alone. */
static void put_status(struct text *to, const char *reply)
{
    for (const char *at = reply + 3; *at; at++)
        if (!digit(at[-1]) && status_length(at)) {
            put(to, at, status_length(at));
            return;
        }
    put(to, reply, 1);
    put_string(to, ".0.0");
}

/* As the writers of JSON do that keep to ASCII; rows are UTF-8. */
static void put_json(struct text *to, const char *reply)
{
    for (const unsigned char *at = (const unsigned char *)reply; *at; at++) {
        unsigned long code = *at;
        int more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : code >= 0xc0;
        char escape[32];

        if (code < 0x80) {
            put(to, "\\", code == '"' || code == '\\');
            put(to, (const char *)at, 1);
            continue;
        }
        code &= 0x3fu >> more;
        for (; more > 0; more--)
            code = code << 6 | (*++at & 0x3f);
        if (code > 0xffff)
            snprintf(escape, sizeof escape, "\\u%04lx\\u%04lx",
                     0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff));
        else
            snprintf(escape, sizeof escape, "\\u%04lx", code);
        put_string(to, escape);
    }
}

static void put_reply(struct text *to, const char *reply)
{
    put_string(to, reply);
}

static void put_code(struct text *to, const char *reply)
{
    put(to, reply, 3);
}

static void put_words(struct text *to, const char *reply)
{
    put_string(to, reply + 4);
}

static const struct {
    const char *name;
    void (*put)(struct text *to, const char *reply);
} holders[] = {{"{reply}", put_reply},
               {"{code}", put_code},
               {"{status}", put_status},
               {"{words}", put_words},
               {"{json}", put_json}};

/* Put what a placeholder stands for, and return its length; 0: here is none. */
static size_t put_held(struct text *to, const char *at, const char *reply)
{
    for (size_t i = 0; i < sizeof holders / sizeof holders[0]; i++) {
        size_t len = strlen(holders[i].name);

        if (strncmp(at, holders[i].name, len) == 0) {
            holders[i].put(to, reply);
            return len;
        }
    }
    return 0;
}

/* Returns how many placeholders the frame has. */
static unsigned fill(struct text *to, const char *frame, const char *reply)
{
    unsigned held = 0;

    to->len = 0;
    while (*frame) {
        size_t len = put_held(to, frame, reply);

        held += len > 0;
        if (!len)
            put(to, frame, 1);
        frame += len ? len : 1;
    }
    return held;
}

/* A frame that says itself "bounced" or "deferred" takes one class only. */
static int fits(const char *name, const char *reply)
{
    size_t len = strlen(name);
    const char *end = len < 4 ? "" : name + len - 4;

    if (strcmp(end, "-4yz") == 0)
        return reply[0] == '4';
    return strcmp(end, "-5yz") != 0 || reply[0] == '5';
}

/* A reply that quotes another can only be told from it where its own code
 * stands in front. */
static int is_whole(const char *frame, const char *reply)
{
    return strstr(frame, "{reply}") || strstr(frame, "{json}") ||
           !(strstr(reply, " said") || strstr(reply, " -> "));
}

static size_t changed_by_frame(size_t row)
{
    size_t changed = 0;

    for (size_t i = 0; i < all.count; i++) {
        const struct reply *reply = &all.reply[i];
        struct smtpc_verdict v;
        struct text text;

        if (!fits(frames.row[row].field[0], reply->text) ||
            !is_whole(frames.row[row].field[1], reply->text))
            continue;
        if (!fill(&text, frames.row[row].field[1], reply->text))
            fail_msg("%s:%u: no reply in it", frames.path,
                     frames.row[row].line);
        explain(&text, &v);
        if (same(&v, &reply->alone))
            continue;
        changed++;
        show_change(&frames, row, &text, &v, &reply->alone);
    }
    return changed;
}

static size_t changed_by_frames(int which)
{
    size_t changed = 0;

    (void)which;
    for (size_t f = 0; f < frames.count; f++)
        changed += changed_by_frame(f);
    return changed;
}

static void check(size_t count(int), int which, size_t most)
{
    size_t found = count(which);

    if (found <= most)
        return;
    listing = 1;
    count(which);
    listing = 0;
    fail_msg("%lu are wrong, not %lu", (unsigned long)found,
             (unsigned long)most);
}

static void frames_change_nothing(void **state)
{
    (void)state;
    check(changed_by_frames, 0, FRAMES_CHANGED);
}

/* Each placeholder, where the rows might never show a mistake in it. */
static void frames_are_filled(void **state)
{
    static const char all_of_them[] =
        "{code}|{status}|{words}|{json}|{reply}|{other}";
    static const struct {
        const char *reply, *filled;
    } rows[] = {
        {"550 5.1.1 a \"b\\", "550|5.1.1|5.1.1 a \"b\\|550 5.1.1 a \\\"b\\\\|"
                              "550 5.1.1 a \"b\\|{other}"},
        {"451 x (#4.22.333) 4.1.1",
         "451|4.22.333|x (#4.22.333) 4.1.1|"
         "451 x (#4.22.333) 4.1.1|451 x (#4.22.333) 4.1.1|{other}"},
        {"550 15.1.1 5.1 5.1.1000",
         "550|5.0.0|15.1.1 5.1 5.1.1000|"
         "550 15.1.1 5.1 5.1.1000|550 15.1.1 5.1 5.1.1000|{other}"},
        {"450 \xc3\xa4\xe2\x82\xac\xf0\x9f\x93\xa7",
         "450|4.0.0|\xc3\xa4\xe2\x82\xac\xf0\x9f\x93\xa7|"
         "450 \\u00e4\\u20ac\\ud83d\\udce7|"
         "450 \xc3\xa4\xe2\x82\xac\xf0\x9f\x93\xa7|{other}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text text;

        assert_int_equal(fill(&text, all_of_them, rows[i].reply), 5);
        put(&text, "", 1);
        assert_string_equal(text.byte, rows[i].filled);
    }
}

/* --- noise --------------------------------------------------------------- */

/* Behind the reply's codes, where servers repeat what was sent to them. */
static void put_in_front(struct text *to, const char *reply, const char *part)
{
    size_t codes = 4, status = status_length(reply + 4);

    if (status && reply[4] != '2' && reply[4 + status] == ' ')
        codes += status + 1;
    to->len = 0;
    put(to, reply, codes);
    put_string(to, part);
    put_string(to, ": ");
    put_string(to, reply + codes);
}

static void put_behind(struct text *to, const char *reply, const char *part)
{
    to->len = 0;
    put_string(to, reply);
    put_string(to, " (");
    put_string(to, part);
    put_string(to, ")");
}

typedef void placer(struct text *to, const char *reply, const char *part);

/* Words that make somebody give a recipient up, or take it for a success. */
static int is_grave(int action)
{
    return action == SMTPC_ACTION_SUPPRESS || action == SMTPC_ACTION_NONE ||
           action == SMTPC_ACTION_CONTINUE;
}

static size_t changed_by_part(size_t row, placer *place, int only_grave)
{
    const char *const *part = noise.row[row].field;
    size_t changed = 0;

    for (size_t i = 0; i < all.count; i++) {
        struct smtpc_verdict loud, quiet;
        struct text text;

        place(&text, all.reply[i].text, part[2]);
        explain(&text, &quiet);
        place(&text, all.reply[i].text, part[1]);
        explain(&text, &loud);
        if (same(&loud, &quiet) || (only_grave && !is_grave(loud.action)))
            continue;
        changed++;
        show_change(&noise, row, &text, &loud, &quiet);
    }
    return changed;
}

static size_t changed_by_noise(int only_grave)
{
    size_t changed = 0;

    for (size_t n = 0; n < noise.count; n++) {
        changed += changed_by_part(n, put_in_front, only_grave);
        changed += changed_by_part(n, put_behind, only_grave);
    }
    return changed;
}

static void noise_changes_little(void **state)
{
    (void)state;
    check(changed_by_noise, 0,
          2 * noise.count * all.count * NOISE_PER_10000 / 10000);
}

static void noise_ends_nothing(void **state)
{
    (void)state;
    check(changed_by_noise, 1, NOISE_GRAVE);
}

/* --- no reply at all ----------------------------------------------------- */

static size_t named_without_a_reply(int which)
{
    static const struct smtpc_verdict nothing = {
        .reason = SMTPC_REASON_OTHER, .action = SMTPC_ACTION_READ_TEXT};
    size_t named = 0;

    (void)which;
    for (size_t i = 0; i < none.count; i++) {
        struct text text = {0};
        struct smtpc_verdict v;

        put_string(&text, none.row[i].field[0]);
        explain(&text, &v);
        if (v.reason == SMTPC_REASON_OTHER)
            continue;
        named++;
        show_change(&none, i, &text, &v, &nothing);
    }
    return named;
}

static void nothing_is_read_into_other_lines(void **state)
{
    (void)state;
    check(named_without_a_reply, 0, NONE_NAMED);
}

/* --- what our own side reports ------------------------------------------- */

static size_t wrong_own_errors(int which)
{
    size_t wrong = 0;

    (void)which;
    for (size_t i = 0; i < locals.count; i++) {
        const char *const *field = locals.row[i].field;
        struct smtpc_verdict v;

        smtpc_explain(field[0], strlen(field[0]), NULL, &v);
        if (rows_list_has(field[1], smtpc_reason_name(v.reason)))
            continue;
        wrong++;
        if (listing)
            print_error("%s:%u: %s: %s (by %s%s%s); wanted %s\n", locals.path,
                        locals.row[i].line, field[0],
                        smtpc_reason_name(v.reason), smtpc_basis_name(v.basis),
                        *v.message ? " " : "", v.message, field[1]);
    }
    return wrong;
}

static void own_errors_are_named(void **state)
{
    (void)state;
    check(wrong_own_errors, 0, LOCALS_WRONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_sound),
        cmocka_unit_test(frames_are_filled),
        cmocka_unit_test(frames_change_nothing),
        cmocka_unit_test(noise_changes_little),
        cmocka_unit_test(noise_ends_nothing),
        cmocka_unit_test(nothing_is_read_into_other_lines),
        cmocka_unit_test(own_errors_are_named),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
