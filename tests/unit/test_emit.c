/* SPDX-License-Identifier: 0BSD
 *
 * The emitters, all that the table lists, over the golden catalogue.
 */
#include "loaded.h"

#include "write/emit.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_adds_files_of_its_own),
        cmocka_unit_test(all_make_the_same_again),
        cmocka_unit_test(banners_have_the_digest_of_the_json),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
