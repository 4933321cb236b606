/* SPDX-License-Identifier: 0BSD
 *
 * The page of a code.
 */
#include "base/ascii.h"
#include "model/words.h"
#include "pages/pages.h"
#include "pages/parts.h"

static bool is_reply(const struct view_entry *e)
{
    return e->entry->kind == ENTRY_REPLY;
}

/* What stands behind the class digit where classes are told apart: ".7.26";
 * a reply has one class only. */
static const char *tail_of(const struct view_entry *e)
{
    return is_reply(e) ? "xx" : e->entry->code + 1;
}

static struct acts acts_of(const struct view_entry *e)
{
    return (struct acts){e->entry->classes, tail_of(e), e->actions, e->parties};
}

static void add_alias(struct maker *m, const char *alias)
{
    const char **at = mem_push(m->arena, &m->page->aliases,
                               &m->page->alias_count, sizeof *at);

    *at = alias;
}

/* Each number of a range is a name of its page, unless the range is wide: a
 * name is a file in each medium, and 4.7.500-699 alone would make more of them
 * than all other codes. The tool knows every number of those, too. */
static void add_numbers(struct maker *m, const struct view_entry *e)
{
    enum { MOST_NAMES = 50 };
    const struct entry *x = e->entry;

    m->page->told_count = m->page->alias_count;
    if (!view_is_range(e) || e->last - x->detail >= MOST_NAMES)
        return;
    for (int n = x->detail; n <= e->last; n++) {
        const char *code = mem_printf(m->arena, "X.%d.%d", x->subject, n);

        for (int c = CLASS_SUCCESS;
             c <= CLASS_PERMANENT && view_find(m->view, code) == e; c++)
            if (x->classes & 1u << c)
                add_alias(m, mem_printf(m->arena, "%d%s", c, code + 1));
    }
}

/* "X.7.26 (4.7.26, 5.7.26) Title": people look for what they have on the
 * screen. */
static void put_title(struct maker *m, const struct view_entry *e)
{
    struct page *page = m->page;
    struct acts acts = acts_of(e);
    const char *title = e->entry->prose.title;

    say(m, e->entry->code);
    for (int c = CLASS_SUCCESS; c <= CLASS_PERMANENT && !is_reply(e); c++) {
        if (!(e->entry->classes & 1u << c))
            continue;
        sayf(m, "%s%d%s", page->alias_count ? ", " : " (", c, tail_of(e));
        add_alias(m, make_held(m, e, c));
    }
    sayf(m, "%s %s \u2014 ", page->alias_count ? ")" : "", title);
    part_actions(m, &acts);
    add_numbers(m, e);
    page->self.held = make_held(m, e, e->main_class);
    page->about = mem_printf(m->arena, "%s (SMTP %s)", title,
                             e->entry->standing == STANDING_FOLKLORE
                                 ? "code in no standard"
                             : is_reply(e) ? "reply code"
                                           : "enhanced status code");
    page->summary = e->entry->prose.meaning;
}

static void say_instead(struct maker *m, const char *const *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct view_entry *e = view_lookup(m->view, codes[i]);

        say(m, i ? ", " : " ");
        say_code(m, e);
        sayf(m, " %s", e->entry->prose.title);
    }
    say(m, ".");
}

/* "Not in any standard: Gmail and Outlook.com use it." */
static void put_users(struct maker *m, const struct view_entry *e)
{
    size_t count = 0, said = 0;

    for (size_t i = 0; i < e->use_count; i++)
        count += view_is_first_use(e, i);
    if (count == 0)
        return;
    make_block(m, BLOCK_NOTE);
    say_strong(m, "Not in any standard:");
    say(m, " ");
    for (size_t i = 0; i < e->use_count; i++) {
        if (!view_is_first_use(e, i))
            continue;
        if (said++)
            say(m, said == count ? " and " : ", ");
        say_provider(m, e->uses[i].provider->id);
    }
    say(m, count > 1 ? " use it." : " uses it.");
}

/* Whoever is about to use the code learns first that nobody should. */
static void put_retired(struct maker *m, const struct retired *retired)
{
    if (!retired)
        return;
    make_block(m, BLOCK_NOTE);
    say_strong(m, mem_printf(m->arena, "Retired since %s:", retired->since));
    say(m, retired->insteads ? " use" : " do not use it.");
    if (retired->insteads)
        say_instead(m, retired->instead, retired->insteads);
}

/* A page about a number that nothing defines says so before anything else. */
static void put_banner(struct maker *m, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;

    if (e->entry->standing == STANDING_PROVIDER)
        put_users(m, e);
    if (e->entry->standing != STANDING_FOLKLORE)
        return;
    make_block(m, BLOCK_NOTE);
    say_strong(m, "Not a standard code:");
    say(m, " guides list it, but no standard defines it. ");
    if (origin && origin->insteads) {
        say_strong(m, "Read instead:");
        say_instead(m, origin->instead, origin->insteads);
        say(m, " ");
    }
    say_link(m, make_kind(e), e->entry->code, "standing",
             "Where the code comes from");
}

/* A wide code says little: what the words behind it say comes first. */
static void put_words(struct maker *m, const struct view_entry *e)
{
    if (e->entry->words_count == 0)
        return;
    make_heading(m, 2, "words", "What the words after it mean");
    MAKE_TABLE(m, "The words say", "Cause", "What to do", "Who");
    for (size_t i = 0; i < e->entry->words_count; i++) {
        const struct words_row *row = &e->entry->words[i];
        const struct view_reason *r = view_reason(m->view, row->reason);

        say_item(m, row->say);
        make_cell(m);
        say_reason(m, r->reason);
        say_cell(m, words_action(r->actions[e->main_class]));
        say_cell(m, words_party_short(r->parties[e->main_class]));
    }
}

static void put_short(struct maker *m, const struct view_entry *e)
{
    struct acts acts = acts_of(e);

    make_heading(m, 2, "in-short", "In short");
    part_acts(m, &acts);
    make_term(m, "Cause");
    say_reason(m, e->reason);
    part_paragraph(m, e->entry->prose.meaning);
}

static void put_advices(struct maker *m, const struct view_entry *e)
{
    part_advices(m, &e->entry->prose, e->party);
    say_paragraph(m, "More about this cause, for each reader: ");
    say_reason(m, e->reason);
    say(m, ".");
}

/* --- seen as ------------------------------------------------------------- */

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

/* The words are what one server may say, not what several mean. */
static const char *sample_title(const struct view_entry *e)
{
    return e->is_made ? e->uses[0].use->prose.title : e->entry->prose.title;
}

/* A number as it stands in a reply: of a range the first. */
static const char *number_of(struct maker *m, const struct view_entry *e)
{
    return e->last == e->entry->detail
               ? m->page->self.held
               : mem_printf(m->arena, "%d.%d.%d", e->main_class,
                            e->entry->subject, view_first(m->view, e));
}

static void put_composed(struct maker *m, const struct view_entry *e)
{
    const struct view_pair *pair = is_reply(e) ? NULL : best_pair(e);
    const char *number = number_of(m, e);

    make_sample(m, mem_printf(m->arena, "%s%s%s %s",
                              pair ? pair->reply->entry->code : "",
                              pair ? " " : "", number, sample_title(e)));
    if (is_reply(e))
        return;
    say_paragraph(m, "In a delivery report (bounce):");
    make_sample(m, mem_printf(m->arena, "Status: %s", number));
}

static void put_commands(struct maker *m, const struct view_entry *e)
{
    const char *list = NULL;
    bool own = false;

    for (size_t i = 0; model_commands[i]; i++) {
        if (!(e->entry->commands & 1u << i))
            continue;
        if (words_is_client(i))
            own = true;
        else
            list =
                mem_printf(m->arena, "%s%s%s",
                           list ? list : "Sent in reply to: ", list ? ", " : "",
                           words_command(i));
    }
    if (list) {
        make_paragraph(m);
        sayf(m, "%s.", list);
    }
    if (own) {
        say_paragraph(
            m,
            list
                ? "The sending program also writes this code itself, without a "
                  "reply from a server."
                : "No server sends this code. The sending program or server "
                  "writes it itself.");
    }
}

static void put_samples(struct maker *m, const struct view_entry *e)
{
    const struct view_sample *samples[VIEW_SAMPLES];
    size_t count = view_samples(e, samples);

    if (count == 0)
        return;
    say_paragraph(m, "What real servers write, and what it means:");
    part_examples(m);
    for (size_t i = 0; i < count; i++)
        part_example(m, samples[i]->message, samples[i]->text);
}

/* --- what it goes with --------------------------------------------------- */

static const struct view_entry *other_side(const struct view_entry *e,
                                           const struct view_pair *p)
{
    return is_reply(e) ? p->status : p->reply;
}

/* Who states a pair, behind those who are named already. */
static void say_by(struct maker *m, unsigned by, const struct ref *rfc,
                   const char *provider)
{
    for (unsigned bit = 1; bit < BY_PROVIDER; bit <<= 1) {
        if (!(by & bit))
            continue;
        if (m->at->count)
            say(m, ", ");
        if (bit == BY_RFC)
            say_address(m, SPAN_RFC, view_ref_address(m->view, rfc),
                        view_ref_text(m->view, rfc));
        else
            say(m, words_by((enum pair_by)bit));
    }
    if (provider && m->at->count)
        say(m, ", ");
    if (provider)
        say_provider(m, provider);
}

/* One row for all pairs with the same other side; the index behind them. */
static size_t put_pair(struct maker *m, const struct view_entry *e, size_t from)
{
    const struct view_entry *other = other_side(e, &e->pairs[from]);
    const struct ref *rfc = NULL;
    unsigned by = 0;
    size_t end = from;

    for (; end < e->pair_count && other_side(e, &e->pairs[end]) == other;
         end++) {
        by |= e->pairs[end].by;
        if (e->pairs[end].rfc->rfc)
            rfc = e->pairs[end].rfc;
    }
    make_item(m);
    say_code(m, other);
    say_cell(m, other->entry->prose.title);
    make_cell(m);
    say_by(m, by, rfc, NULL);
    for (size_t i = from; i < end; i++)
        say_by(m, 0, NULL, e->pairs[i].provider);
    if (m->at->count == 0)
        say(m, words_by(BY_PROVIDER));
    return end;
}

/* "5xx" and "any" name no single reply. */
static void put_pattern(struct maker *m, const struct pair *p)
{
    bool any = p->reply[0] == 'a';

    if (is_digit(p->reply[1]))
        return;
    say_item(m, any ? "any" : mem_printf(m->arena, "%cxx", p->reply[0]));
    say_cell(m, any ? "any reply"
                    : mem_printf(m->arena, "any reply that starts with %c",
                                 p->reply[0]));
    make_cell(m);
    say_by(m, p->by, &p->rfc, p->provider);
}

static void put_pairs(struct maker *m, const struct view_entry *e)
{
    if (e->pair_count + e->entry->pair_count == 0)
        return;
    make_heading(m, 3, "goes-with",
                 is_reply(e) ? "Enhanced codes that come with it"
                             : "Reply codes that come with it");
    MAKE_TABLE(m, "Code", "Title", "Stated by");
    for (size_t i = 0; i < e->pair_count;)
        i = put_pair(m, e, i);
    for (size_t i = 0; i < e->entry->pair_count; i++)
        put_pattern(m, &e->entry->pairs[i]);
}

/* --- the rest ------------------------------------------------------------ */

static void put_confused(struct maker *m, const struct view_entry *e)
{
    const struct prose *p = &e->entry->prose;

    if (p->confused_count + e->remark_count == 0)
        return;
    make_heading(m, 2, "confused-with", "Often confused with");
    make_block(m, BLOCK_LIST);
    for (size_t i = 0; i < p->confused_count; i++) {
        make_item(m);
        say_code(m, view_lookup(m->view, p->confused[i].with));
        say(m, ": ");
        say_prose(m, p->confused[i].text);
    }
    /* The remark stands on the other page and is about this code. */
    for (size_t i = 0; i < e->remark_count; i++) {
        const struct view_remark *remark = &e->remarks[i];

        make_item(m);
        say_code(m, remark->from);
        sayf(m, " %s. %s, by contrast: ", remark->from->entry->prose.title,
             e->entry->code);
        say_prose(m, remark->text);
    }
}

static void put_uses(struct maker *m, const struct view_entry *e)
{
    if (e->use_count == 0)
        return;
    make_heading(m, 2, "providers", "What individual providers mean by it");
    make_block(m, BLOCK_LIST);
    for (size_t i = 0; i < e->use_count; i++) {
        const struct provider *p = e->uses[i].provider;
        const struct use *use = e->uses[i].use;

        make_item(m);
        say_link(m, PAGE_PROVIDER, p->id, part_use_anchor(m, use),
                 p->prose.title);
        sayf(m, ", %s", use->code);
        for (size_t j = 0; j < use->reply_count; j++)
            sayf(m, "%s%s", j ? ", " : " with ", use->replies[j]);
        say(m, ": ");
        say_strong(m, mem_printf(m->arena, "%s.", use->prose.title));
        if (e->is_made) /* it stands on top of the page */
            continue;
        say(m, " ");
        say_prose(m, use->prose.meaning);
    }
}

static void put_standing(struct maker *m, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;

    make_heading(m, 2, "standing", "Standing");
    say_paragraph(m, words_standing_long(e->entry->standing));
    if (origin)
        part_paragraph(m, origin->text);
    if (origin && origin->insteads) {
        say_paragraph(m, "Read instead:");
        say_instead(m, origin->instead, origin->insteads);
    }
}

static void put_symbol(struct maker *m, const struct view_entry *e)
{
    const char *comma = ", on the wire ";

    make_heading(m, 2, "c", "In C");
    make_paragraph(m);
    say_literal(m, e->symbol);
    say(m, " in ");
    say_literal(m, "smtpcodes.h");
    for (int c = CLASS_SUCCESS; c <= CLASS_PERMANENT && !is_reply(e); c++) {
        if (!(e->entry->classes & 1u << c))
            continue;
        say(m, comma);
        say_literal(m, mem_printf(m->arena, "SMTPC_STATUS(%d, %d, %d)", c,
                                  e->entry->subject, e->entry->detail));
        if (view_is_range(e)) {
            say(m, " to ");
            say_literal(m, mem_printf(m->arena, "SMTPC_STATUS(%d, %d, %d)", c,
                                      e->entry->subject, e->last));
        }
        comma = ", ";
    }
    part_earlier(m, e->aliases, e->alias_count);
    say(m, ".");
}

/* A provider's number may be of a class or subject that nothing describes;
 * then it stands in no table. */
static bool is_described(const struct maker *m, const struct entry *e)
{
    const struct model *model = m->view->model;

    return e->kind == ENTRY_REPLY
               ? view_kind(model->classes, model->class_count, e->reply / 100)
               : view_kind(model->subjects, model->subject_count, e->subject);
}

/* Where the code stands in the tables of the guide. */
static void put_end(struct maker *m, const struct view_entry *e)
{
    const char *all = is_reply(e) ? "All reply codes" : "All enhanced codes";
    const char *table = is_reply(e) ? "replies" : "statuses";

    if (e->entry->standing == STANDING_FOLKLORE)
        part_end(m, "folklore", NULL, "All codes that no standard defines");
    else if (!is_described(m, e->entry))
        part_end(m, table, NULL, all);
    else if (is_reply(e))
        part_end(m, table,
                 mem_printf(m->arena, "replies-%c", e->entry->code[0]),
                 mem_printf(m->arena, "%s of this class", all));
    else
        part_end(m, table,
                 mem_printf(m->arena, "statuses-%d", e->entry->subject),
                 mem_printf(m->arena, "%s of this subject", all));
}

/* The pages that name this one: links go both ways. */
static void relate(struct maker *m, const struct view_entry *e)
{
    const struct view_reason *last = NULL;

    for (size_t i = 0; i < e->source_count; i++)
        make_related(m, make_kind(e->sources[i]), e->sources[i]->entry->code);
    for (size_t i = 0; i < e->sample_count; i++) {
        if (e->samples[i].reason != last)
            make_related(m, PAGE_REASON, e->samples[i].reason->reason->id);
        last = e->samples[i].reason;
    }
}

void page_code(struct arena *arena, const struct view *view,
               const struct view_entry *e, struct page *page)
{
    struct maker m;

    make_begin(&m, arena, view, page, make_kind(e), e->entry->code);
    m.self = e;
    put_title(&m, e);
    put_retired(&m, e->entry->retired);
    put_banner(&m, e);
    put_words(&m, e);
    put_short(&m, e);
    put_advices(&m, e);
    part_causes(&m, &e->entry->prose);
    make_heading(&m, 2, "seen-as", "Seen as");
    put_composed(&m, e);
    put_commands(&m, e);
    put_samples(&m, e);
    put_pairs(&m, e);
    put_confused(&m, e);
    put_uses(&m, e);
    put_standing(&m, e);
    make_heading(&m, 2, "references", "References");
    part_refs(&m, &e->entry->prose);
    put_symbol(&m, e);
    put_end(&m, e);
    relate(&m, e);
}
