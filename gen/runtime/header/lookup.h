/* A code or a symbol to its entry. */

/* The hash finds a code's only possible key. A key holds the token's bytes and,
 * where the word has room, the number of what it stands for: so much is left of
 * it when the token's bytes are taken out, or, if they are others, too large a
 * number. That ends in a mask or a conditional move, not in a branch: codes
 * that hit and codes that miss come mixed, and a branch would be mispredicted.
 * word: the three bytes above an empty one. */
static inline unsigned smtpc_reply_find_(uint32_t word)
{
    uint64_t h = word * SMTPC_REPLY_MULTIPLIER_;
    smtpc_reply_key_ left =
        smtpc_reply_keys_[smtpc_reply_index_[SMTPC_REPLY_SLOT_(h)]] ^
        SMTPC_CAST_(smtpc_reply_key_, word) << (SMTPC_REPLY_ID_BITS_ - 8);

    return SMTPC_CAST_(unsigned, left) &
           (0u - SMTPC_CAST_(unsigned, left < 1u << SMTPC_REPLY_ID_BITS_));
}

/* Numbers that differ in the last digit alone share a key, since providers
 * have whole ranges of them: they are a row, each in the column of that digit.
 * A byte that is none has another high half, which is in the word, or a column
 * of zeros. text: 5 to 9 bytes. */
static inline unsigned smtpc_status_find_(const char *text, size_t len)
{
    uint64_t word = smtpc_status_word_(text, len);
    uint64_t h = word * SMTPC_STATUS_MULTIPLIER_;
    size_t key = smtpc_status_index_[SMTPC_STATUS_SLOT_(h)];
    uint64_t left = smtpc_status_keys_[key] ^ word;
    size_t row = left < 128 ? SMTPC_STATUS_ROW_(key, left) : 0;

    return smtpc_tens_[row][text[len - 1] & 15];
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

/* Is it the symbol at that place of the pool? */
static inline int smtpc_is_symbol_(smtpc_offset_ at, size_t at_len,
                                   const char *text, size_t len)
{
    return at_len == len &&
           memcmp(smtpc_text_(&smtpc_texts_pool_, at), text, len) == 0;
}

/* Names are long, so a byte of the hash sorts out most foreign ones before
 * their bytes are looked at. A slot holds an id, or the number of a name that
 * an entry had before, above all ids. */
static inline unsigned smtpc_name_find_(const char *text, size_t len)
{
    uint64_t word = smtpc_name_word_(text, len, SMTPC_NAME_FROM_START_,
                                     SMTPC_NAME_FROM_END_);
    uint64_t h = word * SMTPC_NAME_MULTIPLIER_;
    size_t slot = SMTPC_NAME_SLOT_(h);
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
    return smtpc_is_symbol_(row->text, row->symbol_len, text, len) ? id : 0;
}

/* The three digits of n, 0 to 999, the first in the lowest byte. */
static inline uint32_t smtpc_digits_(uint32_t n)
{
    return ('0' + n / 100) | ('0' + n / 10 % 10) << 8 | ('0' + n % 10) << 16;
}

/* The id of a status by its number, subject and detail, without the hash: a
 * program that only reads replies does not need its tables. Any step goes on
 * without a jump that a processor could guess wrong. */
static inline unsigned smtpc_number_find_(uint32_t number)
{
    size_t low = 0, count = sizeof smtpc_tens_by_number_ /
                            sizeof smtpc_tens_by_number_[0];

    while (count > 1) {
        size_t half = count / 2;

        low += smtpc_tens_by_number_[low + half].first <= number ? half : 0;
        count -= half;
    }
    number -= smtpc_tens_by_number_[low].first;
    return number < 10 ? smtpc_tens_[smtpc_tens_by_number_[low].row][number]
                       : 0u;
}

SMTPC_API unsigned smtpc_reply_id(int code)
{
    uint32_t n = SMTPC_CAST_(uint32_t, code);

    return n > 999 ? 0 : smtpc_reply_find_(smtpc_digits_(n) << 8);
}

SMTPC_API unsigned smtpc_status_id(uint32_t status)
{
    uint32_t class_ = status >> 20;

    return status == 0 ||
                   (class_ != 0 && class_ != 2 && class_ != 4 && class_ != 5)
               ? 0
               : smtpc_number_find_(status & 0xfffff);
}

SMTPC_API unsigned smtpc_find_id(const char *text, size_t len)
{
    if (len == 3)
        return smtpc_reply_find_(smtpc_load3_(text));
    if (len - 5 < SMTPC_STATUS_MOST_ - 4 &&
        (SMTPC_STATUS_IS_EXACT_ || text[1] == '.'))
        return smtpc_status_find_(text, len);
    return len < SMTPC_NAME_LEAST_ ? 0 : smtpc_name_find_(text, len);
}
