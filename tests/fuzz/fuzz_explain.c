/* SPDX-License-Identifier: 0BSD
 *
 * smtpc_explain over any bytes. The first byte chooses the provider that the
 * caller names: one of ours, one that is none, or nobody; and the command.
 */
#include "fuzz.h"

#define SMTPC_STATIC
#include "../../out/smtpcodes_text.h"

static int is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(word, *words) != 0)
        words++;
    return *words != NULL;
}

static void judge_words(const struct smtpc_verdict *v)
{
    NEED(v->provider && v->message && v->title);
    NEED(*v->title && *smtpc_verdict_meaning(v));
    NEED(*smtpc_reason_name(v->reason) && *smtpc_action_name(v->action));
    NEED(*smtpc_party_name(v->party) && *smtpc_basis_name(v->basis));
    NEED(*smtpc_confidence_name(v->confidence));
    NEED((v->basis == SMTPC_BASIS_TEXT) == (*v->message != '\0'));
}

/* To stop mailing somebody costs a sender a customer: only for an address
 * that is gone, and never on a doubt. */
static void judge_action(const struct smtpc_verdict *v)
{
    static const char *const gone[] = {"user-unknown", "mailbox-disabled",
                                       "domain-not-found", NULL};
    int class_ = v->code ? v->code / 100 : smtpc_status_class(v->status);

    if (class_ == 2)
        NEED(v->action == SMTPC_ACTION_NONE);
    if (class_ == 3)
        NEED(v->action == SMTPC_ACTION_CONTINUE);
    if (v->action != SMTPC_ACTION_SUPPRESS)
        return;
    NEED(class_ == 5 || class_ == 0);
    NEED(!(v->flags & SMTPC_FLAG_CLASS_CONFLICT));
    NEED(is_one_of(smtpc_reason_name(v->reason), gone));
    NEED(v->basis >= SMTPC_BASIS_STATUS || v->status == 0);
}

static void judge_codes(const struct smtpc_verdict *v, const char *text,
                        size_t len)
{
    struct smtpc_response r;
    size_t at = 0;

    do /* the lines in front may be a report's own */
        at += smtpc_read(text + at, len - at, &r);
    while (at < len && !r.code && !r.status);
    if ((r.status >> 10 & 1023) == 4) /* it may report another's reply */
        return;
    if (!r.code && !r.status) { /* a number may be likely to be a code */
        NEED(v->code == 0 || v->code >= 400);
        return;
    }
    NEED(v->code == r.code && v->status == r.status && v->flags == r.flags);
}

/* All of it points to read-only text, so pointers compare too. */
static int same(const struct smtpc_verdict *a, const struct smtpc_verdict *b)
{
    return a->code == b->code && a->status == b->status &&
           a->flags == b->flags && a->reason == b->reason &&
           a->action == b->action && a->party == b->party &&
           a->basis == b->basis && a->confidence == b->confidence &&
           a->provider == b->provider && a->message == b->message &&
           a->title == b->title && a->text == b->text;
}

/* Elsewhere in memory, with other things around it. */
static void judge_copy(const struct smtpc_verdict *v, const char *text,
                       size_t len, const struct smtpc_context *context)
{
    char *wide = malloc(len + 9);
    struct smtpc_verdict again;

    NEED(wide);
    memset(wide, '5', len + 9);
    if (len)
        memcpy(wide + 1, text, len);
    memset(&again, 0x5a, sizeof again);
    smtpc_explain(wide + 1, len, context, &again);
    NEED(same(v, &again));
    free(wide);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct smtpc_context context = {0, 0};
    size_t len = size ? size - 1 : 0;
    char *text = exact_copy(size ? data + 1 : data, len);
    struct smtpc_verdict v;
    int known;

    if (size) {
        context.provider = data[0] % 64;
        context.stage = data[0] / 32;
    }
    memset(&v, 0xa5, sizeof v);
    known = smtpc_explain(text, len, size ? &context : NULL, &v);
    NEED(known == (v.reason != SMTPC_REASON_OTHER));
    judge_words(&v);
    judge_action(&v);
    judge_codes(&v, text, len);
    judge_copy(&v, text, len, size ? &context : NULL);
    if (smtpc_provider_id(context.provider))
        NEED(v.provider_number == context.provider);
    free(text);
    return 0;
}
