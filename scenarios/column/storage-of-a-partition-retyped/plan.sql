-- rewrites the table
ALTER TABLE public.p
  ALTER COLUMN a TYPE jsonb USING a::text::jsonb,
  ALTER COLUMN b TYPE jsonb USING b::text::jsonb;

ALTER TABLE public.p_1 ALTER COLUMN a SET STORAGE PLAIN;

ALTER TABLE public.p_1 ALTER COLUMN b SET STORAGE EXTERNAL;

-- rewrites the table
ALTER TABLE public.q ALTER COLUMN a TYPE jsonb USING a::text::jsonb, ALTER COLUMN a SET STORAGE MAIN;

ALTER TABLE public.q_1 ALTER COLUMN a SET STORAGE MAIN;
