/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "base/text.h"
#include "model/words.h"

#include <string.h>

static bool is_reply(const struct view_entry *e)
{
    return e->entry->kind == ENTRY_REPLY;
}

void docs_example_head(struct docs *d)
{
    buf_puts(d->to, "| The reply says | It means | What to do | Who |\n"
                    "| --- | --- | --- | --- |\n");
}

void docs_example_row(struct docs *d, const struct message *m,
                      const char *example)
{
    int class = text_reply_class(example);

    buf_puts(d->to, "| ");
    esc_markdown_cell_code(d->to, example);
    buf_puts(d->to, " | ");
    docs_message_link(d, m);
    buf_printf(d->to, " | %s | %s |\n",
               words_action(view_message_action(d->view, m, class)),
               words_party_short(view_message_party(d->view, m, class)));
}

void docs_provider_link(struct docs *d, const char *id)
{
    buf_putc(d->to, '[');
    esc_markdown(d->to, view_provider(d->view, id)->prose.title);
    buf_printf(d->to, "](%sproviders/%s.md)", d->up, id);
}

static void put_samples(struct docs *d, const struct view_entry *e)
{
    const struct view_sample *samples[VIEW_SAMPLES];
    size_t count = view_samples(e, ORDER_COMMON, samples);

    if (count == 0)
        return;
    buf_puts(d->to, "Wordings of real servers, and what each means:\n\n");
    docs_example_head(d);
    for (size_t i = 0; i < count; i++)
        docs_example_row(d, samples[i]->message, samples[i]->text);
    buf_putc(d->to, '\n');
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

static void put_composed(struct docs *d, const struct view_entry *e)
{
    struct arena *arena = d->view->arena;
    const char *title = e->entry->prose.title, *tail = e->entry->code + 1;
    const struct view_pair *pair;

    if (is_reply(e)) {
        esc_markdown_block(d->to,
                           mem_printf(arena, "%s %s", e->entry->code, title));
        buf_putc(d->to, '\n');
        return;
    }
    pair = best_pair(e);
    if (pair)
        esc_markdown_block(d->to, mem_printf(arena, "%s %d%s %s",
                                             pair->reply->entry->code,
                                             e->main_class, tail, title));
    else
        esc_markdown_block(
            d->to, mem_printf(arena, "%d%s %s", e->main_class, tail, title));
    buf_puts(d->to, "\nIn a delivery report (bounce):\n\n");
    esc_markdown_block(d->to,
                       mem_printf(arena, "Status: %d%s", e->main_class, tail));
    buf_putc(d->to, '\n');
}

static void put_commands(struct docs *d, const struct view_entry *e)
{
    const char *start = "Answers to: ", *comma = start;
    bool own = false;

    for (size_t i = 0; model_commands[i]; i++) {
        if (!(e->entry->commands & 1u << i))
            continue;
        if (strcmp(model_commands[i], "CLIENT") == 0) {
            own = true;
            continue;
        }
        buf_printf(d->to, "%s%s", comma, words_command(i));
        comma = ", ";
    }
    if (comma != start)
        buf_puts(d->to, ".\n\n");
    if (own)
        buf_printf(d->to, "%s\n\n",
                   comma == start
                       ? "No server sends it: the sending side's own program "
                         "or server writes it."
                       : "The sending side's own program also writes it, "
                         "without any server having said so.");
}

static void put_by(struct docs *d, unsigned by, const char **comma)
{
    static const enum pair_by all[] = {BY_REGISTRY, BY_RFC, BY_SERVERS};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (!(by & all[i]))
            continue;
        buf_printf(d->to, "%s%s", *comma, words_by(all[i]));
        *comma = ", ";
    }
}

static void put_provider(struct docs *d, const char *id, const char **comma)
{
    if (!id)
        return;
    buf_puts(d->to, *comma);
    docs_provider_link(d, id);
    *comma = ", ";
}

static const struct view_entry *other_side(const struct view_entry *e,
                                           const struct view_pair *p)
{
    return is_reply(e) ? p->status : p->reply;
}

/* One row for all pairs with the same other side; the index behind them. */
static size_t put_pair(struct docs *d, const struct view_entry *e, size_t from)
{
    const struct view_entry *other = other_side(e, &e->pairs[from]);
    const char *comma = "";
    unsigned by = 0;
    size_t end = from;

    while (end < e->pair_count && other_side(e, &e->pairs[end]) == other)
        by |= e->pairs[end++].by;
    buf_puts(d->to, "| ");
    docs_entry_link(d, other);
    buf_puts(d->to, " | ");
    esc_markdown(d->to, other->entry->prose.title);
    buf_puts(d->to, " | ");
    put_by(d, by, &comma);
    for (size_t i = from; i < end; i++)
        put_provider(d, e->pairs[i].provider, &comma);
    if (by & BY_PROVIDER && !*comma)
        buf_puts(d->to, words_by(BY_PROVIDER));
    buf_puts(d->to, " |\n");
    return end;
}

/* "5xx" and "any" name no single reply. */
static void put_pattern(struct docs *d, const struct pair *p)
{
    const char *comma = "";

    if (p->reply[1] >= '0' && p->reply[1] <= '9')
        return;
    if (p->reply[0] == 'a')
        buf_puts(d->to, "| any | any reply | ");
    else
        buf_printf(d->to, "| %cyz | any reply that begins with %c | ",
                   p->reply[0], p->reply[0]);
    put_by(d, p->by, &comma);
    put_provider(d, p->provider, &comma);
    buf_puts(d->to, " |\n");
}

static void put_pairs(struct docs *d, const struct view_entry *e)
{
    if (e->pair_count + e->entry->pair_count == 0)
        return;
    docs_title(d, 3, "goes-with",
               is_reply(e) ? "Enhanced codes it comes with"
                           : "Reply codes it comes with");
    buf_puts(d->to, "| Code | Title | Stated by |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < e->pair_count;)
        i = put_pair(d, e, i);
    for (size_t i = 0; i < e->entry->pair_count; i++)
        put_pattern(d, &e->entry->pairs[i]);
    buf_putc(d->to, '\n');
}

void docs_seen_as(struct docs *d, const struct view_entry *e)
{
    docs_title(d, 2, "seen-as", "Seen as");
    put_composed(d, e);
    put_commands(d, e);
    put_samples(d, e);
    put_pairs(d, e);
}
