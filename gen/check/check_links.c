/* SPDX-License-Identifier: 0BSD */
#include "check/check_rules.h"
#include "check/each_prose.h"

#include "base/suggest.h"
#include "model/words.h"

#include <stdio.h>
#include <string.h>

enum { KEY = 32 };

const struct reason *check_reason(const struct check *c, const char *id)
{
    return index_find(&c->reasons, id);
}

static void tell_unknown_source(struct check *c, const struct ref *r)
{
    struct suggestion s = {0};

    for (size_t i = 0; i < c->model->reference_count; i++)
        if (c->model->references[i].id)
            suggest_offer(&s, r->source, c->model->references[i].id);
    if (s.meant)
        diag_error(c->diag, r->at, "unknown-reference",
                   "source \"%s\" is not in references.xml; did you mean "
                   "\"%s\"?",
                   r->source, s.meant);
    else
        diag_error(c->diag, r->at, "unknown-reference",
                   "source \"%s\" is not in references.xml; expected there: "
                   "<source id=\"%s\" address=\"https://...\" "
                   "seen=\"YYYY-MM\"><title>...</title></source>",
                   r->source, r->source);
    suggest_free(&s);
}

static void check_ref(struct check *c, const struct ref *r)
{
    char key[KEY];

    snprintf(key, sizeof key, "%d", r->rfc);
    if (index_find(&c->sources, r->source ? r->source : key))
        return;
    if (r->source)
        tell_unknown_source(c, r);
    else
        diag_error(c->diag, r->at, "unknown-reference",
                   "RFC %d is not in references.xml; expected there: <rfc "
                   "number=\"%d\" date=\"YYYY-MM\" track=\"...\">"
                   "<title>...</title></rfc>",
                   r->rfc, r->rfc);
}

static void check_refs(void *check, struct place at, const char *kind,
                       const char *name, const struct prose *prose)
{
    (void)at, (void)kind, (void)name;
    for (size_t i = 0; i < prose->ref_count; i++)
        check_ref(check, &prose->refs[i]);
}

static void check_pair_rfcs(struct check *c, const struct entry *e)
{
    for (size_t i = 0; i < e->pair_count; i++) {
        const struct pair *p = &e->pairs[i];

        if (p->rfc.rfc)
            check_ref(c, &p->rfc);
        if (!(p->by & BY_RFC) != !p->rfc.rfc)
            diag_error(c->diag, p->at, "unknown-reference",
                       "by=\"rfc\" and rfc=\"NUMBER\" go together; expected "
                       "both or neither");
    }
}

void check_unknown_reference(struct check *c)
{
    each_prose(c->model, check_refs, c);
    for (size_t i = 0; i < c->model->entry_count; i++)
        check_pair_rfcs(c, &c->model->entries[i]);
}

/* The reason that had that id before, or NULL. */
static const struct reason *renamed(const struct model *m, const char *id)
{
    for (size_t i = 0; i < m->reason_count; i++)
        for (size_t j = 0; j < m->reasons[i].alias_count; j++)
            if (strcmp(m->reasons[i].aliases[j].text, id) == 0)
                return &m->reasons[i];
    return NULL;
}

static void need_reason(struct check *c, struct place at, const char *id)
{
    const struct model *m = c->model;
    struct suggestion suggestion = {0};

    if (check_reason(c, id))
        return;
    if (renamed(m, id)) {
        diag_error(c->diag, at, "unknown-reason",
                   "reason \"%s\" is called \"%s\" now; write that", id,
                   renamed(m, id)->id);
        return;
    }
    for (size_t i = 0; i < m->reason_count; i++)
        suggest_offer(&suggestion, id, m->reasons[i].id);
    if (suggestion.meant)
        diag_error(c->diag, at, "unknown-reason",
                   "reason \"%s\" is not in reasons.xml; did you mean \"%s\"?",
                   id, suggestion.meant);
    else
        diag_error(c->diag, at, "unknown-reason",
                   "reason \"%s\" is not in reasons.xml; expected one of:%s",
                   id, suggestion.words.len ? suggestion.words.text : " none");
    suggest_free(&suggestion);
}

void check_unknown_reason(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        need_reason(c, e->at, e->reason);
        for (size_t j = 0; j < e->words_count; j++)
            need_reason(c, e->words[j].at, e->words[j].reason);
    }
    for (size_t i = 0; i < m->message_count; i++)
        need_reason(c, m->messages[i].at, m->messages[i].reason);
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            need_reason(c, m->providers[i].uses[j].at,
                        m->providers[i].uses[j].reason);
    if (!check_reason(c, "other"))
        diag_error(c->diag, m->at, "unknown-reason",
                   "reason \"other\" is not in reasons.xml; unknown codes "
                   "need it");
}

/* Where only providers use a code, or nobody does, its entry is still to be
 * written. */
static void tell_unknown_code(struct check *c, struct place at,
                              const char *code)
{
    const char *why = check_is_used(c->model, code)
                          ? "has no entry of its own, only a provider's <use>"
                          : "is not in the catalogue";

    if (code[1] == '.')
        diag_error(c->diag, at, "unknown-code",
                   "code %s %s; expected one that has an entry, or "
                   "<status code=\"%s\" ...> in statuses.xml",
                   code, why, code);
    else if (*code < '2' || *code > '5')
        diag_error(c->diag, at, "unknown-code",
                   "code %s %s; expected a reply from 200 to 599, or one that "
                   "has an entry",
                   code, why);
    else
        diag_error(c->diag, at, "unknown-code",
                   "code %s %s; expected one that has an entry, or "
                   "<reply code=\"%s\" ...> in replies.xml, or in "
                   "folklore.xml if no standard defines it",
                   code, why, code);
}

static void need_code(struct check *c, struct place at, const char *code,
                      const char *owner)
{
    if (!index_find(&c->codes, code))
        tell_unknown_code(c, at, code);
    else if (owner && strcmp(code, owner) == 0)
        diag_error(c->diag, at, "self-reference", "%s refers to itself", code);
}

void check_unknown_code(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        for (size_t j = 0; j < e->prose.confused_count; j++)
            need_code(c, e->prose.confused[j].at, e->prose.confused[j].with,
                      e->code);
        for (size_t j = 0; e->origin && j < e->origin->insteads; j++)
            need_code(c, e->origin->at, e->origin->instead[j], NULL);
        for (size_t j = 0; e->retired && j < e->retired->insteads; j++)
            need_code(c, e->retired->at, e->retired->instead[j], e->code);
        for (size_t j = 0; j < e->pair_count; j++)
            if (e->pairs[j].reply[1] != 'x' && e->pairs[j].reply[0] != 'a')
                need_code(c, e->pairs[j].at, e->pairs[j].reply, NULL);
    }
    for (size_t i = 0; i < m->message_count; i++)
        for (size_t j = 0; j < m->messages[i].reply_count; j++)
            if (m->messages[i].replies[j][1] != 'x')
                need_code(c, m->messages[i].at, m->messages[i].replies[j],
                          NULL);
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++) {
            const struct use *u = &m->providers[i].uses[j];

            for (size_t k = 0; k < u->reply_count; k++)
                need_code(c, u->at, u->replies[k], NULL);
        }
}

/* Who is led to another code is not led on from there. */
void check_retired_instead(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct retired *r = m->entries[i].retired;

        for (size_t j = 0; r && j < r->insteads; j++) {
            const struct entry *e = index_find(&c->codes, r->instead[j]);

            if (e && e != &m->entries[i] && e->retired)
                diag_error(c->diag, r->at, "retired-instead",
                           "code %s is retired, too; expected one to use "
                           "instead of %s",
                           e->code, m->entries[i].code);
        }
    }
}

static void need_provider(struct check *c, struct place at, const char *id)
{
    const struct model *m = c->model;
    struct suggestion suggestion = {0};

    if (!id || index_find(&c->providers, id))
        return;
    for (size_t i = 0; i < m->provider_count; i++)
        suggest_offer(&suggestion, id, m->providers[i].id);
    if (suggestion.meant)
        diag_error(c->diag, at, "unknown-provider",
                   "provider \"%s\" has no file; did you mean \"%s\"?", id,
                   suggestion.meant);
    else
        diag_error(c->diag, at, "unknown-provider",
                   "provider \"%s\" has no file; expected one such as "
                   "providers/%s.xml with id=\"%s\"",
                   id, id, id);
    suggest_free(&suggestion);
}

void check_unknown_provider(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        for (size_t j = 0; j < e->pair_count; j++) {
            const struct pair *p = &e->pairs[j];

            need_provider(c, p->at, p->provider);
            if (!(p->by & BY_PROVIDER) != !p->provider)
                diag_error(c->diag, p->at, "unknown-provider",
                           "by=\"provider\" and provider=\"...\" go together; "
                           "expected both or neither");
        }
    }
    for (size_t i = 0; i < m->message_count; i++)
        need_provider(c, m->messages[i].at, m->messages[i].provider);
}

void check_unknown_subject(struct check *c)
{
    const struct model *m = c->model;
    bool known[1000] = {false};
    struct buf all = {0};

    for (size_t i = 0; i < m->subject_count; i++) {
        known[m->subjects[i].number] = true;
        buf_printf(&all, " %d", m->subjects[i].number);
    }
    for (size_t i = 0; i < m->entry_count; i++)
        if (m->entries[i].kind == ENTRY_STATUS && !known[m->entries[i].subject])
            diag_error(c->diag, m->entries[i].at, "unknown-subject",
                       "subject %d of %s is not in classes.xml; expected one "
                       "of:%s",
                       m->entries[i].subject, m->entries[i].code,
                       all.len ? all.text : " none");
    buf_free(&all);
}

/* Nor can a code be told from its parts when a part is not described. A
 * catalogue that describes no classes at all is a sample. */
void check_unknown_class(struct check *c)
{
    const struct model *m = c->model;
    unsigned classes = 0, groups = 0;

    for (size_t i = 0; i < m->class_count; i++)
        classes |= 1u << m->classes[i].number;
    for (size_t i = 0; i < m->group_count; i++)
        groups |= 1u << m->groups[i].number;
    for (size_t i = 0; i < m->entry_count && classes; i++) {
        const struct entry *e = &m->entries[i];
        int group = e->reply / 10 % 10;

        for (int d = CLASS_SUCCESS; d <= CLASS_PERMANENT; d++)
            if (e->classes & ~classes & 1u << d &&
                (d != 3 || e->kind == ENTRY_REPLY))
                diag_error(c->diag, e->at, "unknown-class",
                           "class %d of %s is not in classes.xml", d, e->code);
        if (e->kind == ENTRY_REPLY && e->standing == STANDING_STANDARD &&
            !(groups & 1u << group))
            diag_error(c->diag, e->at, "unknown-class",
                       "group %d of %s is not in classes.xml", group, e->code);
    }
}

static bool is_table(const char *id)
{
    for (size_t i = 0; words_tables[i]; i++)
        if (strcmp(words_tables[i], id) == 0)
            return true;
    return false;
}

/* A table carries anchors that every page links to, so it stands in the guide
 * itself, and once. */
void check_unknown_table(struct check *c)
{
    const struct model *m = c->model;
    struct index seen = {0};

    for (size_t i = 0; i < m->section_count; i++) {
        for (size_t j = 0; j < m->sections[i].passage_count; j++) {
            const struct passage *b = &m->sections[i].passages[j];

            if (b->kind != PASSAGE_TABLE)
                continue;
            index_add(&seen, b->text, &b->at);
            if (*m->sections[i].page)
                diag_error(c->diag, b->at, "unknown-table",
                           "a table in the guide \"%s\"; tables stand in the "
                           "guide without page=, where links lead to them",
                           m->sections[i].page);
            else if (!is_table(b->text))
                diag_error(c->diag, b->at, "unknown-table",
                           "no table \"%s\"; expected classes, groups, "
                           "subjects, replies, statuses, reasons, actions, "
                           "folklore, messages, providers, references or "
                           "decision",
                           b->text);
        }
    }
    check_twice(c, &seen, "dup-table", "table");
}
