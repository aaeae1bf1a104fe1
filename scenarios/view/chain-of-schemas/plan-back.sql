DROP VIEW a.last;

DROP MATERIALIZED VIEW a.m;

DROP VIEW z.aa;

DROP VIEW a.over_it;

DROP VIEW z.base;
