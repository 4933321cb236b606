/* SPDX-License-Identifier: 0BSD */
#include "check/style.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/utf8.h"
#include "check/style_words.h"

#include <string.h>
#include <strings.h>

enum {
    MOST_OF_TITLE = 8,
    BYTES_OF_TITLE = 120, /* those of standards are shorter, too */
    MOST_OF_STEP = 25,
    MOST_OF_REST = 35,
    SENTENCES = 2
};

struct style {
    struct diag *diag;
    struct index ids; /* of reasons and messages */
    struct buf text;  /* the one looked at, quoted words taken out */
    struct place at;  /* its place */
    const char *what; /* its element */
};

static bool in_word(char c)
{
    return is_digit(c) || is_upper(c) || is_lower(c) || c == '-' || c == '_' ||
           (c & 0x80);
}

/* What servers say stands in quotes, is theirs, and counts as one word. */
static void take(struct style *s, struct place at, const char *what,
                 const char *text)
{
    bool quoted = false;

    s->at = at;
    s->what = what;
    s->text.len = 0;
    buf_puts(&s->text, "");
    for (; *text; text++) {
        if (!quoted || *text == '"')
            buf_putc(&s->text, *text);
        if (*text == '"') {
            quoted = !quoted;
            if (quoted)
                buf_putc(&s->text, 'q');
        }
    }
}

static int count_words(const char *text)
{
    int count = 0;

    while (*text) {
        bool word = false;

        for (; *text && *text != ' '; text++)
            word |= in_word(*text) && *text != '-';
        count += word;
        text += strspn(text, " ");
    }
    return count;
}

static bool ends_sentence(const char *text)
{
    return strchr(".!?", *text) &&
           (!text[1] ||
            (text[1] == ' ' && (is_upper(text[2]) || strchr("\"(", text[2]))));
}

static int count_sentences(const char *text)
{
    int count = 0;

    for (; *text; text++)
        count += ends_sentence(text);
    return count;
}

static bool begins_word(const char *text, const char *at)
{
    return at == text || !in_word(at[-1]);
}

/* The phrase as whole words in text, or NULL. */
static const char *find_phrase(const char *text, const char *phrase)
{
    size_t len = strlen(phrase);
    bool open = phrase[len - 1] == '*';
    bool exact = is_upper(*phrase);

    len -= open;
    for (const char *at = text; *at; at++)
        if ((exact ? strncmp(at, phrase, len) : strncasecmp(at, phrase, len)) ==
                0 &&
            begins_word(text, at) && (open || !in_word(at[len])))
            return at;
    return NULL;
}

static void check_words(struct style *s)
{
    for (const struct style_word *w = style_words; w->phrase; w++) {
        const char *at = find_phrase(s->text.text, w->phrase);
        size_t len = strcspn(w->phrase, "*");

        while (at && in_word(at[len]))
            len++;
        if (at)
            diag_error(s->diag, s->at, "style-word",
                       "\"%.*s\" in <%s>; expected: %s", (int)len, at, s->what,
                       w->instead);
    }
}

/* Ids are for programs; people read titles. */
static void check_ids(struct style *s)
{
    const char *text = s->text.text;

    while (*text) {
        char id[64];
        size_t len = 0;

        while (in_word(text[len]))
            len++;
        if (len > 0 && len < sizeof id && memchr(text, '-', len)) {
            memcpy(id, text, len);
            id[len] = '\0';
            if (index_find(&s->ids, id))
                diag_error(s->diag, s->at, "style-id",
                           "\"%s\" in <%s> is an id; expected words", id,
                           s->what);
        }
        text += len ? len : 1;
    }
}

static bool check_length(struct style *s, int most, const char *remedy)
{
    int words = count_words(s->text.text);

    if (words > most)
        diag_error(s->diag, s->at, "style-length",
                   "%d words in <%s>; expected at most %d: %s", words, s->what,
                   most, remedy);
    return words <= most;
}

static void check_sentences(struct style *s)
{
    int sentences = count_sentences(s->text.text);

    if (sentences > SENTENCES)
        diag_error(s->diag, s->at, "style-length",
                   "%d sentences in <%s>; expected at most %d", sentences,
                   s->what, SENTENCES);
}

/* A colon of a time or an address is none. */
static const char *find_colon(const char *text)
{
    while ((text = strchr(text, ':')) &&
           (is_digit(text[1]) || strncmp(text, "://", 3) == 0))
        text++;
    return text;
}

/* Two sentences in one are two sentences. */
static void check_joints(struct style *s, bool colon_last)
{
    const char *colon = find_colon(s->text.text);

    if (strchr(s->text.text, ';'))
        diag_error(s->diag, s->at, "style-joint",
                   "\";\" in <%s>; expected two sentences", s->what);
    if (colon && !(colon_last && !colon[1]))
        diag_error(s->diag, s->at, "style-joint",
                   "\":\" in <%s>; expected two sentences, or \"If ..., \" "
                   "instead of a label",
                   s->what);
}

static void check_end(struct style *s, char end)
{
    const char *text = s->text.text;
    char last = text[strlen(text) - 1];

    if (end ? last != end : last == '.' || last == ':')
        diag_error(s->diag, s->at, "style-end",
                   "\"%c\" at the end of <%s>; expected %s", last, s->what,
                   end == '.'   ? "a full stop"
                   : end == ':' ? "a colon before the <command>"
                                : "no full stop");
}

/* Programs that people type with arguments. */
static void check_inline_command(struct style *s)
{
    static const char *const programs[] = {
        "dig ",           "swaks ",     "postmap ",  "openssl s_client ",
        "doveadm ",       "postsuper ", "postconf ", "postqueue ",
        "nslookup ",      "exim -",     "curl ",     "sendmail -",
        "Get-Recipient ", NULL};

    for (const char *const *p = programs; *p; p++) {
        const char *at = s->text.text;

        while ((at = strstr(at, *p)) && !begins_word(s->text.text, at))
            at++;
        if (at && (at[strlen(*p)] == '-' || at[strlen(*p)] == '+' ||
                   at[strlen(*p)] == '{' || at[strlen(*p) - 1] == '-')) {
            diag_error(s->diag, s->at, "style-command",
                       "a command in the sentence of <%s>; expected it in "
                       "<command>, behind the sentence",
                       s->what);
            return;
        }
    }
}

/* Quotes, dashes and blanks that programs for texts put in the place of those
 * on the keyboard: nobody finds them by typing. */
static void check_characters(struct style *s)
{
    struct utf8_letter l;

    for (const char *at = s->text.text; *at; at++)
        if (utf8_look(at, &l) && *l.like && strchr(" \"'-.", *l.like)) {
            diag_error(s->diag, s->at, "style-character",
                       "U+%04lX \"%.*s\" in <%s>; expected %s of ASCII",
                       l.number, (int)l.len, at, s->what,
                       *l.like == ' ' ? "the blank" : l.like);
            return;
        }
}

/* A word between two marks, "*so*". */
static bool is_emphasis(const char *at, const char *text)
{
    size_t n = strcspn(at + 1, " *_");

    return (*at == '*' || *at == '_') && at[1 + n] == *at &&
           !in_word(at[2 + n]) && (at == text || at[-1] == ' ');
}

/* Pages are written in several languages, and a text shows in all as it is. */
static void check_markup(struct style *s)
{
    static const char *const marks[] = {"**", "__", "`", "](", "</", "<br"};
    const char *text = s->text.text, *found = NULL;

    for (size_t i = 0; i < sizeof marks / sizeof *marks && !found; i++)
        found = strstr(text, marks[i]) ? marks[i] : NULL;
    if (!found && (*text == '#' || strncmp(text, "- ", 2) == 0))
        found = *text == '#' ? "#" : "-";
    for (const char *at = text; *at && !found; at++)
        if (is_emphasis(at, text))
            found = *at == '*' ? "*" : "_";
    if (found)
        diag_error(s->diag, s->at, "style-markup",
                   "\"%s\" in <%s>; expected plain text, without Markdown or "
                   "HTML",
                   found, s->what);
}

/* What holds for every text. */
static void check_spelling(struct style *s)
{
    check_words(s);
    check_ids(s);
    check_characters(s);
    check_markup(s);
}

static void check_bytes(struct style *s)
{
    if (s->text.len > BYTES_OF_TITLE)
        diag_error(s->diag, s->at, "style-length",
                   "%zu letters in <%s>; expected at most %d", s->text.len,
                   s->what, BYTES_OF_TITLE);
}

/* Titles of standards are quoted, whatever they are. */
static void check_quoted(struct style *s, struct place at, const char *text)
{
    take(s, at, "title", text);
    check_characters(s);
    check_bytes(s);
}

static void check_title(struct style *s, struct place at, const char *text)
{
    take(s, at, "title", text);
    check_spelling(s);
    if (check_length(s, MOST_OF_TITLE, "say the rest in <meaning>"))
        check_bytes(s);
    check_joints(s, false);
    check_end(s, '\0');
}

static void check_explained(struct style *s, struct place at, const char *what,
                            const char *text)
{
    take(s, at, what, text);
    check_spelling(s);
    check_length(s, MOST_OF_REST, "move a fact to a <cause>");
    check_sentences(s);
    check_joints(s, false);
    check_inline_command(s);
    check_end(s, '.');
}

/* Where the reader finds out first whether the step is for them. */
static void check_condition(struct style *s)
{
    static const char *const conditions[] = {" if ", " unless ", " when "};
    /* A condition only where a digit follows: "With 4xx", "On 550". */
    enum { BEFORE_DIGITS = 4 };
    static const char *const late[] = {
        "Unless ", "In case ", "When ", "Whenever ", "With ", "After ", "On "};
    const char *text = s->text.text;
    bool first = strncmp(text, "If ", 3) == 0;

    if (strchr(text, '?'))
        diag_error(s->diag, s->at, "style-condition",
                   "a question in <step>; expected \"If ..., \"");
    for (size_t i = 0; i < sizeof late / sizeof *late; i++) {
        bool any = i < BEFORE_DIGITS;

        if (strncmp(text, late[i], strlen(late[i])) == 0 &&
            (any || is_digit(text[strlen(late[i])])))
            diag_error(s->diag, s->at, "style-condition",
                       "\"%s...\" begins <step>; expected \"If ..., \"",
                       late[i]);
    }
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (strstr(text, conditions[i]))
            diag_error(s->diag, s->at, "style-condition",
                       "\"%s\" inside <step>; expected %s", conditions[i],
                       first ? "one condition, and another step for a second"
                             : "the condition first: \"If ..., \"");
}

static void check_step(struct style *s, const struct step *step,
                       enum party reader)
{
    take(s, step->at, "step", step->text);
    check_spelling(s);
    check_length(s, MOST_OF_STEP, "make two steps of it");
    check_sentences(s);
    check_condition(s);
    check_joints(s, true);
    check_inline_command(s);
    check_end(s, step->command ? ':' : '.');
    if (step->command && (reader == PARTY_SENDER || reader == PARTY_RECIPIENT))
        diag_error(s->diag, step->at, "style-command",
                   "<command> for the %s, who has no shell; expected a step "
                   "that they can do",
                   model_parties[reader]);
}

static void check_prose(struct style *s, const struct prose *p, bool quoted)
{
    if (quoted)
        check_quoted(s, p->title_at, p->title);
    else
        check_title(s, p->title_at, p->title);
    if (p->meaning)
        check_explained(s, p->meaning_at, "meaning", p->meaning);
    for (size_t i = 0; i < p->cause_count; i++)
        check_explained(s, p->causes[i].at, "cause", p->causes[i].text);
    for (size_t i = 0; i < p->advice_count; i++)
        for (size_t k = 0; k < p->advices[i].step_count; k++)
            check_step(s, &p->advices[i].steps[k], p->advices[i].reader);
    for (size_t i = 0; i < p->confused_count; i++) {
        take(s, p->confused[i].at, "confused", p->confused[i].text);
        check_spelling(s);
        check_end(s, '\0');
    }
}

static void check_loose(struct style *s, struct place at, const char *what,
                        const char *text)
{
    take(s, at, what, text);
    check_spelling(s);
}

static void check_guide(struct style *s, const struct model *m)
{
    for (size_t i = 0; i < m->section_count; i++)
        for (size_t k = 0; k < m->sections[i].passage_count; k++) {
            const struct passage *p = &m->sections[i].passages[k];

            if (p->kind == PASSAGE_P)
                check_loose(s, p->at, "p", p->text);
            for (size_t n = 0; n < p->item_count; n++)
                check_loose(s, p->items[n].at, "item", p->items[n].text);
        }
}

static void check_releases(struct style *s, const struct model *m)
{
    for (size_t i = 0; i < m->release_count; i++)
        for (size_t k = 0; k < m->releases[i].change_count; k++)
            check_loose(s, m->releases[i].changes[k].at, "change",
                        m->releases[i].changes[k].text);
}

static void check_kinds(struct style *s, const struct kind *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_prose(s, &kinds[i].prose, true);
}

bool style_run(const struct model *m, struct diag *diag)
{
    struct style s = {.diag = diag};
    size_t faults = diag->count;

    for (size_t i = 0; i < m->reason_count; i++)
        index_add(&s.ids, m->reasons[i].id, &m->reasons[i]);
    for (size_t i = 0; i < m->message_count; i++)
        index_add(&s.ids, m->messages[i].id, &m->messages[i]);
    index_seal(&s.ids);
    check_kinds(&s, m->classes, m->class_count);
    check_kinds(&s, m->groups, m->group_count);
    check_kinds(&s, m->subjects, m->subject_count);
    for (size_t i = 0; i < m->reason_count; i++)
        check_prose(&s, &m->reasons[i].prose, false);
    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        check_prose(&s, &e->prose, true);
        if (e->origin)
            check_loose(&s, e->origin->at, "origin", e->origin->text);
    }
    for (size_t i = 0; i < m->message_count; i++)
        check_prose(&s, &m->messages[i].prose, false);
    for (size_t i = 0; i < m->provider_count; i++) {
        check_prose(&s, &m->providers[i].prose, false);
        for (size_t k = 0; k < m->providers[i].use_count; k++)
            check_prose(&s, &m->providers[i].uses[k].prose, false);
    }
    check_guide(&s, m);
    check_releases(&s, m);
    index_free(&s.ids);
    buf_free(&s.text);
    return diag->count == faults;
}
