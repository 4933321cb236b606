/* SPDX-License-Identifier: 0BSD */
#include "read/load.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Of line ends libxml2 leaves the line feed, and any other carriage return was
 * refused. */
static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* White space folded to single blanks, none at the ends. Byte by byte: words
 * are too short for a search to pay. */
static char *folded(struct arena *arena, const char *text)
{
    char *to, *start = to = mem_alloc(arena, strlen(text) + 1);
    bool parted = false;

    for (; *text; text++) {
        if (is_space(*text)) {
            parted = to > start;
            continue;
        }
        if (parted)
            *to++ = ' ';
        parted = false;
        *to++ = *text;
    }
    *to = '\0';
    return start;
}

/* Folded too: a character reference may have brought a line feed. */
static const char *attr(struct loader *l, const struct xml_node *node,
                        const char *name)
{
    const char *value = xml_attr(node, name);

    return value ? folded(l->arena, value) : NULL;
}

static int number(const struct xml_node *node, const char *name)
{
    const char *value = xml_attr(node, name);

    return value ? (int)strtol(value, NULL, 10) : 0;
}

/* The place of a value in its vocabulary; 0 when absent. */
static int word(const struct xml_node *node, const char *name,
                const char *const *words)
{
    const char *value = xml_attr(node, name);

    for (int i = 0; value && words[i]; i++)
        if (strcmp(words[i], value) == 0)
            return i;
    return 0;
}

/* The items of a list attribute, in the arena. */
static const char **items(struct loader *l, const struct xml_node *node,
                          const char *name, size_t *count)
{
    const char *s = xml_attr(node, name), **list = NULL;

    *count = 0;
    if (!s)
        return NULL;
    for (s += strspn(s, " \t\r\n"); *s; s += strspn(s, " \t\r\n")) {
        size_t n = strcspn(s, " \t\r\n");
        const char **item = mem_push(l->arena, &list, count, sizeof *item);

        *item = mem_text(l->arena, s, n);
        s += n;
    }
    return list;
}

/* The items of a list attribute as bits in the order of their vocabulary. */
static unsigned bits(struct loader *l, const struct xml_node *node,
                     const char *name, const char *const *words)
{
    size_t count;
    const char **list = items(l, node, name, &count);
    unsigned set = 0;

    for (size_t i = 0; i < count; i++)
        for (unsigned j = 0; words[j]; j++)
            if (strcmp(words[j], list[i]) == 0)
                set |= 1u << j;
    return set;
}

static bool is(const struct xml_node *node, const char *name)
{
    return strcmp(node->name, name) == 0;
}

static void add_note(struct loader *l, const struct xml_node *node,
                     struct note **notes, size_t *count)
{
    struct note *note = mem_push(l->arena, notes, count, sizeof *note);

    note->at = node->at;
    note->text = folded(l->arena, node->text);
}

static void load_ref(struct loader *l, const struct xml_node *node,
                     struct prose *prose)
{
    struct ref *ref =
        mem_push(l->arena, &prose->refs, &prose->ref_count, sizeof *ref);

    ref->at = node->at;
    ref->rfc = number(node, "rfc");
    ref->source = attr(l, node, "source");
    ref->section = attr(l, node, "section");
}

static void load_advice(struct loader *l, const struct xml_node *node,
                        struct prose *prose)
{
    struct advice *a =
        mem_push(l->arena, &prose->advices, &prose->advice_count, sizeof *a);

    a->at = node->at;
    a->reader = (enum party)word(node, "for", model_parties);
    for (const struct xml_node *c = node->children; c; c = c->next) {
        struct step *s =
            mem_push(l->arena, &a->steps, &a->step_count, sizeof *s);

        s->at = c->at;
        s->text = folded(l->arena, c->text);
        s->command = c->children ? folded(l->arena, c->children->text) : NULL;
    }
    a->text = model_steps_text(l->arena, a);
}

static void add_alias(struct loader *l, const struct xml_node *node,
                      const char *name, struct note **aliases, size_t *count)
{
    struct note *alias = mem_push(l->arena, aliases, count, sizeof *alias);

    alias->at = node->at;
    alias->text = attr(l, node, name);
}

/* Take a child that any kind of entry may have; say whether it was one. */
static bool load_prose(struct loader *l, const struct xml_node *node,
                       struct prose *prose)
{
    if (is(node, "title")) {
        prose->title_at = node->at;
        prose->title = folded(l->arena, node->text);
    } else if (is(node, "meaning")) {
        prose->meaning_at = node->at;
        prose->meaning = folded(l->arena, node->text);
    } else if (is(node, "cause")) {
        add_note(l, node, &prose->causes, &prose->cause_count);
    } else if (is(node, "advice")) {
        load_advice(l, node, prose);
    } else if (is(node, "confused")) {
        struct confused *c = mem_push(l->arena, &prose->confused,
                                      &prose->confused_count, sizeof *c);

        c->at = node->at;
        c->with = attr(l, node, "with");
        c->text = folded(l->arena, node->text);
    } else if (is(node, "ref")) {
        load_ref(l, node, prose);
    } else {
        return false;
    }
    return true;
}

static void load_reference(struct loader *l, const struct xml_node *node)
{
    struct model *m = l->model;
    struct reference *r =
        mem_push(l->arena, &m->references, &m->reference_count, sizeof *r);

    r->at = node->at;
    r->rfc = number(node, "number");
    r->id = attr(l, node, "id");
    r->address = attr(l, node, "address");
    r->track = attr(l, node, "track");
    r->date = attr(l, node, is(node, "rfc") ? "date" : "seen");
    r->title = folded(l->arena, node->children->text);
}

static void load_kind(struct loader *l, const struct xml_node *node)
{
    struct model *m = l->model;
    bool subject = is(node, "subject");
    struct kind *k;

    if (subject)
        k = mem_push(l->arena, &m->subjects, &m->subject_count, sizeof *k);
    else if (is(node, "class"))
        k = mem_push(l->arena, &m->classes, &m->class_count, sizeof *k);
    else
        k = mem_push(l->arena, &m->groups, &m->group_count, sizeof *k);
    k->at = node->at;
    k->number = number(node, subject ? "number" : "digit");
    k->name = attr(l, node, "name");
    k->enhanced = attr(l, node, "enhanced");
    for (const struct xml_node *c = node->children; c; c = c->next)
        if (!load_prose(l, c, &k->prose))
            k->client = folded(l->arena, c->text);
}

static void load_reason(struct loader *l, const struct xml_node *node)
{
    struct model *m = l->model;
    struct reason *r =
        mem_push(l->arena, &m->reasons, &m->reason_count, sizeof *r);

    r->at = node->at;
    r->id = attr(l, node, "id");
    r->number = number(node, "number");
    r->about = (enum about)word(node, "about", model_abouts);
    r->prose.seen = attr(l, node, "seen");
    for (const struct xml_node *c = node->children; c; c = c->next) {
        struct act *a;

        if (load_prose(l, c, &r->prose))
            continue;
        if (is(c, "alias")) {
            add_alias(l, c, "id", &r->aliases, &r->alias_count);
            continue;
        }
        a = mem_push(l->arena, &r->acts, &r->act_count, sizeof *a);
        a->at = c->at;
        a->class = number(c, "class");
        a->action = (enum action)word(c, "action", model_actions);
        a->party = (enum party)word(c, "party", model_parties);
    }
}

static void load_pair(struct loader *l, const struct xml_node *node,
                      struct entry *e)
{
    struct pair *p = mem_push(l->arena, &e->pairs, &e->pair_count, sizeof *p);

    p->at = node->at;
    p->reply = attr(l, node, "reply");
    p->by = bits(l, node, "by", model_by);
    p->rfc = (struct ref){.at = node->at, .rfc = number(node, "rfc")};
    p->provider = attr(l, node, "provider");
}

static void load_origin(struct loader *l, const struct xml_node *node,
                        struct entry *e)
{
    e->origin = mem_alloc(l->arena, sizeof *e->origin);
    e->origin->at = node->at;
    e->origin->text = folded(l->arena, node->text);
    e->origin->instead = items(l, node, "instead", &e->origin->insteads);
}

static void load_retired(struct loader *l, const struct xml_node *node,
                         struct entry *e)
{
    e->retired = mem_alloc(l->arena, sizeof *e->retired);
    e->retired->at = node->at;
    e->retired->since = attr(l, node, "since");
    e->retired->instead = items(l, node, "instead", &e->retired->insteads);
}

static void load_words(struct loader *l, const struct xml_node *node,
                       struct entry *e)
{
    struct words_row *row =
        mem_push(l->arena, &e->words, &e->words_count, sizeof *row);

    row->at = node->at;
    row->say = attr(l, node, "say");
    row->reason = attr(l, node, "reason");
}

/* A child that only codes have. */
static void load_of_entry(struct loader *l, const struct xml_node *node,
                          struct entry *e)
{
    if (is(node, "alias"))
        add_alias(l, node, "name", &e->aliases, &e->alias_count);
    else if (is(node, "retired"))
        load_retired(l, node, e);
    else if (is(node, "words"))
        load_words(l, node, e);
    else if (is(node, "pair"))
        load_pair(l, node, e);
    else
        load_origin(l, node, e);
}

static void load_entry(struct loader *l, const struct xml_node *node)
{
    static const char *const digits[] = {"0", "1", "2", "3", "4", "5", NULL};
    struct model *m = l->model;
    struct entry *e =
        mem_push(l->arena, &m->entries, &m->entry_count, sizeof *e);
    char *dot;

    e->at = node->at;
    e->kind = is(node, "reply") ? ENTRY_REPLY : ENTRY_STATUS;
    e->code = attr(l, node, "code");
    e->name = attr(l, node, "name");
    e->standing = (enum standing)word(node, "standing", model_standings);
    e->reason = attr(l, node, "reason");
    if (e->kind == ENTRY_REPLY) {
        e->reply = number(node, "code");
        e->class_stated = xml_attr(node, "class") != NULL;
        e->classes =
            1u << (e->class_stated ? number(node, "class") : e->reply / 100);
        e->commands = bits(l, node, "commands", model_commands);
    } else {
        e->subject = (int)strtol(e->code + 2, &dot, 10);
        e->detail = (int)strtol(dot + 1, NULL, 10);
        e->classes = bits(l, node, "classes", digits);
    }
    for (const struct xml_node *c = node->children; c; c = c->next)
        if (!load_prose(l, c, &e->prose))
            load_of_entry(l, c, e);
}

static void load_message(struct loader *l, const struct xml_node *node)
{
    struct model *model = l->model;
    struct message *m =
        mem_push(l->arena, &model->messages, &model->message_count, sizeof *m);

    m->at = node->at;
    m->id = attr(l, node, "id");
    m->reason = attr(l, node, "reason");
    m->provider = attr(l, node, "provider");
    m->replies = items(l, node, "replies", &m->reply_count);
    m->statuses = items(l, node, "statuses", &m->status_count);
    m->has_action = xml_attr(node, "action") != NULL;
    m->action = (enum action)word(node, "action", model_actions);
    m->has_about = xml_attr(node, "about") != NULL;
    m->about = (enum about)word(node, "about", model_abouts);
    m->prose.seen = attr(l, node, "seen");
    for (const struct xml_node *c = node->children; c; c = c->next) {
        if (load_prose(l, c, &m->prose))
            continue;
        if (is(c, "match"))
            add_note(l, c, &m->matches, &m->match_count);
        else if (is(c, "local"))
            add_note(l, c, &m->locals, &m->local_count);
        else if (is(c, "unless"))
            add_note(l, c, &m->unless, &m->unless_count);
        else
            add_note(l, c, &m->examples, &m->example_count);
    }
}

static void load_use(struct loader *l, const struct xml_node *node,
                     struct provider *p)
{
    struct use *u = mem_push(l->arena, &p->uses, &p->use_count, sizeof *u);

    u->at = node->at;
    u->code = attr(l, node, "code");
    u->replies = items(l, node, "replies", &u->reply_count);
    u->reason = attr(l, node, "reason");
    u->has_action = xml_attr(node, "action") != NULL;
    u->action = (enum action)word(node, "action", model_actions);
    u->prose.seen = attr(l, node, "seen");
    for (const struct xml_node *c = node->children; c; c = c->next)
        load_prose(l, c, &u->prose);
}

static void load_provider(struct loader *l, const struct xml_node *node)
{
    struct model *m = l->model;
    struct provider *p =
        mem_push(l->arena, &m->providers, &m->provider_count, sizeof *p);

    p->at = node->at;
    p->id = attr(l, node, "id");
    for (const struct xml_node *c = node->children; c; c = c->next) {
        if (load_prose(l, c, &p->prose))
            continue;
        if (is(c, "shown"))
            add_note(l, c, &p->shown, &p->shown_count);
        else
            load_use(l, c, p);
    }
}

static void load_block(struct loader *l, const struct xml_node *node,
                       struct section *s)
{
    struct passage *b =
        mem_push(l->arena, &s->passages, &s->passage_count, sizeof *b);

    b->at = node->at;
    b->kind = is(node, "p")        ? PASSAGE_P
              : is(node, "steps")  ? PASSAGE_STEPS
              : is(node, "list")   ? PASSAGE_LIST
              : is(node, "sample") ? PASSAGE_SAMPLE
                                   : PASSAGE_TABLE;
    if (b->kind == PASSAGE_P)
        b->text = folded(l->arena, node->text);
    else if (b->kind == PASSAGE_SAMPLE)
        b->text = mem_text(l->arena, node->text, strlen(node->text));
    else if (b->kind == PASSAGE_TABLE)
        b->text = attr(l, node, "table");
    for (const struct xml_node *c = node->children; c; c = c->next)
        add_note(l, c, &b->items, &b->item_count);
}

static void load_section(struct loader *l, const struct xml_node *node,
                         const char *page)
{
    struct model *m = l->model;
    struct section *s =
        mem_push(l->arena, &m->sections, &m->section_count, sizeof *s);

    s->at = node->at;
    s->page = page;
    s->id = attr(l, node, "id");
    for (const struct xml_node *c = node->children; c; c = c->next) {
        if (is(c, "title"))
            s->title = folded(l->arena, c->text);
        else
            load_block(l, c, s);
    }
}

static void load_guide(struct loader *l, const struct xml_node *root)
{
    struct model *m = l->model;
    struct guide *g =
        mem_push(l->arena, &m->guides, &m->guide_count, sizeof *g);
    const char *page = attr(l, root, "page");

    g->at = root->at;
    g->page = page ? page : "";
    for (const struct xml_node *c = root->children; c; c = c->next) {
        if (is(c, "title"))
            g->title = folded(l->arena, c->text);
        else
            load_section(l, c, g->page);
    }
}

static void load_release(struct loader *l, const struct xml_node *node)
{
    struct model *m = l->model;
    struct release *r =
        mem_push(l->arena, &m->releases, &m->release_count, sizeof *r);

    r->at = node->at;
    r->version = attr(l, node, "version");
    r->date = attr(l, node, "date");
    for (const struct xml_node *c = node->children; c; c = c->next) {
        struct change *change =
            mem_push(l->arena, &r->changes, &r->change_count, sizeof *change);

        change->at = c->at;
        change->kind = (enum change_kind)word(c, "kind", model_changes);
        change->of = items(l, c, "of", &change->of_count);
        change->text = folded(l->arena, c->text);
    }
}

void load_root(struct loader *l, const struct xml_node *root)
{
    static const struct {
        const char *root;
        void (*load)(struct loader *, const struct xml_node *);
    } kinds[] = {
        {"references", load_reference}, {"classes", load_kind},
        {"reasons", load_reason},       {"replies", load_entry},
        {"statuses", load_entry},       {"messages", load_message},
        {"changes", load_release},
    };

    if (is(root, "provider"))
        load_provider(l, root);
    else if (is(root, "guide"))
        load_guide(l, root);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (is(root, kinds[i].root))
            for (const struct xml_node *c = root->children; c; c = c->next)
                kinds[i].load(l, c);
}
