/* SPDX-License-Identifier: 0BSD
 *
 * emit_man - what the files of the mdoc emitter share.
 *
 * A page is written front to back into man->to. Whoever names another page
 * calls man_see with it, so that SEE ALSO, which comes near the end, holds
 * them all, once and in order. Catalogue text goes through man_text or
 * straight through esc.h.
 */
#ifndef EMIT_MAN_H
#define EMIT_MAN_H

#include "base/buf.h"
#include "write/outset.h"
#include "model/view.h"

struct man {
    const struct view *view;
    struct outset *set;
    struct buf *to; /* the page */
    const char *self;
    const char **see; /* pages of section 7, in the arena */
    size_t see_count;
};

/* emit_man_parts.c: pieces of a page */

/** The name of an entry's page: "smtp-550", "smtp-X.1.1". */
const char *man_entry_name(const struct view *view, const struct view_entry *e);

/** The name of a reason's page: "smtp-mailbox-full". */
const char *man_reason_name(const struct view *view, const char *id);

/** The name of a provider's page: "smtp-provider-google". */
const char *man_provider_name(const struct view *view, const char *id);

/** The line with the date of a page. */
void man_date(const struct view *view, struct buf *to);

/** The comment, date and title that a page begins with. */
void man_head(const struct view *view, struct buf *to, const char *page,
              int section);

/** Let put write what stands in a slot of a fixed text. */
void man_fill(struct man *m, struct buf *to, void (*put)(struct man *));

/** Start the page of section 7 of that name, up to the line of NAME. */
void man_begin(struct man *m, const char *name);

/** A page that is another one by a second name. */
void man_link(struct man *m, int section, const char *name, const char *target);

/** A section's heading; the words are ours. */
void man_section(struct man *m, const char *title);

/** Catalogue text, or words of ours, as text lines. */
void man_text(struct man *m, const char *text);

/** A text of words.h that begins a sentence. */
const char *man_capital(const struct man *m, const char *text);

/** Name a page within the text, with the punctuation behind it or "". */
void man_xr(struct man *m, const char *page, const char *after);

/** Remember a page for SEE ALSO. */
void man_see(struct man *m, const char *page);

/** SEE ALSO, with all that was named; the overview and the API last. */
void man_see_also(struct man *m);

/** A paragraph for each party, the one that must act first. */
void man_advices(struct man *m, const struct prose *prose, enum party first);

/** The same as a list, for use below a heading of its own. */
void man_advices_inline(struct man *m, const struct prose *prose);

/** The list of causes. */
void man_causes(struct man *m, const struct prose *prose);

/** The list of references. */
void man_refs(struct man *m, const struct prose *prose);

/** Begin the list that man_acts fills. */
void man_begin_acts(struct man *m);

/** Items of a tag list that say what to do and who, by class when the classes
 * differ; tail is what follows the class digit. */
void man_acts(struct man *m, unsigned classes, const char *tail,
              const enum action *actions, const enum party *parties);

/* emit_man_seen.c: messages and pairs */

/** A reply as a server sends it. */
void man_sample(struct man *m, const char *text);

/** One line: what a sample's message is, what to do, who. */
void man_verdict(struct man *m, const struct message *message,
                 const char *example);

void man_seen_as(struct man *m, const struct view_entry *e);
void man_pairs(struct man *m, const struct view_entry *e);

/* One function a kind of page */

void man_page_entry(struct man *m, const struct view_entry *e);
void man_page_reason(struct man *m, const struct view_reason *r);
void man_page_provider(struct man *m, const struct provider *p);
void man_page_overview(struct man *m);
void man_page_api(struct man *m);
void man_page_tool(struct man *m);

#endif
