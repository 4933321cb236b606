/* SPDX-License-Identifier: 0BSD
 *
 * members - how things of the catalogue are called inside of the headers.
 *
 * A name follows from the thing alone, so that another one beside it changes
 * no line but its own. All belong to the arena.
 */
#ifndef MEMBERS_H
#define MEMBERS_H

#include "model/view.h"

/** "r550", "r_7_26". */
const char *member_of_code(struct arena *arena, const char *code);

/** Prefix, '_' and an id whose hyphens are underscores: "m_user_unknown". */
const char *member_of_id(struct arena *arena, const char *prefix,
                         const char *id);

/** "u_google_X_7_26_550": a provider's use, told apart from its others. */
const char *member_of_use(struct arena *arena, const struct provider *p,
                          const struct use *use);

#endif
