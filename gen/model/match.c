/* SPDX-License-Identifier: 0BSD */
#include "model/match.h"

#include "base/buf.h"
#include "model/phrase.h"

#include <limits.h>
#include <stdlib.h>

enum {
    GRAM_KINDS = 1 << 16,
    RUNS = sizeof smtpc_runs_ / sizeof smtpc_runs_[0]
};

struct builder {
    struct arena *arena;
    struct diag *diag;
    const struct model *model;
    struct match_tables *t;
    uint32_t *frequency; /* of grams in examples, by hash */
    uint32_t *users;     /* phrases that are found by a gram, by hash */
    unsigned char run_byte[RUNS];      /* what stands for a run in literals */
    unsigned char runs[UCHAR_MAX + 1]; /* the first that begins so, or RUNS */
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
        if (folded[i - 1] >= 'A' && folded[i - 1] <= 'Z')
            folded[i - 1] = (char)(folded[i - 1] - 'A' + 'a');
    from += open_left;
    n -= open_left + (size_t)open_right;
    if (n < 3) /* too little to be looked for, even behind a gap */
        return 0;
    memcpy(to, folded + from, n);
    return n;
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
            if (smtpc_run_of_[(unsigned char)piece[i]])
                return "has a character for private use, or one behind all "
                       "letters; expected the letters of a reply";
        if (to->len)
            buf_putc(to, SMTPC_GAP_MARK_);
        buf_add(to, piece, n);
        if (!end)
            break;
        text = end + strlen(gap);
    }
    return fault;
}

/* What it costs to find phrases by a gram: how often texts have it, times
 * the phrases that must then be compared. */
static uint64_t cost_of(const struct builder *b, const char *gram)
{
    uint32_t h = smtpc_gram_hash_(gram) >> 16;

    return (uint64_t)(b->frequency[h] + 1) * (b->users[h] + 1);
}

/* Choose the gram that costs least; return where it begins. */
static size_t choose_gram(const struct builder *b, const char *s, size_t len)
{
    uint64_t least = UINT64_MAX;
    size_t best = 0;

    for (size_t i = 0; i + SMTPC_GRAM_ <= len; i++) {
        uint64_t cost = memchr(s + i, SMTPC_GAP_MARK_, SMTPC_GRAM_)
                            ? UINT64_MAX
                            : cost_of(b, s + i);

        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    return best;
}

/* The piece that the gram is in is the anchor: note where both are. */
static void choose_anchor(const struct builder *b, struct smtpc_phrase_ *p,
                          struct match_source *source)
{
    const char *s = source->folded;
    size_t gram = choose_gram(b, s, strlen(s)), start = gram, end = gram;

    while (start > 0 && s[start - 1] != SMTPC_GAP_MARK_)
        start--;
    while (s[end] != '\0' && s[end] != SMTPC_GAP_MARK_)
        end++;
    source->anchor = start;
    p->gram |= (unsigned char)(gram - start);
    p->len |= (unsigned char)(end - start);
}

/* The longest run of bytes between gap marks. */
static size_t longest_piece(const char *s)
{
    static const char mark[] = {SMTPC_GAP_MARK_, '\0'};
    size_t longest = 0;

    while (*s) {
        size_t n = strcspn(s, mark);

        if (n > longest)
            longest = n;
        s += n + (s[n] != '\0');
    }
    return longest;
}

static void count_grams(struct builder *b, const char *s, size_t len)
{
    for (size_t i = 0; i + SMTPC_GRAM_ <= len; i++)
        b->frequency[smtpc_gram_hash_(s + i) >> 16]++;
}

static void add_bits(struct smtpc_phrase_ *p, unsigned target)
{
    p->target[0] |= (unsigned char)target;
    p->target[1] |= (unsigned char)(target >> 8);
}

static void add_phrase(struct builder *b, const struct note *note,
                       enum smtpc_target_ kind, size_t target)
{
    struct match_tables *t = b->t;
    struct buf folded = {0};
    struct smtpc_phrase_ p = {{0}, {0}, 0, 0, 0};
    size_t sources = t->phrase_count;
    const char *fault = fold_phrase(note->text, &folded);
    struct smtpc_phrase_ *slot;
    struct match_source *source;
    char mark;

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
    mark = note->text[strlen(note->text) - 1];
    add_bits(&p, (unsigned)target | (unsigned)kind << SMTPC_KIND_SHIFT_);
    if (memchr(folded.text, SMTPC_GAP_MARK_, folded.len))
        add_bits(&p, 1u << SMTPC_GAPS_SHIFT_);
    p.len = mark == '!' ? SMTPC_SURE_ : 0;
    p.gram = mark == '?' ? SMTPC_VAGUE_ : 0;
    slot = mem_push(b->arena, &t->phrases, &t->phrase_count, sizeof *slot);
    *slot = p;
    source = mem_push(b->arena, &t->sources, &sources, sizeof *source);
    source->at = note->at;
    source->text = note->text;
    source->folded =
        memcpy(mem_alloc(b->arena, folded.len + SMTPC_BEHIND_FOLDED_),
               folded.text, folded.len);
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
    size_t at = 0;

    for (uint32_t bucket = 0; bucket < MATCH_BUCKETS; bucket++) {
        struct smtpc_group_ *group = &t->groups[bucket / SMTPC_GROUP_];

        if (bucket % SMTPC_GROUP_ == 0)
            group->first = (uint16_t)at;
        while (at < t->phrase_count && loose[at].bucket == bucket)
            at++;
        if (at - group->first > UCHAR_MAX) {
            const struct match_source *last = &t->sources[loose[at - 1].phrase];

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
                                p->gram % SMTPC_VAGUE_);
        p->check = (unsigned char)(hash >> SMTPC_CHECK_SHIFT_);
        b->users[hash >> 16]++;
        t->filter[hash >> SMTPC_FILTER_SHIFT_ >> 3] |=
            (unsigned char)(1u << (hash >> SMTPC_FILTER_SHIFT_ & 7));
        loose[i].bucket = hash >> (32 - SMTPC_BUCKET_BITS_);
        loose[i].phrase = (uint16_t)i;
    }
    qsort(loose, count, sizeof *loose, by_bucket);
    t->order = mem_alloc(b->arena, count * sizeof *t->order);
    for (size_t i = 0; i < count; i++)
        t->order[i] = loose[i].phrase;
    return fill_groups(b, loose);
}

/* The phrases as the runtime has them. */
static const struct smtpc_phrase_ *in_order(struct arena *arena,
                                            const struct match_tables *t)
{
    struct smtpc_phrase_ *phrases =
        mem_alloc(arena, t->phrase_count * sizeof *phrases);

    for (size_t i = 0; i < t->phrase_count; i++)
        phrases[i] = t->phrases[t->order[i]];
    return phrases;
}

/* Is the byte too near to a gap mark to be part of a run? */
static bool beside_mark(const char *folded, size_t at)
{
    size_t len = strlen(folded);
    size_t from = at < SMTPC_BESIDE_MARK_ ? 0 : at - SMTPC_BESIDE_MARK_;

    for (size_t i = from; i <= at + SMTPC_BESIDE_MARK_ && i < len; i++)
        if (folded[i] == SMTPC_GAP_MARK_)
            return true;
    return false;
}

/* Runs that begin alike stand side by side. */
static void index_runs(struct builder *b)
{
    memset(b->runs, RUNS, sizeof b->runs);
    for (unsigned byte = 1; byte <= UCHAR_MAX; byte++)
        b->run_byte[smtpc_run_of_[byte]] = (unsigned char)byte;
    for (unsigned char run = RUNS; run-- > 1;)
        if (smtpc_runs_[run][1] != '\0')
            b->runs[(unsigned char)*smtpc_runs_[run]] = run;
}

/* The longest run of letters at a place, or 0. */
static unsigned run_at(const struct builder *b, const char *folded, size_t at)
{
    size_t longest = 0;
    unsigned best = 0;

    for (unsigned run = b->runs[(unsigned char)folded[at]];
         run < RUNS && *smtpc_runs_[run] == folded[at]; run++) {
        size_t len = smtpc_run_lens_[run];
        bool fits =
            len > longest && strncmp(folded + at, smtpc_runs_[run], len) == 0;

        for (size_t i = 0; fits && i < len; i++)
            fits = !beside_mark(folded, at + i);
        if (fits) {
            longest = len;
            best = run;
        }
    }
    return best;
}

/* Pack the first len bytes of a folded text, or as many as are whole runs, into
 * to; return how many bytes of it these are. */
static size_t pack(const struct builder *b, const char *folded, size_t len,
                   struct buf *to)
{
    size_t at = 0;

    while (at < len) {
        unsigned run = run_at(b, folded, at);
        size_t n = smtpc_run_lens_[run];

        if (at + n > len)
            break;
        buf_putc(to, run ? (char)b->run_byte[run] : folded[at]);
        at += n;
    }
    return at;
}

/* Where a byte of a folded text is among the packed ones; false: within a
 * run. */
static bool packed_at(const struct builder *b, const char *folded, size_t at,
                      size_t *packed)
{
    struct buf front = {0};
    bool whole = pack(b, folded, at, &front) == at;

    *packed = front.len;
    buf_free(&front);
    return whole;
}

/* The NUL behind a literal without gaps stands for its last blank. */
static void pack_all(struct builder *b)
{
    for (size_t i = 0; i < b->t->phrase_count; i++) {
        struct match_source *s = &b->t->sources[i];
        size_t len = strlen(s->folded);
        struct buf packed = {0};

        pack(b, s->folded, len, &packed);
        if (!smtpc_has_gaps_(&b->t->phrases[i]) && s->folded[len - 1] == ' ')
            packed.len--;
        s->packed = mem_text(b->arena, packed.text, packed.len);
        buf_free(&packed);
    }
}

/* Find whose literal has the anchor of each phrase. A phrase of several pieces
 * ends where its literal does, and none begins within a run: of such the first
 * with the same letters has it. */
static void find_hosts(struct builder *b)
{
    struct match_tables *t = b->t;
    size_t count = t->phrase_count;
    const char **texts = mem_alloc(b->arena, count * sizeof *texts);

    for (size_t i = 0; i < count; i++)
        texts[i] = t->sources[i].folded;
    t->hosts = substring_find(b->arena, texts, count);
    for (size_t i = 0; i < count; i++) {
        struct substring *host = &t->hosts[i];
        size_t anchor = t->sources[i].anchor;

        if ((!smtpc_has_gaps_(&t->phrases[i]) || host->host == i) &&
            packed_at(b, texts[host->host], host->at + anchor, &host->at))
            continue;
        for (host->host = 0; strcmp(texts[host->host], texts[i]) != 0;)
            host->host++;
        packed_at(b, texts[i], anchor, &host->at);
    }
}

/* A phrase inside another needs no bytes of its own. They stand behind a NUL.
 * False: they are too many for offsets of 17 bits. */
static bool join_literals(struct builder *b)
{
    struct match_tables *t = b->t;
    size_t count = t->phrase_count, len = 0;
    size_t *start = mem_alloc(b->arena, count * sizeof *start);

    pack_all(b);
    find_hosts(b);
    for (size_t i = 0; i < count; i++) {
        start[i] = len + 1;
        len += t->hosts[i].host == i ? strlen(t->sources[i].packed) + 1 : 0;
    }
    if (len > MATCH_LITERALS) {
        diag_error(b->diag, b->model->at, "too-many",
                   "the phrases have %zu bytes together; expected at most %d, "
                   "the limit of the explainer's tables: shorten some, so that "
                   "one replaces several",
                   len, MATCH_LITERALS);
        return false;
    }
    t->literals = mem_alloc(b->arena, len + 2);
    for (size_t i = 0; i < count; i++) {
        const char *packed = t->sources[i].packed;
        size_t at = start[t->hosts[i].host] + t->hosts[i].at;

        if (t->hosts[i].host == i)
            memcpy(t->literals + start[i], packed, strlen(packed));
        t->phrases[i].literal[0] = (unsigned char)at;
        t->phrases[i].literal[1] = (unsigned char)(at >> 8);
        add_bits(&t->phrases[i], (unsigned)(at >> 16 << SMTPC_HIGH_SHIFT_));
    }
    return true;
}

bool match_build(struct arena *arena, struct diag *diag,
                 const struct model *model, struct match_tables *tables)
{
    struct builder b = {
        .arena = arena, .diag = diag, .model = model, .t = tables};
    const struct reason *expired;

    *tables = (struct match_tables){0};
    b.frequency = mem_alloc(arena, GRAM_KINDS * sizeof *b.frequency);
    b.users = mem_alloc(arena, GRAM_KINDS * sizeof *b.users);
    tables->filter = mem_alloc(arena, MATCH_FILTER);
    tables->groups = mem_alloc(arena, MATCH_GROUPS * sizeof *tables->groups);
    /* Offsets into it are counted even where no message has a scope. */
    tables->scopes = mem_alloc(arena, sizeof *tables->scopes);
    index_runs(&b);
    count_examples(&b);
    for (size_t i = 0; i < model->message_count; i++)
        add_message(&b, &model->messages[i]);
    for (size_t i = 0; i < model->provider_count; i++)
        for (size_t j = 0; j < model->providers[i].shown_count; j++)
            add_phrase(&b, &model->providers[i].shown[j], SMTPC_SHOWN_, i + 1);
    if (!build_filter(&b) || !join_literals(&b))
        return false;
    expired = reason_of(model, "expired");
    tables->given_up = expired ? (unsigned)expired->number : 0;
    tables->rules = (struct smtpc_rules_){
        tables->filter,   tables->groups,   in_order(arena, tables),
        tables->literals, tables->messages, tables->scopes,
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
    struct smtpc_text_seen_ text;

    smtpc_see_text_(&text, folded, len);
    for (size_t i = 0; i < tables->phrase_count; i++) {
        const struct smtpc_phrase_ *phrase = &tables->rules.phrases[i];

        if (match_kind(phrase) != SMTPC_UNLESS_ ||
            match_target(phrase) != message)
            continue;
        for (size_t at = 0; at < len; at++)
            smtpc_try_phrase_(&tables->rules, (uint16_t)i, &text, at, &hits);
        if (smtpc_is_denied_(&hits, (unsigned)message))
            return &tables->sources[tables->order[i]];
    }
    return NULL;
}

const struct match_source *match_source_of(const struct match_tables *tables,
                                           const struct smtpc_hit_ *hit)
{
    return &tables->sources[tables->order[hit->phrase]];
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
