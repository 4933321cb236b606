/* SPDX-License-Identifier: 0BSD */
#include "model/match.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "model/phrase.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

enum {
    GRAM_KINDS = MATCH_FILTER * 32,
    SURE_LETTERS = 6, /* that a phrase with a ! weighs more */
    MOST_LETTERS = 127
};

struct builder {
    struct arena *arena;
    struct diag *diag;
    const struct model *model;
    struct match_tables *t;
    uint32_t *frequency; /* of grams in examples, by hash */
};

/* A phrase that waits to be put into its bucket. */
struct loose {
    uint32_t bucket;
    uint16_t phrase;
};

static const char *const gap = "...";

/* Fold one piece of a phrase; a star at an end leaves that end open; a ! or ?
 * at its end is left to add_phrase. Return the bytes written to to, 0 when
 * nothing is left or a star stands inside. */
static size_t fold_piece(const char *piece, size_t len, char *to)
{
    char folded[SMTPC_FOLD_ROOM_];
    bool open_left, open_right, open_word;
    size_t n, from = 0;

    while (len && strchr(" !?", piece[len - 1]))
        len--;
    while (len && *piece == ' ') {
        piece++;
        len--;
    }
    open_left = len && piece[0] == '*';
    open_right = len && piece[len - 1] == '*';
    piece += open_left;
    len -= len ? (size_t)open_left : 0;
    len -= len ? (size_t)open_right : 0;
    if (len == 0 || memchr(piece, '*', len))
        return 0;
    n = smtpc_fold_text_(piece, len, folded);
    if (n < 3)
        return 0;
    /* Where a word is left open, its end does not tell that it is a name;
     * behind a path it is. */
    open_word = open_right && !memchr(piece, '/', len);
    for (size_t i = n - 1; open_word && i > 0 && folded[i - 1] != ' '; i--)
        folded[i - 1] = to_lower(folded[i - 1]);
    from += open_left;
    n -= open_left + (size_t)open_right;
    if (n < 3) /* too little to be looked for, even behind a gap */
        return 0;
    memcpy(to, folded + from, n);
    return n;
}

/* Does it begin a character for private use, or one behind all letters? */
static bool is_no_letter(char c)
{
    return (unsigned char)c == 0xee || (unsigned char)c > 0xf0;
}

/* Append a whole phrase, folded; say what is wrong with it, or NULL. */
static const char *fold_phrase(const char *text, struct buf *to)
{
    const char *fault = phrase_misused(text), *start = text;

    while (!fault) {
        const char *end = strstr(text, gap);
        size_t n = end ? (size_t)(end - text) : strlen(text);
        char piece[SMTPC_FOLDED_MAX_];

        if (n > MATCH_LONGEST)
            return "is too long";
        n = fold_piece(text, n, piece);
        if (n == 0)
            return phrase_piece_fault(text,
                                      end ? (size_t)(end - text) : strlen(text),
                                      text == start && !end);
        if (to->len + n + 1 > MATCH_LONGEST)
            return "is too long";
        for (size_t i = 0; i < n; i++)
            if (is_no_letter(piece[i]))
                return "has a character for private use, or one behind all "
                       "letters; expected the letters of a reply";
        if (to->len)
            buf_putc(to, MATCH_GAP_MARK);
        buf_add(to, piece, n);
        if (!end)
            break;
        text = end + strlen(gap);
    }
    return fault;
}

/* What it costs to find one more phrase by a gram: how often texts have it. Of
 * equals, one that another phrase is found by needs no more of the filter. */
static uint64_t cost_of(const struct builder *b, const char *gram)
{
    uint32_t h = smtpc_gram_hash_(gram);

    return (uint64_t)b->frequency[h >> SMTPC_FILTER_SHIFT_] * 2 +
           !smtpc_is_known_(b->t->filter, h);
}

/* Choose the gram that costs least; return where it begins. */
static size_t choose_gram(const struct builder *b, const char *s, size_t len)
{
    uint64_t least = UINT64_MAX;
    size_t best = 0;

    for (size_t i = 0; i + SMTPC_GRAM_ <= len; i++) {
        uint64_t cost = memchr(s + i, MATCH_GAP_MARK, SMTPC_GRAM_)
                            ? UINT64_MAX
                            : cost_of(b, s + i);

        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    return best;
}

static void set_print(struct smtpc_phrase_ *p, const char *s, size_t len)
{
    uint64_t print = smtpc_print_(s, len);

    p->len = (unsigned char)len;
    for (size_t i = 0; i < SMTPC_PRINT_; i++)
        p->print[i] = (unsigned char)(print >> (64 - 8 * SMTPC_PRINT_ + 8 * i));
}

static void add_bits(struct smtpc_phrase_ *p, unsigned target)
{
    p->target[0] |= (unsigned char)target;
    p->target[1] |= (unsigned char)(target >> 8);
}

/* Bytes up to the next gap mark. */
static size_t piece_len(const char *s)
{
    static const char mark[] = {MATCH_GAP_MARK, '\0'};

    return strcspn(s, mark);
}

/* Add the piece of a phrase that begins at s. */
static void add_piece(struct builder *b, struct match_source *source,
                      const char *s, bool is_left)
{
    size_t len = piece_len(s);
    struct smtpc_phrase_ *p =
        mem_push(b->arena, &source->pieces, &source->piece_count, sizeof *p);

    *p = (struct smtpc_phrase_){
        .target = {(unsigned char)s[1], (unsigned char)s[2]}};
    set_print(p, s, len);
    p->gram = is_left ? SMTPC_LEFT_ : 0;
    if (smtpc_start_hash_(s) > 255)
        p->gram |= SMTPC_ABOVE_;
    p->check = (unsigned char)smtpc_start_hash_(s);
    if (s[is_left ? len - 1 : 0] == ' ')
        p->gram |= SMTPC_BLANK_;
    if (source->piece_count > 1)
        p[-1].gram |= SMTPC_MORE_;
}

/* The piece that the gram is in is the anchor; the others stand around it. */
static void choose_anchor(struct builder *b, struct smtpc_phrase_ *p,
                          struct match_source *source)
{
    const char *s = source->folded;
    size_t gram = choose_gram(b, s, strlen(s)), start = gram, at;

    while (start > 0 && s[start - 1] != MATCH_GAP_MARK)
        start--;
    source->anchor = start;
    p->gram = (unsigned char)(gram - start);
    set_print(p, s + start, piece_len(s + start));
    for (at = start; at > 0;) {
        for (at--; at > 0 && s[at - 1] != MATCH_GAP_MARK;)
            at--;
        add_piece(b, source, s + at, true);
    }
    for (at = start + p->len; s[at] != '\0'; at += piece_len(s + at))
        add_piece(b, source, s + ++at, false);
    if (source->piece_count)
        add_bits(p, 1u << SMTPC_GAPS_SHIFT_);
}

/* The longest run of bytes between gap marks. */
static size_t longest_piece(const char *s)
{
    size_t longest = 0;

    while (*s) {
        size_t n = piece_len(s);

        if (n > longest)
            longest = n;
        s += n + (s[n] != '\0');
    }
    return longest;
}

static void count_grams(struct builder *b, const char *s, size_t len)
{
    for (size_t i = 0; i + SMTPC_GRAM_ <= len; i++)
        b->frequency[smtpc_gram_hash_(s + i) >> SMTPC_FILTER_SHIFT_]++;
}

/* What a phrase weighs: its letters, more with a ! behind it, and nearly
 * nothing with a ?. */
static unsigned char score_of(const char *folded, char mark)
{
    unsigned letters = mark == '!' ? SURE_LETTERS : 0;

    for (; *folded; folded++)
        letters += *folded != ' ' && *folded != MATCH_GAP_MARK;
    if (mark == '?')
        return SMTPC_VAGUE_SCORE_;
    return (unsigned char)(letters < MOST_LETTERS ? letters : MOST_LETTERS);
}

static void add_phrase(struct builder *b, const struct note *note,
                       enum smtpc_target_ kind, size_t target)
{
    struct match_tables *t = b->t;
    struct buf folded = {0};
    struct smtpc_phrase_ p = {.score = 0};
    size_t sources = t->phrase_count;
    const char *fault = fold_phrase(note->text, &folded);
    struct smtpc_phrase_ *slot;
    struct match_source *source;

    assert(fault || folded.text); /* it has a piece */
    if (!fault && kind == SMTPC_SHOWN_ && strstr(note->text, "://"))
        fault = "has a scheme; expected only the host and what follows it";
    if (!fault) {
        if (longest_piece(folded.text) < MATCH_SHORTEST)
            fault = "is too short; expected at least three letters, and "
                    "one more for each *";
        if (longest_piece(folded.text) > MATCH_WIDEST)
            fault =
                "has too long a piece; expected \"...\" for some words in it";
    }
    if (fault) {
        diag_error(b->diag, note->at, "bad-phrase", "phrase \"%s\" %s",
                   note->text, fault);
        buf_free(&folded);
        return;
    }
    add_bits(&p, (unsigned)target | (unsigned)kind << SMTPC_KIND_SHIFT_);
    if (strpbrk(folded.text, "0123456789"))
        add_bits(&p, 1u << SMTPC_TOKEN_SHIFT_);
    p.score = score_of(folded.text, note->text[strlen(note->text) - 1]);
    slot = mem_push(b->arena, &t->phrases, &t->phrase_count, sizeof *slot);
    *slot = p;
    source = mem_push(b->arena, &t->sources, &sources, sizeof *source);
    *source = (struct match_source){
        .at = note->at,
        .text = note->text,
        .folded = memcpy(mem_alloc(b->arena, folded.len + SMTPC_BEHIND_FOLDED_),
                         folded.text, folded.len)};
    buf_free(&folded);
}

static void add_scope(struct builder *b, uint32_t scope)
{
    uint32_t *at =
        mem_push(b->arena, &b->t->scopes, &b->t->scope_count, sizeof *at);

    *at = scope;
}

static uint32_t reply_scope(const char *s)
{
    return s[1] == 'x' ? (uint32_t)(s[0] - '0') * SMTPC_CLASS_SCOPE_
                       : (uint32_t)strtoul(s, NULL, 10);
}

static uint32_t status_scope(const char *s)
{
    char *dot;
    uint32_t subject = (uint32_t)strtoul(s + 2, &dot, 10);

    return SMTPC_STATUS_SCOPE_ +
           (subject << 10 | (uint32_t)strtoul(dot + 1, NULL, 10));
}

/* Index of an id among things, plus one; 0 when it is NULL or unknown, which
 * other rules report. */
static unsigned provider_number(const struct model *m, const char *id)
{
    for (size_t i = 0; id && i < m->provider_count; i++)
        if (strcmp(m->providers[i].id, id) == 0)
            return (unsigned)i + 1;
    return 0;
}

/* The one other rules report is the first. */
static const struct reason *reason_of(const struct model *m, const char *id)
{
    for (size_t i = 0; i < m->reason_count; i++)
        if (strcmp(m->reasons[i].id, id) == 0)
            return &m->reasons[i];
    return m->reasons;
}

static void add_message(struct builder *b, const struct message *m)
{
    struct match_tables *t = b->t;
    size_t number = t->message_count;
    const struct reason *reason = reason_of(b->model, m->reason);
    struct smtpc_message_ *row =
        mem_push(b->arena, &t->messages, &t->message_count, sizeof *row);

    row->scopes = (uint16_t)t->scope_count;
    row->reply_scopes = (unsigned char)m->reply_count;
    row->status_scopes = (unsigned char)m->status_count;
    row->reason = (unsigned char)(reason ? reason->number : 0);
    row->about = (unsigned char)(m->has_about ? m->about
                                 : reason     ? reason->about
                                              : ABOUT_MESSAGE);
    row->action = m->has_action ? (unsigned char)m->action : SMTPC_OWN_ACTION_;
    row->provider = (unsigned char)provider_number(b->model, m->provider);
    for (size_t i = 0; i < m->reply_count; i++)
        add_scope(b, reply_scope(m->replies[i]));
    for (size_t i = 0; i < m->status_count; i++)
        add_scope(b, status_scope(m->statuses[i]));
    for (size_t i = 0; i < m->match_count; i++)
        add_phrase(b, &m->matches[i], SMTPC_MATCH_, number);
    for (size_t i = 0; i < m->local_count; i++)
        add_phrase(b, &m->locals[i], SMTPC_LOCAL_, number);
    for (size_t i = 0; i < m->unless_count; i++)
        add_phrase(b, &m->unless[i], SMTPC_UNLESS_, number);
}

static void count_examples(struct builder *b)
{
    for (size_t i = 0; i < b->model->message_count; i++) {
        const struct message *m = &b->model->messages[i];

        for (size_t j = 0; j < m->example_count; j++) {
            char folded[SMTPC_FOLD_ROOM_];
            size_t len = smtpc_fold_text_(m->examples[j].text,
                                          strlen(m->examples[j].text), folded);

            count_grams(b, folded, len);
        }
    }
}

static int by_bucket(const void *a, const void *b)
{
    const struct loose *x = a, *y = b;

    if (x->bucket != y->bucket)
        return x->bucket < y->bucket ? -1 : 1;
    return x->phrase < y->phrase ? -1 : 1;
}

/* False: a group has more phrases than its bytes can count. */
static bool fill_groups(struct builder *b, const struct loose *loose)
{
    struct match_tables *t = b->t;
    size_t at = 0, i = 0;

    for (uint32_t bucket = 0; bucket < MATCH_BUCKETS; bucket++) {
        struct smtpc_group_ *group = &t->groups[bucket / SMTPC_GROUP_];

        if (bucket % SMTPC_GROUP_ == 0)
            group->first = (uint16_t)at;
        for (; i < t->phrase_count && loose[i].bucket == bucket; i++)
            at += 1 + t->sources[loose[i].phrase].piece_count;
        if (at - group->first > UCHAR_MAX) {
            const struct match_source *last = &t->sources[loose[i - 1].phrase];

            diag_error(b->diag, last->at, "too-many",
                       "too many phrases are found by the same letters as "
                       "\"%s\"; expected at most %d, the limit of the "
                       "explainer's tables: choose other words",
                       last->text, UCHAR_MAX);
            return false;
        }
        group->at[bucket % SMTPC_GROUP_ + 1] =
            (unsigned char)(at - group->first);
    }
    return true;
}

/* The phrases and their pieces as the runtime has them. */
static void put_rows(struct builder *b, const struct loose *loose)
{
    struct match_tables *t = b->t;
    size_t owners = 0;

    for (size_t i = 0; i < t->phrase_count; i++) {
        const struct match_source *source = &t->sources[loose[i].phrase];

        for (size_t j = 0; j <= source->piece_count; j++) {
            struct smtpc_phrase_ *row =
                mem_push(b->arena, &t->rows, &t->row_count, sizeof *row);
            uint16_t *owner =
                mem_push(b->arena, &t->owners, &owners, sizeof *owner);

            *row = j ? source->pieces[j - 1] : t->phrases[loose[i].phrase];
            *owner = loose[i].phrase;
        }
    }
    /* Some that are none are read with the last. */
    for (size_t i = 0; i < SMTPC_ROWS_; i++)
        mem_push(b->arena, &t->rows, &t->row_count, sizeof *t->rows);
    t->row_count -= SMTPC_ROWS_;
}

static bool build_filter(struct builder *b)
{
    struct match_tables *t = b->t;
    size_t count = t->phrase_count;
    struct loose *loose = mem_alloc(b->arena, count * sizeof *loose);

    for (size_t i = 0; i < count; i++) {
        struct smtpc_phrase_ *p = &t->phrases[i];
        uint32_t hash;

        choose_anchor(b, p, &t->sources[i]);
        hash = smtpc_gram_hash_(t->sources[i].folded + t->sources[i].anchor +
                                p->gram);
        p->check = (unsigned char)(hash >> SMTPC_CHECK_SHIFT_);
        t->filter[(hash >> SMTPC_FILTER_SHIFT_) / 32] |=
            1u << (hash >> SMTPC_FILTER_SHIFT_) % 32;
        loose[i].bucket = hash >> (32 - SMTPC_BUCKET_BITS_);
        loose[i].phrase = (uint16_t)i;
    }
    qsort(loose, count, sizeof *loose, by_bucket);
    put_rows(b, loose);
    return fill_groups(b, loose);
}

bool match_build(struct arena *arena, struct diag *diag,
                 const struct model *model, struct match_tables *tables)
{
    struct builder b = {
        .arena = arena, .diag = diag, .model = model, .t = tables};
    const struct reason *expired;

    *tables = (struct match_tables){0};
    b.frequency = mem_alloc(arena, GRAM_KINDS * sizeof *b.frequency);
    tables->filter = mem_alloc(arena, MATCH_FILTER * sizeof *tables->filter);
    tables->groups = mem_alloc(arena, MATCH_GROUPS * sizeof *tables->groups);
    /* Offsets into it are counted even where no message has a scope. */
    tables->scopes = mem_alloc(arena, sizeof *tables->scopes);
    count_examples(&b);
    for (size_t i = 0; i < model->message_count; i++)
        add_message(&b, &model->messages[i]);
    for (size_t i = 0; i < model->provider_count; i++)
        for (size_t j = 0; j < model->providers[i].shown_count; j++)
            add_phrase(&b, &model->providers[i].shown[j], SMTPC_SHOWN_, i + 1);
    if (!build_filter(&b))
        return false;
    expired = reason_of(model, "expired");
    tables->given_up = expired ? (unsigned)expired->number : 0;
    tables->rules = (struct smtpc_rules_){
        tables->filter,   tables->groups, tables->rows,
        tables->messages, tables->scopes,
    };
    return true;
}

void match_hits(const struct match_tables *tables, const char *folded,
                size_t len, struct smtpc_hits_ *hits)
{
    smtpc_find_phrases_(&tables->rules, folded, len, hits);
}

const struct match_source *match_denying(const struct match_tables *tables,
                                         size_t message, const char *folded,
                                         size_t len)
{
    struct smtpc_hits_ hits = {.count = 0};

    for (size_t i = 0; i < tables->row_count; i++) {
        const struct smtpc_phrase_ *phrase = &tables->rows[i];

        if (!phrase->score || match_kind(phrase) != SMTPC_UNLESS_ ||
            match_target(phrase) != message)
            continue;
        for (size_t at = 0; at < len; at++)
            if (smtpc_is_there_(phrase, (smtpc_try_)at, folded, len))
                smtpc_take_phrase_(phrase, (uint16_t)i, folded, len,
                                   at - phrase->gram, &hits);
        if (smtpc_is_denied_(&hits, (unsigned)message))
            return &tables->sources[tables->owners[i]];
    }
    return NULL;
}

const struct match_source *match_source_of(const struct match_tables *tables,
                                           const struct smtpc_hit_ *hit)
{
    return &tables->sources[tables->owners[hit->phrase]];
}

void match_folded(const struct match_tables *tables, const char *folded,
                  size_t len, const struct smtpc_case_ *about,
                  struct smtpc_found_ *found)
{
    struct smtpc_hits_ hits;

    match_hits(tables, folded, len, &hits);
    smtpc_weigh_(&tables->rules, &hits, about, tables->given_up, found);
}

void match_text(const struct match_tables *tables, const char *text,
                const struct smtpc_case_ *about, struct smtpc_found_ *found)
{
    char folded[SMTPC_FOLD_ROOM_] = ""; /* all of it, for the analyser */
    size_t len = smtpc_fold_text_(text, strlen(text), folded);

    match_folded(tables, folded, len, about, found);
}
