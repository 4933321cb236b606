-- SPDX-License-Identifier: 0BSD
PRAGMA hard_heap_limit = 4000000;
SELECT smtp_reason('550 5.1.1 User unknown', zeroblob(100000000));
SELECT smtp_reason(zeroblob(100000000));
SELECT smtp_action(zeroblob(100000000));
SELECT smtp_explain(zeroblob(100000000), 'google');
SELECT smtp_code(zeroblob(100000000));
SELECT * FROM smtp_bounce(zeroblob(100000000));
-- A mail that fits, with more recipients than do
WITH RECURSIVE u(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM u WHERE i < 5000)
SELECT count(*) FROM smtp_bounce('From: MAILER-DAEMON@example.org' || char(10) || 'MIME-Version: 1.0' || char(10)
    || 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"' || char(10, 10) || '--b' || char(10)
    || 'Content-Type: message/delivery-status' || char(10, 10) || 'Reporting-MTA: dns; mx.example.org' || char(10, 10)
    || (SELECT group_concat('Final-Recipient: rfc822; u' || i || '@example.net' || char(10) || 'Action: failed' || char(10)
    || 'Status: 5.1.1' || char(10), char(10)) FROM u) || char(10) || '--b--' || char(10));
