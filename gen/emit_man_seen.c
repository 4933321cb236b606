/* SPDX-License-Identifier: 0BSD */
#include "emit_docs.h"
#include "emit_man.h"

#include "esc.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* Samples of the page's own reason, and of any, that a page shows. */
enum { SAMPLES_OWN = 6, SAMPLES = 16 };

static bool is_reply(const struct view_entry *e)
{
    return e->entry->kind == ENTRY_REPLY;
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

const char *man_example(const struct message *message)
{
    for (size_t i = 0; i < message->example_count; i++)
        if (is_ascii(message->examples[i].text))
            return message->examples[i].text;
    return message->examples[0].text;
}

/* The one that the reason is called after comes first, then those that the
 * catalogue says most of; what a terminal may not show comes last. */
static int rank(const struct message *m)
{
    enum { NAMESAKE = 8, READABLE = 4, EXPLAINED = 2, GENERAL = 1 };
    int rank = 0;

    if (strcmp(m->id, m->reason) == 0)
        rank += NAMESAKE;
    if (is_ascii(man_example(m)))
        rank += READABLE;
    if (m->prose.meaning)
        rank += EXPLAINED;
    if (!m->provider)
        rank += GENERAL;
    return rank;
}

static int by_rank(const void *a, const void *b)
{
    const struct message *x = *(const struct message *const *)a;
    const struct message *y = *(const struct message *const *)b;
    int p = rank(x), q = rank(y);

    return p != q ? (p < q) - (p > q) : strcmp(x->id, y->id);
}

/* Sorted once a reason: hundreds of pages ask. */
const struct message **man_messages(struct man *m, const struct view_reason *r)
{
    size_t number = (size_t)(r - m->view->reasons);
    const struct message **sorted;

    if (!m->ranked)
        m->ranked = mem_alloc(m->view->arena,
                              m->view->reason_count * sizeof *m->ranked);
    if (m->ranked[number])
        return m->ranked[number];
    sorted = mem_alloc(m->view->arena, (r->message_count + 1) * sizeof *sorted);
    m->ranked[number] = sorted;
    for (size_t i = 0; i < r->message_count; i++)
        sorted[i] = r->messages[i];
    qsort(sorted, r->message_count, sizeof *sorted, by_rank);
    return sorted;
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
    int class = docs_example_class(example);
    enum action action = docs_message_action(m->view, message, class);
    enum party party = docs_message_party(m->view, message, class);

    buf_puts(m->to, ".Em \"");
    esc_roff_arg(m->to, message->prose.title);
    buf_puts(m->to, "\" .\n");
    man_text(m, mem_printf(m->view->arena,
                           "%s (%s):", man_capital(m, words_action(action)),
                           words_party_short(party)));
    man_xr(m, man_reason_name(m->view, message->reason), "");
}

/* Say whether a sample of a reply shows the code. */
static bool shows(const struct man *m, const char *example,
                  const struct view_entry *e)
{
    size_t len;

    if (is_reply(e))
        return strncmp(example, e->entry->code, 3) == 0 &&
               strchr(" -", example[3]);
    for (const char *s = example; (s = docs_find_status(s, &len)); s += len)
        if (docs_entry(m->view, mem_text(m->view->arena, s, len)) == e)
            return true;
    return false;
}

static const char *sample_of(const struct man *m, const struct message *message,
                             const struct view_entry *e)
{
    const char *sample = NULL;

    for (size_t i = 0; i < message->example_count; i++) {
        const char *text = message->examples[i].text;

        if (shows(m, text, e) && (!sample || is_ascii(text)))
            sample = text;
        if (sample && is_ascii(sample))
            break;
    }
    return sample;
}

bool man_seen_with(struct man *m, const struct view_reason *r,
                   const struct view_entry *e)
{
    for (size_t i = 0; i < r->message_count; i++)
        if (sample_of(m, r->messages[i], e))
            return true;
    return false;
}

/* Rows for one reason's messages that show the code, at most most. */
static size_t put_reason(struct man *m, const struct view_reason *r,
                         const struct view_entry *e, size_t before, size_t most)
{
    const struct message **messages = man_messages(m, r);
    size_t count = 0;

    for (size_t i = 0; i < r->message_count && count < most; i++) {
        const char *sample = sample_of(m, messages[i], e);

        if (!sample)
            continue;
        if (before + count++ == 0) {
            buf_puts(m->to, ".Pp\n");
            man_text(m, "Wordings of real servers, and what each means:");
            buf_puts(m->to, ".Bl -bullet\n");
        }
        buf_puts(m->to, ".It\n");
        man_sample(m, sample);
        buf_puts(m->to, ".br\n");
        man_verdict(m, messages[i], sample);
    }
    return count;
}

/* First what the code is for, then one row for each other cause that servers
 * put behind it: with a wide code such as 550 that is the page's best part. */
static void put_samples(struct man *m, const struct view_entry *e)
{
    const struct view *v = m->view;
    size_t count = 0;

    for (size_t i = 0; i < v->reason_count; i++)
        if (v->reasons[i].reason == e->reason)
            count += put_reason(m, &v->reasons[i], e, 0, SAMPLES_OWN);
    for (size_t i = 0; i < v->reason_count && count < SAMPLES; i++)
        if (v->reasons[i].reason != e->reason)
            count += put_reason(m, &v->reasons[i], e, count, 1);
    if (count)
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
                      man_provider(m->view, id)->prose.title);
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
