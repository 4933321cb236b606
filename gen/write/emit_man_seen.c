/* SPDX-License-Identifier: 0BSD */
#include "write/emit_man.h"

#include "render/esc.h"
#include "base/text.h"
#include "model/words.h"

#include <string.h>

static bool is_reply(const struct view_entry *e)
{
    return e->entry->kind == ENTRY_REPLY;
}

void man_sample(struct man *m, const char *text)
{
    buf_puts(m->to, ".Li \"");
    esc_roff_code(m->to, text);
    buf_puts(m->to, "\"\n");
}

void man_verdict(struct man *m, const struct message *message,
                 const char *example)
{
    int class = text_reply_class(example);
    enum action action = view_message_action(m->view, message, class);
    enum party party = view_message_party(m->view, message, class);

    buf_puts(m->to, ".Em \"");
    esc_roff_arg(m->to, message->prose.title);
    buf_puts(m->to, "\" .\n");
    man_text(m, mem_printf(m->view->arena,
                           "%s (%s):", man_capital(m, words_action(action)),
                           words_party_short(party)));
    man_xr(m, man_reason_name(m->view, message->reason), "");
}

static void put_samples(struct man *m, const struct view_entry *e)
{
    const struct view_sample *samples[VIEW_SAMPLES];
    size_t count = view_samples(e, ORDER_PLAIN, samples);

    if (count == 0)
        return;
    buf_puts(m->to, ".Pp\n");
    man_text(m, "Wordings of real servers, and what each means:");
    buf_puts(m->to, ".Bl -bullet\n");
    for (size_t i = 0; i < count; i++) {
        buf_puts(m->to, ".It\n");
        man_sample(m, samples[i]->text);
        buf_puts(m->to, ".br\n");
        man_verdict(m, samples[i]->message, samples[i]->text);
    }
    buf_puts(m->to, ".El\n");
}

/* The reply that most often carries a status: of its main class, the
 * registry's word first. */
static const struct view_pair *best_pair(const struct view_entry *e)
{
    const struct view_pair *best = NULL;

    for (size_t i = 0; i < e->pair_count; i++) {
        const struct view_pair *p = &e->pairs[i];

        if (p->reply->main_class != e->main_class)
            continue;
        if (!best || (p->by & BY_REGISTRY && !(best->by & BY_REGISTRY)))
            best = p;
    }
    return best;
}

static void put_display(struct man *m, const char *text)
{
    buf_puts(m->to, ".Dl \"");
    esc_roff_code(m->to, text);
    buf_puts(m->to, "\"\n");
}

static void put_composed(struct man *m, const struct view_entry *e)
{
    struct arena *arena = m->view->arena;
    const char *title = e->entry->prose.title, *tail = e->entry->code + 1;
    const struct view_pair *pair;

    if (is_reply(e)) {
        man_text(m, "In a session:");
        put_display(m, mem_printf(arena, "%s %s", e->entry->code, title));
        return;
    }
    man_text(m, "In a session, and in a delivery report (bounce):");
    pair = best_pair(e);
    if (pair)
        put_display(m, mem_printf(arena, "%s %d%s %s", pair->reply->entry->code,
                                  e->main_class, tail, title));
    else
        put_display(m,
                    mem_printf(arena, "%d%s %s", e->main_class, tail, title));
    put_display(m, mem_printf(arena, "Status: %d%s", e->main_class, tail));
}

static void put_commands(struct man *m, const struct view_entry *e)
{
    const char *list = NULL;
    bool own = false;

    for (size_t i = 0; model_commands[i]; i++) {
        if (!(e->entry->commands & 1u << i))
            continue;
        if (strcmp(model_commands[i], "CLIENT") == 0)
            own = true;
        else
            list = mem_printf(m->view->arena, "%s%s%s", list ? list : "",
                              list ? ", " : "Answers to: ", words_command(i));
    }
    if (list || own)
        buf_puts(m->to, ".Pp\n");
    if (list)
        man_text(m, mem_printf(m->view->arena, "%s.", list));
    if (own)
        man_text(m, list ? "The sending side's own program also writes it, "
                           "without any server having said so."
                         : "No server sends it: the sending side's own "
                           "program or server writes it.");
}

void man_seen_as(struct man *m, const struct view_entry *e)
{
    man_section(m, "HOW IT LOOKS");
    put_composed(m, e);
    put_commands(m, e);
    put_samples(m, e);
}

static const struct view_entry *other_side(const struct view_entry *e,
                                           const struct view_pair *p)
{
    return is_reply(e) ? p->status : p->reply;
}

/* "the IANA registry, servers in use" */
static const char *said_by(struct man *m, unsigned by, const char *said)
{
    static const enum pair_by all[] = {BY_REGISTRY, BY_RFC, BY_SERVERS};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (by & all[i])
            said = mem_printf(m->view->arena, "%s%s%s", said, *said ? ", " : "",
                              words_by(all[i]));
    return said;
}

static const char *said_by_provider(struct man *m, const char *id,
                                    const char *said)
{
    if (!id)
        return said;
    return mem_printf(m->view->arena, "%s%s%s", said, *said ? ", " : "",
                      view_provider(m->view, id)->prose.title);
}

/* All pairs with the same other side; the index behind them. */
static size_t put_pair(struct man *m, const struct view_entry *e, size_t from)
{
    const struct view_entry *other = other_side(e, &e->pairs[from]);
    const char *said = "";
    unsigned by = 0;
    size_t end = from;

    while (end < e->pair_count && other_side(e, &e->pairs[end]) == other)
        by |= e->pairs[end++].by;
    said = said_by(m, by, said);
    for (size_t i = from; i < end; i++)
        said = said_by_provider(m, e->pairs[i].provider, said);
    buf_printf(m->to, ".It Xr %s 7\n", man_entry_name(m->view, other));
    man_text(m, mem_printf(m->view->arena, "%s (%s)", other->entry->prose.title,
                           *said ? said : words_by(BY_PROVIDER)));
    return end;
}

/* "5xx" and "any" name no single reply. */
static void put_pattern(struct man *m, const struct pair *p)
{
    const char *said = said_by_provider(m, p->provider, said_by(m, p->by, ""));

    if (p->reply[1] >= '0' && p->reply[1] <= '9')
        return;
    if (p->reply[0] == 'a')
        buf_puts(m->to, ".It any\nany reply\n");
    else
        buf_printf(m->to, ".It %cyz\nany reply that begins with %c\n",
                   p->reply[0], p->reply[0]);
    man_text(m, mem_printf(m->view->arena, "(%s)", said));
}

void man_pairs(struct man *m, const struct view_entry *e)
{
    if (e->pair_count + e->entry->pair_count == 0)
        return;
    man_section(m, is_reply(e) ? "ENHANCED CODES IT COMES WITH"
                               : "REPLY CODES IT COMES WITH");
    man_text(m, "Each with its title and, in brackets, who states that the "
                "two go together:");
    buf_printf(m->to, ".Pp\n.Bl -tag -width \"smtp-%s(7)\" -compact\n",
               is_reply(e) ? "X.1.10" : "550");
    for (size_t i = 0; i < e->pair_count;)
        i = put_pair(m, e, i);
    for (size_t i = 0; i < e->entry->pair_count; i++)
        put_pattern(m, &e->entry->pairs[i]);
    buf_puts(m->to, ".El\n");
}
