-- revision: notes
-- parents: bert_2
-- message: Carla P.:notes

CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);

CREATE INDEX note_account ON note (account_id);
