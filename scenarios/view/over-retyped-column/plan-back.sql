DROP POLICY p ON public.t;

DROP MATERIALIZED VIEW public.m;

DROP VIEW public.w;

DROP VIEW public.v;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE integer;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

CREATE VIEW public.w AS
 SELECT a
   FROM public.v;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m AS
 SELECT w.a,
    v.b
   FROM (public.w
     JOIN public.v USING (a));

CREATE UNIQUE INDEX m_a_idx ON public.m USING btree (a);

CREATE POLICY p ON public.t USING ((a > 0));

COMMENT ON COLUMN public.m.a IS 'unique';

GRANT SELECT ON TABLE public.w TO PUBLIC;
