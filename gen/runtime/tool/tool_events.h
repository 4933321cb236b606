/* --- events of sending services ------------------------------------------ */

/* Services tell of deliveries in JSON. Only the fields named here are read,
 * so that nothing which a sender or a client chose is taken for a reply. */

/* Which events there are, what they mean, and where what stands. Paths are
 * those of tool_json.h; alternatives are parted by '|'. */
struct event {
    const char *kind, *word; /* where the kind stands, and which it is */
    const char *also;        /* "path=value" that must hold besides; or NULL */
    enum outcome outcome;
    enum aside aside;
    const char *list; /* of recipients, each with fields of its own */
    const char *recipient, *reply, *code, *status, *time;
};

struct service {
    const char *mark; /* a path that only this service has */
    const char *base; /* where the event stands; NULL: it is the whole */
    const char *id, *sender, *relay;
    const struct event *events;
    size_t count;
};

#define EVENTS_(table_) table_, sizeof(table_) / sizeof(table_)[0]

static const struct event ses_events[] = {
    {"eventType|notificationType", "Bounce", NULL, FAILED, COUNTS,
     "bounce.bouncedRecipients", "emailAddress", "diagnosticCode", NULL,
     "status", "bounce.timestamp"},
    {"eventType|notificationType", "DeliveryDelay", NULL, DEFERRED, COUNTS,
     "deliveryDelay.delayedRecipients", "emailAddress", "diagnosticCode", NULL,
     "status", "deliveryDelay.timestamp"},
    {"eventType|notificationType", "Delivery", NULL, SENT, COUNTS,
     "delivery.recipients", NULL, "delivery.smtpResponse", NULL, NULL,
     "delivery.timestamp"},
    {"eventType|notificationType", "Reject", NULL, FAILED, COUNTS,
     "mail.destination", NULL, "reject.reason", NULL, NULL, "mail.timestamp"},
};

static const struct event sendgrid_events[] = {
    {"event", "bounce", NULL, FAILED, COUNTS, NULL, "email", "reason", NULL,
     "status", "timestamp"},
    {"event", "dropped", NULL, FAILED, COUNTS, NULL, "email", "reason", NULL,
     "status", "timestamp"},
    {"event", "deferred", NULL, DEFERRED, COUNTS, NULL, "email",
     "response|reason", NULL, "status", "timestamp"},
    {"event", "delivered", NULL, SENT, COUNTS, NULL, "email", "response", NULL,
     NULL, "timestamp"},
};

static const struct event mailgun_events[] = {
    {"event", "failed", "severity=temporary", DEFERRED, COUNTS, NULL,
     "recipient", "delivery-status.message|delivery-status.description",
     "delivery-status.code", "delivery-status.enhanced-code", "timestamp"},
    {"event", "failed", NULL, FAILED, COUNTS, NULL, "recipient",
     "delivery-status.message|delivery-status.description",
     "delivery-status.code", "delivery-status.enhanced-code", "timestamp"},
    {"event", "rejected", NULL, FAILED, COUNTS, NULL, "recipient",
     "reject.reason", NULL, NULL, "timestamp"},
    {"event", "delivered", NULL, SENT, COUNTS, NULL, "recipient",
     "delivery-status.message", "delivery-status.code", NULL, "timestamp"},
};

static const struct event postmark_events[] = {
    {"RecordType", "Bounce", "Type=Transient", DEFERRED, COUNTS, NULL, "Email",
     "Details", NULL, NULL, "BouncedAt"},
    {"RecordType", "Bounce", "Type=SpamNotification", NO_RESULT, COUNTS, NULL,
     NULL, NULL, NULL, NULL, NULL},
    {"RecordType", "Bounce", "Type=AutoResponder", NO_RESULT, COUNTS, NULL,
     NULL, NULL, NULL, NULL, NULL},
    {"RecordType", "Bounce", NULL, FAILED, COUNTS, NULL, "Email", "Details",
     NULL, NULL, "BouncedAt"},
    {"RecordType", "Delivery", NULL, SENT, COUNTS, NULL, "Recipient", "Details",
     NULL, NULL, "DeliveredAt"},
};

static const struct event sparkpost_events[] = {
    {"type", "bounce", NULL, FAILED, COUNTS, NULL, "rcpt_to|raw_rcpt_to",
     "raw_reason|reason", "error_code", NULL, "timestamp"},
    {"type", "out_of_band", NULL, FAILED, COUNTS, NULL, "rcpt_to|raw_rcpt_to",
     "raw_reason|reason", "error_code", NULL, "timestamp"},
    {"type", "policy_rejection", NULL, FAILED, COUNTS, NULL,
     "rcpt_to|raw_rcpt_to", "raw_reason|reason", "error_code", NULL,
     "timestamp"},
    {"type", "delay", NULL, DEFERRED, COUNTS, NULL, "rcpt_to|raw_rcpt_to",
     "raw_reason|reason", "error_code", NULL, "timestamp"},
    {"type", "delivery", NULL, SENT, COUNTS, NULL, "rcpt_to|raw_rcpt_to", NULL,
     NULL, NULL, "timestamp"},
};

static const struct event mandrill_events[] = {
    {"event", "hard_bounce", NULL, FAILED, COUNTS, NULL, "msg.email",
     "msg.diag|msg.bounce_description", NULL, NULL, "ts"},
    {"event", "soft_bounce", NULL, FAILED, COUNTS, NULL, "msg.email",
     "msg.diag|msg.bounce_description", NULL, NULL, "ts"},
    {"event", "reject", NULL, FAILED, COUNTS, NULL, "msg.email", "msg.diag",
     NULL, NULL, "ts"},
    {"event", "deferral", NULL, DEFERRED, COUNTS, NULL, "msg.email",
     "msg.diag|msg.smtp_events.diag", NULL, NULL, "ts"},
    {"event", "delivered", NULL, SENT, COUNTS, NULL, "msg.email",
     "msg.smtp_events.diag", NULL, NULL, "ts"},
};

static const struct event kumo_events[] = {
    {"type", "Delivery", NULL, SENT, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "Bounce", NULL, FAILED, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "AdminBounce", NULL, FAILED, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "Expiration", NULL, FAILED, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "TransientFailure", NULL, DEFERRED, COUNTS, "recipient",
     "recipient", "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "Rejection", NULL, NO_RESULT, INBOUND, NULL, NULL,
     "response.content", "response.code", NULL, "timestamp"},
};

static const struct service services[] = {
    {"mail.messageId", NULL, "mail.messageId", "mail.source", NULL,
     EVENTS_(ses_events)},
    {"sg_event_id", NULL, "sg_message_id", NULL, NULL,
     EVENTS_(sendgrid_events)},
    {"sg_message_id", NULL, "sg_message_id", NULL, NULL,
     EVENTS_(sendgrid_events)},
    {"event-data.event", "event-data", "id", "envelope.sender",
     "delivery-status.mx-host", EVENTS_(mailgun_events)},
    {"delivery-status", NULL, "id", "envelope.sender",
     "delivery-status.mx-host", EVENTS_(mailgun_events)},
    {"RecordType", NULL, "MessageID", "From", NULL, EVENTS_(postmark_events)},
    {"msys", "msys.message_event", "message_id", "msg_from", NULL,
     EVENTS_(sparkpost_events)},
    {"msg.email", NULL, "_id", "msg.sender", NULL, EVENTS_(mandrill_events)},
    {"response.content", NULL, "id", "sender", "peer_address.name",
     EVENTS_(kumo_events)},
};

/* The text at the first of the paths that leads to some. Of an array its last
 * element is taken: the latest. */
static struct piece event_text(struct piece in, const char *paths)
{
    struct piece found = {"", 0};

    while (paths && *paths) {
        size_t n = strcspn(paths, "|");
        char path[64];

        keep(path, sizeof path, piece_of(paths, 0, n));
        found = json_text(json_last(in, path));
        if (found.len)
            return found;
        paths += n + (paths[n] == '|');
    }
    return found;
}

/* {"class":5,"subject":1,"detail":1} as "5.1.1". */
static struct piece composed_status(struct piece in)
{
    enum { HELD = RESULTS };
    static char held[HELD][sizeof "9.999.999"];
    static unsigned next;
    char *to = held[next++ % HELD];

    snprintf(to, sizeof held[0], "%lu.%lu.%lu",
             number_of(json_path(in, "class")) % 10,
             number_of(json_path(in, "subject")) % 1000,
             number_of(json_path(in, "detail")) % 1000);
    return kept(to);
}

/* The result of one recipient: what stands in its own object or else in the
 * event. */
static struct result event_result(const struct service *s,
                                  const struct event *e, struct piece event,
                                  struct piece own)
{
    struct result r;
    struct piece reply = event_text(own, e->reply), status;

    memset(&r, 0, sizeof r);
    r.known = 1;
    r.outcome = e->outcome;
    r.aside = e->aside;
    r.form = JSON_STRING;
    if (reply.len == 0)
        reply = event_text(event, e->reply);
    r.text = reply.text;
    r.end = reply.len;
    r.recipient = event_text(own, e->recipient);
    if (r.recipient.len == 0)
        r.recipient = json_text(own);
    r.code = event_text(event, e->code);
    status = e->status ? json_path(event, e->status) : r.code;
    r.status = json_is(status, '{') ? composed_status(status)
                                    : event_text(own, e->status);
    r.time = event_text(event, e->time);
    r.id = event_text(event, s->id);
    r.sender = event_text(event, s->sender);
    r.relay = event_text(event, s->relay);
    return r;
}

static int is_event(const struct event *e, struct piece event)
{
    const char *is = e->also ? strchr(e->also, '=') : NULL;
    char path[32];

    if (!is_piece(event_text(event, e->kind), e->word))
        return 0;
    if (!is)
        return 1;
    keep(path, sizeof path, piece_of(e->also, 0, (size_t)(is - e->also)));
    return is_piece(event_text(event, path), is + 1);
}

/* The results of an event of a service; return how many. */
static size_t read_event(const struct service *s, struct piece event,
                         struct result *out, size_t most)
{
    const struct event *e = s->events;
    struct piece list, none, own;
    size_t n = 0, at = 1;

    while (n < s->count && !is_event(&e[n], event))
        n++;
    if (n == s->count)
        return 0;
    e += n;
    n = 0;
    list = e->list ? json_path(event, e->list) : event;
    if (!json_is(list, '[')) {
        out[0] = event_result(s, e, event, event);
        return 1;
    }
    while (n < most && json_next(list, &at, &none, &own))
        out[n++] = event_result(s, e, event, own);
    return n;
}

static const struct service *find_service(struct piece object)
{
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++)
        if (json_path(object, services[i].mark).len)
            return &services[i];
    return NULL;
}

/* What an object says, and if nothing, that it is of a service that is known;
 * 0: it is of none. */
static size_t read_object(struct piece object, struct result *out, size_t most)
{
    const struct service *s = find_service(object);
    size_t n;

    if (!s)
        return 0;
    if (s->base)
        object = json_path(object, s->base);
    n = read_event(s, object, out, most);
    if (n)
        return n;
    memset(out, 0, sizeof *out);
    out->text = object.text;
    out->known = 1;
    return 1;
}

/* A line of a log in JSON, as the journal, a container runtime or a collector
 * wraps it: what stands in it, header and all, in to; 0: there is none. */
static size_t unwrap(struct piece object, char *to, size_t room,
                     struct piece *time)
{
    static const char texts[] = "MESSAGE|log|message|msg",
                      programs[] = "SYSLOG_IDENTIFIER|ident|programname|"
                                   "program|appname|app_name",
                      times[] = "__REALTIME_TIMESTAMP|time|timestamp|"
                                "@timestamp|ts";
    struct piece text = event_text(object, texts);
    struct piece program = event_text(object, programs);
    size_t n = 0;

    *time = event_text(object, times);
    if (program.len && program.len < 64) {
        memcpy(to, program.text, program.len);
        memcpy(to + program.len, "[0]: ", 5);
        n = program.len + 5;
    }
    if (text.len == 0 || n + text.len > room)
        return 0;
    n += json_decode(text, to + n);
    while (n && (unsigned char)to[n - 1] <= ' ')
        n--;
    return n;
}
