/* SPDX-License-Identifier: 0BSD
 *
 * smtpc_bounce over any bytes. The first byte says how many recipients there
 * is room for.
 */
#include "fuzz.h"

#define SMTPC_STATIC
#include "../../out/smtpcodes_bounce.h"

enum { ROOM = 8 };

static void judge_text(const char *text, size_t size)
{
    NEED(memchr(text, '\0', size) != NULL);
}

static void judge_recipient(const struct smtpc_bounce_recipient *to)
{
    judge_text(to->address, sizeof to->address);
    judge_text(to->original, sizeof to->original);
    judge_text(to->host, sizeof to->host);
    judge_text(to->words, sizeof to->words);
    NEED(to->outcome == SMTPC_OUTCOME_FAILED ||
         to->outcome == SMTPC_OUTCOME_DELAYED);
    NEED(*to->verdict.title && *smtpc_reason_name(to->verdict.reason));
    if (to->verdict.basis == SMTPC_BASIS_NONE ||
        to->outcome == SMTPC_OUTCOME_DELAYED)
        NEED(to->verdict.action != SMTPC_ACTION_SUPPRESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct smtpc_mail b;
    static struct smtpc_bounce_recipient to[ROOM + 1];
    size_t room, count, len;
    char *mail;

    if (size == 0)
        return 0;
    room = data[0] % ROOM + 1;
    len = size - 1;
    mail = malloc(len ? len : 1);
    NEED(mail != NULL);
    memcpy(mail, data + 1, len);
    memset(to, 'x', sizeof to);
    count = smtpc_bounce(mail, len, NULL, &b, to, room);
    free(mail);
    NEED(count <= room);
    NEED((count > 0) ==
         (b.kind == SMTPC_MAIL_FAILURE || b.kind == SMTPC_MAIL_DELAY));
    NEED(*smtpc_mail_kind_name(b.kind));
    NEED(b.is_cut == 0 || count == room);
    judge_text(b.message_id, sizeof b.message_id);
    judge_text(b.tag, sizeof b.tag);
    judge_text(b.sender, sizeof b.sender);
    judge_text(b.notice, sizeof b.notice);
    for (size_t i = 0; i < count; i++)
        judge_recipient(&to[i]);
    NEED(to[room].address[0] == 'x' && to[room].words[0] == 'x');
    return 0;
}
