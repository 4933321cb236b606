-- SPDX-License-Identifier: 0BSD
CREATE EXTENSION smtpcodes;
CREATE TABLE log (line text);
INSERT INTO log SELECT '550 5.1.1 <u' || i || '@example.net>: User unknown' FROM generate_series(1, 5000) i;
INSERT INTO log VALUES ('552 5.2.2 Mailbox full');
CREATE INDEX log_reason ON log (smtp_reason(line));
ANALYZE log;
EXPLAIN (COSTS OFF) SELECT line FROM log WHERE smtp_reason(line) = 'mailbox-full';
SELECT line FROM log WHERE smtp_reason(line) = 'mailbox-full';
-- Also a generated column
ALTER TABLE log ADD reason text GENERATED ALWAYS AS (smtp_reason(line)) STORED;
SELECT reason, count(*) FROM log GROUP BY reason ORDER BY reason;
-- What is constant is worked out once
EXPLAIN (COSTS OFF) SELECT line FROM log WHERE line = smtp_reason('550 5.1.1 User unknown');
