/* Phrases in a folded text, in one pass with a filter.
 *
 * A phrase is a run of pieces. One of them, chosen by the generator, is its
 * anchor; five bytes of it, the rarest, are known to a bit filter. Only where
 * the filter says maybe are phrases looked at. One pass, whatever their number
 * (q-gram filtration; compare Wu and Manber 1994). Many phrases are short and
 * common, so looking at them is what costs: bytes as rare as possible, looked
 * for at every place, beat a longer stride.
 *
 * What a piece says is kept as a fingerprint of 48 bits (Karp and Rabin 1987).
 * Letters took more room and ten times as long to compare. Some ten are
 * compared a line, so once in twenty million million lines one may fit that is
 * none.
 *
 * No branch foresees which phrases a line has, and a wrong guess costs as much
 * as comparing one. So what may be is written down in any case, and counted
 * where it is; branches are left where nearly all go the same way.
 */

enum {
    SMTPC_GAP_ = 80, /* bytes between two pieces of a phrase */
    SMTPC_HITS_ = 64,
    SMTPC_KIND_SHIFT_ = 14,  /* these three of a phrase's target */
    SMTPC_TOKEN_SHIFT_ = 13, /* a word of it has digits */
    SMTPC_GAPS_SHIFT_ = 12,
    SMTPC_TARGETS_ = 1 << SMTPC_GAPS_SHIFT_, /* messages, at most */
    SMTPC_VAGUE_SCORE_ = 1,
    SMTPC_PRINT_ = 6,         /* bytes of a fingerprint */
    SMTPC_GRAM_ = 5,          /* bytes */
    SMTPC_BLOCK_ = 64,        /* places */
    SMTPC_START_BITS_ = 9,    /* of a hash of three letters */
    SMTPC_TRIES_ = 264,       /* a bucket has less by SMTPC_ROWS_ */
    SMTPC_ROWS_ = 8,          /* read at once */
    SMTPC_LATER_ = 32,        /* phrases that may deny */
    SMTPC_FILTER_SHIFT_ = 16, /* the filter takes the bits of a hash above */
    SMTPC_BUCKET_BITS_ = 12,
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

/* A row for each phrase and, behind it, one for each of its other pieces: those
 * before the anchor from right to left, then those behind it. There are
 * thousands, so no member is wider than a byte. */
struct smtpc_phrase_ {
    unsigned char target[2]; /* a message or provider; above it whether other
                                pieces follow, whether a word has digits, and
                                the kind. Of a piece: its second and third
                                byte */
    unsigned char print[SMTPC_PRINT_]; /* of the anchor: see smtpc_print_ */
    unsigned char len;                 /* of the anchor */
    unsigned char gram;  /* where in it that begins. Of a piece: enum
                            smtpc_piece_flag_ */
    unsigned char score; /* 0: a piece */
    unsigned char check; /* bits of its hash that the bucket did not use. Of a
                            piece: of the hash of its start */
};

enum smtpc_piece_flag_ {
    SMTPC_LEFT_ = 1,  /* it stands before the anchor */
    SMTPC_BLANK_ = 2, /* the end towards the anchor is a blank */
    SMTPC_MORE_ = 4,  /* another piece follows */
    SMTPC_ABOVE_ = 8  /* the hash of its start is above 255 */
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
    const uint32_t *filter; /* a bit for each value of those bits */
    const struct smtpc_group_ *groups;
    const struct smtpc_phrase_ *phrases; /* by bucket, and SMTPC_ROWS_ more */
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
    uint64_t some;    /* a bit for each 64th phrase: is one of these there? */
    uint64_t aimed;   /* the same of their targets */
    uint64_t denying; /* a bit for each 64 messages: are theirs set below? */
    uint64_t denied[SMTPC_TARGETS_ / 64]; /* a bit for each message */
};

/* What is in a row. */
static inline unsigned smtpc_target_of_(const struct smtpc_phrase_ *p)
{
    return p->target[0] | SMTPC_CAST_(unsigned, p->target[1]) << 8;
}

static inline int smtpc_has_gaps_(const struct smtpc_phrase_ *p)
{
    return smtpc_target_of_(p) >> SMTPC_GAPS_SHIFT_ & 1;
}

static inline int smtpc_denies_(const struct smtpc_phrase_ *p)
{
    return smtpc_target_of_(p) >> SMTPC_KIND_SHIFT_ == SMTPC_UNLESS_;
}

/* The hash of a piece's start. */
static inline unsigned smtpc_start_of_(const struct smtpc_phrase_ *piece)
{
    return piece->check + (piece->gram & SMTPC_ABOVE_ ? 256u : 0u);
}

/* Has a phrase a token in it, "ts03"? Words have no digits, and such a token
 * has one maker. */
static inline int smtpc_has_token_(const struct smtpc_phrase_ *p)
{
    return smtpc_target_of_(p) >> SMTPC_TOKEN_SHIFT_ & 1;
}

static inline uint64_t smtpc_multiplier_(void)
{
    return SMTPC_CAST_(uint64_t, 0x9e3779b9u) << 32 | 0x7f4a7c15u;
}

/* Of the first five of eight bytes. */
static inline uint32_t smtpc_gram_hash_(const char *s)
{
    uint64_t five = SMTPC_CAST_(uint64_t, 0xff) << 32 | 0xffffffffu;

    return SMTPC_CAST_(uint32_t,
                       (smtpc_load8_(s) & five) * smtpc_multiplier_() >> 32);
}

/* The fingerprint of n bytes: the upper SMTPC_PRINT_ bytes. Up to 15 bytes
 * behind them are read but do not count. A product carries only upwards, so its
 * upper half is mixed into the lower: else the last bytes of two words could
 * make up for each other. */
static inline uint64_t smtpc_print_(const char *s, size_t n)
{
    static const char mask[32] = "\xff\xff\xff\xff\xff\xff\xff\xff"
                                 "\xff\xff\xff\xff\xff\xff\xff\xff";
    uint64_t print = n;

    for (;; n -= 16, s += 16) {
        const char *from = mask + 16 - (n < 16 ? n : 16);

        print ^= smtpc_load8_(s) & smtpc_load8_(from);
        print *= smtpc_multiplier_();
        print ^= print >> 32;
        print ^= smtpc_load8_(s + 8) & smtpc_load8_(from + 8);
        print *= smtpc_multiplier_();
        if (n <= 16)
            return print;
        print ^= print >> 32;
    }
}

/* Do these bytes say what an anchor or a piece does? */
static inline int smtpc_says_(const char *s, const struct smtpc_phrase_ *p,
                              size_t n)
{
    const void *row = p; /* which begins with two bytes and a fingerprint */

    return (smtpc_load8_(SMTPC_CAST_(const char *, row)) ^
            smtpc_print_(s, n)) >>
               16 ==
           0;
}

static inline unsigned smtpc_load2_(const char *s)
{
    return SMTPC_CAST_(unsigned char, s[0]) |
           SMTPC_CAST_(unsigned, SMTPC_CAST_(unsigned char, s[1])) << 8;
}

/* Does a piece stand at s? */
static inline int smtpc_is_piece_(const char *s,
                                  const struct smtpc_phrase_ *piece)
{
    return smtpc_load2_(s + 1) == smtpc_target_of_(piece) &&
           smtpc_says_(s, piece, piece->len);
}

/* What three letters stand somewhere in a text, by their hash: most pieces that
 * are not there begin with others. */
struct smtpc_starts_ {
    unsigned char has[1 << SMTPC_START_BITS_];
    size_t upto; /* so much of the text was noted */
};

static inline unsigned smtpc_start_hash_(const char *s)
{
    return SMTPC_CAST_(unsigned,
                       (smtpc_load8_(s) & 0xffffffu) * smtpc_multiplier_() >>
                           (64 - SMTPC_START_BITS_));
}

static inline void smtpc_note_starts_(const char *text, size_t upto,
                                      struct smtpc_starts_ *starts)
{
    for (; starts->upto < upto; starts->upto++)
        starts->has[smtpc_start_hash_(text + starts->upto)] = 1;
}

/* Find a piece that ends within a gap before *at, and go there. */
static inline int smtpc_left_piece_(const char *text, size_t *at,
                                    const struct smtpc_phrase_ *piece)
{
    size_t end = *at, here, least;

    /* A blank may close one piece and open the next. */
    end += (piece->gram & SMTPC_BLANK_) && text[end] == ' ';
    if (end < piece->len)
        return 0;
    here = end - piece->len + 1;
    least = here > SMTPC_GAP_ ? here - SMTPC_GAP_ - 1 : 0;
    while (here > least)
        if (smtpc_is_piece_(text + --here, piece)) {
            *at = here;
            return 1;
        }
    return 0;
}

/* Find a piece that begins within a gap behind *end, and go behind it. */
static inline int smtpc_right_piece_(const char *text, size_t len, size_t *end,
                                     const struct smtpc_phrase_ *piece)
{
    size_t here = *end, most;

    here -= (piece->gram & SMTPC_BLANK_) && text[here - 1] == ' ';
    if (here + piece->len > len)
        return 0;
    most = len - piece->len;
    if (most > here + SMTPC_GAP_)
        most = here + SMTPC_GAP_;
    for (; here <= most; here++)
        if (smtpc_is_piece_(text + here, piece)) {
            *end = here + piece->len;
            return 1;
        }
    return 0;
}

/* Do the other pieces of a phrase stand around its anchor, which is in the text
 * from at to end? */
static inline int smtpc_has_pieces_(const char *text, size_t len, size_t at,
                                    size_t end,
                                    const struct smtpc_phrase_ *piece)
{
    for (;; piece++) {
        if (piece->gram & SMTPC_LEFT_
                ? !smtpc_left_piece_(text, &at, piece)
                : !smtpc_right_piece_(text, len, &end, piece))
            return 0;
        if (!(piece->gram & SMTPC_MORE_))
            return 1;
    }
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

static inline void smtpc_deny_(struct smtpc_hits_ *hits, unsigned message)
{
    uint64_t bit = 1;

    if (!(hits->denying >> message / 64 & 1))
        hits->denied[message / 64] = 0;
    hits->denying |= bit << message / 64;
    hits->denied[message / 64] |= bit << message % 64;
}

static inline int smtpc_is_denied_(const struct smtpc_hits_ *hits,
                                   unsigned message)
{
    return (hits->denying >> message / 64 & 1) &&
           (hits->denied[message / 64] >> message % 64 & 1);
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
SMTPC_ONCE_ void smtpc_keep_hit_(struct smtpc_hits_ *hits,
                                 const struct smtpc_phrase_ *p, uint16_t phrase,
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
        i = smtpc_weakest_hit_(hits, p->score);
    if (i == SMTPC_HITS_)
        return;
    hit = &hits->hit[i];
    hit->phrase = phrase;
    hit->target = SMTPC_CAST_(uint16_t, smtpc_target_of_(p) % SMTPC_TARGETS_);
    hit->score = p->score;
    hit->kind =
        SMTPC_CAST_(unsigned char, smtpc_target_of_(p) >> SMTPC_KIND_SHIFT_);
    hit->guess = smtpc_is_guess_(text, at) != 0;
    hit->at = SMTPC_CAST_(uint16_t, at);
}

/* Where a phrase may be: its number, above the place of its gram. */
typedef uint32_t smtpc_try_;

/* Its anchor is there: keep it, when the rest is, too. */
SMTPC_ONCE_ void smtpc_take_phrase_(const struct smtpc_phrase_ *p,
                                    uint16_t phrase, const char *text,
                                    size_t len, size_t at,
                                    struct smtpc_hits_ *hits)
{
    if (smtpc_has_gaps_(p) &&
        !smtpc_has_pieces_(text, len, at, at + p->len, p + 1))
        return;
    if (smtpc_denies_(p))
        smtpc_deny_(hits, smtpc_target_of_(p) % SMTPC_TARGETS_);
    else
        smtpc_keep_hit_(hits, p, phrase, text, at);
}

/* Is the anchor there? */
static inline int smtpc_is_there_(const struct smtpc_phrase_ *p, smtpc_try_ t,
                                  const char *text, size_t len)
{
    size_t gram = t & 0xffff, at = gram < p->gram ? len : gram - p->gram;
    size_t n = at + p->len <= len ? p->len : 0;

    return smtpc_says_(text + at, p, n) & (p->score != 0);
}

/* May the first of its other pieces be there, or has it none? */
static inline int smtpc_may_be_whole_(const struct smtpc_phrase_ *p,
                                      const struct smtpc_starts_ *starts)
{
    return (smtpc_has_gaps_(p) == 0) | starts->has[smtpc_start_of_(p + 1)];
}

/* What is to be tried. Most phrases that would deny a message stand in a text
 * without any that means it, so they wait until all others are known. */
struct smtpc_tries_ {
    smtpc_try_ now[SMTPC_TRIES_], later[SMTPC_LATER_ + 1];
    size_t count, later_count;
};

/* Take of n phrases those that are there. */
static inline void smtpc_try_all_(const struct smtpc_phrase_ *phrases,
                                  smtpc_try_ *tries, size_t n, const char *text,
                                  size_t len, struct smtpc_hits_ *hits)
{
    size_t count = 0, i;

    for (i = 0; i < n; i++) {
        smtpc_try_ t = tries[i];

        tries[count] = t;
        count += SMTPC_CAST_(size_t,
                             smtpc_is_there_(&phrases[t >> 16], t, text, len));
    }
    for (i = 0; i < count; i++) {
        const struct smtpc_phrase_ *p = &phrases[tries[i] >> 16];

        smtpc_take_phrase_(p, SMTPC_CAST_(uint16_t, tries[i] >> 16), text, len,
                           (tries[i] & 0xffff) - p->gram, hits);
    }
}

/* Leave out of n phrases those of messages that are denied; return how many are
 * left. */
SMTPC_SELDOM_ size_t smtpc_leave_denied_(const struct smtpc_phrase_ *phrases,
                                         smtpc_try_ *tries, size_t n,
                                         const struct smtpc_hits_ *hits)
{
    size_t count = 0, i;

    for (i = 0; i < n; i++) {
        const struct smtpc_phrase_ *p = &phrases[tries[i] >> 16];

        if (smtpc_denies_(p) &&
            smtpc_is_denied_(hits, smtpc_target_of_(p) % SMTPC_TARGETS_))
            continue;
        tries[count++] = tries[i];
    }
    return count;
}

/* Try what is to be tried now. What may deny is put off, while there is room.
 */
static inline void smtpc_try_now_(const struct smtpc_phrase_ *phrases,
                                  struct smtpc_starts_ *starts,
                                  struct smtpc_tries_ *tries, const char *text,
                                  size_t len, struct smtpc_hits_ *hits)
{
    size_t count = 0, i;

    smtpc_note_starts_(text, len, starts);
    for (i = 0; i < tries->count; i++) {
        smtpc_try_ t = tries->now[i];
        const struct smtpc_phrase_ *p = &phrases[t >> 16];
        int may_be = smtpc_may_be_whole_(p, starts);
        int waits = smtpc_denies_(p) & (tries->later_count < SMTPC_LATER_);

        tries->later[tries->later_count] = t;
        tries->later_count += SMTPC_CAST_(size_t, may_be & waits);
        tries->now[count] = t;
        count += SMTPC_CAST_(size_t, may_be & !waits);
    }
    if (tries->later_count == SMTPC_LATER_)
        count = smtpc_leave_denied_(phrases, tries->now, count, hits);
    smtpc_try_all_(phrases, tries->now, count, text, len, hits);
    tries->count = 0;
}

/* Try what was put off, where what it may deny is there. */
static inline void smtpc_try_later_(const struct smtpc_phrase_ *phrases,
                                    struct smtpc_tries_ *tries,
                                    const char *text, size_t len,
                                    struct smtpc_hits_ *hits)
{
    size_t count = 0, i;

    for (i = 0; i < tries->later_count; i++) {
        smtpc_try_ t = tries->later[i];

        tries->later[count] = t;
        count += SMTPC_CAST_(
            size_t,
            hits->aimed >> smtpc_target_of_(&phrases[t >> 16]) % 64 & 1);
    }
    smtpc_try_all_(phrases, tries->later, count, text, len, hits);
}

/* Does the filter know a gram of that hash? 0 or 1. */
static inline unsigned smtpc_is_known_(const uint32_t *filter, uint32_t hash)
{
    uint32_t bit = hash >> SMTPC_FILTER_SHIFT_;

    return filter[bit / 32] >> bit % 32 & 1;
}

/* Note the places from at to end where the filter says maybe, and what starts
 * there; return how many they are. */
static inline size_t smtpc_note_places_(const uint32_t *filter,
                                        const char *text, size_t at, size_t end,
                                        struct smtpc_starts_ *starts,
                                        uint16_t to[SMTPC_BLOCK_])
{
    size_t count = 0;

    for (; at < end; at++) {
        starts->has[smtpc_start_hash_(text + at)] = 1;
        to[count] = SMTPC_CAST_(uint16_t, at);
        count += smtpc_is_known_(filter, smtpc_gram_hash_(text + at));
    }
    if (starts->upto < end)
        starts->upto = end;
    return count;
}

/* Note those of n rows, from a phrase on, that may be at a place; return how
 * many they are. Always eight are looked at: a row behind the bucket that looks
 * alike is tried for nothing. */
static inline size_t smtpc_note_phrases_(const struct smtpc_phrase_ *phrases,
                                         unsigned from, unsigned n,
                                         unsigned char check, uint16_t at,
                                         smtpc_try_ *to)
{
    const struct smtpc_phrase_ *p = phrases + from, *end = p + n;
    smtpc_try_ t = SMTPC_CAST_(smtpc_try_, from) << 16 | at, next = 1u << 16;
    size_t count = 0;

#define SMTPC_NOTE_ROW_(i_)     \
    (to[count] = t + (i_)*next, \
     count += SMTPC_CAST_(size_t, p[i_].check == check))
    for (; p < end; p += SMTPC_ROWS_, t += SMTPC_ROWS_ * next) {
        SMTPC_NOTE_ROW_(0);
        SMTPC_NOTE_ROW_(1);
        SMTPC_NOTE_ROW_(2);
        SMTPC_NOTE_ROW_(3);
        SMTPC_NOTE_ROW_(4);
        SMTPC_NOTE_ROW_(5);
        SMTPC_NOTE_ROW_(6);
        SMTPC_NOTE_ROW_(7);
    }
#undef SMTPC_NOTE_ROW_
    return count;
}

/* Find every phrase in a folded text, with SMTPC_BEHIND_FOLDED_ bytes behind
 * it. First note the places where the filter says maybe, then the phrases, so
 * that their rows are fetched side by side; then compare. */
static inline void smtpc_find_phrases_(const struct smtpc_rules_ *rules,
                                       const char *text, size_t len,
                                       struct smtpc_hits_ *hits)
{
    size_t places = len < SMTPC_GRAM_ ? 0 : len - SMTPC_GRAM_ + 1, from, end, i;
    struct smtpc_tries_ tries;
    struct smtpc_starts_ starts;
    uint16_t maybe[SMTPC_BLOCK_];

    /* in parts, since compilers clear few bytes faster than many */
    for (i = 0; i < sizeof starts.has; i += 64)
        memset(starts.has + i, 0, 64);
    starts.upto = 0;
    hits->count = 0;
    hits->some = hits->aimed = hits->denying = 0;
    tries.count = tries.later_count = 0;
    for (from = 0; from < places; from = end) {
        size_t count;

        end = places - from > SMTPC_BLOCK_ ? from + SMTPC_BLOCK_ : places;
        count =
            smtpc_note_places_(rules->filter, text, from, end, &starts, maybe);
        for (i = 0; i < count; i++) {
            uint32_t hash = smtpc_gram_hash_(text + maybe[i]),
                     bucket = hash >> (32 - SMTPC_BUCKET_BITS_);
            const struct smtpc_group_ *group =
                &rules->groups[bucket >> SMTPC_GROUP_BITS_];
            const unsigned char *at = &group->at[bucket & (SMTPC_GROUP_ - 1)];
            unsigned rows = at[1] - at[0] + 0u;

            if (tries.count + rows + SMTPC_ROWS_ > SMTPC_TRIES_)
                smtpc_try_now_(rules->phrases, &starts, &tries, text, len,
                               hits);
            tries.count += smtpc_note_phrases_(
                rules->phrases, group->first + 0u + at[0], rows,
                SMTPC_CAST_(unsigned char, hash >> SMTPC_CHECK_SHIFT_),
                maybe[i], tries.now + tries.count);
        }
    }
    smtpc_try_now_(rules->phrases, &starts, &tries, text, len, hits);
    smtpc_try_later_(rules->phrases, &tries, text, len, hits);
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
         (!provider && smtpc_has_token_(&rules->phrases[hit->phrase]))))
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
        smtpc_has_token_(&rules->phrases[hits->hit[best].phrase]))
        out->provider = rules->messages[hits->hit[best].target].provider;
}
