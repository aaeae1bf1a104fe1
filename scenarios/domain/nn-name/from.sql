create domain d as text constraint a not null;
