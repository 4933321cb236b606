/* Phrases in a folded text, in one pass with a filter.
 *
 * A phrase is a run of literal pieces. One of them, chosen by the
 * generator, is its anchor; five bytes of it, the rarest, are known to a bit
 * filter. Only where the filter says maybe are phrases compared. One pass,
 * whatever their number (q-gram filtration; compare Wu and Manber 1994). Many
 * phrases are short and common, so comparing them is what costs: bytes as rare
 * as possible, looked for at every place, beat a longer stride.
 */

enum {
    SMTPC_GAP_ = 80, /* bytes between two pieces of a phrase */
    SMTPC_HITS_ = 64,
    SMTPC_GAP_MARK_ = 1,    /* stands between pieces in the literals */
    SMTPC_KIND_SHIFT_ = 14, /* these three of a phrase's target */
    SMTPC_HIGH_SHIFT_ = 13, /* the 17th bit of where the literal is */
    SMTPC_GAPS_SHIFT_ = 12,
    SMTPC_TARGETS_ = 1 << SMTPC_GAPS_SHIFT_, /* messages, at most */
    SMTPC_SURE_ = 128,  /* of len: it scores more than its letters */
    SMTPC_VAGUE_ = 128, /* of gram: it scores next to nothing */
    SMTPC_SURE_LETTERS_ = 6,
    SMTPC_VAGUE_SCORE_ = 1,
    SMTPC_SCORES_ = 127,      /* the most */
    SMTPC_GRAM_ = 5,          /* bytes */
    SMTPC_BLOCK_ = 64,        /* places */
    SMTPC_LATER_ = 32,        /* phrases that may deny */
    SMTPC_FILTER_SHIFT_ = 18, /* the filter takes the bits of a hash above */
    SMTPC_BUCKET_BITS_ = 11,
    SMTPC_GROUP_BITS_ = 4, /* buckets of a group */
    SMTPC_GROUP_ = 1 << SMTPC_GROUP_BITS_,
    SMTPC_CHECK_SHIFT_ = 8,
    SMTPC_CLASS_SCOPE_ = 1000,
    SMTPC_STATUS_SCOPE_ = 10000,
    SMTPC_OWN_ACTION_ = 255, /* an action: that of the reason */
    SMTPC_OF_REPLY_ = 255    /* a subject: none, it is a reply code */
};

/* What a phrase says of its target: it is meant, in a reply or, LOCAL, in what
 * a program says itself, without a reply code; it is not; the provider is
 * shown. */
enum smtpc_target_ { SMTPC_MATCH_, SMTPC_UNLESS_, SMTPC_SHOWN_, SMTPC_LOCAL_ };

/* Whom a message is about. */
enum smtpc_about_ {
    SMTPC_OF_RECIPIENT_,
    SMTPC_OF_SENDER_,
    SMTPC_OF_CLIENT_,
    SMTPC_OF_ACCOUNT_,
    SMTPC_OF_MESSAGE_,
    SMTPC_OF_SERVER_
};

/* There are thousands, so what the literals tell soon enough is no member,
 * and none is wider than a byte. A phrase of several pieces has a literal of
 * its own, from a NUL to the next, with a gap mark between two. */
struct smtpc_phrase_ {
    unsigned char literal[2]; /* where its anchor is among the literals */
    unsigned char target[2];  /* a message or provider; above it whether it has
                                 gaps, a bit more of the offset, and the kind */
    unsigned char len;        /* of the anchor; above it whether it is strong */
    unsigned char gram;       /* where in it that begins; whether it is weak */
    unsigned char check;      /* bits of its hash that neither the filter nor
                                 the bucket used */
};

/* Phrases stand by bucket, so a new one moves the starts of all buckets behind
 * it. They are counted from the start of a group, which the compiler sums up,
 * and the new phrase changes one line of them. */
struct smtpc_group_ {
    uint16_t first;                     /* of its phrases */
    unsigned char at[SMTPC_GROUP_ + 1]; /* a bucket's first, and the end */
};

/* What a message is bound to. A scope is a reply (550), a reply class (5,
 * times SMTPC_CLASS_SCOPE_) or a status detail (SMTPC_STATUS_SCOPE_ and
 * subject, detail). */
struct smtpc_message_ {
    uint16_t scopes; /* first of its scopes */
    unsigned char reply_scopes, status_scopes;
    unsigned char reason, action;
    unsigned char provider; /* 0: any */
    unsigned char about;    /* enum smtpc_about_ */
};

struct smtpc_rules_ {
    const unsigned char *filter; /* a bit for each value of those bits */
    const struct smtpc_group_ *groups;
    const struct smtpc_phrase_ *phrases; /* by bucket */
    const char *literals;
    const struct smtpc_message_ *messages;
    const uint32_t *scopes;
};

struct smtpc_hit_ {
    uint16_t phrase;
    uint16_t target;
    unsigned char score, kind;
    unsigned char guess; /* "may be blacklisted" is no statement */
    uint16_t at;         /* of its anchor, in the text */
};

struct smtpc_hits_ {
    struct smtpc_hit_ hit[SMTPC_HITS_]; /* none that denies */
    unsigned count;
    uint64_t some;  /* a bit for each 64th phrase: is one of these there? */
    uint64_t aimed; /* the same of their targets */
    unsigned char denied[SMTPC_TARGETS_ / 8]; /* a bit for each message */
};

/* Of the first five of eight bytes. */
static inline uint32_t smtpc_gram_hash_(const char *s)
{
    uint64_t five = SMTPC_CAST_(uint64_t, 0xff) << 32 | 0xffffffffu;
    uint64_t multiplier =
        SMTPC_CAST_(uint64_t, 0x9e3779b9u) << 32 | 0x7f4a7c15u;

    return SMTPC_CAST_(uint32_t, (smtpc_load8_(s) & five) * multiplier >> 32);
}

/* Runs of letters that thousands of phrases have. In the literals one byte,
 * which no phrase has, stands for each. Only the first byte of a run is a
 * blank, so that literals can share words, and the bytes next to a gap mark
 * are no runs, so that they can be looked at: see smtpc_has_pieces_. */
static const char smtpc_runs_[][8] = {
    "",      " a",      " acce",   " accou",  " addre", " allow",  " auth",
    " b",    " block",  " c",      " connec", " d",     " doma",   " domain",
    " e",    " error",  " exceed", " f",      " from",  " h",      " in",
    " is",   " limit",  " lo",     " m",      " mail",  " mailbo", " messag",
    " n",    " no",     " not",    " of",     " p",     " quota",  " r",
    " re",   " recipi", " rejec",  " s",      " send",  " sender", " spam",
    " t",    " this",   " to",     " un",     " your",  "able",    "ail",
    "an",    "as",      "ch",      "ed",      "en",     "ent",     "entica",
    "er",    "es",      "il",      "in",      "ing",    "is",      "it",
    "known", "le",      "li",      "om",      "on",     "or",      "ou",
    "re",    "ss",      "st",      "ta",      "te",     "ted",     "tion",
    "us",    "valid",   "ver",     " ",
};

/* Their lengths; a byte that stands for itself is one. */
static const unsigned char smtpc_run_lens_[] = {
    1, 2, 5, 6, 6, 6, 5, 2, 6, 2, 7, 2, 5, 7, 2, 6, 7, 2, 5, 2, 3,
    3, 6, 3, 2, 5, 7, 7, 2, 3, 4, 3, 2, 6, 2, 3, 7, 6, 2, 5, 7, 5,
    2, 5, 3, 3, 5, 4, 3, 2, 2, 2, 2, 2, 3, 6, 2, 2, 2, 2, 3, 2, 2,
    5, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 2, 5, 3, 1,
};

/* The row of the run that a byte stands for; 0: it stands for itself. A NUL
 * ends a literal, and where a phrase goes on there it ends in a blank. */
static const unsigned char smtpc_run_of_[256] = {
    80, 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17,
    18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 0,  31, 32, 33, 34, 35,
    36, 37, 38, 39, 40, 41, 42, 43, 0,  44, 0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  45, 46, 47, 48, 49, 0,  50, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  51, 52, 53, 54,
    55, 56, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  57, 58, 59, 60, 61, 0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  62, 63, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  64, 0,  0,  65, 66, 67, 68, 69, 70,
    71, 72, 73, 74, 75, 76, 77, 78, 79,
};

enum {
    SMTPC_BESIDE_MARK_ = 3, /* bytes on each side of a mark that are no run */
    SMTPC_LONGEST_ = 160    /* bytes of a literal, unpacked */
};

/* Write what n bytes of a literal stand for; return how many bytes these are.
 */
static inline size_t smtpc_unpack_(const char *literal, size_t n, char *to)
{
    size_t len = 0;

    for (; n > 0; n--, literal++) {
        unsigned row = smtpc_run_of_[SMTPC_CAST_(unsigned char, *literal)];
        const char *run = smtpc_runs_[row];

        if (row == 0)
            to[len++] = *literal;
        while (*run)
            to[len++] = *run++;
    }
    return len;
}

/* Where the part of a literal ends that stands for n bytes of a text, or NULL
 * when they differ. Which bytes are runs no branch would foresee: a letter that
 * stands for itself is compared as one, too. */
static inline const char *smtpc_behind_(const char *text, size_t n,
                                        const char *literal)
{
    const char *end = text + n;

    while (text < end) {
        unsigned char byte = SMTPC_CAST_(unsigned char, *literal++);
        unsigned row = smtpc_run_of_[byte];
        uint64_t run = smtpc_load8_(smtpc_runs_[row]) | (row == 0 ? byte : 0u);
        size_t len = smtpc_run_lens_[row],
               left = SMTPC_CAST_(size_t, end - text);

        len = len < left ? len : left;
        if ((smtpc_load8_(text) ^ run) << (64 - 8 * len) != 0)
            return SMTPC_NULL_;
        text += len;
    }
    return literal;
}

/* Is it the same, a piece of 3 bytes or more that most places do not fit? Its
 * first byte is nearly always a blank, so the second is looked at first. */
static inline int smtpc_fits_(const char *text, const char *piece, size_t n)
{
    return text[1] == piece[1] && text[0] == piece[0] &&
           memcmp(text + 2, piece + 2, n - 2) == 0;
}

/* A folded text, with what is looked up in it again and again. */
struct smtpc_text_seen_ {
    const char *bytes;
    size_t len;
    unsigned char pairs[256]; /* by smtpc_pair_: has it two such letters? */
};

/* Two letters to one of the marks for pairs that a text has somewhere. */
static inline unsigned char smtpc_pair_(const char *s)
{
    return SMTPC_CAST_(unsigned char, SMTPC_CAST_(unsigned char, s[0]) * 37u +
                                          SMTPC_CAST_(unsigned char, s[1]));
}

static inline void smtpc_see_text_(struct smtpc_text_seen_ *text,
                                   const char *bytes, size_t len)
{
    size_t i;

    text->bytes = bytes;
    text->len = len;
    memset(text->pairs, 0, sizeof text->pairs);
    for (i = 1; i < len; i++)
        text->pairs[smtpc_pair_(bytes + i - 1)] = 1;
}

/* Find the pieces before the anchor, from right to left, each within a gap of
 * the one behind it. */
static inline int smtpc_left_pieces_(const char *text, size_t at,
                                     const char *pieces, size_t len)
{
    while (len > 0) {
        size_t n = 0, least;

        len--; /* the mark */
        while (n < len && pieces[len - n - 1] != SMTPC_GAP_MARK_)
            n++;
        len -= n;
        /* A blank may close one piece and open the next. */
        at += pieces[len + n - 1] == ' ' && text[at] == ' ';
        least = at > n + SMTPC_GAP_ ? at - n - SMTPC_GAP_ : 0;
        if (at < n)
            return 0;
        for (at -= n; !smtpc_fits_(text + at, pieces + len, n); at--)
            if (at == least)
                return 0;
    }
    return 1;
}

/* The same behind the anchor, which ends at at. */
static inline int smtpc_right_pieces_(const char *text, size_t text_len,
                                      size_t at, const char *pieces, size_t len)
{
    while (len > 0) {
        size_t n = 0, most;

        pieces++;
        len--;
        while (n < len && pieces[n] != SMTPC_GAP_MARK_)
            n++;
        at -= at > 0 && pieces[0] == ' ' && text[at - 1] == ' ';
        most = at + SMTPC_GAP_;
        for (;; at++) {
            if (at + n > text_len || at > most)
                return 0;
            if (smtpc_fits_(text + at, pieces, n))
                break;
        }
        at += n;
        pieces += n;
        len -= n;
    }
    return 1;
}

/* Do words of a guess end at at? */
static inline int smtpc_is_guess_(const char *text, size_t at)
{
    static const char words[][15] = {" may",           " might",    " may be",
                                     " might be",      " could be", " can be",
                                     " may have been", " possibly", " probably",
                                     " likely",        " maybe",    " perhaps"};
    int last;
    size_t i;

    if (at < 4) /* " may" */
        return 0;
    last = SMTPC_CAST_(unsigned char, text[at - 2]) << 8 |
           SMTPC_CAST_(unsigned char, text[at - 1]);
    /* Few words end in two of these letters. */
    switch (last) {
    case 'b' << 8 | 'e':
    case 'e' << 8 | 'n':
    case 'l' << 8 | 'y':
    case 'p' << 8 | 's':
    case 'a' << 8 | 'y':
    case 'h' << 8 | 't':
        break;
    default:
        return 0;
    }
    for (i = 0; i < sizeof words / sizeof words[0]; i++)
        if (at >= strlen(words[i]) && memcmp(text + at - strlen(words[i]),
                                             words[i], strlen(words[i])) == 0)
            return 1;
    return 0;
}

/* What is in a row. */
static inline unsigned smtpc_target_of_(const struct smtpc_phrase_ *p)
{
    return p->target[0] | SMTPC_CAST_(unsigned, p->target[1]) << 8;
}

static inline size_t smtpc_len_(const struct smtpc_phrase_ *p)
{
    return p->len % SMTPC_SURE_;
}

static inline int smtpc_has_gaps_(const struct smtpc_phrase_ *p)
{
    return smtpc_target_of_(p) >> SMTPC_GAPS_SHIFT_ & 1;
}

static inline int smtpc_denies_(const struct smtpc_phrase_ *p)
{
    return smtpc_target_of_(p) >> SMTPC_KIND_SHIFT_ == SMTPC_UNLESS_;
}

/* Where the anchor of a phrase is among the literals. */
static inline size_t smtpc_literal_(const struct smtpc_phrase_ *p)
{
    return p->literal[0] | SMTPC_CAST_(size_t, p->literal[1]) << 8 |
           SMTPC_CAST_(size_t, smtpc_target_of_(p) >> SMTPC_HIGH_SHIFT_ & 1)
               << 16;
}

/* The first of the pieces around an anchor. */
static inline const char *smtpc_first_piece_(const char *anchor)
{
    while (anchor[-1] != '\0')
        anchor--;
    return anchor;
}

/* The letters of a phrase, of all its pieces; return how many bytes. */
static inline size_t smtpc_letters_(const struct smtpc_phrase_ *p,
                                    const char *literals,
                                    char to[SMTPC_LONGEST_])
{
    const char *s = literals + smtpc_literal_(p);
    size_t n;

    if (smtpc_has_gaps_(p))
        s = smtpc_first_piece_(s);
    n = smtpc_unpack_(s, strlen(s), to);
    /* What is left is another phrase's. */
    return smtpc_has_gaps_(p) || n < smtpc_len_(p) ? n : smtpc_len_(p);
}

/* How many of n bytes are a certain one, none a NUL: eight at once. */
static inline unsigned smtpc_count_(const char *s, size_t n, unsigned char byte)
{
    const uint64_t ones =
        SMTPC_CAST_(uint64_t, 0x01010101u) << 32 | 0x01010101u;
    unsigned count = 0;

    while (n > 0) {
        size_t part = n < 8 ? n : 8;
        /* 0 where they are alike; its highest bit, where anything is not */
        uint64_t other = (smtpc_load8_(s) << (64 - 8 * part)) ^ ones * byte;
        uint64_t is_other = ((other & ones * 127) + ones * 127) | other;

        count += SMTPC_CAST_(unsigned, (~is_other >> 7 & ones) * ones >> 56);
        s += part;
        n -= part;
    }
    return count;
}

/* Letters and digits of pieces. */
static inline unsigned smtpc_piece_letters_(const char *s, size_t n)
{
    return SMTPC_CAST_(unsigned, n) - smtpc_count_(s, n, ' ') -
           smtpc_count_(s, n, SMTPC_GAP_MARK_);
}

/* What a phrase weighs that has so many letters, up to SMTPC_SCORES_. */
static inline unsigned smtpc_score_(const struct smtpc_phrase_ *p,
                                    unsigned letters)
{
    unsigned score =
        letters + (p->len < SMTPC_SURE_ ? 0u : 0u + SMTPC_SURE_LETTERS_);

    if (p->gram >= SMTPC_VAGUE_)
        return SMTPC_VAGUE_SCORE_;
    return score < SMTPC_SCORES_ ? score : 0u + SMTPC_SCORES_;
}

static inline void smtpc_deny_(struct smtpc_hits_ *hits, unsigned message)
{
    hits->denied[message / 8] |= SMTPC_CAST_(unsigned char, 1u << message % 8);
}

static inline int smtpc_is_denied_(const struct smtpc_hits_ *hits,
                                   unsigned message)
{
    return hits->denied[message / 8] >> message % 8 & 1;
}

/* Which hit gives way to another; the count when none does. */
static inline unsigned smtpc_weakest_hit_(const struct smtpc_hits_ *hits,
                                          unsigned score)
{
    unsigned at = hits->count, i;

    for (i = 0; i < hits->count; i++)
        if (hits->hit[i].score < score) {
            at = i;
            score = hits->hit[i].score;
        }
    return at;
}

/* Keep a hit of a phrase, whose anchor stands at at: the first, since it
 * counts once, or where that was a guess one that is none. When there are too
 * many, the lowest score goes. */
SMTPC_SELDOM_ void smtpc_keep_hit_(struct smtpc_hits_ *hits,
                                   const struct smtpc_phrase_ *p,
                                   uint16_t phrase, unsigned score,
                                   const char *text, size_t at)
{
    struct smtpc_hit_ *hit;
    uint64_t bit = SMTPC_CAST_(uint64_t, 1) << phrase % 64;
    unsigned i;

    for (i = hits->some & bit ? hits->count : 0u; i > 0; i--)
        if (hits->hit[i - 1].phrase == phrase) {
            if (hits->hit[i - 1].guess)
                hits->hit[i - 1].guess = smtpc_is_guess_(text, at) != 0;
            return;
        }
    hits->some |= bit;
    hits->aimed |= SMTPC_CAST_(uint64_t, 1) << smtpc_target_of_(p) % 64;
    i = hits->count;
    if (i < SMTPC_HITS_)
        hits->count++;
    else
        i = smtpc_weakest_hit_(hits, score);
    if (i == SMTPC_HITS_)
        return;
    hit = &hits->hit[i];
    hit->phrase = phrase;
    hit->target = SMTPC_CAST_(uint16_t, smtpc_target_of_(p) % SMTPC_TARGETS_);
    hit->score = SMTPC_CAST_(unsigned char, score);
    hit->kind =
        SMTPC_CAST_(unsigned char, smtpc_target_of_(p) >> SMTPC_KIND_SHIFT_);
    hit->guess = smtpc_is_guess_(text, at) != 0;
    hit->at = SMTPC_CAST_(uint16_t, at);
}

/* Do the other pieces stand around the anchor, which is in the text from at to
 * end and in the literal up to behind? Their letters are added to *letters.
 * Most phrases of several pieces fail here: two letters of the next one, looked
 * up among the pairs of the text, tell soonest. */
static inline int smtpc_has_pieces_(const struct smtpc_text_seen_ *text,
                                    size_t at, size_t end, const char *anchor,
                                    const char *behind, unsigned *letters)
{
    char pieces[SMTPC_LONGEST_ + 0u + SMTPC_BEHIND_FOLDED_];
    const char *first;
    size_t n;

    if ((anchor[-1] == SMTPC_GAP_MARK_ &&
         !text->pairs[smtpc_pair_(anchor - 4)]) ||
        (*behind == SMTPC_GAP_MARK_ && !text->pairs[smtpc_pair_(behind + 2)]))
        return 0;
    first = smtpc_first_piece_(anchor);
    n = smtpc_unpack_(first, SMTPC_CAST_(size_t, anchor - first), pieces);
    if (!smtpc_left_pieces_(text->bytes, at, pieces, n))
        return 0;
    *letters += smtpc_piece_letters_(pieces, n);
    n = smtpc_unpack_(behind, strlen(behind), pieces);
    *letters += smtpc_piece_letters_(pieces, n);
    return smtpc_right_pieces_(text->bytes, text->len, end, pieces, n);
}

/* Is this phrase at that place, where its gram is? */
static inline void smtpc_try_phrase_(const struct smtpc_rules_ *rules,
                                     uint16_t phrase,
                                     const struct smtpc_text_seen_ *text,
                                     size_t at, struct smtpc_hits_ *hits)
{
    const struct smtpc_phrase_ *p = &rules->phrases[phrase];
    const char *anchor = rules->literals + smtpc_literal_(p), *behind;
    size_t gram = p->gram % SMTPC_VAGUE_, start = at - gram;
    size_t end = start + smtpc_len_(p);
    unsigned letters = 0;

    if (at < gram || end > text->len)
        return;
    behind = smtpc_behind_(text->bytes + start, end - start, anchor);
    if (!behind)
        return;
    if (smtpc_has_gaps_(p) &&
        !smtpc_has_pieces_(text, start, end, anchor, behind, &letters))
        return;
    if (smtpc_denies_(p)) {
        smtpc_deny_(hits, smtpc_target_of_(p) % SMTPC_TARGETS_);
        return;
    }
    letters += SMTPC_CAST_(unsigned, end - start) -
               smtpc_count_(text->bytes + start, end - start, ' ');
    smtpc_keep_hit_(hits, p, phrase, smtpc_score_(p, letters), text->bytes,
                    start);
}

/* Of a bucket this phrase may be at this place. */
struct smtpc_try_ {
    uint16_t phrase, at;
};

/* Most phrases that would deny a message stand in a text without any that means
 * it. So they wait until all others are known. */
struct smtpc_later_ {
    struct smtpc_try_ tries[SMTPC_LATER_];
    size_t count;
};

/* Places of a block where the filter says maybe, with the hashes there. */
struct smtpc_maybe_ {
    uint16_t at[SMTPC_BLOCK_];
    uint32_t hash[SMTPC_BLOCK_];
    size_t count;
};

/* Note first where the filter says maybe, no branch would foresee it; then the
 * phrases whose rows say so too, so that these are fetched side by side; then
 * compare. */
static inline void smtpc_try_phrases_(const struct smtpc_rules_ *rules,
                                      const struct smtpc_text_seen_ *text,
                                      const struct smtpc_maybe_ *maybe,
                                      struct smtpc_later_ *later,
                                      struct smtpc_hits_ *hits)
{
    const struct smtpc_phrase_ *phrases = rules->phrases;
    struct smtpc_try_ tries[SMTPC_BLOCK_];
    size_t count = 0, i, j;

    for (i = 0; i < maybe->count; i++) {
        uint16_t at = maybe->at[i];
        uint32_t hash = maybe->hash[i];
        uint32_t bucket = hash >> (32 - SMTPC_BUCKET_BITS_);
        const struct smtpc_group_ *group =
            &rules->groups[bucket >> SMTPC_GROUP_BITS_];
        const unsigned char *bounds = &group->at[bucket & (SMTPC_GROUP_ - 1)];
        unsigned p = SMTPC_CAST_(unsigned, group->first) + bounds[0],
                 end = SMTPC_CAST_(unsigned, group->first) + bounds[1], stop;
        unsigned char check =
            SMTPC_CAST_(unsigned char, hash >> SMTPC_CHECK_SHIFT_);

        do { /* once, or where there is no room for them all, more often */
            stop = end - p < SMTPC_BLOCK_ - count
                       ? end
                       : p + SMTPC_CAST_(unsigned, SMTPC_BLOCK_ - count);
            for (; p < stop; p++) {
                tries[count].phrase = SMTPC_CAST_(uint16_t, p);
                tries[count].at = at;
                count += phrases[p].check == check;
            }
            if (p == end && i + 1 < maybe->count && count < SMTPC_BLOCK_)
                continue;
            for (j = 0; j < count; j++) {
                if (later->count < SMTPC_LATER_ &&
                    smtpc_denies_(&phrases[tries[j].phrase]))
                    later->tries[later->count++] = tries[j];
                else
                    smtpc_try_phrase_(rules, tries[j].phrase, text, tries[j].at,
                                      hits);
            }
            count = 0;
        } while (p < end);
    }
}

/* Note the places from at to end where the filter says maybe. */
static inline void smtpc_note_places_(const unsigned char *filter,
                                      const char *text, size_t at, size_t end,
                                      struct smtpc_maybe_ *maybe)
{
    size_t count = 0;

    for (; at < end; at++) {
        uint32_t h = smtpc_gram_hash_(text + at);

        maybe->at[count] = SMTPC_CAST_(uint16_t, at);
        maybe->hash[count] = h;
        h >>= SMTPC_FILTER_SHIFT_;
        count += SMTPC_CAST_(unsigned, filter[h >> 3]) >> (h & 7) & 1u;
    }
    maybe->count = count;
}

/* Find every phrase in a folded text, with SMTPC_BEHIND_FOLDED_ bytes behind
 * it. */
static inline void smtpc_find_phrases_(const struct smtpc_rules_ *rules,
                                       const char *bytes, size_t len,
                                       struct smtpc_hits_ *hits)
{
    size_t places = len < SMTPC_GRAM_ ? 0 : len - SMTPC_GRAM_ + 1, from, end;
    struct smtpc_text_seen_ text;
    struct smtpc_maybe_ maybe;
    struct smtpc_later_ later;
    size_t i;

    hits->count = 0;
    hits->some = hits->aimed = 0;
    later.count = 0;
    memset(hits->denied, 0, sizeof hits->denied);
    smtpc_see_text_(&text, bytes, len);
    for (from = 0; from < places; from = end) {
        end = places - from > SMTPC_BLOCK_ ? from + SMTPC_BLOCK_ : places;
        smtpc_note_places_(rules->filter, bytes, from, end, &maybe);
        smtpc_try_phrases_(rules, &text, &maybe, &later, hits);
    }
    for (i = 0; i < later.count; i++) {
        const struct smtpc_try_ *t = &later.tries[i];

        if (hits->aimed >> smtpc_target_of_(&rules->phrases[t->phrase]) % 64 &
            1)
            smtpc_try_phrase_(rules, t->phrase, &text, t->at, hits);
    }
}

/* What a message is held against. */
struct smtpc_case_ {
    int code;        /* 0: none */
    uint32_t status; /* 0: none */
    int stage;       /* enum smtpc_stage: which command was answered */
    int is_reply;    /* else a program's own words: local phrases count */
    unsigned named;  /* the provider that the caller names; 0: none */
    size_t hosts;    /* where, behind the words, hosts stand that only show the
                        provider; 0: nowhere */
};

/* Does a message speak of this reply? */
static inline int smtpc_in_scope_(const struct smtpc_rules_ *rules,
                                  const struct smtpc_message_ *m, int code,
                                  uint32_t status)
{
    const uint32_t *scope = rules->scopes + m->scopes;
    unsigned i;
    int good = m->reply_scopes == 0;

    for (i = 0; i < m->reply_scopes && !good; i++)
        good = scope[i] == SMTPC_CAST_(uint32_t, code) ||
               (code >= 100 && scope[i] == SMTPC_CAST_(uint32_t, code / 100) *
                                               SMTPC_CLASS_SCOPE_);
    if (!good)
        return 0;
    scope += m->reply_scopes;
    good = m->status_scopes == 0;
    for (i = 0; i < m->status_scopes && !good; i++)
        good =
            status != 0 && scope[i] == SMTPC_STATUS_SCOPE_ + (status & 0xfffff);
    return good;
}

/* Can it be about such a party? Before RCPT nothing is said of a recipient,
 * before MAIL nothing of a sender or message, and 53z answers AUTH. By number,
 * since the generator has no enum smtpc_stage. */
static inline int smtpc_may_be_about_(const struct smtpc_case_ *c,
                                      unsigned about)
{
    int stage = c->code / 10 == 53 ? 3 : c->stage;

    if (stage == 0)
        return 1;
    switch (about) {
    case SMTPC_OF_RECIPIENT_:
        return stage > 4; /* MAIL */
    case SMTPC_OF_SENDER_:
    case SMTPC_OF_MESSAGE_:
        return stage > 3; /* AUTH */
    case SMTPC_OF_ACCOUNT_:
        return stage > 1; /* CONNECT */
    default:
        return 1;
    }
}

/* The weight of evidence, in letters of a phrase. */
enum {
    SMTPC_BOUND_PROVIDER_ = 8, /* a phrase of one provider's own */
    SMTPC_BOUND_STATUS_ = 4,
    SMTPC_BOUND_REPLY_ = 2,
    SMTPC_BOUND_MOST_ = 14,   /* these together */
    SMTPC_SURE_SCORE_ = 20,   /* a phrase that leaves no doubt */
    SMTPC_FEW_WORDS_ = 12,    /* bytes of words that say next to nothing */
    SMTPC_SPECIFIC_SCORE_ = 9 /* what a specific enhanced code weighs */
};

struct smtpc_found_ {
    unsigned message;  /* index and 1; 0: none */
    unsigned score;    /* of the best phrase, with what binds it */
    unsigned provider; /* named or shown by the text; 0: none */
    int is_guess;      /* the text only guesses it */
};

/* The provider that a text shows, by the longest phrase; of equals the first
 * in the catalogue. 0: none. */
static inline unsigned smtpc_shown_(const struct smtpc_hits_ *hits)
{
    unsigned shown = 0, provider = 0, i;

    for (i = 0; i < hits->count; i++) {
        const struct smtpc_hit_ *hit = &hits->hit[i];

        if (hit->kind == SMTPC_SHOWN_ &&
            (hit->score > shown ||
             (hit->score == shown && hit->target < provider))) {
            shown = hit->score;
            provider = hit->target;
        }
    }
    return provider;
}

/* Has a phrase a token in it, "ts03"? Words have no digits, and such a token
 * has one maker. */
static inline int smtpc_has_token_(const struct smtpc_phrase_ *p,
                                   const char *literals)
{
    char letters[SMTPC_LONGEST_];
    size_t n = smtpc_letters_(p, literals, letters);

    while (n > 0)
        if (letters[--n] >= '0' && letters[n] <= '9')
            return 1;
    return 0;
}

/* What a hit weighs in a case; 0: it does not count, or cannot come to least. A
 * guess weighs half. What is bound to a provider that nothing shows weighs no
 * more for it. */
static inline unsigned smtpc_weight_(const struct smtpc_rules_ *rules,
                                     const struct smtpc_hits_ *hits,
                                     const struct smtpc_hit_ *hit,
                                     const struct smtpc_case_ *c,
                                     unsigned provider, unsigned least)
{
    const struct smtpc_message_ *m = &rules->messages[hit->target];
    unsigned score = hit->score;

    if ((hit->kind == SMTPC_LOCAL_ ? c->code != 0 : !c->is_reply) ||
        score + SMTPC_BOUND_MOST_ < least ||
        (c->hosts && hit->at >= c->hosts) ||
        (m->provider && c->named && m->provider != c->named) ||
        !smtpc_in_scope_(rules, m, c->code, c->status) ||
        !smtpc_may_be_about_(c, m->about) ||
        smtpc_is_denied_(hits, hit->target))
        return 0;
    if (m->provider &&
        (m->provider == provider ||
         (!provider &&
          smtpc_has_token_(&rules->phrases[hit->phrase], rules->literals))))
        score += SMTPC_BOUND_PROVIDER_;
    if (m->status_scopes)
        score += SMTPC_BOUND_STATUS_;
    if (m->reply_scopes)
        score += SMTPC_BOUND_REPLY_;
    return hit->guess && score > 1 ? score / 2 : score;
}

/* Letters between the beginnings of two phrases that are of other words. */
enum { SMTPC_APART_ = 8 };

/* Is a hit no cause besides that of the hit last, which tells that a server
 * gave up? Such a cause stands in front, and is no guess. */
static inline int smtpc_is_aside_(const struct smtpc_rules_ *rules,
                                  const struct smtpc_hit_ *hit,
                                  const struct smtpc_hit_ *last,
                                  unsigned given_up)
{
    return rules->messages[hit->target].reason == given_up || hit->guess ||
           hit->score <= SMTPC_VAGUE_SCORE_ ||
           hit->at + SMTPC_APART_ > last->at;
}

/* Weigh the hits: the heaviest message wins, of equals the first in the
 * catalogue; and who sent it. Who gave up after days (given_up is the number of
 * that reason) had another cause, and where that is told too, it counts. */
static inline void smtpc_weigh_(const struct smtpc_rules_ *rules,
                                const struct smtpc_hits_ *hits,
                                const struct smtpc_case_ *c, unsigned given_up,
                                struct smtpc_found_ *out)
{
    unsigned best = SMTPC_HITS_, last = SMTPC_HITS_, heaviest, i;
    struct smtpc_found_ found;

    out->message = out->score = 0;
    out->is_guess = 0;
    out->provider = c->named ? c->named : smtpc_shown_(hits);
    do {
        heaviest = SMTPC_HITS_;
        found = *out;
        found.message = found.score = 0;
        for (i = 0; i < hits->count; i++) {
            const struct smtpc_hit_ *hit = &hits->hit[i];
            unsigned weight;

            if (hit->kind == SMTPC_SHOWN_ ||
                (best < SMTPC_HITS_ &&
                 smtpc_is_aside_(rules, hit, &hits->hit[best], given_up)))
                continue;
            weight =
                smtpc_weight_(rules, hits, hit, c, found.provider, found.score);
            if (weight > found.score || (weight && weight == found.score &&
                                         hit->target < found.message)) {
                found.score = weight;
                found.message = hit->target + 1u;
                found.is_guess = hit->guess;
                heaviest = i;
            }
        }
        if (heaviest == SMTPC_HITS_)
            break;
        *out = found;
        last = best; /* none, the first time */
        best = heaviest;
    } while (last == SMTPC_HITS_ &&
             rules->messages[hits->hit[best].target].reason == given_up);
    if (best < SMTPC_HITS_ && !out->provider &&
        smtpc_has_token_(&rules->phrases[hits->hit[best].phrase],
                         rules->literals))
        out->provider = rules->messages[hits->hit[best].target].provider;
}
