/* SPDX-License-Identifier: 0BSD */
#include "read/grammar.h"

#include "base/suggest.h"
#include "base/utf8.h"
#include "model/model.h"
#include "read/attr_value.h"
#include "read/step.h"

#include <assert.h>
#include <string.h>

/* One more than any element has, so that an empty one ends each list. */
enum { ATTRS = 9, CHILDREN = 12 };

/* Messages quote values, for each word of a list anew. */
enum { LONGEST_VALUE = 1000 };

struct attr_rule {
    const char *name;
    enum attr_value value;
    bool optional, list;
};

struct child_rule {
    const char *name;
    bool required, many;
};

struct element_rule {
    const char *name;
    const char *of; /* the only parent that it is for; NULL: any other */
    bool text;      /* holds text, and children only behind it */
    bool unsorted;  /* children in any order */
    void (*check)(const struct xml_node *, struct diag *);
    struct attr_rule attrs[ATTRS];
    struct child_rule children[CHILDREN];
};

#define TITLE                \
    {                        \
        "title", true, false \
    }
#define ALIASES              \
    {                        \
        "alias", false, true \
    }
#define RETIRED                 \
    {                           \
        "retired", false, false \
    }
#define MEANING                \
    {                          \
        "meaning", true, false \
    }
#define WORDS                \
    {                        \
        "words", false, true \
    }
#define CAUSES               \
    {                        \
        "cause", false, true \
    }
#define ADVICE                \
    {                         \
        "advice", false, true \
    }
#define CONFUSED                \
    {                           \
        "confused", false, true \
    }
#define ORIGIN                 \
    {                          \
        "origin", false, false \
    }
#define SEEN                      \
    {                             \
        "seen", DATE, true, false \
    }
/* The same of what was only seen, or of what the codes cite. */
#define MORE_REFS          \
    {                      \
        "ref", false, true \
    }
#define REFS              \
    {                     \
        "ref", true, true \
    }

static const struct element_rule elements[] = {
    {.name = "catalog",
     .attrs = {{"format", FORMAT, false, false},
               {"version", VERSION, false, false},
               {"registry", DATE, false, false}},
     .children = {{"file", true, true}}},
    {.name = "file", .attrs = {{"href", ANY_TEXT, false, false}}},

    {.name = "references",
     .unsorted = true,
     .children = {{"rfc", false, true}, {"source", false, true}}},
    {.name = "rfc",
     .attrs = {{"number", NUMBER, false, false},
               {"date", DATE, false, false},
               {"track", TRACK, false, false}},
     .children = {TITLE}},
    {.name = "source",
     .attrs = {{"id", ID, false, false},
               {"address", ADDRESS, false, false},
               {"seen", DATE, false, false}},
     .children = {TITLE}},

    {.name = "classes",
     .children = {{"class", true, true},
                  {"group", true, true},
                  {"subject", true, true}}},
    {.name = "class",
     .attrs = {{"digit", CLASS_DIGIT, false, false},
               {"name", NAME, false, false},
               {"enhanced", ANY_TEXT, true, false}},
     .children = {TITLE, MEANING, {"client", true, false}, REFS}},
    {.name = "group",
     .attrs = {{"digit", GROUP_DIGIT, false, false}},
     .children = {TITLE, MEANING, REFS}},
    {.name = "subject",
     .attrs = {{"number", SUBJECT, false, false}, {"name", NAME, false, false}},
     .children = {TITLE, MEANING, {"client", true, false}, REFS}},

    {.name = "reasons", .children = {{"reason", true, true}}},
    {.name = "reason",
     .attrs = {{"id", ID, false, false},
               {"number", REASON_NUMBER, false, false},
               {"about", ABOUT, false, false},
               SEEN},
     .children = {TITLE,
                  ALIASES,
                  MEANING,
                  CAUSES,
                  ADVICE,
                  {"act", true, true},
                  MORE_REFS}},
    {.name = "act",
     .attrs = {{"class", CLASS_DIGIT, false, false},
               {"action", ACTION, false, false},
               {"party", PARTY, false, false}}},

    {.name = "replies", .children = {{"reply", true, true}}},
    {.name = "reply",
     .attrs = {{"code", REPLY_CODE, false, false},
               {"name", NAME, false, false},
               {"standing", STANDING, false, false},
               {"reason", ID, false, false},
               {"commands", COMMAND, false, true},
               {"class", CLASS_DIGIT, true, false}},
     .children = {TITLE, ALIASES, RETIRED, MEANING, WORDS, CAUSES, ADVICE,
                  CONFUSED, ORIGIN, REFS}},
    {.name = "statuses", .children = {{"status", true, true}}},
    {.name = "status",
     .attrs = {{"code", STATUS_CODE, false, false},
               {"name", NAME, false, false},
               {"standing", STANDING, false, false},
               {"classes", CLASS_DIGIT, false, true},
               {"reason", ID, false, false}},
     .children = {TITLE,
                  ALIASES,
                  RETIRED,
                  MEANING,
                  WORDS,
                  CAUSES,
                  ADVICE,
                  {"pair", false, true},
                  CONFUSED,
                  ORIGIN,
                  REFS}},

    {.name = "messages", .children = {{"message", true, true}}},
    {.name = "message",
     .attrs = {{"id", ID, false, false},
               {"reason", ID, false, false},
               {"replies", SCOPE_REPLY, true, true},
               {"statuses", STATUS_CODE, true, true},
               {"provider", ID, true, false},
               {"action", ACTION, true, false},
               {"about", ABOUT, true, false},
               SEEN},
     .children = {TITLE,
                  {"meaning", false, false},
                  CAUSES,
                  ADVICE,
                  {"match", true, true},
                  {"local", false, true},
                  {"unless", false, true},
                  {"example", true, true},
                  MORE_REFS}},

    {.name = "provider",
     .attrs = {{"id", ID, false, false}},
     .children =
         {TITLE, MEANING, {"shown", false, true}, {"use", false, true}, REFS}},
    {.name = "use",
     .attrs = {{"code", USE_CODE, false, false},
               {"replies", REPLY_CODE, true, true},
               {"reason", ID, false, false},
               {"action", ACTION, true, false},
               SEEN},
     .children = {TITLE, MEANING, ADVICE, MORE_REFS}},

    {.name = "guide",
     .attrs = {{"page", ID, true, false}},
     .children = {TITLE, {"section", true, true}}},
    {.name = "section",
     .unsorted = true,
     .attrs = {{"id", ID, false, false}},
     .children = {TITLE,
                  {"p", false, true},
                  {"steps", false, true},
                  {"list", false, true},
                  {"sample", false, true},
                  {"insert", false, true}}},
    {.name = "steps", .children = {{"item", true, true}}},
    {.name = "list", .children = {{"item", true, true}}},
    {.name = "insert", .attrs = {{"table", ID, false, false}}},

    {.name = "changes", .children = {{"release", true, true}}},
    {.name = "release",
     .attrs = {{"version", VERSION, false, false},
               {"date", DATE, false, false}},
     .children = {{"change", true, true}}},
    {.name = "change",
     .text = true,
     .attrs = {{"kind", CHANGE, false, false}, {"of", CHANGED, true, true}}},

    {.name = "alias", .of = "reason", .attrs = {{"id", ID, false, false}}},
    {.name = "alias", .attrs = {{"name", NAME, false, false}}},
    {.name = "retired",
     .attrs = {{"since", DATE, false, false},
               {"instead", ANY_CODE, true, true}}},
    {.name = "title", .text = true},
    {.name = "meaning", .text = true},
    {.name = "client", .text = true},
    {.name = "cause", .text = true},
    {.name = "advice",
     .attrs = {{"for", READER, false, false}},
     .check = step_check_advice,
     .children = {{"step", true, true}}},
    {.name = "step",
     .text = true,
     .check = step_check_text,
     .children = {{"command", false, false}}},
    {.name = "command", .text = true, .check = step_check_command},
    {.name = "words",
     .attrs = {{"say", SAY, false, false}, {"reason", ID, false, false}}},
    {.name = "confused",
     .text = true,
     .attrs = {{"with", ANY_CODE, false, false}}},
    {.name = "origin",
     .text = true,
     .attrs = {{"instead", ANY_CODE, true, true}}},
    {.name = "pair",
     .attrs = {{"reply", PAIR_REPLY, false, false},
               {"by", BY, false, true},
               {"rfc", NUMBER, true, false},
               {"provider", ID, true, false}}},
    {.name = "ref",
     .attrs = {{"rfc", NUMBER, true, false},
               {"source", ID, true, false},
               {"section", ANY_TEXT, true, false}}},
    {.name = "match", .text = true},
    {.name = "local", .text = true},
    {.name = "unless", .text = true},
    {.name = "example", .text = true},
    {.name = "shown", .text = true},
    {.name = "p", .text = true},
    {.name = "item", .text = true},
    {.name = "sample", .text = true},
};

static const char *const roots[] = {
    "catalog",  "references", "classes",  "reasons", "replies",
    "statuses", "messages",   "provider", "guide",   "changes"};

enum { ELEMENTS = sizeof elements / sizeof elements[0] };
enum { ROOTS = sizeof roots / sizeof roots[0] };

/* Rules for one parent stand before those for any. */
static const struct element_rule *find_element(const char *name,
                                               const char *parent)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (strcmp(elements[i].name, name) == 0 &&
            (!elements[i].of || strcmp(elements[i].of, parent) == 0))
            return &elements[i];
    return NULL;
}

enum contents grammar_contents(const char *name, size_t len)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (strlen(elements[i].name) == len &&
            memcmp(elements[i].name, name, len) == 0)
            return elements[i].text || elements[i].children[0].name
                       ? CONTENTS_SOME
                       : CONTENTS_NONE;
    return CONTENTS_UNKNOWN;
}

static void unknown_attr(const struct element_rule *rule,
                         const struct xml_attr *a, struct diag *diag)
{
    struct suggestion s = {0};

    for (size_t i = 0; rule->attrs[i].name; i++)
        suggest_offer(&s, a->name, rule->attrs[i].name);
    diag_error(diag, a->at, "unknown-attribute",
               "unknown attribute \"%s\" in <%s>%s%s%s; allowed here:%s",
               a->name, rule->name, s.meant ? "; did you mean \"" : "",
               s.meant ? s.meant : "", s.meant ? "\"?" : "",
               s.words.len ? s.words.text : " none");
    suggest_free(&s);
}

static const char blanks[] = " \t\r\n";

static bool is_blank(const char *text)
{
    return text[strspn(text, blanks)] == '\0';
}

static bool has_word(const char *list, const char *word)
{
    size_t n;

    for (list += strspn(list, blanks); *list;
         list += n + strspn(list + n, blanks)) {
        n = strcspn(list, blanks);
        if (n == strlen(word) && memcmp(list, word, n) == 0)
            return true;
    }
    return false;
}

/* Behind a value that is not what was expected: the character that nobody sees
 * is another, or nothing. */
static const char *unseen(struct diag *diag, const char *value)
{
    const char *odd = utf8_name_odd(&diag->arena, value);

    return odd ? mem_printf(&diag->arena, " has %s", odd) : "";
}

static void check_list(const struct xml_node *node, const struct xml_attr *a,
                       enum attr_value value, const char *rule_id,
                       struct diag *diag)
{
    const char *s = a->value + strspn(a->value, blanks);
    size_t n;

    if (!*s)
        diag_error(diag, a->at, rule_id, "%s=\"\" in <%s>; expected %s",
                   a->name, node->name, attr_value_expected(value));
    for (; *s; s += n + strspn(s + n, blanks)) {
        const char *word;

        n = strcspn(s, blanks);
        word = mem_text(&diag->arena, s, n);
        if (!attr_value_ok(value, word))
            diag_error(diag, a->at, rule_id,
                       "\"%s\" in %s=\"%s\" of <%s>%s; expected %s", word,
                       a->name, a->value, node->name, unseen(diag, a->value),
                       attr_value_instead(value, word));
        else if (has_word(s + n, word))
            diag_error(diag, a->at, "dup-word",
                       "%s=\"%s\" in <%s> contains %s twice", a->name, a->value,
                       node->name, word);
    }
}

static void check_value(const struct xml_node *node, const struct xml_attr *a,
                        const struct attr_rule *rule, struct diag *diag)
{
    const char *rule_id = rule->value == FORMAT             ? "unknown-format"
                          : rule->value == NAME             ? "bad-name"
                          : strcmp(rule->name, "code") == 0 ? "bad-code"
                                                            : "bad-value";

    if (strlen(a->value) > LONGEST_VALUE)
        diag_error(diag, a->at, "long-text",
                   "%s in <%s> has %zu bytes; expected at most %d", a->name,
                   node->name, strlen(a->value), LONGEST_VALUE);
    else if (rule->list)
        check_list(node, a, rule->value, rule_id, diag);
    else if (!attr_value_ok(rule->value, a->value))
        diag_error(diag, a->at, rule_id, "%s=\"%s\" in <%s>%s; expected %s",
                   a->name, a->value, node->name, unseen(diag, a->value),
                   attr_value_instead(rule->value, a->value));
}

/* Sections of RFCs have numbers; those of sources are called anything. */
static void check_ref(const struct xml_node *ref, struct diag *diag)
{
    const char *rfc = xml_attr(ref, "rfc"), *source = xml_attr(ref, "source");
    const char *section = xml_attr(ref, "section");

    if (!rfc == !source)
        diag_error(diag, ref->at, "missing-attribute",
                   "<ref> has %s; expected either rfc=\"5321\" or "
                   "source=\"iana-enhanced-status\"",
                   rfc ? "rfc and source" : "neither rfc nor source");
    else if (rfc && section && strlen(section) <= LONGEST_VALUE &&
             !attr_value_ok(SECTION, section))
        diag_error(diag, ref->at, "bad-value",
                   "section=\"%s\" in <ref>%s; expected %s", section,
                   unseen(diag, section), attr_value_expected(SECTION));
}

static void check_attrs(const struct xml_node *node,
                        const struct element_rule *rule, struct diag *diag)
{
    for (const struct xml_attr *a = node->attrs; a; a = a->next) {
        const struct attr_rule *found = NULL;

        for (size_t i = 0; rule->attrs[i].name; i++)
            if (strcmp(rule->attrs[i].name, a->name) == 0)
                found = &rule->attrs[i];
        if (found)
            check_value(node, a, found, diag);
        else
            unknown_attr(rule, a, diag);
    }
    for (size_t i = 0; rule->attrs[i].name; i++)
        if (!rule->attrs[i].optional && !xml_attr(node, rule->attrs[i].name))
            diag_error(diag, node->at, "missing-attribute",
                       "<%s> lacks the attribute \"%s\"; expected %s",
                       node->name, rule->attrs[i].name,
                       attr_value_expected(rule->attrs[i].value));
    if (strcmp(node->name, "ref") == 0)
        check_ref(node, diag);
}

static void unknown_child(const struct element_rule *rule,
                          const struct xml_node *child, struct diag *diag)
{
    struct suggestion s = {0};

    for (size_t i = 0; rule->children[i].name; i++)
        suggest_offer(&s, child->name, rule->children[i].name);
    diag_error(diag, child->at, "unknown-element",
               "unknown element <%s> in <%s>%s%s%s; allowed here:%s",
               child->name, rule->name, s.meant ? "; did you mean <" : "",
               s.meant ? s.meant : "", s.meant ? ">?" : "",
               s.words.len ? s.words.text : " text only");
    suggest_free(&s);
}

/* Any of its children would do, but there is none. */
static void nothing_in(const struct xml_node *node,
                       const struct element_rule *rule, struct diag *diag)
{
    struct suggestion s = {0};

    for (size_t i = 0; rule->children[i].name; i++)
        if (rule->children[i].many)
            suggest_offer(&s, "", rule->children[i].name);
    diag_error(diag, node->at, "missing-element",
               "<%s> is empty; expected one or more of:%s", node->name,
               s.words.text);
    suggest_free(&s);
}

/* The place of a child among those that its parent may have; CHILDREN: it is
 * none of them. */
static size_t rank_of(const struct element_rule *rule,
                      const struct xml_node *child)
{
    size_t i = 0;

    while (rule->children[i].name &&
           strcmp(rule->children[i].name, child->name) != 0)
        i++;
    return rule->children[i].name ? i : CHILDREN;
}

/* A child, as the last of the longest row of children in the right order. */
struct placed {
    const struct xml_node *node;
    size_t rank, length;
    struct placed *before;
    bool kept;
};

/* Of rows of one length the earlier one, so that what came later is misplaced.
 */
static bool is_longer(const struct placed *a, const struct placed *b)
{
    return !b || a->length > b->length || (a->length == b->length && a < b);
}

/* Mark the most children that stand in the right order: the others, as few as
 * can be, are the misplaced. Return the last. */
static const struct placed *keep_sorted(struct placed *children, size_t count)
{
    struct placed *last[CHILDREN] = {0}, *longest = NULL;

    for (size_t i = 0; i < count; i++) {
        struct placed *p = &children[i];

        for (size_t r = 0; r <= p->rank; r++)
            if (last[r] && is_longer(last[r], p->before))
                p->before = last[r];
        p->length = p->before ? p->before->length + 1 : 1;
        if (!last[p->rank] || last[p->rank]->length < p->length)
            last[p->rank] = p;
        if (!longest || p->length > longest->length)
            longest = p;
    }
    for (struct placed *p = longest; p; p = p->before)
        p->kept = true;
    return longest;
}

/* Say where a misplaced child belongs: before the first kept one that should
 * follow it, or behind the last that should not. */
static void tell_misplaced(const struct xml_node *parent,
                           const struct placed *p, const struct placed *last,
                           struct diag *diag)
{
    const struct placed *other = NULL;
    bool late;

    for (const struct placed *k = last; k; k = k->before)
        if (k < p ? k->rank > p->rank : !other && k->rank < p->rank)
            other = k;
    assert(other); /* or it would be kept, too */
    late = other < p;
    diag_error(diag, p->node->at, "element-order",
               "<%s> in <%s> comes too %s; expected %s the <%s> of line %d",
               p->node->name, parent->name, late ? "late" : "early",
               late ? "before" : "behind", other->node->name,
               other->node->at.line);
}

/* Of several of one kind in a row, the first stands for all: all are kept, or
 * none is. */
static void check_order(const struct xml_node *node,
                        const struct element_rule *rule, struct diag *diag)
{
    struct arena arena = {0};
    struct placed *children = NULL;
    const struct placed *last;
    bool seen[CHILDREN] = {false};
    size_t count = 0;

    for (const struct xml_node *c = node->children; c; c = c->next) {
        size_t rank = rank_of(rule, c);

        if (rank == CHILDREN || (seen[rank] && !rule->children[rank].many))
            continue; /* reported as what it is */
        seen[rank] = true;
        *(struct placed *)mem_push(&arena, &children, &count,
                                   sizeof *children) =
            (struct placed){.node = c, .rank = rank};
    }
    last = keep_sorted(children, count);
    for (size_t i = 0; i < count; i++)
        if (!children[i].kept &&
            (i == 0 || children[i - 1].rank != children[i].rank))
            tell_misplaced(node, &children[i], last, diag);
    mem_free(&arena);
}

/* Misplaced children are mostly few; a file without is checked in a walk. */
static bool is_sorted(const struct xml_node *node,
                      const struct element_rule *rule)
{
    size_t latest = 0;

    for (const struct xml_node *c = node->children; c; c = c->next) {
        size_t rank = rank_of(rule, c);

        if (rank < latest)
            return false;
        latest = rank < CHILDREN ? rank : latest;
    }
    return true;
}

static void check_children(const struct xml_node *node,
                           const struct element_rule *rule, struct diag *diag)
{
    const struct xml_node *seen[CHILDREN] = {0};
    bool unknown = false, many = false;

    for (const struct xml_node *c = node->children; c; c = c->next) {
        size_t i = rank_of(rule, c);

        if (i == CHILDREN) {
            unknown_child(rule, c, diag);
            unknown = true;
            continue;
        }
        if (seen[i] && !rule->children[i].many)
            diag_error(diag, c->at, "second-element",
                       "second <%s> in <%s>; the first is at line %d", c->name,
                       node->name, seen[i]->at.line);
        if (!seen[i])
            seen[i] = c;
        many = many || rule->children[i].many;
    }
    if (!rule->unsorted && !is_sorted(node, rule))
        check_order(node, rule, diag);
    if (rule->unsorted && !unknown && !many)
        nothing_in(node, rule, diag);
    /* A misspelt child would be reported twice, as unknown and as missing;
     * text in its place, as text and as missing. */
    unknown =
        unknown || (!rule->text && !node->children && !is_blank(node->text));
    for (size_t i = 0; !unknown && rule->children[i].name; i++)
        if (rule->children[i].required && !seen[i])
            diag_error(diag, node->at, "missing-element", "<%s> lacks a <%s>",
                       node->name, rule->children[i].name);
}

/* The length of the first words of a text, which find it again. */
static size_t first_words(const char *text)
{
    enum { ENOUGH = 30 };
    size_t n = strcspn(text, "\r\n");

    while (n > ENOUGH && n > strcspn(text, " \t\r\n"))
        do
            n--;
        while (n > 0 && !strchr(blanks, text[n]));
    return n;
}

/* Say what to write instead of text where elements are expected. */
static void refuse_text(const struct xml_node *node, struct diag *diag)
{
    const char *text = node->text + strspn(node->text, blanks);

    if (strcmp(node->name, "advice") == 0)
        diag_error(diag, node->at, "stray-text",
                   "<advice> contains text; expected <step> elements: "
                   "<step>Look.</step>");
    else
        diag_error(diag, node->at, "stray-text",
                   "text \"%.*s\" in <%s>, which may contain %s",
                   (int)first_words(text), text, node->name,
                   grammar_contents(node->name, strlen(node->name)) ==
                           CONTENTS_NONE
                       ? "nothing"
                       : "only elements");
}

static void check_text(const struct xml_node *node,
                       const struct element_rule *rule, struct diag *diag)
{
    size_t len = strlen(node->text);

    if (len > LONGEST_TEXT)
        diag_error(diag, node->at, "long-text",
                   "<%s> has %zu bytes; expected at most %d, the longest "
                   "string that every C compiler accepts",
                   node->name, len, LONGEST_TEXT);
    else if (!is_blank(node->text) && rule->check)
        rule->check(node, diag);
    else if (is_blank(node->text) && node->children && !rule->children[0].name)
        return; /* none may stand there, which is reported */
    else if (is_blank(node->text) && node->children)
        diag_error(diag, node->at, "empty-text",
                   "<%s> contains only a <%s>; expected text before it",
                   node->name, node->children->name);
    else if (is_blank(node->text))
        diag_error(diag, node->at, "empty-text",
                   "<%s> is empty; expected some text", node->name);
}

static void check_node(const struct xml_node *node, const char *parent,
                       struct diag *diag)
{
    const struct element_rule *rule = find_element(node->name, parent);

    if (!rule)
        return; /* reported where it stands */
    check_attrs(node, rule, diag);
    check_children(node, rule, diag);
    if (rule->text)
        check_text(node, rule, diag);
    else if (!is_blank(node->text))
        refuse_text(node, diag);
    else if (rule->check)
        rule->check(node, diag);
    for (const struct xml_node *c = node->children; c; c = c->next)
        check_node(c, node->name, diag);
}

void grammar_check(const struct xml_node *root, struct diag *diag)
{
    struct suggestion s = {0};

    for (size_t i = 0; i < ROOTS; i++) {
        if (strcmp(root->name, roots[i]) == 0) {
            check_node(root, "", diag);
            suggest_free(&s);
            return;
        }
        suggest_offer(&s, root->name, roots[i]);
    }
    diag_error(diag, root->at, "unknown-element",
               "root element <%s>; expected one of:%s", root->name,
               s.words.text);
    suggest_free(&s);
}
