ALTER TABLE public.b DROP CONSTRAINT k;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT k FOREIGN KEY (x, y) REFERENCES public.a(x, y) ON DELETE SET NULL (y);
