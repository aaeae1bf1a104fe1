ALTER TABLE public.t RENAME COLUMN a TO b;

DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE bigint;

ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT 2;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;

CREATE VIEW public.v AS
 SELECT id,
    b AS a
   FROM public.t;
