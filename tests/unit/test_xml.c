/* SPDX-License-Identifier: 0BSD
 *
 * The reader of one file: lines, texts, and what it refuses. The faulty files
 * of tests/bad/ cover the messages; here stands what needs a long, a huge or
 * an odd file.
 */
#include "run.h"

#include "read/broken.h"
#include "read/xml.h"

static struct xml_node *read_text(struct arena *arena, struct diag *diag,
                                  const char *text)
{
    return xml_read(arena, diag, "f", text, strlen(text), NULL, NULL);
}

static void reads_a_tree(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    const struct xml_node *a = read_text(
        &arena, &diag,
        "<?xml version='1.0' encoding='utf-8'?>\n<!-- <x> -->\n<a one='1'\n"
        "   two='&lt;2&#62;'>x<b/>y &amp; <![CDATA[<z>]]>\n<c>\n<d/></c></a>");

    (void)state;
    assert_int_equal(diag.count, 0);
    assert_string_equal(a->name, "a");
    assert_string_equal(a->text, "xy & <z>");
    assert_string_equal(xml_attr(a, "one"), "1");
    assert_string_equal(xml_attr(a, "two"), "<2>");
    assert_null(xml_attr(a, "three"));
    assert_int_equal(a->at.line, 3);
    assert_string_equal(a->at.file, "f");
    assert_string_equal(a->children->name, "b");
    assert_string_equal(a->children->text, "");
    assert_int_equal(a->children->at.line, 4);
    assert_string_equal(a->children->next->name, "c");
    assert_int_equal(a->children->next->at.line, 5);
    assert_int_equal(a->children->next->children->at.line, 6);
    assert_null(a->children->next->next);
    assert_null(a->next);
    mem_free(&arena);
    diag_free(&diag);
}

/* Comments and CDATA cut a text into pieces, which make one again, whatever is
 * read behind it. */
static void puts_pieces_together(void **state)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn";

    (void)state;
    for (int i = 0; i <= 40 * 20 * 3; i++) {
        struct arena arena = {0};
        struct diag diag = {0};
        int first = i / 60, second = i / 3 % 20, third = i % 3;
        const struct xml_node *a = read_text(
            &arena, &diag,
            mem_printf(&arena,
                       "<a>%.*s<![CDATA[%.*s]]><!-- -->%.*s<b>c</b></a>", first,
                       letters, second, letters, third, letters));

        assert_int_equal(diag.count, 0);
        assert_string_equal(a->text,
                            mem_printf(&arena, "%.*s%.*s%.*s", first, letters,
                                       second, letters, third, letters));
        assert_string_equal(a->children->text, "c");
        mem_free(&arena);
    }
}

/* Blanks say nothing, in whatever form. */
static void knows_text_behind_a_child(void **state)
{
    static const struct {
        const char *text;
        bool behind;
    } rows[] = {
        {"<a>x<b/></a>", false},
        {"<a>x<b/>y</a>", true},
        {"<a><b/>y<b/></a>", true},
        {"<a>x<b/>\n <!-- y --> </a>", false},
        {"<a>x<b>y</b></a>", false},
        {"<a>x<b/><![CDATA[ \t\n]]></a>", false},
        {"<a>x<b/><![CDATA[ y]]></a>", true},
        {"<a>x<b/>&#32;</a>", false},
        {"<a>x<b/>&amp;</a>", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena arena = {0};
        struct diag diag = {0};
        const struct xml_node *a = read_text(&arena, &diag, rows[i].text);

        assert_int_equal(diag.count, 0);
        if (a->text_behind != rows[i].behind)
            fail_msg("%s", rows[i].text);
        mem_free(&arena);
    }
}

/* Tags in comments, CDATA and instructions must not shift the lines. */
static void counts_lines_past_what_only_looks_like_a_tag(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    const struct xml_node *a = read_text(
        &arena, &diag,
        "<!--><no\n>--><a t='>'\n><!-- <b>\n --><![CDATA[<b>\n]]><?b <b>\n?>"
        "<b a='\n/>'/>\n<c/></a>");

    (void)state;
    assert_int_equal(diag.count, 0);
    assert_int_equal(a->at.line, 2);
    assert_string_equal(a->children->name, "b");
    assert_int_equal(a->children->at.line, 6);
    assert_int_equal(a->children->next->at.line, 8);
    mem_free(&arena);
    diag_free(&diag);
}

/* libxml2 stops counting lines at 65,535. */
static void knows_lines_beyond_65535(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct buf text = {0};
    const struct xml_node *a;

    (void)state;
    buf_puts(&text, "<a>");
    for (int i = 0; i < 70000; i++)
        buf_putc(&text, '\n');
    buf_puts(&text, "<b/></a>");
    a = read_text(&arena, &diag, text.text);
    assert_int_equal(diag.count, 0);
    assert_int_equal(a->children->at.line, 70001);
    buf_free(&text);
    mem_free(&arena);
    diag_free(&diag);
}

static void takes_a_byte_order_mark(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    const struct xml_node *a =
        read_text(&arena, &diag, "\xef\xbb\xbf<?xml version='1.0'?>\n<a/>");

    (void)state;
    assert_int_equal(diag.count, 0);
    assert_int_equal(a->at.line, 2);
    mem_free(&arena);
    diag_free(&diag);
}

/* Only the declaration declares an encoding. */
static void takes_an_encoding_that_is_none(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};

    (void)state;
    assert_non_null(read_text(&arena, &diag,
                              "<?xml version='1.0'?>\n<a encoding='latin1'/>"));
    assert_int_equal(diag.count, 0);
    mem_free(&arena);
    diag_free(&diag);
}

static void takes_any_visible_character(void **state)
{
    static const char *const texts[] = {"\xc2\xa0",
                                        "é",
                                        "ÿ",
                                        "日本語",
                                        "\xef\xbf\xbd",
                                        "\xf0\x9f\x90\x8c",
                                        "\xf4\x8f\xbf\xbd"};
    struct arena arena = {0};
    struct diag diag = {0};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct xml_node *a =
            read_text(&arena, &diag, mem_printf(&arena, "<a>%s</a>", texts[i]));

        assert_int_equal(diag.count, 0);
        assert_string_equal(a->text, texts[i]);
    }
    mem_free(&arena);
    diag_free(&diag);
}

static void refuses_each(const char *rule, const char *const *texts,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct diag diag = {0};

        if (read_text(&arena, &diag, texts[i]))
            fail_msg("taken: %s", texts[i]);
        assert_int_equal(diag.count, 1);
        assert_string_equal(diag.faults[0].rule, rule);
        mem_free(&arena);
        diag_free(&diag);
    }
}

#define REFUSES(rule, texts) \
    refuses_each(rule, texts, sizeof(texts) / sizeof((texts)[0]))

static void refuses_what_is_hostile(void **state)
{
    static const char *const encodings[] = {
        "<?xml version='1.0' encoding='latin1'?><a/>",
        "<?xml version='1.0' encoding=\"UTF-16\"?><a/>",
        "<?xml version='1.0' encoding='utf-8x'?><a/>",
        "<a>\xff</a>",
        "<a>\xc3\x28</a>",
        "<a>\xe2\x82</a>",
        "<a>\xc1\x81</a>",
        "<a>\xe0\x80\x80</a>",
        "<a>\xf0\x80\x80\x80</a>",
        "<a>\xed\xbf\xbf</a>",
        "<a>\xf5\x80\x80\x80</a>",
        "<a>\x80</a>",
    };
    static const char *const controls[] = {
        "<a>\x01</a>",
        "<a>\x1b[31m</a>",
        "<a>\x7f</a>",
        "<a>\xc2\x80</a>",
        "<a>\xc2\x9f</a>",
        "<a>\xe2\x80\x8b</a>",
        "<a>\xe2\x80\xae</a>",
        "<a>\xe2\x81\xa6</a>",
        "<a>\xef\xbb\xbf</a>",
        "<a>\xf0\x9f\xbf\xbe</a>",
        "<a>\xf3\xa0\x80\x81</a>",
        "<a b='&#x85;'/>",
        "<a>&#x200f;</a>",
        "<a>x&#13;y</a>",
        "<a b='x&#xD;&#xA;y'/>",
        "<!-- \x02 --><a/>",
        "<a>\xef\xbf\xbe</a>",
    };
    static const char *const doctypes[] = {
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
        "\xef\xbb\xbf<!DOCTYPE a><a/>",
        "<!-- <a> -->\n<?x <a> ?><!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
        "<!--> <a -->\n<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/passwd'>]><a/>",
    };
    static const char *const broken[] = {
        "",
        " ",
        "text",
        "<a>",
        "<a/><b/>",
        "<a></b>",
        "<a b=1/>",
        "<a b='1' b='2'/>",
        "<a>&e;</a>",
        "<a><</a>",
        "<!doctype a><a/>",
        "<a/>x",
        "<a>&#0;</a>",
        "<a b='<'/>",
        "<a:b/>",
        "<!-- -- --><a/>",
    };

    (void)state;
    REFUSES("encoding", encodings);
    REFUSES("control-char", controls);
    REFUSES("doctype", doctypes);
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct arena arena = {0};
        struct diag diag = {0};

        if (read_text(&arena, &diag, broken[i]))
            fail_msg("taken: %s", broken[i]);
        assert_true(diag.count > 0);
        mem_free(&arena);
        diag_free(&diag);
    }
}

static void refuses_depth(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct buf text = {0};

    (void)state;
    for (int i = 0; i < 15; i++)
        buf_puts(&text, "<a>");
    for (int i = 0; i < 15; i++)
        buf_puts(&text, "</a>");
    assert_non_null(read_text(&arena, &diag, text.text));
    assert_int_equal(diag.count, 0);
    buf_free(&text);
    for (int i = 0; i < 100000; i++)
        buf_puts(&text, "<a>");
    assert_null(read_text(&arena, &diag, text.text));
    assert_true(diag.count > 0);
    assert_string_equal(diag.faults[0].rule, "too-deep");
    buf_free(&text);
    mem_free(&arena);
    diag_free(&diag);
}

/* At any depth an element has its own children, and those of none before. */
static void tells_children_apart_at_any_depth(void **state)
{
    (void)state;
    for (int depth = 1; depth < 15; depth++) {
        struct arena arena = {0};
        struct diag diag = {0};
        struct buf text = {0};
        const struct xml_node *b;

        for (int i = 0; i < depth; i++)
            buf_puts(&text, "<a>");
        buf_puts(&text, "<b><c/></b><b><d/></b>");
        for (int i = 0; i < depth; i++)
            buf_puts(&text, "</a>");
        b = read_text(&arena, &diag, text.text);
        for (int i = 0; i < depth; i++) {
            assert_non_null(b);
            b = b->children;
        }
        assert_string_equal(b->children->name, "c");
        assert_null(b->children->next);
        assert_non_null(b->next->children);
        assert_string_equal(b->next->children->name, "d");
        assert_null(b->next->children->next);
        buf_free(&text);
        mem_free(&arena);
        diag_free(&diag);
    }
}

/* libxml2 2.9 takes quadratic time over the attributes of a tag, and takes
 * ten million bytes of text for a lack of memory. */
static void refuses_what_is_endless(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct buf text = {0};

    (void)state;
    buf_puts(&text, "<a>\n<b");
    for (int i = 0; i < 60000; i++)
        buf_printf(&text, " a%d=''", i);
    buf_puts(&text, "/></a>");
    assert_null(read_text(&arena, &diag, text.text));
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.faults[0].rule, "long-text");
    assert_int_equal(diag.faults[0].at.line, 2);
    buf_free(&text);
    buf_puts(&text, "<a>");
    for (int i = 0; i < 1100000; i++)
        buf_puts(&text, "long text ");
    buf_puts(&text, "</a>");
    assert_null(read_text(&arena, &diag, text.text));
    assert_int_equal(diag.count, 2);
    assert_string_equal(diag.faults[1].rule, "long-text");
    buf_free(&text);
    mem_free(&arena);
    diag_free(&diag);
}

static void refuses_lengths_from_the_limit_on(void **state)
{
    static const struct {
        size_t tag, gap;
        const char *said;
    } rows[] = {
        {10000, 1000000, NULL},
        {10001, 1000000, "10001 bytes in a tag; expected at most 10000"},
        {10000, 1000001,
         "1000001 bytes before a tag; expected at most 1000000"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena arena = {0};
        struct diag diag = {0};
        struct buf text = {0};

        buf_puts(&text, "<a>\n<b c='");
        while (text.len < strlen("<a>\n") + rows[i].tag - strlen("'>"))
            buf_putc(&text, 'x');
        buf_puts(&text, "'>");
        for (size_t n = 0; n < rows[i].gap; n++)
            buf_putc(&text, 'x');
        buf_puts(&text, "</b></a>");
        assert_int_equal(read_text(&arena, &diag, text.text) != NULL,
                         !rows[i].said);
        assert_int_equal(diag.count, rows[i].said != NULL);
        if (rows[i].said) {
            assert_string_equal(diag.faults[0].text, rows[i].said);
            assert_int_equal(diag.faults[0].at.line, 2);
        }
        buf_free(&text);
        mem_free(&arena);
        diag_free(&diag);
    }
}

/* A tag is mostly too long since its quote has no end. */
static void explains_what_is_too_long(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct buf text = {0};

    (void)state;
    buf_puts(&text, "<a>\n<b c=\"x>\n");
    for (size_t n = 0; n < 10001; n++)
        buf_putc(&text, 'x');
    buf_puts(&text, "</b>\n<b c=\"y\"/></a>");
    assert_null(read_text(&arena, &diag, text.text));
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.faults[0].rule, "xml");
    assert_int_equal(diag.faults[0].at.line, 2);
    buf_free(&text);
    mem_free(&arena);
    diag_free(&diag);
}

/* No more than 40 letters of a name are shown. */
#define N39 "abcdefghijabcdefghijabcdefghijabcdefghi"
#define N40 N39 "j"

/* What broke a file is told in our own words, from where it is. */
static void explains_what_is_broken(void **state)
{
    static const struct {
        const char *text, *words;
        int line;
    } rows[] = {
        {"<a>\n<b>\n</a>", "<b> is not closed before </a> in line 3", 2},
        {"<a>\n<b>\n<c/>", "<b> is not closed before the file ends", 2},
        {"<a>\n<b></c>\n</a>", "</c>, but what is open is <b> of line 2", 2},
        {"<a/>\n</a>", "</a> closes nothing", 2},
        {"<a/>\n\n<b/>", "a second root element, <b>", 3},
        {"<a>\nx & y\n</a>", "write &amp;", 2},
        {"<a>\n<b c='&d'/></a>", "write &amp;", 2},
        {"<a>&lt;&#x41;&#65;&gt;&quot;&apos;&amp;\n&euml;</a>",
         "&euml; is not known here", 2},
        {"<a>\n1 < 2</a>", "a '<' that starts no tag; write &lt;", 2},
        {"<a\n<b/></a>", "<a has no '>'", 1},
        {"<a>\n<b c='d/>\n</a>", "c=\"d has no closing quote", 2},
        {"<a>\n<b c='d e='f'/>\n</a>", "c=\"d has no closing quote", 2},
        {"<a>\n<b c='/>'>\n</a>", "<b> is not closed before </a>", 2},
        {"<a>\n<b c=\"/>\">\n</a>", "<b> is not closed before </a>", 2},
        {"<a>\n<b\nc=d/></a>", "c=d has no quotes; write c=\"...\"", 3},
        {"<a>\n<b c=“d”/></a>", "U+201C; write straight", 2},
        {"<a b=\"c” d=\"\"/>", "ends in a typographic quote, U+201D", 1},
        {"<a>\n<b c/></a>", "\"c\" in <b> has no value", 2},
        {"<a>\n<b 'c'/></a>", "\"'\" in <b> has no value", 2},
        {"<a>\n<b c='d'e='f'/></a>", "no blank behind c=\"...\"", 2},
        {"<a>\n<b c='1 < 2'/></a>", "a '<' in c=\"...\"; write &lt;", 2},
        {"<a>\n<b c='1'\nc='2'/></a>", "c=\"...\" twice in <b>", 3},
        {"<a>\n<b a='' b='' c='' d='' e='' f='' g='' h='' i='' j='' k='' l='' "
         "m='' n='' o='' p=x/></a>",
         "p=x has no quotes", 2},
        {"<a b='", "has no closing quote", 1},
        {"<a b=", "b= has no quotes", 1},
        {"<a>\n1 <2</a>", "a '<' that starts no tag; write &lt;", 2},
        {"<a>\n1 <3</a>", "a '<' that starts no tag; write &lt;", 2},
        {"<a>1 <- 2</a>", "a '<' that starts no tag; write &lt;", 1},
        {"<a>1 <= 2</a>", "a '<' that starts no tag; write &lt;", 1},
        {"<a>\n<_b></a>", "<_b> is not closed", 2},
        {"<a>\n<:b></a>", "<:b> is not closed", 2},
        {"<a>\n<Zb></a>", "<Zb> is not closed", 2},
        {"<a>\n<\303\244></a>", "<\303\244> is not closed", 2},
        {"<a>a&nbsp;b</a>", "&nbsp; is not known here; write a blank", 1},
        {"<a>&#0;</a>", "&#0; is no character", 1},
        {"<a>&#xffFf;</a>", "&#xffFf; is no character", 1},
        {"<a>&#x1F;</a>", "&#x1F; is no character", 1},
        {"<a>&#xd800;</a>", "&#xd800; is no character", 1},
        {"<a>&#57343;</a>", "&#57343; is no character", 1},
        {"<a>&#xfffe;</a>", "&#xfffe; is no character", 1},
        {"<a>&#1114112;</a>", "&#1114112; is no character", 1},
        {"<a>&#9;&#xa;&#13;&#x20;&#xd7ff;&#xe000;&#x10FFFF;&#xfffd;\n&",
         "write &amp;", 2},
        {"<a>&#65</a>", "write &amp;", 1},
        {"<a>&#x;</a>", "&#x; is no character", 1},
        {"<a>&#6a;</a>", "write &amp;", 1},
        {"<a>&;</a>", "write &amp;", 1},
        {"<a><!-- -->\n& </a>", "write &amp;", 2},
        {"<a>]]></a>", "write ]]&gt;", 1},
        {"<a><![CDATA[x]]>& </a>", "write &amp;", 1},
        {"<a><!-- x -->& </a>", "write &amp;", 1},
        {"<a><?b x?>& </a>", "write &amp;", 1},
        {"<a><![CDATA[x]]>]]></a>", "write ]]&gt;", 1},
        {"<a><!-- b\n-- c --></a>", "\"--\" inside the comment", 1},
        {"<a>\n<!-- b </a>", "<!-- has no end; write -->", 2},
        {"<a>\n<!-- b\n<!-- c --></a>", "<!-- has no end before the next", 2},
        {"<a>\n<![CDATA[ b </a>", "<![CDATA[ has no end", 2},
        {"<a>\n<step>one\n<step>two</step></a>",
         "<step> is not closed before the next <step> in line 3", 2},
        {"<a>\n<a/>", "<a> is not closed before the next <a> in line 2", 1},
        {"<a>\n<pair>\n</a>", "write /> at the end of <pair ...>", 2},
        {"<a>\n<b>\n</a>", "write &lt;b&gt; if it is text", 2},
        {"<a>\n</title></a>", "remove it, or write </a>", 2},
        {"<a>\n</a", "</a has no '>'", 2},
        {"<!-- & <b> -->\n<a><![CDATA[&<]]>\n", "<a> is not closed", 2},
        {"<a>\n<b c='d=' e=f/></a>", "e=f has no quotes", 2},
        {"<a>\n<b c='d='\ne=f/></a>", "e=f has no quotes", 3},
        {"<a>\n<b c='d='/>&</a>", "write &amp;", 2},
        {"<a>\n<b c='d='>&</b></a>", "write &amp;", 2},
        {"<a>\n<b c='' d=e/></a>", "d=e has no quotes", 2},
        {"<a>\n<b c='d=e'f'/></a>", "no blank behind c=\"...\"", 2},
        {"<a>\n<b c='='d=''/></a>", "c=\"='d='' has no closing quote", 2},
        {"<a><" N39 "></a>", "<" N39 "> is not closed before </a>", 1},
        {"<a><" N40 "></a>", "<" N40 "> is not closed before </a>", 1},
        {"<a><" N40 "z></a>", "<" N40 "> is not closed before </a>", 1},
        {"<a>&" N39 ";</a>",
         "&" N39 "; is not known here; write the character itself, or &amp;" N39
         "; for",
         1},
        {"<a>&" N40 ";</a>", "an '&' by itself; write &amp;", 1},
        {"<a>]]</a><b>]></b>", "a second root element, <b>", 1},
        {"<a>x]]> </a>", "write ]]&gt;", 1},
        {"", "the file is empty", 1},
        {" \n ", "the file is empty", 2},
        {"words\n", "there is no element", 2},
        {"<a><?xml b?></a>", "(libxml2: ", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena arena = {0};
        struct diag diag = {0};

        assert_null(read_text(&arena, &diag, rows[i].text));
        assert_int_equal(diag.count, 1);
        assert_null(strstr(diag.faults[0].text, "libxml2: )"));
        if (!strstr(diag.faults[0].text, rows[i].words) ||
            (rows[i].line && diag.faults[0].at.line != rows[i].line))
            fail_msg("%s: line %d: %s", rows[i].text, diag.faults[0].at.line,
                     diag.faults[0].text);
        mem_free(&arena);
        diag_free(&diag);
    }
}

/* No more elements are open than 63; what is wrong deeper is not explained. */
static void explains_no_depth(void **state)
{
    (void)state;
    for (int depth = 60; depth < 70; depth++) {
        struct arena arena = {0};
        struct buf text = {0};
        const char *why;
        int line = 0;

        for (int i = 0; i < depth; i++)
            buf_puts(&text, i % 2 ? "\n<b>" : "\n<a>");
        buf_puts(&text, "\n& ");
        why = broken_explain(&arena, text.text, text.len, &line);
        if (depth < 64) {
            assert_non_null(why);
            assert_string_equal(why, "an '&' by itself; write &amp;");
            assert_int_equal(line, depth + 2);
        } else {
            assert_null(why);
        }
        buf_free(&text);
        mem_free(&arena);
    }
}

/* The lines that Git leaves where two branches differ, and what is only like
 * them: of a reader's text nobody says so. */
static void knows_the_marks_of_a_conflict(void **state)
{
    static const char *const marks[] = {
        "<a>\n<<<<<<< HEAD\n</a>", "<a>\n||||||| 8d3a1c\n</a>",
        "<a>\n=======\n</a>",      "<a>\n=======\r\n</a>",
        "<a>\n>>>>>>> main\n</a>", ">>>>>>> main\n<a/>",
    };
    static const char *const texts[] = {
        "<a>|||||||</a>",         "<a>\n|||||||x |\n</a>",
        "<a>\n|||||| x\n</a>",    "<a>\n======\n</a>",
        "<a>\n========\n</a>",    "<a>\n======= x\n</a>",
        "<a>\n =======\n</a>",    "<a>\n>>>>>>>x\n</a>",
        "<a>\n>>>>>> x\n</a>",    "<a>\n x >>>>>>> x\n</a>",
        "<a>\n||||||||| x\n</a>",
    };

    (void)state;
    REFUSES("conflict", marks);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct arena arena = {0};
        struct diag diag = {0};

        if (!read_text(&arena, &diag, texts[i]))
            fail_msg("refused: %s", texts[i]);
        assert_int_equal(diag.count, 0);
        mem_free(&arena);
    }
}

/* Every prefix of a document, and every document with one byte changed: read
 * or refused, never worse (make asan looks closer). */
static void survives_damage(void **state)
{
    static const char whole[] =
        "<?xml version='1.0' encoding='UTF-8'?>\n<!-- c -->\n<a b='1&lt;'>\n"
        "<c>t&#246;xt</c><![CDATA[x]]><?p i?><d/></a>\n";
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof whole; i++) {
        for (int c = -1; c < 128; c++) {
            struct diag diag = {0};
            char *text = mem_text(&arena, whole, c < 0 ? i : sizeof whole - 1);

            if (c >= 0 && i < sizeof whole - 1)
                text[i] = (char)c;
            if (!xml_read(&arena, &diag, "f", text, strlen(text), NULL, NULL))
                assert_true(diag.count > 0);
            diag_free(&diag);
        }
        mem_free(&arena);
    }
}

/* Names as long as the two that are meant, or longer or shorter. */
static void takes_utf8_and_its_part_only(void **state)
{
    static const char *const good[] = {"UTF-8", "utf-8", "Us-Ascii"};
    static const char *const bad[] = {"UTF-7",  "UTF-9", "KOI8U",    "UCS-2",
                                      "CP437",  "UTF8",  "US-ASCIJ", "BIG5-TWO",
                                      "UTF-8 ", ""};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct diag diag = {0};

        assert_non_null(read_text(
            &arena, &diag,
            mem_printf(&arena, "<?xml version='1.0' encoding='%s'?><a/>",
                       good[i])));
        assert_int_equal(diag.count, 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct diag diag = {0};

        assert_null(read_text(
            &arena, &diag,
            mem_printf(&arena, "<?xml version='1.0' encoding='%s'?><a/>",
                       bad[i])));
        assert_string_equal(diag.faults[0].rule, "encoding");
        diag_free(&diag);
    }
    mem_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_tree),
        cmocka_unit_test(puts_pieces_together),
        cmocka_unit_test(knows_text_behind_a_child),
        cmocka_unit_test(counts_lines_past_what_only_looks_like_a_tag),
        cmocka_unit_test(knows_lines_beyond_65535),
        cmocka_unit_test(takes_a_byte_order_mark),
        cmocka_unit_test(takes_utf8_and_its_part_only),
        cmocka_unit_test(takes_an_encoding_that_is_none),
        cmocka_unit_test(takes_any_visible_character),
        cmocka_unit_test(refuses_what_is_hostile),
        cmocka_unit_test(refuses_depth),
        cmocka_unit_test(tells_children_apart_at_any_depth),
        cmocka_unit_test(refuses_what_is_endless),
        cmocka_unit_test(refuses_lengths_from_the_limit_on),
        cmocka_unit_test(explains_what_is_too_long),
        cmocka_unit_test(explains_what_is_broken),
        cmocka_unit_test(explains_no_depth),
        cmocka_unit_test(knows_the_marks_of_a_conflict),
        cmocka_unit_test(survives_damage),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    xml_end();
    return failed;
}
