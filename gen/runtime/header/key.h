/* The bytes of a token as one word, which the hashes take. */

/* Bytes in a fixed order, whatever the machine's own. Where that is the
 * machine's own, one load does it. */
static inline uint32_t smtpc_load4_(const char *s)
{
#if defined __BYTE_ORDER__ && defined __ORDER_LITTLE_ENDIAN__
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint32_t word;

    memcpy(&word, s, sizeof word);
    return word;
#else
#define SMTPC_LOAD_BYTES_
#endif
#else
#define SMTPC_LOAD_BYTES_
#endif
#ifdef SMTPC_LOAD_BYTES_
    const unsigned char *u =
        SMTPC_CAST_(const unsigned char *, SMTPC_CAST_(const void *, s));

    return u[0] | SMTPC_CAST_(uint32_t, u[1]) << 8 |
           SMTPC_CAST_(uint32_t, u[2]) << 16 |
           SMTPC_CAST_(uint32_t, u[3]) << 24;
#endif
}

/* Three bytes, above an empty one; two loads do it where four do one. */
static inline uint32_t smtpc_load3_(const char *s)
{
    const unsigned char *u =
        SMTPC_CAST_(const unsigned char *, SMTPC_CAST_(const void *, s));

#ifdef SMTPC_LOAD_BYTES_
    return SMTPC_CAST_(uint32_t, u[0]) << 8 |
           SMTPC_CAST_(uint32_t, u[1]) << 16 |
           SMTPC_CAST_(uint32_t, u[2]) << 24;
#else
    uint16_t word;

    memcpy(&word, s, sizeof word);
    return SMTPC_CAST_(uint32_t, word) << 8 | SMTPC_CAST_(uint32_t, u[2]) << 24;
#endif
}

static inline uint64_t smtpc_load8_(const char *s)
{
    return smtpc_load4_(s) | SMTPC_CAST_(uint64_t, smtpc_load4_(s + 4)) << 32;
}

/* text: a class and what follows, 5 to 9 bytes. Two loads that overlap take
 * all from the first dot on; the length, added to that dot, tells apart what
 * overlaps differently. Numbers that differ in the last digit alone have one
 * word: the low half of its byte is left out of both loads, and what the first
 * loses by that of nine bytes, which hardly overlap, is added, too. */
static inline uint64_t smtpc_status_word_(const char *text, size_t len)
{
    uint32_t first = SMTPC_CAST_(uint32_t, smtpc_load4_(text + 1) + len);

    if (len > 8)
        first += SMTPC_CAST_(unsigned char, text[4]);
    return (first | SMTPC_CAST_(uint64_t, smtpc_load4_(text + len - 4)) << 32) &
           ~(SMTPC_CAST_(uint64_t, 0x0f000000u) << 32 | 0x0f000000u);
}

/* Eight bytes from the start on, but for so many, and as many up to the
 * end. */
static inline uint64_t smtpc_name_word_(const char *text, size_t len,
                                        size_t from_start, size_t from_end)
{
    uint64_t tail = smtpc_load8_(text + len - 8 - from_end);

    return (smtpc_load8_(text + from_start) ^ (tail << 29 | tail >> 35)) + len;
}
