ALTER TABLE public.node DETACH PARTITION public.node_low;

ALTER TABLE public.node DROP CONSTRAINT node_above_fkey;

ALTER TABLE public.node_low DROP CONSTRAINT IF EXISTS node_above_fkey;

-- loses data: the rows of table public.node_high
DROP TABLE public.node_high;

-- loses data: the rows of table public.node
DROP TABLE public.node;

ALTER TABLE public.node_low RENAME CONSTRAINT node_id_not_null TO node_low_id_not_null;
