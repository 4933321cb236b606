-- SPDX-License-Identifier: 0BSD
SELECT smtp_reason('550 5.1.1 User unknown', 'gogle');
SELECT smtp_explain('550 5.1.1 User unknown', '');
-- A name that is long and no UTF-8
SELECT smtp_action('550', CAST(x'ff' || zeroblob(100000) AS BLOB));
SELECT smtp_action('550', replace(hex(zeroblob(100)), '0', 'ä'));
-- A row that is wrong ends the query, and the session goes on
SELECT smtp_reason('550 5.1.1 User unknown', value) FROM json_each('["google","nobody knows"]');
SELECT smtp_reason('550 5.1.1 User unknown');
SELECT smtp_reason();
SELECT * FROM smtp_bounce;
DELETE FROM smtp_codes;
