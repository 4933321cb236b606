-- SPDX-License-Identifier: 0BSD
CREATE EXTENSION smtpcodes;
\set VERBOSITY verbose
\set SHOW_CONTEXT never
SELECT smtp_explain('550 5.1.1 User unknown', 'gogle');
SELECT smtp_reason('550 5.1.1 User unknown', '');
-- A row that is wrong ends the query, and the session goes on
SELECT smtp_reason('550 x', p) FROM (VALUES ('google'), ('nobody knows')) q(p);
SELECT smtp_reason('550 5.1.1 User unknown');
-- A long name is cut, but not inside a letter
SELECT smtp_action('550', repeat('ä', 100000));
-- A limit of time counts between rows
SET statement_timeout = 100;
SELECT count(smtp_reason('550 5.1.1 User unknown ' || i)) FROM generate_series(1, 100000000) i;
