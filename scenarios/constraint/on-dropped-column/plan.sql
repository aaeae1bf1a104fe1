ALTER TABLE public.b DROP CONSTRAINT b_x_y_fkey;

ALTER TABLE public.a DROP CONSTRAINT a_check;

ALTER TABLE public.a DROP CONSTRAINT a_x_y_key;

ALTER TABLE public.a DROP CONSTRAINT a_y_check;

-- loses data: the values of column public.a.y
ALTER TABLE public.a DROP COLUMN y;

-- loses data: the values of column public.b.y
ALTER TABLE public.b DROP COLUMN y;

ALTER TABLE public.a ADD CONSTRAINT a_x_key UNIQUE (x);

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_x_fkey FOREIGN KEY (x) REFERENCES public.a(x);
