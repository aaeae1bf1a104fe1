-- loses data: the counter of public.t.id
ALTER TABLE public.t ALTER COLUMN id DROP IDENTITY;

-- loses data: the counter of sequence public.colour
DROP SEQUENCE public.colour;

CREATE TYPE public.colour AS ENUM ('red', 'green');

CREATE TYPE public.t_id_seq AS ENUM ('one');

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE public.colour USING c::text::public.colour;

DROP TYPE other.colour;
