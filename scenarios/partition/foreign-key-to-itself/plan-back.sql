ALTER TABLE public.node DROP CONSTRAINT node_above_fkey;

-- loses data: the rows of table public.node_high_rest
DROP TABLE public.node_high_rest;

-- loses data: the rows of table public.node_high
DROP TABLE public.node_high;

-- loses data: the rows of table public.node_low
DROP TABLE public.node_low;

-- loses data: the rows of table public.node
DROP TABLE public.node;
