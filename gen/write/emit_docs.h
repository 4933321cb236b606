/* SPDX-License-Identifier: 0BSD
 *
 * emit_docs - what the files of the Markdown emitter share.
 *
 * A page is written front to back into docs->to. Anchors are given here and
 * never derived from titles: people link to them, so what was once given out
 * stays (tests/promised/anchors.txt). Catalogue text goes through docs_text,
 * which links the enhanced codes it names, or straight through esc.h.
 */
#ifndef EMIT_DOCS_H
#define EMIT_DOCS_H

#include "base/buf.h"
#include "write/outset.h"
#include "model/view.h"

struct docs {
    const struct view *view;
    struct outset *set;
    struct buf *to;                /* the page */
    const char *up;                /* from the page to docs/: "" or "../" */
    const struct view_entry *self; /* never linked from its own page */
};

/* emit_docs_text.c: pieces of text */

/** Start the page docs/FOLDER/NAME.md; folder is NULL at the top. */
void docs_begin(struct docs *d, const char *folder, const char *name);

/** Start a heading with its anchor; the caller adds text and "\n\n". */
void docs_heading(struct docs *d, int level, const char *anchor);

/** A whole heading whose text is our own. */
void docs_title(struct docs *d, int level, const char *anchor,
                const char *text);

/** Catalogue text with links to the enhanced codes it names. */
void docs_text(struct docs *d, const char *text);

/** The first sentence of a text. */
void docs_first(struct docs *d, const char *text);

/** A link to an entry, its code the text. */
void docs_entry_link(struct docs *d, const struct view_entry *e);

/** A link to a reason, its title the text. */
void docs_reason_link(struct docs *d, const struct reason *reason);

/** A link to a message on its reason's page, its title the text. */
void docs_message_link(struct docs *d, const struct message *m);

/** Anchor of a provider's use on the provider's page, in the arena. */
const char *docs_use_anchor(const struct view *view, const struct provider *p,
                            const struct use *use);

/* emit_docs_parts.c: parts that several kinds of page have */

/** The advice, the party that must act first; level of the headings. */
void docs_advices(struct docs *d, const struct prose *prose, enum party first,
                  int level);

/** The same in short paragraphs, without headings or anchors. */
void docs_advices_inline(struct docs *d, const struct prose *prose);

/** The list of causes. */
void docs_causes(struct docs *d, const struct prose *prose);

/** A text as a list of its sentences, or a paragraph when they are few. */
void docs_sentences(struct docs *d, const char *text);

/** The list of references, each with its link. */
void docs_refs(struct docs *d, const struct prose *prose);

/** One reference with its link. */
void docs_ref(struct docs *d, const struct ref *ref);

/** What to do in which class, behind a page's title. tail is what follows
 * the class digit: ".7.26", "yz". */
void docs_title_acts(struct docs *d, unsigned classes, const char *tail,
                     const enum action *actions);

/** The lines "Do" and "Who", per class when the classes differ. */
void docs_short_acts(struct docs *d, unsigned classes, const char *tail,
                     const enum action *actions, const enum party *parties);

/** A row of a table: the example, what it means, what to do. */
void docs_example_row(struct docs *d, const struct message *m,
                      const char *example);

/** The head of a table of such rows. */
void docs_example_head(struct docs *d);

/** A link to a provider, its title the text. */
void docs_provider_link(struct docs *d, const char *id);

/** The last line of a page: where it hangs in the guide. */
void docs_end(struct docs *d, const char *anchor, const char *what);

/* One function a kind of page or part of it */

void docs_page_entry(struct docs *d, const struct view_entry *e);
void docs_seen_as(struct docs *d, const struct view_entry *e);
void docs_page_reason(struct docs *d, const struct view_reason *r);
void docs_page_provider(struct docs *d, const struct provider *p);
void docs_page_guide(struct docs *d);

/** The table that the guide calls id. */
void docs_table(struct docs *d, const char *id);

/** The tables of codes: replies, statuses, folklore. */
void docs_table_replies(struct docs *d);
void docs_table_statuses(struct docs *d);
void docs_table_folklore(struct docs *d);

/** The decision picture, in Mermaid. */
void docs_decision(struct docs *d);

#endif
