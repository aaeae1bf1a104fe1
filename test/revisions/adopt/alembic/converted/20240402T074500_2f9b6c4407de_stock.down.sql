-- revision: 2f9b6c4407de

DROP TABLE place;

DROP TYPE place_kind;
