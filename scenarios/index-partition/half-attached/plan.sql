CREATE INDEX one ON public.p1 USING btree (a);

CREATE INDEX whole ON ONLY public.p USING btree (a);

ALTER INDEX public.whole ATTACH PARTITION public.one;
