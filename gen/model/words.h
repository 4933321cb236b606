/* SPDX-License-Identifier: 0BSD
 *
 * words - the vocabularies of the catalogue, said to a person.
 *
 * Plain text for a middle of a sentence: small letter first, no full stop,
 * ASCII, not yet escaped for any output language. "_long" is a whole
 * sentence with its full stop. All of it is constant and nobody's to free.
 */
#ifndef WORDS_H
#define WORDS_H

#include "model/model.h"

/** "fix the sending domain or server": an order, fits a table cell. */
const char *words_action(enum action action);

/** "Put the sending domain or server right (...), then send again." */
const char *words_action_long(enum action action);

/** "the sender", "the administrator of the sending server or domain". */
const char *words_party(enum party party);

/** "sending admin": for a narrow table. */
const char *words_party_short(enum party party);

/** "If you sent the message": the heading of the advice for that party. */
const char *words_reader(enum party party);

/** "standard", "folklore, in no standard". */
const char *words_standing(enum standing standing);

/** A sentence that says what that standing means for a reader. */
const char *words_standing_long(enum standing standing);

/** When a reply comes: "RCPT", or for the words that are no command "on
 * connecting", "after the message"; index as in model_commands. */
const char *words_command(size_t index);

/** Whether it stands for no command: the sending side writes the reply. */
bool words_is_client(size_t index);

/** Who states a pair, by one bit: "the IANA registry", "an RFC", "servers in
 * use", "a provider". */
const char *words_by(enum pair_by by);

/** The tables that the guide may insert, in the order in which those it
 * leaves out are appended to it; NULL-terminated. */
extern const char *const words_tables[];

/** The title of such a table where the guide gives none. */
const char *words_table_title(const char *table);

/** "standards track", "informational": a reference's track, or "". */
const char *words_track(const char *track);

#endif
