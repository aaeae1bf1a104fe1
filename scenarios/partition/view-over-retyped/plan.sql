DROP VIEW public.b;

DROP VIEW public.w;

-- rewrites the table
ALTER TABLE public.a ALTER COLUMN n TYPE bigint;

-- rewrites the table
ALTER TABLE public.p ALTER COLUMN v TYPE bigint;

CREATE VIEW public.b AS
 SELECT n
   FROM public.zz;

CREATE VIEW public.w AS
 SELECT v
   FROM public.p1;
