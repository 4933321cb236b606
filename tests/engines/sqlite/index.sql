-- SPDX-License-Identifier: 0BSD
.mode list
CREATE TABLE log(line TEXT);
WITH RECURSIVE u(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM u WHERE i < 5000)
INSERT INTO log SELECT '550 5.1.1 <u' || i || '@example.net>: User unknown' FROM u;
INSERT INTO log VALUES ('552 5.2.2 Mailbox full');
.echo on
CREATE INDEX log_reason ON log(smtp_reason(line));
EXPLAIN QUERY PLAN SELECT line FROM log WHERE smtp_reason(line) = 'mailbox-full';
SELECT line FROM log WHERE smtp_reason(line) = 'mailbox-full';
-- Columns that are made of it, a view and a trigger
ALTER TABLE log ADD action TEXT AS (smtp_action(line));
SELECT action, count(*) FROM log GROUP BY action;
PRAGMA trusted_schema = OFF;
CREATE VIEW cause AS SELECT smtp_reason(line) AS reason FROM log;
SELECT reason, count(*) FROM cause GROUP BY reason;
CREATE VIEW code AS SELECT count(*) > 200 FROM smtp_codes;
SELECT * FROM code;
-- An index that is whole
PRAGMA integrity_check;
