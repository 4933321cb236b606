/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "render/esc.h"

#include <string.h>

/* A writer that knows where a comma is due. Depth 0 is the outermost
 * object. */
struct json {
    struct buf *to;
    int depth;
    int flat; /* from this depth on all stands on one line; 0: nowhere */
    bool first;
};

static bool is_flat(const struct json *j)
{
    return j->flat && j->depth >= j->flat;
}

static void next(struct json *j)
{
    if (!j->first)
        buf_putc(j->to, ',');
    if (is_flat(j)) {
        buf_puts(j->to, j->first ? "" : " ");
        j->first = false;
        return;
    }
    if (j->to->len)
        buf_putc(j->to, '\n');
    for (int i = 0; i < j->depth; i++)
        buf_puts(j->to, "  ");
    j->first = false;
}

static void put_string(struct json *j, const char *text)
{
    buf_putc(j->to, '"');
    esc_json(j->to, text);
    buf_putc(j->to, '"');
}

static void put_key(struct json *j, const char *key)
{
    next(j);
    if (key) {
        put_string(j, key);
        buf_puts(j->to, ": ");
    }
}

/* Open an object or array, under a key unless that is NULL. */
static void open(struct json *j, const char *key, char bracket)
{
    put_key(j, key);
    buf_putc(j->to, bracket);
    j->depth++;
    j->first = true;
}

/* Open an object of few members on one line: there are thousands. */
static void open_flat(struct json *j, const char *key)
{
    open(j, key, '{');
    j->flat = j->depth;
}

static void shut(struct json *j, char bracket)
{
    bool ends_line = !j->first && !is_flat(j);

    j->depth--;
    j->first = true;
    if (ends_line)
        next(j);
    if (j->depth < j->flat)
        j->flat = 0;
    buf_putc(j->to, bracket);
    j->first = false;
}

static void text(struct json *j, const char *key, const char *value)
{
    put_key(j, key);
    if (value)
        put_string(j, value);
    else
        buf_puts(j->to, "null");
}

static void number(struct json *j, const char *key, int value)
{
    put_key(j, key);
    buf_printf(j->to, "%d", value);
}

static void notes(struct json *j, const char *key, const struct note *list,
                  size_t count)
{
    open(j, key, '[');
    for (size_t i = 0; i < count; i++)
        text(j, NULL, list[i].text);
    shut(j, ']');
}

static void words(struct json *j, const char *key, const char *const *list,
                  size_t count)
{
    open(j, key, '[');
    for (size_t i = 0; i < count; i++)
        text(j, NULL, list[i]);
    shut(j, ']');
}

static void step(struct json *j, const struct step *s)
{
    open_flat(j, NULL);
    text(j, "text", s->text);
    if (s->command)
        text(j, "command", s->command);
    shut(j, '}');
}

static void advice(struct json *j, const struct prose *p)
{
    open(j, "advice", '[');
    for (size_t i = 0; i < p->advice_count; i++) {
        const struct advice *a = &p->advices[i];

        open(j, NULL, '{');
        text(j, "for", model_parties[a->reader]);
        open(j, "steps", '[');
        for (size_t k = 0; k < a->step_count; k++)
            step(j, &a->steps[k]);
        shut(j, ']');
        shut(j, '}');
    }
    shut(j, ']');
}

static void place(struct json *j, const struct view *v, const struct ref *ref)
{
    open_flat(j, NULL);
    text(j, "id", view_reference_id(v->arena, view_reference(v, ref)));
    if (ref->section)
        text(j, "section", ref->section);
    text(j, "text", view_ref_text(v, ref));
    text(j, "url", view_ref_address(v, ref));
    shut(j, '}');
}

static void references(struct json *j, const struct view *v,
                       const struct prose *p)
{
    open(j, "references", '[');
    for (size_t i = 0; i < p->ref_count; i++)
        place(j, v, &p->refs[i]);
    shut(j, ']');
}

/* When servers were last seen to do so, and who has written it down. */
static void sources(struct json *j, const struct view *v, const struct prose *p)
{
    text(j, "seen", p->seen);
    references(j, v, p);
}

/* The catalogue has the alternatives in one text, a ", " between them. */
static void say(struct json *j, const struct view *v, const char *list)
{
    const char *end;

    open(j, "say", '[');
    for (; (end = strstr(list, ", ")); list = end + 2)
        text(j, NULL, mem_printf(v->arena, "%.*s", (int)(end - list), list));
    text(j, NULL, list);
    shut(j, ']');
}

static void word_rows(struct json *j, const struct view *v,
                      const struct entry *e)
{
    open(j, "words", '[');
    for (size_t i = 0; i < e->words_count; i++) {
        open_flat(j, NULL);
        say(j, v, e->words[i].say);
        text(j, "reason", e->words[i].reason);
        shut(j, '}');
    }
    shut(j, ']');
}

static void acts(struct json *j, unsigned classes, const enum action *actions,
                 const enum party *parties)
{
    open(j, "actions", '{');
    for (int d = CLASS_SUCCESS; d <= CLASS_PERMANENT; d++) {
        char digit[2] = {(char)('0' + d), '\0'};

        if (!(classes & 1u << d))
            continue;
        open_flat(j, digit);
        text(j, "action", model_actions[actions[d]]);
        text(j, "party", model_parties[parties[d]]);
        shut(j, '}');
    }
    shut(j, '}');
}

static void put_pair(struct json *j, const struct view *v,
                     const struct view_entry *e, const struct view_pair *p)
{
    bool reply = e->entry->kind == ENTRY_REPLY;

    open_flat(j, NULL);
    text(j, reply ? "status" : "reply",
         reply ? p->status->entry->code : p->reply->entry->code);
    open(j, "by", '[');
    for (unsigned i = 0; model_by[i]; i++)
        if (p->by & 1u << i)
            text(j, NULL, model_by[i]);
    shut(j, ']');
    text(j, "rfc",
         p->rfc->rfc ? view_reference_id(v->arena, view_reference(v, p->rfc))
                     : NULL);
    text(j, "provider", p->provider);
    shut(j, '}');
}

/* Codes of the other side, each once, then who states each pair. */
static void pairs(struct json *j, const struct view *v,
                  const struct view_entry *e)
{
    bool reply = e->entry->kind == ENTRY_REPLY;
    const char *last = "";

    open(j, reply ? "statuses" : "replies", '[');
    for (size_t i = 0; i < e->pair_count; i++) {
        const char *code = reply ? e->pairs[i].status->entry->code
                                 : e->pairs[i].reply->entry->code;

        if (strcmp(code, last) != 0)
            text(j, NULL, code);
        last = code;
    }
    shut(j, ']');
    open(j, "pairs", '[');
    for (size_t i = 0; i < e->pair_count; i++)
        put_pair(j, v, e, &e->pairs[i]);
    shut(j, ']');
}

static void classes(struct json *j, unsigned set)
{
    open(j, "classes", '[');
    for (int d = CLASS_SUCCESS; d <= CLASS_PERMANENT; d++)
        if (set & 1u << d)
            number(j, NULL, d);
    shut(j, ']');
}

static void commands(struct json *j, unsigned set)
{
    open(j, "commands", '[');
    for (unsigned i = 0; model_commands[i]; i++)
        if (set & 1u << i)
            text(j, NULL, model_commands[i]);
    shut(j, ']');
}

static void confusions(struct json *j, const struct prose *p)
{
    open(j, "confused", '[');
    for (size_t i = 0; i < p->confused_count; i++) {
        open_flat(j, NULL);
        text(j, "with", p->confused[i].with);
        text(j, "text", p->confused[i].text);
        shut(j, '}');
    }
    shut(j, ']');
}

static void origin(struct json *j, const struct origin *o)
{
    if (!o) {
        text(j, "origin", NULL);
        return;
    }
    open(j, "origin", '{');
    text(j, "text", o->text);
    words(j, "instead", o->instead, o->insteads);
    shut(j, '}');
}

/* Those that have a meaning of their own for the code, each once. */
static void own_meanings(struct json *j, const struct view_entry *e)
{
    open(j, "providers", '[');
    for (size_t i = 0; i < e->use_count; i++)
        if (view_is_first_use(e, i))
            text(j, NULL, e->uses[i].provider->id);
    shut(j, ']');
}

static void retired(struct json *j, const struct retired *r)
{
    if (!r) {
        text(j, "retired", NULL);
        return;
    }
    open(j, "retired", '{');
    text(j, "since", r->since);
    words(j, "instead", r->instead, r->insteads);
    shut(j, '}');
}

static void entry(struct json *j, const struct view *v,
                  const struct view_entry *e)
{
    const struct entry *x = e->entry;

    open(j, NULL, '{');
    text(j, "code", x->code);
    text(j, "symbol", e->symbol);
    words(j, "aliases", e->aliases, e->alias_count);
    text(j, "title", x->prose.title);
    text(j, "standing", model_standings[x->standing]);
    retired(j, x->retired);
    text(j, "meaning", x->prose.meaning);
    word_rows(j, v, x);
    notes(j, "causes", x->prose.causes, x->prose.cause_count);
    advice(j, &x->prose);
    text(j, "reason", x->reason);
    text(j, "action", model_actions[e->actions[e->main_class]]);
    text(j, "party", model_parties[e->party]);
    classes(j, x->classes);
    acts(j, x->classes, e->actions, e->parties);
    pairs(j, v, e);
    if (x->kind == ENTRY_REPLY)
        commands(j, x->commands);
    confusions(j, &x->prose);
    origin(j, x->origin);
    own_meanings(j, e);
    sources(j, v, &x->prose);
    shut(j, '}');
}

static void reason(struct json *j, const struct view *v,
                   const struct view_reason *r)
{
    unsigned set = 0;

    for (size_t i = 0; i < r->reason->act_count; i++)
        set |= 1u << r->reason->acts[i].class;
    open(j, NULL, '{');
    text(j, "id", r->reason->id);
    number(j, "number", r->reason->number);
    text(j, "about", model_abouts[r->reason->about]);
    notes(j, "aliases", r->reason->aliases, r->reason->alias_count);
    text(j, "title", r->reason->prose.title);
    text(j, "meaning", r->reason->prose.meaning);
    notes(j, "causes", r->reason->prose.causes, r->reason->prose.cause_count);
    advice(j, &r->reason->prose);
    acts(j, set, r->actions, r->parties);
    sources(j, v, &r->reason->prose);
    shut(j, '}');
}

static void message(struct json *j, const struct view *v,
                    const struct message *m)
{
    open(j, NULL, '{');
    text(j, "id", m->id);
    text(j, "reason", m->reason);
    text(j, "action", m->has_action ? model_actions[m->action] : NULL);
    text(j, "about", m->has_about ? model_abouts[m->about] : NULL);
    text(j, "provider", m->provider);
    words(j, "replies", m->replies, m->reply_count);
    words(j, "statuses", m->statuses, m->status_count);
    text(j, "title", m->prose.title);
    text(j, "meaning", m->prose.meaning);
    notes(j, "causes", m->prose.causes, m->prose.cause_count);
    advice(j, &m->prose);
    notes(j, "match", m->matches, m->match_count);
    notes(j, "local", m->locals, m->local_count);
    notes(j, "unless", m->unless, m->unless_count);
    notes(j, "examples", m->examples, m->example_count);
    sources(j, v, &m->prose);
    shut(j, '}');
}

static void use(struct json *j, const struct view *v, const struct use *u)
{
    open(j, NULL, '{');
    text(j, "code", u->code);
    words(j, "replies", u->replies, u->reply_count);
    text(j, "reason", u->reason);
    text(j, "action", u->has_action ? model_actions[u->action] : NULL);
    text(j, "title", u->prose.title);
    text(j, "meaning", u->prose.meaning);
    advice(j, &u->prose);
    sources(j, v, &u->prose);
    shut(j, '}');
}

static void provider(struct json *j, const struct view *v,
                     const struct provider *p)
{
    open(j, NULL, '{');
    text(j, "id", p->id);
    text(j, "title", p->prose.title);
    text(j, "meaning", p->prose.meaning);
    notes(j, "shown", p->shown, p->shown_count);
    open(j, "uses", '[');
    for (size_t i = 0; i < p->use_count; i++)
        use(j, v, &p->uses[i]);
    shut(j, ']');
    references(j, v, &p->prose);
    shut(j, '}');
}

static void reference(struct json *j, const struct view *v,
                      const struct reference *r)
{
    open(j, NULL, '{');
    text(j, "id", view_reference_id(v->arena, r));
    text(j, "title", r->title);
    text(j, "date", r->date);
    text(j, "kind", r->track ? r->track : model_no_track);
    text(j, "address", view_reference_address(v->arena, r));
    shut(j, '}');
}

static void entries(struct json *j, const struct view *v, const char *key,
                    size_t from, size_t to)
{
    open(j, key, '[');
    for (size_t i = from; i < to; i++)
        entry(j, v, &v->entries[i]);
    shut(j, ']');
}

static void put_catalogue(const struct view *view, struct buf *to)
{
    struct json j = {.to = to, .first = true};
    const struct model *m = view->model;

    open(&j, NULL, '{');
    number(&j, "format", 2);
    text(&j, "version", m->version);
    text(&j, "registry", m->registry);
    entries(&j, view, "replies", 0, view->reply_count);
    entries(&j, view, "statuses", view->reply_count, view->entry_count);
    open(&j, "reasons", '[');
    for (size_t i = 0; i < view->reason_count; i++)
        reason(&j, view, &view->reasons[i]);
    shut(&j, ']');
    open(&j, "messages", '[');
    for (size_t i = 0; i < m->message_count; i++)
        message(&j, view, view->messages[i]);
    shut(&j, ']');
    open(&j, "providers", '[');
    for (size_t i = 0; i < m->provider_count; i++)
        provider(&j, view, view->providers[i]);
    shut(&j, ']');
    open(&j, "references", '[');
    for (size_t i = 0; i < m->reference_count; i++)
        reference(&j, view, view->references[i]);
    shut(&j, ']');
    shut(&j, '}');
    buf_putc(to, '\n');
}

void emit_json(const struct view *view, struct outset *set)
{
    put_catalogue(view, outset_add(set, "smtpcodes.json"));
}
