CREATE INDEX "I 9" ON public.t USING btree ((((e ->> 'k'::text))::integer));

CREATE INDEX i1 ON public.t USING btree (id DESC NULLS LAST, a COLLATE "C" text_pattern_ops) INCLUDE (b) WHERE (id > 0);

CREATE UNIQUE INDEX i2 ON public.t USING btree (lower(a), ((id + 1)));

CREATE INDEX i3 ON public.t USING gin (b);

CREATE INDEX i4 ON public.t USING gist (d);

CREATE INDEX i5 ON public.t USING brin (id) WITH (pages_per_range='32', autosummarize='true');

CREATE INDEX i6 ON public.t USING hash (a);

CREATE INDEX i7 ON public.t USING gin (e jsonb_path_ops) WITH (fastupdate=off);

CREATE INDEX i8 ON public.t USING btree (((a || 'x'::text)));

ALTER INDEX public.i8 ALTER COLUMN 1 SET STATISTICS 300;

COMMENT ON INDEX public.i2 IS 'two';
