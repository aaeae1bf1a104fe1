DROP INDEX public.i1;

DROP INDEX public.i2;

DROP INDEX public.i3;

CREATE INDEX i1 ON public.t USING btree (id, a);

CREATE INDEX i2 ON public.t USING btree (id) WHERE (id > 10);

CREATE UNIQUE INDEX i3 ON public.t USING btree (a);

ALTER INDEX public.i4 SET (fillfactor='90');

ALTER INDEX public.i5 ALTER COLUMN 1 SET STATISTICS 100;

COMMENT ON INDEX public.i1 IS 'one';
