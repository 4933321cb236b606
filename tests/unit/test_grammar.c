/* SPDX-License-Identifier: 0BSD
 *
 * The grammar's table against the schema: the two say the same of every
 * document here, and the grammar names the fault.
 */
#include "run.h"

#include "runtime/embedded.h"
#include "read/grammar.h"

#define REF "<ref rfc='5321'/>"
#define TEXTS "<title>T</title><meaning>M</meaning>"
#define REPLY                                                        \
    "<reply code='550' name='N' standing='standard' reason='other' " \
    "commands='RCPT'>"

#define ADVICE(steps) "<advice for='sender'>" steps "</advice>"
#define IN_REPLY(parts) "<replies>" REPLY TEXTS parts REF "</reply></replies>"
#define IN_TITLED(parts)                                                  \
    "<replies>" REPLY "<title>T</title>" parts "<meaning>M</meaning>" REF \
    "</reply></replies>"
#define ACT "<act class='5' action='none' party='nobody'/>"
#define IN_REASONS(attrs, parts)                                     \
    "<reasons><reason id='a' about='message' " attrs ">" TEXTS parts \
    "</reason></reasons>"
#define COMMAND_OF(text) "<step>a <command>" text "</command></step>"

/* Commands of 200 and 201 bytes. */
#define TEN "abcdefghij"
#define FIFTY TEN TEN TEN TEN TEN
#define LONGEST FIFTY FIFTY FIFTY FIFTY
#define SAY_120 FIFTY FIFTY TEN TEN

static const char *const good[] = {
    "<catalog format='1' version='1.0.0' registry='2024'>"
    "<file href='a.xml'/></catalog>",
    "<references><source id='a' address='https://b/' seen='2024-01'>"
    "<title>T</title></source><rfc number='1' date='1999-01' "
    "track='practice'><title>T</title></rfc></references>",
    "<reasons><reason id='a' number='255' about='message'>" TEXTS
    "<act class='5' action='none' party='nobody'/></reason></reasons>",
    "<replies>" REPLY TEXTS "<cause>C</cause><cause>D</cause>"
    "<advice for='sender'><step>A</step></advice>"
    "<confused with='X.1.1'>C</confused>"
    "<origin instead='550 X.1.1'>O</origin>" REF REF "</reply></replies>",
    "<statuses><status code='X.1.1' name='N' standing='standard' "
    "classes='2 4 5' reason='other'>" TEXTS
    "<pair reply='any' by='registry rfc'/>" REF "</status></statuses>",
    "<messages><message id='a' reason='other' replies='550 4xx' "
    "statuses='X.1.1' provider='p' action='none' "
    "about='client'><title>T</title>"
    "<match>m</match><local>l</local><unless>u</unless><example>e</example></"
    "message>"
    "</messages>",
    "<replies>" REPLY TEXTS "<ref rfc='1' section='4.0.12'/>"
    "<ref rfc='1' section='B.2'/><ref source='a' section='4-5'/>"
    "</reply></replies>",
    "<replies>" REPLY TEXTS "<words say='full, over quota' reason='a-b'/>"
    "<words say='x' reason='c'/>" ADVICE(
        "<step>a\n {domain}{ip} {host}</step>"
        "<step>b: <command>c {queue-id} {selector} | d</command></step>"
        "<step>c <!-- no text --> <command>" LONGEST "</command> </step>"
        "<step>d</step><step>e</step><step>{sender} {recipient}</step>") REF
    "</reply></replies>",
    "<provider id='p'>" TEXTS "<shown>s</shown><use code='5.7.1-9' "
    "replies='550' reason='other'>" TEXTS REF "</use>" REF "</provider>",
    IN_TITLED("<alias name='A'/><alias name='B_2'/>"
              "<retired since='2026-11' instead='X.1.1 550'/>"),
    IN_TITLED("<retired since='2026'/>"),
    "<reasons><reason id='a' number='0' about='message'><title>T</title><alias "
    "id='b-c'/>"
    "<alias id='d'/><meaning>M</meaning>" ACT "</reason></reasons>",
    "<guide><title>T</title><section id='a'><title>T</title><p>P</p>"
    "<list><item>I</item></list><p>Q</p><steps><item>I</item></steps>"
    "<sample>S</sample><insert table='classes'/></section></guide>",
};

static const struct {
    const char *text, *rule;
} bad[] = {
    {"<catalog format='1' version='1.0.0' registry='2024'/>",
     "missing-element"},
    {"<catalog format='9' version='1.0.0' registry='2024'>"
     "<file href='a.xml'/></catalog>",
     "unknown-format"},
    {"<references/>", "missing-element"},
    {IN_REASONS("number='0'", ""), "missing-element"},
    {IN_REASONS("", ACT), "missing-attribute"},
    {IN_REASONS("number='0'", "<alias id='b'/>" ACT), "element-order"},
    {"<reasons><reason id='a' number='0' "
     "about='message'><title>T</title><alias name='B'/>"
     "<meaning>M</meaning>" ACT "</reason></reasons>",
     "unknown-attribute"},
    {"<reasons><reason id='a' number='0' about='message'><title>T</title>"
     "<retired since='2026'/><meaning>M</meaning>" ACT "</reason></reasons>",
     "unknown-element"},
    {IN_TITLED("<alias id='b'/>"), "unknown-attribute"},
    {IN_TITLED("<alias/>"), "missing-attribute"},
    {IN_TITLED("<alias name='b'/>"), "bad-name"},
    {IN_TITLED("<alias name='B'>b</alias>"), "stray-text"},
    {IN_TITLED("<retired since='2026'/><alias name='B'/>"), "element-order"},
    {IN_TITLED("<retired since='2026'/><retired since='2026'/>"),
     "second-element"},
    {IN_TITLED("<retired instead='550'/>"), "missing-attribute"},
    {IN_TITLED("<retired since='soon'/>"), "bad-value"},
    {IN_TITLED("<retired since='2026' instead='5.1.1'/>"), "bad-value"},
    {IN_TITLED("<retired since='2026'>text</retired>"), "stray-text"},
    {IN_REASONS("number='256'", ACT), "bad-value"},
    {IN_REASONS("number='07'", ACT), "bad-value"},
    {"<replies>" REPLY TEXTS "</reply></replies>", "missing-element"},
    {"<replies>" REPLY "<meaning>M</meaning>" REF "</reply></replies>",
     "missing-element"},
    {"<replies>" REPLY TEXTS "<title>T</title>" REF "</reply></replies>",
     "second-element"},
    {"<replies>" REPLY TEXTS REF "<cause>C</cause></reply></replies>",
     "element-order"},
    {"<replies>" REPLY TEXTS REF "x</reply></replies>", "stray-text"},
    {"<replies>" REPLY TEXTS "<cause> </cause>" REF "</reply></replies>",
     "empty-text"},
    {"<replies>" REPLY TEXTS "<cause>a<b/></cause>" REF "</reply></replies>",
     "unknown-element"},
    {"<replies><reply code='550' name='N' standing='standard' "
     "reason='other'>" TEXTS REF "</reply></replies>",
     "missing-attribute"},
    {"<replies x='1'>" REPLY TEXTS REF "</reply></replies>",
     "unknown-attribute"},
    {"<replies xmlns='urn:x'>" REPLY TEXTS REF "</reply></replies>",
     "unknown-attribute"},
    {"<replies>" REPLY TEXTS "<ref/></reply></replies>", "missing-attribute"},
    {"<replies>" REPLY TEXTS "<ref rfc='1' section='4-5'/></reply></replies>",
     "bad-value"},
    {"<replies>" REPLY TEXTS "<ref rfc='1' source='a'/></reply></replies>",
     "missing-attribute"},
    {"<statuses><status code='5.1.1' name='N' standing='standard' "
     "classes='5' reason='other'>" TEXTS REF "</status></statuses>",
     "bad-code"},
    {"<statuses><status code='X.1.1' name='n' standing='standard' "
     "classes='5' reason='other'>" TEXTS REF "</status></statuses>",
     "bad-name"},
    {"<statuses><status code='X.1.1' name='N' standing='standard' "
     "classes='5 7' reason='other'>" TEXTS REF "</status></statuses>",
     "bad-value"},
    {"<guide><title>T</title><section id='a'><title>T</title></section>"
     "</guide>",
     "missing-element"},
    {IN_REPLY(ADVICE("A")), "stray-text"},
    {IN_REPLY(ADVICE("A<step>a</step>")), "stray-text"},
    {IN_REPLY(ADVICE("")), "missing-element"},
    {IN_REPLY(ADVICE("<step/>")), "empty-text"},
    {IN_REPLY(ADVICE("<step> </step>")), "empty-text"},
    {IN_REPLY(ADVICE("<step>a<b/></step>")), "unknown-element"},
    {IN_REPLY(ADVICE("<step>a <command>b</command> c</step>")), "stray-text"},
    {IN_REPLY(
         ADVICE("<step>a <command>b</command><command>c</command></step>")),
     "second-element"},
    {IN_REPLY(ADVICE("<step>a</step><step>b</step><step>c</step><step>d</step>"
                     "<step>e</step><step>f</step><step>g</step>")),
     "too-many"},
    {IN_REPLY(ADVICE("<step>a</step><command>b</command>")), "unknown-element"},
    {IN_REPLY(ADVICE("<step>{</step>")), "unknown-placeholder"},
    {IN_REPLY(ADVICE("<step>}</step>")), "unknown-placeholder"},
    {IN_REPLY(ADVICE("<step>{{ip}}</step>")), "unknown-placeholder"},
    {IN_REPLY(ADVICE(COMMAND_OF("{IP}"))), "unknown-placeholder"},
    {IN_REPLY(ADVICE(COMMAND_OF("{ip"))), "unknown-placeholder"},
    {IN_REPLY(ADVICE(COMMAND_OF(""))), "empty-text"},
    {IN_REPLY(ADVICE(COMMAND_OF(" "))), "empty-text"},
    {IN_REPLY(ADVICE(COMMAND_OF(" a"))), "bad-command"},
    {IN_REPLY(ADVICE(COMMAND_OF("a "))), "bad-command"},
    {IN_REPLY(ADVICE(COMMAND_OF("a\nb"))), "bad-command"},
    {IN_REPLY(ADVICE(COMMAND_OF("a\xc3\xa4"))), "bad-command"},
    {IN_REPLY(ADVICE(COMMAND_OF(LONGEST "k"))), "long-text"},
    {IN_REPLY("<words say='' reason='a'/>"), "bad-value"},
    {IN_REPLY("<words say='a,b' reason='a'/>"), "bad-value"},
    {IN_REPLY("<words say='a, ' reason='a'/>"), "bad-value"},
    {IN_REPLY("<words say=', a' reason='a'/>"), "bad-value"},
    {IN_REPLY("<words say='a , b' reason='a'/>"), "bad-value"},
    {IN_REPLY("<words say='" SAY_120 "k' reason='a'/>"), "bad-value"},
    {IN_REPLY("<words say='a' reason='A'/>"), "bad-value"},
    {IN_REPLY("<words say='a'/>"), "missing-attribute"},
    {IN_REPLY("<words reason='a'/>"), "missing-attribute"},
    {IN_REPLY("<cause>c</cause><words say='a' reason='a'/>"), "element-order"},
    {"<title>T</title>", "unknown-element"},
    {"<reply/>", "unknown-element"},
};

/* RELAX NG has no way to look into a text beside an element, and a pattern with
 * all placeholders would cost too much. */
static const struct {
    const char *text, *rule;
} grammar_alone[] = {
    {IN_REPLY(ADVICE("<step><command>a</command></step>")), "empty-text"},
    {IN_REPLY(ADVICE("<step>{mailbox}</step>")), "unknown-placeholder"},
    {IN_REPLY(ADVICE("<step>{a} <command>b</command></step>")),
     "unknown-placeholder"},
};

struct verdict {
    struct diag diag;
    bool schema_objects;
};

static struct verdict judge(const struct xml_schema *schema, const char *text)
{
    struct arena arena = {0};
    struct verdict v = {0};
    struct xml_objection objection = {0};
    const struct xml_node *root =
        xml_read(&arena, &v.diag, "f", text, strlen(text), schema, &objection);

    if (!root)
        fail_msg("not read: %s", text);
    grammar_check(root, &v.diag);
    v.schema_objects = objection.text != NULL;
    mem_free(&arena);
    return v;
}

static int set_up(void **state)
{
    *state =
        xml_schema_open(embedded_catalog_rng.text, embedded_catalog_rng.len);
    return 0;
}

static int tear_down(void **state)
{
    xml_schema_close(*state);
    xml_end();
    return 0;
}

static void both_take_what_is_good(void **state)
{
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct verdict v = judge(*state, good[i]);

        if (v.schema_objects || v.diag.count)
            fail_msg("refused by the %s: %s",
                     v.schema_objects ? "schema" : "grammar", good[i]);
        diag_free(&v.diag);
    }
}

static void both_refuse_what_is_not(void **state)
{
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct verdict v = judge(*state, bad[i].text);

        if (!v.schema_objects || !v.diag.count)
            fail_msg("taken by the %s: %s", v.diag.count ? "schema" : "grammar",
                     bad[i].text);
        assert_string_equal(v.diag.faults[0].rule, bad[i].rule);
        diag_free(&v.diag);
    }
}

static void the_grammar_alone_looks_into_steps(void **state)
{
    for (size_t i = 0; i < sizeof grammar_alone / sizeof grammar_alone[0];
         i++) {
        struct verdict v = judge(*state, grammar_alone[i].text);

        assert_false(v.schema_objects);
        assert_int_equal(v.diag.count, 1);
        assert_string_equal(v.diag.faults[0].rule, grammar_alone[i].rule);
        diag_free(&v.diag);
    }
}

/* A document with five faults: all are reported, each once. */
static void does_not_stop_at_the_first(void **state)
{
    struct verdict v =
        judge(*state, "<replies>\n<reply code='5' name='n' standing='x' "
                      "reason='R'\ncommands='Y'><title/>\n<meaning> </meaning>"
                      "<bad/><ref rfc='x'/></reply></replies>");

    assert_int_equal(v.diag.count, 9);
    diag_free(&v.diag);
}

/* What was meant is offered when it is near. */
static void guesses_near_words_only(void **state)
{
    static const struct {
        const char *typed, *meant;
    } rows[] = {{"titel", "<title>"}, {"tite", "<title>"},
                {"Title", "<title>"}, {"meanings", "<meaning>"},
                {"reff", "<ref>"},    {"frobnicate", NULL},
                {"x", NULL},          {"headline", NULL}};
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct verdict v =
            judge(*state, mem_printf(&arena,
                                     "<replies>" REPLY "<%s/>" TEXTS REF
                                     "</reply></replies>",
                                     rows[i].typed));
        const char *guess = strstr(v.diag.faults[0].text, "did you mean ");

        assert_int_equal(v.diag.count, 1);
        assert_int_equal(guess != NULL, rows[i].meant != NULL);
        if (guess)
            assert_int_equal(strncmp(guess + strlen("did you mean "),
                                     rows[i].meant, strlen(rows[i].meant)),
                             0);
        diag_free(&v.diag);
    }
    mem_free(&arena);
}

static const char *long_text(struct arena *arena, size_t len)
{
    char *text = mem_alloc(arena, len + 1);

    memset(text, 'x', len);
    return text;
}

/* The number of faults of an advice, all of which say that it is too long. */
static size_t too_long(const struct xml_schema *schema, const char *advice)
{
    struct arena arena = {0};
    struct verdict v = judge(
        schema, mem_printf(&arena, IN_REPLY("<advice for='sender'>%s</advice>"),
                           advice));
    size_t count = v.diag.count;

    for (size_t i = 0; i < count; i++)
        assert_string_equal(v.diag.faults[i].rule, "long-text");
    diag_free(&v.diag);
    mem_free(&arena);
    return count;
}

/* Each word is judged by itself, however long, and stands once. */
static void judges_each_word_of_a_list(void **state)
{
    static const struct {
        const char *list, *said[2];
    } rows[] = {
        {"550 4xx 551", {NULL, NULL}},
        {"  550\n\t551  ", {NULL, NULL}},
        {" \n", {"replies=\"\" in <message>; expected reply codes", NULL}},
        {"550 5500 551",
         {"\"5500\" in replies=\"550 5500 551\" of <message>; expected a "
          "reply code from 200 to 559",
          NULL}},
        {"550 551 550",
         {"replies=\"550 551 550\" in <message> contains 550 "
          "twice",
          NULL}},
        {"5 5", {"\"5\" in replies=\"5 5\" of", "\"5\" in replies=\"5 5\" of"}},
        {"55 550 55 550",
         {"\"55\" in ", "replies=\"55 550 55 550\" in <message> "
                        "contains 550 twice"}},
        {"550 " SAY_120,
         {"\"" SAY_120 "\" in replies=\"550 " SAY_120 "\" of", NULL}},
    };
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct verdict v = judge(
            *state, mem_printf(&arena,
                               "<messages><message id='a' reason='other' "
                               "replies='%s'><title>T</title><match>m</match>"
                               "<example>e</example></message></messages>",
                               rows[i].list));
        size_t k = 0;

        for (size_t n = 0; n < v.diag.count && k < 2; n++)
            if (rows[i].said[k] &&
                strncmp(v.diag.faults[n].text, rows[i].said[k],
                        strlen(rows[i].said[k])) == 0)
                k++;
        if ((k < 2 && rows[i].said[k]) || (v.diag.count && !rows[i].said[0]))
            fail_msg("%s: %s", rows[i].list,
                     v.diag.count ? v.diag.faults[0].text : "nothing");
        diag_free(&v.diag);
    }
    mem_free(&arena);
}

/* Braces are shown with what is in them, unless that is too much to show. */
static void shows_what_is_in_braces(void **state)
{
#define LETTERS_38 "abcdefghijklmnopqrstuvwxyzabcdefghijkl"
    static const struct {
        const char *text, *said; /* NULL: nothing */
    } rows[] = {
        {"{domain} {ip}{host}", NULL},
        {"the {abc} of", "\"{abc}\" in <step>"},
        {"{domain} {}", "\"{}\" in <step>"},
        {"{Domain}", "\"{Domain}\" in <step>"},
        {"{domains}", "\"{domains}\" in <step>"},
        {"{domai}", "\"{domai}\" in <step>"},
        {"{ domain}", "\"{ domain}\" in <step>"},
        {"{" LETTERS_38 "}", "\"{" LETTERS_38 "}\" in <step>"},
        {"{" LETTERS_38 "m}", "\"{\" alone in <step>"},
        {"{a\nb}", "\"{\" alone in <step>"},
        {"{abc", "\"{\" alone in <step>"},
        {"{{ip}", "\"{\" alone in <step>"},
        {"a } b", "\"}\" alone in <step>"},
        {"{ip}}", "\"}\" alone in <step>"},
    };
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct verdict v = judge(
            *state, mem_printf(&arena, IN_REPLY(ADVICE("<step>%s</step>")),
                               rows[i].text));

        assert_int_equal(v.diag.count, rows[i].said != NULL);
        if (rows[i].said && strncmp(v.diag.faults[0].text, rows[i].said,
                                    strlen(rows[i].said)) != 0)
            fail_msg("%s: %s", rows[i].text, v.diag.faults[0].text);
        diag_free(&v.diag);
    }
    mem_free(&arena);
}

/* What is one literal of C has to fit there: all steps with a blank between
 * two, and a command with one before it and a full stop behind. */
static void steps_fit_into_one_text(void **state)
{
    struct arena arena = {0};

    for (size_t more = 0; more < 2; more++) {
        const char *command = long_text(&arena, 200);

        assert_int_equal(
            too_long(*state, mem_printf(&arena, "<step>%s</step>",
                                        long_text(&arena, 3999 + more))),
            more);
        assert_int_equal(
            too_long(*state,
                     mem_printf(&arena, "<step>%s</step><step>%s</step>",
                                long_text(&arena, 2000),
                                long_text(&arena, 1998 + more))),
            more);
        assert_int_equal(
            too_long(*state,
                     mem_printf(&arena,
                                "<step>%s<command>%s</command></step>"
                                "<step>x</step>",
                                long_text(&arena, 3795 + more), command)),
            more);
        assert_int_equal(
            too_long(*state,
                     mem_printf(&arena,
                                "<step>x</step><step>%s<command>%s</command>"
                                "</step>",
                                long_text(&arena, 3795 + more), command)),
            more);
    }
    mem_free(&arena);
}

/* Of text that does not belong there, its first words find it again. */
static void shows_the_first_words_of_stray_text(void **state)
{
#define N30 "abcdefghijabcdefghijabcdefghij"
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"x", "\"x\""},
        {"one two\nthree", "\"one two\""},
        {" \n one\r\ntwo", "\"one\""},
        {N30, "\"" N30 "\""},
        {N30 "k", "\"" N30 "k\""},
        {N30 " x", "\"" N30 "\""},
        {N30 "k x", "\"" N30 "k\""},
        {"abcdefghi abcdefghi abcdefghi x",
         "\"abcdefghi abcdefghi abcdefghi\""},
        {"abcdefghi abcdefghi abcdefghix y",
         "\"abcdefghi abcdefghi abcdefghix\""},
        {"abcdefghi abcdefghi abcdefghixy z", "\"abcdefghi abcdefghi\""},
    };
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct verdict v = judge(
            *state, mem_printf(&arena, "<replies>%s</replies>", rows[i].text));

        assert_int_equal(v.diag.count, 1);
        assert_string_equal(v.diag.faults[0].rule, "stray-text");
        assert_string_equal(
            v.diag.faults[0].text,
            mem_printf(&arena,
                       "text %s in <replies>, which may contain only elements",
                       rows[i].said));
        diag_free(&v.diag);
    }
    mem_free(&arena);
}

/* Every text has an end, and says how long it is. */
static void texts_and_values_have_an_end(void **state)
{
    struct arena arena = {0};

    for (size_t more = 0; more < 2; more++) {
        struct verdict v = judge(
            *state,
            mem_printf(&arena,
                       "<replies>" REPLY "<title>T</title><meaning>%s</meaning>"
                       "<ref source='a' section='%s'/></reply></replies>",
                       long_text(&arena, 4000 + more),
                       long_text(&arena, 1000 + more)));

        assert_int_equal(v.diag.count, more * 2);
        if (more) {
            assert_string_equal(v.diag.faults[0].rule, "long-text");
            assert_non_null(strstr(v.diag.faults[0].text,
                                   "<meaning> has 4001 bytes; expected at most "
                                   "4000, "));
            assert_string_equal(v.diag.faults[1].rule, "long-text");
            assert_string_equal(v.diag.faults[1].text,
                                "section in <ref> has 1001 bytes; expected at "
                                "most 1000");
        }
        diag_free(&v.diag);
    }
    mem_free(&arena);
}

/* Also of the element that has the most attributes. */
static void names_what_is_allowed(void **state)
{
    struct verdict v =
        judge(*state, "<messages><message id='a' reason='other' replise='550' "
                      "title='T'><title>T</title><match>m</match>"
                      "<example>e</example></message></messages>");

    assert_int_equal(v.diag.count, 2);
    assert_string_equal(v.diag.faults[0].text,
                        "unknown attribute \"replise\" in <message>; did you "
                        "mean \"replies\"?; allowed here: id reason replies "
                        "statuses provider action about seen");
    assert_string_equal(v.diag.faults[1].text,
                        "unknown attribute \"title\" in <message>; allowed "
                        "here: id reason replies statuses provider action "
                        "about seen");
    diag_free(&v.diag);
}

/* As few children as can be are misplaced; several of a kind in a row are told
 * once, and of orders that are as good the first one counts. */
static void tells_what_is_misplaced(void **state)
{
#define EARLY(line, name, other, at)                                  \
#line ": <" name                                                  \
          "> in <reply> comes too early; expected behind the <" other \
          "> of line " #at "\n"
#define LATE(line, name, other, at)                                  \
#line ": <" name                                                 \
          "> in <reply> comes too late; expected before the <" other \
          "> of line " #at "\n"
    static const struct {
        const char *children, *told;
    } rows[] = {
        {"title meaning cause cause advice ref ref", ""},
        {"ref title meaning", EARLY(3, "ref", "meaning", 5)},
        {"title ref meaning cause", EARLY(4, "ref", "cause", 6)},
        {"title meaning ref cause", LATE(6, "cause", "ref", 5)},
        {"title meaning advice ref cause", LATE(7, "cause", "advice", 5)},
        {"title cause ref meaning", LATE(6, "meaning", "cause", 4)},
        {"ref ref title meaning cause", EARLY(3, "ref", "cause", 7)},
        {"ref ref ref title meaning cause advice",
         EARLY(3, "ref", "advice", 9)},
        {"ref ref title meaning",
         LATE(5, "title", "ref", 3) LATE(6, "meaning", "ref", 3)},
        {"title meaning advice ref cause cause", LATE(7, "cause", "advice", 5)},
        {"title meaning ref ref cause cause cause",
         EARLY(5, "ref", "cause", 9)},
        {"cause words title meaning advice",
         EARLY(3, "cause", "meaning", 6) EARLY(4, "words", "meaning", 6)},
        {"ref title ref meaning cause",
         EARLY(3, "ref", "cause", 7) EARLY(5, "ref", "cause", 7)},
        {"ref meaning title ref",
         LATE(4, "meaning", "ref", 3) LATE(5, "title", "ref", 3)},
        {"ref title meaning ref", EARLY(3, "ref", "meaning", 5)},
        {"cause advice ref cause", LATE(6, "cause", "advice", 4)},
        {"meaning title", LATE(4, "title", "meaning", 3)},
    };
#undef EARLY
#undef LATE

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena arena = {0};
        struct buf text = {0}, told = {0};
        struct verdict v;

        buf_puts(&text, "<replies>\n" REPLY);
        for (const char *s = rows[i].children; *s; s += *s == ' ') {
            size_t n = strcspn(s, " ");

            buf_printf(&text, "\n<%.*s/>", (int)n, s);
            s += n;
        }
        buf_puts(&text, "</reply></replies>");
        v = judge(*state, text.text);
        for (size_t j = 0; j < v.diag.count; j++)
            if (strcmp(v.diag.faults[j].rule, "element-order") == 0)
                buf_printf(&told, "%d: %s\n", v.diag.faults[j].at.line,
                           v.diag.faults[j].text);
        buf_puts(&told, "");
        assert_string_equal(told.text, rows[i].told);
        buf_free(&text);
        buf_free(&told);
        diag_free(&v.diag);
        mem_free(&arena);
    }
}

/* Where a tag stands that the schema does not take. libxml2 counts no further
 * than 65,535: from there on it is where the tag before stands. */
static void the_schema_tells_the_line(void **state)
{
    static const int lines[] = {1, 2, 3, 1000, 65534, 65535, 65536, 70000};

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct arena arena = {0};
        struct diag diag = {0};
        struct xml_objection objection = {0};
        struct buf text = {0};

        buf_puts(&text, "<replies>");
        for (int line = 1; line < lines[i]; line++)
            buf_putc(&text, '\n');
        buf_puts(&text, "<bad/>\n\n</replies>");
        assert_non_null(xml_read(&arena, &diag, "f", text.text, text.len,
                                 *state, &objection));
        assert_non_null(objection.text);
        assert_string_equal(objection.at.file, "f");
        assert_int_equal(objection.at.line, lines[i] < 65535 ? lines[i] : 1);
        buf_free(&text);
        mem_free(&arena);
        diag_free(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_take_what_is_good),
        cmocka_unit_test(both_refuse_what_is_not),
        cmocka_unit_test(the_grammar_alone_looks_into_steps),
        cmocka_unit_test(does_not_stop_at_the_first),
        cmocka_unit_test(guesses_near_words_only),
        cmocka_unit_test(judges_each_word_of_a_list),
        cmocka_unit_test(shows_what_is_in_braces),
        cmocka_unit_test(steps_fit_into_one_text),
        cmocka_unit_test(shows_the_first_words_of_stray_text),
        cmocka_unit_test(texts_and_values_have_an_end),
        cmocka_unit_test(names_what_is_allowed),
        cmocka_unit_test(tells_what_is_misplaced),
        cmocka_unit_test(the_schema_tells_the_line),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
