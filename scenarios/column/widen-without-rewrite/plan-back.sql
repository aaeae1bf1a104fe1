-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE character varying(10);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE character varying(10);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE numeric(8,2);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE bit varying(4);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN e TYPE timestamp(3) without time zone;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN f TYPE interval(2);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN g TYPE cidr;
