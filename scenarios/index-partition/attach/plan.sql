DROP INDEX public.p1_a_idx;

CREATE INDEX p1_own ON public.p1 USING btree (a);

CREATE INDEX p2_own ON public.p2 USING btree (a);

CREATE INDEX whole ON ONLY public.p USING btree (a);

ALTER INDEX public.whole ATTACH PARTITION public.p1_own;

ALTER INDEX public.whole ATTACH PARTITION public.p2_own;

COMMENT ON INDEX public.p1_own IS 'one';
