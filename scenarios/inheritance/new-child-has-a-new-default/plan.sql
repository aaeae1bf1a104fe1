-- loses data: the counter of public.p.id
ALTER TABLE public.p ALTER COLUMN id DROP IDENTITY;

ALTER TABLE public.p ALTER COLUMN id DROP NOT NULL;

ALTER TABLE ONLY public.p ALTER COLUMN a SET DEFAULT 2;

ALTER TABLE ONLY public.p ALTER COLUMN id SET DEFAULT 1;

CREATE TABLE public.c (
  b integer
) INHERITS (public.p);
