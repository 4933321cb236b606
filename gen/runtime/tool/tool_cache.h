/* --- verdicts that were given before -------------------------------------- */

/* In a log the same few replies come again and again, told apart by what they
 * say of whom: the address, an IP address, an id. Those decide nothing, so the
 * verdict on a reply is kept under its text without them. Hosts and domains
 * stay, for they tell the provider. */

enum { CACHED = 512 /* a power of two */, CACHED_LEN = 320 };

static struct cached {
    unsigned short len; /* 0: free */
    unsigned char known;
    char text[CACHED_LEN];
    struct smtpc_verdict v;
} cache[CACHED];

/* A run of these can be an id or an address's local part. */
static int is_id_char(char c)
{
    return is_alnum(c) | (c == '-') | (c == '_') | (c == '+') | (c == '=');
}

/* The length of an IPv4 address at s, or 0. */
static size_t ip_len(const char *s, size_t len)
{
    size_t at = 0;

    for (int part = 0; part < 4; part++) {
        size_t from = at;

        while (at < len && smtpc_is_digit_(s[at]))
            at++;
        if (at == from || at - from > 3)
            return 0;
        if (part < 3 && (at == len || s[at++] != '.'))
            return 0;
    }
    return at < len && (is_id_char(s[at]) || s[at] == '.') ? 0 : at;
}

/* Is a run of characters an id? Long, and letters and many digits mixed. A
 * part of a host is not, nor of a path. */
static int is_id(const char *s, size_t n, char before, char after)
{
    size_t digits = 0;

    if (n < 9 || before == '.' || before == '/' || after == '.' || after == '/')
        return 0;
    for (size_t i = 0; i < n; i++)
        digits += s[i] >= '0' && s[i] <= '9';
    return digits >= 3 && digits < n;
}

/* A run of characters as it is, or what stands for one that tells nothing.
 * Return where the next begins; 0: there is no room. */
static size_t put_run(const char *s, size_t at, size_t len, char before,
                      char *to, size_t *n)
{
    size_t end = at;
    char after;

    if (smtpc_is_digit_(s[at]) && before != '.') {
        end += ip_len(s + at, len - at);
        if (end > at) {
            to[(*n)++] = '\1';
            return end;
        }
    }
    while (end < len && is_id_char(s[end]))
        end++;
    after = end < len ? s[end] : ' ';
    if (after == '@' && before != '.') {
        to[(*n)++] = '\2';
    } else if (is_id(s + at, end - at, before, after)) {
        to[(*n)++] = '\3';
    } else {
        if (end - at > CACHED_LEN - *n)
            return 0;
        memcpy(to + *n, s + at, end - at);
        *n += end - at;
    }
    return end;
}

/* A text without what tells replies of one kind apart; 0: it is too long. */
static size_t normalize(const char *s, size_t len, char *to)
{
    size_t n = 0, at = 0;

    while (at < len) {
        char before = at ? s[at - 1] : ' ';

        if (n == CACHED_LEN)
            return 0;
        if (!is_id_char(s[at])) {
            to[n++] = s[at++];
            continue;
        }
        at = put_run(s, at, len, before, to, &n);
        if (at == 0)
            return 0;
    }
    return n;
}

static unsigned hash_of(const char *s, size_t n)
{
    unsigned long long h = n * 0x9e3779b97f4a7c15ull;

    for (; n >= 8; n -= 8, s += 8) {
        unsigned long long word;

        memcpy(&word, s, 8);
        h = (h ^ word) * 0x9e3779b97f4a7c15ull;
        h ^= h >> 29;
    }
    while (n--)
        h = (h ^ (unsigned char)*s++) * 0x9e3779b97f4a7c15ull;
    return (unsigned)(h >> 40);
}

/* As smtpc_explain. */
static int explain_cached(const struct options *o, const char *text, size_t len,
                          struct smtpc_verdict *v)
{
    char key[CACHED_LEN];
    size_t n = normalize(text, len, key);
    struct cached *c = &cache[hash_of(key, n) & (CACHED - 1)];

    if (n == 0)
        return smtpc_explain(text, len, &o->context, v);
    if (c->len == n && memcmp(c->text, key, n) == 0) {
        *v = c->v;
        return c->known;
    }
    c->len = (unsigned short)n;
    memcpy(c->text, key, n);
    c->known = smtpc_explain(text, len, &o->context, v) != 0;
    c->v = *v;
    return c->known;
}

/* Who asks next may know more, or less. */
static void forget_verdicts(void)
{
    for (size_t i = 0; i < CACHED; i++)
        cache[i].len = 0;
}
