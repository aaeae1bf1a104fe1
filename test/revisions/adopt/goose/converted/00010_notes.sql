-- revision: 00010
-- parents: 00003
-- message: notes

CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);
