/* SPDX-License-Identifier: 0BSD
 *
 * emit - from the view to the files of out/; one function a family.
 *
 * An emitter adds its files to the set and can fail only by a fault of our
 * own. Catalogue text passes through esc.h and nowhere else.
 */
#ifndef EMIT_H
#define EMIT_H

#include "runtime/embedded.h"
#include "write/site_parts.h"
#include "write/outset.h"
#include "write/tmpl.h"
#include "model/view.h"

struct emitter {
    const char *name;
    void (*emit)(const struct view *view, struct outset *set);
};

/** All there are, to be called in this order. */
extern const struct emitter emitters[];
extern const size_t emitter_count;

void emit_json(const struct view *view, struct outset *set);
void emit_schema(const struct view *view, struct outset *set);
/** One row a code; of a status, what to do in its gravest class. */
void emit_csv(const struct view *view, struct outset *set);
void emit_header(const struct view *view, struct outset *set);
void emit_explain(const struct view *view, struct outset *set);
void emit_text(const struct view *view, struct outset *set);
void emit_bounce(const struct view *view, struct outset *set);
void emit_tool(const struct view *view, struct outset *set);
/** For CMake, Meson and pkg-config; all headers are in the set already. */
void emit_build(const struct view *view, struct outset *set);
/** The extensions for PostgreSQL and SQLite, to be compiled by who wants them.
 */
void emit_sql(const struct view *view, struct outset *set);
/** Manual pages of the tool and the headers, whose text is ours. */
void emit_manual(const struct view *view, struct outset *set);
/** The pages of pages/: docs/ and man/man7/. */
void emit_pages(const struct view *view, struct outset *set);
/** The same as a web site, which is no part of out/, with parts that were
 * made elsewhere; NULL: without. */
void emit_site(const struct view *view, struct outset *set,
               const struct site_parts *parts);

/** The comment on top of a file in C: its name and what it is for, which
 * catalogue it comes from, and the digest of smtpcodes.json. */
void emit_banner(struct buf *to, const struct view *view, struct outset *set,
                 const char *title);

/** Add a file of gen/runtime/ with count slots filled, which it frees. */
void emit_filled(struct outset *set, const char *path,
                 const struct embedded *file, struct tmpl_slot *slots,
                 size_t count);

/** Files of gen/runtime/ that make one text, a blank line between them. */
void emit_parts(struct buf *to, const struct embedded *const *parts,
                size_t count);

#endif
