-- SPDX-License-Identifier: 0BSD
.mode list
.nullvalue NULL
CREATE TABLE mail AS SELECT value AS file, readfile(@mails || value || '.eml') AS mail
    FROM json_each('["001","002","003","004"]');
.echo on
SELECT file, recipient, outcome, code, status, reason, action, party, host FROM mail, smtp_bounce(mail.mail);
SELECT original, confidence, provider, message, title, words, message_id FROM mail, smtp_bounce(mail.mail) WHERE file = '001';
-- The rows of a mail are numbered, and may be chosen by any column
SELECT b.rowid, recipient FROM mail, smtp_bounce(mail.mail) b WHERE file = '002';
SELECT recipient FROM mail, smtp_bounce(mail.mail) WHERE status = '5.1.1' AND reason = 'user-unknown' AND host > 'mx.n';
SELECT recipient FROM mail, smtp_bounce(mail.mail) WHERE mail.file = '002' AND smtp_bounce.code = 552;
-- As text it is the same
SELECT count(*) FROM mail, smtp_bounce(mail.mail) a, smtp_bounce(CAST(mail.mail AS TEXT)) b
    WHERE a.recipient = b.recipient AND a.reason = b.reason AND a.words = b.words;
-- No bounce, no rows
SELECT count(*) FROM smtp_bounce('Subject: lunch');
SELECT count(*) FROM smtp_bounce(x'');
SELECT count(*) FROM smtp_bounce(zeroblob(1000000));
-- The recipients of each mail of a column, also after one with many
CREATE TABLE many AS WITH RECURSIVE u(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM u WHERE i < 1000)
    SELECT 'From: MAILER-DAEMON@example.org' || char(10) || 'MIME-Version: 1.0' || char(10)
    || 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"' || char(10, 10) || '--b' || char(10)
    || 'Content-Type: message/delivery-status' || char(10, 10) || 'Reporting-MTA: dns; mx.example.org' || char(10, 10)
    || group_concat('Final-Recipient: rfc822; u' || i || '@example.net' || char(10) || 'Action: failed' || char(10)
    || 'Status: 5.1.1' || char(10) || 'Diagnostic-Code: smtp; 550 5.1.1 User unknown ü' || CAST(x'fffe' AS TEXT)
    || char(10), char(10)) || char(10) || '--b--' || char(10) AS mail FROM u;
INSERT INTO many SELECT mail FROM mail WHERE file = '001';
INSERT INTO many SELECT mail FROM many LIMIT 1;
SELECT many.rowid, count(*), count(DISTINCT recipient), min(reason), max(reason) FROM many, smtp_bounce(many.mail) GROUP BY 1;
SELECT recipient FROM many, smtp_bounce(many.mail) LIMIT 2;
-- What is no UTF-8 becomes U+FFFD
SELECT DISTINCT hex(substr(words, -3)) FROM many, smtp_bounce(many.mail) WHERE many.rowid = 1;
