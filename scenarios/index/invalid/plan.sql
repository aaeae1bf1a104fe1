DROP INDEX public.i;

DROP INDEX public.u;

CREATE INDEX i ON public.t USING btree (a);

CREATE UNIQUE INDEX u ON public.t USING btree (a);
