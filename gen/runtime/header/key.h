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

/* Is a byte one of these characters? */
static inline int smtpc_is_among_(char c, const char *characters)
{
    return memchr(characters, c, strlen(characters)) != SMTPC_NULL_;
}

/* A 1 in each of eight bytes. */
#define SMTPC_ONES_ (SMTPC_CAST_(uint64_t, 0x01010101u) << 32 | 0x01010101u)

/* What takes the class out of a status: '2', '4', '5' and 'X' leave 0, any
 * other byte 0x80. */
static const unsigned char smtpc_class_bytes_[256] = {
    128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142,
    143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157,
    158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172,
    173, 174, 175, 176, 177, 50,  179, 52,  53,  182, 183, 184, 185, 186, 187,
    188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199, 200, 201, 202,
    203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 88,  217,
    218, 219, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232,
    233, 234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247,
    248, 249, 250, 251, 252, 253, 254, 255, 0,   1,   2,   3,   4,   5,   6,
    7,   8,   9,   10,  11,  12,  13,  14,  15,  16,  17,  18,  19,  20,  21,
    22,  23,  24,  25,  26,  27,  28,  29,  30,  31,  32,  33,  34,  35,  36,
    37,  38,  39,  40,  41,  42,  43,  44,  45,  46,  47,  48,  49,  50,  51,
    52,  53,  54,  55,  56,  57,  58,  59,  60,  61,  62,  63,  64,  65,  66,
    67,  68,  69,  70,  71,  72,  73,  74,  75,  76,  77,  78,  79,  80,  81,
    82,  83,  84,  85,  86,  87,  88,  89,  90,  91,  92,  93,  94,  95,  96,
    97,  98,  99,  100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
    112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126,
    127};

/* text: a class and what follows, 5 to 9 bytes. Two loads that overlap take
 * all; the length tells apart what overlaps differently. It stands in place of
 * the low half of the last digit's byte, so numbers that differ in that digit
 * alone have one word. Of nine bytes the loads leave out the middle one, which
 * is added to the first dot. The lowest byte is free, 0 for a class. */
static inline uint64_t smtpc_status_word_(const char *text, size_t len)
{
    uint32_t first = smtpc_load4_(text) ^
                     smtpc_class_bytes_[SMTPC_CAST_(unsigned char, text[0])];
    uint32_t last = (smtpc_load4_(text + len - 4) & 0xf0ffffffu) +
                    (SMTPC_CAST_(uint32_t, len) << 24);

    if (len > 8)
        first += SMTPC_CAST_(uint32_t, SMTPC_CAST_(unsigned char, text[4]))
                 << 8;
    return first | SMTPC_CAST_(uint64_t, last) << 32;
}

/* Eight bytes from the start on, but for so many, and as many up to the
 * end. */
static inline uint64_t smtpc_name_word_(const char *text, size_t len,
                                        size_t from_start, size_t from_end)
{
    uint64_t tail = smtpc_load8_(text + len - 8 - from_end);

    return (smtpc_load8_(text + from_start) ^ (tail << 29 | tail >> 35)) + len;
}
