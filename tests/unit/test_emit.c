/* SPDX-License-Identifier: 0BSD
 *
 * The emitters, all that the table lists, over the golden catalogue.
 */
#include "loaded.h"

#include "write/emit.h"
#include "write/header.h"

static int set_up(void **state)
{
    return loaded_make(state, "tests/golden/catalog");
}

/* Each file has one emitter, and a fault can be told by its name. */
static void each_adds_files_of_its_own(void **state)
{
    struct loaded *d = *state;
    struct outset set = {0};

    for (size_t i = 0; i < emitter_count; i++) {
        size_t before = set.count;

        emitters[i].emit(&d->view, &set);
        if (set.count == before)
            fail_msg("%s adds no file", emitters[i].name);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(emitters[i].name, emitters[j].name);
        for (size_t j = before; j < set.count; j++)
            for (size_t k = 0; k < j; k++)
                assert_string_not_equal(set.files[j].path, set.files[k].path);
    }
    outset_free(&set);
}

/* What they make depends on the view, not on what was made before. */
static void all_make_the_same_again(void **state)
{
    struct loaded *d = *state;
    struct outset once = {0}, again = {0};

    for (size_t i = 0; i < emitter_count; i++)
        emitters[i].emit(&d->view, &once);
    for (size_t i = 0; i < emitter_count; i++)
        emitters[i].emit(&d->view, &again);
    assert_int_equal(once.count, again.count);
    for (size_t i = 0; i < once.count; i++) {
        assert_string_equal(once.files[i].path, again.files[i].path);
        if (!run_same(&once.files[i].content, &again.files[i].content))
            fail_msg("%s differs", once.files[i].path);
    }
    outset_free(&once);
    outset_free(&again);
}

static void banners_have_the_digest_of_the_json(void **state)
{
    struct loaded *d = *state;
    struct outset set = {0};
    const char *digest;

    for (size_t i = 0; i < emitter_count; i++)
        emitters[i].emit(&d->view, &set);
    digest =
        mem_printf(&d->arena, "digest %016llx.\n",
                   (unsigned long long)outset_digest(&set, "smtpcodes.json"));
    assert_non_null(strstr(outset_find(&set, "smtpcodes.h")->text, digest));
    assert_non_null(
        strstr(outset_find(&set, "smtpcodes_explain.h")->text, digest));
    outset_free(&set);
}

/* --- sizes ---------------------------------------------------------------- */

/* Has the header offsets of two bytes, or of four? */
static bool is_narrow(const struct view *v)
{
    struct outset set = {0};
    bool narrow, wide;
    const char *text;

    outset_add(&set, "smtpcodes.json"); /* for the banner */
    emit_header(v, &set);
    text = outset_find(&set, "smtpcodes.h")->text;
    narrow = strstr(text, "typedef uint16_t smtpc_offset_;") != NULL;
    wide = strstr(text, "typedef uint32_t smtpc_offset_;") != NULL;
    assert_int_equal(narrow, !wide);
    outset_free(&set);
    return narrow;
}

/* The bytes that a header's texts of a kind have. */
static size_t bytes_of(const struct view *v, const char *file,
                       const char *texts)
{
    struct outset set = {0};
    const char *s;
    size_t bytes = 0;

    for (size_t i = 0; i < emitter_count; i++)
        emitters[i].emit(v, &set);
    s = strstr(outset_find(&set, file)->text, texts);
    assert_non_null(s);
    while ((s += strcspn(s, "[}")) && *s == '[')
        bytes += strtoul(++s, NULL, 10);
    outset_free(&set);
    return bytes;
}

static const char *long_text(struct arena *arena, size_t len)
{
    char *text = mem_alloc(arena, len + 1);

    memset(text, 'x', len);
    return text;
}

/* Texts of messages have 65,535 bytes and a NUL behind each; one more, in
 * whichever, and offsets into them need more than two bytes. */
static void offsets_reach_all_texts_of_messages(void **state)
{
    struct loaded *d = *state;
    struct view v = d->view;
    struct model m = d->model;
    size_t bytes = 1;

    v.model = &m;
    m.messages = mem_alloc(&d->arena, m.message_count * sizeof *m.messages);
    for (size_t i = 0; i < m.message_count; i++) {
        m.messages[i] = d->model.messages[i];
        bytes += strlen(m.messages[i].id) + 1;
        bytes += strlen(m.messages[i].prose.title) + 1;
    }
    assert_true(is_narrow(&v));
    for (size_t i = 0; i < m.message_count; i++) {
        const char *title = m.messages[i].prose.title;
        size_t rest = 65535 - bytes + strlen(title);

        m.messages[i].prose.title = long_text(&d->arena, rest);
        assert_true(is_narrow(&v));
        m.messages[i].prose.title = long_text(&d->arena, rest + 1);
        assert_false(is_narrow(&v));
        m.messages[i].prose.title = title;
    }
}

/* The same of uses, whose texts are counted on from those of the codes. */
static void offsets_reach_all_texts_of_uses(void **state)
{
    struct loaded *d = *state;
    struct view v = d->view;
    struct model m = d->model;
    size_t most = 0;

    v.model = &m;
    m.providers = mem_alloc(&d->arena, m.provider_count * sizeof *m.providers);
    for (size_t i = 0; i < m.provider_count; i++) {
        struct provider *p = &m.providers[i];

        *p = d->model.providers[i];
        p->uses = mem_alloc(&d->arena, p->use_count * sizeof *p->uses);
        memcpy(p->uses, d->model.providers[i].uses,
               p->use_count * sizeof *p->uses);
        for (size_t j = 0; j < p->use_count; j++) /* which no code has */
            p->uses[j].prose.title = mem_printf(&d->arena, "%zu of %zu", j, i);
    }
    for (size_t i = 0; i < m.provider_count; i++)
        for (size_t j = 0; j < m.providers[i].use_count; j++) {
            struct prose *prose = &m.providers[i].uses[j].prose;
            const char *title = prose->title;
            size_t low = 0, high = 65536;

            while (low + 1 < high) { /* the longest that fits */
                size_t mid = (low + high) / 2;

                prose->title = long_text(&d->arena, mid);
                if (is_narrow(&v))
                    low = mid;
                else
                    high = mid;
            }
            if (!most) {
                prose->title = long_text(&d->arena, low);
                assert_int_equal(
                    bytes_of(&v, "smtpcodes.h", "struct smtpc_texts_ {") +
                        bytes_of(&v, "smtpcodes_explain.h",
                                 "struct smtpc_use_titles_ {"),
                    65535);
            }
            low -= strlen(title); /* on top of what is there */
            most = most ? most : low;
            assert_int_equal(low, most);
            prose->title = title;
        }
    assert_true(most > 60000);
}

/* C has no empty arrays: where a catalogue has nothing there stands something
 * that is never met. */
/* The narrowest type that holds the largest number. */
static void types_hold_their_largest_number(void **state)
{
    (void)state;
    assert_string_equal(header_type(0), "unsigned char");
    assert_string_equal(header_type(255), "unsigned char");
    assert_string_equal(header_type(256), "uint16_t");
    assert_string_equal(header_type(65535), "uint16_t");
    assert_string_equal(header_type(65536), "uint32_t");
}

static void no_array_is_empty(void **state)
{
    struct loaded *d = *state;
    struct outset set = {0};
    struct view v;
    struct model m = d->model;
    size_t files = 0;

    m.message_count = m.provider_count = m.entry_count = m.promise_count = 0;
    derive_view(&d->arena, &m, &v);
    for (size_t i = 0; i < emitter_count; i++)
        emitters[i].emit(&v, &set);
    for (size_t i = 0; i < set.count; i++) {
        const char *path = set.files[i].path;
        const char *dot = strrchr(path, '.');

        if (!dot || (strcmp(dot, ".h") != 0 && strcmp(dot, ".c") != 0))
            continue;
        files++;
        for (const char *s = set.files[i].content.text; (s = strstr(s, "= {"));
             s += 3)
            if (s[3 + strspn(s + 3, " \n")] == '}')
                fail_msg("%s: %.60s", path, s);
    }
    assert_true(files >= 5);
    outset_free(&set);
}

/* A look-up by a text of 9 letters must ask whether it is a number or a name,
 * if there is a number as long. */
static void knows_the_longest_status(void **state)
{
    static const struct {
        const char *code;
        int subject, detail;
        const char *most;
    } rows[] = {
        {"X.2.99", 2, 99,
         "#define SMTPC_STATUS_MOST_ 8u\n#define SMTPC_STATUS_IS_EXACT_ 1\n"},
        {"X.254.99", 254, 99,
         "#define SMTPC_STATUS_MOST_ 8u\n#define SMTPC_STATUS_IS_EXACT_ 1\n"},
        {"X.25.999", 25, 999,
         "#define SMTPC_STATUS_MOST_ 8u\n#define SMTPC_STATUS_IS_EXACT_ 1\n"},
        {"X.254.999", 254, 999,
         "#define SMTPC_STATUS_MOST_ 9u\n#define SMTPC_STATUS_IS_EXACT_ 0\n"},
    };
    struct loaded *d = *state;
    struct model m = d->model;

    m.entries = mem_alloc(&d->arena, m.entry_count * sizeof *m.entries);
    memcpy(m.entries, d->model.entries, m.entry_count * sizeof *m.entries);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct entry *e = m.entries;
        struct outset set = {0};
        struct view v;

        while (strcmp(d->model.entries[e - m.entries].code, "X.2.9") != 0)
            e++;
        e->code = rows[i].code;
        e->subject = rows[i].subject;
        e->detail = rows[i].detail;
        derive_view(&d->arena, &m, &v);
        outset_add(&set, "smtpcodes.json"); /* for the banner */
        emit_header(&v, &set);
        assert_non_null(
            strstr(outset_find(&set, "smtpcodes.h")->text, rows[i].most));
        outset_free(&set);
    }
}

/* What is shorter than any name is none; whichever of them is the shortest. */
static void knows_the_shortest_name(void **state)
{
    struct loaded *d = *state;
    struct view v = d->view;

    v.symbols = mem_alloc(&d->arena, v.symbol_count * sizeof *v.symbols);
    for (size_t i = 0; i < v.symbol_count; i++) {
        struct outset set = {0};

        for (size_t j = 0; j < v.symbol_count; j++)
            v.symbols[j] = (struct view_symbol){j == i ? "SMTPC_X_1_1"
                                                       : "SMTPC_X_1_1_LONGER",
                                                d->view.symbols[j].entry};
        outset_add(&set, "smtpcodes.json"); /* for the banner */
        emit_header(&v, &set);
        assert_non_null(strstr(outset_find(&set, "smtpcodes.h")->text,
                               "#define SMTPC_NAME_LEAST_ 11u\n"));
        outset_free(&set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_adds_files_of_its_own),
        cmocka_unit_test(all_make_the_same_again),
        cmocka_unit_test(banners_have_the_digest_of_the_json),
        cmocka_unit_test(offsets_reach_all_texts_of_messages),
        cmocka_unit_test(offsets_reach_all_texts_of_uses),
        cmocka_unit_test(types_hold_their_largest_number),
        cmocka_unit_test(no_array_is_empty),
        cmocka_unit_test(knows_the_longest_status),
        cmocka_unit_test(knows_the_shortest_name),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
