/* Words for values, and providers by their names. */

#define SMTPC_WORD_(family_, value_)                             \
    smtpc_word_(&smtpc_##family_##_pool_, smtpc_##family_##_at_, \
                sizeof smtpc_##family_##_at_ / sizeof(smtpc_offset_), value_)

static inline const char *smtpc_word_(const void *pool, const smtpc_offset_ *at,
                                      size_t count, int value)
{
    size_t n = SMTPC_CAST_(size_t, value);

    return smtpc_text_(pool, value >= 0 && n < count ? at[n] : 0u);
}

SMTPC_API const char *smtpc_class_title(int digit)
{
    return SMTPC_WORD_(class_words, digit);
}

SMTPC_API const char *smtpc_status_class_title(int digit)
{
    return SMTPC_WORD_(status_class_words, digit);
}

SMTPC_API const char *smtpc_subject_title(int subject)
{
    return SMTPC_WORD_(subject_words, subject);
}

SMTPC_API const char *smtpc_reason_name(int reason)
{
    return SMTPC_WORD_(reason_words, reason);
}

SMTPC_API const char *smtpc_action_name(int action)
{
    return SMTPC_WORD_(action_words, action);
}

SMTPC_API const char *smtpc_party_name(int party)
{
    return SMTPC_WORD_(party_words, party);
}

SMTPC_API const char *smtpc_standing_name(int standing)
{
    return SMTPC_WORD_(standing_words, standing);
}

SMTPC_API const char *smtpc_action_phrase(int action)
{
    return SMTPC_WORD_(action_phrases, action);
}

SMTPC_API const char *smtpc_party_phrase(int party)
{
    return SMTPC_WORD_(party_phrases, party);
}

SMTPC_API const char *smtpc_provider_id(unsigned number)
{
    size_t count =
        sizeof smtpc_provider_ids_at_ / sizeof smtpc_provider_ids_at_[0];

    return number > 0 && number < count
               ? smtpc_text_(&smtpc_provider_ids_pool_,
                             smtpc_provider_ids_at_[number])
               : SMTPC_NULL_;
}

/* Where in a text a name begins that ends it, in small letters; its length and
 * one: nowhere. Hosts are numbered: with digits "mx3." ends in "mx.", too. */
static inline size_t smtpc_name_at_(const char *text, size_t len,
                                    const char *name, size_t n, int digits)
{
    size_t at = len;

    while (n > 0) {
        char c = SMTPC_CAST_(char, at > 0 ? text[at - 1] : 0);

        if (c >= 'A' && c <= 'Z')
            c = SMTPC_CAST_(char, c - 'A' + 'a');
        if (at > 0 && c == name[n - 1])
            n--;
        else if (!digits || !smtpc_is_digit_(c))
            return len + 1;
        at--;
    }
    return at;
}

SMTPC_API unsigned smtpc_provider_of(const char *name_or_host, size_t len)
{
    const char *name = smtpc_text_(&smtpc_provider_ids_pool_, 0);
    const char *end = name + sizeof smtpc_provider_ids_pool_;
    unsigned provider = 0, found = 0;
    size_t n, longest = 0;
    int is_id = 0;

    if (len && name_or_host[len - 1] == '.') /* a whole name of DNS */
        len--;
    for (; name < end; name += n + 1) {
        int has_dot = 0;
        size_t at;

        for (n = 0; name[n] != '\0'; n++)
            has_dot |= name[n] == '.';
        if (n == 0) {
            provider++;
            is_id = 1;
            continue;
        }
        at = smtpc_name_at_(name_or_host, len, name, n, has_dot);
        if (at == 0)
            return provider;
        /* Hosts below one that is known are the same provider's, and so is
         * "Apple iCloud Mail". */
        if (n > longest &&
            ((has_dot && at < len && name_or_host[at - 1] == '.') ||
             (is_id && n < len && name_or_host[n] == ' ' &&
              smtpc_name_at_(name_or_host, n, name, n, 0) == 0))) {
            found = provider;
            longest = n;
        }
        is_id = 0;
    }
    return found;
}

#define SMTPC_DECIMAL_(n_) #n_
#define SMTPC_VERSION_TEXT_(major_, minor_, patch_) \
    SMTPC_DECIMAL_(major_) "." SMTPC_DECIMAL_(minor_) "." SMTPC_DECIMAL_(patch_)

SMTPC_API const char *smtpc_version(void)
{
    return SMTPC_VERSION_TEXT_(SMTPC_VERSION_MAJOR, SMTPC_VERSION_MINOR,
                               SMTPC_VERSION_PATCH);
}
