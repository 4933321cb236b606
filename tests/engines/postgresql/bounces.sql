-- SPDX-License-Identifier: 0BSD
CREATE EXTENSION smtpcodes;
-- :mails is a folder of mails
CREATE TABLE mail AS SELECT f AS file, pg_read_binary_file(:'mails' || '/' || f) AS mail
    FROM pg_ls_dir(:'mails') f WHERE f ~ '^00[1-9]\.eml$';
SELECT file, recipient, outcome, code, status, reason, action, party, host
    FROM mail, smtp_bounce(mail) ORDER BY file, recipient;
SELECT words, message_id FROM mail, smtp_bounce(mail) WHERE file = '001.eml';
-- As text it is the same, where the server's encoding is the mail's
SELECT count(*) FROM mail WHERE NOT EXISTS (
    SELECT FROM smtp_bounce(mail) a JOIN smtp_bounce(convert_from(mail, 'UTF8')) b ON a = b);
-- No bounce, no rows
SELECT count(*) FROM smtp_bounce('Subject: lunch') a, smtp_bounce(''::bytea) b;
SELECT count(*) FROM smtp_bounce('\x00ff00ff'::bytea);
-- Many recipients
CREATE TABLE many AS SELECT E'From: MAILER-DAEMON@example.org\nSubject: failure notice\n'
    || E'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
    || E'--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n'
    || string_agg(format(E'Final-Recipient: rfc822; u%s@example.net\nAction: failed\nStatus: 5.1.1\n'
        || E'Diagnostic-Code: smtp; 550 5.1.1 User unknown\n', i), E'\n') || E'\n--b--\n' AS mail
    FROM generate_series(1, 1000) i;
SELECT count(*), count(DISTINCT recipient), min(reason), max(reason) FROM many, smtp_bounce(mail);
SELECT recipient FROM many, smtp_bounce(mail) LIMIT 2;
