-- SPDX-License-Identifier: 0BSD
CREATE EXTENSION smtpcodes;

-- Verdicts
SELECT v.* FROM (SELECT (smtp_explain('550 5.1.1 <kim@example.net>: User unknown')).*) v(
    code, status, reason, action, party, confidence, provider, message, title);
SELECT code, status, reason, action, provider
    FROM smtp_explain('450 4.2.1 The user is receiving mail too quickly', 'Gmail');
SELECT smtp_reason('452 4.2.2 Mailbox full'), smtp_action('452 4.2.2 Mailbox full');
SELECT reason, action, confidence, code, status, message, provider
    FROM smtp_explain('Have a nice day');
SELECT reason, confidence FROM smtp_explain('');
-- What a provider means by a code
SELECT p, smtp_reason('550 5.7.27', p) FROM (VALUES ('google'), (NULL), ('mx.example.net')) q(p);
-- A host that nobody knows is no provider
SELECT smtp_action('550 5.1.1 No such user', 'mx.example.net');

-- NULL gives NULL, but for a provider
SELECT smtp_explain(NULL) IS NULL, smtp_explain(NULL, 'google') IS NULL, smtp_reason(NULL) IS NULL,
    smtp_action(NULL) IS NULL, smtp_code(NULL) IS NULL, smtp_reason('550 5.1.1 x', NULL);
SELECT count(*) FROM smtp_bounce(NULL::bytea);
SELECT count(*) FROM smtp_bounce(NULL::text);

-- Codes
SELECT q, c.code, c.symbol, c.action, c.reason, c.standing
    FROM (VALUES ('5.7.26'), ('4.7.26'), ('X.7.26'), ('550'), ('SMTPC_X_1_1_BAD_DESTINATION_MAILBOX'),
        ('5.7.515'), ('5.1.1 '), ('')) p(q), smtp_code(q) c;
SELECT smtp_code('5.7.26.') IS NULL AS unknown;
SELECT count(*) > 200 AS many, count(*) = count(DISTINCT code) AS different,
    bool_and(title <> '' AND meaning <> '' AND symbol ~ '^SMTPC_') AS described FROM smtp_codes();
SELECT code FROM smtp_codes() LIMIT 2;

-- The planner is told the truth
SELECT proname, pronargs, provolatile, proparallel, proisstrict FROM pg_proc
    WHERE proname ~ '^smtp_' ORDER BY proname, oid;

-- It goes away as a whole
DROP EXTENSION smtpcodes;
SELECT count(*) FROM pg_proc WHERE proname ~ '^smtp_';
CREATE SCHEMA mail;
CREATE EXTENSION smtpcodes SCHEMA mail;
SELECT mail.smtp_reason('550 5.1.1 User unknown');
