DROP INDEX public.whole;

CREATE INDEX p1_a_idx ON public.p1 USING btree (a);
