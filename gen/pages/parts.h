/* SPDX-License-Identifier: 0BSD
 *
 * parts - what several kinds of page have.
 */
#ifndef PARTS_H
#define PARTS_H

#include "pages/make.h"

/** What is to be done in a class, and by whom; tail is what follows the class
 * digit where classes are told apart: ".7.26", "xx". */
struct acts {
    unsigned classes;
    const char *tail;
    const enum action *actions;
    const enum party *parties;
};

void part_paragraph(struct maker *m, const char *text);

/** Where a provider's use stands on the provider's page; no two of one have the
 * same code and replies. */
const char *part_use_anchor(struct maker *m, const struct use *use);

/** "fix the sender", by class where the classes differ. */
void part_actions(struct maker *m, const struct acts *acts);

/** Begin the terms: what to do, who must act; more may follow. */
void part_acts(struct maker *m, const struct acts *acts);

/** "What to do": the advice for each reader, the first for that party. */
void part_advices(struct maker *m, const struct prose *prose, enum party first);

/** The same without headings, for what stands below one. */
void part_advices_inline(struct maker *m, const struct prose *prose);

/** "Why it happens", when something is said of it. */
void part_causes(struct maker *m, const struct prose *prose);

/** A list of texts. */
void part_list(struct maker *m, const struct note *notes, size_t count);

/** Literals as a sentence: "What: a, b." */
void part_literals(struct maker *m, const char *what, const struct note *notes,
                   size_t count);

/** Symbols that it had before, at the end of the sentence on today's. */
void part_earlier(struct maker *m, const char *const *symbols, size_t count);

/** Behind a title: its standing, NULL where that goes without saying, and
 * whether it is retired. */
void part_standing(struct maker *m, const struct entry *e,
                   const char *standing);

/** The list of references. */
void part_refs(struct maker *m, const struct prose *prose);

/** A table of examples, and a row of it. */
void part_examples(struct maker *m);
void part_example(struct maker *m, const struct message *msg,
                  const char *example);

/** The last line: the guide, and the table where the page belongs, NULL being
 * the guide itself. */
void part_end(struct maker *m, const char *table, const char *anchor,
              const char *what);

#endif
