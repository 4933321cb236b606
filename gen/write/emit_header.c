/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"
#include "render/esc.h"
#include "render/c_pool.h"
#include "base/ascii.h"
#include "base/index.h"
#include "model/symbol.h"
#include "model/words.h"
#include "write/header.h"
#include "write/members.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum slot {
    SLOT_BANNER,
    SLOT_VERSION,
    SLOT_REPLIES,
    SLOT_DETAILS,
    SLOT_CLASSES,
    SLOT_SUBJECTS,
    SLOT_REASONS,
    SLOT_STANDINGS,
    SLOT_PARTIES,
    SLOT_ACTIONS,
    SLOT_LISTS,
    SLOT_TEXTS,
    SLOT_ROWS,
    SLOT_WORDS,
    SLOT_TABLES,
    SLOT_READER,
    SLOT_NAMES,
    SLOTS
};

static void put_version(struct buf *to, const struct view *v)
{
    char *rest;
    long major = strtol(v->model->version, &rest, 10);
    long minor = strtol(rest + 1, &rest, 10);
    long patch = strtol(rest + 1, NULL, 10);

    buf_printf(to,
               "#define SMTPC_VERSION_MAJOR %ld\n"
               "#define SMTPC_VERSION_MINOR %ld\n"
               "#define SMTPC_VERSION_PATCH %ld\n",
               major, minor, patch);
    buf_printf(to,
               "/** The state of the IANA registry that the catalogue "
               "matches. */\n"
               "#define SMTPC_REGISTRY \"%s\"\n"
               "/** Ids are 1 to SMTPC_ENTRIES; 0 is the unknown entry. Grows "
               "with versions. */\n"
               "#define SMTPC_ENTRIES %zu\n",
               v->model->registry, v->entry_count);
}

static void put_enumerator(struct buf *to, const char *doc,
                           const char *reference, const char *symbol)
{
    buf_puts(to, "    /** ");
    esc_c_remark(to, doc);
    if (reference) {
        buf_puts(to, " (");
        esc_c_remark(to, reference);
        buf_putc(to, ')');
    }
    buf_printf(to, ". */\n    %s = ", symbol);
}

/* C++98 and pedantic C90 forbid a comma behind the last enumerator. */
static void end_enumerator(struct buf *to, bool last)
{
    buf_puts(to, last ? "\n" : ",\n");
}

/* The old name of what has a new one. */
static void put_alias(struct buf *to, const char *alias, const char *symbol)
{
    buf_printf(to, ",\n    /** An earlier name of %s. */\n    %s = ", symbol,
               alias);
}

/* What somebody who reads the name must know first. */
static const char *enumerator_doc(const struct view *v,
                                  const struct view_entry *e)
{
    const struct retired *r = e->entry->retired;
    const char *doc;

    if (!r)
        return e->entry->prose.title;
    doc = mem_printf(v->arena, "Retired since %s", r->since);
    for (size_t i = 0; i < r->insteads; i++)
        doc = mem_printf(v->arena, "%s%s%s", doc, i ? ", " : ", use ",
                         view_find(v, r->instead[i])->symbol);
    return mem_printf(v->arena, "%s: %s", doc, e->entry->prose.title);
}

static void put_value(struct buf *to, const struct entry *e)
{
    if (e->kind == ENTRY_REPLY)
        buf_printf(to, "%d", e->reply);
    else
        buf_printf(to, "SMTPC_DETAIL(%d, %d)", e->subject, e->detail);
}

static void put_codes(struct buf *to, const struct view *v, bool replies)
{
    size_t first = replies ? 0 : v->reply_count;
    size_t end = replies ? v->reply_count : v->entry_count;

    for (size_t i = first; i < end; i++) {
        const struct view_entry *e = &v->entries[i];

        put_enumerator(to, enumerator_doc(v, e), e->reference, e->symbol);
        /* Of a range the first number: it never moves. */
        put_value(to, e->entry);
        for (size_t j = 0; j < e->alias_count; j++) {
            put_alias(to, e->aliases[j], e->symbol);
            put_value(to, e->entry);
        }
        end_enumerator(to, i + 1 == end);
    }
    if (first == end) /* an enum may not be empty */
        buf_puts(to, replies ? "    SMTPC_NO_REPLY_ = 0\n"
                             : "    SMTPC_NO_DETAIL_ = 0\n");
}

static void put_kinds(struct buf *to, const struct view *v, const char *family,
                      const struct kind *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put_enumerator(to, kinds[i].prose.title, NULL,
                       symbol_of(v->arena, family, kinds[i].name));
        buf_printf(to, "%d", kinds[i].number);
        end_enumerator(to, i + 1 == count);
    }
}

static void put_words(struct buf *to, const struct view *v, const char *family,
                      const char *const *words)
{
    for (size_t i = 0; words[i]; i++) {
        buf_printf(to, "    %s = %zu", symbol_of(v->arena, family, words[i]),
                   i);
        end_enumerator(to, !words[i + 1]);
    }
}

static void put_reasons(struct buf *to, const struct view *v)
{
    for (size_t i = 0; i < v->number_count; i++) {
        const struct view_reason *r = v->numbered[i];

        if (!r)
            continue;
        put_enumerator(to, r->reason->prose.title, NULL, r->symbol);
        buf_printf(to, "%zu", i);
        for (size_t j = 0; j < r->reason->alias_count; j++) {
            put_alias(to, r->aliases[j], r->symbol);
            buf_printf(to, "%zu", i);
        }
        end_enumerator(to, i + 1 == v->number_count);
    }
}

/* --- texts and rows ------------------------------------------------------ */

/* References are few and entries many: each text stands once, by what it
 * says. */
static const char *reference_member(const struct view *v, const char *text)
{
    char *name = mem_printf(v->arena, "%s", *text ? text : "none");

    for (char *s = name; *s; s++)
        if (!is_digit(*s))
            *s = is_lower(to_lower(*s)) ? to_lower(*s) : '_';
    /* Two underscores in a row are the compiler's own in C++. */
    for (char *s = name; (s = strstr(s, "__")) != NULL;)
        memmove(s, s + 1, strlen(s));
    if (strlen(name) > 60)
        name[60] = '\0';
    return mem_printf(v->arena, "t_%s%s", name,
                      name[strlen(name) - 1] == '_' ? "x" : "");
}

/* The member that holds this reference's text: two texts may give one name. */
struct reference_name {
    const char *member, *text;
};

struct reference_names {
    struct reference_name *names;
    size_t count;
    struct index by_text;
};

static int by_member(const void *a, const void *b)
{
    const struct reference_name *x = a, *y = b;
    int order = strcmp(x->member, y->member);

    return order ? order : strcmp(x->text, y->text);
}

/* All references, each once, sorted by name. */
static void name_references(const struct view *v, struct reference_names *r)
{
    struct reference_name *names =
        mem_alloc(v->arena, (v->entry_count + 1) * sizeof *names);
    size_t count = 0, kept = 0;

    names[count++] = (struct reference_name){reference_member(v, ""), ""};
    for (size_t i = 0; i < v->entry_count; i++) {
        const char *text = v->entries[i].reference;

        names[count++] =
            (struct reference_name){reference_member(v, text), text};
    }
    qsort(names, count, sizeof *names, by_member);
    for (size_t i = 0; i < count; i++) {
        struct reference_name *last = kept ? &names[kept - 1] : NULL;

        if (last && strcmp(last->text, names[i].text) == 0)
            continue;
        names[kept] = names[i];
        if (last && strncmp(last->member, names[i].member,
                            strlen(names[i].member)) == 0)
            names[kept].member =
                mem_printf(v->arena, "%s_%zu", names[i].member, kept);
        index_add(&r->by_text, names[kept].text, names[kept].member);
        kept++;
    }
    index_seal(&r->by_text);
    r->names = names;
    r->count = kept;
}

/* The bytes of texts of the larger header, whose offsets are of the same
 * type. */
static size_t bytes_of_messages(const struct model *m)
{
    size_t bytes = 1;

    for (size_t i = 0; i < m->message_count; i++)
        bytes +=
            strlen(m->messages[i].id) + strlen(m->messages[i].prose.title) + 2;
    return bytes;
}

static size_t bytes_of_uses(const struct model *m)
{
    size_t bytes = 1;

    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            bytes += strlen(m->providers[i].uses[j].prose.title) + 1;
    return bytes;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Statuses have larger numbers than replies; the last has the largest. */
static void put_number_type(struct buf *to, const struct view *v)
{
    const struct entry *last =
        v->entry_count ? v->entries[v->entry_count - 1].entry : NULL;

    buf_printf(to, "typedef %s smtpc_number_;\n",
               last && last->kind != ENTRY_REPLY && last->subject > 63
                   ? "uint32_t"
                   : "uint16_t");
}

static void put_texts(struct buf *to, const struct view *v,
                      const struct reference_names *references)
{
    static const char *const unknown[] = {"", "", "Unknown code"};
    struct c_pool texts = {.name = "texts"}, refs = {.name = "references"};
    size_t most;

    c_pool_add_all(&texts, "unknown", unknown, 3);
    for (size_t i = 0; i < v->entry_count; i++) {
        const struct view_entry *e = &v->entries[i];
        const char *all[] = {e->symbol, e->entry->code, e->entry->prose.title};

        c_pool_add_all(&texts, member_of_code(v->arena, e->entry->code), all,
                       3);
    }
    for (size_t i = v->entry_count; i < v->symbol_count; i++)
        c_pool_add(&texts, header_alias(v, i), v->symbols[i].text);
    for (size_t i = 0; i < references->count; i++)
        c_pool_add(&refs, references->names[i].member,
                   references->names[i].text);
    /* Titles of uses are counted on into the texts. */
    most = larger(texts.bytes + bytes_of_uses(v->model),
                  larger(bytes_of_messages(v->model), refs.bytes));
    buf_printf(to, "typedef %s smtpc_offset_;\n",
               most <= UINT16_MAX ? "uint16_t" : "uint32_t");
    put_number_type(to, v);
    c_pool_put(&texts, to);
    c_pool_put(&refs, to);
}

/* Two of them to a byte. */
_Static_assert((int)STANDINGS <= 16 && (int)PARTIES <= 16 && (int)ACTIONS <= 16,
               "a row has four bits for each");

static void put_row(struct buf *to, const struct view *v,
                    const struct view_entry *e,
                    const struct reference_names *references)
{
    buf_puts(to, "    SMTPC_ROW_(");
    put_value(to, e->entry);
    buf_printf(to, ", %s, %zu, %s, %d, %d, %d, %d, %d, %d, %d),\n",
               member_of_code(v->arena, e->entry->code), strlen(e->symbol),
               (const char *)index_find(&references->by_text, e->reference),
               (int)e->entry->standing, e->reason->number, (int)e->party,
               (int)e->actions[2], (int)e->actions[3], (int)e->actions[4],
               (int)e->actions[5]);
}

/* The reply that goes with a status in a class: the registry's word first. */
static const char *reply_of(const struct view *v, const struct view_entry *e,
                            int class)
{
    const struct view_pair *best = NULL;

    for (size_t i = 0; i < e->pair_count; i++) {
        const struct view_pair *p = &e->pairs[i];

        if (p->reply->entry->reply / 100 == class &&
            (!best || (p->by & BY_REGISTRY && !(best->by & BY_REGISTRY))))
            best = p;
    }
    return header_number(v, best ? best->reply->id : 0);
}

static void put_rows(struct buf *to, const struct view *v,
                     const struct reference_names *references)
{
    const struct view_reason *other = view_reason(v, "other");
    size_t i = v->reply_count;

    buf_printf(to,
               "static const struct smtpc_row_ smtpc_rows_[] = {\n"
               "    SMTPC_ROW_(0, unknown, 0, t_none, %d, %d, %d, %d, %d, %d, "
               "%d),\n",
               (int)STANDING_FOLKLORE, other->reason->number,
               (int)other->parties[5], (int)other->actions[2],
               (int)other->actions[3], (int)other->actions[4],
               (int)other->actions[5]);
    for (size_t j = 0; j < v->entry_count; j++)
        put_row(to, v, &v->entries[j], references);
    buf_printf(to,
               "};\n"
               "#define SMTPC_REPLY_ENTRIES_ %zuu\n"
               "static const %s smtpc_reply_of_[][3] = {\n",
               v->reply_count, header_type(v->reply_count));
    for (; i < v->entry_count; i++)
        buf_printf(to, "    {%s, %s, %s},\n", reply_of(v, &v->entries[i], 2),
                   reply_of(v, &v->entries[i], 4),
                   reply_of(v, &v->entries[i], 5));
    buf_puts(to,
             v->entry_count == v->reply_count ? "    {0, 0, 0}};\n" : "};\n");
}

/* No array may be empty: without any there is one that is none. */
static void put_aliases(struct buf *to, const struct view *v)
{
    buf_puts(to, "static const struct smtpc_alias_ smtpc_aliases_[] = {\n");
    if (v->symbol_count == v->entry_count)
        buf_puts(to, "    {0, 0, 0},\n");
    for (size_t i = v->entry_count; i < v->symbol_count; i++)
        buf_printf(to, "    {SMTPC_AT_(texts, %s), %s, %zu},\n",
                   header_alias(v, i),
                   header_number(v, v->symbols[i].entry->id),
                   strlen(v->symbols[i].text));
    buf_puts(to, "};\n");
}

/* --- lists for other programs -------------------------------------------- */

/* Compilers need not take a line of more than 4,095 bytes, however it is
 * folded, so a list is one of lists. */
static void put_list(struct buf *to, const struct view *v, const char *name,
                     size_t from, size_t end)
{
    struct buf all = {0};
    const char *last = "";

    for (size_t i = from; i < end; i++) {
        const struct entry *e = v->entries[i].entry;
        const char *part =
            e->kind == ENTRY_REPLY
                ? mem_printf(v->arena, "%d", e->reply / 10)
                : mem_printf(v->arena, "%d_%d", e->subject, e->detail / 10);

        if (!e->name)
            continue;
        if (strcmp(part, last) != 0) {
            buf_printf(to, "%s#define SMTPC_%s_%s_(X)", *last ? "\n" : "", name,
                       part);
            buf_printf(&all, " \\\n    SMTPC_%s_%s_(X)", name, part);
        }
        last = part;
        buf_puts(to, " \\\n    X(");
        if (e->kind == ENTRY_REPLY)
            buf_printf(to, "%d, %s, \"", e->reply, e->name);
        else
            buf_printf(to, "%d, %d, %s, \"", e->subject, e->detail, e->name);
        esc_c_string(to, e->prose.title);
        buf_puts(to, "\")");
    }
    buf_printf(to, "%s#define SMTPC_%s(X)%s\n", *last ? "\n" : "", name,
               all.len ? all.text : "");
    buf_free(&all);
}

void emit_header(const struct view *view, struct outset *set)
{
    const struct model *m = view->model;
    struct tmpl_slot slots[SLOTS] = {
        [SLOT_BANNER] = {"banner", {0}},
        [SLOT_VERSION] = {"version", {0}},
        [SLOT_REPLIES] = {"replies", {0}},
        [SLOT_DETAILS] = {"details", {0}},
        [SLOT_CLASSES] = {"classes", {0}},
        [SLOT_SUBJECTS] = {"subjects", {0}},
        [SLOT_REASONS] = {"reasons", {0}},
        [SLOT_STANDINGS] = {"standings", {0}},
        [SLOT_PARTIES] = {"parties", {0}},
        [SLOT_ACTIONS] = {"actions", {0}},
        [SLOT_LISTS] = {"lists", {0}},
        [SLOT_TEXTS] = {"texts", {0}},
        [SLOT_ROWS] = {"rows", {0}},
        [SLOT_WORDS] = {"words", {0}},
        [SLOT_TABLES] = {"tables", {0}},
        [SLOT_READER] = {"reader", {0}},
        [SLOT_NAMES] = {"names", {0}},
    };
    static const struct embedded *const names[] = {&embedded_names_h};
    struct reference_names references = {0};
    static const struct embedded *const parts[] = {
        &embedded_key_h, &embedded_lookup_h, &embedded_status_h,
        &embedded_read_h};

    emit_banner(&slots[SLOT_BANNER].text, view, set,
                "smtpcodes.h - SMTP reply codes and enhanced status codes");
    put_version(&slots[SLOT_VERSION].text, view);
    put_codes(&slots[SLOT_REPLIES].text, view, true);
    put_codes(&slots[SLOT_DETAILS].text, view, false);
    put_kinds(&slots[SLOT_CLASSES].text, view, "CLASS", m->classes,
              m->class_count);
    put_kinds(&slots[SLOT_SUBJECTS].text, view, "SUBJECT", m->subjects,
              m->subject_count);
    put_reasons(&slots[SLOT_REASONS].text, view);
    put_words(&slots[SLOT_STANDINGS].text, view, "STANDING", model_standings);
    put_words(&slots[SLOT_PARTIES].text, view, "PARTY", model_parties);
    put_words(&slots[SLOT_ACTIONS].text, view, "ACTION", model_actions);
    name_references(view, &references);
    put_list(&slots[SLOT_LISTS].text, view, "REPLIES", 0, view->reply_count);
    put_list(&slots[SLOT_LISTS].text, view, "STATUSES", view->reply_count,
             view->entry_count);
    put_texts(&slots[SLOT_TEXTS].text, view, &references);
    header_numbers(&slots[SLOT_ROWS].text, view);
    put_rows(&slots[SLOT_ROWS].text, view, &references);
    put_aliases(&slots[SLOT_ROWS].text, view);
    header_words(&slots[SLOT_WORDS].text, view);
    header_providers(&slots[SLOT_WORDS].text, view);
    header_tables(&slots[SLOT_TABLES].text, view);
    emit_parts(&slots[SLOT_READER].text, parts, sizeof parts / sizeof parts[0]);
    emit_parts(&slots[SLOT_NAMES].text, names, 1);
    index_free(&references.by_text);
    emit_filled(set, "smtpcodes.h", &embedded_smtpcodes_h, slots, SLOTS);
}
