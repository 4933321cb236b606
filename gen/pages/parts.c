/* SPDX-License-Identifier: 0BSD */
#include "pages/parts.h"

#include "base/ascii.h"
#include "base/text.h"
#include "model/words.h"

#include <string.h>

void part_paragraph(struct maker *m, const char *text)
{
    make_paragraph(m);
    say_prose(m, text);
}

const char *part_use_anchor(struct maker *m, const struct use *use)
{
    const char *anchor = use->code;

    for (size_t i = 0; i < use->reply_count; i++)
        anchor = mem_printf(m->arena, "%s-%s", anchor, use->replies[i]);
    return anchor;
}

/* --- what to do ---------------------------------------------------------- */

/* Whether every class asks the same, of the same party where it counts. */
static bool all_alike(const struct acts *acts, bool parties)
{
    int first = view_gravest(acts->classes);

    for (int c = CLASS_SUCCESS; c <= CLASS_PERMANENT; c++)
        if (acts->classes & 1u << c &&
            (acts->actions[c] != acts->actions[first] ||
             (parties && acts->parties[c] != acts->parties[first])))
            return false;
    return true;
}

void part_actions(struct maker *m, const struct acts *acts)
{
    const char *comma = "";

    if (all_alike(acts, false)) {
        say(m, words_action(acts->actions[view_gravest(acts->classes)]));
        return;
    }
    for (int c = CLASS_SUCCESS; c <= CLASS_PERMANENT; c++) {
        if (!(acts->classes & 1u << c))
            continue;
        sayf(m, "%s%s (%d%s)", comma, words_action(acts->actions[c]), c,
             acts->tail);
        comma = ", ";
    }
}

/* A party, whose words begin with a small letter, as a sentence. */
static void say_party(struct maker *m, enum party party)
{
    const char *words = words_party(party);

    sayf(m, "%c%s.", to_upper(words[0]), words + 1);
}

void part_acts(struct maker *m, const struct acts *acts)
{
    int first = view_gravest(acts->classes);

    make_block(m, BLOCK_TERMS);
    if (all_alike(acts, true)) {
        make_term(m, "What to do");
        say(m, words_action_long(acts->actions[first]));
        make_term(m, "Who must act");
        say_party(m, acts->parties[first]);
        return;
    }
    for (int c = CLASS_PERMANENT; c >= CLASS_SUCCESS; c--) {
        if (!(acts->classes & 1u << c))
            continue;
        make_term(
            m,
            *acts->tail == 'x'
                ? mem_printf(m->arena, "If the reply starts with %d", c)
                : mem_printf(m->arena, "If the code is %d%s", c, acts->tail));
        sayf(m, "%s ", words_action_long(acts->actions[c]));
        say_strong(m, "Who must act:");
        sayf(m, " %s.", words_party(acts->parties[c]));
    }
}

/* Several steps are a list; one reads as a sentence. */
static bool is_sentence(const struct advice *a)
{
    return a->step_count == 1 && !a->steps->command;
}

static void put_steps(struct maker *m, const struct advice *a)
{
    struct block *b = make_block(m, BLOCK_STEPS);

    for (size_t i = 0; i < a->step_count; i++) {
        make_item(m);
        say_prose(m, a->steps[i].text);
        b->items[i].command = a->steps[i].command;
    }
}

static void put_advice(struct maker *m, const struct advice *a)
{
    make_heading(m, 3, mem_printf(m->arena, "for-%s", model_parties[a->reader]),
                 words_reader(a->reader));
    if (is_sentence(a))
        part_paragraph(m, a->steps->text);
    else
        put_steps(m, a);
}

void part_advices(struct maker *m, const struct prose *prose, enum party first)
{
    make_heading(m, 2, "what-to-do", "What to do");
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader == first)
            put_advice(m, &prose->advices[i]);
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader != first)
            put_advice(m, &prose->advices[i]);
}

void part_advices_inline(struct maker *m, const struct prose *prose)
{
    for (size_t i = 0; i < prose->advice_count; i++) {
        const struct advice *a = &prose->advices[i];

        make_paragraph(m);
        say_strong(m, mem_printf(m->arena, "%s:", words_reader(a->reader)));
        if (!is_sentence(a)) {
            put_steps(m, a);
            continue;
        }
        say(m, " ");
        say_prose(m, a->steps->text);
    }
}

/* --- lists --------------------------------------------------------------- */

void part_list(struct maker *m, const struct note *notes, size_t count)
{
    if (count)
        make_block(m, BLOCK_LIST);
    for (size_t i = 0; i < count; i++) {
        make_item(m);
        say_prose(m, notes[i].text);
    }
}

void part_literals(struct maker *m, const char *what, const struct note *notes,
                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        say(m, i ? ", " : what);
        say_literal(m, notes[i].text);
    }
    say(m, ".");
}

void part_causes(struct maker *m, const struct prose *prose)
{
    if (prose->cause_count)
        make_heading(m, 2, "why", "Why it happens");
    part_list(m, prose->causes, prose->cause_count);
}

void part_earlier(struct maker *m, const char *const *symbols, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        say(m, i ? ", " : "; earlier: ");
        say_literal(m, symbols[i]);
    }
}

void part_standing(struct maker *m, const struct entry *e, const char *standing)
{
    const char *retired = e->retired ? "retired" : NULL;

    if (standing || retired)
        sayf(m, " (%s%s%s)", standing ? standing : "",
             standing && retired ? ", " : "", retired ? retired : "");
}

static void say_ref(struct maker *m, const struct ref *ref)
{
    const struct reference *r = view_reference(m->view, ref);

    if (r->rfc) {
        say_address(m, SPAN_RFC, view_ref_address(m->view, ref),
                    view_ref_text(m->view, ref));
        sayf(m, ", %s", r->title);
        return;
    }
    say_address(m, SPAN_ADDRESS, r->address, r->title);
    if (ref->section)
        sayf(m, ", %s", ref->section);
    sayf(m, " (seen %s)", r->date);
}

void part_refs(struct maker *m, const struct prose *prose)
{
    if (prose->ref_count || prose->seen)
        make_block(m, BLOCK_LIST);
    for (size_t i = 0; i < prose->ref_count; i++) {
        make_item(m);
        say_ref(m, &prose->refs[i]);
    }
    if (prose->seen) {
        make_item(m);
        sayf(m, "Seen in replies of servers (%s)", prose->seen);
    }
}

/* --- examples ------------------------------------------------------------ */

void part_examples(struct maker *m)
{
    MAKE_TABLE(m, "The reply says", "It means", "What to do", "Who");
}

void part_example(struct maker *m, const struct message *msg,
                  const char *example)
{
    int class = text_reply_class(example);

    make_item(m);
    say_literal(m, example);
    make_cell(m);
    say_message(m, msg);
    say_cell(m, words_action(view_message_action(m->view, msg, class)));
    say_cell(m, words_party_short(view_message_party(m->view, msg, class)));
}

void part_end(struct maker *m, const char *table, const char *anchor,
              const char *what)
{
    make_block(m, BLOCK_FOOTER);
    make_item(m);
    say_link(m, PAGE_GUIDE, "", NULL, "The guide");
    make_item(m);
    say_link(m, table ? PAGE_TABLE : PAGE_GUIDE, table ? table : "", anchor,
             what);
}
