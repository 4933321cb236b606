/* SPDX-License-Identifier: 0BSD
 *
 * Tags in a text, whether it is well-formed or not.
 */
#include "run.h"

#include "read/tags.h"

/* All tags of a text, as "line kind name [length]" with blanks between. */
static const char *list(struct arena *arena, const char *text)
{
    static const char *const kinds[] = {
        [TAG_START] = "start",
        [TAG_END] = "end",
        [TAG_EMPTY] = "empty",
        [TAG_DECLARATION] = "declaration",
    };
    struct tag_cursor c = {text, text + strlen(text), 1};
    const char *all = "";
    struct tag tag;

    while (tags_next(&c, &tag))
        all = mem_printf(arena, "%s%s%d %s %.*s [%.*s]", all, *all ? " " : "",
                         tag.line, kinds[tag.kind], (int)tag.name_len, tag.name,
                         (int)tag.len, tag.text);
    assert_ptr_equal(c.at, c.end);
    return all;
}

static void finds_each_tag(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"text > &lt;", ""},
        {"<a>", "1 start a [<a>]"},
        {"<a/>", "1 empty a [<a/>]"},
        {"<ab cd='e'/>", "1 empty ab [<ab cd='e'/>]"},
        {"<a\n>\n</a\n><b>",
         "1 start a [<a\n>] 3 end a [</a\n>] 4 start b [<b>]"},
        {"<!DOCTYPE a>", "1 declaration !DOCTYPE [<!DOCTYPE a>]"},
        /* A '>' in quotes ends no tag, in quotes of either kind. */
        {"<a b='/>'>c", "1 start a [<a b='/>'>]"},
        {"<a b=\"/>\">c", "1 start a [<a b=\"/>\">]"},
        {"<a b='\"' c='>'/>", "1 empty a [<a b='\"' c='>'/>]"},
        {"<a b=\"'\" c=\">\"/>", "1 empty a [<a b=\"'\" c=\">\"/>]"},
        {"</a '>'>", "1 end a [</a '>]"},
        /* What has no end goes on to that of the text. */
        {"<", "1 start  [<]"},
        {"</", "1 end  [</]"},
        {"<a", "1 start a [<a]"},
        {"</a\nb", "1 end a [</a\nb]"},
        {"<a b='>\n<c>", "1 start a [<a b='>\n<c>]"},
        {"<a b='", "1 start a [<a b=']"},
        {"<>x", "1 start  [<>]"},
        /* What only looks like a tag. */
        {"<!-- <a>\n--><b>", "2 start b [<b>]"},
        {"<!--><a>--><b>", "1 start b [<b>]"},
        {"<!---><a>--><b>", "1 start b [<b>]"},
        {"<!----><b>", "1 start b [<b>]"},
        {"<!-- <a>", ""},
        {"<![CDATA[<a>]]\n]]><b>", "2 start b [<b>]"},
        {"<![CDATA[]]><b>", "1 start b [<b>]"},
        {"<![CDATA[<a>", ""},
        {"<?a <b> ?><c>", "1 start c [<c>]"},
        {"<?\?><c>", "1 start c [<c>]"},
        {"<?><b>?><c>", "1 start c [<c>]"},
        {"<?a <b>", ""},
        {"<!-<a>", "1 declaration !-<a [<!-<a>]"},
        {"\n\n<a>\n\n", "3 start a [<a>]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena arena = {0};

        assert_string_equal(list(&arena, rows[i][0]), rows[i][1]);
        mem_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_tag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
