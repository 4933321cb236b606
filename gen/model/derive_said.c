/* SPDX-License-Identifier: 0BSD
 *
 * What an entry says that providers' uses made. With one use it is what that
 * says; several are told apart by their providers' names, or by their codes
 * where one provider has them all.
 */
#include "model/derive.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* --- reason and actions -------------------------------------------------- */

/* Does a use count in a class? That of a range around does where the entry's
 * own say nothing. Class 0: everywhere. */
static bool counts(const struct view_entry *e, const struct use *use, int class)
{
    bool own = false;

    if (class == 0)
        return true;
    if (!(view_use_classes(use) & 1u << class))
        return false;
    for (size_t i = 0; i < e->use_count; i++)
        own = own || (derive_is_own(e, e->uses[i].use) &&
                      view_use_classes(e->uses[i].use) & 1u << class);
    return !own || derive_is_own(e, use);
}

static size_t votes(const struct view_entry *e, const char *reason, int class)
{
    size_t n = 0;

    for (size_t i = 0; i < e->use_count; i++)
        n += counts(e, e->uses[i].use, class) &&
             same_text(e->uses[i].use->reason, reason);
    return n;
}

/* The reason of most uses, or NULL: two have as many. */
static const char *reason_of(const struct view_entry *e, int class)
{
    const char *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < e->use_count; i++) {
        const char *reason = e->uses[i].use->reason;
        size_t n = votes(e, reason, class);

        if (n > most)
            best = reason;
        else if (n == most && n && !same_text(reason, best))
            best = NULL;
        most = n > most ? n : most;
    }
    return best;
}

/* What the uses of that reason ask for; they may not agree. */
static enum action action_of(const struct view_entry *e,
                             const struct view_reason *r, int class)
{
    bool any = false;
    enum action action = ACTION_READ_TEXT;

    for (size_t i = 0; i < e->use_count; i++) {
        const struct use *u = e->uses[i].use;
        enum action asked = u->has_action ? u->action : r->actions[class];

        if (!counts(e, u, class) || !same_text(u->reason, r->reason->id))
            continue;
        action = any && asked != action ? ACTION_READ_TEXT : asked;
        any = true;
    }
    /* What comes back by itself ends no subscription. */
    return action == ACTION_SUPPRESS && class == 4 ? ACTION_READ_TEXT : action;
}

/* Where they are at odds about the cause, only the words tell. */
static void derive_class(struct view *v, struct view_entry *e, int class)
{
    bool is_used = e->entry->classes & 1u << class;
    const char *reason = is_used ? reason_of(e, class) : e->entry->reason;
    const struct view_reason *r = view_reason(v, reason ? reason : "other");
    enum action own = r->actions[class];

    e->actions[class] = !is_used ? own
                        : reason ? action_of(e, r, class)
                                 : ACTION_READ_TEXT;
    e->parties[class] =
        e->actions[class] == own
            ? r->parties[class]
            : view_party_for(e->actions[class], r->parties[class]);
    /* Somebody must do what is asked for in place of waiting. */
    if (e->actions[class] != own && e->parties[class] == PARTY_NOBODY)
        e->parties[class] = PARTY_SENDER;
}

void derive_used_acts(struct view *v, struct view_entry *e)
{
    derive_class(v, e, 4);
    derive_class(v, e, 5);
}

/* --- prose --------------------------------------------------------------- */

static bool several_providers(const struct view_entry *e)
{
    for (size_t i = 1; i < e->use_count; i++)
        if (e->uses[i].provider != e->uses[0].provider)
            return true;
    return false;
}

/* The code of a use, and what it is bound to. */
static const char *code_label(struct arena *arena, const struct use *use)
{
    const char *label = use->code;

    for (size_t i = 0; i < use->reply_count; i++)
        label = mem_printf(arena, "%s%s%s", label, i ? ", " : " with ",
                           use->replies[i]);
    return label;
}

/* "Google" of "Google (Gmail, Workspace)": before every text it is enough. */
static const char *short_name(struct arena *arena, const struct provider *p)
{
    const char *title = p->prose.title, *more = strstr(title, " (");

    return more ? mem_text(arena, title, (size_t)(more - title)) : title;
}

/* What tells a use from the others of its entry: "Google", "4.7.700". */
static const char *label_of(struct arena *arena, const struct view_entry *e,
                            const struct view_use *use)
{
    size_t same = 0;

    for (size_t i = 0; i < e->use_count; i++)
        same += e->uses[i].provider == use->provider;
    if (!several_providers(e))
        return code_label(arena, use->use);
    return same == 1
               ? short_name(arena, use->provider)
               : mem_printf(arena, "%s, %s", short_name(arena, use->provider),
                            code_label(arena, use->use));
}

/* Texts of all uses, each behind its label, unless all say the same. What
 * would make it longer than a text may be is left to the providers' pages. */
static const char *join(struct arena *arena, const struct view_entry *e,
                        const char *(*text_of)(const struct use *),
                        const char *between, bool labels)
{
    const char *first = text_of(e->uses[0].use), *text = "";
    bool same = true;

    for (size_t i = 1; i < e->use_count; i++)
        same = same && same_text(text_of(e->uses[i].use), first);
    for (size_t i = 0; i < e->use_count && !same; i++) {
        const char *longer =
            mem_printf(arena, "%s%s%s%s%s", text, *text ? between : "",
                       labels ? label_of(arena, e, &e->uses[i]) : "",
                       labels ? ": " : "", text_of(e->uses[i].use));

        if (strlen(longer) <= LONGEST_TEXT)
            text = longer;
    }
    return *text ? text : first;
}

static const char *title_of(const struct use *use)
{
    return use->prose.title;
}

/* The title that all uses have; else who has one, as what each says has no
 * room. */
static const char *joined_title(struct arena *arena, const struct view_entry *e)
{
    const char *title = join(arena, e, title_of, "; ", false), *names = NULL;

    if (!several_providers(e) || same_text(title, title_of(e->uses[0].use)))
        return title;
    for (size_t i = 0; i < e->use_count; i++)
        if (i == 0 || e->uses[i].provider != e->uses[i - 1].provider)
            names = mem_printf(arena, "%s%s%s", names ? names : "",
                               names ? ", " : "",
                               short_name(arena, e->uses[i].provider));
    return mem_printf(arena, "Differs by provider (%s)", names);
}

static const char *meaning_of(const struct use *use)
{
    return use->prose.meaning;
}

/* The place of a reader's advice, or of the next. */
static size_t advice_at(const struct prose *prose, enum party reader)
{
    size_t i = 0;

    while (i < prose->advice_count && prose->advices[i].reader != reader)
        i++;
    return i;
}

/* A step, behind where it holds; "" when everywhere. */
static void add_step(struct view *v, struct prose *prose,
                     const struct advice *from, const struct step *step,
                     const char *where)
{
    size_t i = advice_at(prose, from->reader);
    struct advice to = {.at = from->at, .reader = from->reader};
    struct step *at;

    if (i < prose->advice_count)
        to = prose->advices[i];
    at = mem_push(v->arena, &to.steps, &to.step_count, sizeof *at);
    *at = *step;
    at->text = mem_printf(v->arena, "%s%s", where, step->text);
    to.text = model_steps_text(v->arena, &to);
    if (strlen(to.text) > LONGEST_TEXT)
        return;
    if (i == prose->advice_count)
        mem_push(v->arena, &prose->advices, &prose->advice_count, sizeof to);
    prose->advices[i] = to;
}

static void add_advices(struct view *v, const struct view_entry *e,
                        const struct view_use *use, struct prose *prose)
{
    const struct prose *from = &use->use->prose;
    const char *where = "";

    if (e->use_count > 1)
        where =
            mem_printf(v->arena, "%s %s: ", several_providers(e) ? "At" : "For",
                       label_of(v->arena, e, use));
    for (size_t i = 0; i < from->advice_count; i++)
        for (size_t j = 0; j < from->advices[i].step_count; j++)
            add_step(v, prose, &from->advices[i], &from->advices[i].steps[j],
                     where);
}

static bool has_ref(const struct prose *prose, const struct ref *ref)
{
    for (size_t i = 0; i < prose->ref_count; i++)
        if (prose->refs[i].rfc == ref->rfc &&
            same_text(prose->refs[i].source, ref->source) &&
            same_text(prose->refs[i].section, ref->section))
            return true;
    return false;
}

static void add_refs(struct view *v, const struct prose *from,
                     struct prose *prose)
{
    for (size_t i = 0; i < from->ref_count; i++) {
        struct ref *at;

        if (has_ref(prose, &from->refs[i]))
            continue;
        at = mem_push(v->arena, &prose->refs, &prose->ref_count, sizeof *at);
        *at = from->refs[i];
    }
}

/* The last time counts. */
static void add_seen(const struct prose *from, struct prose *prose)
{
    if (from->seen && (!prose->seen || strcmp(from->seen, prose->seen) > 0))
        prose->seen = from->seen;
}

void derive_said(struct view *v, struct view_entry *e)
{
    struct entry *entry = mem_alloc(v->arena, sizeof *entry);
    struct prose *prose = &entry->prose;

    *entry = *e->entry;
    entry->reason = reason_of(e, 0);
    if (!entry->reason)
        entry->reason = "other";
    prose->title = joined_title(v->arena, e);
    prose->meaning = join(v->arena, e, meaning_of, " ", true);
    for (size_t i = 0; i < e->use_count; i++) {
        add_advices(v, e, &e->uses[i], prose);
        add_refs(v, &e->uses[i].use->prose, prose);
        add_seen(&e->uses[i].use->prose, prose);
    }
    e->entry = entry;
}
