/* SPDX-License-Identifier: 0BSD
 *
 * HTML of each kind of block and span, and of the names of a page. Nobody
 * commits the site, so no diff shows what becomes of it.
 */
#include "run.h"

#include "spans.h"

#include "render/render.h"

/* What a page of these blocks has in its main part. */
static void shows(struct block *blocks, size_t count, const char *want)
{
    struct arena arena = {0};
    struct page page = {.arena = &arena,
                        .self = {PAGE_STATUS, "X.7.1", "5.7.1", "top"},
                        .title = WORDS("A title"),
                        .summary = "One. Two.",
                        .blocks = blocks,
                        .block_count = count};
    struct buf html = {0};
    const char *main, *end;

    html_render(&page, &html);
    main = strstr(html.text, "<main>\n<h1 id=\"top\">A title</h1>\n");
    assert_non_null(main);
    main = strstr(main, "</h1>\n") + 6;
    end = strstr(main, "</main>\n</body>\n</html>\n");
    assert_non_null(end);
    assert_string_equal(mem_text(&arena, main, (size_t)(end - main)), want);
    buf_free(&html);
    mem_free(&arena);
}

static void shows_one(struct block block, const char *want)
{
    shows(&block, 1, want);
}

static void shows_texts(void **state)
{
    struct block two[] = {{.kind = BLOCK_NOTE, .spans = WORDS("Mind <this>.")},
                          {.kind = BLOCK_ANCHOR, .anchor = "here"}};

    (void)state;
    shows(NULL, 0, "");
    shows_one((struct block){.kind = BLOCK_HEADING,
                             .level = 3,
                             .anchor = "a\"b",
                             .spans = WORDS("What & why")},
              "<h3 id=\"a&quot;b\">What &amp; why</h3>\n");
    shows_one((struct block){.kind = BLOCK_HEADING,
                             .level = 2,
                             .spans = WORDS("No anchor")},
              "<h2>No anchor</h2>\n");
    shows_one((struct block){.kind = BLOCK_PARAGRAPH,
                             .spans = SPANS({SPAN_TEXT, "Of ", {0}, NULL},
                                            {SPAN_STRONG, "all", {0}, NULL},
                                            {SPAN_CODE, "a<b", {0}, NULL})},
              "<p>Of <strong>all</strong><code>a&lt;b</code></p>\n");
    shows(two, 2,
          "<p class=\"note\">Mind &lt;this&gt;.</p>\n"
          "<div id=\"here\"></div>\n");
}

/* From 5.7.1/index.html: up, and not to the page itself. */
static void shows_links(void **state)
{
    (void)state;
    shows_one(
        (struct block){
            .kind = BLOCK_PARAGRAPH,
            .spans = SPANS(
                {SPAN_LINK, "r", {PAGE_REPLY, "550", "550", NULL}, NULL},
                {SPAN_MENTION, "s", {PAGE_STATUS, "X.7.2", "5.7.2", "a"}, NULL},
                {SPAN_LINK, "c", {PAGE_REASON, "policy", NULL, NULL}, NULL},
                {SPAN_LINK, "p", {PAGE_PROVIDER, "google", NULL, NULL}, NULL},
                {SPAN_LINK, "t", {PAGE_TABLE, "words", NULL, NULL}, NULL},
                {SPAN_LINK, "g", {PAGE_GUIDE, "", NULL, NULL}, NULL},
                {SPAN_LINK, "o", {PAGE_OVERVIEW, "", NULL, NULL}, NULL},
                {SPAN_LINK, "k", {PAGE_REASON, "X.7.1", NULL, NULL}, NULL},
                {SPAN_LINK, "me", {PAGE_STATUS, "X.7.1", "5.7.1", "x"}, NULL},
                {SPAN_RFC, "RFC 1", {0}, "https://example.org/1?a&b"},
                {SPAN_ADDRESS, "it", {0}, "https://example.org/"})},
        "<p><a href=\"../550/index.html\">r</a>"
        "<a href=\"../5.7.2/index.html#a\">s</a>"
        "<a href=\"../cause/policy/index.html\">c</a>"
        "<a href=\"../provider/google/index.html\">p</a>"
        "<a href=\"../table/words/index.html\">t</a>"
        "<a href=\"../guide/index.html\">g</a>"
        "<a href=\"../index.html\">o</a>"
        "<a href=\"../cause/X.7.1/index.html\">k</a>"
        "<a href=\"#x\">me</a>"
        "<a href=\"https://example.org/1?a&amp;b\">RFC 1</a>"
        "<a href=\"https://example.org/\">it</a></p>\n");
}

static void shows_items(void **state)
{
    struct spans a = WORDS("a"), b = WORDS("b"), pair[] = {a, b},
                 back[] = {b, a};
    struct item items[] = {{NULL, &a, 1, NULL}, {NULL, &b, 1, NULL}};
    struct item steps[] = {{NULL, &a, 1, "dig x\n"}, {NULL, &b, 1, NULL}};
    struct item rows[] = {{"one", pair, 2, NULL}, {NULL, back, 2, NULL}};
    static const char *const columns[] = {"Left", "<Right>"};

    (void)state;
    shows_one((struct block){.kind = BLOCK_LIST}, "");
    shows_one(
        (struct block){.kind = BLOCK_LIST, .items = items, .item_count = 2},
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    shows_one(
        (struct block){.kind = BLOCK_CONTENTS, .items = items, .item_count = 1},
        "<ul>\n<li>a</li>\n</ul>\n");
    shows_one(
        (struct block){.kind = BLOCK_STEPS, .items = steps, .item_count = 2},
        "<ol>\n<li>a\n<pre class=\"command\"><code>dig x</code></pre>\n</li>\n"
        "<li>b</li>\n</ol>\n");
    shows_one(
        (struct block){.kind = BLOCK_TERMS, .items = rows, .item_count = 2},
        "<dl>\n<dt>a</dt><dd>b</dd>\n<dt>b</dt><dd>a</dd>\n</dl>\n");
    shows_one((struct block){.kind = BLOCK_TABLE,
                             .items = rows,
                             .item_count = 2,
                             .columns = columns,
                             .column_count = 2},
              "<table>\n<thead><tr><th>Left</th><th>&lt;Right&gt;</th></tr>"
              "</thead>\n<tbody>\n"
              "<tr id=\"one\"><td data-column=\"Left\">a</td>"
              "<td data-column=\"&lt;Right&gt;\">b</td></tr>\n"
              "<tr><td data-column=\"Left\">b</td>"
              "<td data-column=\"&lt;Right&gt;\">a</td></tr>\n"
              "</tbody>\n</table>\n");
    shows_one((struct block){.kind = BLOCK_DETAILS,
                             .spans = WORDS("More"),
                             .items = items,
                             .item_count = 2},
              "<details><summary>More</summary>\n<p>a</p>\n<p>b</p>\n"
              "</details>\n");
    shows_one(
        (struct block){.kind = BLOCK_FOOTER, .items = items, .item_count = 2},
        "<nav class=\"end\" aria-label=\"Read on\">a b</nav>\n");
}

/* Without the empty lines around it, which a browser would show or not. */
static void shows_samples(void **state)
{
    (void)state;
    shows_one(
        (struct block){.kind = BLOCK_SAMPLE, .text = "\n\n  550 <a>\n x \n\n"},
        "<pre class=\"sample\"><code>  550 &lt;a&gt;\n x</code></pre>\n");
}

/* The page under its own name, another that people hold, the catalogue's, and
 * one it had: all say where it is. */
static void names_lead_to_the_page(void **state)
{
    struct arena arena = {0};
    struct block block = {.kind = BLOCK_PARAGRAPH, .spans = WORDS("Text.")};
    struct page page = {.arena = &arena,
                        .self = {PAGE_STATUS, "X.7.1", "5.7.1", NULL},
                        .title = WORDS("A <title>"),
                        .summary = "One \"sentence\". Two.",
                        .blocks = &block,
                        .block_count = 1};
    const struct target held = {PAGE_STATUS, "4.7.1", "4.7.1", NULL};
    const struct target name = {PAGE_STATUS, "X.7.1", "X.7.1", NULL};
    const struct target had = {PAGE_STATUS, "X.7.0", "X.7.0", NULL};
    static const char canonical[] =
        "<link rel=\"canonical\" href=\"../5.7.1/index.html\">\n";
    struct buf own = {0}, other = {0}, alias = {0}, earlier = {0};

    (void)state;
    html_render(&page, &own);
    assert_non_null(strstr(own.text, "<title>A &lt;title&gt;</title>\n"));
    assert_non_null(strstr(own.text, "content=\"One &quot;sentence&quot;.\">"));
    assert_non_null(strstr(own.text, "href=\"../site.css\""));
    assert_non_null(strstr(own.text, "<a href=\"../guide/index.html\">"));
    assert_non_null(strstr(own.text, "<h1>A &lt;title&gt;</h1>\n<p>Text.</p>"));
    assert_null(strstr(own.text, "canonical"));
    html_alias(&page, &held, &other);
    assert_non_null(strstr(other.text, canonical));
    assert_non_null(strstr(other.text, "<p>Text.</p>"));
    assert_null(strstr(other.text, "refresh"));
    html_alias(&page, &name, &alias);
    assert_non_null(strstr(alias.text, canonical));
    assert_non_null(strstr(alias.text, "url=../5.7.1/index.html\">"));
    assert_non_null(strstr(alias.text, "<h1>X.7.1</h1>"));
    assert_null(strstr(alias.text, "<p>Text.</p>"));
    html_earlier(&page, &had, &earlier);
    assert_non_null(strstr(earlier.text, canonical));
    assert_non_null(strstr(earlier.text,
                           "<h1>X.7.0</h1>\n<p><a href=\"../5.7.1/"
                           "index.html\">A &lt;title&gt;</a>"));
    buf_free(&own);
    buf_free(&other);
    buf_free(&alias);
    buf_free(&earlier);
    mem_free(&arena);
}

/* The front page has its own parts, whose title is above the page's. */
static void pages_have_the_parts_of_their_site(void **state)
{
    static const struct html_parts parts = {"<HEAD>\n", "<TOP>\n",
                                            "<FRONT HEAD>\n", "<FRONT TOP>\n"};
    struct arena arena = {0};
    struct page page = {.arena = &arena,
                        .self = {PAGE_GUIDE, "", NULL, "a"},
                        .title = WORDS("A title"),
                        .summary = "One.",
                        .html = &parts};
    struct buf guide = {0}, front = {0}, plain = {0};

    (void)state;
    html_render(&page, &guide);
    assert_non_null(strstr(guide.text, "<link rel=\"stylesheet\" "
                                       "href=\"../site.css\">\n<HEAD>\n"
                                       "</head>\n"));
    assert_non_null(strstr(guide.text, "<main>\n<TOP>\n"
                                       "<h1 id=\"a\">A title</h1>\n"));
    page.self.kind = PAGE_OVERVIEW;
    html_render(&page, &front);
    assert_null(strstr(front.text, "stylesheet"));
    assert_non_null(strstr(front.text, "<FRONT HEAD>\n</head>\n"));
    assert_non_null(strstr(front.text, "<main>\n<FRONT TOP>\n"
                                       "<h2 id=\"a\">A title</h2>\n"));
    page.html = NULL;
    html_render(&page, &plain);
    assert_non_null(strstr(plain.text, "href=\"site.css\">\n</head>\n"));
    assert_non_null(strstr(plain.text, "<main>\n<h1 id=\"a\">A title</h1>\n"));
    buf_free(&guide);
    buf_free(&front);
    buf_free(&plain);
    mem_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_texts),
        cmocka_unit_test(shows_links),
        cmocka_unit_test(shows_items),
        cmocka_unit_test(shows_samples),
        cmocka_unit_test(names_lead_to_the_page),
        cmocka_unit_test(pages_have_the_parts_of_their_site),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
