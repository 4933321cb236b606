/* SPDX-License-Identifier: 0BSD
 *
 * losses - texts of messages that their own message does not win.
 *
 * One phrase that is too strong, one <unless> that is too wide or one scope
 * that is too narrow loses many texts, in other files as well. All are
 * collected, and each cause is told once, where it stands. The same of words
 * that show one provider in the texts of another.
 */
#ifndef LOSSES_H
#define LOSSES_H

#include "base/diag.h"
#include "model/match.h"
#include "model/model.h"

/** A text that its message does not win. */
struct lost_text {
    const struct message *message;
    struct place at;
    const char *text;
    bool is_phrase; /* else an example */
};

struct loss;

struct losses {
    const struct model *model;
    const struct match_tables *tables;
    struct arena arena;
    struct loss *list;
    size_t count;
};

/** Find out why a text is lost, which is this when folded and was held against
 * that case, and keep it. */
void losses_add(struct losses *losses, const struct lost_text *text,
                const char *folded, size_t len, const struct smtpc_case_ *about,
                const struct smtpc_found_ *found);

/** Keep a text that shows another provider than the one that its message is
 * bound to. */
void losses_add_shown(struct losses *losses, const struct lost_text *text,
                      const struct smtpc_hits_ *hits, unsigned provider);

/** Report every cause once, and give the memory back: nothing is kept any
 * more. */
void losses_tell(struct losses *losses, struct diag *diag);

#endif
