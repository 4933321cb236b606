/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"
#include "render/esc.h"
#include "render/c_pool.h"
#include "base/index.h"
#include "model/symbol.h"
#include "model/words.h"
#include "write/members.h"
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

/* --- texts and rows ------------------------------------------------------ */

/* References are few and entries many: each text stands once, by what it
 * says. */
static const char *reference_member(const struct view *v, const char *text)
{
    char *name = mem_printf(v->arena, "%s", *text ? text : "none");

    for (char *s = name; *s; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9')))
            *s = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : '_';
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
    size_t count = 0;

    r->names = mem_alloc(v->arena, (v->entry_count + 1) * sizeof *r->names);
    r->names[count++] = (struct reference_name){reference_member(v, ""), ""};
    for (size_t i = 0; i < v->entry_count; i++) {
        const char *text = v->entries[i].reference;

        r->names[count++] =
            (struct reference_name){reference_member(v, text), text};
    }
    qsort(r->names, count, sizeof *r->names, by_member);
    for (size_t i = 0; i < count; i++) {
        struct reference_name *last = r->count ? &r->names[r->count - 1] : NULL;

        if (last && strcmp(last->text, r->names[i].text) == 0)
            continue;
        r->names[r->count] = r->names[i];
        if (last && strncmp(last->member, r->names[i].member,
                            strlen(r->names[i].member)) == 0)
            r->names[r->count].member =
                mem_printf(v->arena, "%s_%zu", r->names[i].member, r->count);
        r->count++;
    }
    for (size_t i = 0; i < r->count; i++)
        index_add(&r->by_text, r->names[i].text, r->names[i].member);
    index_seal(&r->by_text);
}

/* The bytes that the larger header's texts take together: its offsets are of
 * the same type. */
static size_t bytes_elsewhere(const struct view *v)
{
    const struct model *m = v->model;
    size_t bytes = 0;

    for (size_t i = 0; i < m->message_count; i++)
        bytes +=
            strlen(m->messages[i].id) + strlen(m->messages[i].prose.title) + 2;
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            bytes += strlen(m->providers[i].uses[j].prose.title) + 1;
    return bytes;
}

/* The members of names that entries had before are named by them. */
static const char *member_of_alias(const struct view *v, size_t symbol)
{
    return mem_printf(v->arena, "old_%s",
                      v->symbols[symbol].text + strlen("SMTPC_"));
}

static void put_texts(struct buf *to, const struct view *v,
                      const struct reference_names *references)
{
    struct c_pool pools[] = {{.name = "symbols"},
                             {.name = "codes"},
                             {.name = "titles"},
                             {.name = "references"}};
    enum { POOLS = sizeof pools / sizeof pools[0] };
    size_t most = bytes_elsewhere(v);

    c_pool_add(&pools[0], "unknown", "");
    c_pool_add(&pools[1], "unknown", "");
    c_pool_add(&pools[2], "unknown", "Unknown code");
    for (size_t i = 0; i < v->entry_count; i++) {
        const struct view_entry *e = &v->entries[i];
        const char *member = member_of_code(v->arena, e->entry->code);

        c_pool_add(&pools[0], member, e->symbol);
        c_pool_add(&pools[1], member, e->entry->code);
        c_pool_add(&pools[2], member, e->entry->prose.title);
    }
    for (size_t i = v->entry_count; i < v->symbol_count; i++)
        c_pool_add(&pools[0], member_of_alias(v, i), v->symbols[i].text);
    for (size_t i = 0; i < references->count; i++)
        c_pool_add(&pools[3], references->names[i].member,
                   references->names[i].text);
    for (size_t i = 0; i < POOLS; i++)
        most = pools[i].bytes > most ? pools[i].bytes : most;
    buf_printf(to, "typedef %s smtpc_offset_;\n",
               most <= UINT16_MAX ? "uint16_t" : "uint32_t");
    for (size_t i = 0; i < POOLS; i++)
        c_pool_put(&pools[i], to);
}

static void put_row(struct buf *to, const struct view *v,
                    const struct view_entry *e,
                    const struct reference_names *references)
{
    const struct entry *x = e->entry;
    const char *number = x->kind == ENTRY_REPLY
                             ? x->code
                             : mem_printf(v->arena, "SMTPC_DETAIL(%d, %d)",
                                          x->subject, x->detail);

    buf_printf(to, "    SMTPC_ROW_(%s, %s, %s, %d, %d, %d, %d, %d, %d, %d),\n",
               member_of_code(v->arena, x->code),
               (const char *)index_find(&references->by_text, e->reference),
               number, (int)x->standing, e->reason->number, (int)e->party,
               (int)e->actions[2], (int)e->actions[3], (int)e->actions[4],
               (int)e->actions[5]);
}

/* The reply that goes with a status in a class: the registry's word first. */
static int reply_of(const struct view_entry *e, int class)
{
    const struct view_pair *best = NULL;

    for (size_t i = 0; i < e->pair_count; i++) {
        const struct view_pair *p = &e->pairs[i];

        if (p->reply->entry->reply / 100 == class &&
            (!best || (p->by & BY_REGISTRY && !(best->by & BY_REGISTRY))))
            best = p;
    }
    return best ? best->reply->entry->reply : 0;
}

static void put_rows(struct buf *to, const struct view *v,
                     const struct reference_names *references)
{
    const struct view_reason *other = view_reason(v, "other");
    size_t i = v->reply_count;

    buf_printf(to,
               "static const struct smtpc_row_ smtpc_rows_[] = {\n"
               "    SMTPC_ROW_(unknown, t_none, 0, %d, %d, %d, %d, %d, %d, "
               "%d),\n",
               (int)STANDING_FOLKLORE, other->reason->number,
               (int)other->parties[5], (int)other->actions[2],
               (int)other->actions[3], (int)other->actions[4],
               (int)other->actions[5]);
    for (size_t j = 0; j < v->entry_count; j++)
        put_row(to, v, &v->entries[j], references);
    buf_printf(to,
               "};\n"
               "/* The reply that goes with a status in class 2, 4 and 5. */\n"
               "#define SMTPC_REPLY_ENTRIES_ %zuu\n"
               "static const uint16_t smtpc_reply_of_[][3] = {\n",
               v->reply_count);
    for (; i < v->entry_count; i++)
        buf_printf(to, "    {%d, %d, %d}, /* %s */\n",
                   reply_of(&v->entries[i], 2), reply_of(&v->entries[i], 4),
                   reply_of(&v->entries[i], 5), v->entries[i].entry->code);
    buf_puts(to,
             v->entry_count == v->reply_count ? "    {0, 0, 0}};\n" : "};\n");
}

/* A symbol's number in the tables, by a name that the compiler numbers: an
 * entry's id, or above all ids the number of an alias. */
static const char *number_of(const struct view *v, size_t symbol)
{
    const char *member =
        symbol == 0 ? "unknown"
        : symbol <= v->entry_count
            ? member_of_code(v->arena, v->entries[symbol - 1].entry->code)
            : member_of_alias(v, symbol - 1);

    return mem_printf(v->arena, "smtpc_%s_", member);
}

static void put_numbers(struct buf *to, const struct view *v)
{
    buf_puts(to, "enum {\n");
    for (size_t i = 0; i <= v->symbol_count; i++)
        buf_printf(to, "    %s,\n", number_of(v, i));
    buf_puts(to, "    smtpc_numbers_end_\n};\n");
}

/* No array may be empty: without any there is one that is none. */
static void put_aliases(struct buf *to, const struct view *v)
{
    buf_puts(to, "static const struct smtpc_alias_ smtpc_aliases_[] = {\n");
    if (v->symbol_count == v->entry_count)
        buf_puts(to, "    {0, 0, 0},\n");
    for (size_t i = v->entry_count; i < v->symbol_count; i++)
        buf_printf(to, "    {SMTPC_AT_(symbols, %s), %s, %zu},\n",
                   member_of_alias(v, i), number_of(v, v->symbols[i].entry->id),
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

/* --- words --------------------------------------------------------------- */

/* A pool of words with their offsets by value; "" where there is none. */
static void put_family(struct buf *to, const struct view *v, const char *family,
                       size_t count, const char *const *words)
{
    struct c_pool pool = {.name = family};
    struct buf at = {0};

    c_pool_add(&pool, "none", "");
    for (size_t i = 0; i < count; i++) {
        const char *member = mem_printf(v->arena, "w%zu", i);

        if (!words[i] || !*words[i]) {
            buf_puts(&at, "    0,\n");
            continue;
        }
        c_pool_add(&pool, member, words[i]);
        buf_printf(&at, "    SMTPC_AT_(%s, %s),\n", family, member);
    }
    c_pool_put(&pool, to);
    buf_printf(to, "static const smtpc_offset_ smtpc_%s_at_[] = {\n%s};\n",
               family, at.text ? at.text : "    0\n");
    buf_free(&at);
}

static size_t count_of(const char *const *words)
{
    size_t count = 0;

    while (words[count])
        count++;
    return count;
}

static void put_kind_words(struct buf *to, const struct view *v,
                           const char *family, const struct kind *kinds,
                           size_t count, bool enhanced)
{
    size_t most = 0;
    const char **words;

    for (size_t i = 0; i < count; i++)
        if ((size_t)kinds[i].number >= most)
            most = (size_t)kinds[i].number + 1;
    words = mem_alloc(v->arena, (most + 1) * sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[kinds[i].number] =
            enhanced ? kinds[i].enhanced : kinds[i].prose.title;
    put_family(to, v, family, most, words);
}

static void put_phrases(struct buf *to, const struct view *v)
{
    const char *actions[ACTIONS], *parties[PARTIES];

    for (int i = 0; i < ACTIONS; i++)
        actions[i] = words_action((enum action)i);
    for (int i = 0; i < PARTIES; i++)
        parties[i] = words_party((enum party)i);
    put_family(to, v, "action_phrases", ACTIONS, actions);
    put_family(to, v, "party_phrases", PARTIES, parties);
}

static void put_word_families(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    const char **reasons =
        mem_alloc(v->arena, (v->number_count + 1) * sizeof *reasons);

    for (size_t i = 0; i < v->number_count; i++)
        if (v->numbered[i])
            reasons[i] = v->numbered[i]->reason->id;
    put_kind_words(to, v, "class_words", m->classes, m->class_count, false);
    put_kind_words(to, v, "status_class_words", m->classes, m->class_count,
                   true);
    put_kind_words(to, v, "subject_words", m->subjects, m->subject_count,
                   false);
    put_family(to, v, "reason_words", v->number_count, reasons);
    put_family(to, v, "action_words", count_of(model_actions), model_actions);
    put_family(to, v, "party_words", count_of(model_parties), model_parties);
    put_family(to, v, "standing_words", count_of(model_standings),
               model_standings);
    put_phrases(to, v);
}

/* --- providers ----------------------------------------------------------- */

struct provider_names {
    struct c_pool pool;
    struct buf rows;
    size_t count;
};

/* A name in small letters; short words of a title name nobody. */
static void add_provider_name(struct provider_names *n, const struct view *v,
                              size_t provider, const char *text, size_t len,
                              bool host)
{
    char *name = mem_text(v->arena, text, len);
    const char *member = mem_printf(v->arena, "p%zu", n->count);

    if (len < 2)
        return;
    for (char *s = name; *s; s++)
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
    c_pool_add(&n->pool, member, name);
    buf_printf(&n->rows, "    {SMTPC_AT_(provider_names, %s), %zu, %d},\n",
               member, provider, host);
    n->count++;
}

/* "Google (Gmail, Workspace)" are three names. */
static void add_title_names(struct provider_names *n, const struct view *v,
                            size_t provider, const char *title)
{
    static const char marks[] = "(),:;";

    while (*title) {
        size_t len;

        title += strspn(title, " (),:;");
        len = strcspn(title, marks);
        while (len && title[len - 1] == ' ')
            len--;
        add_provider_name(n, v, provider, title, len, false);
        title += strcspn(title, marks);
    }
}

/* Of what shows a provider those that are hosts: dots and no blanks. */
static bool is_host(const char *text)
{
    return strchr(text, '.') && !strchr(text, ' ') && !strchr(text, '/') &&
           strcspn(text, ".") > 0;
}

static void put_providers(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    struct provider_names n = {.pool = {.name = "provider_names"}};
    const char **ids =
        mem_alloc(v->arena, (m->provider_count + 2) * sizeof *ids);

    c_pool_add(&n.pool, "none", "");
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        ids[i + 1] = p->id;
        add_provider_name(&n, v, i + 1, p->id, strlen(p->id), false);
        add_title_names(&n, v, i + 1, p->prose.title);
        for (size_t j = 0; j < p->shown_count; j++) {
            const char *text = p->shown[j].text + (*p->shown[j].text == '*');

            if (is_host(text))
                add_provider_name(&n, v, i + 1, text, strlen(text), true);
        }
    }
    put_family(to, v, "provider_ids", m->provider_count + 1, ids);
    c_pool_put(&n.pool, to);
    buf_printf(to,
               "/* A provider's names, its hosts among them, in small letters. "
               "*/\n"
               "static const struct smtpc_provider_name_ {\n"
               "    smtpc_offset_ text;\n"
               "    unsigned char provider, is_host;\n"
               "} smtpc_provider_names_[] = {\n%s};\n",
               n.rows.text ? n.rows.text : "    {0, 0, 0}\n");
    buf_free(&n.rows);
}

/* --- hashes -------------------------------------------------------------- */

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
    size_t buckets = (size_t)1 << h->bucket_bits, most = 0;

    for (size_t i = 0; i < buckets; i++)
        most = h->move[i] > most ? h->move[i] : most;
    begin_array(to, type_for(most), name, h->bucket_bits);
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
            n ? phash_word_of_reply(v->entries[n - 1].entry->code) : 0;

        buf_puts(to, i % 4 ? " " : "\n    ");
        if (n == 0) {
            buf_puts(to, "0,");
            continue;
        }
        if (wide)
            put_u64(to, word << (id_bits - 8));
        else
            buf_printf(to, "0x%08" PRIx32 "u", (uint32_t)word);
        buf_printf(to, " | %s,", number_of(v, n));
    }
    buf_puts(to, "\n};\n");
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
        size_t id = h->slot[i] ? h->slot[i] + v->reply_count : 0;

        begin_cell(to, "STATUS", i);
        buf_printf(to, "S(%s, ", number_of(v, id));
        if (id)
            put_u64(to, phash_word_of_status(v->entries[id - 1].entry->code));
        else
            buf_putc(to, '0');
        buf_putc(to, ')');
    }
    buf_putc(to, '\n');
    put_slots(to, "STATUS", type_for(v->entry_count), "smtpc_status_ids_",
              "NUMBER", h);
    put_slots(to, "STATUS", "uint64_t", "smtpc_status_keys_", "KEY", h);
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
        buf_printf(to, "S(%s, %d)", number_of(v, h->slot[i]),
                   (int)(word * h->multiplier >> TAG_SHIFT & 0xff));
    }
    buf_putc(to, '\n');
    put_slots(to, "NAME", type_for(v->symbol_count), "smtpc_name_slots_",
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
    put_rows(&slots[SLOT_ROWS].text, view, &references);
    put_numbers(&slots[SLOT_ROWS].text, view);
    put_aliases(&slots[SLOT_ROWS].text, view);
    put_word_families(&slots[SLOT_WORDS].text, view);
    put_providers(&slots[SLOT_WORDS].text, view);
    put_reply_table(&slots[SLOT_TABLES].text, view);
    put_status_table(&slots[SLOT_TABLES].text, view);
    put_name_table(&slots[SLOT_TABLES].text, view);
    emit_parts(&slots[SLOT_READER].text, parts, sizeof parts / sizeof parts[0]);
    emit_parts(&slots[SLOT_NAMES].text, names, 1);
    index_free(&references.by_text);
    tmpl_fill(outset_add(set, "smtpcodes.h"), embedded_smtpcodes_h.text,
              embedded_smtpcodes_h.len, slots, SLOTS);
    for (size_t i = 0; i < SLOTS; i++)
        buf_free(&slots[i].text);
}
