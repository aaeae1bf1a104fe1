-- revision: 6d1f0c2ab7e5
-- parents: none
-- message: notes

CREATE TABLE note (
    id SERIAL NOT NULL, 
    text VARCHAR(200), 
    PRIMARY KEY (id)
);
