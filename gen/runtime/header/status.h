/* An enhanced status code from text. */

static inline size_t smtpc_take_digits_(const char *text, size_t len,
                                        uint32_t *n)
{
    size_t used = 0;

    *n = 0;
    while (used < len && used < 4 && text[used] >= '0' && text[used] <= '9')
        *n = *n * 10 + (uint32_t)(text[used++] - '0');
    return used > 3 || (used > 1 && text[0] == '0') ? 0 : used;
}

SMTPC_API size_t smtpc_status_parse(const char *text, size_t len,
                                    uint32_t *status)
{
    uint32_t subject, detail;
    size_t used, n;

    if (len < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5') ||
        text[1] != '.')
        return 0;
    used = 2;
    n = smtpc_take_digits_(text + used, len - used, &subject);
    used += n;
    if (n == 0 || used == len || text[used] != '.')
        return 0;
    used++;
    n = smtpc_take_digits_(text + used, len - used, &detail);
    used += n;
    /* 5.1.10.2 is an address or a version, not a status. */
    if (n == 0 || (len - used >= 2 && text[used] == '.' &&
                   text[used + 1] >= '0' && text[used + 1] <= '9'))
        return 0;
    *status = SMTPC_STATUS(text[0] - '0', subject, detail);
    return used;
}
