-- revision: anna_2

DROP FUNCTION touch();
