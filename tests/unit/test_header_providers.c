/* SPDX-License-Identifier: 0BSD
 *
 * The names that smtpc_provider_of knows, from ids, titles and what replies
 * show.
 */
#include "run.h"

#include "write/header.h"

enum { SHOWN = 4 };

struct named {
    const char *id, *title;
    const char *shown[SHOWN]; /* up to the first NULL */
};

/* The texts that stand in the header, each with a "|" behind it: of each
 * provider its names, and then none. */
static const char *names_of(struct arena *arena, const struct named *named,
                            size_t count)
{
    struct provider *providers = mem_alloc(arena, count * sizeof *providers);
    struct model model = {.providers = providers, .provider_count = count};
    struct view view = {.model = &model, .arena = arena};
    struct buf to = {0};
    const char *names = "";

    for (size_t i = 0; i < count; i++) {
        struct provider *p = &providers[i];

        p->id = named[i].id;
        p->prose.title = named[i].title;
        for (size_t j = 0; j < SHOWN && named[i].shown[j]; j++) {
            struct note *note =
                mem_push(arena, &p->shown, &p->shown_count, sizeof *note);

            note->text = named[i].shown[j];
        }
    }
    header_providers(&to, &view);
    for (const char *s = strstr(to.text, "_pool_ = {"); (s = strchr(s, '"'));) {
        size_t len = strcspn(++s, "\"");

        names = mem_printf(arena, "%s%.*s|", names, (int)len, s);
        s += len + 1;
    }
    buf_free(&to);
    return names;
}

static void takes_names_from_titles_and_hosts(void **state)
{
    static const struct {
        struct named named;
        const char *want;
    } rows[] = {
        {{"google", "Google (Gmail, Workspace)", {NULL}},
         "|google|gmail|workspace||"},
        {{"yahoo", "Yahoo and AOL", {NULL}}, "|yahoo|aol||"},
        {{"ab", "Cd and Ef and Gh", {NULL}}, "|ab|cd|ef|gh||"},
        {{"ab", "Cd (Ef and Gh): Ij; Kl", {NULL}}, "|ab|cd|ef|gh|ij|kl||"},
        {{"ab", "Candy and", {NULL}}, "|ab|candy and||"},
        /* Found by the id. */
        {{"zoho", "Zoho Mail", {NULL}}, "|zoho||"},
        {{"zoho", "Zoho", {NULL}}, "|zoho||"},
        {{"zoho", "Zohox Mail", {NULL}}, "|zoho|zohox mail||"},
        {{"zoho", "Yoho Mail", {NULL}}, "|zoho|yoho mail||"},
        /* Short words of a title name nobody. */
        {{"x", "Y (Zz, W)", {NULL}}, "|x|zz||"},
        /* Hosts are those of servers, one for all of a number. */
        {{"ab", "Ab", {"mx3.Example.ORG", "mx12.example.org"}},
         "|ab|mx.example.org||"},
        {{"ab", "Ab", {"12.example.org", "3a.example.org"}},
         "|ab|12.example.org|3a.example.org||"},
        {{"ab", "Ab", {"*mail.example.org", "*.example.org"}},
         "|ab|mail.example.org||"},
        {{"ab", "Ab", {"support.example.org", "www.example.org"}}, "|ab||"},
        {{"ab", "Ab", {"aiuto.example.org", "xwww.example.org"}},
         "|ab|xwww.example.org||"},
        {{"ab", "Ab", {"example.org/x", "an example.org", "nohost"}}, "|ab||"},
        /* One host leads to those below it; a word is no host. */
        {{"ab", "Ab", {"mx.example.org", "example.org", "xexample.org"}},
         "|ab|example.org|xexample.org||"},
        {{"ab", "Ab", {"x.ab", "ab.x"}}, "|ab|x.ab|ab.x||"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(names_of(&arena, &rows[i].named, 1), rows[i].want);
    mem_free(&arena);
}

/* A word of one's title that names another names nobody; an id and a host stay
 * what they are. */
static void tells_providers_apart(void **state)
{
    static const struct named named[] = {
        {"mail", "Mail, Both", {"mx.both.example"}},
        {"post", "Post (Mail, Both)", {"mx.both.example"}}};
    struct arena arena = {0};

    (void)state;
    assert_string_equal(names_of(&arena, named, 0), "|");
    assert_string_equal(names_of(&arena, named, 2),
                        "|mail|mx.both.example||post|mx.both.example||");
    mem_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_names_from_titles_and_hosts),
        cmocka_unit_test(tells_providers_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
