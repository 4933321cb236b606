/* SPDX-License-Identifier: 0BSD */
#include "write/header.h"

#include "base/index.h"
#include "model/symbol.h"
#include "write/members.h"

#include <inttypes.h>
#include <string.h>

enum { A_ROW = 16, A_LONG_ROW = 64, TAG_SHIFT = 32, LONG_STATUS = 9 };

/* A byte that is no class leaves 128 and more of a key. */
enum { ROWS_IN_A_KEY = 128 };

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

static void put_number(struct buf *to, size_t at, unsigned a_row,
                       unsigned long n)
{
    buf_printf(to, "%s%lu,", at % a_row ? " " : "\n    ", n);
}

static void put_moves(struct buf *to, const char *family, const struct phash *h)
{
    size_t buckets = (size_t)1 << h->bucket_bits, most = 0;

    for (size_t i = 0; i < buckets; i++)
        most = h->move[i] > most ? h->move[i] : most;
    buf_printf(to, "static const %s smtpc_%s_moves_[%zu] = {",
               header_type(most), family, buckets);
    for (size_t i = 0; i < buckets; i++)
        put_number(to, i, A_ROW, h->move[i]);
    buf_puts(to, "\n};\n");
}

/* How a key's slot is found; name is the family in capitals. */
static void put_hash(struct buf *to, const char *name, const char *family,
                     const struct phash *h)
{
    if (h->move)
        put_moves(to, family, h);
    buf_printf(to,
               "#define SMTPC_%s_MULTIPLIER_ SMTPC_U64_(0x%08" PRIx32
               "u, 0x%08" PRIx32 "u)\n"
               "#define SMTPC_%s_SLOT_(h) ",
               name, (uint32_t)(h->multiplier >> 32), (uint32_t)h->multiplier,
               name);
    if (!h->move)
        buf_printf(to, "((h) >> %u)\n", h->slot_shift);
    else
        buf_printf(
            to,
            "\\\n    ((SMTPC_CAST_(uint32_t, (h) >> %u) + \\\n"
            "      (SMTPC_CAST_(uint32_t, smtpc_%s_moves_[(h) >> %u]) << %u)) "
            "& \\\n     %luu)\n",
            h->slot_shift, family, h->bucket_shift, h->scale,
            (1ul << h->slot_bits) - 1);
}

/* The number of the key of each slot, 0: none. A new key gives the keys after
 * it others, so the rows are long: a diff has few of them. */
static void put_index(struct buf *to, const char *family, size_t keys,
                      const struct phash *h)
{
    size_t slots = (size_t)1 << h->slot_bits;

    buf_printf(to, "static const %s smtpc_%s_index_[%zu] = {",
               header_type(keys), family, slots);
    for (size_t i = 0; i < slots; i++)
        put_number(to, i, A_LONG_ROW, h->slot[i]);
    buf_puts(to, "\n};\n");
}

static void put_u64(struct buf *to, uint64_t n)
{
    buf_printf(to, "SMTPC_U64_(0x%08" PRIx32 "u, 0x%08" PRIx32 "u)",
               (uint32_t)(n >> 32), (uint32_t)n);
}

/* A reply's key holds the three bytes of its text above its id; more than 255
 * replies need the wider word. */
static void put_reply_table(struct buf *to, const struct view *v)
{
    bool wide = v->reply_count > 255;
    unsigned id_bits = wide ? 16 : 8;

    put_hash(to, "REPLY", "reply", &v->replies);
    put_index(to, "reply", v->reply_count, &v->replies);
    buf_printf(
        to,
        "#define SMTPC_REPLY_ID_BITS_ %u\n"
        "typedef %s smtpc_reply_key_;\n"
        "static const smtpc_reply_key_ smtpc_reply_keys_[] = {\n    0,\n",
        id_bits, wide ? "uint64_t" : "uint32_t");
    for (size_t i = 0; i < v->reply_count; i++) {
        uint64_t word = phash_word_of_reply(v->entries[i].entry->code);

        buf_puts(to, "    ");
        if (wide)
            put_u64(to, word << (id_bits - 8));
        else
            buf_printf(to, "0x%08" PRIx32 "u", (uint32_t)word);
        buf_printf(to, " | %s,\n", header_number(v, i + 1));
    }
    buf_puts(to, "};\n");
}

/* --- statuses, ten to a key --------------------------------------------- */

/* The ids of numbers that differ in the last digit alone, as C has them. */
struct row {
    const char *name, *ids;
};

struct rows {
    struct row *rows; /* of each tens of the view */
    struct index by_ids;
};

static const char *row_ids(const struct view *v, const struct view_tens *t)
{
    const char *ids = "", *id;
    size_t key = t->key;

    for (char digit = '0'; digit <= '9'; digit++) {
        const struct view_key *k = &v->keys[key];

        id = "0";
        if (key < t->key + t->count && k->code[strlen(k->code) - 1] == digit) {
            id = header_number(v, v->entries[k->entry].id);
            key++;
        }
        ids = mem_printf(v->arena, "%s%s%s", ids, digit > '0' ? ", " : "", id);
    }
    return ids;
}

/* A row within one range is called by it, since it stands for others, too,
 * and any other by its first number. */
static const char *row_name(const struct view *v, const struct view_tens *t)
{
    const struct view_key *key = &v->keys[t->key];
    const char *code = v->entries[key->entry].entry->code;

    for (size_t i = 0; i < 10; i++)
        if (t->count < 10 || key[i].entry != key->entry)
            code = key->code;
    return mem_printf(v->arena, "smtpc_tens%s_",
                      member_of_code(v->arena, code) + 1);
}

static void make_rows(const struct view *v, struct rows *r)
{
    r->rows = mem_alloc(v->arena, v->tens_count * sizeof *r->rows);
    for (size_t i = 0; i < v->tens_count; i++) {
        struct row *row = &r->rows[i];

        row->name = row_name(v, &v->tens[i]);
        row->ids = row_ids(v, &v->tens[i]);
        index_add(&r->by_ids, row->ids, row);
    }
    index_seal(&r->by_ids);
}

/* Rows that are alike, those within a range, stand once. */
static const struct row *standing(const struct rows *r, size_t i)
{
    return index_find(&r->by_ids, r->rows[i].ids);
}

/* Return how many rows there are; the first is for what nobody knows. */
static size_t put_rows(struct buf *to, const struct view *v,
                       const struct rows *r)
{
    size_t count = 1;

    buf_puts(to, "enum {\n    smtpc_tens_none_,\n");
    for (size_t i = 0; i < v->tens_count; i++) {
        if (standing(r, i) == &r->rows[i]) {
            buf_printf(to, "    %s,\n", r->rows[i].name);
            count++;
        }
    }
    buf_printf(to,
               "    smtpc_tens_end_\n};\n"
               "static const %s smtpc_tens_[][16] = {\n    {0},\n",
               header_type(v->entry_count));
    for (size_t i = 0; i < v->tens_count; i++)
        if (standing(r, i) == &r->rows[i])
            buf_printf(to, "    {%s},\n", r->rows[i].ids);
    buf_puts(to, "};\n");
    return count;
}

static void put_firsts(struct buf *to, const struct view *v,
                       const struct rows *r)
{
    buf_puts(
        to,
        "static const struct smtpc_tens_first_ smtpc_tens_by_number_[] = {\n"
        "    {0, smtpc_tens_none_},\n");
    for (size_t i = 0; i < v->tens_count; i++) {
        const struct view_key *key = &v->keys[v->tens[i].key];
        const struct view_entry *e = &v->entries[key->entry];
        int detail = e->entry->detail + (int)(key->rank - view_rank(e->entry));

        buf_printf(to, "    {SMTPC_DETAIL(%d, %d), %s},\n", e->entry->subject,
                   detail / 10 * 10, standing(r, i)->name);
    }
    buf_puts(to, "};\n");
}

static size_t least_name(const struct view *v)
{
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < v->symbol_count; i++)
        if (strlen(v->symbols[i].text) < least)
            least = strlen(v->symbols[i].text);
    return least;
}

/* The longest number, 8 letters at least: the hash is exact for these. No name
 * is shorter than "SMTPC_X_0_1", which has 11. */
static size_t longest_status(const struct view *v)
{
    for (size_t i = v->reply_key_count; i < v->key_count; i++)
        if (strlen(v->keys[i].code) == LONG_STATUS)
            return LONG_STATUS;
    return LONG_STATUS - 1;
}

/* A key holds the word of its numbers above their row, if that is less than
 * what a byte that is no class leaves. */
static void put_status_keys(struct buf *to, const struct view *v,
                            const struct rows *rows, bool wide)
{
    buf_puts(to, "static const uint64_t smtpc_status_keys_[] = {\n    0,\n");
    for (size_t i = 0; i < v->tens_count; i++) {
        buf_puts(to, "    ");
        put_u64(to, phash_word_of_status(v->keys[v->tens[i].key].code));
        if (!wide)
            buf_printf(to, " | %s", standing(rows, i)->name);
        buf_puts(to, ",\n");
    }
    buf_puts(to, "};\n");
}

static void put_status_rows(struct buf *to, const struct view *v,
                            const struct rows *rows, size_t count)
{
    buf_printf(to, "static const %s smtpc_status_rows_[] = {\n    0,\n",
               header_type(count));
    for (size_t i = 0; i < v->tens_count; i++)
        buf_printf(to, "    %s,\n", standing(rows, i)->name);
    buf_puts(to, "};\n");
}

static void put_status_table(struct buf *to, const struct view *v)
{
    struct rows rows = {0};
    size_t count, most = longest_status(v);
    bool wide;

    make_rows(v, &rows);
    put_hash(to, "STATUS", "status", &v->statuses);
    count = put_rows(to, v, &rows);
    wide = count > ROWS_IN_A_KEY;
    put_firsts(to, v, &rows);
    put_index(to, "status", v->tens_count, &v->statuses);
    put_status_keys(to, v, &rows, wide);
    if (wide)
        put_status_rows(to, v, &rows, count);
    buf_printf(to,
               "#define SMTPC_STATUS_ROW_(key, left) %s\n"
               "#define SMTPC_STATUS_MOST_ %zuu\n"
               "#define SMTPC_STATUS_IS_EXACT_ %d\n",
               wide ? "smtpc_status_rows_[key]" : "SMTPC_CAST_(size_t, left)",
               most, most < LONG_STATUS);
    index_free(&rows.by_ids);
}

/* --- names -------------------------------------------------------------- */

/* Two arrays from one list, S(number, key) a slot, so that a key that moves
 * changes no line twice. Compilers need not take a line of more than 4,095
 * bytes, however it is folded, so the list is in parts. */
enum { LIST_PART = 32 };

static void begin_cell(struct buf *to, size_t slot)
{
    if (slot % LIST_PART == 0)
        buf_printf(to, "%s#define SMTPC_NAME_SLOTS_%zu_(S)", slot ? "\n" : "",
                   slot / LIST_PART);
    buf_puts(to, slot % 2 ? " " : " \\\n    ");
}

static void put_slots(struct buf *to, const char *type, const char *name,
                      const char *what, const struct phash *h)
{
    size_t slots = (size_t)1 << h->slot_bits;

    buf_printf(to, "static const %s %s[%zu] = {", type, name, slots);
    for (size_t i = 0; i * LIST_PART < slots; i++)
        buf_printf(to, "\n    SMTPC_NAME_SLOTS_%zu_(SMTPC_SLOT_%s_)", i, what);
    buf_puts(to, "\n};\n");
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

        begin_cell(to, i);
        buf_printf(to, "S(%s, %d)", header_number(v, h->slot[i]),
                   (int)(word * h->multiplier >> TAG_SHIFT & 0xff));
    }
    buf_putc(to, '\n');
    put_slots(to, header_type(v->symbol_count), "smtpc_name_slots_", "NUMBER",
              h);
    put_slots(to, "unsigned char", "smtpc_name_tags_", "KEY", h);
}

static void put_name_table(struct buf *to, const struct view *v)
{
    put_hash(to, "NAME", "name", &v->names);
    buf_printf(to,
               "#define SMTPC_NAME_FROM_START_ %uu\n"
               "#define SMTPC_NAME_FROM_END_ %uu\n"
               "#define SMTPC_NAME_LEAST_ %zuu\n",
               v->windows.from_start, v->windows.from_end, least_name(v));
    put_name_slots(to, v);
}

void header_tables(struct buf *to, const struct view *v)
{
    put_reply_table(to, v);
    put_status_table(to, v);
    put_name_table(to, v);
}
