/* SPDX-License-Identifier: 0BSD
 *
 * print - all texts of the headers, for a judge who knows the catalogue:
 * records of a kind, a key and texts. C99, and C++98.
 */
#define SMTPC_STATIC
#include "smtpcodes_text.h"

#include <stdio.h>

static const int parties[] = {SMTPC_PARTY_SENDER, SMTPC_PARTY_SENDER_ADMIN,
                              SMTPC_PARTY_RECIPIENT,
                              SMTPC_PARTY_RECIPIENT_ADMIN};

static void begin(const char *kind, const char *key)
{
    printf("%s\037%s", kind, key);
}

static void put(const char *text)
{
    printf("\037%s", text);
}

static void end(void)
{
    putchar('\036');
}

static void put_uses(unsigned id)
{
    struct smtpc_provider_use use;
    unsigned n;
    int i;

    for (n = 0; smtpc_use(id, n, &use); n++) {
        begin("use", use.provider);
        put(use.title);
        put(smtpc_use_meaning(&use));
        for (i = 0; i < 4; i++)
            put(smtpc_use_steps(&use, parties[i]));
        end();
    }
}

static void put_entry(unsigned id)
{
    struct smtpc_entry e;
    struct smtpc_wording words;
    unsigned n;
    int i;

    smtpc_get(id, &e);
    begin("code", e.code);
    put(e.title);
    put(smtpc_meaning(id));
    for (i = 0; i < 4; i++)
        put(smtpc_steps(id, parties[i]));
    put(e.reference);
    for (n = 0; smtpc_words(id, n, &words); n++)
        put(words.say);
    end();
    put_uses(id);
}

static void put_verdict(const char *kind, const char *key,
                        const struct smtpc_verdict *v)
{
    int i;

    begin(kind, key);
    put(v->title);
    put(smtpc_verdict_meaning(v));
    for (i = 0; i < 4; i++)
        put(smtpc_verdict_steps(v, parties[i]));
    end();
}

/* What is said in tables that the preprocessor makes. */
#define REPLY_TITLE(code_, name_, title_) title_,
#define STATUS_TITLE(subject_, detail_, name_, title_) title_,
static const char *const titles[] = {SMTPC_REPLIES(REPLY_TITLE)
                                         SMTPC_STATUSES(STATUS_TITLE) ""};

int main(void)
{
    struct smtpc_verdict v;
    struct smtpc_provider p;
    char number[16];
    unsigned n;
    int i;

    for (n = 1; n <= SMTPC_ENTRIES; n++)
        put_entry(n);
    for (i = 0; i < 256; i++)
        if (smtpc_cause(i, 5, &v))
            put_verdict("reason", smtpc_reason_name(i), &v);
    for (n = 1; smtpc_message(n, &v); n++)
        put_verdict("message", v.message, &v);
    for (n = 1; smtpc_provider_get(n, &p); n++) {
        begin("provider", p.id);
        put(p.title);
        put(p.meaning);
        put(p.reference);
        put(p.address);
        end();
    }
    for (i = 0; i < 1000; i++) {
        sprintf(number, "%d", i);
        begin("class", number);
        put(smtpc_class_title(i));
        put(smtpc_status_class_title(i));
        put(smtpc_subject_title(i));
        end();
    }
    begin("titles", "");
    for (i = 0; i + 1 < (int)(sizeof titles / sizeof titles[0]); i++)
        put(titles[i]);
    end();
    return 0;
}
