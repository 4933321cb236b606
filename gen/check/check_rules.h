/* SPDX-License-Identifier: 0BSD
 *
 * check_rules - what the rules of check.c share, and their list.
 *
 * A rule sees the whole model and records what is wrong; none changes
 * anything. check_unique.c: what may stand once only; check_order.c: what
 * stands in order; check_links.c: names that must lead somewhere;
 * check_sense.c: entries that contradict themselves; check_promised.c: what
 * was given out and must stay; check_changes.c: what must be said of that.
 */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "base/diag.h"
#include "base/index.h"
#include "model/model.h"

struct check {
    const struct model *model;
    struct diag *diag;
    struct index codes, reasons, sources, providers;
};

/** Find a reason by its id, or NULL. */
const struct reason *check_reason(const struct check *c, const char *id);

/** Does a provider use just this code, or range? A status has any class. */
bool check_is_used(const struct model *model, const char *code);

/** Report every key that an index of places has more than once; frees the
 * index. */
void check_twice(struct check *c, struct index *index, const char *rule,
                 const char *what);

void check_dup_code(struct check *c);
void check_dup_digit(struct check *c);
void check_dup_id(struct check *c);
void check_dup_reference(struct check *c);
void check_dup_name(struct check *c);
void check_symbol_collision(struct check *c);
void check_entry_order(struct check *c);
void check_unknown_reference(struct check *c);
void check_unknown_reason(struct check *c);
void check_unknown_code(struct check *c);
void check_retired_instead(struct check *c);
void check_unknown_provider(struct check *c);
void check_unknown_subject(struct check *c);
void check_unknown_class(struct check *c);
void check_dup_pair(struct check *c);
void check_pair_class(struct check *c);
void check_use_class(struct check *c);
void check_dup_act(struct check *c);
void check_missing_act(struct check *c);
void check_missing_advice(struct check *c);
void check_dup_advice(struct check *c);
void check_dup_words(struct check *c);
void check_few_words(struct check *c);
void check_action_steps(struct check *c);
void check_dup_text(struct check *c);
void check_dup_use(struct check *c);
void check_missing_origin(struct check *c);
void check_reply_class(struct check *c);
void check_unknown_table(struct check *c);
void check_promised(struct check *c);
void check_releases(struct check *c);
void check_changes(struct check *c);

/** Report that changes.xml does not say that a promised code or reason has
 * another symbol now, where it has. A symbol that no version has had so far is
 * news of the first <release>. */
void check_renamed(struct check *c, struct arena *arena, struct place at,
                   const struct promise *p, const char *of, const char *now);

#endif
