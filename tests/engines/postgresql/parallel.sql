-- SPDX-License-Identifier: 0BSD
CREATE EXTENSION smtpcodes;
-- :replies is a file of replies, a line each
CREATE TABLE reply AS SELECT l AS line FROM regexp_split_to_table(pg_read_file(:'replies'), '\n') l
    WHERE l <> '';
CREATE TABLE log AS SELECT line || ' (' || i || ')' AS line
    FROM reply, generate_series(1, 1 + 1000000 / (SELECT count(*)::int FROM reply)) i;
ANALYZE log;
SELECT count(*) >= 1000000 AS "a million" FROM log;
-- How many workers does a query have?
CREATE FUNCTION workers(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT json) ' || query INTO plan;
    RETURN coalesce(substring(plan::text FROM '"Workers Launched": ([0-9]+)')::int, 0);
END $$;
\set verdicts 'SELECT reason, action, count(*) FROM log, smtp_explain(line) GROUP BY reason, action'
SET max_parallel_workers_per_gather = 2;
SELECT workers('CREATE TABLE parallel AS ' || :'verdicts');
SET max_parallel_workers_per_gather = 0;
SELECT workers('CREATE TABLE serial AS ' || :'verdicts');
SELECT count(*) > 50 AS "many kinds" FROM serial;
(TABLE parallel EXCEPT TABLE serial) UNION ALL (TABLE serial EXCEPT TABLE parallel);
