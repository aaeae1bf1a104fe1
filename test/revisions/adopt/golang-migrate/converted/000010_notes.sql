-- revision: 000010
-- parents: 000003
-- message: notes

CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);
