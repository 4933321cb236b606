-- SPDX-License-Identifier: 0BSD
CREATE EXTENSION smtpcodes;
-- :replies are those of the headers' own tests, with what is right; a provider that is unknown is an error here
CREATE TABLE reply (reply text, provider text, reasons text, action text);
COPY reply FROM :'replies' (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER);
DELETE FROM reply WHERE provider = 'nobody-knows-this';
SELECT reply, r.provider, v.reason, v.action FROM reply r, smtp_explain(reply, r.provider) v
    WHERE v.reason <> ALL (string_to_array(reasons, ','))
    OR r.action NOT IN (v.action, '!suppress') OR (r.action, v.action) = ('!suppress', 'suppress')
    OR (v.reason, v.action) IS DISTINCT FROM (smtp_reason(reply, r.provider), smtp_action(reply, r.provider))
    OR r.provider IS NULL AND (v.reason, v.action) IS DISTINCT FROM (smtp_reason(reply), smtp_action(reply));
SELECT count(*) > 2000 AS many FROM reply WHERE smtp_reason(reply) <> 'other';
-- :codes is what the CSV file has
CREATE TABLE listed (code text, symbol text, title text, standing text, reason text, action text, party text);
COPY listed FROM :'codes' (FORMAT csv, HEADER);
SELECT * FROM listed FULL JOIN smtp_codes() c USING (code, symbol, title, standing, reason, action)
    WHERE party IS NULL OR meaning IS NULL OR c.* IS DISTINCT FROM smtp_code(symbol);
