/* SPDX-License-Identifier: 0BSD
 *
 * Words for values, and the providers that names and hosts are of.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "guarded.h"

/* A copy that ends where memory ends, and one that begins where it does. */
static unsigned provider_of(const char *text)
{
    size_t len = strlen(text);
    unsigned provider = smtpc_provider_of(guarded(text, len), len);

    assert_int_equal(smtpc_provider_of(guarded_front(text, len), len),
                     provider);
    return provider;
}

static void is_of(const char *text, const char *id)
{
    const char *found = smtpc_provider_id(provider_of(text));

    if (strcmp(found ? found : "", id) != 0)
        fail_msg("\"%s\" is of \"%s\", not \"%s\"", text, found ? found : "",
                 id);
}

static void numbers_the_hosts_of_providers(void **state)
{
    (void)state;
    is_of("mx3.google.com", "google");
    is_of("mx30.google.com", "google");
    is_of("MX2.Comcast.NET", "comcast");
    is_of("mx1.seznam.cz.", "seznam");
    is_of("smtp-in7.libero.it", "libero");
    is_of("a.inbound-2.mimecast.com", "mimecast");
    is_of("3mx.google.com", "");
    is_of("mx.google.org", "");
    is_of("mx-3.google.com", "");
    is_of("mxa.google.com", "");
    is_of("x3.google.com", "");
    is_of("x.google.com", "");
}

/* What is called by a number is not called by any. */
static void numbers_no_names_of_providers(void **state)
{
    (void)state;
    is_of("163", "netease");
    is_of("O2", "wp");
    is_of("1&1", "gmx");
    is_of("1630", "");
    is_of("google2", "");
    is_of("2google", "");
    is_of("goo2gle", "");
    is_of("1&12", "");
    is_of("o", "");
}

static void knows_names_in_any_case(void **state)
{
    (void)state;
    is_of("XFINITY", "comcast");
    is_of("SeZnAm", "seznam");
    is_of("AT&T", "att");
    is_of("at&t", "att");
    is_of("At\006T", "");
    is_of("attt", "");
}

/* A provider's own name may have more behind it, its other names may not. */
static void knows_a_name_with_more_behind_it(void **state)
{
    (void)state;
    is_of("Apple iCloud Mail", "apple");
    is_of("apple ", "apple");
    is_of("Apple.com", "");
    is_of("Apples", "");
    is_of(" apple", "");
    is_of("Gmail App", "");
    is_of("ironport c", "");
}

/* Of those whose name a host ends in the longest tells most, whichever comes
 * first. */
static void takes_the_longest_name(void **state)
{
    (void)state;
    is_of("a.outlook.com", "outlook");
    is_of("a.mail.protection.outlook.com", "microsoft-365");
    is_of("b.a.prod.outlook.com", "microsoft-365");
    is_of("a.prod.exchangelabs.com", "microsoft-365");
    is_of("a.mail.com", "gmx");
    is_of("a.smtp.orange.fr", "orange");
}

static void knows_all_names(void **state)
{
    const char *at = smtpc_text_(&smtpc_provider_ids_pool_, 0);
    const char *end = at + sizeof smtpc_provider_ids_pool_;
    unsigned provider = 0;

    (void)state;
    for (; at < end; at += strlen(at) + 1) {
        if (*at)
            assert_int_equal(provider_of(at), provider);
        else if (at + 1 < end)
            assert_string_equal(smtpc_provider_id(++provider), at + 1);
    }
    assert_true(provider > 50);
    assert_null(smtpc_provider_id(provider + 1));
    assert_null(smtpc_provider_id(0));
    assert_null(smtpc_provider_id(~0u));
}

/* Each word there is, and none beside them. */
static void words_end_where_values_do(void **state)
{
    static const struct {
        const char *(*word)(int);
        int first, last;
    } words[] = {
        {smtpc_class_title, 2, 5},
        {smtpc_reason_name, 0, SMTPC_REASON_OTHER},
        {smtpc_action_name, 0, SMTPC_ACTION_READ_TEXT},
        {smtpc_action_phrase, 0, SMTPC_ACTION_READ_TEXT},
        {smtpc_party_name, 0, SMTPC_PARTY_NETWORK},
        {smtpc_party_phrase, 0, SMTPC_PARTY_NETWORK},
        {smtpc_standing_name, 0, SMTPC_STANDING_FOLKLORE},
        {smtpc_subject_title, 0, 7},
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        for (int n = words[i].first; n <= words[i].last; n++)
            assert_true(*words[i].word(n) != '\0');
        assert_string_equal(words[i].word(-1), "");
        for (int n = 64; n < 100000; n = n * 2 + 1)
            assert_string_equal(words[i].word(n), "");
    }
    assert_string_equal(smtpc_class_title(1), "");
    assert_string_equal(smtpc_class_title(6), "");
    for (int digit = -1; digit < 10; digit++)
        assert_int_equal(*smtpc_status_class_title(digit) != '\0',
                         digit == 2 || digit == 4 || digit == 5);
    assert_string_equal(smtpc_subject_title(8), "");
}

static void tells_its_version(void **state)
{
    char version[32];

    (void)state;
    snprintf(version, sizeof version, "%d.%d.%d", SMTPC_VERSION_MAJOR,
             SMTPC_VERSION_MINOR, SMTPC_VERSION_PATCH);
    assert_string_equal(smtpc_version(), version);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_the_hosts_of_providers),
        cmocka_unit_test(numbers_no_names_of_providers),
        cmocka_unit_test(knows_names_in_any_case),
        cmocka_unit_test(knows_a_name_with_more_behind_it),
        cmocka_unit_test(takes_the_longest_name),
        cmocka_unit_test(knows_all_names),
        cmocka_unit_test(words_end_where_values_do),
        cmocka_unit_test(tells_its_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
