-- revision: 0001
-- parents: 0000
-- message: notes

CREATE TABLE "note" (
	"account_id" bigint NOT NULL,
	"text" text NOT NULL
);

ALTER TABLE "note" ADD CONSTRAINT "note_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "note_account" ON "note" USING btree ("account_id");
