/* SPDX-License-Identifier: 0BSD
 *
 * The Markdown escapers, against what GitHub must be given.
 */
#include "run.h"

#include "render/esc.h"

struct pair {
    const char *text, *want;
};

static void judge(void (*escape)(struct buf *, const char *),
                  const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf got = {0};

        escape(&got, pairs[i].text);
        buf_puts(&got, "");
        assert_string_equal(got.text, pairs[i].want);
        buf_free(&got);
    }
}

#define JUDGE(escape, pairs) \
    judge(escape, pairs, sizeof(pairs) / sizeof((pairs)[0]))

static void text_is_only_text(void **state)
{
    static const struct pair pairs[] = {
        {"", ""},
        {"plain, text: (5) a-b 'c' \"d\" 100% é 日",
         "plain, text: (5) a-b 'c' \"d\" 100% é 日"},
        {"*stars* _under_ `code`", "\\*stars\\* \\_under\\_ \\`code\\`"},
        {"a | b", "a \\| b"},
        {"<b> & &amp;", "\\<b\\> \\& \\&amp;"},
        {"[text](address)", "\\[text\\](address)"},
        {"~~gone~~ C# $x$", "\\~\\~gone\\~\\~ C\\# \\$x\\$"},
        {"back\\slash \\", "back\\\\slash \\\\"},
    };

    (void)state;
    JUDGE(esc_markdown, pairs);
}

static void text_starts_no_block(void **state)
{
    static const struct pair pairs[] = {
        {"# no heading", "\\# no heading"}, {"- no list", "\\- no list"},
        {"+ no list", "\\+ no list"},       {"* no list", "\\* no list"},
        {"1. no list", "1\\. no list"},     {"12) no list", "12\\) no list"},
        {"1.5 fine", "1\\.5 fine"},         {"=== no rule", "\\=== no rule"},
        {"> no quote", "\\> no quote"},     {"a - b + c = d", "a - b + c = d"},
        {"5.1.1 is", "5\\.1.1 is"},
    };

    (void)state;
    JUDGE(esc_markdown, pairs);
}

static void text_links_nothing(void **state)
{
    static const struct pair pairs[] = {
        {"to a_b@example.com.", "to `a_b@example.com`."},
        {"<x@example.com>", "\\<`x@example.com`\\>"},
        {"a @ b", "a @ b"},
        {"a@ b", "a@ b"},
        {"a @b", "a @b"},
        {"a@.- b", "a@.- b"},
        {"a:/b ::/ :x/", "a&#58;/b :&#58;/ :x/"},
        {"a@b.@c.d", "`a@b.@c.d`"},
        {"https://example.com/", "https&#58;//example.com/"},
        {"www.example.com", "www&#46;example.com"},
    };

    (void)state;
    JUDGE(esc_markdown, pairs);
}

static void code_keeps_its_quotes(void **state)
{
    static const struct pair span[] = {
        {"", ""},
        {"x", "`x`"},
        {"a | b", "`a | b`"},
        {"a`b", "``a`b``"},
        {"`", "`` ` ``"},
        {"a``b`", "``` a``b` ```"},
        {"\\<&*", "`\\<&*`"},
    };
    static const struct pair cell[] = {
        {"a | b", "`a \\| b`"},
        {"x", "`x`"},
    };
    static const struct pair block[] = {
        {"x\ny", "```text\nx\ny\n```\n"},
        {"\n      a\n        b\n\n      c\n    ",
         "```text\na\n  b\n\nc\n```\n"},
        {"``` x", "````text\n``` x\n````\n"},
    };
    static const struct pair command[] = {
        {"dig +short", "   ```sh\n   dig +short\n   ```\n"},
        {"```", "   ````sh\n   ```\n   ````\n"},
        {"`````` x", "   ```````sh\n   `````` x\n   ```````\n"},
    };

    (void)state;
    JUDGE(esc_markdown_code, span);
    JUDGE(esc_markdown_cell_code, cell);
    JUDGE(esc_markdown_block, block);
    JUDGE(esc_markdown_command, command);
}

static void addresses_end_where_they_should(void **state)
{
    static const struct pair pairs[] = {
        {"https://example.com/a_b*c?x=1&y=(2)",
         "<https://example.com/a_b*c?x=1&y=(2)>"},
        {"a b<c>\\|\"%20", "<a%20b%3Cc%3E%5C%7C%22%20>"},
        {"ö", "<%C3%B6>"},
        {"?a&copy=1&lt;2&#60;3", "<?a&copy=1&amp;lt;2&amp;#60;3>"},
        {"&;&a;&", "<&;&amp;a;&>"},
    };

    (void)state;
    JUDGE(esc_markdown_address, pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_only_text),
        cmocka_unit_test(text_starts_no_block),
        cmocka_unit_test(text_links_nothing),
        cmocka_unit_test(code_keeps_its_quotes),
        cmocka_unit_test(addresses_end_where_they_should),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
