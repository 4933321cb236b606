/* SPDX-License-Identifier: 0BSD
 *
 * A mail program that knows the MX host, or what people call the provider. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes.h"

#include "expect.h"

static const struct {
    const char *text, *id; /* "": of no provider */
} names[] = {
    {"google", "google"},
    {"Google", "google"},
    {"Gmail", "google"},
    {"gmail", "google"},
    {"mx.google.com", "google"},
    {"MX.Google.COM", "google"},
    {"mx.google.com.", "google"},
    {"aspmx.l.google.com", "google"},
    {"gmail-smtp-in.l.google.com.", "google"},
    {"outlook", "outlook"},
    {"example-org.mail.protection.outlook.com", "microsoft-365"},
    {"example-org.k-v1.mx.microsoft", "microsoft-365"},
    {"mta7.am0.yahoodns.net", "yahoo"},
    {"mx01.mail.icloud.com", "apple"},
    {"example-org.olc.protection.outlook.com", "outlook"},
    {"support.google.com", ""}, /* a page, no mail server */
    {"France", ""},             /* in the names of two */
    {"", ""},
    {".", ""},
    {"..", ""},
    {"com", ""},
    {".com", ""},
    {"gmai", ""},
    {"gmaill", ""},
    {"notgoogle.com", ""},
    {"notmx.google.com.example", ""},
    {"google.com.evil.example", ""},
    {"mx.google.com.evil.example", ""},
    {"evilmx.google.com", ""},
    {"mx.google.com..", ""},
    {"mx-google.com", ""},
    {" mx.google.com", ""},
    {"mx.example.org", ""},
};

static const char *id_of(const char *text, size_t len)
{
    const char *id = smtpc_provider_id(smtpc_provider_of(text, len));

    return id ? id : "";
}

int main(void)
{
    unsigned n;
    size_t i;

    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        expect_text_(__FILE__, __LINE__, names[i].text,
                     id_of(names[i].text, strlen(names[i].text)), names[i].id);
    /* Lengths are explicit, and a NUL is a byte like any other. */
    EXPECT_TEXT(id_of("googled", 6), "google");
    EXPECT_TEXT(id_of("google", 7), "");
    /* All ids, each the name of its own number; then no more. */
    for (n = 1; smtpc_provider_id(n); n++)
        EXPECT_NUMBER(smtpc_provider_of(smtpc_provider_id(n),
                                        strlen(smtpc_provider_id(n))),
                      n);
    EXPECT(n > 1);
    EXPECT(smtpc_provider_id(n + 1) == NULL);
    EXPECT(smtpc_provider_id(0) == NULL);
    EXPECT(smtpc_provider_id(~0u) == NULL);
    return failures != 0;
}
