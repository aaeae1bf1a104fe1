ALTER TABLE public.p1 SET (fillfactor='70');

ALTER TABLE ONLY public.p1 ALTER COLUMN a SET DEFAULT 2;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.p1 ALTER COLUMN b SET NOT NULL;

CREATE INDEX p1_b_idx ON public.p1 USING btree (b);

-- scans the table
ALTER TABLE public.p1 ADD CONSTRAINT c CHECK ((a > 0));

COMMENT ON COLUMN public.p1.a IS 'other';

GRANT SELECT ON TABLE public.p1 TO PUBLIC;
