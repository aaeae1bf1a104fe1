DROP POLICY pl ON public.q;

ALTER TABLE public.q DROP CONSTRAINT q_k_fkey;

DROP TRIGGER tr ON public.p;

ALTER TABLE public.q DROP CONSTRAINT q_h_check;

DROP VIEW public.vv;

DROP MATERIALIZED VIEW public.mv;

ALTER TABLE ONLY public.p ALTER COLUMN v DROP DEFAULT;

ALTER TABLE ONLY public.p1 ALTER COLUMN v DROP DEFAULT;

ALTER TABLE ONLY public.p2 ALTER COLUMN v DROP DEFAULT;

ALTER TABLE public.q DROP COLUMN g;

-- moving the columns over to the new public.e fails where rows hold 'b'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'c');

-- rewrites the table
ALTER TABLE public.p
  ALTER COLUMN k TYPE public.e USING k::text::public.e,
  ALTER COLUMN v TYPE public.e USING v::text::public.e;

-- rewrites the table
ALTER TABLE public.q
  ALTER COLUMN h TYPE public.e USING h::text::public.e,
  ALTER COLUMN k TYPE public.e USING k::text::public.e;

-- rewrites the table
ALTER TABLE public.q ADD COLUMN g text GENERATED ALWAYS AS (
CASE
    WHEN (k = 'a'::public.e) THEN 'x'::text
    ELSE 'y'::text
END) STORED;

-- rewrites the table
ALTER TABLE public.u ALTER COLUMN k TYPE public.e USING k::text::public.e;

DROP TYPE public.e__trueup_aside;

ALTER TABLE ONLY public.p ALTER COLUMN v SET DEFAULT 'a'::public.e;

ALTER TABLE ONLY public.p1 ALTER COLUMN v SET DEFAULT 'a'::public.e;

ALTER TABLE ONLY public.p2 ALTER COLUMN v SET DEFAULT 'a'::public.e;

-- scans the table
ALTER TABLE public.q ADD CONSTRAINT q_h_check CHECK ((h <> 'c'::public.e));

CREATE TRIGGER tr BEFORE UPDATE OF v ON public.p FOR EACH ROW WHEN ((new.v = 'a'::public.e)) EXECUTE FUNCTION public.tf();

-- scans the table
ALTER TABLE public.q ADD CONSTRAINT q_k_fkey FOREIGN KEY (k) REFERENCES public.u(k);

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.mv AS
 SELECT k
   FROM public.q;

CREATE VIEW public.vv AS
 SELECT k
   FROM public.mv;

CREATE INDEX mv_k_idx ON public.mv USING btree (k);

CREATE POLICY pl ON public.q USING ((k = 'a'::public.e));
