/* @begin banner */
/* smtpcodes_bounce.h - whole bounces: which recipients failed, and why
 * SPDX-License-Identifier: 0BSD
 *
 * Compiles on its own.
 */
/* @end banner */
/*
 * Include this file instead of smtpcodes_explain.h, which it includes and whose
 * rules apply here too.
 *
 *     static struct smtpc_mail b;
 *     static struct smtpc_bounce_recipient to[64];
 *     size_t n = smtpc_bounce(mail, len, NULL, &b, to, 64);
 *
 *     for (size_t i = 0; i < n; i++)
 *         printf("%s: %s\n", to[i].address, to[i].verdict.title);
 *
 * A mail is a message as it is stored or received: header, empty line, body.
 * Any bytes are accepted. A malformed one is read as far as possible, in time
 * linear in its length.
 */
#ifndef SMTPCODES_BOUNCE_H
#define SMTPCODES_BOUNCE_H

#include "smtpcodes_explain.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The kind of message. Only failures and delays name recipients. */
enum smtpc_mail_kind {
    SMTPC_MAIL_OTHER = 0,      /* not a report of a mail system */
    SMTPC_MAIL_FAILURE = 1,    /* someone did not get a message */
    SMTPC_MAIL_DELAY = 2,      /* the server still tries */
    SMTPC_MAIL_SUCCESS = 3,    /* it was delivered, relayed or expanded */
    SMTPC_MAIL_AUTO_REPLY = 4, /* a vacation notice or similar (RFC 3834) */
    SMTPC_MAIL_FEEDBACK = 5,   /* a recipient's complaint (RFC 5965) */
    SMTPC_MAIL_RECEIPT = 6     /* what the recipient did with it (RFC 8098) */
};

/** The result for a recipient. */
enum smtpc_outcome {
    SMTPC_OUTCOME_FAILED = 1,
    SMTPC_OUTCOME_DELAYED = 2,
    SMTPC_OUTCOME_DELIVERED = 3 /* never returned */
};

enum {
    SMTPC_ADDRESS_SIZE = 321, /* bytes: 64, "@", 255 (RFC 5321, 4.5.3.1), NUL */
    SMTPC_HOST_SIZE = 256,
    SMTPC_WORDS_SIZE = 1024,
    SMTPC_NOTICE_SIZE = 16384
};

/** A recipient who did not get the message. Texts end in NUL, are "" if the
 * mail does not say, and are cut if they are too long. */
struct smtpc_bounce_recipient {
    char address[SMTPC_ADDRESS_SIZE];
    char original[SMTPC_ADDRESS_SIZE]; /* as the sender wrote it */
    char host[SMTPC_HOST_SIZE];        /* who rejected it */
    char words[SMTPC_WORDS_SIZE];      /* its reply, on one line */
    int outcome; /* enum smtpc_outcome: failed or delayed */
    struct smtpc_verdict verdict;
};

/** What else a mail says. */
struct smtpc_mail {
    int kind;   /* enum smtpc_mail_kind */
    int is_cut; /* there was no room for all recipients */
    char message_id[SMTPC_ADDRESS_SIZE]; /* of the message that failed */
    char sender[SMTPC_ADDRESS_SIZE];     /* who sent it */
    char tag[SMTPC_ADDRESS_SIZE];        /* of a VERP address: "kim=x.y" */
    char notice[SMTPC_NOTICE_SIZE];      /* what it says to people */
};

/** Read a mail of len bytes, fill *out and up to room recipients, and return
 * their number. If it is 0, the mail reports no failure, and out->kind says
 * what it is instead. A recipient that the mail does not name has an empty
 * address. context may be NULL, as for smtpc_explain.
 *
 * Delivery reports (RFC 3464, 6522, 6533) count first, even if their fields are
 * in plain text, then what the text says near a recipient's address, before the
 * original message. The caller provides the memory; 15 KB of stack. */
SMTPC_API size_t smtpc_bounce(const char *mail, size_t len,
                              const struct smtpc_context *context,
                              struct smtpc_mail *out,
                              struct smtpc_bounce_recipient *recipients,
                              size_t room);

/** The word for a kind, "failure", "auto-reply". "" for an unknown number. */
SMTPC_API const char *smtpc_mail_kind_name(int kind);

#ifdef __cplusplus
}
#endif

#endif /* SMTPCODES_BOUNCE_H */

#if (defined SMTPC_IMPLEMENTATION || defined SMTPC_STATIC) && \
    !defined SMTPCODES_BOUNCE_IMPLEMENTED_
#define SMTPCODES_BOUNCE_IMPLEMENTED_

/* @begin parts */
#include "mime.h"
#include "decode.h"
#include "report.h"
#include "notice.h"
/* @end parts */

/* A report that is encoded is decoded behind the notice, for a while. */
static inline void smtpc_take_report_part_(struct smtpc_reading_ *r,
                                           const struct smtpc_part_ *part,
                                           struct smtpc_decoder_ *d)
{
    struct smtpc_piece_ encoding =
        smtpc_field_(part->header, "content-transfer-encoding:");
    size_t from = d->len;

    if (!smtpc_begins_(encoding, "base64") &&
        !smtpc_begins_(encoding, "quoted-printable")) {
        smtpc_take_report_(r, part->body);
        return;
    }
    smtpc_decode_part_(d, part);
    smtpc_take_report_(r, smtpc_cut_(d->to, from, d->len));
    d->len = from;
}

/* Decode the parts up to the original into the notice, and take reports. */
static inline int smtpc_take_parts_(struct smtpc_reading_ *r,
                                    struct smtpc_piece_ mail)
{
    struct smtpc_mime_ m;
    struct smtpc_part_ part;
    struct smtpc_decoder_ d;
    int kind = SMTPC_MAIL_OTHER;

    smtpc_start_decoder_(&d, r->out->notice, sizeof r->out->notice - 1);
    smtpc_start_mime_(&m, mail);
    while (smtpc_next_part_(&m, &part)) {
        switch (part.type) {
        case SMTPC_PART_PLAIN_:
            if (r->original.len == 0)
                smtpc_decode_part_(&d, &part);
            break;
        case SMTPC_PART_HTML_:
            if (r->original.len == 0 &&
                smtpc_is_blank_(smtpc_cut_(d.to, 0, d.len)))
                smtpc_decode_part_(&d, &part);
            break;
        case SMTPC_PART_REPORT_:
            smtpc_take_report_part_(r, &part, &d);
            kind = SMTPC_MAIL_FAILURE;
            break;
        case SMTPC_PART_FEEDBACK_:
            kind = SMTPC_MAIL_FEEDBACK;
            break;
        case SMTPC_PART_RECEIPT_:
            kind = SMTPC_MAIL_RECEIPT;
            break;
        case SMTPC_PART_ORIGINAL_:
            if (r->original.len == 0) {
                size_t at = 0;

                r->embedded = part.body;
                r->original = smtpc_take_header_(part.body, &at);
            }
            break;
        default:
            break;
        }
    }
    d.to[d.len] = '\0';
    return kind;
}

/* Does a field name a mail system, as those that send reports do? */
SMTPC_SELDOM_ int smtpc_is_system_(struct smtpc_piece_ value)
{
    return smtpc_has_(value,
                      "mailer-daemon\0mail-daemon\0maildaemon\0postmaster\0"
                      "post_master\0post-master\0mailserver\0mail server\0"
                      "mail deliver\0delivery subsystem\0mail-delivery\0"
                      "mail system\0mail administrator\0mailadmin\0"
                      "system administrator\0mail router\0mdaemon\0daemon@\0"
                      "mmdf\0microsoft exchange\0microsoftexchange\0"
                      "mail transport\0internet mail\0e-mail protection\0");
}

/* Who sends a report names itself so, and takes no answer to it: the return
 * path is empty (RFC 5321, section 4.5.5), or its own. */
static inline int smtpc_is_from_system_(struct smtpc_piece_ header)
{
    struct smtpc_piece_ path = smtpc_field_(header, "return-path:");

    return smtpc_is_system_(smtpc_field_(header, "from:")) &&
           (path.len == 0 || smtpc_begins_(path, "<>") ||
            smtpc_is_system_(path));
}

static inline int smtpc_tells_failure_(struct smtpc_piece_ subject)
{
    return smtpc_has_(
        subject,
        "undeliver\0not deliver\0nondeliver\0non-deliver\0non deliver\0"
        "deliver status\0delivery status\0delivery fail\0failed mail\0"
        "failure notice\0delivery failure\0delivery report\0"
        "delivery notification\0delivery has failed\0delivery error\0"
        "mail delivery\0mail fail\0returned mail\0returned to sender\0"
        "returning to sender\0"
        "returned message\0returning message\0mail could not\0"
        "message could not\0email could not\0cannot send message\0"
        "can't send\0could not send\0unable to deliver\0delivery delayed\0"
        "delayed mail\0message delayed\0delivery problem\0message status\0"
        "permanent fail\0warning: message\0bounce\0rejected mail\0"
        "message rejected\0user unknown\0unknown recipient\0"
        "unzustellbar\0nicht zugestellt\0zustell\0retour\0"
        "non remis\0\303\251chec\0echec\0no se pudo\0no se ha podido\0"
        "n\303\243o entreg\0falha\0devuelto\0devolvido\0mancata consegna\0"
        "impossibile\0onbestelbaar\0niet bezorg\0"
        "niet afgeleverd\0nie dostarcz\0"
        "\351\205\215\344\277\241\0\351\205\215\351\200\201\0"
        "\351\200\200\344\277\241\0"
        "\320\275\320\265 \320\264\320\276\321\201\321\202\320\260\320\262\0");
}

static inline int smtpc_tells_absence_(struct smtpc_piece_ subject)
{
    return smtpc_has_(subject,
                      "out of office\0out of the office\0automatic reply\0"
                      "auto reply\0auto-reply\0autoreply\0auto response\0"
                      "autoresponse\0auto:\0vacation\0on holiday\0on leave\0"
                      "abwesenheit\0automatische antwort\0nicht im b\0"
                      "automatisch antwoord\0afwezig\0"
                      "r\303\251ponse automatique\0absence\0absent\0"
                      "respuesta autom\0fuera de la oficina\0"
                      "resposta autom\0risposta automatica\0fuori sede\0"
                      "autosvar\0automatick\0nieobecno\0");
}

/* Who answers by himself says so (RFC 3834, section 5), or in the subject. */
static inline int smtpc_is_auto_reply_(struct smtpc_piece_ header,
                                       struct smtpc_piece_ subject)
{
    return smtpc_begins_(smtpc_field_(header, "auto-submitted:"),
                         "auto-replied") ||
           smtpc_field_(header, "x-autoreply:").len ||
           smtpc_field_(header, "x-autorespond:").len ||
           smtpc_field_(header, "x-autoresponse:").len ||
           smtpc_field_(header, "x-mail-autoreply:").len ||
           smtpc_begins_(smtpc_field_(header, "precedence:"), "auto_reply") ||
           smtpc_tells_absence_(subject);
}

/* Does the mail say that the server goes on trying? */
static inline int smtpc_tells_delay_(struct smtpc_piece_ subject,
                                     struct smtpc_piece_ notice)
{
    return smtpc_has_(subject, "delay\0warning: message\0verz\303\266ger\0"
                               "still being retried\0not yet\0for past \0") ||
           smtpc_has_(notice, "this is a warning message only\0"
                              "you do not need to resend\0"
                              "no action is required on your part\0"
                              "will be retried\0will continue to try\0"
                              "will continue trying\0will keep trying\0");
}

/* The tag of a VERP address: what has an equals sign for the at sign of the
 * recipient, "kim=example.org" in "bounce+kim=example.org@lists.example.com".
 */
static inline void smtpc_take_verp_(struct smtpc_reading_ *r)
{
    struct smtpc_piece_ to = smtpc_field_(r->header, "to:"), address;
    size_t at = 0, from, end, i;

    address = smtpc_next_address_(to, &at);
    if (!address.len)
        return;
    end = SMTPC_CAST_(
        size_t,
        SMTPC_CAST_(const char *, memchr(address.text, '@', address.len)) -
            address.text);
    if (!memchr(address.text, '=', end))
        return;
    for (from = i = 0; i < end; i++)
        if (address.text[i] == '+')
            from = i + 1;
        else if (address.text[i] == '-' && from == 0 && i > 0 &&
                 smtpc_is_digit_(address.text[i - 1]))
            from = i + 1;
    if (from == 0)
        for (i = 0; i < end && address.text[i] != '='; i++)
            if (address.text[i] == '-')
                from = i + 1;
    smtpc_copy_(smtpc_cut_(address.text, from, end), r->out->tag,
                sizeof r->out->tag);
}

/* The recipient that a VERP tag means. */
static inline void smtpc_take_tagged_(struct smtpc_reading_ *r)
{
    char address[SMTPC_ADDRESS_SIZE];
    char *sign;

    memcpy(address, r->out->tag, sizeof address);
    sign = strrchr(address, '=');
    if (!sign)
        return;
    *sign = '@';
    smtpc_add_address_(r, smtpc_cut_(address, 0, strlen(address)));
}

/* Recipients of a mail without a report: whom the header names, whom the text
 * does, and else to whom the original went. */
static inline void smtpc_take_recipients_(struct smtpc_reading_ *r,
                                          struct smtpc_piece_ notice)
{
    struct smtpc_piece_ failed =
        smtpc_field_(r->header, "x-failed-recipients:");

    smtpc_take_named_(r, failed);
    if (r->count)
        return;
    if (smtpc_take_addresses_(r, notice, SMTPC_MEANT_) ||
        smtpc_take_addresses_(r, notice, SMTPC_ANY_) ||
        smtpc_take_addresses_(r, notice, SMTPC_QUOTED_))
        return;
    smtpc_take_tagged_(r);
    if (!r->count)
        smtpc_take_named_(r, smtpc_field_(r->original, "to:"));
}

/* How much a mail's text tells of the recipient of whom it tells most. */
static inline int smtpc_best_worth_(const struct smtpc_reading_ *r,
                                    const struct smtpc_bounce_recipient *rest)
{
    int best = smtpc_worth_(&rest->verdict), worth;
    size_t i;

    for (i = 0; i < r->count; i++) {
        worth = smtpc_worth_(&r->to[i].verdict);
        best = worth > best ? worth : best;
    }
    return best;
}

/* Does somebody write it who wants an answer, or answers? */
static inline int smtpc_is_from_person_(struct smtpc_piece_ header,
                                        struct smtpc_piece_ subject)
{
    struct smtpc_piece_ path = smtpc_field_(header, "return-path:");

    return (path.len && !smtpc_begins_(path, "<>") &&
            !smtpc_is_system_(path)) ||
           smtpc_begins_(subject, "re:") || smtpc_begins_(subject, "aw:") ||
           smtpc_tells_absence_(subject);
}

/* Is a mail without a report one that says who failed? Who imitates one, or
 * writes about one, knows the subject; but a mail system has a reply to show,
 * and nobody to answer. Where it shows the message, a forwarder may have put a
 * return path of its own. */
static inline int smtpc_is_bounce_(const struct smtpc_reading_ *r,
                                   struct smtpc_piece_ subject, int worth)
{
    int is_told = smtpc_tells_failure_(subject);
    int is_named = r->count > 0 &&
                   smtpc_begins_(smtpc_field_(r->header, "return-path:"), "<>");

    if (smtpc_field_(r->header, "x-failed-recipients:").len)
        return 1;
    if (smtpc_is_from_system_(r->header))
        return is_told || worth > 2 || is_named;
    if (smtpc_is_system_(smtpc_field_(r->header, "from:")) && r->original.len &&
        is_told && worth > 2)
        return 1;
    return is_told && !smtpc_is_from_person_(r->header, subject) &&
           (worth > 3 || (worth > 0 && is_named));
}

/* Does the reply in what is told of a recipient name who sent the message, and
 * not the recipient? */
static inline int smtpc_names_sender_(const struct smtpc_reading_ *r,
                                      const struct smtpc_bounce_recipient *to)
{
    struct smtpc_piece_ words = smtpc_cut_(to->words, 0, strlen(to->words));
    struct smtpc_piece_ recipient =
        smtpc_cut_(to->address, 0, strlen(to->address));
    struct smtpc_piece_ sender =
        smtpc_cut_(r->out->sender, 0, strlen(r->out->sender));
    struct smtpc_piece_ address;
    struct smtpc_response reply;
    size_t at = smtpc_first_reply_(words, &reply);
    int is_named = 0;

    if (!reply.code || !sender.len)
        return 0;
    while ((address = smtpc_next_address_(words, &at)).len) {
        if (smtpc_same_text_(address, recipient))
            return 0;
        is_named |= smtpc_same_text_(address, sender);
    }
    return is_named;
}

/* "<sender>... User unknown" ends no recipient's address, and a weak guess is
 * less than that the sender is named. */
static inline void smtpc_tell_sender_(const struct smtpc_reading_ *r,
                                      struct smtpc_bounce_recipient *to)
{
    const struct smtpc_verdict *v = &to->verdict;

    if (v->code / 100 == 5 &&
        (v->action == SMTPC_ACTION_SUPPRESS_ ||
         v->confidence <= SMTPC_CONFIDENCE_LOW) &&
        smtpc_names_sender_(r, to))
        smtpc_explain_instead_("553 5.1.8 Sender address rejected", r->context,
                               &to->verdict);
}

/* Give a recipient what the rest of the text tells, where that is more. What is
 * worth less than least ends no address, nor does a delay. */
static inline void smtpc_settle_(struct smtpc_bounce_recipient *to,
                                 const struct smtpc_bounce_recipient *rest,
                                 int least)
{
    int worth = smtpc_worth_(&to->verdict);

    if (smtpc_worth_(&rest->verdict) > worth && worth < 4) {
        to->verdict = rest->verdict;
        memcpy(to->words, rest->words, sizeof to->words);
        if (!to->host[0])
            memcpy(to->host, rest->host, sizeof to->host);
    }
    if (smtpc_worth_(&to->verdict) < least)
        smtpc_doubt_(&to->verdict);
    if (to->verdict.action == SMTPC_ACTION_SUPPRESS_ &&
        to->outcome == SMTPC_OUTCOME_DELAYED)
        to->verdict.action = SMTPC_ACTION_RETRY;
}

/* What the text tells, for the recipients of a report or its own. Return how
 * much that is. */
static inline int smtpc_take_notice_(struct smtpc_reading_ *r,
                                     struct smtpc_piece_ notice,
                                     struct smtpc_piece_ subject)
{
    struct smtpc_bounce_recipient rest, polite;
    size_t reported = r->count, i;
    int best = 0;
    int is_delay = reported ? r->out->kind == SMTPC_MAIL_DELAY
                            : smtpc_tells_delay_(subject, notice);
    int outcome = is_delay ? SMTPC_OUTCOME_DELAYED : SMTPC_OUTCOME_FAILED;

    smtpc_clear_(&rest);
    smtpc_clear_(&polite);
    if (!reported)
        smtpc_take_recipients_(r, notice);
    smtpc_take_paragraphs_(r, notice, outcome, &rest, &polite);
    if (!smtpc_worth_(&rest.verdict))
        rest = polite;
    if (!reported) {
        best = smtpc_best_worth_(r, &rest);
        if (!smtpc_is_bounce_(r, subject, best)) {
            smtpc_drop_all_(r);
            r->out->kind = smtpc_is_auto_reply_(r->header, subject)
                               ? SMTPC_MAIL_AUTO_REPLY
                               : SMTPC_MAIL_OTHER;
            return 0;
        }
        r->out->kind = is_delay ? SMTPC_MAIL_DELAY : SMTPC_MAIL_FAILURE;
        if (!r->count)
            smtpc_add_recipient_(r);
    }
    for (i = 0; i < r->count; i++) {
        if (!reported)
            r->to[i].outcome = outcome;
        /* no guess counts, nor does a sentence where others have replies */
        smtpc_settle_(&r->to[i], &rest, best > 3 ? 4 : 2);
        smtpc_tell_sender_(r, &r->to[i]);
    }
    return smtpc_worth_(&rest.verdict);
}

/* Behind what mailboxes and mail programs put before a header: a mark of
 * UTF-8, empty lines, "From kim@example.org Sat Nov 28 ...". */
static inline size_t smtpc_header_at_(struct smtpc_piece_ mail)
{
    size_t at =
        mail.len > 2 && memcmp(mail.text, "\357\273\277", 3) == 0 ? 3 : 0;

    while (at < mail.len &&
           (smtpc_is_blank_(smtpc_line_(mail, at)) ||
            smtpc_begins_(smtpc_cut_(mail.text, at, mail.len), "from ") ||
            smtpc_begins_(smtpc_cut_(mail.text, at, mail.len), ">from ")))
        at = smtpc_next_line_(mail, at);
    return at;
}

/* Where the original begins in the notice; its header is taken, unless a part
 * has it. */
static inline size_t smtpc_cut_notice_(struct smtpc_reading_ *r)
{
    struct smtpc_piece_ notice =
        smtpc_cut_(r->out->notice, 0, strlen(r->out->notice));
    size_t header, cut = smtpc_original_at_(notice, &header);

    if (!r->original.len)
        r->original = smtpc_take_header_(notice, &header);
    return cut;
}

/* Exim reports the file or command that an address led to: where the header
 * names the address alone, it is the recipient. */
static inline void smtpc_name_owners_(struct smtpc_reading_ *r)
{
    struct smtpc_piece_ owner = smtpc_field_(r->header, "x-failed-recipients:");
    size_t i;

    if (!owner.len || memchr(owner.text, ',', owner.len))
        return;
    for (i = 0; i < r->count; i++)
        if (!strchr(r->to[i].address, '@'))
            smtpc_take_address_(owner, 0, r->to[i].address,
                                sizeof r->to[i].address);
}

/* Who sent the original: whom it names, or to whom the report went. */
static inline void smtpc_take_sender_(struct smtpc_reading_ *r)
{
    struct smtpc_piece_ from = smtpc_field_(r->original, "from:");
    size_t at = 0;

    if (!from.len)
        from = smtpc_field_(r->header, "to:");
    smtpc_copy_(smtpc_next_address_(from, &at), r->out->sender,
                sizeof r->out->sender);
}

/* Read a mail. Return whether it tells why something failed; if not, a mail
 * that it holds may. */
static inline int smtpc_read_mail_(struct smtpc_reading_ *r,
                                   struct smtpc_piece_ mail)
{
    struct smtpc_mail *out = r->out;
    struct smtpc_piece_ notice;
    char subject[256];
    size_t at = smtpc_header_at_(mail), cut;
    int worth = 0;

    smtpc_drop_all_(r);
    r->successes = r->delays = 0;
    r->original = r->embedded = smtpc_cut_(mail.text, 0, 0);
    out->message_id[0] = out->tag[0] = out->sender[0] = '\0';
    mail = smtpc_cut_(mail.text, at, mail.len);
    at = 0;
    r->header = smtpc_take_header_(mail, &at);
    out->kind = smtpc_take_parts_(r, mail);
    smtpc_take_verp_(r);
    smtpc_unfold_(smtpc_field_(r->header, "subject:"), subject, sizeof subject);
    cut = smtpc_cut_notice_(r);
    smtpc_take_sender_(r);
    smtpc_copy_(smtpc_field_(r->original, "message-id:"), out->message_id,
                sizeof out->message_id);
    notice = smtpc_cut_(out->notice, 0, cut);
    if (out->kind == SMTPC_MAIL_FEEDBACK || out->kind == SMTPC_MAIL_RECEIPT) {
        smtpc_drop_all_(r);
        worth = 10;
    } else {
        if (!r->count && !r->successes)
            smtpc_take_report_(r, notice);
        smtpc_name_owners_(r);
        if (r->count || r->successes)
            worth = 10;
        if (r->count && r->count == SMTPC_CAST_(size_t, r->delays))
            out->kind = SMTPC_MAIL_DELAY;
        else if (r->count)
            out->kind = SMTPC_MAIL_FAILURE;
        else if (r->successes)
            out->kind = SMTPC_MAIL_SUCCESS;
        if (r->count || !r->successes) {
            int told = smtpc_take_notice_(
                r, notice, smtpc_cut_(subject, 0, strlen(subject)));

            worth = worth ? worth : told;
        }
    }
    out->notice[cut] = '\0';
    return worth > 2;
}

/* Does a mail hold a report of a mail system, as one that a person forwards or
 * a list wraps up? */
static inline int smtpc_holds_report_(const struct smtpc_reading_ *r)
{
    return r->embedded.len &&
           (smtpc_is_from_system_(r->original) ||
            smtpc_begins_(smtpc_field_(r->original, "content-type:"),
                          "multipart/report"));
}

SMTPC_API size_t smtpc_bounce(const char *mail, size_t len,
                              const struct smtpc_context *context,
                              struct smtpc_mail *out,
                              struct smtpc_bounce_recipient *recipients,
                              size_t room)
{
    struct smtpc_reading_ r;
    int depth;

    r.out = out;
    r.to = recipients;
    r.room = room;
    r.context = context;
    r.embedded = smtpc_cut_(mail, 0, len);
    for (depth = 0; depth < 3; depth++)
        if (smtpc_read_mail_(&r, r.embedded) || !smtpc_holds_report_(&r))
            break;
    return r.count;
}

SMTPC_API const char *smtpc_mail_kind_name(int kind)
{
    switch (kind) {
    case SMTPC_MAIL_OTHER:
        return "other";
    case SMTPC_MAIL_FAILURE:
        return "failure";
    case SMTPC_MAIL_DELAY:
        return "delay";
    case SMTPC_MAIL_SUCCESS:
        return "success";
    case SMTPC_MAIL_AUTO_REPLY:
        return "auto-reply";
    case SMTPC_MAIL_FEEDBACK:
        return "feedback";
    case SMTPC_MAIL_RECEIPT:
        return "receipt";
    default:
        return "";
    }
}

#endif /* SMTPC_IMPLEMENTATION */
