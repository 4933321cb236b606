/* Folding a text: ASCII letters become small; apostrophes vanish (user's,
 * users), but doesn't is does not; mail addresses and words of digits and dots
 * only (codes, IP addresses, numbers) are dropped; everything else that is no
 * letter, digit, inner dot or byte above 127 parts words. The result starts
 * and ends with a blank and has single blanks between words. */

enum { SMTPC_FOLDED_MAX_ = 2048 /* bytes looked at after folding */ };

/* What a byte is folded to: its small letter or itself, or one of these. */
enum {
    SMTPC_PARTS_ = 1, /* parts words and addresses */
    SMTPC_INSIDE_,    /* parts words, but may be inside an address */
    SMTPC_DOT_,       /* belongs to a word when one goes on behind it */
    SMTPC_NOTHING_,   /* vanishes */
    SMTPC_AT_         /* makes what stands around it an address */
};

static inline unsigned char smtpc_folded_(char byte)
{
    static const unsigned char folded[128] = {
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   2,   1,   2,   2,   2,   2,   4,   /*  !"#$%&' */
        1,   1,   2,   2,   1,   2,   3,   2,   /* ()*+,-./ */
        '0', '1', '2', '3', '4', '5', '6', '7', /* 0-7 */
        '8', '9', 1,   1,   1,   2,   1,   1,   /* 89:;<=>? */
        5,   'a', 'b', 'c', 'd', 'e', 'f', 'g', /* @A-G */
        'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', /* H-O */
        'p', 'q', 'r', 's', 't', 'u', 'v', 'w', /* P-W */
        'x', 'y', 'z', 1,   1,   1,   2,   2,   /* XYZ[\]^_ */
        1,   'a', 'b', 'c', 'd', 'e', 'f', 'g', /* `a-g */
        'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', /* h-o */
        'p', 'q', 'r', 's', 't', 'u', 'v', 'w', /* p-w */
        'x', 'y', 'z', 2,   2,   2,   2,   1,   /* xyz{|}~ */
    };
    unsigned char c = SMTPC_CAST_(unsigned char, byte);

    return c < 128 ? folded[c] : c;
}

/* The writing side of folding. */
struct smtpc_fold_ {
    char *to;
    size_t len;
    size_t word; /* where the word begins that is being written */
    size_t run;  /* where the possible address begins */
    int letter;  /* the word has one */
};

/* What goes on with a word, from at on. Return where it ends. */
static inline size_t smtpc_fold_word_(struct smtpc_fold_ *f, const char *text,
                                      size_t at, size_t len)
{
    size_t room = SMTPC_FOLDED_MAX_ - 2 - f->len;
    size_t end = len - at < room ? len : at + room;
    char *to = f->to + f->len;
    unsigned char c;
    int letter = 0;

    for (; at < end && (c = smtpc_folded_(text[at])) >= '0'; at++) {
        *to++ = SMTPC_CAST_(char, c);
        letter |= c >= 'a';
    }
    f->len = SMTPC_CAST_(size_t, to - f->to);
    f->letter |= letter;
    return at;
}

/* End the word: one of digits and dots only was none. */
static inline void smtpc_end_word_(struct smtpc_fold_ *f)
{
    if (f->letter)
        f->to[f->len++] = ' ';
    else
        f->len = f->word;
    f->word = f->len;
    f->letter = 0;
}

/* At an apostrophe, with text behind it: don't becomes do not, as others write
 * it, and can't cannot. The t is left to come next. */
static inline void smtpc_spell_not_(struct smtpc_fold_ *f, const char *text,
                                    size_t len)
{
    size_t n = f->len - f->word;

    if (n < 3 || f->to[f->len - 1] != 'n' || len == 0 ||
        smtpc_folded_(text[0]) != 't' || f->len + 5 > SMTPC_FOLDED_MAX_)
        return;
    if (n != 3 || memcmp(f->to + f->word, "can", 3) != 0) {
        f->to[f->len - 1] = ' ';
        f->word = f->len;
    }
    f->to[f->len++] = 'n';
    f->to[f->len++] = 'o';
}

/* Dots and apostrophes from at on, then what is behind them: dots go on with a
 * word only if it goes on itself. Return where that is. */
static inline size_t smtpc_fold_dots_(struct smtpc_fold_ *f, const char *text,
                                      size_t at, size_t len)
{
    size_t dots = 0;
    unsigned char c = SMTPC_PARTS_;

    if (text[at] == '\'')
        smtpc_spell_not_(f, text + at + 1, len - at - 1);
    for (; at < len; at++) {
        c = smtpc_folded_(text[at]);
        if (c != SMTPC_DOT_ && c != SMTPC_NOTHING_)
            break;
        dots += c == SMTPC_DOT_;
    }
    if (at == len || c < '0' || f->len == f->word)
        return at;
    for (; dots > 0 && f->len < SMTPC_FOLDED_MAX_ - 2; dots--)
        f->to[f->len++] = '.';
    return at;
}

/* An address, whose at sign is at at: take back what stands before it. Return
 * where it ends. */
static inline size_t smtpc_fold_address_(struct smtpc_fold_ *f,
                                         const char *text, size_t at,
                                         size_t len)
{
    f->len = f->word = f->run;
    f->letter = 0;
    while (++at < len) {
        unsigned char c = smtpc_folded_(text[at]);

        if (c < '0' && c != SMTPC_DOT_ && text[at] != '-' && text[at] != '_')
            break;
    }
    return at;
}

/* Fold len bytes into to, which has room for SMTPC_FOLDED_MAX_. Return the
 * length. */
static inline size_t smtpc_fold_text_(const char *text, size_t len, char *to)
{
    struct smtpc_fold_ f;
    size_t i = 0;

    f.to = to;
    f.len = f.word = f.run = 1;
    f.letter = 0;
    to[0] = ' ';
    while (i < len && f.len < SMTPC_FOLDED_MAX_ - 2) {
        unsigned char c = smtpc_folded_(text[i]);

        switch (c) {
        case SMTPC_PARTS_:
        case SMTPC_INSIDE_:
            smtpc_end_word_(&f);
            if (c == SMTPC_PARTS_)
                f.run = f.len;
            i++;
            break;
        case SMTPC_DOT_:
        case SMTPC_NOTHING_:
            i = smtpc_fold_dots_(&f, text, i, len);
            break;
        case SMTPC_AT_:
            i = smtpc_fold_address_(&f, text, i, len);
            break;
        default:
            i = smtpc_fold_word_(&f, text, i, len);
            break;
        }
    }
    smtpc_end_word_(&f);
    return f.len;
}
