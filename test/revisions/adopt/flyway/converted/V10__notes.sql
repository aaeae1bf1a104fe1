-- revision: 10
-- parents: 2
-- message: notes

CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);
