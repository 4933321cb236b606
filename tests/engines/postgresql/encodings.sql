-- SPDX-License-Identifier: 0BSD
CREATE EXTENSION smtpcodes;
SET client_encoding = UTF8;
-- Each name of a test is that of the server's encoding
SHOW server_encoding;
-- A cause that a letter makes
CREATE TABLE line AS SELECT '550 Pas de boîte'::text AS line;
SELECT smtp_reason(line) FROM line;
-- A mail whose words have letters that Latin-1 has (ü), that it has not (漢), and a byte that is no letter
CREATE TABLE mail AS SELECT convert_to('From: MAILER-DAEMON@example.org', 'SQL_ASCII')
    || E'\\012MIME-Version: 1.0\\012Content-Type: multipart/report; boundary=b\\012\\012'
    || E'--b\\012Content-Type: message/delivery-status\\012\\012Reporting-MTA: dns; mx.example.org\\012\\012'
    || E'Final-Recipient: rfc822; kim@example.net\\012Action: failed\\012Status: 5.2.2\\012'
    || E'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full \\303\\274 \\346\\274\\242 \\377.\\012\\012--b--\\012'::bytea AS mail;
SELECT recipient, reason, encode(convert_to(words, :'server'), 'escape') FROM mail, smtp_bounce(mail);
-- Letters of no use, thousands of them
SELECT smtp_reason('550 5.1.1 User unknown ' || repeat(substr(line, 14, 1), 5000)) FROM line;
