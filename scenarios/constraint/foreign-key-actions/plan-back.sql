ALTER TABLE public.b DROP CONSTRAINT k;

ALTER TABLE public.c DROP CONSTRAINT k;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT k FOREIGN KEY (x, y) REFERENCES public.a(x, y) ON DELETE CASCADE;

-- scans the table
ALTER TABLE public.c ADD CONSTRAINT k FOREIGN KEY (x, y) REFERENCES public.a(x, y) MATCH FULL;
