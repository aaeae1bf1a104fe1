CREATE TABLE public.b (
  id integer NOT NULL,
  p_id integer,
  CONSTRAINT b_pkey PRIMARY KEY (id)
);

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.p ALTER COLUMN id SET NOT NULL;

ALTER TABLE public.p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.p ADD CONSTRAINT p_pkey PRIMARY KEY (id);

ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;

ALTER TABLE public.b ADD CONSTRAINT b_p_id_fkey FOREIGN KEY (p_id) REFERENCES public.p(id);

-- scans the table
ALTER TABLE public.p ADD CONSTRAINT p_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id) ON DELETE CASCADE;
