/* SPDX-License-Identifier: 0BSD
 *
 * mdoc of each kind of block and span: also of pages that no catalogue makes,
 * such as one that begins with a list.
 */
#include "run.h"

#include "spans.h"

#include "render/render.h"

#define HEAD                                                            \
    ".\\\" SPDX-License-Identifier: 0BSD\n"                             \
    ".\\\" Generated from catalog/; edit there and run make gen.\n"     \
    ".Dd December 6, 2024\n.Dt SMTP-X.7.1 7\n.Os smtpcodes\n.Sh NAME\n" \
    ".Nm smtp-X.7.1\n.Nd what it is\n"

/* What a page of these blocks has below its name, and what it names besides.
 */
static void page_shows(struct page *page, const char *want, const char *see)
{
    struct arena arena = {0};
    struct buf got = {0};
    const char *all = mem_printf(&arena, HEAD "%s.Sh SEE ALSO\n%s", want, see);

    page->arena = &arena;
    page->self = (struct target){PAGE_STATUS, "X.7.1", "5.7.1", NULL};
    page->about = "what it is";
    page->date = "2024-12-06";
    mdoc_render(page, &got);
    assert_string_equal(got.text, all);
    buf_free(&got);
    mem_free(&arena);
}

#define SEE(more) ".Xr smtpcodes 3 ,\n" more ".Xr smtpcodes 7\n"

static void shows(struct block *blocks, size_t count, const char *want)
{
    struct page page = {.blocks = blocks, .block_count = count};

    page_shows(&page, want, SEE(""));
}

static void shows_one(struct block block, const char *want)
{
    shows(&block, 1, want);
}

#define PARAGRAPH(words)                               \
    {                                                  \
        .kind = BLOCK_PARAGRAPH, .spans = WORDS(words) \
    }
#define HEADING(n, words)                                        \
    {                                                            \
        .kind = BLOCK_HEADING, .level = n, .spans = WORDS(words) \
    }

static void begins_sections_and_paragraphs(void **state)
{
    struct block texts[] = {PARAGRAPH("One."),        PARAGRAPH("Two."),
                            HEADING(2, "What it is"), PARAGRAPH("Three."),
                            HEADING(3, "More of it"), PARAGRAPH("Four.")};
    struct block described[] = {{.kind = BLOCK_HEADING,
                                 .level = 2,
                                 .anchor = "in-short",
                                 .spans = WORDS("In short")},
                                PARAGRAPH("One.")};
    struct block noted[] = {{.kind = BLOCK_NOTE, .spans = WORDS("Mind.")},
                            described[0],
                            described[1]};
    struct block late[] = {HEADING(2, "First"), described[0], described[1]};

    (void)state;
    shows(NULL, 0, "");
    shows(texts, 6,
          ".Sh DESCRIPTION\nOne.\n.Pp\nTwo.\n.Sh WHAT IT IS\nThree.\n"
          ".Ss \"More of it\"\nFour.\n");
    shows(described, 2, ".Sh DESCRIPTION\nOne.\n");
    shows(noted, 3, ".Sh DESCRIPTION\nMind.\n.Pp\nOne.\n");
    shows(late, 3, ".Sh FIRST\n.Sh DESCRIPTION\nOne.\n");
}

/* What the docs have a place for, and a manual has not. */
static void leaves_out_what_has_no_place(void **state)
{
    struct spans a = WORDS("a");
    struct item item = {NULL, &a, 1, NULL};
    struct block blocks[] = {
        {.kind = BLOCK_ANCHOR, .anchor = "here"},
        {.kind = BLOCK_CONTENTS, .items = &item, .item_count = 1},
        {.kind = BLOCK_DETAILS, .spans = a, .items = &item, .item_count = 1},
        {.kind = BLOCK_FOOTER, .items = &item, .item_count = 1},
        {.kind = BLOCK_LIST},
        {.kind = BLOCK_TABLE}};

    (void)state;
    shows(blocks, 6, "");
}

/* Text is gathered up to the next macro, which takes the punctuation behind
 * it. */
static void shows_spans(void **state)
{
    (void)state;
    shows_one((struct block){.kind = BLOCK_PARAGRAPH,
                             .spans = SPANS({SPAN_TEXT, "Of ", {0}, NULL},
                                            {SPAN_RFC, "RFC 1", {0}, "x"},
                                            {SPAN_TEXT, " all: ", {0}, NULL},
                                            {SPAN_STRONG, "all-in", {0}, NULL},
                                            {SPAN_TEXT, ", or ", {0}, NULL},
                                            {SPAN_CODE, "a-b", {0}, NULL},
                                            {SPAN_TEXT, "?!) Yes", {0}, NULL},
                                            {SPAN_CODE, "cd", {0}, NULL},
                                            {SPAN_CODE, "efgh", {0}, NULL})},
              ".Sh DESCRIPTION\nOf RFC 1 all:\n.Sy \"all-in\" ,\nor\n"
              ".Li \"\\&a\\-b\" ? ! )\nYes\n.Li \"\\&cd\"\n.Li \"efgh\"\n");
    shows_one(
        (struct block){
            .kind = BLOCK_PARAGRAPH,
            .spans =
                SPANS({SPAN_ADDRESS, "its page", {0}, "https://example.org/"},
                      {SPAN_TEXT, ".", {0}, NULL})},
        ".Sh DESCRIPTION\n.Em \"its page\" :\n"
        ".Lk \"https://example.org/\" .\n");
}

static void looks_at_nothing_behind_the_last_span(void **state)
{
    struct spans spans = SPANS({SPAN_CODE, "code", {0}, NULL},
                               {SPAN_TEXT, ". Not of it", {0}, NULL});

    (void)state;
    spans.count = 1;
    shows_one((struct block){.kind = BLOCK_PARAGRAPH, .spans = spans},
              ".Sh DESCRIPTION\n.Li \"code\"\n");
}

/* A page is named where a code or a name stands, and behind other words. All
 * but the page itself and the overview stand in SEE ALSO, each once. */
static void shows_links(void **state)
{
    struct block blocks[] = {
        {.kind = BLOCK_PARAGRAPH,
         .spans = SPANS(
             {SPAN_LINK, "550", {PAGE_REPLY, "550", "550", NULL}, NULL},
             {SPAN_TEXT, ", ", {0}, NULL},
             {SPAN_LINK,
              "5.7.26",
              {PAGE_STATUS, "X.7.26", "5.7.26", NULL},
              NULL},
             {SPAN_TEXT, " ", {0}, NULL},
             {SPAN_LINK, "its page", {PAGE_REPLY, "550", "550", NULL}, NULL},
             {SPAN_TEXT, " ", {0}, NULL},
             {SPAN_LINK, "mine", {PAGE_STATUS, "X.7.1", "5.7.1", "x"}, NULL},
             {SPAN_TEXT, " ", {0}, NULL},
             {SPAN_LINK, "guide", {PAGE_GUIDE, "", "", NULL}, NULL})},
        {.kind = BLOCK_HEADING,
         .level = 3,
         .spans = SPANS(
             {SPAN_TEXT, "Of ", {0}, NULL},
             {SPAN_LINK, "policy", {PAGE_REASON, "policy", "", NULL}, NULL})}};
    struct target related[] = {{PAGE_PROVIDER, "google", NULL, NULL},
                               {PAGE_STATUS, "X.7.1", "5.7.1", NULL},
                               {PAGE_TABLE, "words", NULL, NULL},
                               {PAGE_REASON, "Policy", NULL, NULL}};
    struct page page = {.blocks = blocks,
                        .block_count = 2,
                        .related = related,
                        .related_count = 4};

    (void)state;
    page_shows(&page,
               ".Sh DESCRIPTION\n.Xr smtp-550 7 ,\n.Xr smtp-X.7.26 7\n"
               "its page\n.Pq Xr smtp-550 7\nmine\nguide\n.Pq Xr smtpcodes 7\n"
               ".Ss \"Of policy\"\n",
               SEE(".Xr smtp-550 7 ,\n.Xr smtp-policy 7 ,\n"
                   ".Xr smtp-Policy 7 ,\n"
                   ".Xr smtp-provider-google 7 ,\n.Xr smtp-X.7.26 7 ,\n"));
}

#define TEN "abcdefghi "
#define WORDS_OF_70 TEN TEN TEN TEN TEN TEN TEN

/* Long items want air between them, and no paragraph above it. */
static void shows_lists(void **state)
{
    struct spans a = WORDS("a"), line = WORDS(WORDS_OF_70 "kl"),
                 longer = WORDS(WORDS_OF_70 "klm");
    struct item brief[] = {{NULL, &a, 1, NULL}, {NULL, &line, 1, NULL}};
    struct item wordy[] = {{NULL, &longer, 1, NULL}, {NULL, &a, 1, NULL}};
    struct item steps[] = {{NULL, &a, 1, "dig x"}, {NULL, &a, 1, NULL}};
    struct block compact = {
        .kind = BLOCK_LIST, .items = brief, .item_count = 2};
    struct block loose = {.kind = BLOCK_LIST, .items = wordy, .item_count = 2};
    struct block two[] = {HEADING(2, "List"), compact, PARAGRAPH("Behind.")};
    struct block three[] = {PARAGRAPH("Before."), loose, PARAGRAPH("Behind.")};
    struct block four[] = {PARAGRAPH("Before."), compact};

    (void)state;
    shows_one(compact,
              ".Sh DESCRIPTION\n.Bl -bullet -compact\n.It\na\n.It\n" WORDS_OF_70
              "kl\n.El\n");
    shows_one(loose, ".Sh DESCRIPTION\n.Bl -bullet\n.It\n" WORDS_OF_70 "klm\n"
                     ".It\na\n.El\n");
    shows_one(
        (struct block){.kind = BLOCK_STEPS, .items = steps, .item_count = 2},
        ".Sh DESCRIPTION\n.Bl -enum\n.It\na\n.Dl \"dig x\"\n.It\na\n"
        ".El\n");
    shows(two, 3,
          ".Sh LIST\n.Bl -bullet -compact\n.It\na\n.It\n" WORDS_OF_70 "kl\n"
          ".El\n.Pp\nBehind.\n");
    shows(three, 3,
          ".Sh DESCRIPTION\nBefore.\n.Bl -bullet\n.It\n" WORDS_OF_70 "klm\n"
          ".It\na\n.El\n.Pp\nBehind.\n");
    shows(four, 2,
          ".Sh DESCRIPTION\nBefore.\n.Pp\n.Bl -bullet "
          "-compact\n.It\na\n.It\n" WORDS_OF_70 "kl\n.El\n");
}

/* As wide as the widest term that leaves room for what it is. */
static void shows_terms(void **state)
{
    struct spans a[] = {WORDS("four"), WORDS("It.")};
    struct spans b[] = {WORDS("of twenty characters"), WORDS("That.")};
    struct spans c[] = {WORDS("of twenty-one letters"), WORDS("This.")};
    struct item terms[] = {{NULL, a, 2, NULL},
                           {NULL, b, 2, NULL},
                           {NULL, c, 2, NULL},
                           {NULL, a, 2, NULL}};
    struct block block = {.kind = BLOCK_TERMS, .items = terms, .item_count = 4};

    (void)state;
    shows_one(
        block,
        ".Sh DESCRIPTION\n.Bl -tag -width \"of twenty characters\" "
        "-compact\n.It Sy \"four\"\nIt.\n.It Sy \"of twenty characters\"\n"
        "That.\n.It Sy \"of twenty-one letters\"\nThis.\n"
        ".It Sy \"four\"\nIt.\n.El\n");
}

/* One line is a display line, unless a tab stands in it. */
static void shows_samples(void **state)
{
    struct block line = {.kind = BLOCK_SAMPLE, .text = "\n\n550-no  -x"};
    struct block behind[] = {PARAGRAPH("Before."), line, PARAGRAPH("Behind.")};

    (void)state;
    shows_one(line, ".Sh DESCRIPTION\n.Dl \"550\\-no  \\-x\"\n");
    shows(behind, 3,
          ".Sh DESCRIPTION\nBefore.\n.Dl \"550\\-no  \\-x\"\n.Pp\nBehind.\n");
    shows_one((struct block){.kind = BLOCK_SAMPLE, .text = "a\tbcd"},
              ".Sh DESCRIPTION\n.Bd -literal -offset indent\n\\&a\tbcd\n.Ed\n");
    shows_one((struct block){.kind = BLOCK_SAMPLE,
                             .text = "\n550-one\n\n'550 two.\n \n"},
              ".Sh DESCRIPTION\n.Bd -literal -offset indent\n\\&550\\-one\n"
              "\\&\\&\n\\&\\(aq550 two.\\&\n.Ed\n");
}

/* The first cell is a tag, the others sentences with their columns' titles.
 */
static void shows_tables(void **state)
{
    static const char *const columns[] = {"Code", "Title", "Note"};
    struct spans own[] = {
        SPANS({SPAN_LINK, "5.7.1", {PAGE_STATUS, "X.7.1", "5.7.1", "a"}, NULL}),
        WORDS("Mine."),
        {NULL, 0}};
    struct spans held[] = {
        SPANS(
            {SPAN_LINK, "5.7.2", {PAGE_STATUS, "X.7.2", "5.7.2", NULL}, NULL}),
        WORDS("Another"), WORDS("Why?")};
    struct spans other[] = {
        SPANS(
            {SPAN_LINK, "4.7.2", {PAGE_STATUS, "X.7.2", "5.7.2", NULL}, NULL}),
        WORDS("The same!"), WORDS("")};
    struct spans cause[] = {
        SPANS({SPAN_LINK, "It", {PAGE_REASON, "policy", "", NULL}, NULL}),
        WORDS("A cause."), WORDS("Yes")};
    struct spans code[] = {SPANS({SPAN_CODE, "MAIL", {0}, NULL}),
                           WORDS("A command.")};
    struct spans wide[] = {WORDS("twenty-five letters of it"), WORDS("Wide.")};
    struct spans fits[] = {WORDS("twenty-four letters of i"), WORDS("Fits.")};
    struct item rows[] = {{NULL, own, 3, NULL},
                          {NULL, held, 3, NULL},
                          {NULL, other, 3, NULL},
                          {NULL, cause, 3, NULL}};
    struct item commands[] = {{NULL, code, 2, NULL}};
    struct item texts[] = {{NULL, wide, 2, NULL}, {NULL, fits, 2, NULL}};
    struct block table = {.kind = BLOCK_TABLE,
                          .items = rows,
                          .item_count = 4,
                          .columns = columns,
                          .column_count = 3};
    struct page page = {.blocks = &table, .block_count = 1};
    struct block behind[] = {PARAGRAPH("Before."), table, PARAGRAPH("Behind.")};

    (void)state;
    page_shows(&page,
               ".Sh DESCRIPTION\n.Bl -tag -width 14n -compact\n"
               ".It Sy \"5.7.1\"\nMine.\n"
               ".It Xr smtp-5.7.2 7\nAnother.\nNote: Why?\n"
               ".It Sy \"4.7.2\"\nThe same!\nNote:\n"
               ".It Xr smtp-policy 7\nA cause.\nNote: Yes.\n.El\n",
               SEE(".Xr smtp-policy 7 ,\n.Xr smtp-X.7.2 7 ,\n"));
    table.items = commands;
    table.item_count = 1;
    shows_one(table, ".Sh DESCRIPTION\n.Bl -tag -width 4n\n.It Li \"MAIL\"\n"
                     "A command.\n.El\n");
    behind[1] = table;
    shows(behind, 3,
          ".Sh DESCRIPTION\nBefore.\n.Bl -tag -width 4n\n.It Li \"MAIL\"\n"
          "A command.\n.El\n.Pp\nBehind.\n");
    table.items = texts;
    table.item_count = 2;
    shows_one(table, ".Sh DESCRIPTION\n.Bl -tag -width Ds -compact\n"
                     ".It Sy \"twenty-five letters of it\"\nWide.\n"
                     ".It Sy \"twenty-four letters of i\"\nFits.\n.El\n");
    table.items = &texts[1];
    table.item_count = 1;
    shows_one(table, ".Sh DESCRIPTION\n.Bl -tag -width 24n -compact\n"
                     ".It Sy \"twenty-four letters of i\"\nFits.\n.El\n");
}

/* The names that people hold, of which a page tells the first, and those that
 * it had. */
static void tells_its_names(void **state)
{
    const char *aliases[] = {"4.7.1", "5.7.1"}, *earlier[] = {"X.7.0"};
    struct arena arena = {0};
    struct page page = {.arena = &arena,
                        .self = {PAGE_STATUS, "X.7.1", "5.7.1", NULL},
                        .aliases = aliases,
                        .alias_count = 2,
                        .told_count = 1,
                        .earlier = earlier,
                        .earlier_count = 1,
                        .about = "what - is",
                        .date = "2024"};
    struct buf got = {0}, alias = {0};

    (void)state;
    mdoc_render(&page, &got);
    assert_non_null(strstr(got.text, ".Sh NAME\n.Nm smtp-X.7.1 ,\n"
                                     ".Nm smtp-4.7.1 ,\n.Nm smtp-X.7.0\n"
                                     ".Nd what \\- is\n"));
    mdoc_alias(&page, &page.self, &alias);
    assert_string_equal(alias.text, ".\\\" SPDX-License-Identifier: 0BSD\n"
                                    ".so man7/smtp-X.7.1.7\n");
    assert_string_equal(mdoc_path(&arena, &page.self), "man7/smtp-X.7.1.7");
    buf_free(&got);
    page.self = (struct target){PAGE_OVERVIEW, "", NULL, NULL};
    mdoc_render(&page, &got);
    assert_non_null(strstr(got.text, ".Sh SEE ALSO\n.Xr smtpcodes 1 ,\n"
                                     ".Xr smtpcodes 3 ,\n"
                                     ".Xr smtpcodes_explain 3 ,\n"
                                     ".Xr smtpcodes_text 3\n"));
    buf_free(&got);
    buf_free(&alias);
    mem_free(&arena);
}

static void writes_dates(void **state)
{
    static const char *const rows[][2] = {{"2024-12-06", "December 6, 2024"},
                                          {"2026-01-31", "January 31, 2026"},
                                          {"2026-02", "February 1, 2026"},
                                          {"1999", "January 1, 1999"},
                                          {"2026-11-10", "November 10, 2026"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf got = {0};
        struct arena arena = {0};

        mdoc_date(rows[i][0], &got);
        assert_string_equal(got.text,
                            mem_printf(&arena, ".Dd %s\n", rows[i][1]));
        buf_free(&got);
        mem_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_sections_and_paragraphs),
        cmocka_unit_test(leaves_out_what_has_no_place),
        cmocka_unit_test(shows_spans),
        cmocka_unit_test(looks_at_nothing_behind_the_last_span),
        cmocka_unit_test(shows_links),
        cmocka_unit_test(shows_lists),
        cmocka_unit_test(shows_terms),
        cmocka_unit_test(shows_samples),
        cmocka_unit_test(shows_tables),
        cmocka_unit_test(tells_its_names),
        cmocka_unit_test(writes_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
