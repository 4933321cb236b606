/* SPDX-License-Identifier: 0BSD
 *
 * Pages of the golden catalogue, for what only the website shows: where a
 * mention of a code leads, by the number that the reader has.
 */
#include "loaded.h"

#include "pages/pages.h"

static int set_up(void **state)
{
    return loaded_make(state, "tests/golden/catalog");
}

/* The first mention on the page that is said so; NULL: there is none. */
static const struct span *mention_in(const struct page *page, const char *said)
{
    for (size_t i = 0; i < page->block_count; i++) {
        const struct spans *s = &page->blocks[i].spans;

        for (size_t j = 0; j < s->count; j++)
            if (s->list[j].kind == SPAN_MENTION &&
                strcmp(s->list[j].text, said) == 0)
                return &s->list[j];
    }
    return NULL;
}

static void a_mention_leads_to_a_class_that_the_code_has(void **state)
{
    static const struct {
        const char *said, *name, *held;
    } rows[] = {{"2.1.1", "X.1.1", "5.1.1"}, {"4.0.0", "X.0.0", "4.0.0"}};
    struct loaded *l = *state;
    struct page page;

    page_provider(&l->arena, &l->view, view_provider(&l->view, "other"), &page);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct span *s = mention_in(&page, rows[i].said);

        assert_non_null(s);
        assert_int_equal(s->to.kind, PAGE_STATUS);
        assert_string_equal(s->to.name, rows[i].name);
        assert_string_equal(s->to.held, rows[i].held);
    }
    assert_null(mention_in(&page, "3.0.0")); /* no status has that class */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mention_leads_to_a_class_that_the_code_has),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
