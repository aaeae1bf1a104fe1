CREATE UNLOGGED TABLE public.child (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  parent_id integer NOT NULL,
  code text DEFAULT 'none'::text,
  amount numeric(10,2) DEFAULT 0 NOT NULL,
  doubled numeric GENERATED ALWAYS AS ((amount * (2)::numeric)) STORED,
  CONSTRAINT child_code_check CHECK ((code <> ''::text)),
  CONSTRAINT positive CHECK ((amount >= (0)::numeric)),
  CONSTRAINT child_pkey PRIMARY KEY (id)
) WITH (fillfactor='70', autovacuum_enabled='false');

CREATE TABLE public.nothing ();

CREATE TABLE public.parent (
  id integer NOT NULL,
  code text,
  CONSTRAINT parent_pkey PRIMARY KEY (id),
  CONSTRAINT parent_code_key UNIQUE (code)
);

CREATE INDEX child_parent_id_idx ON public.child USING btree (parent_id);

ALTER TABLE public.child ADD CONSTRAINT child_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.parent(id) ON DELETE CASCADE;

COMMENT ON TABLE public.child IS 'a child';
