/* --- servers with a form of their own ------------------------------------ */

/* Four or five as the first digit of a reply: put off, or failed. */
static enum outcome outcome_by(char digit)
{
    return digit == '2'   ? SENT
           : digit == '4' ? DEFERRED
           : digit == '5' ? FAILED
                          : NO_RESULT;
}

/* Courier tells the reply in a line, and in a later one how it ended. These
 * are the last replies, by message and recipient. */
static struct courier_reply {
    char key[160], reply[512];
} courier_replies[16];

static struct courier_reply *courier_at(struct piece key)
{
    unsigned hash = 0;

    for (size_t i = 0; i < key.len; i++)
        hash = hash * 31 + (unsigned char)key.text[i];
    return &courier_replies[hash % 16];
}

/* A line of a reply: remembered, behind the lines before it. */
static void keep_courier(struct piece key, struct piece reply)
{
    struct courier_reply *c = courier_at(key);
    size_t n = 0;

    if (is_piece(key, c->key))
        n = strlen(c->reply);
    if (n && n + 1 < sizeof c->reply)
        c->reply[n++] = '\n';
    keep(c->key, sizeof c->key, key);
    keep(c->reply + n, sizeof c->reply - n, reply);
}

/* "status: failure", and what was said before. */
static struct result end_courier(const struct log_line *l, size_t at,
                                 struct piece key, struct result r)
{
    static const struct ending endings[] = {
        {",success: ", SENT, COUNTS},
        {",status: success", SENT, INTERIM},
        {",status: deferred", DEFERRED, COUNTS},
        {",status: failure", FAILED, COUNTS}};
    const struct ending *e = find_ending(l, at, ENDINGS_(endings));
    struct courier_reply *c = courier_at(key);
    static char said[sizeof c->reply];

    if (!e)
        return no_result(l);
    r.outcome = e->outcome;
    r.aside = e->aside;
    r.at = r.end;
    if (e->word[1] == 's' && e->word[2] == 'u') {
        r.at = at + strlen(e->word);
        if (begins_at(l, r.at, "delivered: "))
            r.relay = piece_of(l->text, r.at + strlen("delivered: "), l->len);
    } else if (e->outcome != SENT && is_piece(key, c->key)) {
        keep(said, sizeof said, kept(c->reply));
        r.text = said;
        r.at = 0;
        r.end = strlen(said);
        c->key[0] = '\0';
    }
    return r;
}

/* "id=...,from=<...>,addr=<...>: 550 5.1.1 ...", later ",status: failure". */
static struct result read_courier(const struct log_line *l)
{
    size_t at = l->at, end, id;
    struct result r = no_result(l);
    struct piece key;

    if (!begins_at(l, at, "id="))
        return r;
    id = at + strlen("id=");
    end = behind(l->text, at, l->len, ",from=");
    if (!end)
        return r;
    r.id = piece_of(l->text, id, end - strlen(",from="));
    at = behind(l->text, end, l->len, ",addr=");
    if (!at || !begins_at(l, at, "<"))
        return r;
    r.sender = bare(piece_of(l->text, end, at - strlen(",addr=")));
    end = skip_enclosed(l->text, at, l->len);
    r.recipient = piece_of(l->text, at, end);
    key = piece_of(l->text, id, end);
    if (begins_at(l, end, ": ")) {
        r.at = end + 2;
        keep_courier(key, reason_of(&r));
        r.outcome = BY_REPLY;
        r.aside = INTERIM;
        return r;
    }
    if (begins_at(l, end, ",size="))
        end += strlen(",size=") + number_at(l, end + strlen(",size=")).len;
    return end_courier(l, end, key, r);
}

/* Behind Haraka's "[outbound]": what it says of a recipient or a message. */
static struct result read_haraka_event(const struct log_line *l, size_t at)
{
    struct result r = no_result(l);
    size_t end;

    if (begins_at(l, at, "recipient ")) {
        at += strlen("recipient ");
        end = value_end(l->text, at, l->len, ' ');
        r.recipient = piece_of(l->text, at, end);
        if (begins_at(l, end, " rejected: "))
            r.outcome = FAILED;
        else if (begins_at(l, end, " deferred: "))
            r.outcome = DEFERRED;
        else
            return no_result(l);
        r.at = end + strlen(" rejected: ");
        return r;
    }
    if (begins_at(l, at, "bouncing mail: ")) {
        r.outcome = FAILED;
        r.at = at + strlen("bouncing mail: ");
    } else if (begins_at(l, at, "Temp failing ")) {
        r.outcome = DEFERRED;
        r.at = behind(l->text, at, l->len, " seconds: ");
    }
    if (r.at == 0)
        return no_result(l);
    if (begins_at(l, r.at, "Some recipients ")) /* each was told of */
        r.aside = INTERIM;
    return r;
}

/* "delivered file=... host=... response="..." ... rcpts=2/0/1". */
static struct result read_haraka_sent(const struct log_line *l, size_t at)
{
    struct result r = result_at(l, SENT, l->len);
    struct field f;

    while (next_field(l->text, &at, l->len, ' ', &f)) {
        if (is_piece(f.name, "host"))
            r.relay = bare(f.value);
        else if (is_piece(f.name, "file"))
            r.id = f.value;
        else if (is_piece(f.name, "response")) {
            r.at = (size_t)(bare(f.value).text - l->text);
            r.end = r.at + bare(f.value).len;
        } else if (is_piece(f.name, "rcpts")) {
            r.copies = number_of(f.value);
        }
    }
    return r;
}

/* "[NOTICE] [UUID] [outbound] ..."; of other parts nothing. */
static struct result read_haraka(const struct log_line *l)
{
    size_t at = l->at, end;
    struct result r = no_result(l);

    for (int i = 0; i < 3; i++) {
        int outbound = begins_at(l, at, "[outbound]");

        for (end = at; end < l->len && l->text[end] != ']';)
            end++;
        if (!begins_at(l, at, "[") || end == l->len)
            return r;
        at = smtpc_skip_blanks_(l->text, end + 1, l->len);
        if (outbound)
            return begins_at(l, at, "delivered file=")
                       ? read_haraka_sent(l, at + strlen("delivered "))
                       : read_haraka_event(l, at);
    }
    r.known = 1;
    return r;
}

/* "from=... to=... mx=... id=<...> (reply)"; 0: there is no reply. */
static int take_zonemta(const struct log_line *l, size_t at, struct result *r)
{
    struct field f;

    while (next_field(l->text, &at, l->len, ' ', &f)) {
        if (is_piece(f.name, "from"))
            r->sender = f.value;
        else if (is_piece(f.name, "to"))
            r->recipient = f.value;
        else if (is_piece(f.name, "mx"))
            r->relay = f.value;
        else if (f.name.len == 0 && f.value.text[0] == '(') {
            r->at = (size_t)(f.value.text - l->text) + 1;
            r->end = l->len - (l->text[l->len - 1] == ')');
            return 1;
        }
    }
    return 0;
}

/* "... Sender/ZONE/PID id=... ID.SEQ REJECTED[...] from=...". */
static struct result read_zonemta(const struct log_line *l)
{
    static const struct ending endings[] = {{"ACCEPTED ", SENT, COUNTS},
                                            {"DEFERRED[", DEFERRED, COUNTS},
                                            {"REJECTED[", FAILED, COUNTS}};
    size_t at = behind(l->text, l->at, l->len, "Sender/");
    const struct ending *e = NULL;
    struct result r = no_result(l);

    if (!at || at - l->at > 24)
        return r;
    for (int words = 0; words < 4 && !e; words++) {
        at = smtpc_skip_blanks_(l->text, word_end(l->text, at, l->len), l->len);
        e = find_ending(l, at, ENDINGS_(endings));
        if (!e)
            r.id = piece_of(l->text, at, word_end(l->text, at, l->len));
    }
    if (!e || !take_zonemta(l, word_end(l->text, at, l->len), &r))
        return no_result(l);
    r.outcome = e->outcome;
    return r;
}

/* What Stalwart calls an event, "(delivery.rcpt-to-rejected)". */
static const struct stalwart_event {
    const char *name;
    enum outcome outcome; /* BY_REPLY: as the code says */
    enum aside aside;
} stalwart_events[] = {
    {"delivery.delivered)", SENT, COUNTS},
    {"delivery.rcpt-to-rejected)", BY_REPLY, COUNTS},
    {"delivery.mail-from-rejected)", BY_REPLY, COUNTS},
    {"delivery.message-rejected)", BY_REPLY, COUNTS},
    {"delivery.ehlo-rejected)", BY_REPLY, COUNTS},
    {"delivery.greeting-failed)", BY_REPLY, COUNTS},
    {"delivery.connect-error)", DEFERRED, COUNTS},
    {"delivery.dsn-success)", SENT, INTERIM},
    {"delivery.dsn-temp-fail)", DEFERRED, INTERIM},
    {"delivery.dsn-perm-fail)", FAILED, INTERIM},
};

/* "550 ...", or an error within braces: "... { details = I/O Error, reason =
 * "Connection refused" }". */
static void take_stalwart_reason(const struct log_line *l, struct piece value,
                                 struct result *r)
{
    size_t at = (size_t)(value.text - l->text), end = at + value.len;
    size_t reason = behind(l->text, at, l->len, " reason = ");

    if (holds(value, " { details = ") && reason) {
        value = bare(
            piece_of(l->text, reason, value_end(l->text, reason, l->len, ' ')));
        at = (size_t)(value.text - l->text);
        end = at + value.len;
    }
    r->at = at;
    r->end = end;
}

/* The fields of Stalwart, "name = value, name = "value"": the last of a name
 * counts, for the first ones are those of the message. */
static void take_stalwart(const struct log_line *l, size_t at, struct result *r)
{
    while (at < l->len) {
        size_t from = smtpc_skip_blanks_(l->text, at, l->len), end = from;
        struct piece name, value;

        while (end < l->len && l->text[end] != ' ')
            end++;
        if (!begins_at(l, end, " = "))
            return;
        name = piece_of(l->text, from, end);
        from = end + strlen(" = ");
        at = value_end(l->text, from, l->len, ',');
        value = bare(piece_of(l->text, from, at));
        at++;
        if (is_piece(name, "to"))
            r->recipient = value;
        else if (is_piece(name, "from"))
            r->sender = value;
        else if (is_piece(name, "code"))
            r->code = value;
        else if (is_piece(name, "queueId"))
            r->id = value;
        else if (is_piece(name, "hostname"))
            r->relay = value;
        else if (is_piece(name, "details") || is_piece(name, "causedBy"))
            take_stalwart_reason(l, value, r);
    }
}

/* "smtp.ehlo)". */
static int is_event_name(const struct log_line *l, size_t at)
{
    size_t dots = 0;

    while (at < l->len && ((l->text[at] >= 'a' && l->text[at] <= 'z') ||
                           l->text[at] == '-' || l->text[at] == '.'))
        dots += l->text[at++] == '.';
    return dots == 1 && begins_at(l, at, ")");
}

/* "INFO Message delivered (delivery.delivered) queueId = 3, ...". */
static struct result read_stalwart(const struct log_line *l)
{
    const size_t count = sizeof stalwart_events / sizeof stalwart_events[0];
    const struct stalwart_event *e = stalwart_events;
    size_t at = l->at, i;
    struct result r = no_result(l);

    while (at < l->len && l->text[at] != '(' && l->text[at] != '=' &&
           l->text[at] != '"')
        at++;
    /* Without a time it is a reply that has brackets. */
    if (at >= l->len || l->text[at] != '(' || !l->stamped)
        return r;
    for (i = 0; i < count && !begins_at(l, at + 1, e[i].name); i++)
        ;
    if (i == count) { /* another event: nothing */
        r.known = is_event_name(l, at + 1);
        return r;
    }
    take_stalwart(l, at + 1 + strlen(e[i].name), &r);
    r.outcome = e[i].outcome;
    r.aside = e[i].aside;
    if (r.outcome == BY_REPLY)
        r.outcome = r.code.len ? outcome_by(r.code.text[0]) : DEFERRED;
    if (r.outcome == FAILED && r.code.len == 0)
        r.aside = COUNTS; /* nobody was asked before */
    return r;
}

/* "queue: delivered\t{...}", "queue: delivery attempt failed\t{...}": what
 * maddy says is JSON. */
static struct result read_maddy(const struct log_line *l)
{
    size_t at = behind(l->text, l->at, l->len, "\t");
    struct piece json, enhanced;
    struct result r = no_result(l);

    if (!at || !json_is(json = piece_of(l->text, at, l->len), '{'))
        return r;
    at = l->at;
    if (begins_at(l, at, "queue: "))
        at += strlen("queue: ");
    if (!begins_at(l, at, "delivered\t") &&
        !begins_at(l, at, "delivery attempt failed\t"))
        return r;
    r.id = json_text(json_path(json, "msg_id"));
    r.recipient = json_text(json_path(json, "rcpt"));
    r.relay = json_text(json_path(json, "remote_server"));
    r.code = json_text(json_path(json, "smtp_code"));
    enhanced = json_text(json_path(json, "smtp_enchcode"));
    r.status = enhanced;
    r.outcome = begins_at(l, at, "delivered\t") ? SENT
                : r.code.len                    ? outcome_by(r.code.text[0])
                                                : DEFERRED;
    enhanced = json_text(json_path(json, "smtp_msg"));
    if (enhanced.len == 0)
        enhanced = json_text(json_path(json, "reason"));
    r.form = JSON_STRING;
    r.at = enhanced.len ? (size_t)(enhanced.text - l->text) : r.end;
    r.end = r.at + enhanced.len;
    return r;
}
