/* SPDX-License-Identifier: 0BSD
 *
 * read_back - readers of the output languages, as small as they can be.
 *
 * Each takes what an escaper wrote and appends what a reader of that language
 * makes of it; false, with why on standard error, when the language does not
 * allow it there. They share no code with the escapers.
 */
#ifndef READ_BACK_H
#define READ_BACK_H

#include "base/buf.h"

#include <stdbool.h>

/** What stands between the quotes of a C string literal. */
bool read_c_string(struct buf *to, const char *source);

/** What stands within a block comment of C: nothing that ends it, opens
 * another, continues a line or is a trigraph. The text comes back without
 * blanks, since the escaper may add some. */
bool read_c_comment(struct buf *to, const char *source);

/** What stands between the quotes of a JSON string. */
bool read_json_string(struct buf *to, const char *source);

/** A field of CSV as RFC 4180 has it, no formula to a spreadsheet; the ' that
 * sees to that is taken away. Returns what follows, NULL when it is none. */
const char *read_csv_field(struct buf *to, const char *source);

/** The same where it stands alone. */
bool read_csv(struct buf *to, const char *source);

/** Text lines of roff, joined by blanks as filling does. */
bool read_roff(struct buf *to, const char *source);

/** The quoted argument of a roff macro. */
bool read_roff_arg(struct buf *to, const char *source);

/** A paragraph of Markdown whose inlines are text and code only; also a
 * heading, an item of a list or a link, when the source begins as one. */
bool read_markdown(struct buf *to, const char *source);

/** The address of a link that stands alone. */
bool read_markdown_url(struct buf *to, const char *source);

/** A block of code that is marked as text. */
bool read_markdown_block(struct buf *to, const char *source);

/** A command that belongs to the item of a numbered list before it. */
bool read_markdown_command(struct buf *to, const char *source);

/** A cell of a GitHub table: the same behind the table's own rules. */
bool read_markdown_cell(struct buf *to, const char *source);

/** A whole JSON document: is it one? */
bool is_json(const char *text, size_t len);

/** Do all literals and comments of a C file end where they should? */
bool is_c_tokens(const char *text, size_t len);

/** Is it valid UTF-8 without zero bytes? */
bool is_utf8(const char *text, size_t len);

#endif
