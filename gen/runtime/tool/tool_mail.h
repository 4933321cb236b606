/* --- whole mails --------------------------------------------------------- */

enum {
    RECIPIENTS_MAX = 1000,      /* of one mail; nobody sends larger reports */
    MAIL_MAX = 64 * 1024 * 1024 /* bytes; of what is longer the end is left */
};

/* Bytes that grow; what does not fit into memory is passed over. */
struct text {
    char *at;
    size_t len, size;
};

static void add_text(struct text *t, const char *bytes, size_t len)
{
    if (len > MAIL_MAX - t->len)
        len = MAIL_MAX - t->len;
    if (t->size - t->len < len) {
        size_t size = (t->len + len) * 2;
        char *at = (char *)realloc(t->at, size);

        if (!at)
            return;
        t->at = at;
        t->size = size;
    }
    if (len)
        memcpy(t->at + t->len, bytes, len);
    t->len += len;
}

static void drop_text(struct text *t)
{
    free(t->at);
    t->at = NULL;
    t->len = t->size = 0;
}

static void put_recipient_json(const struct options *o,
                               const struct smtpc_mail *b,
                               const struct smtpc_bounce_recipient *to)
{
    printf("{\"recipient\":");
    put_json(to->address, strlen(to->address));
    if (*to->original && strcmp(to->original, to->address) != 0)
        put_field("original_recipient", to->original);
    put_field("kind", smtpc_mail_kind_name(to->outcome == SMTPC_OUTCOME_DELAYED
                                               ? SMTPC_MAIL_DELAY
                                               : SMTPC_MAIL_FAILURE));
    put_verdict_members(o, &to->verdict);
    if (*to->host)
        put_field("relay", to->host);
    if (*b->message_id)
        put_field("message_id", b->message_id);
    if (*b->tag)
        put_field("tag", b->tag);
    put_field("reply", to->words);
    puts("}");
}

static struct smtpc_mail bounce;
static struct smtpc_bounce_recipient bounced[RECIPIENTS_MAX];

/* Read a mail. Return how many recipients it has. */
static size_t read_mail(const struct options *o, const struct text *mail)
{
    return smtpc_bounce(mail->at, mail->len, &o->context, &bounce, bounced,
                        RECIPIENTS_MAX);
}

/* Does a recipient's answer rest on a reply, or surely on words about them? */
static int is_founded(const struct smtpc_bounce_recipient *to)
{
    const struct smtpc_verdict *v = &to->verdict;

    return v->code || v->status ||
           (*to->address && v->basis == SMTPC_BASIS_TEXT &&
            v->confidence > SMTPC_CONFIDENCE_LOW);
}

/* An answer for each recipient. Return whether a cause was found. */
static int put_recipients(const struct options *o, size_t count)
{
    int known = 0;

    for (size_t i = 0; i < count; i++) {
        const struct smtpc_bounce_recipient *to = &bounced[i];
        struct answer a = answer_to(&to->verdict);

        known |= to->verdict.reason != SMTPC_REASON_OTHER_;
        if (o->json) {
            put_recipient_json(o, &bounce, to);
            continue;
        }
        a.recipient = *to->address ? to->address : NULL;
        a.given_up = to->outcome == SMTPC_OUTCOME_FAILED;
        a.sender = *bounce.sender ? bounce.sender : NULL;
        a.host = *to->host ? to->host : NULL;
        a.reply = *to->words ? to->words : NULL;
        a.said = piece_of(to->words, 0, strlen(to->words));
        if (i)
            putchar('\n');
        put_answer(o, &a);
    }
    if (bounce.is_cut)
        fprintf(stderr, "smtpcodes: only the first %d recipients are shown\n",
                RECIPIENTS_MAX);
    return known;
}

/* What a mail is that tells of no failure. */
static const char *mail_kind_phrase(int kind)
{
    switch (kind) {
    case SMTPC_MAIL_SUCCESS:
        return "No failure. The report says that the message was delivered.";
    case SMTPC_MAIL_AUTO_REPLY:
        return "No failure. This is an automatic message, such as a vacation "
               "notice.";
    case SMTPC_MAIL_FEEDBACK:
        return "No failure, but a complaint. The recipient marked the message "
               "as "
               "spam. Stop sending to this address.";
    case SMTPC_MAIL_RECEIPT:
        return "No failure. This receipt says what the recipient did with the "
               "message.";
    default:
        return "No bounce. No mail system reports a failure here.";
    }
}
