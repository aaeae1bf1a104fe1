-- loses data: the values of column public.t.a
ALTER TABLE public.t DROP COLUMN a;

-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;

-- rewrites the table
ALTER TABLE public.t
  ADD COLUMN a text GENERATED ALWAYS AS ((('{'::text || 'x'::text) || '}'::text)) STORED,
  ADD COLUMN b integer GENERATED ALWAYS AS ((k + 1)) STORED;
