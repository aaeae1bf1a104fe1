COMMENT ON TABLE public."T able" IS NULL;

ALTER TABLE public."T able" DROP CONSTRAINT "T able_user_check";

DROP INDEX public."I x";

ALTER TABLE public."T able" ALTER COLUMN "A a" DROP NOT NULL;

ALTER TABLE ONLY public."T able" ALTER COLUMN "A a" DROP DEFAULT;

-- loses data: the values of column public."T able"."été"
ALTER TABLE public."T able" DROP COLUMN "été";

-- rewrites the table
ALTER TABLE public."T able"
  ALTER COLUMN "A a" TYPE integer,
  ALTER COLUMN "b""b" TYPE character varying(10);

CREATE INDEX "I x" ON public."T able" USING btree ("A a");
