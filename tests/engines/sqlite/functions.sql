-- SPDX-License-Identifier: 0BSD
.mode list
.nullvalue NULL
.echo on
-- Verdicts
SELECT smtp_reason('452 4.2.2 Mailbox full'), smtp_action('452 4.2.2 Mailbox full');
SELECT smtp_explain('550 5.1.1 <kim@example.net>: User unknown');
SELECT key, atom FROM json_each(smtp_explain('450 4.2.1 The user is receiving mail too quickly', 'Gmail'));
SELECT smtp_explain('Have a nice day') ->> 'reason', smtp_explain('') ->> 'code';
-- What a provider means by a code; a host that nobody knows is no provider
SELECT smtp_reason('550 5.7.27', 'google'), smtp_reason('550 5.7.27', NULL), smtp_reason('550 5.7.27', 'mx.example.net');
-- Bytes are as good as text, numbers as their digits
SELECT smtp_reason(CAST('452 4.2.2 Mailbox full' AS BLOB)), smtp_reason(x'00ff'), smtp_reason(x''), smtp_code(550) ->> 'code';
-- NULL gives NULL
SELECT smtp_reason(NULL), smtp_action(NULL), smtp_explain(NULL, 'google'), smtp_code(NULL), smtp_code('5.1.1 ');
SELECT count(*) FROM smtp_bounce(NULL);
-- Codes
SELECT value, smtp_code(value) ->> 'code', smtp_code(value) ->> 'action', smtp_code(value) ->> 'reason',
    smtp_code(value) ->> 'standing'
    FROM json_each('["5.7.26","4.7.26","X.7.26","550","SMTPC_X_1_1_BAD_DESTINATION_MAILBOX","5.7.515",""]');
-- What to do depends on the class that a name says
SELECT value, smtp_code(value) ->> 'action' FROM json_each('["2.2.2","4.2.2","5.2.2","X.2.2","2.1.5","4.1.5","5.1.5","X.1.5","3.1.5"]');
-- The object has what the table has, of every code
SELECT count(*), group_concat(key) FROM json_each(smtp_code('550'));
SELECT code FROM smtp_codes WHERE NOT json_valid(smtp_code(symbol)) OR smtp_code(symbol) ->> 'code' <> code
    OR smtp_code(symbol) ->> 'meaning' <> meaning OR smtp_code(symbol) ->> 'title' <> title
    OR smtp_code(symbol) ->> 'action' <> action OR smtp_code(symbol) ->> 'standing' <> standing;
SELECT count(*) > 0 FROM smtp_codes WHERE meaning LIKE '%"%';
SELECT count(*) > 200, count(*) = count(DISTINCT code), min(title <> ''), min(meaning <> '') FROM smtp_codes;
SELECT title FROM smtp_codes WHERE code = '550' ORDER BY rowid LIMIT 1;
