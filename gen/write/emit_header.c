/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"
#include "render/esc.h"
#include "render/c_literal.h"
#include "model/symbol.h"
#include "write/tmpl.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { A_ROW = 16, TAG_SHIFT = 32 };

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
    SLOT_ENTRIES,
    SLOT_WORDS,
    SLOT_TABLES,
    SLOT_READER,
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
        put_value(to, e->entry);
        for (size_t j = 0; j < e->entry->alias_count; j++) {
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

static void put_entry(struct buf *to, const struct view_entry *e)
{
    char member[16];

    snprintf(member, sizeof member, "r%s", e->entry->code);
    for (char *s = member; *s; s++)
        if (*s == 'X' || *s == '.')
            *s = '_';
    buf_printf(to, "    E(%s, \"%s\", \"%s\"", member, e->symbol,
               e->entry->code);
    c_literal_put(to, e->entry->prose.title);
    c_literal_put(to, e->entry->prose.meaning);
    c_literal_put(to, e->advice);
    c_literal_put(to, e->reference);
    buf_printf(to, ", \\\n      %d, %d, %d, %d, %d, %d, %d) \\\n",
               (int)e->entry->standing, e->reason->number, (int)e->party,
               (int)e->actions[2], (int)e->actions[3], (int)e->actions[4],
               (int)e->actions[5]);
}

static void put_unknown(struct buf *to, const struct view *v)
{
    const struct view_reason *other = view_reason(v, "other");

    buf_puts(to, "/* The catalogue's answer to a code it does not know. */\n"
                 "#define SMTPC_LIST_(E) \\\n"
                 "    E(unknown, \"\", \"\"");
    c_literal_put(to, "Unknown code");
    c_literal_put(to, "No standard, registry or known server defines this "
                      "code; its first digit still tells whether the refusal "
                      "is temporary or final.");
    c_literal_put(to, other->reason->prose.advice_count
                          ? other->reason->prose.advices[0].text
                          : "");
    c_literal_put(to, "");
    buf_printf(to, ", \\\n      %d, %d, %d, %d, %d, %d, %d) \\\n",
               (int)STANDING_FOLKLORE, other->reason->number,
               (int)other->parties[5], (int)other->actions[2],
               (int)other->actions[3], (int)other->actions[4],
               (int)other->actions[5]);
}

static void put_entries(struct buf *to, const struct view *v)
{
    put_unknown(to, v);
    for (size_t i = 0; i < v->entry_count; i++)
        put_entry(to, &v->entries[i]);
    buf_puts(to, "    /* the list ends here */\n");
}

/* No array may be empty: without any there is one that is none. */
static void put_aliases(struct buf *to, const struct view *v)
{
    buf_puts(to, "#define SMTPC_ALIASES_(A)");
    if (v->symbol_count == v->entry_count)
        buf_puts(to, " A(alias0, \"\", 0)");
    for (size_t i = v->entry_count; i < v->symbol_count; i++)
        buf_printf(to, " \\\n    A(alias%zu, \"%s\", %u)", i - v->entry_count,
                   v->symbols[i].text, v->symbols[i].entry->id);
    buf_putc(to, '\n');
}

static void put_word(struct buf *to, const char *family, int value,
                     const char *text)
{
    buf_printf(to, " \\\n    N(%s%d, %d, \"", family, value, value);
    esc_c_string(to, text);
    buf_puts(to, "\")");
}

static void put_word_list(struct buf *to, const char *macro, const char *family,
                          const char *const *words)
{
    buf_printf(to, "#define SMTPC_%s_WORDS_(N)", macro);
    for (int i = 0; words[i]; i++)
        put_word(to, family, i, words[i]);
    buf_putc(to, '\n');
}

static void put_word_lists(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;

    buf_puts(to, "#define SMTPC_CLASS_WORDS_(N)");
    for (size_t i = 0; i < m->class_count; i++)
        put_word(to, "class", m->classes[i].number, m->classes[i].prose.title);
    buf_puts(to, "\n#define SMTPC_SUBJECT_WORDS_(N)");
    for (size_t i = 0; i < m->subject_count; i++)
        put_word(to, "subject", m->subjects[i].number,
                 m->subjects[i].prose.title);
    buf_puts(to, "\n#define SMTPC_REASON_WORDS_(N)");
    for (size_t i = 0; i < v->number_count; i++)
        if (v->numbered[i])
            put_word(to, "reason", (int)i, v->numbered[i]->reason->id);
    buf_putc(to, '\n');
    put_word_list(to, "ACTION", "action", model_actions);
    put_word_list(to, "PARTY", "party", model_parties);
    put_word_list(to, "STANDING", "standing", model_standings);
}

static const char *type_for(size_t most)
{
    return most < 256     ? "unsigned char"
           : most < 65536 ? "uint16_t"
                          : "uint32_t";
}

static void put_parameters(struct buf *to, const char *name,
                           const struct phash *h)
{
    buf_printf(to,
               "#define SMTPC_%s_MULTIPLIER_ SMTPC_U64_(0x%08" PRIx32
               "u, 0x%08" PRIx32 "u)\n",
               name, (uint32_t)(h->multiplier >> 32), (uint32_t)h->multiplier);
    buf_printf(to,
               "#define SMTPC_%s_BUCKET_SHIFT_ %u\n"
               "#define SMTPC_%s_SLOT_SHIFT_ %u\n"
               "#define SMTPC_%s_SCALE_ %u\n"
               "#define SMTPC_%s_MASK_ %luu\n",
               name, h->bucket_shift, name, h->slot_shift, name, h->scale, name,
               (1ul << h->slot_bits) - 1);
}

static void begin_array(struct buf *to, const char *type, const char *name,
                        unsigned bits)
{
    buf_printf(to, "static const %s %s[%lu] = {", type, name, 1ul << bits);
}

static void put_number(struct buf *to, size_t at, unsigned long n)
{
    buf_printf(to, "%s%lu%s", at % A_ROW ? " " : "\n    ", n, ",");
}

static void put_moves(struct buf *to, const char *name, const struct phash *h)
{
    begin_array(to, h->slot_bits <= 8 ? "unsigned char" : "uint16_t", name,
                h->bucket_bits);
    for (size_t i = 0; i < (size_t)1 << h->bucket_bits; i++)
        put_number(to, i, h->move[i]);
    buf_puts(to, "\n};\n");
}

static void put_slots(struct buf *to, const char *name, const struct phash *h,
                      size_t keys)
{
    begin_array(to, type_for(keys), name, h->slot_bits);
    for (size_t i = 0; i < (size_t)1 << h->slot_bits; i++)
        put_number(to, i, h->slot[i]);
    buf_puts(to, "\n};\n");
}

static void put_u64(struct buf *to, uint64_t n)
{
    buf_printf(to, "SMTPC_U64_(0x%08" PRIx32 "u, 0x%08" PRIx32 "u),",
               (uint32_t)(n >> 32), (uint32_t)n);
}

/* A reply's slot holds the three bytes of its text above its id; more than
 * 255 replies need the wider word. */
static void put_reply_table(struct buf *to, const struct view *v)
{
    const struct phash *h = &v->replies;
    bool wide = v->reply_count > 255;
    unsigned id_bits = wide ? 16 : 8;

    put_parameters(to, "REPLY", h);
    put_moves(to, "smtpc_reply_moves_", h);
    buf_printf(to,
               "typedef %s smtpc_reply_slot_;\n"
               "#define SMTPC_REPLY_ID_BITS_ %u\n",
               wide ? "uint64_t" : "uint32_t", id_bits);
    begin_array(to, "smtpc_reply_slot_", "smtpc_reply_slots_", h->slot_bits);
    for (size_t i = 0; i < (size_t)1 << h->slot_bits; i++) {
        uint32_t n = h->slot[i];
        uint64_t row = n ? phash_word_of_reply(v->entries[n - 1].entry->code)
                                   << (id_bits - 8) |
                               n
                         : 0;

        buf_puts(to, i % 4 ? " " : "\n    ");
        if (wide)
            put_u64(to, row);
        else
            buf_printf(to, "0x%08" PRIx32 "u,", (uint32_t)row);
    }
    buf_puts(to, "\n};\n");
}

static void put_status_table(struct buf *to, const struct view *v)
{
    const struct phash *h = &v->statuses;
    size_t slots = (size_t)1 << h->slot_bits;

    put_parameters(to, "STATUS", h);
    put_moves(to, "smtpc_status_moves_", h);
    begin_array(to, type_for(v->entry_count), "smtpc_status_ids_",
                h->slot_bits);
    for (size_t i = 0; i < slots; i++)
        put_number(to, i, h->slot[i] ? h->slot[i] + v->reply_count : 0);
    buf_puts(to, "\n};\n");
    begin_array(to, "uint64_t", "smtpc_status_keys_", h->slot_bits);
    for (size_t i = 0; i < slots; i++) {
        const struct view_entry *e =
            h->slot[i] ? &v->entries[v->reply_count + h->slot[i] - 1] : NULL;

        buf_puts(to, i % 2 ? " " : "\n    ");
        if (e)
            put_u64(to, phash_word_of_status(e->entry->code));
        else
            buf_puts(to, "0,");
    }
    buf_puts(to, "\n};\n");
}

/* One byte of each name's hash, by slot. */
static void put_name_tags(struct buf *to, const struct view *v)
{
    const struct phash *h = &v->names;

    buf_printf(to, "#define SMTPC_NAME_TAG_SHIFT_ %d\n", TAG_SHIFT);
    begin_array(to, "unsigned char", "smtpc_name_tags_", h->slot_bits);
    for (size_t i = 0; i < (size_t)1 << h->slot_bits; i++) {
        const char *name = h->slot[i] ? v->symbols[h->slot[i] - 1].text : NULL;
        uint64_t word =
            name ? phash_word_of_name(&v->windows, name, strlen(name)) : 0;

        put_number(to, i, word * h->multiplier >> TAG_SHIFT & 0xff);
    }
    buf_puts(to, "\n};\n");
}

static void put_name_table(struct buf *to, const struct view *v)
{
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < v->symbol_count; i++)
        if (strlen(v->symbols[i].text) < least)
            least = strlen(v->symbols[i].text);
    put_parameters(to, "NAME", &v->names);
    buf_printf(to,
               "#define SMTPC_NAME_FROM_START_ %uu\n"
               "#define SMTPC_NAME_FROM_END_ %uu\n"
               "#define SMTPC_NAME_LEAST_ %zuu\n",
               v->windows.from_start, v->windows.from_end, least);
    put_moves(to, "smtpc_name_moves_", &v->names);
    put_slots(to, "smtpc_name_slots_", &v->names, v->symbol_count);
    put_name_tags(to, v);
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
        [SLOT_ENTRIES] = {"entries", {0}},
        [SLOT_WORDS] = {"words", {0}},
        [SLOT_TABLES] = {"tables", {0}},
        [SLOT_READER] = {"reader", {0}},
    };
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
    put_entries(&slots[SLOT_ENTRIES].text, view);
    put_aliases(&slots[SLOT_ENTRIES].text, view);
    put_word_lists(&slots[SLOT_WORDS].text, view);
    put_reply_table(&slots[SLOT_TABLES].text, view);
    put_status_table(&slots[SLOT_TABLES].text, view);
    put_name_table(&slots[SLOT_TABLES].text, view);
    emit_parts(&slots[SLOT_READER].text, parts, sizeof parts / sizeof parts[0]);
    tmpl_fill(outset_add(set, "smtpcodes.h"), embedded_smtpcodes_h.text,
              embedded_smtpcodes_h.len, slots, SLOTS);
    for (size_t i = 0; i < SLOTS; i++)
        buf_free(&slots[i].text);
}
