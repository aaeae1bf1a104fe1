ALTER TABLE public.client RENAME TO customer;

ALTER SEQUENCE public.client_id_seq RENAME TO customer_id_seq;

ALTER TABLE public.customer RENAME CONSTRAINT client_id_check TO customer_id_check;

ALTER TABLE public.customer RENAME CONSTRAINT client_pkey TO customer_pkey;

ALTER TABLE public.customer RENAME CONSTRAINT client_name_key TO customer_name_key;

ALTER TABLE public.customer RENAME CONSTRAINT client_parent_fkey TO customer_parent_fkey;

ALTER INDEX public.client_name_idx RENAME TO customer_name_idx;

ALTER TABLE public.customer RENAME CONSTRAINT client_id_not_null TO customer_id_not_null;
