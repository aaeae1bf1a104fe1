DROP INDEX public."I x";

-- rewrites the table
ALTER TABLE public."T able" ALTER COLUMN "A a" TYPE bigint;

ALTER TABLE public."T able" ALTER COLUMN "b""b" TYPE text;

ALTER TABLE public."T able" ADD COLUMN "été" integer[];

ALTER TABLE ONLY public."T able" ALTER COLUMN "A a" SET DEFAULT 3;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public."T able" ALTER COLUMN "A a" SET NOT NULL;

CREATE UNIQUE INDEX "I x" ON public."T able" USING btree ("A a");

-- scans the table
ALTER TABLE public."T able" ADD CONSTRAINT "T able_user_check" CHECK (("user" <> ''::text));

COMMENT ON INDEX public."I x" IS 'y';

COMMENT ON TABLE public."T able" IS 'x';
