/* A code or a symbol to its entry. */

/* The compares of codes end in a mask, not a branch: codes that hit and codes
 * that miss come mixed, and a branch would be mispredicted. A slot holds the
 * three bytes of a reply above its id: what is left of it when the token's
 * bytes are taken out is the id, or too large to be one. word: the three bytes
 * above an empty one. */
static inline unsigned smtpc_reply_find_(uint32_t word)
{
    uint64_t h = word * SMTPC_REPLY_MULTIPLIER_;
    uint32_t move = smtpc_reply_moves_[h >> SMTPC_REPLY_BUCKET_SHIFT_];
    uint32_t slot = SMTPC_CAST_(uint32_t, h >> SMTPC_REPLY_SLOT_SHIFT_) +
                    (move << SMTPC_REPLY_SCALE_);
    smtpc_reply_slot_ left = smtpc_reply_slots_[slot & SMTPC_REPLY_MASK_] ^
                             SMTPC_CAST_(smtpc_reply_slot_, word)
                                 << (SMTPC_REPLY_ID_BITS_ - 8);

    return SMTPC_CAST_(unsigned, left) &
           (0u - SMTPC_CAST_(unsigned, left < 1u << SMTPC_REPLY_ID_BITS_));
}

static inline unsigned smtpc_status_word_find_(uint64_t word)
{
    uint64_t h = word * SMTPC_STATUS_MULTIPLIER_;
    uint32_t move = smtpc_status_moves_[h >> SMTPC_STATUS_BUCKET_SHIFT_];
    uint32_t slot = (SMTPC_CAST_(uint32_t, h >> SMTPC_STATUS_SLOT_SHIFT_) +
                     (move << SMTPC_STATUS_SCALE_)) &
                    SMTPC_STATUS_MASK_;

    return smtpc_status_ids_[slot] &
           (0u - SMTPC_CAST_(unsigned, (smtpc_status_keys_[slot] ^ word) < 1));
}

/* Up to three digits without leading zeros; 0: there are none such. */
static inline size_t smtpc_take_digits_(const char *text, size_t len,
                                        uint32_t *n)
{
    size_t used = 0;

    *n = 0;
    while (used < len && used < 4 && text[used] >= '0' && text[used] <= '9')
        *n = *n * 10 + SMTPC_CAST_(uint32_t, text[used++] - '0');
    return used > 3 || (used > 1 && text[0] == '0') ? 0 : used;
}

/* Subject and detail from text, "7.26": the bytes of both; 0: they are none. */
static inline size_t smtpc_take_number_(const char *text, size_t len,
                                        uint32_t *number)
{
    uint32_t subject, detail;
    size_t used = smtpc_take_digits_(text, len, &subject), n;

    if (used == 0 || used == len || text[used] != '.')
        return 0;
    used++;
    n = smtpc_take_digits_(text + used, len - used, &detail);
    *number = subject << 10 | detail;
    return n ? used + n : 0;
}

/* The range that a number is in, subject and detail, when no entry is its
 * own. Any step goes on without a jump that a processor could guess wrong. */
static inline unsigned smtpc_range_find_(uint32_t number)
{
    size_t low = 0, count = sizeof smtpc_ranges_ / sizeof smtpc_ranges_[0];

    while (count > 1) {
        size_t half = count / 2;

        low += smtpc_ranges_[low + half].first <= number ? half : 0;
        count -= half;
    }
    return smtpc_ranges_[low].id;
}

/* The id of a status by its number, without the table of texts: a program that
 * only reads replies does not need it. A number stands before the ranges that
 * begin with it, a narrow one before a wide one. */
static inline unsigned smtpc_number_find_(uint32_t number)
{
    unsigned low = SMTPC_REPLY_ENTRIES_ + 1, count = SMTPC_ENTRIES + 1 - low;

    while (count > 0) {
        unsigned half = count / 2;

        if (smtpc_numbers_[low + half] < number) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low <= SMTPC_ENTRIES && smtpc_numbers_[low] == number
               ? low
               : smtpc_range_find_(number);
}

/* The range of a code's text, from its subject on. */
static inline unsigned smtpc_range_of_text_(const char *text, size_t len)
{
    uint32_t number;

    return smtpc_take_number_(text, len, &number) == len
               ? smtpc_range_find_(number)
               : 0;
}

/* All bits for '2', '4', '5' and 'X', none for any other byte. */
static inline unsigned smtpc_class_mask_(char c)
{
    static const signed char masks[256] = {
        0, 0, 0, 0, 0,  0, 0,  0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0,  0, 0,  0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, -1, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0,  0, 0,  0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1};

    return SMTPC_CAST_(unsigned, masks[SMTPC_CAST_(unsigned char, c)]);
}

/* Is it the symbol at that place of the pool? */
static inline int smtpc_is_symbol_(smtpc_offset_ at, size_t at_len,
                                   const char *text, size_t len)
{
    return at_len == len &&
           memcmp(smtpc_text_(&smtpc_symbols_pool_, at), text, len) == 0;
}

/* Names are long, so a byte of the hash sorts out most foreign ones before
 * their bytes are looked at. A slot holds an id, or the number of a name that
 * an entry had before, above all ids. */
static inline unsigned smtpc_name_find_(const char *text, size_t len)
{
    uint64_t word = smtpc_name_word_(text, len, SMTPC_NAME_FROM_START_,
                                     SMTPC_NAME_FROM_END_);
    uint64_t h = word * SMTPC_NAME_MULTIPLIER_;
    uint32_t move = smtpc_name_moves_[h >> SMTPC_NAME_BUCKET_SHIFT_];
    uint32_t slot = (SMTPC_CAST_(uint32_t, h >> SMTPC_NAME_SLOT_SHIFT_) +
                     (move << SMTPC_NAME_SCALE_)) &
                    SMTPC_NAME_MASK_;
    const struct smtpc_row_ *row;
    const struct smtpc_alias_ *alias;
    unsigned id = smtpc_name_slots_[slot];

    if (smtpc_name_tags_[slot] !=
        SMTPC_CAST_(unsigned char, h >> SMTPC_NAME_TAG_SHIFT_))
        return 0;
    if (id > SMTPC_ENTRIES) {
        alias = &smtpc_aliases_[id - SMTPC_ENTRIES - 1];
        return smtpc_is_symbol_(alias->symbol, alias->symbol_len, text, len)
                   ? alias->id
                   : 0;
    }
    row = &smtpc_rows_[id];
    return smtpc_is_symbol_(row->symbol, row->symbol_len, text, len) ? id : 0;
}

/* The three digits of n, 0 to 999, the first in the lowest byte. */
static inline uint32_t smtpc_digits_(uint32_t n)
{
    return ('0' + n / 100) | ('0' + n / 10 % 10) << 8 | ('0' + n % 10) << 16;
}

/* A dot and n without leading zeros; *len: the bytes of both. */
static inline uint64_t smtpc_dotted_(uint32_t n, unsigned *len)
{
    unsigned zeros =
        SMTPC_CAST_(unsigned, n < 10) + SMTPC_CAST_(unsigned, n < 100);

    *len = 4 - zeros;
    return SMTPC_CAST_(uint64_t, smtpc_digits_(n) >> 8 * zeros) << 8 | '.';
}

SMTPC_API unsigned smtpc_reply_id(int code)
{
    return code < 100 || code > 999
               ? 0
               : smtpc_reply_find_(smtpc_digits_(SMTPC_CAST_(uint32_t, code))
                                   << 8);
}

SMTPC_API unsigned smtpc_status_id(uint32_t status)
{
    uint32_t class_ = status >> 20, subject = status >> 10 & 1023;
    uint32_t detail = status & 1023;
    unsigned first, len;
    uint64_t text;
    unsigned id;

    if ((class_ != 0 && class_ != 2 && class_ != 4 && class_ != 5) ||
        subject > 999 || detail > 999 || status == 0)
        return 0;
    /* The word that the code's text would give. */
    text = smtpc_dotted_(subject, &first);
    text |= smtpc_dotted_(detail, &len) << 8 * first;
    len += first;
    id = smtpc_status_word_find_(SMTPC_CAST_(uint32_t, text + len + 1) |
                                 text >> 8 * (len - 4) << 32);
    return id ? id : smtpc_range_find_(subject << 10 | detail);
}

SMTPC_API unsigned smtpc_find_id(const char *text, size_t len)
{
    if (len == 3)
        return smtpc_reply_find_(smtpc_load3_(text));
    if (len - 5 < 5 && text[1] == '.') {
        unsigned id = smtpc_status_word_find_(smtpc_status_word_(text, len));

        return (id ? id : smtpc_range_of_text_(text + 2, len - 2)) &
               smtpc_class_mask_(text[0]);
    }
    return len < SMTPC_NAME_LEAST_ ? 0 : smtpc_name_find_(text, len);
}
