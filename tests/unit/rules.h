/* SPDX-License-Identifier: 0BSD
 *
 * rules - one rule of check.c over a model that a test makes up. Include it
 * before any other header.
 */
#ifndef RULES_H
#define RULES_H

#include "run.h"

#include "check/check_rules.h"

/** Run a rule over a model: all that it says must be want, in this order. */
static inline void rules_tell(struct model *m, void (*rule)(struct check *),
                              const char *const *want, size_t count)
{
    struct diag diag = {0};
    struct arena keys = {0};
    struct check check = {.model = m, .diag = &diag};

    for (size_t i = 0; i < m->entry_count; i++)
        index_add(&check.codes, m->entries[i].code, &m->entries[i]);
    for (size_t i = 0; i < m->reason_count; i++)
        index_add(&check.reasons, m->reasons[i].id, &m->reasons[i]);
    for (size_t i = 0; i < m->provider_count; i++)
        index_add(&check.providers, m->providers[i].id, &m->providers[i]);
    for (size_t i = 0; i < m->reference_count; i++)
        index_add(&check.sources,
                  m->references[i].id
                      ? m->references[i].id
                      : mem_printf(&keys, "%d", m->references[i].rfc),
                  &m->references[i]);
    index_seal(&check.codes);
    index_seal(&check.reasons);
    index_seal(&check.providers);
    index_seal(&check.sources);
    rule(&check);
    for (size_t i = 0; i < count || i < diag.count; i++) {
        const char *said = i < diag.count ? diag.faults[i].text : "nothing";

        if (i >= count || strcmp(said, want[i]) != 0)
            fail_msg("%s, not %s", said, i < count ? want[i] : "nothing");
    }
    index_free(&check.codes);
    index_free(&check.reasons);
    index_free(&check.providers);
    index_free(&check.sources);
    mem_free(&keys);
    diag_free(&diag);
}

#define RULES_TELL(m, rule, want) \
    rules_tell(m, rule, want, sizeof(want) / sizeof((want)[0]))

#endif
