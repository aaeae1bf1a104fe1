ALTER TABLE public.customer RENAME TO client;

ALTER SEQUENCE public.customer_id_seq RENAME TO client_id_seq;

ALTER TABLE public.client RENAME CONSTRAINT customer_id_check TO client_id_check;

ALTER TABLE public.client RENAME CONSTRAINT customer_pkey TO client_pkey;

ALTER TABLE public.client RENAME CONSTRAINT customer_name_key TO client_name_key;

ALTER TABLE public.client RENAME CONSTRAINT customer_parent_fkey TO client_parent_fkey;

ALTER INDEX public.customer_name_idx RENAME TO client_name_idx;

ALTER TABLE public.client RENAME CONSTRAINT customer_id_not_null TO client_id_not_null;
