/* SPDX-License-Identifier: 0BSD */
#include "write/header.h"

#include "model/symbol.h"
#include "write/members.h"

#include <inttypes.h>
#include <string.h>

enum { A_ROW = 16, TAG_SHIFT = 32 };

const char *header_alias(const struct view *v, size_t symbol)
{
    return mem_printf(v->arena, "old_%s",
                      v->symbols[symbol].text + strlen("SMTPC_"));
}

const char *header_number(const struct view *v, size_t symbol)
{
    const char *member =
        symbol == 0 ? "unknown"
        : symbol <= v->entry_count
            ? member_of_code(v->arena, v->entries[symbol - 1].entry->code)
            : header_alias(v, symbol - 1);

    return mem_printf(v->arena, "smtpc_%s_", member);
}

void header_numbers(struct buf *to, const struct view *v)
{
    buf_puts(to, "enum {\n");
    for (size_t i = 0; i <= v->symbol_count; i++)
        buf_printf(to, "    %s,\n", header_number(v, i));
    buf_puts(to, "    smtpc_numbers_end_\n};\n");
}

const char *header_type(size_t most)
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
    size_t buckets = (size_t)1 << h->bucket_bits, most = 0;

    for (size_t i = 0; i < buckets; i++)
        most = h->move[i] > most ? h->move[i] : most;
    begin_array(to, header_type(most), name, h->bucket_bits);
    for (size_t i = 0; i < buckets; i++)
        put_number(to, i, h->move[i]);
    buf_puts(to, "\n};\n");
}

static void put_u64(struct buf *to, uint64_t n)
{
    buf_printf(to, "SMTPC_U64_(0x%08" PRIx32 "u, 0x%08" PRIx32 "u)",
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
        uint64_t word =
            n ? phash_word_of_reply(v->singles[n - 1]->entry->code) : 0;

        buf_puts(to, i % 4 ? " " : "\n    ");
        if (n == 0) {
            buf_puts(to, "0,");
            continue;
        }
        if (wide)
            put_u64(to, word << (id_bits - 8));
        else
            buf_printf(to, "0x%08" PRIx32 "u", (uint32_t)word);
        buf_printf(to, " | %s,", header_number(v, n));
    }
    buf_puts(to, "\n};\n");
}

/* The entry in a slot of the statuses' table, or NULL. */
static const struct view_entry *status_in(const struct view *v, size_t slot)
{
    uint32_t n = v->statuses.slot[slot];

    return n ? v->singles[v->reply_count + n - 1] : NULL;
}

/* Two arrays from one list, S(number, key) a slot, so that a key that moves
 * changes no line twice. Compilers need not take a line of more than 4,095
 * bytes, however it is folded, so the list is in parts. */
enum { LIST_PART = 32 };

static void begin_cell(struct buf *to, const char *family, size_t slot)
{
    if (slot % LIST_PART == 0)
        buf_printf(to, "%s#define SMTPC_%s_SLOTS_%zu_(S)", slot ? "\n" : "",
                   family, slot / LIST_PART);
    buf_puts(to, slot % 2 ? " " : " \\\n    ");
}

static void put_slots(struct buf *to, const char *family, const char *type,
                      const char *name, const char *what, const struct phash *h)
{
    size_t slots = (size_t)1 << h->slot_bits;

    begin_array(to, type, name, h->slot_bits);
    for (size_t i = 0; i * LIST_PART < slots; i++)
        buf_printf(to, "\n    SMTPC_%s_SLOTS_%zu_(SMTPC_SLOT_%s_)", family, i,
                   what);
    buf_puts(to, "\n};\n");
}

static void put_status_table(struct buf *to, const struct view *v)
{
    const struct phash *h = &v->statuses;

    put_parameters(to, "STATUS", h);
    put_moves(to, "smtpc_status_moves_", h);
    for (size_t i = 0; i < (size_t)1 << h->slot_bits; i++) {
        const struct view_entry *e = status_in(v, i);

        begin_cell(to, "STATUS", i);
        buf_printf(to, "S(%s, ", header_number(v, e ? e->id : 0));
        if (e)
            put_u64(to, phash_word_of_status(e->entry->code));
        else
            buf_putc(to, '0');
        buf_putc(to, ')');
    }
    buf_putc(to, '\n');
    put_slots(to, "STATUS", header_type(v->entry_count), "smtpc_status_ids_",
              "NUMBER", h);
    put_slots(to, "STATUS", "uint64_t", "smtpc_status_keys_", "KEY", h);
}

static void put_range(struct buf *to, const struct view *v,
                      const struct view_key *from, int more, unsigned id)
{
    const struct entry *e = v->entries[from->entry].entry;

    buf_printf(to, "    {SMTPC_DETAIL(%d, %d), %s},\n", e->subject,
               e->detail + (int)(from->rank - view_rank(e)) + more,
               header_number(v, id));
}

/* Where another range begins to have the numbers, or none. Numbers with an
 * entry of their own are found before, and so end no range. */
static void put_ranges(struct buf *to, const struct view *v)
{
    const struct view_key *last = NULL;
    unsigned id = 0;

    buf_puts(to, "static const struct smtpc_range_ smtpc_ranges_[] = {\n"
                 "    {0, 0},\n");
    for (size_t i = v->reply_key_count; i < v->key_count; i++) {
        const struct view_key *key = &v->keys[i];
        const struct view_entry *e = &v->entries[key->entry];

        if (id && key->rank != last->rank + 1) {
            put_range(to, v, last, 1, 0);
            id = 0;
        }
        if (view_is_range(e) && e->id != id) {
            put_range(to, v, key, 0, e->id);
            id = e->id;
        }
        last = key;
    }
    if (id)
        put_range(to, v, last, 1, 0);
    buf_puts(to, "};\n");
}

/* A name's key is one byte of its hash. */
static void put_name_slots(struct buf *to, const struct view *v)
{
    const struct phash *h = &v->names;

    buf_printf(to, "#define SMTPC_NAME_TAG_SHIFT_ %d\n", TAG_SHIFT);
    for (size_t i = 0; i < (size_t)1 << h->slot_bits; i++) {
        const char *name = h->slot[i] ? v->symbols[h->slot[i] - 1].text : NULL;
        uint64_t word =
            name ? phash_word_of_name(&v->windows, name, strlen(name)) : 0;

        begin_cell(to, "NAME", i);
        buf_printf(to, "S(%s, %d)", header_number(v, h->slot[i]),
                   (int)(word * h->multiplier >> TAG_SHIFT & 0xff));
    }
    buf_putc(to, '\n');
    put_slots(to, "NAME", header_type(v->symbol_count), "smtpc_name_slots_",
              "NUMBER", h);
    put_slots(to, "NAME", "unsigned char", "smtpc_name_tags_", "KEY", h);
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
    put_name_slots(to, v);
}

void header_tables(struct buf *to, const struct view *v)
{
    put_reply_table(to, v);
    put_status_table(to, v);
    put_ranges(to, v);
    put_name_table(to, v);
}
