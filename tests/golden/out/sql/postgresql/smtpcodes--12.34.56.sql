/* SPDX-License-Identifier: 0BSD
 *
 * Made by smtpcodes-gen; edit gen/runtime/sql/ and run 'make gen'. */
\echo Use "CREATE EXTENSION smtpcodes" to load this file. \quit

/* What is not known is NULL, as are arguments that are: a reply of NULL gives
 * NULL. A provider that is NULL is nobody's, so functions that take one are not
 * strict. The costs are measured: how many comparisons of texts take as long. */

CREATE TYPE smtp_verdict AS (
    code integer,
    status text,
    reason text,
    action text,
    party text,
    confidence text,
    provider text,
    message text,
    title text
);

CREATE TYPE smtp_entry AS (
    code text,
    symbol text,
    title text,
    meaning text,
    action text,
    reason text,
    standing text
);

CREATE TYPE smtp_recipient AS (
    recipient text,
    original text,
    outcome text,
    code integer,
    status text,
    reason text,
    action text,
    party text,
    confidence text,
    provider text,
    message text,
    title text,
    host text,
    words text,
    message_id text
);

CREATE FUNCTION smtp_explain(reply text, provider text DEFAULT NULL)
RETURNS smtp_verdict
AS 'MODULE_PATHNAME', 'smtpcodes_explain'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 250;
COMMENT ON FUNCTION smtp_explain(text, text) IS
'what an SMTP reply means, who must act and what to do';

CREATE FUNCTION smtp_reason(reply text) RETURNS text
AS 'MODULE_PATHNAME', 'smtpcodes_reason'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 250;
COMMENT ON FUNCTION smtp_reason(text) IS
'the cause of an SMTP reply: user-unknown, mailbox-full';

CREATE FUNCTION smtp_reason(reply text, provider text) RETURNS text
AS 'MODULE_PATHNAME', 'smtpcodes_reason'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 250;
COMMENT ON FUNCTION smtp_reason(text, text) IS
'the cause of an SMTP reply of a provider';

CREATE FUNCTION smtp_action(reply text) RETURNS text
AS 'MODULE_PATHNAME', 'smtpcodes_action'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 250;
COMMENT ON FUNCTION smtp_action(text) IS
'what to do about an SMTP reply: suppress, retry';

CREATE FUNCTION smtp_action(reply text, provider text) RETURNS text
AS 'MODULE_PATHNAME', 'smtpcodes_action'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 250;
COMMENT ON FUNCTION smtp_action(text, text) IS
'what to do about an SMTP reply of a provider';

CREATE FUNCTION smtp_code(code text) RETURNS smtp_entry
AS 'MODULE_PATHNAME', 'smtpcodes_code'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30;
COMMENT ON FUNCTION smtp_code(text) IS
'what 5.7.26, 550 or SMTPC_550_MAILBOX_UNAVAILABLE means';

CREATE FUNCTION smtp_codes() RETURNS SETOF smtp_entry
AS 'MODULE_PATHNAME', 'smtpcodes_codes'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 6000 ROWS 220;
COMMENT ON FUNCTION smtp_codes() IS 'all codes';

CREATE FUNCTION smtp_bounce(mail bytea) RETURNS SETOF smtp_recipient
AS 'MODULE_PATHNAME', 'smtpcodes_bounce_bytea'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 8000 ROWS 1;
COMMENT ON FUNCTION smtp_bounce(bytea) IS
'each recipient who, as a mail reports, did not get a message, and why';

CREATE FUNCTION smtp_bounce(mail text) RETURNS SETOF smtp_recipient
AS 'MODULE_PATHNAME', 'smtpcodes_bounce_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 8000 ROWS 1;
COMMENT ON FUNCTION smtp_bounce(text) IS
'each recipient who, as a mail reports, did not get a message, and why';
