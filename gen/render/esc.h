/* SPDX-License-Identifier: 0BSD
 *
 * esc - catalogue text into each output language; the only way out for it.
 *
 * What a C compiler, roff, Markdown, JSON or CSV reader makes of the result is
 * the text that went in. Texts are valid UTF-8 without control characters (the
 * reader saw to that).
 */
#ifndef ESC_H
#define ESC_H

#include "base/buf.h"

/** Inside a C string literal: pure ASCII, safe from trigraphs. */
void esc_c_string(struct buf *to, const char *text);

/** Inside a block comment of C, filled to width 78 behind indent and " * ";
 * a text that would end or open a comment is kept apart by a space. */
void esc_c_comment(struct buf *to, const char *indent, const char *text);

/** Inside a block comment of C, on one line. */
void esc_c_remark(struct buf *to, const char *text);

/** Inside a JSON string; the quotes are the caller's. */
void esc_json(struct buf *to, const char *text);

/** A field of CSV (RFC 4180), its quotes included where it needs them. One
 * that begins with = + - @ or ' comes behind a ': a spreadsheet would run the
 * first four, in quotes or not. A program takes a leading ' away and has the
 * text that went in. */
void esc_csv(struct buf *to, const char *text);

/** Text in a Markdown paragraph, list item or table cell, as GitHub reads
 * it. */
void esc_markdown(struct buf *to, const char *text);

/** The same where it does not begin a line: what makes lists and rules there
 * stands as it is. */
void esc_markdown_within(struct buf *to, const char *text);

/** A code span of Markdown, its backquotes included. Not for table cells,
 * where a '|' would end the cell even so. */
void esc_markdown_code(struct buf *to, const char *text);

/** The same for a table cell, and for table cells only. */
void esc_markdown_cell_code(struct buf *to, const char *text);

/** A fenced block of code: the lines of text without the indent that all of
 * them share. */
void esc_markdown_block(struct buf *to, const char *text);

/** A fenced block of one line for a shell, indented as what belongs to an item
 * of a numbered list. */
void esc_markdown_command(struct buf *to, const char *text);

/** The address of a Markdown link, its angle brackets included. */
void esc_markdown_address(struct buf *to, const char *text);

/** Text of an HTML element, or of an attribute in quotes of either kind. */
void esc_html(struct buf *to, const char *text);

/** The address of a link in an HTML attribute: what a URL does not hold as it
 * is comes out by its number (RFC 3986, section 2.1). */
void esc_html_address(struct buf *to, const char *text);

/** Text lines of mdoc: filled, a new line after each sentence, a line feed at
 * the end. Hyphens between letters are hyphens; where the text is code (an
 * option, a host name, a header field) they are what one would type. */
void esc_roff(struct buf *to, const char *text);

/** The same within an argument of an mdoc macro: between quotes, which are the
 * caller's, or as the rest of a macro's line. */
void esc_roff_arg(struct buf *to, const char *text);

/** A text that is code from end to end, between quotes: a server's reply, an
 * address. Long words get places where a line may end. */
void esc_roff_code(struct buf *to, const char *text);

#endif
