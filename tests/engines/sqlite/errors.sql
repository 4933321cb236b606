-- SPDX-License-Identifier: 0BSD
SELECT smtp_reason('550 5.1.1 User unknown', 'gogle');
SELECT smtp_explain('550 5.1.1 User unknown', '');
-- A name that is long and no UTF-8
SELECT smtp_action('550', CAST(x'ff' || zeroblob(100000) AS BLOB));
SELECT smtp_action('550', replace(hex(zeroblob(100)), '0', 'ä'));
-- Each byte that is no UTF-8 counts: the first and the last of each length, and those beside them
SELECT smtp_action('550', CAST(x'7ec280dfbfe0a080ecbfbfed9fbfee8080efbfbff0908080f3bfbfbff48fbfbf' AS BLOB));
SELECT smtp_action('550', CAST(x'80bfc080c1bff5808080f8fe' AS BLOB));
SELECT smtp_action('550', CAST(x'e08080e09fbfeda080edbfbf' AS BLOB));
SELECT smtp_action('550', CAST(x'f0808080f08fbfbff4908080f4bfbfbf' AS BLOB));
SELECT smtp_action('550', CAST(x'c241c2c3a4e0a041e0a0c3a4f0908041f09080c3a4' AS BLOB));
SELECT smtp_action('550', CAST(x'41c2' AS BLOB));
SELECT smtp_action('550', CAST(x'c2c041e0c080e0a0c041f0c08080' AS BLOB));
SELECT smtp_action('550', replace(hex(zeroblob(39)), '0', 'a') || 'aäb');
SELECT smtp_action('550', replace(hex(zeroblob(39)), '0', 'a') || 'äb');
SELECT smtp_action('550', CAST(x'41e2828242e282' AS BLOB));
SELECT smtp_action('550', CAST(x'41f09080' AS BLOB));
-- A row that is wrong ends the query, and the session goes on
SELECT smtp_reason('550 5.1.1 User unknown', value) FROM json_each('["google","nobody knows"]');
SELECT smtp_reason('550 5.1.1 User unknown');
SELECT smtp_reason();
SELECT * FROM smtp_bounce;
DELETE FROM smtp_codes;
