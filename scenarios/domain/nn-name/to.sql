create domain d as text constraint b not null;
