ALTER TABLE public.b DROP CONSTRAINT b_x_fkey;

ALTER TABLE public.a DROP CONSTRAINT a_x_key;

ALTER TABLE public.a ADD COLUMN y integer;

ALTER TABLE public.b ADD COLUMN y integer;

-- scans the table
ALTER TABLE public.a ADD CONSTRAINT a_check CHECK ((x > y));

ALTER TABLE public.a ADD CONSTRAINT a_x_y_key UNIQUE (x, y);

-- scans the table
ALTER TABLE public.a ADD CONSTRAINT a_y_check CHECK ((y > 0));

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_x_y_fkey FOREIGN KEY (x, y) REFERENCES public.a(x, y);
