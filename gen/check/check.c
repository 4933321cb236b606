/* SPDX-License-Identifier: 0BSD */
#include "check/check.h"

#include "check/check_changes.h"
#include "check/check_messages.h"
#include "check/check_rules.h"

static void (*const rules[])(struct check *) = {
    check_dup_code,       check_dup_digit,       check_dup_id,
    check_dup_reference,  check_dup_name,        check_symbol_collision,
    check_entry_order,    check_retired_instead, check_dup_pair,
    check_pair_class,     check_use_class,       check_dup_act,
    check_missing_act,    check_missing_advice,  check_dup_advice,
    check_missing_origin, check_reply_class,     check_unknown_table,
    check_dup_text,       check_dup_use,         check_dup_words,
    check_few_words,      check_action_steps,    check_promised,
    check_releases,       check_changes,
};

/* A name that leads nowhere is often right, and what it should lead to is
 * faulty. */
static void (*const followers[])(struct check *) = {
    check_unknown_reference, check_unknown_reason,  check_unknown_code,
    check_unknown_provider,  check_unknown_subject, check_unknown_class,
};

bool check_run(const struct model *model, struct diag *diag)
{
    struct check c = {.model = model, .diag = diag};
    struct arena keys = {0};
    size_t faults = diag->count;

    for (size_t i = 0; i < model->entry_count; i++)
        index_add(&c.codes, model->entries[i].code, &model->entries[i]);
    for (size_t i = 0; i < model->reason_count; i++)
        index_add(&c.reasons, model->reasons[i].id, &model->reasons[i]);
    for (size_t i = 0; i < model->provider_count; i++)
        index_add(&c.providers, model->providers[i].id, &model->providers[i]);
    for (size_t i = 0; i < model->reference_count; i++) {
        const struct reference *r = &model->references[i];

        index_add(&c.sources, r->id ? r->id : mem_printf(&keys, "%d", r->rfc),
                  r);
    }
    index_seal(&c.codes);
    index_seal(&c.reasons);
    index_seal(&c.providers);
    index_seal(&c.sources);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        rules[i](&c);
    diag->follows = true;
    for (size_t i = 0; i < sizeof followers / sizeof followers[0]; i++)
        followers[i](&c);
    diag->follows = false;
    index_free(&c.codes);
    index_free(&c.reasons);
    index_free(&c.providers);
    index_free(&c.sources);
    mem_free(&keys);
    /* Phrases are proved on a catalogue that holds together. */
    if (diag->count == faults)
        check_messages(model, diag);
    if (diag->count == faults)
        check_changed_actions(model, diag);
    return diag->count == faults;
}
