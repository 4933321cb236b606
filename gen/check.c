/* SPDX-License-Identifier: 0BSD */
#include "check.h"

#include "index.h"
#include "symbol.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

enum { KEY = 96 };

struct check {
    const struct model *model;
    struct diag *diag;
    struct index codes, reasons, sources, providers;
};

static const struct reason *reason_of(const struct check *c, const char *id)
{
    return index_find(&c->reasons, id);
}

static const struct act *act_of(const struct reason *reason, int class)
{
    for (size_t i = 0; i < reason->act_count; i++)
        if (reason->acts[i].class == class)
            return &reason->acts[i];
    return NULL;
}

/* Report every key that an index of places has more than once. */
static void report_twice(struct check *c, struct index *index,
                         const char *rule, const char *what)
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

static void dup_code(struct check *c)
{
    const struct model *m = c->model;
    struct index seen = {0};

    for (size_t i = 0; i < m->entry_count; i++)
        index_add(&seen, m->entries[i].code, &m->entries[i].at);
    report_twice(c, &seen, "dup-code", "code");
}

static void dup_id(struct check *c)
{
    const struct model *m = c->model;
    struct index seen = {0};

    for (size_t i = 0; i < m->reason_count; i++)
        index_add(&seen, m->reasons[i].id, &m->reasons[i].at);
    report_twice(c, &seen, "dup-id", "reason");
    for (size_t i = 0; i < m->message_count; i++)
        index_add(&seen, m->messages[i].id, &m->messages[i].at);
    report_twice(c, &seen, "dup-id", "message");
    for (size_t i = 0; i < m->provider_count; i++)
        index_add(&seen, m->providers[i].id, &m->providers[i].at);
    report_twice(c, &seen, "dup-id", "provider");
    for (size_t i = 0; i < m->section_count; i++)
        index_add(&seen, m->sections[i].id, &m->sections[i].at);
    report_twice(c, &seen, "dup-id", "section");
}

static void dup_reference(struct check *c)
{
    struct arena keys = {0};
    struct index seen = {0};

    for (size_t i = 0; i < c->model->reference_count; i++) {
        const struct reference *r = &c->model->references[i];

        index_add(&seen,
                  r->id ? r->id : mem_printf(&keys, "RFC %d", r->rfc), &r->at);
    }
    report_twice(c, &seen, "dup-id", "reference");
    mem_free(&keys);
}

static void dup_digit(struct check *c)
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
        report_twice(c, &seen, "dup-code", names[k]);
    }
    mem_free(&keys);
}

/* 450 and 550 may share a name: their symbols differ by the number, and the
 * pair is meant to be read together. Two codes of one class may not. */
static void dup_name(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};
    struct index seen = {0};

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        index_add(&seen,
                  mem_printf(&keys, "%s in %c%s", e->name, e->code[0],
                             e->kind == ENTRY_REPLY ? "yz" : ".y.z"),
                  &e->at);
    }
    report_twice(c, &seen, "dup-name", "name");
    mem_free(&keys);
}

static void symbol_collision(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};
    struct index seen = {0};

    for (size_t i = 0; i < m->entry_count; i++)
        index_add(&seen, symbol_of_entry(&keys, &m->entries[i]),
                  &m->entries[i].at);
    for (size_t i = 0; i < m->class_count; i++)
        index_add(&seen, symbol_of(&keys, "CLASS", m->classes[i].name),
                  &m->classes[i].at);
    for (size_t i = 0; i < m->subject_count; i++)
        index_add(&seen, symbol_of(&keys, "SUBJECT", m->subjects[i].name),
                  &m->subjects[i].at);
    for (size_t i = 0; i < m->reason_count; i++)
        index_add(&seen, symbol_of(&keys, "REASON", m->reasons[i].id),
                  &m->reasons[i].at);
    report_twice(c, &seen, "symbol-collision", "symbol");
    mem_free(&keys);
}

/* Entries stand in the order of their codes, so that everyone knows where a
 * new one goes and two people adding one rarely touch the same line. */
static void entry_order(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 1; i < m->entry_count; i++) {
        const struct entry *a = &m->entries[i - 1], *b = &m->entries[i];
        long before = a->reply + a->subject * 1000L + a->detail;
        long here = b->reply + b->subject * 1000L + b->detail;

        if (a->at.file == b->at.file && here < before)
            diag_error(c->diag, b->at, "entry-order",
                       "%s stands behind %s; expected ascending codes",
                       b->code, a->code);
    }
}

static void check_refs(struct check *c, const struct prose *prose)
{
    for (size_t i = 0; i < prose->ref_count; i++) {
        const struct ref *r = &prose->refs[i];
        char key[KEY];

        snprintf(key, sizeof key, "%d", r->rfc);
        if (!index_find(&c->sources, r->source ? r->source : key))
            diag_error(c->diag, r->at, "unknown-reference",
                       "%s%s is not among the references; expected one that "
                       "references.xml lists",
                       r->source ? "source " : "RFC ",
                       r->source ? r->source : key);
    }
}

static void unknown_reference(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++)
        check_refs(c, &m->entries[i].prose);
    for (size_t i = 0; i < m->class_count; i++)
        check_refs(c, &m->classes[i].prose);
    for (size_t i = 0; i < m->group_count; i++)
        check_refs(c, &m->groups[i].prose);
    for (size_t i = 0; i < m->subject_count; i++)
        check_refs(c, &m->subjects[i].prose);
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        check_refs(c, &p->prose);
        for (size_t j = 0; j < p->use_count; j++)
            check_refs(c, &p->uses[j].prose);
    }
}

static void need_reason(struct check *c, struct place at, const char *id)
{
    if (!reason_of(c, id))
        diag_error(c->diag, at, "unknown-reason",
                   "reason \"%s\" is not in reasons.xml", id);
}

static void unknown_reason(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++)
        need_reason(c, m->entries[i].at, m->entries[i].reason);
    for (size_t i = 0; i < m->message_count; i++)
        need_reason(c, m->messages[i].at, m->messages[i].reason);
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            need_reason(c, m->providers[i].uses[j].at,
                        m->providers[i].uses[j].reason);
    if (!reason_of(c, "other"))
        diag_error(c->diag, m->at, "unknown-reason",
                   "reason \"other\" is not in reasons.xml; unknown codes "
                   "need it");
}

static void need_code(struct check *c, struct place at, const char *code,
                      const char *owner)
{
    if (!index_find(&c->codes, code))
        diag_error(c->diag, at, "unknown-code",
                   "code %s is not in the catalogue", code);
    else if (owner && strcmp(code, owner) == 0)
        diag_error(c->diag, at, "self-reference", "%s refers to itself", code);
}

static void unknown_code(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        for (size_t j = 0; j < e->prose.confused_count; j++)
            need_code(c, e->prose.confused[j].at, e->prose.confused[j].with,
                      e->code);
        for (size_t j = 0; e->origin && j < e->origin->insteads; j++)
            need_code(c, e->origin->at, e->origin->instead[j], NULL);
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

static void need_provider(struct check *c, struct place at, const char *id)
{
    if (id && !index_find(&c->providers, id))
        diag_error(c->diag, at, "unknown-provider",
                   "provider \"%s\" has no file in providers/", id);
}

static void unknown_provider(struct check *c)
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

static void dup_pair(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        struct index seen = {0};

        for (size_t j = 0; j < e->pair_count; j++)
            index_add(&seen,
                      mem_printf(&keys, "%s with %s%s%s", e->code,
                                 e->pairs[j].reply,
                                 e->pairs[j].provider ? " by " : "",
                                 e->pairs[j].provider ? e->pairs[j].provider
                                                      : ""),
                      &e->pairs[j].at);
        report_twice(c, &seen, "dup-pair", "pairing");
    }
    mem_free(&keys);
}

static void pair_class(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        for (size_t j = 0; j < e->pair_count; j++) {
            const struct pair *p = &e->pairs[j];

            if (p->reply[0] == 'a')
                continue;
            if (p->reply[0] == '3' ||
                !(e->classes & 1u << (p->reply[0] - '0')))
                diag_error(c->diag, p->at, "pair-class",
                           "pairing of %s with %s, but the status does not "
                           "list class %c",
                           e->code, p->reply, p->reply[0]);
        }
    }
}

static void dup_act(struct check *c)
{
    const struct model *m = c->model;
    struct arena keys = {0};

    for (size_t i = 0; i < m->reason_count; i++) {
        const struct reason *r = &m->reasons[i];
        struct index seen = {0};

        for (size_t j = 0; j < r->act_count; j++)
            index_add(&seen,
                      mem_printf(&keys, "%s in class %d", r->id,
                                 r->acts[j].class),
                      &r->acts[j].at);
        report_twice(c, &seen, "dup-act", "action of");
    }
    mem_free(&keys);
}

/* Only for failures: a success asks for nothing and an intermediate reply for
 * the next command, whatever the reason (see derive.c). */
static void missing_act(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        const struct reason *r = reason_of(c, e->reason);

        for (int d = 4; r && d <= 5; d++)
            if (e->classes & 1u << d && !act_of(r, d))
                diag_error(c->diag, e->at, "missing-act",
                           "%s uses reason \"%s\" in class %d, for which the "
                           "reason (%s:%d) has no <act>",
                           e->code, r->id, d, r->at.file, r->at.line);
    }
}

static bool advises(const struct prose *prose, enum party party)
{
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader == party)
            return true;
    return party == PARTY_NOBODY || party == PARTY_NETWORK;
}

/* Whoever must act is told what to do. */
static void missing_advice(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        const struct reason *r = reason_of(c, e->reason);

        for (size_t j = 0; r && j < r->act_count; j++)
            if (e->classes & 1u << r->acts[j].class &&
                !advises(&e->prose, r->acts[j].party))
                diag_error(c->diag, e->at, "missing-advice",
                           "%s has no <advice for=\"%s\">, who must act in "
                           "class %d for reason \"%s\"",
                           e->code, model_parties[r->acts[j].party],
                           r->acts[j].class, r->id);
    }
    for (size_t i = 0; i < m->reason_count; i++) {
        const struct reason *r = &m->reasons[i];

        for (size_t j = 0; j < r->act_count; j++)
            if (!advises(&r->prose, r->acts[j].party))
                diag_error(c->diag, r->acts[j].at, "missing-advice",
                           "reason \"%s\" has no <advice for=\"%s\">, who "
                           "must act in class %d",
                           r->id, model_parties[r->acts[j].party],
                           r->acts[j].class);
    }
}

static void check_dup_advice(struct check *c, const struct prose *prose)
{
    for (size_t i = 0; i < prose->advice_count; i++)
        for (size_t j = 0; j < i; j++)
            if (prose->advices[i].reader == prose->advices[j].reader)
                diag_error(c->diag, prose->advices[i].at, "dup-advice",
                           "second advice for \"%s\"; the first is at line %d",
                           model_parties[prose->advices[i].reader],
                           prose->advices[j].at.line);
}

static void dup_advice(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++)
        check_dup_advice(c, &m->entries[i].prose);
    for (size_t i = 0; i < m->reason_count; i++)
        check_dup_advice(c, &m->reasons[i].prose);
    for (size_t i = 0; i < m->message_count; i++)
        check_dup_advice(c, &m->messages[i].prose);
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            check_dup_advice(c, &m->providers[i].uses[j].prose);
}

/* A number that no standard defines says where it comes from. */
static void missing_origin(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        if (!e->origin && e->standing != STANDING_STANDARD &&
            e->standing != STANDING_HISTORIC)
            diag_error(c->diag, e->at, "missing-origin",
                       "%s is \"%s\" and lacks an <origin> that says where "
                       "the number comes from",
                       e->code, model_standings[e->standing]);
    }
}

/* Which class a reply belongs to is its first digit's business, unless that
 * digit is none of SMTP's. */
static void reply_class(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        bool own = e->reply >= 200 && e->reply <= 599;

        if (e->kind != ENTRY_REPLY || own != e->class_stated)
            continue;
        if (own)
            diag_error(c->diag, e->at, "reply-class",
                       "class=\"...\" on %s, whose first digit tells its class",
                       e->code);
        else
            diag_error(c->diag, e->at, "reply-class",
                       "%s lacks class=\"...\": its first digit is no class "
                       "of SMTP",
                       e->code);
    }
    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        if (e->kind == ENTRY_STATUS && e->classes & 1u << 3)
            diag_error(c->diag, e->at, "reply-class",
                       "%s lists class 3; enhanced status codes have 2, 4 "
                       "and 5 (RFC 3463 section 2)",
                       e->code);
        if (e->reply && e->reply < 600 && e->reply / 10 % 10 > 5 &&
            e->standing <= STANDING_REGISTRY)
            diag_error(c->diag, e->at, "bad-code",
                       "%s cannot be \"%s\": the second digit is 0 to 5 (RFC "
                       "5321 section 4.2)",
                       e->code, model_standings[e->standing]);
    }
}

static void unknown_subject(struct check *c)
{
    const struct model *m = c->model;
    bool known[1000] = {false};

    for (size_t i = 0; i < m->subject_count; i++)
        known[m->subjects[i].number] = true;
    for (size_t i = 0; i < m->entry_count; i++)
        if (m->entries[i].kind == ENTRY_STATUS &&
            !known[m->entries[i].subject])
            diag_error(c->diag, m->entries[i].at, "unknown-subject",
                       "subject %d of %s is not in classes.xml",
                       m->entries[i].subject, m->entries[i].code);
}

static bool is_table(const char *id)
{
    for (size_t i = 0; words_tables[i]; i++)
        if (strcmp(words_tables[i], id) == 0)
            return true;
    return false;
}

/* A table carries anchors, so it can stand in the guide once only. */
static void unknown_table(struct check *c)
{
    const struct model *m = c->model;
    struct index seen = {0};

    for (size_t i = 0; i < m->section_count; i++) {
        for (size_t j = 0; j < m->sections[i].block_count; j++) {
            const struct block *b = &m->sections[i].blocks[j];

            if (b->kind != BLOCK_TABLE)
                continue;
            index_add(&seen, b->text, &b->at);
            if (!is_table(b->text))
                diag_error(c->diag, b->at, "unknown-table",
                           "no table \"%s\"; expected classes, groups, "
                           "subjects, replies, statuses, reasons, actions, "
                           "folklore, messages, providers, references or "
                           "decision",
                           b->text);
        }
    }
    report_twice(c, &seen, "dup-table", "table");
}

static const struct {
    const char *id;
    void (*run)(struct check *);
} rules[] = {
    {"dup-code", dup_code},
    {"dup-code", dup_digit},
    {"dup-id", dup_id},
    {"dup-id", dup_reference},
    {"dup-name", dup_name},
    {"symbol-collision", symbol_collision},
    {"entry-order", entry_order},
    {"unknown-reference", unknown_reference},
    {"unknown-reason", unknown_reason},
    {"unknown-code", unknown_code},
    {"unknown-provider", unknown_provider},
    {"unknown-subject", unknown_subject},
    {"dup-pair", dup_pair},
    {"pair-class", pair_class},
    {"dup-act", dup_act},
    {"missing-act", missing_act},
    {"missing-advice", missing_advice},
    {"dup-advice", dup_advice},
    {"missing-origin", missing_origin},
    {"reply-class", reply_class},
    {"unknown-table", unknown_table},
};

bool check_run(const struct model *model, struct diag *diag)
{
    struct check c = {.model = model, .diag = diag};
    struct arena keys = {0};
    size_t faults = diag->count;

    for (size_t i = 0; i < model->entry_count; i++)
        index_add(&c.codes, model->entries[i].code, &model->entries[i]);
    for (size_t i = 0; i < model->reason_count; i++)
        index_add(&c.reasons, model->reasons[i].id, &model->reasons[i]);
    for (size_t i = 0; i < model->provider_count; i++)
        index_add(&c.providers, model->providers[i].id, &model->providers[i]);
    for (size_t i = 0; i < model->reference_count; i++) {
        const struct reference *r = &model->references[i];

        index_add(&c.sources, r->id ? r->id : mem_printf(&keys, "%d", r->rfc),
                  r);
    }
    index_seal(&c.codes);
    index_seal(&c.reasons);
    index_seal(&c.providers);
    index_seal(&c.sources);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        rules[i].run(&c);
    index_free(&c.codes);
    index_free(&c.reasons);
    index_free(&c.providers);
    index_free(&c.sources);
    mem_free(&keys);
    return diag->count == faults;
}
