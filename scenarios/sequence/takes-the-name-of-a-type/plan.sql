DROP TYPE public.t_id_seq;

CREATE TYPE other.colour AS ENUM ('red', 'green');

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE other.colour USING c::text::other.colour;

DROP TYPE public.colour;

CREATE SEQUENCE public.colour;

ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- scans the table
SELECT setval('public.t_id_seq', m) FROM (SELECT max(id) AS m FROM public.t) AS used WHERE m >= 1;
