/* SPDX-License-Identifier: 0BSD */
#include "read/attr_value.h"

#include "base/ascii.h"
#include "model/model.h"

#include <string.h>

static const char *const expected[] = {
    [ANY_TEXT] = "some text",
    [FORMAT] = "1, the format this generator reads",
    [VERSION] = "a version such as 1.2.0",
    [DATE] = "a date from 1969 on, such as 2024-12-06, 2024-12 or 2024",
    [ID] = "small letters, digits and single hyphens, such as mailbox-full",
    [NAME] = "capitals, digits and single underscores, a letter first, at "
             "most 40, such as MAILBOX_FULL",
    [NUMBER] = "a number from 1 to 99999",
    [REASON_NUMBER] = "a number from 0 to 255 without leading zeros, the next "
                      "that no reason has or had",
    [REPLY_CODE] = "a reply code from 100 to 999, three digits, such as 550",
    [STATUS_CODE] = "X.subject.detail, each 0 to 999 without leading zeros, "
                    "such as X.1.1",
    [ANY_CODE] = "a reply code such as 550 or a status such as X.1.1",
    [PAIR_REPLY] = "a reply code such as 550, a class such as 5xx, or any",
    [SCOPE_REPLY] = "reply codes such as 550 or classes such as 5xx",
    [USE_CODE] = "a code such as 421, X.7.27, 5.7.1 or a range 5.7.606-649",
    [CLASS_DIGIT] = "2, 3, 4 or 5",
    [GROUP_DIGIT] = "0, 1, 2, 3, 4 or 5",
    [SUBJECT] = "a number from 0 to 999 without leading zeros",
    [STANDING] = "standard, historic, registry, provider or folklore",
    [READER] = "sender, sender-admin, recipient or recipient-admin",
    [PARTY] = "sender, sender-admin, recipient, recipient-admin, network or "
              "nobody",
    [ABOUT] = "recipient, sender, client, account, message or server",
    [ACTION] = "none, continue, retry, slow-down, fix-message, fix-sender, "
               "fix-client, suppress, ask-receiver or read-text",
    [COMMAND] = "commands such as MAIL RCPT DATA, CONNECT, END-OF-DATA, ANY "
                "or CLIENT",
    [BY] = "registry, rfc, servers or provider",
    [TRACK] = "standards, practice, informational, experimental or historic",
    [ADDRESS] = "an address that begins with https://, http:// or mailto: and "
                "has no blanks, quotes or brackets",
    [SECTION] = "the number of a section, such as 4.2.1, or of an appendix, "
                "such as A.2",
    [SAY] = "words in plain ASCII, at most 120 bytes, alternatives parted by "
            "a comma and a blank, such as user unknown, no such user",
    [CHANGE] = "action, gone, renamed, retired, new or corrected",
    [CHANGED] = "codes such as 550, X.1.1 or X.7.606-649 and reasons such as "
                "mailbox-full",
};

/* Digits at the start of s: their number, 0 when they are more than most or
 * start with a zero that is not alone. */
static size_t digits(const char *s, size_t most)
{
    size_t n = 0;

    while (is_digit(s[n]))
        n++;
    return n > most || (n > 1 && s[0] == '0') ? 0 : n;
}

/* Match s against a pattern: 9 a digit, any other byte itself. */
static bool looks_like(const char *s, const char *pattern)
{
    for (; *pattern; s++, pattern++)
        if (*pattern == '9' ? !is_digit(*s) : *s != *pattern)
            return false;
    return *s == '\0';
}

/* Letters and digits in runs joined by single separators, a letter first. */
static bool is_words(const char *s, char first, char last, char separator)
{
    bool in_word = false;

    if (*s < first || *s > last)
        return false;
    for (; *s; s++) {
        if ((*s >= first && *s <= last) || is_digit(*s))
            in_word = true;
        else if (*s == separator && in_word)
            in_word = false;
        else
            return false;
    }
    return in_word;
}

static bool is_word_of(const char *s, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(s, *words) == 0)
            return true;
    return false;
}

/* subject.detail at s, then nothing, or with a range a '-' and a number. */
static bool is_subject_detail(const char *s, bool range)
{
    size_t n = digits(s, 3);

    if (n == 0 || s[n] != '.')
        return false;
    s += n + 1;
    n = digits(s, 3);
    if (n == 0)
        return false;
    if (range && s[n] == '-') {
        const char *last = s + n + 1;
        size_t m = digits(last, 3);

        return m > 0 && last[m] == '\0' &&
               (m > n || (m == n && strncmp(s, last, n) < 0));
    }
    return s[n] == '\0';
}

static bool is_reply(const char *s)
{
    return looks_like(s, "999") && s[0] != '0';
}

/* A reply that the grammar of RFC 5321 section 4.2 allows. */
static bool is_wire_reply(const char *s)
{
    return looks_like(s, "999") && s[0] >= '2' && s[0] <= '5' && s[1] <= '5';
}

static bool is_reply_class(const char *s)
{
    return looks_like(s, "9xx") && s[0] >= '2' && s[0] <= '5';
}

static bool is_status(const char *s)
{
    return s[0] == 'X' && s[1] == '.' && is_subject_detail(s + 2, false);
}

static bool is_status_class(char c)
{
    return c == 'X' || c == '2' || c == '4' || c == '5';
}

/* The registry has no others, and the reader of replies takes no others for
 * statuses. */
static bool is_known_subject(const char *s)
{
    return s[0] >= '0' && s[0] <= '7' && s[1] == '.';
}

static bool is_use_code(const char *s)
{
    if (is_wire_reply(s))
        return true;
    return is_status_class(s[0]) && s[1] == '.' && is_known_subject(s + 2) &&
           is_subject_detail(s + 2, true);
}

/* Two digits at s that make a number from 1 to most. */
static bool is_at_most(const char *s, int most)
{
    int n = (s[0] - '0') * 10 + (s[1] - '0');

    return n >= 1 && n <= most;
}

static bool is_date(const char *s)
{
    bool day = looks_like(s, "9999-99-99");
    bool month = day || looks_like(s, "9999-99");

    if (!month && !looks_like(s, "9999"))
        return false;
    /* The first RFC is of 1969. */
    return strncmp(s, "1969", 4) >= 0 && strncmp(s, "2099", 4) <= 0 &&
           (!month || is_at_most(s + 5, 12)) && (!day || is_at_most(s + 8, 31));
}

static bool is_version(const char *s)
{
    for (int part = 0; part < 3; part++) {
        size_t n = digits(s, 4);

        if (n == 0 || s[n] != (part < 2 ? '.' : '\0'))
            return false;
        s += n + (part < 2);
    }
    return true;
}

static bool is_short_number(const char *s)
{
    size_t n = digits(s, 3);

    return n > 0 && s[n] == '\0';
}

static bool is_number(const char *s)
{
    size_t n = digits(s, 5);

    return n > 0 && s[n] == '\0' && s[0] != '0';
}

/* A byte in the tables of C. */
static bool is_reason_number(const char *s)
{
    return is_short_number(s) && (strlen(s) < 3 || strcmp(s, "255") <= 0);
}

/* An address becomes a link: of a kind that runs nothing, and without what
 * could end it (RFC 3986, section 2). */
static bool is_address(const char *s)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:"};

    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t n = strlen(schemes[i]);

        if (strncmp(s, schemes[i], n) == 0)
            return s[n] && s[n] != '/' &&
                   s[n + strcspn(s + n, " \t\r\n\"'<>\\`")] == '\0';
    }
    return false;
}

/* "4.2.1", or with a letter first "A.2". */
static bool is_section(const char *s)
{
    size_t n = is_upper(*s) ? 1 : *s == '0' ? 0 : digits(s, 2);

    while (n > 0 && s[n] == '.') {
        s += n + 1;
        n = digits(s, 3);
    }
    return n > 0 && s[n] == '\0';
}

/* Alternatives between ", ", none of them empty. */
static bool is_say(const char *s)
{
    if (strlen(s) > 120)
        return false;
    for (const char *from = s;; from = s + 2) {
        for (s = from; *s >= ' ' && *s <= '~' && *s != ','; s++)
            ;
        if (s == from || *from == ' ' || s[-1] == ' ')
            return false;
        if (*s != ',' || s[1] != ' ')
            return *s == '\0';
    }
}

bool attr_value_ok(enum attr_value value, const char *s)
{
    switch (value) {
    case ANY_TEXT:
        return s[strspn(s, " \t\r\n")] != '\0';
    case FORMAT:
        return strcmp(s, "1") == 0;
    case VERSION:
        return is_version(s);
    case DATE:
        return is_date(s);
    case ID:
        return is_words(s, 'a', 'z', '-');
    case NAME:
        return is_words(s, 'A', 'Z', '_') && strlen(s) <= 40;
    case NUMBER:
        return is_number(s);
    case REASON_NUMBER:
        return is_reason_number(s);
    case REPLY_CODE:
        return is_reply(s);
    case STATUS_CODE:
        return is_status(s);
    case ANY_CODE:
        return is_reply(s) || is_status(s);
    case PAIR_REPLY:
        return is_wire_reply(s) || is_reply_class(s) || strcmp(s, "any") == 0;
    case SCOPE_REPLY:
        return is_wire_reply(s) || is_reply_class(s);
    case USE_CODE:
        return is_use_code(s);
    case CLASS_DIGIT:
        return s[0] >= '2' && s[0] <= '5' && s[1] == '\0';
    case GROUP_DIGIT:
        return s[0] >= '0' && s[0] <= '5' && s[1] == '\0';
    case SUBJECT:
        return is_short_number(s);
    case STANDING:
        return is_word_of(s, model_standings);
    case READER:
        return is_word_of(s, model_parties) && strcmp(s, "nobody") != 0 &&
               strcmp(s, "network") != 0;
    case ABOUT:
        return is_word_of(s, model_abouts);
    case PARTY:
        return is_word_of(s, model_parties);
    case ACTION:
        return is_word_of(s, model_actions);
    case COMMAND:
        return is_word_of(s, model_commands);
    case BY:
        return is_word_of(s, model_by);
    case TRACK:
        return is_word_of(s, model_tracks);
    case ADDRESS:
        return is_address(s);
    case SECTION:
        return is_section(s);
    case SAY:
        return is_say(s);
    case CHANGE:
        return is_word_of(s, model_changes);
    case CHANGED:
        return is_reply(s) || is_status(s) || (*s == 'X' && is_use_code(s)) ||
               is_words(s, 'a', 'z', '-');
    }
    return false;
}

static const char wire_reply[] =
    "a reply code from 200 to 559 with 0 to 5 in the middle, such as 550";

static bool is_all_digits(const char *s)
{
    return *s && s[strspn(s, "0123456789")] == '\0';
}

/* Does a status have commas where its dots should be? */
static bool has_commas(const char *s)
{
    return *s && (s[1] == '.' || s[1] == ',') && strchr(s, ',');
}

/* A detail, or a range of them, that cannot be. */
static const char *detail_fault(const char *s)
{
    size_t n = strspn(s, "0123456789");
    const char *last = s + n + 1;

    if (n == 0 || (s[n] && s[n] != '-'))
        return NULL;
    if (digits(s, 3) == 0 ||
        (s[n] && is_all_digits(last) && digits(last, 3) == 0))
        return "a detail from 0 to 999 without leading zeros, as in 5.7.1";
    if (!s[n] || !is_digit(*last) || last[strspn(last, "0123456789.")])
        return NULL;
    return strchr(last, '.') ? "only the last number behind the -, as in "
                               "5.7.606-649"
                             : "a range that ends behind its start, as in "
                               "5.7.606-649";
}

/* The first part that is wrong of what a provider's code may be. */
static const char *use_fault(const char *s)
{
    size_t n = strcspn(s, ".");
    const char *dot;

    if (is_all_digits(s))
        return wire_reply;
    if (has_commas(s))
        return "dots between class, subject and detail, as in 5.7.1";
    if (!s[n])
        return NULL;
    if (n != 1 || !is_status_class(*s))
        return "a class of 2, 4 or 5, or X for each of them, as in 5.7.1";
    dot = strchr(s + 2, '.');
    if (!dot)
        return NULL;
    return is_known_subject(s + 2) ? detail_fault(dot + 1)
                                   : "a subject from 0 to 7, as in 5.7.1";
}

static const char *status_fault(const char *s)
{
    if (is_digit(s[0]) && s[1] == '.' && is_subject_detail(s + 2, false))
        return "X for the class, as in X.1.1";
    return has_commas(s) ? "dots between X, subject and detail, as in X.1.1"
                         : NULL;
}

const char *attr_value_expected(enum attr_value value)
{
    return expected[value];
}

const char *attr_value_instead(enum attr_value value, const char *s)
{
    const char *why = NULL;

    if (value == USE_CODE)
        why = use_fault(s);
    else if (value == STATUS_CODE || value == ANY_CODE)
        why = status_fault(s);
    else if (value == ADDRESS && !strstr(s, ":") && strchr(s, '.'))
        why = "https:// in front of it";
    else if ((value == PAIR_REPLY || value == SCOPE_REPLY) && is_all_digits(s))
        why = wire_reply;
    if (!why && value == ANY_CODE && is_all_digits(s))
        why = expected[REPLY_CODE];
    else if (!why && value == ANY_CODE && strchr(s, '.'))
        why = expected[STATUS_CODE];
    return why ? why : expected[value];
}
