/* An enhanced status code from text. */

SMTPC_API size_t smtpc_status_parse(const char *text, size_t len,
                                    uint32_t *status)
{
    uint32_t number;
    size_t used;

    if (len < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5') ||
        text[1] != '.')
        return 0;
    used = smtpc_take_number_(text + 2, len - 2, &number);
    if (used == 0)
        return 0;
    used += 2;
    /* 5.1.10.2 is an address or a version, not a status. */
    if (len - used >= 2 && text[used] == '.' && text[used + 1] >= '0' &&
        text[used + 1] <= '9')
        return 0;
    *status = SMTPC_WITH_CLASS(text[0] - '0', number);
    return used;
}

SMTPC_API size_t smtpc_status_format(uint32_t status, char out[12])
{
    uint32_t parts[3];
    size_t len = 0;
    int i;

    parts[0] = status >> 20;
    parts[1] = status >> 10 & 1023;
    parts[2] = status & 1023;
    out[0] = '\0';
    if ((parts[0] != 2 && parts[0] != 4 && parts[0] != 5) || parts[1] > 999 ||
        parts[2] > 999)
        return 0;
    for (i = 0; i < 3; i++) {
        if (i)
            out[len++] = '.';
        if (parts[i] > 99)
            out[len++] = SMTPC_CAST_(char, '0' + parts[i] / 100);
        if (parts[i] > 9)
            out[len++] = SMTPC_CAST_(char, '0' + parts[i] / 10 % 10);
        out[len++] = SMTPC_CAST_(char, '0' + parts[i] % 10);
    }
    out[len] = '\0';
    return len;
}

SMTPC_API uint32_t smtpc_status(int class_, int subject, int detail)
{
    return SMTPC_STATUS(class_, subject, detail);
}

SMTPC_API int smtpc_status_class(uint32_t status)
{
    return SMTPC_CAST_(int, status >> 20 & 1023);
}

SMTPC_API int smtpc_status_subject(uint32_t status)
{
    return SMTPC_CAST_(int, status >> 10 & 1023);
}

SMTPC_API int smtpc_status_detail(uint32_t status)
{
    return SMTPC_CAST_(int, status & 1023);
}

SMTPC_API int smtpc_reply_for(uint32_t status)
{
    unsigned id = smtpc_status_id(status);
    uint32_t class_ = status >> 20;

    return id == 0 || class_ == 0
               ? 0
               : SMTPC_CAST_(
                     int,
                     smtpc_rows_[smtpc_reply_of_[id - SMTPC_REPLY_ENTRIES_ - 1]
                                                [class_ == 2 ? 0 : class_ - 3]]
                         .number);
}
