/* SPDX-License-Identifier: 0BSD */
#include "check/check_rules.h"

#include "model/symbol.h"
#include "model/view.h"

#include <stdlib.h>
#include <string.h>

/* Report every key that an index of places has more than once. */
void check_twice(struct check *c, struct index *index, const char *rule,
                 const char *what)
{
    index_seal(index);
    for (size_t i = 1, first = 0; i < index->count; i++) {
        const struct place *at = index->rows[i].thing;
        const struct place *before = index->rows[first].thing;

        if (strcmp(index->rows[i].key, index->rows[first].key) != 0)
            first = i;
        else if (strcmp(at->file, before->file) == 0)
            diag_error(c->diag, *at, rule, "%s %s twice; first at line %d",
                       what, index->rows[i].key, before->line);
        else
            diag_error(c->diag, *at, rule, "%s %s twice; first at %s:%d", what,
                       index->rows[i].key, before->file, before->line);
    }
    index_free(index);
}

void check_dup_code(struct check *c)
{
    const struct model *m = c->model;
    struct index seen = {0};

    for (size_t i = 0; i < m->entry_count; i++)
        index_add(&seen, m->entries[i].code, &m->entries[i].at);
    check_twice(c, &seen, "dup-code", "code");
}

/* The manual pages are smtp-REASON and smtp-provider-PROVIDER. */
static void check_page(struct check *c, const char *id, struct place at)
{
    static const char prefix[] = "provider-";
    const struct provider *p =
        strncmp(id, prefix, sizeof prefix - 1) == 0
            ? index_find(&c->providers, id + sizeof prefix - 1)
            : NULL;

    if (p)
        diag_error(c->diag, at, "dup-id",
                   "reason %s would have the manual page of provider %s "
                   "(%s:%d)",
                   id, p->id, p->at.file, p->at.line);
}

/* An id that a reason had before still leads to it. */
static void check_reason_ids(struct check *c, const struct reason *r,
                             struct index *seen)
{
    index_add(seen, r->id, &r->at);
    check_page(c, r->id, r->at);
    for (size_t i = 0; i < r->alias_count; i++) {
        index_add(seen, r->aliases[i].text, &r->aliases[i].at);
        check_page(c, r->aliases[i].text, r->aliases[i].at);
    }
}

void check_dup_id(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};
    struct index seen = {0};

    for (size_t i = 0; i < m->reason_count; i++)
        check_reason_ids(c, &m->reasons[i], &seen);
    check_twice(c, &seen, "dup-id", "reason");
    for (size_t i = 0; i < m->reason_count; i++)
        index_add(&seen, mem_printf(&keys, "%d", m->reasons[i].number),
                  &m->reasons[i].at);
    check_twice(c, &seen, "dup-id", "reason number");
    for (size_t i = 0; i < m->message_count; i++)
        index_add(&seen, m->messages[i].id, &m->messages[i].at);
    check_twice(c, &seen, "dup-id", "message");
    for (size_t i = 0; i < m->provider_count; i++)
        index_add(&seen, m->providers[i].id, &m->providers[i].at);
    check_twice(c, &seen, "dup-id", "provider");
    for (size_t i = 0; i < m->section_count; i++)
        index_add(&seen, m->sections[i].id, &m->sections[i].at);
    check_twice(c, &seen, "dup-id", "section");
    for (size_t i = 0; i < m->guide_count; i++) {
        const struct guide *g = &m->guides[i];

        index_add(&seen, *g->page ? g->page : "without page=", &g->at);
        if (strcmp(g->page, "changes") == 0)
            diag_error(c->diag, g->at, "dup-id",
                       "the page of a guide is called \"changes\", as that of "
                       "what each version changed; choose another name");
    }
    check_twice(c, &seen, "dup-id", "guide");
    mem_free(&keys);
}

void check_dup_reference(struct check *c)
{
    struct arena keys = {0};
    struct index seen = {0}, addresses = {0};

    for (size_t i = 0; i < c->model->reference_count; i++) {
        const struct reference *r = &c->model->references[i];

        index_add(&seen, view_reference_id(&keys, r), &r->at);
        if (r->address)
            index_add(&addresses, r->address, &r->at);
    }
    check_twice(c, &seen, "dup-id", "reference");
    check_twice(c, &addresses, "dup-id", "address");
    mem_free(&keys);
}

void check_dup_digit(struct check *c)
{
    static const char *const names[] = {"class", "group", "subject"};
    const struct model *m = c->model;
    const struct kind *kinds[] = {m->classes, m->groups, m->subjects};
    const size_t counts[] = {m->class_count, m->group_count, m->subject_count};
    struct arena keys = {0};

    for (size_t k = 0; k < 3; k++) {
        struct index seen = {0};

        for (size_t i = 0; i < counts[k]; i++)
            index_add(&seen, mem_printf(&keys, "%d", kinds[k][i].number),
                      &kinds[k][i].at);
        check_twice(c, &seen, "dup-code", names[k]);
    }
    mem_free(&keys);
}

static void add_name(struct arena *keys, struct index *seen,
                     const struct entry *e, const char *name,
                     const struct place *at)
{
    index_add(seen,
              mem_printf(keys, "%s in %c%s", name, e->code[0],
                         e->kind == ENTRY_REPLY ? "yz" : ".y.z"),
              at);
}

/* Names that an entry itself has twice make one symbol twice, which is
 * reported as that. */
static bool has_name(const struct entry *e, size_t aliases, const char *name)
{
    for (size_t i = 0; i < aliases; i++)
        if (strcmp(e->aliases[i].text, name) == 0)
            return true;
    return strcmp(e->name, name) == 0;
}

/* 450 and 550 may share a name: their symbols differ by the number, and the
 * pair is meant to be read together. Two codes of one class may not. */
void check_dup_name(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};
    struct index seen = {0};

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        add_name(&keys, &seen, e, e->name, &e->at);
        for (size_t j = 0; j < e->alias_count; j++)
            if (!has_name(e, j, e->aliases[j].text))
                add_name(&keys, &seen, e, e->aliases[j].text,
                         &e->aliases[j].at);
    }
    check_twice(c, &seen, "dup-name", "name");
    for (size_t i = 0; i < m->class_count; i++)
        if (m->classes[i].enhanced)
            index_add(&seen, m->classes[i].enhanced, &m->classes[i].at);
    check_twice(c, &seen, "dup-name", "enhanced class");
    mem_free(&keys);
}

static void add_symbols(struct arena *keys, struct index *seen,
                        const struct entry *e)
{
    index_add(seen, symbol_of_entry(keys, e), &e->at);
    for (size_t i = 0; i < e->alias_count; i++)
        index_add(seen, symbol_of_name(keys, e, e->aliases[i].text),
                  &e->aliases[i].at);
}

static void add_reason_symbols(struct arena *keys, struct index *seen,
                               const struct reason *r)
{
    index_add(seen, symbol_of(keys, "REASON", r->id), &r->at);
    for (size_t i = 0; i < r->alias_count; i++)
        index_add(seen, symbol_of(keys, "REASON", r->aliases[i].text),
                  &r->aliases[i].at);
}

void check_symbol_collision(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};
    struct index seen = {0};

    for (size_t i = 0; i < m->entry_count; i++)
        add_symbols(&keys, &seen, &m->entries[i]);
    for (size_t i = 0; i < m->class_count; i++)
        index_add(&seen, symbol_of(&keys, "CLASS", m->classes[i].name),
                  &m->classes[i].at);
    for (size_t i = 0; i < m->subject_count; i++)
        index_add(&seen, symbol_of(&keys, "SUBJECT", m->subjects[i].name),
                  &m->subjects[i].at);
    for (size_t i = 0; i < m->reason_count; i++)
        add_reason_symbols(&keys, &seen, &m->reasons[i]);
    check_twice(c, &seen, "symbol-collision", "symbol");
    mem_free(&keys);
}

void check_dup_pair(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        struct index seen = {0};

        for (size_t j = 0; j < e->pair_count; j++)
            index_add(
                &seen,
                mem_printf(&keys, "%s with %s%s%s", e->code, e->pairs[j].reply,
                           e->pairs[j].provider ? " by " : "",
                           e->pairs[j].provider ? e->pairs[j].provider : ""),
                &e->pairs[j].at);
        check_twice(c, &seen, "dup-pair", "pairing");
    }
    mem_free(&keys);
}

void check_dup_act(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};

    for (size_t i = 0; i < m->reason_count; i++) {
        const struct reason *r = &m->reasons[i];
        struct index seen = {0};

        for (size_t j = 0; j < r->act_count; j++)
            index_add(
                &seen,
                mem_printf(&keys, "%s in class %d", r->id, r->acts[j].class),
                &r->acts[j].at);
        check_twice(c, &seen, "dup-act", "action of");
    }
    mem_free(&keys);
}

static void advise_once(struct check *c, const struct prose *prose)
{
    const struct advice *first[PARTIES] = {0};

    for (size_t i = 0; i < prose->advice_count; i++) {
        const struct advice *a = &prose->advices[i];

        if (first[a->reader])
            diag_error(c->diag, a->at, "dup-advice",
                       "second advice for \"%s\"; the first is at line %d",
                       model_parties[a->reader], first[a->reader]->at.line);
        else
            first[a->reader] = a;
    }
}

void check_dup_advice(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++)
        advise_once(c, &m->entries[i].prose);
    for (size_t i = 0; i < m->reason_count; i++)
        advise_once(c, &m->reasons[i].prose);
    for (size_t i = 0; i < m->message_count; i++)
        advise_once(c, &m->messages[i].prose);
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            advise_once(c, &m->providers[i].uses[j].prose);
}

/* Words that stand in two rows say nothing. */
static void say_apart(struct check *c, struct arena *keys,
                      const struct entry *e)
{
    struct index seen = {0};

    for (size_t i = 0; i < e->words_count; i++)
        for (const char *s = e->words[i].say; *s;) {
            const char *end = strstr(s, ", ");
            size_t n = end ? (size_t)(end - s) : strlen(s);

            index_add(&seen, mem_text(keys, s, n), &e->words[i].at);
            s += end ? n + 2 : n;
        }
    check_twice(c, &seen, "dup-words", "words");
}

/* One row a cause: its words stand together. */
void check_dup_words(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        struct index seen = {0};

        for (size_t j = 0; j < e->words_count; j++)
            index_add(
                &seen,
                mem_printf(&keys, "%s for %s", e->code, e->words[j].reason),
                &e->words[j].at);
        check_twice(c, &seen, "dup-words", "words of");
        say_apart(c, &keys, e);
    }
    mem_free(&keys);
}

static void say_once(struct check *c, const struct note *notes, size_t count,
                     const char *what)
{
    struct index seen = {0};

    for (size_t i = 0; i < count; i++)
        index_add(&seen, notes[i].text, &notes[i].at);
    check_twice(c, &seen, "dup-text", what);
}

static void step_once(struct check *c, struct arena *keys,
                      const struct advice *a)
{
    struct index seen = {0};

    for (size_t i = 0; i < a->step_count; i++) {
        const struct step *s = &a->steps[i];

        index_add(&seen,
                  s->command ? mem_printf(keys, "%s %s", s->text, s->command)
                             : s->text,
                  &s->at);
    }
    check_twice(c, &seen, "dup-text", "step");
}

static void refer_once(struct check *c, struct arena *keys,
                       const struct prose *p)
{
    struct index confused = {0}, refs = {0};

    say_once(c, p->causes, p->cause_count, "cause");
    for (size_t i = 0; i < p->advice_count; i++)
        step_once(c, keys, &p->advices[i]);
    for (size_t i = 0; i < p->confused_count; i++)
        index_add(&confused, p->confused[i].with, &p->confused[i].at);
    check_twice(c, &confused, "dup-text", "confused with");
    for (size_t i = 0; i < p->ref_count; i++) {
        const struct ref *r = &p->refs[i];

        index_add(&refs,
                  mem_printf(keys, "%s%.0d section %s",
                             r->source ? r->source : "RFC ", r->rfc,
                             r->section ? r->section : "none"),
                  &p->refs[i].at);
    }
    check_twice(c, &refs, "dup-text", "reference");
}

static bool same_reply(const struct use *a, const struct use *b)
{
    for (size_t i = 0; i < a->reply_count; i++)
        for (size_t j = 0; j < b->reply_count; j++)
            if (strcmp(a->replies[i], b->replies[j]) == 0)
                return true;
    return a->reply_count == 0 && b->reply_count == 0;
}

static bool same_class(const struct use *a, const struct use *b)
{
    return a->code[0] == b->code[0] || a->code[0] == 'X' || b->code[0] == 'X';
}

static bool is_within(const struct view_span *a, const struct view_span *b)
{
    return a->first >= b->first && a->last <= b->last &&
           a->last - a->first < b->last - b->first;
}

/* Is there a reply that both fit, and neither more closely (smtpc_find_use_)?
 * Of ranges, one within another is closer; where they only overlap, nobody can
 * tell what is meant. Equal codes are left to check_dup_use. */
static bool is_tie(const struct use *a, const struct use *b)
{
    struct view_span x = view_span(a->code), y = view_span(b->code);

    return !x.is_reply && !y.is_reply && strcmp(a->code, b->code) != 0 &&
           same_class(a, b) && x.subject == y.subject && !is_within(&x, &y) &&
           !is_within(&y, &x) && x.first <= y.last && y.first <= x.last &&
           same_reply(a, b);
}

/* Each use is compared with all before it, which is quick for as many as any
 * provider has, and not for any number. */
enum { MOST_USES = 1000 };

static void report_tie(struct check *c, const struct use *a,
                       const struct use *b)
{
    /* Of two that begin alike, the shorter is within the other. */
    if (view_span(a->code).first == view_span(b->code).first)
        diag_error(c->diag, b->at, "dup-use",
                   "use of %s matches the same replies as %s; first at line %d",
                   b->code, a->code, a->at.line);
    else
        diag_error(c->diag, b->at, "dup-use",
                   "use of %s overlaps %s in line %d; expected one within the "
                   "other, or apart",
                   b->code, a->code, a->at.line);
}

static void report_ties(struct check *c, const struct provider *p)
{
    if (p->use_count > MOST_USES) {
        diag_error(c->diag, p->uses[MOST_USES].at, "too-many",
                   "%zu uses of a provider; expected at most %d: join codes "
                   "in ranges, as in 5.7.606-649",
                   p->use_count, MOST_USES);
        return;
    }
    for (size_t i = 1; i < p->use_count; i++)
        for (size_t j = 0; j < i; j++)
            if (is_tie(&p->uses[j], &p->uses[i]))
                report_tie(c, &p->uses[j], &p->uses[i]);
}

/* A code with a reply means one thing at a provider. */
void check_dup_use(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};

    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];
        struct index seen = {0};

        for (size_t j = 0; j < p->use_count; j++) {
            const struct use *u = &p->uses[j];

            if (u->reply_count == 0)
                index_add(&seen, u->code, &u->at);
            for (size_t k = 0; k < u->reply_count; k++)
                index_add(
                    &seen,
                    mem_printf(&keys, "%s with %s", u->code, u->replies[k]),
                    &u->at);
        }
        check_twice(c, &seen, "dup-use", "use of");
        report_ties(c, p);
    }
    mem_free(&keys);
}

/* What is copied and then forgotten: the same said twice in one place. */
void check_dup_text(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};

    for (size_t i = 0; i < m->entry_count; i++)
        refer_once(c, &keys, &m->entries[i].prose);
    for (size_t i = 0; i < m->reason_count; i++)
        refer_once(c, &keys, &m->reasons[i].prose);
    for (size_t i = 0; i < m->message_count; i++) {
        const struct message *one = &m->messages[i];

        refer_once(c, &keys, &one->prose);
        say_once(c, one->locals, one->local_count, "local");
        say_once(c, one->unless, one->unless_count, "unless");
        say_once(c, one->examples, one->example_count, "example");
    }
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        refer_once(c, &keys, &p->prose);
        say_once(c, p->shown, p->shown_count, "shown");
        for (size_t j = 0; j < p->use_count; j++)
            refer_once(c, &keys, &p->uses[j].prose);
    }
    for (size_t i = 0; i < m->section_count; i++) {
        const struct section *s = &m->sections[i];
        struct index seen = {0}, lists = {0};

        for (size_t j = 0; j < s->passage_count; j++) {
            const struct passage *b = &s->passages[j];

            say_once(c, b->items, b->item_count, "item");
            if (b->kind == PASSAGE_P || b->kind == PASSAGE_SAMPLE)
                index_add(&seen, b->text, &b->at);
            else if (b->item_count > 0)
                index_add(&lists, b->items[0].text, &b->at);
        }
        check_twice(c, &seen, "dup-text", "paragraph");
        check_twice(c, &lists, "dup-text", "a list that begins with");
    }
    mem_free(&keys);
}
